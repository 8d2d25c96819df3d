"""Places, units and addresses of an imported city: of OpenStreetMap and of tables, those that lie in the city."""

from collections.abc import Sequence

import pandas as pd

from geo.importing.files import CityFiles
from geo.importing.place_file import Rows, read_places, read_units
from geo.importing.report import Report
from geo.importing.road_tables import RoadTables
from geo.importing.tables import Table
from geo.osm.places import addresses, places
from geo.osm.records import Extract
from geo.pack_writer import COLUMNS, roads_of
from geo.place import Bounds


def points_of(
    files: CityFiles, extract: Extract | None, network: RoadTables, bounds: Bounds, report: Report
) -> dict[str, Table]:
    """The tables of places, units, addresses and things by name. Raises `Missing` where a file is not as it says."""
    told = [read_places(one, report) for one in files.places]
    crews = [read_units(one, report) for one in files.units]
    if told or crews:
        roads = roads_of(network.nodes, network.edges, network.banned)
        for rows in (*told, *crews):
            rows.check(roads, report)
    known = Extract() if extract is None else extract
    return {
        "places": _all(_within(places(known, report), bounds, report), told, bounds, report),
        "units": _all(_none("units"), crews, bounds, report),
        "addresses": _within(addresses(known), bounds, report),
        "things": _none("things"),
    }


def _none(name: str) -> Table:
    return pd.DataFrame(columns=list(COLUMNS[name]))


def _within(table: Table, bounds: Bounds, report: Report) -> Table:
    """The rows from OpenStreetMap that lie in the city."""
    there = bounds.contain(table["lon"].to_numpy(float), table["lat"].to_numpy(float))
    report.leave_out("OpenStreetMap's places and addresses outside the city", count=int((~there).sum()))
    return table[there]


def _all(first: Table, files: Sequence[Rows], bounds: Bounds, report: Report) -> Table:
    """The rows of all files in the city, each with a name of its own."""
    tables = [one for one in (first, *(rows.inside(bounds, report) for rows in files)) if len(one)]
    if not tables:
        return first
    table = pd.concat(tables, ignore_index=True)
    return table.assign(name=_apart(table["name"].tolist()))


def _apart(names: Sequence[str]) -> list[str]:
    """The names, with a number behind those that were there before.

    >>> _apart(["a", "a_2", "a"])
    ['a', 'a_2', 'a_3']
    """
    taken, used, told = set(names), set[str](), list[str]()
    for name in names:
        number, own = 2, name
        while own in used or (own != name and own in taken):
            own, number = f"{name}_{number}", number + 1
        used.add(own)
        told.append(own)
    return told
