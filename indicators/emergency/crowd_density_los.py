"""Crowd density: how little room people have on squares, in stations and on bridges, and when it will be too little."""

from collections.abc import Mapping

import numpy as np

from city.readings import Floats
from city.views import Latest, Rows, Table
from indicators.base import Bands, Better, Domain, Forecast, Indicator, Outcome, Parameter, Sureness
from indicators.contributors import ByRow
from indicators.methods.courses import newest_first, told
from indicators.methods.per_thing import greatest, names_of, newest_of_each, of_the_worst
from indicators.methods.theil_sen import slopes

# Fruin's walkway levels A to E, each from so many m² a person on: 35, 25, 15, 10 and 5 ft².
LEVELS_M2 = (3.25, 2.32, 1.39, 0.93, 0.46)
NAMES = "ABCDEF"
DENSEST = 12.0  # more do not stand on a m²: then the area or the count is wrong
SLOPE_FROM = 3  # so many counts make a trend
NOTES = (
    {
        "zh": "{count:.0f}人，每人{room:.2f} m²，每分钟{trend:+.0f}人",
        "en": "{count:.0f} persons, {room:.2f} m² each, {trend:+.0f} a minute",
    },
)


def level(room_m2: Floats) -> Floats:
    """The level of service of so many m² a person: 0 is A, 5 is F; a limit itself belongs to the better level.

    >>> level(np.array([3.25, 0.46, 0.45, np.nan]))
    array([ 0.,  4.,  5., nan])
    """
    worse = (room_m2[:, np.newaxis] < np.array(LEVELS_M2)).sum(axis=1)
    return np.where(np.isnan(room_m2), np.nan, worse)


def minutes_to_f(count: Floats, usable_m2: Floats, trend: Floats) -> Floats:
    """In how many minutes zones (k,) reach level F if they go on growing so; 0 for those there, NaN for the others."""
    with np.errstate(invalid="ignore", divide="ignore"):
        free = usable_m2 / LEVELS_M2[-1] - count
        return np.where(free < 0, 0.0, np.where(trend > 0, free / trend, np.nan))


def trends(age_s: Floats, count: Floats) -> Floats:
    """How many persons more a minute each zone (m,) holds, by its counts (m, j); NaN for fewer than three of them."""
    enough = (~np.isnan(count)).sum(axis=1) >= SLOPE_FROM
    return np.where(enough, slopes(-age_s / 60.0, count), np.nan)


def compute(counts: Table, known: Table, parameters: Mapping[str, float]) -> Outcome:
    """The density in the fullest zone per area."""
    two_way = counts.attributes["one_way"] == 0
    usable = counts.attributes["area_m2"] * np.where(two_way, parameters["two_way_share"], 1.0)
    use = np.flatnonzero((counts.value >= 0) & (usable > 0) & (counts.value <= DENSEST * counts.attributes["area_m2"]))
    course = newest_first(counts.who[use], counts.age_s[use])
    row, areas = use[course[:, 0]], counts.areas
    count, leaf = counts.value[row], counts.leaf[row]
    trend = trends(told(counts.age_s[use], course), told(counts.value[use], course))
    with np.errstate(divide="ignore"):
        room = usable[row] / count
        density = 1.0 / room  # by way of the room, so that a limit in m² a person is met exactly
    value = greatest(density, leaf, areas)
    listed = known.leaf[newest_of_each(known.who, known.age_s)]
    doubt = parameters["count_error_pct"] / 100.0
    return Outcome(
        value=value,
        low=value * (1.0 - doubt),
        high=value * (1.0 + doubt),
        level=of_the_worst(density, level(room), leaf, areas),
        coverage=areas.summed(leaf) / np.maximum(np.maximum(areas.summed(listed), areas.summed(leaf)), 1.0),
        companions={
            "room_m2": of_the_worst(density, np.where(np.isinf(room), np.nan, room), leaf, areas),
            "minutes_to_f": -greatest(-minutes_to_f(count, usable[row], trend), leaf, areas),
            "persons": areas.summed(leaf, count),
            "zones_e_or_f": areas.summed(leaf, (level(room) >= NAMES.index("E")).astype(np.float64)),
        },
        contributors=ByRow(
            areas=areas,
            leaf=leaf,
            thing=names_of(counts.thing, row),
            amount=density,
            notes=NOTES,
            about={"count": count, "room": room, "trend": trend},
        ),
    )


INDICATOR = Indicator(
    name="crowd_density_los",
    title={"zh": "人群密度服务水平", "en": "Crowd density"},
    domain=Domain.EMERGENCY,
    unit="persons/m²",
    better=Better.LOWER,
    bands=Bands(1 / 1.39, 1 / 0.93, 1 / 0.46, sure=(Sureness.READ, Sureness.READ, Sureness.READ)),
    inputs={"counts": Rows("crowd.count", 5), "known": Latest("crowd.count", 1440)},
    every_s=60,
    at_once=True,
    digits=2,
    version=2,
    formula={
        "zh": "M＝可用面积÷人数（m²/人），值为1÷M，区域取最密的区块；服务水平：A不小于3.25，B 2.32，C 1.39，D 0.93，E "
        "0.46，F小于0.46。达到F的分钟数按近5分钟人数的Theil-Sen斜率推算。双向通道可另设可用面积比例；每平方米超过12人"
        "的上报不予采信。",
        "en": "M = usable area ÷ persons (m² each), the value is 1 ÷ M, an area by its fullest zone; level A from "
        "3.25, B 2.32, C 1.39, D 0.93, E 0.46, F below. Minutes to F by the Theil-Sen slope of the count over 5 "
        "minutes. Zones walked both ways may be given a smaller usable share; more than 12 on a m² are not believed.",
    },
    source="Fruin 1971, Pedestrian planning and design, walkway levels (35/25/15/10/5 ft²)",
    compute=compute,
    settable={
        "two_way_share": Parameter(
            1.0, (0.01, 1.0), {"zh": "双向通道可用面积比例", "en": "Usable share of two-way zones"}
        ),
        "count_error_pct": Parameter(10.0, (0.0, 100.0), {"zh": "人数误差（±%）", "en": "Error of counts, ± %"}),
    },
    companions={
        "room_m2": {"zh": "最密处人均面积（m²）", "en": "Room in the fullest zone, m² each"},
        "minutes_to_f": {"zh": "最快达到F级（分钟）", "en": "Soonest at level F, min"},
        "persons": {"zh": "总人数", "en": "Persons in all zones"},
        "zones_e_or_f": {"zh": "E、F级区块数", "en": "Zones at level E or F"},
    },
    levels=tuple({"zh": f"{name}级", "en": f"Level {name}"} for name in NAMES),
    interval={"zh": "计数误差范围", "en": "within the error of the count"},
    owner={"zh": "公安", "en": "Police"},
    moves={"counts": 1, "counts.area_m2": -1},
    forecast=Forecast(step_min=15),
)
