"""Closings: which word of a closed street closes none, because it names no street and lies beside none."""

import logging

import numpy as np

from city.readings import Mask, Readings
from geo.pack import CityPack
from layers.closed_edges import BESIDE_M, edges_of

KIND = "road.closed"
log = logging.getLogger(__name__)


class Closings:
    """Knows the city's streets, and of whom it was already told that it closes none."""

    def __init__(self, pack: CityPack) -> None:
        self._pack = pack
        self._told: set[str] = set()

    def of_no_street(self, rows: Readings) -> Mask:
        """Which rows (n,), each with its place, close no street and are news: of each thing it is told once."""
        news = np.zeros(len(rows), dtype=np.bool_)
        if rows.kind != KIND or rows.lon is None or rows.lat is None:
            return news
        stray = (rows.value >= 0.5) & (edges_of(rows.thing, rows.lon, rows.lat, self._pack) < 0)
        self._told.difference_update(rows.thing[int(row)] for row in np.flatnonzero(~stray))
        for row in np.flatnonzero(stray).tolist():
            news[row] = rows.thing[row] not in self._told
            self._told.add(rows.thing[row])
            if news[row]:
                log.warning("A closure closes nothing: %s %s", rows.thing[row], said(rows, row))
        return news


def said(rows: Readings, row: int) -> str:
    """What is wrong with a closure, and what to send instead."""
    at = "" if rows.lon is None or rows.lat is None else f" of {rows.lon[row]:.6f}, {rows.lat[row]:.6f}"
    return f"there is no street within {BESIDE_M:g} m{at}. Send the id of the edge, or a place on its street."
