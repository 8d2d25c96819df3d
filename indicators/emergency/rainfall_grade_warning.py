"""Rain: which rainstorm signal is due by what has fallen and what is forecast, and the grade of the day's rain."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from city.readings import Floats
from city.views import Latest, Rows, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Forecast, Indicator, Outcome, Parameter, Sureness
from indicators.contributors import ByRow
from indicators.methods.per_thing import first_rows, greatest, names_of, renumbered

HOURS = 24
HOUR_S = 3600.0
HEARD_WITHIN_S = 1800.0  # three of a gauge's own periods
EARTH_M_PER_DEGREE = 111_195.0

# Blue, yellow, orange, red: so many hours, so many mm (CMA).
SIGNALS = ((12, 50.0), (6, 50.0), (3, 50.0), (3, 100.0))
# GB/T 28592-2012: light, moderate, heavy rain, rainstorm, heavy and extreme rainstorm, from so many mm on.
GRADES_MM = MappingProxyType({24: (0.1, 10.0, 25.0, 50.0, 100.0, 250.0), 12: (0.1, 5.0, 15.0, 30.0, 70.0, 140.0)})

GRADE_TITLES = (
    {"zh": "微量", "en": "traces"}, {"zh": "小雨", "en": "light rain"}, {"zh": "中雨", "en": "moderate rain"},
    {"zh": "大雨", "en": "heavy rain"}, {"zh": "暴雨", "en": "rainstorm"}, {"zh": "大暴雨", "en": "heavy rainstorm"},
    {"zh": "特大暴雨", "en": "extreme rainstorm"},
)  # fmt: skip

# In the order of the signals.
NOTES = tuple(
    {
        "zh": f"{hours}小时{{mm:.1f}} mm，达{colour}色（{limit:.0f} mm）",
        "en": f"{{mm:.1f}} mm in {hours} h, {name} from {limit:.0f}",
    }
    for (hours, limit), colour, name in zip(
        SIGNALS, ("蓝", "黄", "橙", "红"), ("blue", "yellow", "orange", "red"), strict=True
    )
)


def in_tenths(mm: Floats) -> Floats:
    """Sums as the tables print them, to 0.1 mm; many small figures must not fall just short of a limit."""
    return np.round(mm, 1)


def signal(r3: Floats, r6: Floats, r12: Floats) -> Floats:
    """The rainstorm signal of what falls in 3, 6 and 12 hours, mm (k,): 0 none, 1 blue, 2 yellow, 3 orange, 4 red.

    >>> signal(np.array([20.0, 50.0, 100.0]), np.array([50.0, 50.0, 100.0]), np.array([60.0, 60.0, 100.0]))
    array([2., 3., 4.])
    """
    fallen = {3: in_tenths(r3), 6: in_tenths(r6), 12: in_tenths(r12)}
    found = np.zeros(r3.shape)
    for number, (hours, limit) in enumerate(SIGNALS, 1):
        found = np.where(fallen[hours] >= limit, number, found)
    return np.where(np.isnan(r3 + r6 + r12), np.nan, found)


def grade(mm: Floats, hours: int = HOURS) -> Floats:
    """The grade of rain in 24 or 12 hours: 0 traces, 1 light, 2 moderate, 3 heavy, 4 to 6 rainstorms; NaN unknown.

    >>> grade(np.array([0.1, 49.9, 50.0, 250.0]))
    array([1., 3., 4., 6.])
    """
    found = np.searchsorted(np.array(GRADES_MM[hours]), in_tenths(mm), side="right").astype(np.float64)
    return np.where(np.isnan(mm), np.nan, found)


def rolling(fallen: Floats, coming: Floats, hours: int) -> Floats:
    """The greatest sum of so many hours on end that touch this moment, mm (m,), the future ones included.

    `fallen` (m, 25) is what fell in the last 0, 1, … 24 hours, `coming` (m, 25) what is to fall in the next.

    >>> rolling(np.array([[0.0, 10.0, 30.0, 30.0]]), np.array([[0.0, 25.0, 25.0, 26.0]]), 2)
    array([35.])
    """
    ahead = np.arange(hours + 1)
    return np.max(fallen[:, hours - ahead] + coming[:, ahead], axis=1)


def fallen_mm(gauges: Table, which: Ints, many: int) -> Floats:
    """What each gauge (m,) measured in the last 0, 1, … 24 hours (m, 25), mm; rain counts when it is told."""
    hour = (gauges.age_s // HOUR_S).astype(np.intp)
    use = (hour >= 0) & (hour < HOURS) & (gauges.value >= 0)
    cell = which[use] * HOURS + hour[use]
    each = np.bincount(cell, gauges.value[use], many * HOURS).astype(np.float64).reshape(many, HOURS)
    return np.concatenate([np.zeros((many, 1)), np.cumsum(each, axis=1)], axis=1)


def coming_mm(forecast: Table, lon: Floats, lat: Floats, reach_m: float) -> Floats:
    """What the nearest cell within reach of each place (m,) is to get in the next 0, 1, … 24 hours (m, 25), mm."""
    hour = np.ceil(forecast.attributes["lead_min"] / 60.0) - 1.0
    use = (hour >= 0) & (hour < HOURS) & (forecast.value >= 0) & ~np.isnan(forecast.lon)
    names, which = forecast.wholes()
    each, place = np.zeros((len(names), HOURS)), np.full((len(names), 2), np.nan)
    np.maximum.at(each, (which[use], hour[use].astype(np.intp)), forecast.value[use])
    place[which[use]] = np.stack([forecast.lon[use], forecast.lat[use]], axis=1)
    cells = np.flatnonzero(~np.isnan(place[:, 0]))
    found = np.zeros((len(lon), HOURS))
    if cells.size:
        north = (lat[:, np.newaxis] - place[cells, 1]) * EARTH_M_PER_DEGREE
        east = (lon[:, np.newaxis] - place[cells, 0]) * EARTH_M_PER_DEGREE * np.cos(np.radians(lat))[:, np.newaxis]
        away = np.nan_to_num(np.hypot(north, east), nan=np.inf)
        near = away.argmin(axis=1)
        found = each[cells[near]] * (away.min(axis=1) <= reach_m)[:, np.newaxis]
    return np.concatenate([np.zeros((len(lon), 1)), np.cumsum(found, axis=1)], axis=1)


def compute(gauges: Table, forecast: Table, parameters: Mapping[str, float]) -> Outcome:
    """The greatest signal due at an area's gauges, with the greatest sums of rain and the grade of the day."""
    use = np.flatnonzero(gauges.value >= 0)
    of_known = renumbered(gauges.who[use])
    row, areas = use[first_rows(of_known)], gauges.areas
    which = np.zeros(len(gauges), dtype=np.intp)
    which[use] = of_known
    fallen = fallen_mm(gauges, which, len(row))
    coming = coming_mm(forecast, gauges.lon[row], gauges.lat[row], parameters["reach_m"])
    sums = {hours: in_tenths(rolling(fallen, coming, hours)) for hours in (3, 6, 12, 24)}
    due = signal(sums[3], sums[6], sums[12])
    leaf, count = gauges.leaf[row], areas.summed(gauges.leaf[row])
    value = greatest(due, leaf, areas)
    heard = np.flatnonzero(np.bincount(of_known[gauges.age_s[use] < HEARD_WITHIN_S], minlength=len(row)))
    most = {hours: greatest(sum_mm, leaf, areas) for hours, sum_mm in sums.items()}
    mean = areas.summed(leaf, sums[24]) / np.where(count > 0, count, np.nan)
    return Outcome(
        value=value,
        level=value,
        coverage=areas.summed(leaf[heard]) / np.maximum(count, 1.0),
        companions={
            **{f"r{hours}_mm": mm for hours, mm in most.items()},
            "mean_r24_mm": mean,
            "grade_24h": grade(most[24]),
            "grade_12h": grade(most[12], 12),
        },
        contributors=_fired(gauges, row, due, sums),
    )


def _fired(gauges: Table, row: Ints, due: Floats, sums: Mapping[int, Floats]) -> ByRow:
    """The gauges (m,) at which a signal is due, with the window that asks for it."""
    fired = np.maximum(due.astype(np.intp) - 1, 0)
    by_signal = np.stack([sums[hours] for hours, _ in SIGNALS])
    return ByRow(
        areas=gauges.areas,
        leaf=gauges.leaf[row],
        thing=names_of(gauges.thing, row),
        amount=due,
        notes=NOTES,
        which=fired,
        about={"mm": by_signal[fired, np.arange(len(row))]},
    )


INDICATOR = Indicator(
    name="rainfall_grade_warning",
    title={"zh": "暴雨预警信号", "en": "Rainstorm signal"},
    domain=Domain.EMERGENCY,
    unit="",
    better=Better.LOWER,
    bands=Bands(1, 3, 4, cut_is_good=False, sure=(Sureness.READ, Sureness.READ, Sureness.READ)),
    inputs={"gauges": Rows("rain.gauge", HOURS * 60), "forecast": Latest("rain.forecast", 60)},
    every_s=300,
    digits=0,
    formula={
        "zh": "各雨量站连续3、6、12、24小时最大雨量（已降＋最近预报格点将降，时段含此刻，精确到0.1 "
        "mm）：r3不小于100红，r3不小于50橙，r6不小于50黄，r12不小于50蓝；区域取最高。24小时等级：小雨0.1、中雨10、"
        "大雨25、暴雨50、大暴雨100、特大暴雨250 mm；12小时：0.1、5、15、30、70、140 mm。",
        "en": "The greatest rain on end of 3, 6, 12 and 24 hours at each gauge (fallen + to fall in the nearest "
        "forecast cell, the present within, to 0.1 mm): red from r3 100, orange from r3 50, yellow from r6 50, blue "
        "from r12 50; an area by its highest. Grade of 24 hours: light 0.1, moderate 10, heavy 25, rainstorm 50, "
        "heavy 100, extreme 250 mm; of 12 hours 0.1, 5, 15, 30, 70, 140 mm.",
    },
    source="CMA 暴雨预警信号; GB/T 28592-2012 (grades); the colour of the band is our default",
    compute=compute,
    settable={
        "reach_m": Parameter(
            5000.0, (0.0, 100_000.0), {"zh": "预报格点最远距离（米）", "en": "Forecast cells within, m"}
        )
    },
    companions={
        **{
            f"r{hours}_mm": {"zh": f"{hours}小时最大雨量（mm）", "en": f"Greatest rain in {hours} h, mm"}
            for hours in (3, 6, 12, 24)
        },
        "mean_r24_mm": {"zh": "24小时平均雨量（mm）", "en": "Mean rain in 24 h, mm"},
        "grade_24h": {"zh": "24小时等级", "en": "Grade of 24 h"},
        "grade_12h": {"zh": "12小时等级", "en": "Grade of 12 h"},
    },
    codes={name: dict(enumerate(GRADE_TITLES)) for name in ("grade_24h", "grade_12h")},
    levels=(
        {"zh": "无", "en": "None"},
        {"zh": "蓝色", "en": "Blue"},
        {"zh": "黄色", "en": "Yellow"},
        {"zh": "橙色", "en": "Orange"},
        {"zh": "红色", "en": "Red"},
    ),
    owner={"zh": "气象", "en": "Weather service"},
    moves={"gauges": 1, "forecast": 1},
    forecast=Forecast(step_min=15),
)
