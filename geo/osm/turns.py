"""Banned turns from OpenStreetMap's restrictions; "only there" becomes a ban of all other ways out.

Relation:restriction in the OpenStreetMap wiki. A street is taken where exactly one of its edges leads into the junction
or out of it; anything else is counted and left out, as are bans that lead over a way or hold at certain hours.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from geo.importing.report import Report
from geo.importing.road_tables import RoadTables
from geo.importing.tables import Table
from geo.osm.records import Rule
from geo.pack_writer import COLUMNS

FREED = frozenset(("motorcar", "motor_vehicle", "vehicle", "emergency"))  # a ban that excepts these is none for us
HOURS = ("hour_on", "day_on", "time", "restriction:conditional")
Ban = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Corners:
    """By node: the edges that lead into it, and those that lead out, each with the way that it is a part of."""

    into: Mapping[str, list[tuple[str, int]]]
    out: Mapping[str, list[tuple[str, int]]]


def banned_turns(network: RoadTables, rules: Iterable[Rule], report: Report) -> Table:
    """The turns that nobody may take, as the table `banned` of a city pack."""
    corners = _corners(network.edges)
    bans = {ban for rule in rules for ban in _bans(rule, corners, report)}
    return pd.DataFrame(sorted(bans), columns=list(COLUMNS["banned"]), dtype=str)


def _corners(edges: Table) -> Corners:
    into: dict[str, list[tuple[str, int]]] = defaultdict(list)
    out: dict[str, list[tuple[str, int]]] = defaultdict(list)
    columns = (edges[name].tolist() for name in ("id", "u", "v", "way", "oneway"))
    for edge, tail, head, way, oneway in zip(*columns, strict=True):
        out[tail].append((edge, way))
        into[head].append((edge, way))
        if not oneway:
            out[head].append((edge, way))
            into[tail].append((edge, way))
    return Corners(into, out)


def _bans(rule: Rule, corners: Corners, report: Report) -> Iterator[Ban]:
    said = rule.tags.get("restriction") or rule.tags.get("restriction:motorcar", "")
    why = _unfit(rule, said)
    via = next((str(ref) for kind, ref, role in rule.members if role == "via" and kind == "n"), "")
    starts = [edge for way in _ways(rule, "from") for edge in _only(corners.into.get(via, ()), way)]
    ends = [edge for way in _ways(rule, "to") for edge in _only(corners.out.get(via, ()), way)]
    if not why and not (starts and ends):
        why = "turn restrictions whose streets do not meet as they say, or are no streets of the network"
    if why:
        report.leave_out(why, f"relation {rule.number}")
        return
    if said.startswith("only_"):
        ends = sorted({edge for edge, _ in corners.out.get(via, ())} - set(ends))
    yield from ((start, via, end) for start in starts for end in ends)


def _unfit(rule: Rule, said: str) -> str:
    """Why a restriction makes no ban; "" where it may."""
    if any(name in rule.tags for name in HOURS):
        return "turn restrictions that hold at certain hours only"
    if not said.startswith(("no_", "only_")):
        return "turn restrictions for other vehicles, or of no known kind"
    if FREED & {one.strip() for one in rule.tags.get("except", "").split(";")}:
        return "turn restrictions from which vehicles like ours are excepted"
    if any(kind == "w" for kind, _, role in rule.members if role == "via"):
        return "turn restrictions that lead over a way"
    return ""


def _ways(rule: Rule, role: str) -> list[int]:
    return [ref for kind, ref, its in rule.members if its == role and kind == "w"]


def _only(edges: Iterable[tuple[str, int]], way: int) -> list[str]:
    """The one edge of this way; none where several would do."""
    found = {edge for edge, its in edges if its == way}
    return list(found) if len(found) == 1 else []
