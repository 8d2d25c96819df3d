"""Traces: which streets a vehicle drove, from its positions; and the street that each position was on."""

from functools import partial
from http import HTTPStatus
from typing import Any, Literal

import numpy as np
from pydantic import Field

from api.answers import Words
from api.door import Asked, Door, Shape
from api.guard import READ_INCIDENTS
from api.in_the_city import in_the_city
from api.place_shapes import PlaceGiven
from api.ports import House
from api.refusals import NotServed, Plain
from api.values import Moment, Number
from api.workbench import Workbench
from geo.ways.matching import Piece, matched
from geo.ways.roads import Roads

MOST_POSITIONS = 2000  # a shift of eight hours, one each fifteen seconds
MOST_BYTES = 512 * 1024


class Position(PlaceGiven):
    """Where a vehicle was, and when; `accuracy_m` is how far off the receiver takes itself to be (one sigma)."""

    at: Moment
    accuracy_m: Number | None = Field(default=None, gt=0, le=500)


class MatchAsked(Shape):
    """The positions of one vehicle, the oldest first."""

    positions: list[Position] = Field(min_length=1, max_length=MOST_POSITIONS)


class Driven(Shape):
    """One street driven: the edge of the road network, its name, and whether along its outline."""

    edge: str
    title: Words
    forward: bool


class OnStreet(Shape):
    """Where on the street a position was; `position` counts from 0 in what was asked."""

    position: int
    edge: str
    lon: float
    lat: float
    off_m: float


class Trace(Shape):
    """A part of the trace without gaps: the way driven as GeoJSON, its streets, and the positions on it."""

    geometry: dict[str, Any]
    streets: list[Driven]
    positions: list[OnStreet]


class Matched(Shape):
    """The parts in order; `left_out` are positions too near to the one before, or far from every street."""

    type: Literal["traces"]
    parts: list[Trace]
    left_out: list[int]


def doors(house: House) -> tuple[Door, ...]:
    """`POST /places/match`."""
    bench = Workbench()
    return (
        Door(
            method="POST", path="/places/match", name="match", right=READ_INCIDENTS, answer=Matched, body=MatchAsked,
            handle=partial(_match, house, bench), tags=("places",), most_bytes=MOST_BYTES,
            summary="The streets that a vehicle drove, from its positions (hidden Markov model)",
        ),
    )  # fmt: skip


def _match(house: House, bench: Workbench, asked: Asked) -> Plain:
    wanted: MatchAsked = asked.body
    given = wanted.positions
    for one in given:
        in_the_city(house.pack, one.lon, one.lat)
    at_s = np.array([one.at.timestamp() for one in given])
    if (np.diff(at_s) < 0).any():
        late = int(np.argmax(np.diff(at_s) < 0)) + 1
        message = f"Position {late} is older than the one before. Send them in the order in which they were taken."
        raise NotServed(HTTPStatus.UNPROCESSABLE_ENTITY, "not_in_order", message)
    lon, lat = np.array([one.lon for one in given]), np.array([one.lat for one in given])
    off_m = np.array([np.nan if one.accuracy_m is None else one.accuracy_m for one in given])
    roads = house.pack.roads

    def work() -> list[Plain]:
        return [_part(roads, piece) for piece in matched(roads, lon, lat, at_s, off_m)]

    parts = bench.beside(work)
    used = {one["position"] for part in parts for one in part["positions"]}
    return {"type": "traces", "parts": parts, "left_out": [row for row in range(len(given)) if row not in used]}


def _part(roads: Roads, piece: Piece) -> Plain:
    spots = piece.spots
    return {
        "geometry": {"type": "LineString", "coordinates": piece.line(roads).round(6).tolist()},
        "streets": [
            {"edge": str(roads.edge_id[edge]), "title": {"zh": str(roads.zh[edge]), "en": str(roads.en[edge])},
             "forward": forward}
            for edge, forward in zip(piece.edges.tolist(), piece.forward.tolist(), strict=True)
        ],
        "positions": [
            {"position": position, "edge": str(roads.edge_id[spots.edge[row]]), "lon": round(float(spots.lon[row]), 6),
             "lat": round(float(spots.lat[row]), 6), "off_m": round(float(spots.off_m[row]), 1)}
            for row, position in enumerate(piece.positions.tolist())
        ],
    }  # fmt: skip
