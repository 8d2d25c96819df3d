"""Hot spots: where in the last four weeks calls for help lay together more than chance would have it (Gi*)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from city.readings import Floats, Mask
from city.views import Rows, Table
from geo.areas import Areas, Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Sureness
from indicators.contributors import ByRow
from indicators.methods.hotspots import beside, discovered_z, gi_star
from indicators.methods.per_thing import greatest, of_the_worst

METRES_A_DEGREE = 111_195.0
HOT = 1.65
# The nine cells around and in a cell, from the south-west on, row by row.
AROUND = (("西南", "south-west"), ("南", "south"), ("东南", "south-east"), ("西", "west"), ("本格", "the cell itself"),
          ("东", "east"), ("西北", "north-west"), ("北", "north"), ("东北", "north-east"))  # fmt: skip
NOTES = tuple(
    {
        "zh": f"格内{{own:.0f}}起，九格{{near:.0f}}起，最多在{zh}（{{most:.0f}}起），未校正z {{raw:.1f}}",
        "en": f"{{own:.0f}} calls, {{near:.0f}} in the nine cells, most in {en} ({{most:.0f}}), z {{raw:.1f}} before "
        "FDR",
    }
    for zh, en in AROUND
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Calls counted in square cells: `counts` and `inside` (rows, columns) from the south-west; `inside` is the city.

    `lon`, `lat` and `leaf` (n,) are those of the middles of the cells inside, row by row.
    """

    counts: Floats
    inside: Mask
    lon: Floats
    lat: Floats
    leaf: Ints


def grid_of(lon: Floats, lat: Floats, areas: Areas, cell_m: float) -> Grid:
    """The calls (k,) in cells laid from the city's south-west corner: the rectangle of all of them, in the city."""
    bounds = areas.bounds
    tall = cell_m / METRES_A_DEGREE
    wide = float(tall / np.cos(np.radians((bounds.south + bounds.north) / 2.0)))
    column, row = ((lon - bounds.west) // wide).astype(np.intp), ((lat - bounds.south) // tall).astype(np.intp)
    west, east = (int(column.min()), int(column.max())) if column.size else (0, -1)
    south, north = (int(row.min()), int(row.max())) if row.size else (0, -1)
    size = (north - south + 1, east - west + 1)
    cell = (row - south) * size[1] + column - west
    counts = np.bincount(cell, minlength=size[0] * size[1]).astype(np.float64).reshape(size)
    rows, columns = np.indices(size)
    middle_lon = (bounds.west + (columns + west + 0.5) * wide).astype(np.float64)
    middle_lat = (bounds.south + (rows + south + 0.5) * tall).astype(np.float64)
    leaf = areas.leaf_of(middle_lon.ravel(), middle_lat.ravel()).reshape(size)
    inside = (leaf != areas.elsewhere) | (counts > 0)
    return Grid(
        counts=counts, inside=inside, lon=middle_lon[inside], lat=middle_lat[inside], leaf=leaf[inside].astype(np.intp)
    )


def nine(grid: Grid) -> Floats:
    """The counts of the nine cells at each cell inside (n, 9), in the order of `AROUND`; nothing beyond the edge."""
    padded = np.pad(grid.counts, 1)
    row, column = np.nonzero(grid.inside)
    return np.stack([padded[row + down, column + right] for down in range(3) for right in range(3)], axis=1)


def compute(calls: Table, parameters: Mapping[str, float]) -> Outcome:
    """The greatest z among an area's cells after the correction for how many cells were looked at."""
    areas, bounds = calls.areas, calls.areas.bounds
    with np.errstate(invalid="ignore"):
        placed = (calls.lon >= bounds.west) & (calls.lon <= bounds.east)
        placed &= (calls.lat >= bounds.south) & (calls.lat <= bounds.north) & ~np.isnan(calls.value)
    grid = grid_of(calls.lon[placed], calls.lat[placed], areas, parameters["cell_m"])
    counts = grid.counts[grid.inside]
    raw = gi_star(counts, beside(grid.inside))
    if placed.sum() < parameters["calls_needed"]:
        raw = np.full(len(counts), np.nan)
    z, around = discovered_z(raw), nine(grid)
    known = calls.summed((~np.isnan(calls.value)).astype(np.float64))
    return Outcome(
        value=greatest(z, grid.leaf, areas),
        coverage=calls.summed(placed.astype(np.float64)) / np.maximum(known, 1.0),
        companions={
            "raw_z": of_the_worst(z, raw, grid.leaf, areas),
            "calls_there": of_the_worst(z, around.sum(axis=1), grid.leaf, areas),
            "hot_cells": areas.summed(grid.leaf, (z >= HOT).astype(np.float64)),
            "cells": areas.summed(grid.leaf),
        },
        contributors=_hot(grid, areas, z, raw, around),
    )


def _hot(grid: Grid, areas: Areas, z: Floats, raw: Floats, around: Floats) -> ByRow:
    """The hot cells by their z, each named by its middle, with the neighbour that drives it."""
    hot = np.flatnonzero(z >= HOT)
    return ByRow(
        areas=areas,
        leaf=grid.leaf[hot],
        thing=[f"{grid.lat[one]:.4f},{grid.lon[one]:.4f}" for one in hot],
        amount=z[hot],
        notes=NOTES,
        which=around[hot].argmax(axis=1).astype(np.intp),
        about={
            "own": around[hot, 4],
            "near": around[hot].sum(axis=1),
            "most": around[hot].max(axis=1, initial=0.0),
            "raw": raw[hot],
        },
    )


INDICATOR = Indicator(
    name="incident_hotspot_gistar",
    title={"zh": "事件热点（Gi*）", "en": "Incident hot spot (Gi*)"},
    domain=Domain.EMERGENCY,
    unit="z",
    better=Better.LOWER,
    bands=Bands(HOT, 1.96, 2.58, cut_is_good=False, sure=(Sureness.KNOWN, Sureness.KNOWN, Sureness.KNOWN)),
    inputs={"calls": Rows("call.emergency", 28 * 1440)},
    every_s=86_400,
    heavy=True,
    digits=2,
    formula={
        "zh": "近28天呼入按250米网格计数，Gi*＝(Σw·x−W·x̄)÷(s·√((nΣw²−W²)÷(n−1)))，w为本格及相邻八格；"
        "双侧概率按Benjamini-Hochberg校正全部网格后换回z；区域取最大的格。范围为全部呼入所在矩形内的市域网格；"
        "不足30起不发布。",
        "en": "Calls of 28 days in cells of 250 m, Gi* = (Σw·x − W·x̄) ÷ (s·√((nΣw² − W²) ÷ (n − 1))), w the cell and "
        "the eight around; its two-sided chances are corrected over all cells by Benjamini-Hochberg and turned back "
        "into z; an area by its hottest cell. Looked at are the city's cells in the rectangle of all calls; unknown "
        "below 30.",
    },
    source="Getis & Ord 1992, Ord & Getis 1995; Benjamini & Hochberg 1995; conventional cuts of 90, 95 and 99 %",
    compute=compute,
    parameters={"cell_m": 250.0, "calls_needed": 30.0},
    companions={
        "raw_z": {"zh": "未校正的z", "en": "z before FDR"},
        "calls_there": {"zh": "该处九格呼入", "en": "Calls in the nine cells there"},
        "hot_cells": {"zh": "热点网格数", "en": "Hot cells"},
        "cells": {"zh": "网格数", "en": "Cells"},
    },
    owner={"zh": "公安", "en": "Police"},
    compares_areas=True,
)
