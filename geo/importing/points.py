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
    again = table.groupby("name").cumcount()
    return table.assign(name=table["name"].where(again == 0, table["name"] + "_" + (again + 1).astype(str)))
