"""Places and units from CSV files: other people's columns, encodings and frames become tables of a city pack."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from geo.columns import separator_of, text_of
from geo.coordinates import Frame, NoSuchFrame, readable
from geo.frame_fit import WrongFrame, check_frame, verdict
from geo.importing.boundary_file import titles
from geo.importing.cells import as_numbers, as_text
from geo.importing.column_names import found_columns, listed
from geo.importing.frame import in_wgs84
from geo.importing.given import Given
from geo.importing.report import Report
from geo.importing.tables import Missing, Table
from geo.osm.places import kind_of_words, plain_words
from geo.pack_writer import COLUMNS
from geo.place import Bounds, Floats, Mask
from geo.ways.roads import Roads

PLACE_OPTIONS = ("kind", "lon", "lat", "name", "zh", "en", "code", "frame")
UNIT_OPTIONS = (*PLACE_OPTIONS, "home", "command")
KNOWN_KINDS = frozenset((
    "hospital", "clinic", "ambulance_station", "fire_station", "police_station", "school", "kindergarten", "university",
    "shelter", "hydrant", "camera", "park", "scenic_area", "square", "railway_station", "metro_station", "bus_terminal",
    "airport", "government", "service_hall", "market", "mall", "hotel", "stadium", "museum", "library", "theatre",
    "nursing_home", "gas_station", "charging_station", "chemical_plant", "power_station", "water_works", "sewage_works",
    "bridge", "sanitation_depot", "waste_station", "ad_board", "community_centre", "place_of_worship", "pharmacy",
    "city_hall",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file that have a place: the pack's table, and where they stood in their own frame (n,)."""

    given: Given
    table: Table
    x: Floats
    y: Floats

    def check(self, roads: Roads, report: Report) -> None:
        """Ask the streets whether the declared frame is the true one. Raises `Missing` where another fits better."""
        frame, what = Frame.of(self.given.said.get("frame", "wgs84")), self.given.path.name
        try:
            report.remark(verdict(check_frame(frame, self.x, self.y, roads, what=what), frame, what=what))
        except WrongFrame as error:
            raise Missing(str(error)) from error

    def inside(self, bounds: Bounds, report: Report) -> Table:
        """The rows that lie in the city. Raises `Missing` where none does."""
        lon, lat = self.table["lon"].to_numpy(float), self.table["lat"].to_numpy(float)
        there = bounds.contain(lon, lat)
        if not there.any():
            swapped = bounds.contain(lat, lon).any()
            raise Missing(
                f"None of the {len(self.table):,} rows of {self.given.path} lies in the city, the first is at "
                f"({lon[0]:.7g}, {lat[0]:.7g}). "
                + ("Longitude and latitude are swapped: say :lon=…,lat=… with the columns' names."
                   if swapped else "Is the frame declared (:frame=…), and is it the same city?")
            )  # fmt: skip
        report.leave_out(f"rows of {self.given.path.name} outside the city", _where(self.table, ~there),
                         int((~there).sum()))  # fmt: skip
        return self.table[there].reset_index(drop=True)


def read_places(given: Given, report: Report) -> Rows:
    """The places in this file, as rows of `places`. Raises `Missing` where it holds none."""
    table, found, x, y = _read(given, PLACE_OPTIONS, report)
    zh, en = titles(table, found)
    kind = [one if one in KNOWN_KINDS else kind_of_words(one) or one for one in _kinds(given, table, found)]
    if unknown := sorted(set(kind) - KNOWN_KINDS):
        told = listed([_with_nearest(one) for one in unknown])
        report.remark(f"{given.path.name} has kinds that no screen knows: {told}. They are kept as they are.")
    name = _names(given, table, found, kind)
    lon, lat = in_wgs84(given.said.get("frame", "wgs84"), x, y, str(given.path))
    places = pd.DataFrame({"name": name, "kind": kind, "zh": zh, "en": en, "lon": lon, "lat": lat})
    words = [plain_words(one) or (its, its) for one, its in zip(kind, name, strict=True)]
    for column, said in (("zh", [one[0] for one in words]), ("en", [one[1] for one in words])):
        places[column] = places[column].where(places[column] != "", said)
    return Rows(given, places, x, y)


def _with_nearest(kind: str) -> str:
    """A kind that no screen knows, and the one that may be meant.

    >>> _with_nearest("hospitl"), _with_nearest("zeppelin")
    ('hospitl (hospital?)', 'zeppelin')
    """
    close = get_close_matches(kind.casefold(), KNOWN_KINDS, n=1)
    return f"{kind} ({close[0]}?)" if close else kind


def read_units(given: Given, report: Report) -> Rows:
    """The units in this file, as rows of `units`; who has no home stands where the file says."""
    table, found, x, y = _read(given, UNIT_OPTIONS, report)
    zh, en = titles(table, found)
    kind = _kinds(given, table, found)
    code = table[found["code"]].map(as_text) if "code" in found else None
    own = code is not None and not code.duplicated().any() and bool((code != "").all())
    name = code if own else _names(given, table, found, kind)
    lon, lat = in_wgs84(given.said.get("frame", "wgs84"), x, y, str(given.path))
    more = {
        one: table[found[one]].map(as_text) if one in found else given.said.get(one, "") for one in ("home", "command")
    }
    units = pd.DataFrame({"name": name, "kind": kind, "zh": zh, "en": en, "lon": lon, "lat": lat} | more)
    shown = units["zh"].where(units["zh"] != "", units["name"])
    units = units.assign(zh=shown, en=units["en"].where(units["en"] != "", shown))
    return Rows(given, units[list(COLUMNS["units"])], x, y)


def read_csv(path: Path) -> Table:
    """All columns of a CSV file as text, in UTF-8 or GB 18030, with any of the usual separators. Raises `Missing`."""
    if path.suffix.lower() not in (".csv", ".txt", ".tsv"):
        raise Missing(f"{path} is no table by its name. It should end in .csv.")
    try:
        text = text_of(path)
    except ValueError as error:
        raise Missing(f"{path} is text neither in UTF-8 nor in GB 18030. Save it as CSV in UTF-8.") from error
    return _parsed(path, text)


def _parsed(path: Path, text: str) -> Table:
    read = partial(pd.read_csv, dtype=str, sep=separator_of(text), skipinitialspace=True)
    try:
        table: Table = read(io.StringIO(text))
        if not isinstance(
            table.index, pd.RangeIndex
        ):  # rows are longer than the head: pandas makes names of their start
            if table.iloc[:, -table.index.nlevels :].notna().any(axis=None):
                raise Missing(f"{path} has rows with more cells than its head has names. Give every column a name.")
            table = read(io.StringIO(text), index_col=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError) as error:
        raise Missing(f"{path} cannot be read as a table ({error}). Save it as CSV in UTF-8.") from error
    if not len(table):
        raise Missing(f"{path} has a head but no rows. Save it again with its rows, or leave it out.")
    return table.fillna("")


def _read(given: Given, options: Sequence[str], report: Report) -> tuple[Table, dict[str, str], Floats, Floats]:
    """The rows that have a place, which columns hold what, and the place as it stands there."""
    path = given.there().path
    table = read_csv(path)
    columns = [str(name) for name in table.columns]
    # These may name a column, or say the same of every row.
    plainly = {one for one in ("kind", "home", "command") if one in given.said and given.said[one] not in columns}
    said = {one: column for one, column in given.said.items() if one != "frame" and one not in plainly}
    found = found_columns(path, columns, [one for one in options if one != "frame" and one not in plainly], said)
    if lacking := [one for one in ("lon", "lat") if one not in found]:
        raise Missing(
            f"{path} has no column for {' and '.join(lacking)} that we know. It has {listed(columns)}. "
            f"Name them: {path.name}:lon=…,lat=…"
        )
    x, y = (as_numbers(table[found[one]]) for one in ("lon", "lat"))
    placed = np.isfinite(x) & np.isfinite(y)
    if not placed.any():
        first = table[found["lon"]].iloc[0]
        raise Missing(f"{path}: no row has a place; {found['lon']} of the first is {first!r}. Write them as numbers.")
    report.leave_out(f"rows of {path.name} without a place", count=int((~placed).sum()))
    believed = placed & _believed(given, x, y)
    if 2 * believed.sum() > placed.sum():  # else the frame is wrong, and that is told
        report.leave_out(f"rows of {path.name} whose place is none on earth", count=int((placed & ~believed).sum()))
        placed = believed
    report.read[str(given)] = f"{len(table):,} rows (" + ", ".join(f"{a} from {b}" for a, b in found.items()) + ")"
    return table[placed].reset_index(drop=True), found, x[placed], y[placed]


def _believed(given: Given, x: Floats, y: Floats) -> Mask:
    """Which rows can be places in the frame that was declared."""
    try:
        return readable(Frame.of(given.said.get("frame", "wgs84")), x, y)
    except NoSuchFrame as error:
        raise Missing(f"{given.path}: {error}") from error


def _kinds(given: Given, table: Table, found: Mapping[str, str]) -> list[str]:
    if "kind" in found:
        return table[found["kind"]].map(as_text).tolist()
    if not given.said.get("kind"):
        raise Missing(f"{given.path} does not say what kinds it holds. Say so: {given.path.name}:kind=hospital.")
    return [given.said["kind"]] * len(table)


def _names(given: Given, table: Table, found: Mapping[str, str], kind: Sequence[str]) -> list[str]:
    """A name of its own for each row: its code, where the file gives each another, else the kind and a number."""
    if "code" in found:
        codes = table[found["code"]].map(as_text)
        if not codes.duplicated().any() and (codes != "").all():
            return [f"{one}_{code}" for one, code in zip(kind, codes, strict=True)]
    return [f"{one}_{given.path.stem}_{i}" for i, one in enumerate(kind, start=1)]


def _where(table: Table, rows: Mask) -> str:
    return str(table["zh"].iloc[int(np.argmax(rows))]) if rows.any() else ""
