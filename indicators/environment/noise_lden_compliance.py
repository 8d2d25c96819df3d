"""Noise: by how much the loudest point of the last day was above the limit of its zone, by day or by night."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from city.readings import Floats, Mask
from city.views import CityTime, Clock, Rows, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter, Sureness
from indicators.contributors import ByRow
from indicators.methods.per_thing import greatest, names_of, newest_of_each, numbered
from indicators.methods.wilson import percent

DAY_S, HOUR_MS = 86_400.0, 3_600_000
# GB 3096-2008, table 1: dB(A) by day (06-22) and by night (22-06), in the order of the zones.
DAY_LIMITS = (50.0, 55.0, 60.0, 65.0, 70.0, 70.0)
NIGHT_LIMITS = (40.0, 45.0, 50.0, 55.0, 55.0, 60.0)
NOTES = (
    {"zh": "昼间 {day:.1f}/{day_limit:.0f} dB", "en": "day {day:.1f}/{day_limit:.0f} dB"},
    {"zh": "夜间 {night:.1f}/{night_limit:.0f} dB", "en": "night {night:.1f}/{night_limit:.0f} dB"},
)


def leq(levels: Floats) -> float:
    """The level of equal energy of levels (k,) that lasted equally long, dB; NaN of none.

    >>> print(f"{leq(np.array([60.0, 70.0])):.2f}")
    67.40
    """
    known = levels[~np.isnan(levels)]
    return float(10.0 * np.log10(np.mean(10.0 ** (known / 10.0)))) if len(known) else float("nan")


def lden(day: float | Floats, evening: float | Floats, night: float | Floats) -> Floats:
    """The level of day (07-19), evening (19-23, plus 5 dB) and night (23-07, plus 10 dB) of 2002/49/EC, dB."""
    energy = [
        hours * 10.0 ** ((np.asarray(level) + plus) / 10.0)
        for hours, level, plus in ((12.0, day, 0.0), (4.0, evening, 5.0), (8.0, night, 10.0))
    ]
    return 10.0 * np.log10(sum(energy, np.zeros(())) / 24.0)


def hour_of(clock: CityTime, levels: Table) -> Ints:
    """The hour of the local day (k,), 0 to 23, that each row's level is of: the last full one when it was told."""
    told = clock.local(levels.at).astype(np.int64) // HOUR_MS
    return ((told - 1) % 24).astype(np.intp)


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Measuring points (k,): their newest row, zone, and levels of the last day: by day, by night, and Lden, dB."""

    row: Ints
    zone: Ints
    day: Floats
    night: Floats
    lden: Floats
    hours: Floats

    @property
    def over_day(self) -> Floats:
        """By how much each is above its limit by day, dB."""
        return _above(self.day, DAY_LIMITS, self.zone)

    @property
    def over_night(self) -> Floats:
        """By how much each is above its limit by night, dB."""
        return _above(self.night, NIGHT_LIMITS, self.zone)


def _above(level: Floats, limits: tuple[float, ...], zone: Ints) -> Floats:
    # The rounding takes back what logarithms add: sixteen hours of 60 dB are 60 dB, and within a limit of 60.
    return np.round(level - np.array(limits)[zone], 6)


def points_of(levels: Table, clock: CityTime) -> Points:
    """The points that told a level in the last day, with what is known of their day and night."""
    use = np.flatnonzero(~np.isnan(levels.value) & ~np.isnan(levels.attributes["zone"]) & (levels.age_s <= DAY_S))
    row = use[newest_of_each(levels.who[use], levels.age_s[use])]
    point, level, hour = (
        np.searchsorted(levels.who[row], levels.who[use]),
        levels.value[use],
        hour_of(clock, levels)[use],
    )

    def over(which: Mask) -> Floats:
        return np.array([leq(level[which & (point == one)]) for one in range(len(row))])

    night_eu, evening = (hour >= 23) | (hour < 7), (hour >= 19) & (hour < 23)
    night = (hour >= 22) | (hour < 6)
    return Points(
        row=row,
        zone=levels.attributes["zone"][row].astype(np.intp),
        day=over(~night),
        night=over(night),
        lden=lden(over(~night_eu & ~evening), over(evening), over(night_eu)),
        hours=np.array([len(np.unique(hour[point == one])) for one in range(len(row))], dtype=np.float64),
    )


def compute(levels: Table, moments: Table, clock: CityTime, parameters: Mapping[str, float]) -> Outcome:
    """The excess of the loudest point over the limit of its zone, per area, of day and night the worse."""
    points, areas = points_of(levels, clock), levels.areas
    leaf = levels.leaf[points.row]
    over = np.fmax(points.over_day, points.over_night)
    by_night = (points.over_night == over).astype(np.intp)
    judged = [points.over_day, points.over_night]
    met = sum((one <= 0.0).astype(np.float64) for one in judged)
    told = sum((~np.isnan(one)).astype(np.float64) for one in judged)
    many = areas.summed(leaf)
    return Outcome(
        value=greatest(over, leaf, areas),
        coverage=areas.summed(leaf, points.hours / 24.0) / np.maximum(many, 1.0),
        companions={
            "over_day": greatest(points.over_day, leaf, areas),
            "over_night": greatest(points.over_night, leaf, areas),
            "lden": greatest(points.lden, leaf, areas),
            "met_pct": percent(areas.summed(leaf, np.asarray(met)), areas.summed(leaf, np.asarray(told))),
            "points": many,
            "hour_over": _of_hour(levels, clock, points),
            "peak_over": _peaks(levels, moments, clock, points, parameters["peak_db"]),
        },
        contributors=ByRow(
            areas=areas,
            leaf=leaf,
            thing=names_of(levels.thing, points.row),
            amount=np.maximum(over, 0.0),
            notes=NOTES,
            which=by_night,
            about={
                "day": points.day,
                "night": points.night,
                "day_limit": np.array(DAY_LIMITS)[points.zone],
                "night_limit": np.array(NIGHT_LIMITS)[points.zone],
            },
        ),
    )


def _of_hour(levels: Table, clock: CityTime, points: Points) -> Floats:
    """By how much the newest hour of the loudest point is above the limit of that hour, per area, dB."""
    hour = hour_of(clock, levels)[points.row]
    night = (hour >= 22) | (hour < 6)
    limit = np.where(night, np.array(NIGHT_LIMITS)[points.zone], np.array(DAY_LIMITS)[points.zone])
    return greatest(levels.value[points.row] - limit, levels.leaf[points.row], levels.areas)


def _peaks(levels: Table, moments: Table, clock: CityTime, points: Points, peak_db: float) -> Floats:
    """By how much the loudest moment of a night is above what a night's peak may be, per area, dB.

    Of points whose zone is known; only moments that came at night count (GB 3096-2008, 5.4).
    """
    hour = (clock.local(moments.at).astype(np.int64) // HOUR_MS % 24).astype(np.intp)
    names, which = numbered([*names_of(levels.thing, points.row), *moments.thing])
    limit = np.full(len(names), np.nan)
    limit[which[: len(points.row)]] = np.array(NIGHT_LIMITS)[points.zone] + peak_db
    night = (hour >= 22) | (hour < 6)
    return greatest(
        np.where(night, moments.value - limit[which[len(points.row) :]], np.nan), moments.leaf, levels.areas
    )


INDICATOR = Indicator(
    name="noise_lden_compliance",
    title={"zh": "声环境超标", "en": "Noise above the limit"},
    domain=Domain.ENVIRONMENT,
    unit="dB",
    better=Better.LOWER,
    bands=Bands(0, 3, 6, sure=(Sureness.READ, Sureness.OURS, Sureness.OURS)),
    inputs={"levels": Rows("noise.hourly", 24 * 60), "moments": Rows("noise.level", 6 * 60), "clock": Clock()},
    every_s=3600,
    digits=1,
    formula={
        "zh": "近24小时昼间（6-22时）与夜间（22-6时）等效声级减功能区限值，取最大监测点、昼夜之较大者；等效声级为能量"
        "平均。Lden＝10lg[(12·10^(Ld/10)＋4·10^((Le＋5)/10)＋8·10^((Ln＋10)/10))÷24]，昼7-19、晚19-23、夜23-7时。夜间"
        "突发噪声限值为夜间限值＋{peak_db:g} dB。",
        "en": "Level of equal energy by day (06-22) and by night (22-06) of the last 24 hours less the zone's limit, "
        "of the loudest point and the worse of the two. Lden = 10 lg[(12·10^(Ld/10) + 4·10^((Le+5)/10) + "
        "8·10^((Ln+10)/10)) ÷ 24], day 07-19, evening 19-23, night 23-07. A peak at night may be {peak_db:g} dB above "
        "the limit of the night.",
    },
    source="GB 3096-2008, table 1 and 5.4; Lden by 2002/49/EC, annex I; cuts of 3 and 6 dB are our default",
    compute=compute,
    companions={
        "over_day": {"zh": "昼间超标（dB）", "en": "Above the limit by day, dB"},
        "over_night": {"zh": "夜间超标（dB）", "en": "Above the limit by night, dB"},
        "lden": {"zh": "最大Lden（dB）", "en": "Greatest Lden, dB"},
        "met_pct": {"zh": "达标率（点次，%）", "en": "Days and nights within the limit, %"},
        "points": {"zh": "监测点数", "en": "Points"},
        "hour_over": {"zh": "最近一小时超标（dB）", "en": "Newest hour above the limit, dB"},
        "peak_over": {"zh": "夜间突发超标（dB）", "en": "Peak at night above what may be, dB"},
    },
    settable={
        "peak_db": Parameter(
            15.0, (0.0, 60.0), {"zh": "夜间突发噪声允许超出（dB）", "en": "Peaks at night above the limit, at most, dB"}
        )
    },
    owner={"zh": "生态环境", "en": "Environment"},
    moves={"levels": 1},
    heavy=True,
)
