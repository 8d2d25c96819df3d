"""Hot spots: where in the last week more calls for help lay together than the weeks before let expect (Gi*).

Counts would only tell where the city is dense: a centre is hot every day of every year. So each cell is held against
its own past, and how far it is beyond it is measured in its own chance, whether ten people live there or ten thousand.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from city.readings import Floats, Mask
from city.views import Rows, Table
from geo.areas import Areas, Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter, Sureness
from indicators.contributors import ByRow
from indicators.methods.hotspots import beside, discovered_z, gi_star
from indicators.methods.per_thing import greatest, of_the_worst

METRES_A_DEGREE = 111_195.0
DAY_S = 86_400.0
HOT = 1.65
# The nine cells around and in a cell, from the south-west on, row by row.
AROUND = (("西南", "south-west"), ("南", "south"), ("东南", "south-east"), ("西", "west"), ("本格", "the cell itself"),
          ("东", "east"), ("西北", "north-west"), ("北", "north"), ("东北", "north-east"))  # fmt: skip
NOTES = tuple(
    {
        "zh": f"近7日格内{{own:.0f}}起，九格{{near:.0f}}起（预期{{due:.1f}}），最多超出在{zh}（{{most:+.1f}}），"
        "未校正z {raw:.1f}",
        "en": f"{{own:.0f}} calls in the week, {{near:.0f}} in the nine cells ({{due:.1f}} expected), most beyond in "
        f"{en} ({{most:+.1f}}), z {{raw:.1f}} before FDR",
    }
    for zh, en in AROUND
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Calls counted in square cells: the week's, `recent`, and those before, `earlier` (rows, columns).

    From the south-west; `inside` are the cells with any call, of the others nothing can be expected. `lon`, `lat` and
    `leaf` (n,) are those of the middles of the cells inside, row by row.
    """

    recent: Floats
    earlier: Floats
    inside: Mask
    lon: Floats
    lat: Floats
    leaf: Ints

    @property
    def due(self) -> Floats:
        """How many of the week's calls each cell (rows, columns) was to have: its part of those before."""
        return self.earlier * (self.recent.sum() / max(self.earlier.sum(), 1.0))


def beyond(recent: Floats, earlier: Floats) -> Floats:
    """How far the recent calls of cells (n,) lie beyond what the earlier let expect, in standard deviations.

    Of all the calls of a cell as many are recent as of the city's, give or take what chance (binomial) gives and takes.
    NaN where all calls are recent, or none is.

    >>> beyond(np.array([4.0, 0.0]), np.array([0.0, 12.0])).round(3)
    array([ 3.464, -2.   ])
    """
    every = recent + earlier
    share = recent.sum() / max(every.sum(), 1.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = (recent - every * share) / np.sqrt(every * share * (1.0 - share))
    return np.where(np.isfinite(found), found, np.nan)


def grid_of(lon: Floats, lat: Floats, recent: Mask, areas: Areas, cell_m: float) -> Grid:
    """The calls (k,) in cells laid from the city's south-west corner: the rectangle of all of them."""
    bounds = areas.bounds
    tall = cell_m / METRES_A_DEGREE
    wide = float(tall / np.cos(np.radians((bounds.south + bounds.north) / 2.0)))
    column, row = ((lon - bounds.west) // wide).astype(np.intp), ((lat - bounds.south) // tall).astype(np.intp)
    west, east = (int(column.min()), int(column.max())) if column.size else (0, -1)
    south, north = (int(row.min()), int(row.max())) if row.size else (0, -1)
    size = (north - south + 1, east - west + 1)
    cell = (row - south) * size[1] + column - west
    new, old = (
        np.bincount(cell[which], minlength=size[0] * size[1]).astype(np.float64).reshape(size)
        for which in (recent, ~recent)
    )
    inside = new + old > 0
    rows, columns = np.indices(size)
    middle_lon = (bounds.west + (columns + west + 0.5) * wide).astype(np.float64)
    middle_lat = (bounds.south + (rows + south + 0.5) * tall).astype(np.float64)
    leaf = areas.leaf_of(middle_lon[inside], middle_lat[inside]).astype(np.intp)
    return Grid(recent=new, earlier=old, inside=inside, lon=middle_lon[inside], lat=middle_lat[inside], leaf=leaf)


def nine(figure: Floats, inside: Mask) -> Floats:
    """A figure of the nine cells at each cell inside (n, 9), in the order of `AROUND`; nothing beyond the edge."""
    padded = np.pad(figure, 1)
    row, column = np.nonzero(inside)
    return np.stack([padded[row + down, column + right] for down in range(3) for right in range(3)], axis=1)


def compute(calls: Table, parameters: Mapping[str, float]) -> Outcome:
    """The greatest z among an area's cells after the correction for how many cells were looked at."""
    areas, bounds = calls.areas, calls.areas.bounds
    with np.errstate(invalid="ignore"):
        placed = (calls.lon >= bounds.west) & (calls.lon <= bounds.east)
        placed &= (calls.lat >= bounds.south) & (calls.lat <= bounds.north) & ~np.isnan(calls.value)
    recent = calls.age_s[placed] < parameters["recent_days"] * DAY_S
    grid = grid_of(calls.lon[placed], calls.lat[placed], recent, areas, parameters["cell_m"])
    raw = gi_star(beyond(grid.recent[grid.inside], grid.earlier[grid.inside]), beside(grid.inside))
    if min(grid.recent.sum(), grid.earlier.sum()) < parameters["calls_needed"]:
        raw = np.full(len(raw), np.nan)
    z, around, due = discovered_z(raw), nine(grid.recent, grid.inside), nine(grid.due, grid.inside)
    known = calls.summed((~np.isnan(calls.value)).astype(np.float64))
    there = {"raw_z": raw, "calls_there": around.sum(axis=1), "expected_there": due.sum(axis=1)}
    return Outcome(
        value=greatest(z, grid.leaf, areas),
        coverage=calls.summed(placed.astype(np.float64)) / np.maximum(known, 1.0),
        companions={
            **{name: of_the_worst(z, figure, grid.leaf, areas) for name, figure in there.items()},
            "hot_cells": areas.summed(grid.leaf, (z >= HOT).astype(np.float64)),
            "cells": areas.summed(grid.leaf),
        },
        contributors=_hot(grid, areas, z, raw),
    )


def _hot(grid: Grid, areas: Areas, z: Floats, raw: Floats) -> ByRow:
    """The hot cells by their z, each named by its middle, with the neighbour that drives it."""
    hot = np.flatnonzero(z >= HOT)
    around, due = nine(grid.recent, grid.inside)[hot], nine(grid.due, grid.inside)[hot]
    return ByRow(
        areas=areas,
        leaf=grid.leaf[hot],
        thing=[f"{grid.lat[one]:.4f},{grid.lon[one]:.4f}" for one in hot],
        amount=z[hot],
        notes=NOTES,
        which=(around - due).argmax(axis=1).astype(np.intp),
        about={
            "own": around[:, 4],
            "near": around.sum(axis=1),
            "due": due.sum(axis=1),
            "most": (around - due).max(axis=1, initial=0.0),
            "raw": raw[hot],
        },
    )


INDICATOR = Indicator(
    name="incident_hotspot_gistar",
    title={"zh": "新发事件热点（Gi*）", "en": "Emerging hot spot (Gi*)"},
    domain=Domain.EMERGENCY,
    unit="z",
    better=Better.LOWER,
    bands=Bands(HOT, 1.96, 2.58, cut_is_good=False, sure=(Sureness.KNOWN, Sureness.KNOWN, Sureness.KNOWN)),
    inputs={"calls": Rows("call.emergency", 28 * 1440)},
    every_s=86_400,
    heavy=True,
    digits=2,
    version=2,
    formula={
        "zh": "呼入按{cell_m:g}米网格计数；格内近{recent_days:g}日e起、近28日n起，全市近{recent_days:g}日占近28日之比"
        "为q：x＝(e−n·q)÷√(n·q·(1−q))，与人口多少无关；Gi*＝(Σw·x−W·x̄)÷(s·√((nΣw²−W²)÷(n−1)))，w为本格及相邻八格；双侧"
        "概率按Benjamini-Hochberg校正全部网格后换回z；区域取最大的格。仅看近28日有呼入的网格；近{recent_days:g}日或此"
        "前不足{calls_needed:g}起不发布。",
        "en": "Calls in cells of {cell_m:g} m: of a cell's n calls of 28 days e came in the last {recent_days:g}, of "
        "the city's the share q; x = (e − n·q) ÷ √(n·q·(1 − q)), so that a dense place is not hot for being dense. "
        "Gi* = (Σw·x − W·x̄) ÷ (s·√((nΣw² − W²) ÷ (n − 1))), w the cell and the eight around; its two-sided chances "
        "are corrected over all cells by Benjamini-Hochberg and turned back into z; an area by its hottest cell. "
        "Looked at are the cells with any call in 28 days; unknown below {calls_needed:g} calls in the "
        "{recent_days:g} days, or in those before.",
    },
    source="Getis & Ord 1992, Ord & Getis 1995; Przyborowski & Wilenski 1940 (two counts held against one another); "
    "Benjamini & Hochberg 1995; conventional cuts of 90, 95 and 99 %",
    compute=compute,
    settable={
        "cell_m": Parameter(250.0, (50.0, 10_000.0), {"zh": "网格边长（米）", "en": "Cell size, m"}),
        "calls_needed": Parameter(30.0, (2.0, 1e6), {"zh": "发布所需最少呼入数", "en": "Fewest calls"}),
        "recent_days": Parameter(7.0, (0.5, 27.0), {"zh": "近期天数", "en": "Recent days"}),
    },
    companions={
        "raw_z": {"zh": "未校正的z", "en": "z before FDR"},
        "calls_there": {"zh": "该处九格近7日呼入", "en": "Calls of 7 days in the nine cells there"},
        "expected_there": {"zh": "该处九格预期呼入", "en": "Calls expected there"},
        "hot_cells": {"zh": "热点网格数", "en": "Hot cells"},
        "cells": {"zh": "有呼入的网格数", "en": "Cells with calls"},
    },
    owner={"zh": "公安", "en": "Police"},
    compares_areas=True,
)
