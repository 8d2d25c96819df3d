"""Availability of devices: for how much of the last hour the city's sensors really reported.

A device is up as long as its last heartbeat is no older than three of its own periods. What came before the first
heartbeat we can see is unknown; the device then has the benefit of one heartbeat just before we began to listen, and
the hour counts only from there (`coverage` says how much of it). A device heard within 30 days stays on the schedule;
one that was never heard is not known here, and cannot count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from city.readings import Floats, Mask
from city.views import Latest, Stretches, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome
from indicators.contributors import ByRow, plain
from indicators.methods.per_thing import renumbered
from indicators.methods.wilson import percent

WINDOW_S = 3600.0
PERIODS = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Uptime:
    """What is known of each device (d,): leaf, seconds up of `scheduled_s`, age and period of its newest heartbeat.

    `row` is where its newest heartbeat stands: in the table of known devices, or beyond its end in that of beats.
    """

    row: Ints
    leaf: Ints
    up_s: Floats
    age_s: Floats
    period_s: Floats
    scheduled_s: float

    @property
    def silent(self) -> Mask:
        """Which devices are down now."""
        return self.age_s > PERIODS * self.period_s


def up_s(since_s: Floats, end_s: Floats, newest: Mask, window_s: float) -> Floats:
    """For how much of the last `window_s` a device was up by each stretch (k,), till the next one or till its end.

    All are ages. Stretches go device by device, each from old to new; `newest` marks the last of each.

    >>> up_s(np.array([500.0, 100.0]), np.array([320.0, -80.0]), np.array([False, True]), 600.0)
    array([180., 100.])
    """
    until = np.empty(len(since_s))
    until[:-1] = since_s[1:]
    until[newest] = 0.0
    np.maximum(until, end_s, out=until)
    return np.maximum(np.minimum(since_s, window_s) - until, 0.0)


def uptime(beats: Table, known: Table) -> Uptime | None:
    """The uptime of every known device; None when there is none."""
    age, period = np.concatenate([known.age_s, beats.age_s]), np.concatenate([known.value, beats.value])
    since = np.concatenate([known.age_s, beats.attributes["since_s"]])
    first_period = np.concatenate([known.value, beats.attributes["first_period_s"]])
    # A device that spoke lately is told by its stretches; the list of all adds those that were silent for long.
    told = np.append(~np.isin(known.who, beats.who), np.ones(len(beats), dtype=np.bool_))
    sound = np.flatnonzero((period > 0) & told)
    if not sound.size:
        return None
    device = renumbered(np.concatenate([known.who, beats.who])[sound])
    order = _by_device(device, -since[sound])
    row, device = sound[order], device[order]
    age, period, since = age[row], period[row], since[row]
    newest = np.append(device[1:] != device[:-1], True)
    oldest = np.append(True, newest[:-1])
    heard_for = float(beats.attributes["since_s"].max(initial=0.0)) or min(float(age.max()), 2 * WINDOW_S)
    window_s = min(heard_for, WINDOW_S)
    up = np.add.reduceat(up_s(since, age - PERIODS * period, newest, window_s), np.flatnonzero(oldest))
    up += _before(since[oldest], first_period[row][oldest], heard_for, window_s)
    leaf = np.concatenate([known.leaf, beats.leaf])[row[newest]]
    return Uptime(
        row=row[newest],
        leaf=leaf,
        # Rounding must not make a device up for a breath more or less than the hour.
        up_s=np.minimum(np.round(up, 6), window_s),
        age_s=age[newest],
        period_s=period[newest],
        scheduled_s=window_s,
    )


def _before(oldest_s: Floats, period_s: Floats, heard_for_s: float, window_s: float) -> Floats:
    """What the one heartbeat is worth that each device is held to have had just before we began to listen, seconds."""
    until = np.maximum(oldest_s, heard_for_s - PERIODS * period_s)
    return np.where(oldest_s < heard_for_s, np.maximum(window_s - until, 0.0), 0.0)


def _by_device(device: Ints, rising: Floats) -> Ints:
    """The order of rows (k,) by device, and for each device by what rises; rows that come in time cost little."""
    order = np.argsort(rising, kind="stable")
    # Numbers of 16 bits are sorted without comparing any.
    few = device.max(initial=0) <= np.iinfo(np.uint16).max
    within = device[order].astype(np.uint16) if few else device[order]
    return order[np.argsort(within, kind="stable")]


def _name(known: Table, beats: Table, row: int) -> str:
    return known.thing[row] if row < len(known) else beats.thing[row - len(known)]


def compute(beats: Table, known: Table) -> Outcome:
    """The share of scheduled time that devices were up, per area."""
    found, areas = uptime(beats, known), beats.areas
    nothing = np.full(len(areas), np.nan)
    if found is None or found.scheduled_s <= 0:
        unknown = dict.fromkeys(INDICATOR.companions, nothing)
        return Outcome(value=nothing, coverage=np.zeros(len(areas)), companions=unknown)
    devices, down = areas.summed(found.leaf), _down(found, known, beats)
    up, scheduled = areas.summed(found.leaf, found.up_s), devices * found.scheduled_s
    expected = areas.summed(found.leaf, found.scheduled_s / found.period_s)
    # In the first hour the oldest heartbeats, from which on we count, are none of those that were to come after.
    oldest = (beats.attributes["since_s"] >= found.scheduled_s) & (found.scheduled_s < WINDOW_S)
    arrived = beats.summed(beats.attributes["heard"] - oldest)
    return Outcome(
        value=np.minimum(percent(up, scheduled), 100.0),
        numerator=up / 60.0,
        denominator=scheduled / 60.0,
        coverage=np.where(devices > 0, found.scheduled_s / WINDOW_S, 0.0),
        companions={
            "devices": devices,
            "silent": areas.summed(found.leaf, found.silent.astype(np.float64)),
            "yield_pct": np.minimum(percent(arrived, expected), 100.0),
            "down_min": down.sums(),
        },
        contributors=down,
        adds_up_to="down_min",
    )


def _down(found: Uptime, known: Table, beats: Table) -> ByRow:
    """The devices by the minutes that each was down, with how long ago it was heard."""
    return ByRow(
        areas=beats.areas,
        leaf=found.leaf,
        thing=_Named(known, beats, found.row),
        amount=(found.scheduled_s - found.up_s) / 60.0,
        notes=(plain("{age:.0f} min"),),
        about={"age": found.age_s / 60.0},
    )


class _Named(Sequence[str]):
    """The names of devices that stand in two tables; looked up only for who asks."""

    def __init__(self, known: Table, beats: Table, rows: Ints) -> None:
        self._known, self._beats, self._rows = known, beats, rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> "_Named": ...
    def __getitem__(self, at: int | slice) -> "str | _Named":
        if isinstance(at, slice):
            return _Named(self._known, self._beats, self._rows[at])
        return _name(self._known, self._beats, int(self._rows[at]))


INDICATOR = Indicator(
    name="iot_availability",
    title={"zh": "物联感知设备在线率", "en": "Sensor availability"},
    domain=Domain.INFRASTRUCTURE,
    unit="%",
    better=Better.HIGHER,
    bands=Bands(98, 95, 90),
    inputs={
        "beats": Stretches("device.heartbeat", 120, PERIODS, counted_min=60),
        "known": Latest("device.heartbeat", 60 * 24 * 30),
    },
    every_s=300,
    digits=1,
    formula={
        "zh": "近1小时在线分钟÷应在线分钟；距上次心跳不超过3个周期为在线。近30天出现过的设备均计入应在线。",
        "en": "Minutes up ÷ minutes scheduled, last hour; up while the last heartbeat is no older than 3 periods. "
        "Every device heard within 30 days is on the schedule.",
    },
    source="Practice of sensor networks; cuts are our default",
    compute=compute,
    companions={
        "devices": {"zh": "设备数", "en": "Devices"},
        "silent": {"zh": "离线设备数", "en": "Silent now"},
        "yield_pct": {"zh": "数据到达率（%）", "en": "Data yield, %"},
        "down_min": {"zh": "离线分钟", "en": "Minutes down"},
    },
    owner={"zh": "数据资源", "en": "Data office"},
)
