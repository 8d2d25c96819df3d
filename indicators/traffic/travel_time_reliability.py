"""Travel time: how much time one must plan for a corridor to be late on no more than one workday in twenty."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from city.readings import Floats, Mask
from city.views import CityTime, Clock, Rows, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter
from indicators.contributors import ByRow
from indicators.methods.per_thing import greatest, names_of, of_the_worst

SLOT_MIN = 15
SLOTS = 1440 // SLOT_MIN
WINDOW_MIN = 28 * 1440
EPOCH_WEEKDAY = 3  # 1970-01-01 was a Thursday; Monday is 0
SATURDAY = 5
WORST_DAYS = 3
NOTES = (
    {
        "zh": "{hour:02.0f}:{minute:02.0f}起一刻钟须备{p95:.0f}分钟，畅行{free:.0f}分钟；最差三天"
        "{month0:.0f}-{day0:02.0f} {min0:.0f}、{month1:.0f}-{day1:02.0f} {min1:.0f}、{month2:.0f}-{day2:02.0f} "
        "{min2:.0f}分钟",
        "en": "plan {p95:.0f} min from {hour:02.0f}:{minute:02.0f}, {free:.0f} when free; worst days "
        "{month0:.0f}-{day0:02.0f} {min0:.0f}, {month1:.0f}-{day1:02.0f} {min1:.0f}, "
        "{month2:.0f}-{day2:02.0f} {min2:.0f} min",
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """What quarters of an hour of corridors were like: seconds on workdays (q, days), rising, NaN where unknown.

    `day` (q, days) is the local day of each, `row` (q,) a row of the corridor, `slot` (q,) which quarter of the day,
    `free_s` (q,) the corridor's free travel time.
    """

    seconds: Floats
    day: Ints
    row: Ints
    slot: Ints
    free_s: Floats

    @property
    def count(self) -> Floats:
        """On how many days each was read (q,)."""
        return (~np.isnan(self.seconds)).sum(axis=1).astype(np.float64)

    def only(self, keep: Ints) -> "Slots":
        """Some of them, in this order."""
        return Slots(
            seconds=self.seconds[keep],
            day=self.day[keep],
            row=self.row[keep],
            slot=self.slot[keep],
            free_s=self.free_s[keep],
        )


def buffer_index(p95: Floats, mean: Floats) -> Floats:
    """What share of the mean time must be added to be on time on 19 of 20 days.

    >>> buffer_index(np.array([28.0]), np.array([20.0]))
    array([0.4])
    """
    return (p95 - mean) / mean


def ranked(rising: Floats, share: float) -> Floats:
    """The percentile (type 7) of each row (q, days) of rising values, those unknown last; NaN of an unknown row.

    >>> ranked(np.array([[1.0, 2.0, 4.0, np.nan]]), 0.75)
    array([3.])
    """
    last = (~np.isnan(rising)).sum(axis=1) - 1
    place = np.maximum(last, 0) * share
    below = np.floor(place).astype(np.intp)
    row = np.arange(len(rising))
    low, high = rising[row, below], rising[row, np.minimum(below + 1, np.maximum(last, 0))]
    return low + (place - below) * (high - low)


def is_workday(day: Ints) -> Mask:
    """Whether local days, counted from 1970-01-01, are Monday to Friday; public holidays are not known here."""
    return (day + EPOCH_WEEKDAY) % 7 < SATURDAY


def slots_of(times: Table, clock: CityTime) -> Slots:
    """The workdays' travel times by corridor and quarter of the day; several of one day are averaged."""
    free = times.attributes["free_flow_s"]
    minute = clock.local(times.at).astype("datetime64[m]").astype(np.int64)
    day, slot = minute // 1440, minute % 1440 // SLOT_MIN
    recent = times.age_s < WINDOW_MIN * 60  # four weeks hold each quarter of an hour on 20 workdays
    use = np.flatnonzero((times.value > 0) & (free > 0) & recent & is_workday(day))
    days, when = np.unique(day[use], return_inverse=True)
    _, first, corridor = np.unique(times.who[use], return_index=True, return_inverse=True)
    key, which = np.unique(corridor * SLOTS + slot[use], return_inverse=True)
    cell, size = which * len(days) + when, len(key) * len(days)
    count, total = np.bincount(cell, minlength=size), np.bincount(cell, times.value[use], size)
    seconds = (total / np.where(count > 0, count, np.nan)).reshape(len(key), len(days))
    order = np.argsort(seconds, axis=1)
    return Slots(
        seconds=np.take_along_axis(seconds, order, axis=1),
        day=days[order],
        row=use[first][key // SLOTS],
        slot=key % SLOTS,
        free_s=np.bincount(which, free[use], len(key)) / np.bincount(which, minlength=len(key)),
    )


def compute(times: Table, clock: CityTime, parameters: Mapping[str, float]) -> Outcome:
    """The planning time index of the least reliable corridor per area, each in its worst quarter of an hour."""
    every, areas = slots_of(times, clock), times.areas
    enough = every.count >= parameters["days_needed"]
    known = every.only(np.flatnonzero(enough))
    pti = ranked(known.seconds, 0.95) / known.free_s
    order = np.lexsort((pti, known.row))
    last = np.append(known.row[order][1:] != known.row[order][:-1], np.ones(min(len(order), 1), dtype=np.bool_))
    worst = known.only(order[last])
    p95, mean = ranked(worst.seconds, 0.95), np.nansum(worst.seconds, axis=1) / worst.count
    index, leaf = p95 / worst.free_s, times.leaf[worst.row]
    shown = {
        "buffer_index": buffer_index(p95, mean),
        "tti": mean / worst.free_s,
        "p95_min": p95 / 60.0,
        "mean_min": mean / 60.0,
        "days": worst.count,
    }
    return Outcome(
        value=greatest(index, leaf, areas),
        coverage=areas.summed(times.leaf[every.row], enough.astype(np.float64))
        / np.maximum(areas.summed(times.leaf[every.row]), 1.0),
        companions={name: of_the_worst(index, about, leaf, areas) for name, about in shown.items()},
        contributors=ByRow(
            areas=areas,
            leaf=leaf,
            thing=names_of(times.thing, worst.row),
            amount=index,
            notes=NOTES,
            about=_about(worst, p95),
        ),
    )


def _about(worst: Slots, p95: Floats) -> dict[str, Floats]:
    """What the notes tell of each corridor (k,): its worst quarter of the day, and its three worst days."""
    told = {
        "hour": (worst.slot // 4).astype(np.float64),
        "minute": (worst.slot % 4 * SLOT_MIN).astype(np.float64),
        "p95": p95 / 60.0,
        "free": worst.free_s / 60.0,
    }
    row, count = np.arange(len(worst.row)), worst.count.astype(np.intp)
    for one in range(WORST_DAYS):
        at = np.maximum(count - 1 - one, 0)
        day = worst.day[row, at].astype("datetime64[D]")
        month = day.astype("datetime64[M]")
        told[f"month{one}"] = (month.astype(np.int64) % 12 + 1).astype(np.float64)
        told[f"day{one}"] = ((day - month).astype(np.int64) + 1).astype(np.float64)
        told[f"min{one}"] = worst.seconds[row, at] / 60.0
    return told


INDICATOR = Indicator(
    name="travel_time_reliability",
    title={"zh": "行程时间可靠性指数", "en": "Travel time reliability"},
    domain=Domain.TRAFFIC,
    unit="",
    better=Better.LOWER,
    bands=Bands(1.5, 2, 3, cut_is_good=False),
    inputs={"times": Rows("corridor.travel_time", WINDOW_MIN), "clock": Clock()},
    every_s=86_400,
    heavy=True,
    digits=2,
    formula={
        "zh": "每条走廊每一刻钟，近20个工作日（周一至周五，28日内）：PTI＝P95÷畅行时间（第7类分位数），缓冲指数＝(P95−"
        "均值)÷均值，TTI＝均值÷畅行时间；不足{days_needed:g}天不计。走廊取其最差的一刻钟，区域取最差的走廊。",
        "en": "For each corridor and quarter of an hour, over the last 20 workdays (Monday to Friday of 28 days): PTI "
        "= P95 ÷ free time (percentile type 7), buffer index = (P95 − mean) ÷ mean, TTI = mean ÷ free time; unknown "
        "below {days_needed:g} days. A corridor by its worst quarter of an hour, an area by its worst corridor.",
    },
    source="FHWA, Travel time reliability: planning time index, buffer index; bands are our default",
    compute=compute,
    settable={"days_needed": Parameter(15.0, (2.0, 20.0), {"zh": "所需最少工作日数", "en": "Fewest workdays"})},
    companions={
        "buffer_index": {"zh": "缓冲指数", "en": "Buffer index"},
        "tti": {"zh": "行程时间指数", "en": "Travel time index"},
        "p95_min": {"zh": "P95行程时间（分钟）", "en": "95th percentile, min"},
        "mean_min": {"zh": "平均行程时间（分钟）", "en": "Mean, min"},
        "days": {"zh": "天数", "en": "Days"},
    },
    owner={"zh": "交通运输", "en": "Transport"},
    moves={"times": 1, "times.free_flow_s": -1},
)
