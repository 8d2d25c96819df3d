"""Sensor faults: how many sensors are stuck, spike, or drift away from what their neighbours say."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from city.readings import Floats
from city.views import Rows, Table
from geo.areas import Areas, Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter
from indicators.contributors import ByRow
from indicators.methods.sensor_faults import Limits, modified_z, neighbours_median, on_steps, page_hinkley, stuck
from indicators.methods.wilson import percent, wilson_pct

WINDOW_MIN, STEP_S, STEPS = 360, 600.0, 36
LEAST_STEPS = 6
FAULTS = (
    {"zh": "卡滞", "en": "stuck"},
    {"zh": "尖峰 z={z:.1f}", "en": "spike, z={z:.1f}"},
    {"zh": "漂移", "en": "drift"},
)
NOT_STUCK_AT = 0.0  # clean air, frost: nought for hours may be what it should say
# Not the levels of water: a river, a lake and a dry underpass are neighbours that have nothing to say to one another.
KINDS = ("air.pm25", "air.pm10", "air.no2", "air.o3", "noise.level", "weather.temperature")
OF_INPUT = MappingProxyType({kind.replace(".", "_"): kind for kind in KINDS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The sensors of one kind (s): "station/kind", leaf, fault (0 stuck, 1 spike, 2 drift, -1 none) and z of each."""

    thing: list[str]
    leaf: Ints
    fault: Ints
    z: Floats


def checked(kind: str, table: Table, limits: Limits) -> Checked:
    """Every sensor of one kind that was heard of often enough in the window."""
    order = np.unique(table.who, return_index=True)[1]
    sensor = np.searchsorted(table.who[order], table.who)
    grid = on_steps(sensor, table.age_s, table.value, len(order), STEP_S, STEPS)
    enough = np.flatnonzero((~np.isnan(grid)).sum(axis=1) >= LEAST_STEPS)
    grid, rows = grid[enough], order[enough]
    around = neighbours_median(grid, table.lon[rows], table.lat[rows])
    z, quiet = modified_z(grid), np.nan_to_num(np.abs(modified_z(around)), nan=0.0) < limits.spike_z / 2
    newest_is_nought = np.nanmax(np.abs(np.nan_to_num(grid)), axis=1, initial=0.0) == NOT_STUCK_AT
    fault = np.full(len(rows), -1, dtype=np.intp)
    fault[page_hinkley(grid - around, limits.allowance, limits.threshold)] = 2
    fault[(np.abs(np.nan_to_num(z)) > limits.spike_z) & quiet] = 1
    fault[stuck(grid, int(limits.stuck_steps)) & ~newest_is_nought] = 0
    names = [f"{table.thing[int(i)]}/{kind}" for i in rows]
    return Checked(thing=names, leaf=table.leaf[rows], fault=fault, z=np.abs(z))


def compute(parameters: Mapping[str, float], **sensors: Table) -> Outcome:
    """The share of checked sensors that are at fault, per area."""
    limits = Limits(**{name: parameters[name] for name in ("stuck_steps", "spike_z", "allowance", "threshold")})
    areas = next(iter(sensors.values())).areas
    found = [checked(OF_INPUT[name], table, limits) for name, table in sensors.items() if len(table)]
    leaf = np.concatenate([one.leaf for one in found] or [np.empty(0, dtype=np.intp)])
    fault = np.concatenate([one.fault for one in found] or [np.empty(0, dtype=np.intp)])
    bad, many = areas.summed(leaf, (fault >= 0).astype(np.float64)), areas.summed(leaf)
    low, high = wilson_pct(bad, many)
    heard = areas.summed(np.concatenate([_heard(table) for table in sensors.values()]))
    return Outcome(
        value=percent(bad, many),
        numerator=bad,
        denominator=many,
        low=low,
        high=high,
        coverage=np.where(heard > 0, np.minimum(many / np.maximum(heard, 1.0), 1.0), 0.0),
        companions={name: areas.summed(leaf, (fault == i).astype(np.float64)) for i, name in enumerate(COMPANIONS)},
        contributors=_named(found, areas, leaf, fault),
        adds_up_to="numerator",
    )


def _heard(table: Table) -> Ints:
    """The leaf of each thing that was heard of, each once."""
    return table.leaf[np.unique(table.who, return_index=True)[1]]


def _named(found: list[Checked], areas: Areas, leaf: Ints, fault: Ints) -> ByRow:
    return ByRow(
        areas=areas,
        leaf=leaf,
        thing=[name for one in found for name in one.thing],
        amount=(fault >= 0).astype(np.float64),
        notes=FAULTS,
        which=np.maximum(fault, 0),
        about={"z": np.concatenate([one.z for one in found] or [np.empty(0)])},
    )


COMPANIONS = ("stuck", "spiking", "drifting")

INDICATOR = Indicator(
    name="sensor_drift_detection",
    title={"zh": "传感器漂移与失真率", "en": "Sensors stuck, spiking or drifting"},
    domain=Domain.INFRASTRUCTURE,
    unit="%",
    better=Better.LOWER,
    bands=Bands(2, 5, 10, cut_is_good=False),
    inputs={name: Rows(kind, WINDOW_MIN) for name, kind in OF_INPUT.items()},
    every_s=900,
    digits=1,
    version=2,
    formula={
        "zh": "近6小时按10分钟取值：连续{stuck_steps:g}步取值不变为卡滞（恒为零者除外）；|修正z|>{spike_z:g}而邻站平静"
        "为尖峰；与三个邻站中位数之差经Page-Hinkley检验为漂移。故障数÷受检数。受检者为空气、噪声与气温传感器；水位各处"
        "无可比性，不计。",
        "en": "Of the last 6 hours in steps of 10 min: the same value over {stuck_steps:g} steps is stuck (nought "
        "excepted); a modified z beyond {spike_z:g} while the neighbours are quiet is a spike; Page-Hinkley on the "
        "difference from the median of three neighbours is a drift. Faulty ÷ checked, of the sensors of air, noise "
        "and temperature; levels of water cannot be held against one another and are left out.",
    },
    source="Page (1954); Iglewicz and Hoaglin (1993); cuts are our default",
    compute=compute,
    owner={"zh": "平台运维", "en": "Platform operations"},
    companions={
        "stuck": {"zh": "卡滞", "en": "Stuck"},
        "spiking": {"zh": "尖峰", "en": "Spiking"},
        "drifting": {"zh": "漂移", "en": "Drifting"},
    },
    settable={
        "stuck_steps": Parameter(
            30.0, (2.0, STEPS), {"zh": "卡滞步数（每步10分钟）", "en": "Stuck from, steps of 10 min"}
        ),
        "spike_z": Parameter(5.0, (0.5, 100.0), {"zh": "尖峰|修正z|界值", "en": "Modified z of a spike"}),
        "allowance": Parameter(0.5, (0.0, 10.0), {"zh": "漂移检验容差（离差倍数）", "en": "Drift allowance, spreads"}),
        "threshold": Parameter(
            12.0, (0.5, 1000.0), {"zh": "漂移检验界值（离差倍数）", "en": "Drift threshold, spreads"}
        ),
    },
    heavy=True,
    compares_areas=True,  # a sensor's neighbours may stand beyond the border
)
