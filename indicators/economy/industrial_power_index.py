"""Industry by its power: how much firms used last week beside what weather, weekday and trend would have them use."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from city.readings import Floats, Mask, Times
from city.views import CityTime, Clock, Rows, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter
from indicators.contributors import ByRow
from indicators.methods.per_thing import names_of
from indicators.methods.power_model import CDD, HDD, HOLIDAY, TREND, design, expected_of_each, fitted
from indicators.methods.wilson import percent

Grid = npt.NDArray[np.float64]
BASE_D, TEST_D, WEEK_D, WEEK_NEEDS = 365, 30, 7, 4
DAYS = BASE_D + TEST_D + WEEK_D
KEPT_MIN = 460 * 24 * 60
REPORTING_NEEDED = 0.8  # of the usual use: a sum of fewer firms says nothing of all
FIGURES = ("index", "mape_pct", "cdd_pct", "hdd_pct", "holiday_pct", "trend_pct", "r2")
NOTES = ({"zh": "指数{index:.0f}", "en": "index {index:.0f}"},)


def day_of(at: Times, clock: CityTime) -> Times:
    """The local day (k,) that is told at these times: until noon, the day before."""
    return (clock.local(at) - np.timedelta64(12, "h")).astype("datetime64[D]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The days (d,), the newest last: of each firm (f,) a row and its use (f, d), kWh; the city's temperature (d,)."""

    days: Times
    row: Ints
    use_kwh: Grid
    temperature_c: Floats

    @property
    def base(self) -> Mask:
        """The days from which is learnt."""
        return np.arange(DAYS) < BASE_D

    @property
    def test(self) -> Mask:
        """The month after them, on which it is tried."""
        return (np.arange(DAYS) >= BASE_D) & ~self.week

    @property
    def week(self) -> Mask:
        """The last seven days."""
        return np.arange(DAYS) >= DAYS - WEEK_D


def year_of(power: Table, weather: Table, clock: CityTime) -> Year:
    """The last 402 whole days of every firm; of two reports of a day the newer one counts."""
    days = clock.now.astype("datetime64[D]") - np.arange(DAYS, 0, -1)
    place = (day_of(power.at, clock) - days[0]).astype(np.int64)
    use = np.flatnonzero(~np.isnan(power.value) & (place >= 0) & (place < DAYS))
    use = use[np.argsort(-power.age_s[use], kind="stable")]
    _, first, firm = np.unique(power.who[use], return_index=True, return_inverse=True)
    kwh = np.full((len(first), DAYS), np.nan)
    kwh[firm, place[use]] = power.value[use]
    return Year(days=days, row=use[first], use_kwh=kwh, temperature_c=_temperature(weather, clock, days))


def _temperature(weather: Table, clock: CityTime, days: Times) -> Floats:
    """The mean of all stations of the city on these days (d,)."""
    place = (day_of(weather.at, clock) - days[0]).astype(np.int64)
    use = ~np.isnan(weather.value) & (place >= 0) & (place < len(days))
    count = np.bincount(place[use], minlength=len(days))
    total = np.bincount(place[use], weights=weather.value[use], minlength=len(days))
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def sums_of(year: Year, leaf: Ints, power: Table) -> Grid:
    """The use of all firms per area and day (n, d), kWh, where a few are missing as if they had done as the others."""
    usual = np.zeros(len(leaf))
    some = (~np.isnan(year.use_kwh)).any(axis=1)
    usual[some] = np.nanmedian(year.use_kwh[some], axis=1)
    told = ~np.isnan(year.use_kwh)

    def merged(grid: Grid) -> Grid:
        per_leaf = np.zeros((power.areas.elsewhere + 1, DAYS))
        np.add.at(per_leaf, leaf, grid)
        return power.areas.merged(per_leaf)

    there, whole = merged(told * usual[:, np.newaxis]), merged(np.repeat(usual[:, np.newaxis], DAYS, axis=1))
    with np.errstate(invalid="ignore", divide="ignore"):
        scaled = merged(np.nan_to_num(year.use_kwh)) * whole / there
        return np.where(there >= REPORTING_NEEDED * whole, scaled, np.nan)


def judged(table: Grid, sums: Floats, year: Year, least_days: float) -> tuple[float, ...]:
    """The `FIGURES` of one area from its daily sums (d,); all NaN where too little is known."""
    found = fitted(table, sums, year.base, least_days)
    known = (sums > 0) & ~np.isnan(table).any(axis=1)
    if found is None or (known & year.week).sum() < WEEK_NEEDS:
        return (np.nan,) * len(FIGURES)
    coefficients, r2 = found
    expected = np.exp(table @ coefficients)
    residual = float(np.mean(np.log(sums[known & year.week] / expected[known & year.week])))
    index = round(100.0 * float(np.exp(residual)), 9)  # as before is 100, not a breath below
    tried = known & year.test
    mape = 100.0 * float(np.mean(np.abs(expected[tried] / sums[tried] - 1.0))) if tried.any() else np.nan
    shares = [100.0 * float(np.expm1(coefficients[one])) for one in (CDD, HDD, HOLIDAY, TREND)]
    return (index, mape, *shares, r2)


def compute(power: Table, weather: Table, clock: CityTime, parameters: Mapping[str, float]) -> Outcome:
    """Last week's index per area, 100 being what was to be expected, with the firms that fell short of it."""
    year, areas, least = year_of(power, weather, clock), power.areas, parameters["least_days"]
    leaf = power.leaf[year.row]
    table = design(year.days, year.temperature_c, parameters["cooling_above_c"], parameters["heating_below_c"])
    each = [judged(table, sums, year, least) for sums in sums_of(year, leaf, power)]
    figures = dict(zip(FIGURES, np.array(each).T, strict=True))
    firms = areas.summed(leaf)
    used, expected = _week(year, expected_of_each(table, year.use_kwh, year.base, least))
    index = percent(used, expected)
    short = ByRow(
        areas=areas,
        leaf=leaf,
        thing=names_of(power.thing, year.row),
        amount=np.maximum(expected - used, 0.0),
        notes=NOTES,
        about={"index": index},
    )
    rated = areas.summed(leaf, (~np.isnan(index)).astype(np.float64))
    stopped = areas.summed(leaf, (index < parameters["stopped_below"]).astype(np.float64))
    told = areas.summed(leaf, (~np.isnan(year.use_kwh[:, year.week])).mean(axis=1))
    return Outcome(
        value=figures.pop("index"),
        coverage=told / np.maximum(firms, 1.0),
        companions={**figures, "firms": firms, "stopped_pct": percent(stopped, rated), "short_kwh": short.sums()},
        contributors=short,
        adds_up_to="short_kwh",
    )


def _week(year: Year, expected: Grid) -> tuple[Floats, Floats]:
    """What each firm (f,) used in the last week and what it was to use, of the days of which both are known."""
    both = year.week & ~np.isnan(year.use_kwh) & ~np.isnan(expected)
    enough = both.sum(axis=1) >= WEEK_NEEDS
    used, meant = np.where(both, year.use_kwh, 0.0).sum(axis=1), np.where(both, expected, 0.0).sum(axis=1)
    return np.where(enough, used, np.nan), np.where(enough, meant, np.nan)


INDICATOR = Indicator(
    name="industrial_power_index",
    title={"zh": "工业用电景气指数", "en": "Industrial electricity index"},
    domain=Domain.ECONOMY,
    unit="",
    better=Better.HIGHER,
    bands=Bands(100, 97, 93),
    inputs={"power": Rows("power.daily", KEPT_MIN), "weather": Rows("weather.daily", KEPT_MIN), "clock": Clock()},
    every_s=86_400,
    digits=1,
    formula={
        "zh": "ln(kWh)＝b0＋b1·CDD＋b2·HDD＋星期＋节假日＋趋势，以此前一年（再往后留30天盲测）最小二乘；指数＝100·exp("
        "近7天残差均值)。CDD以{cooling_above_c:g} ℃、HDD以{heating_below_c:g} ℃为基准。停产面＝近7天用电不足预期"
        "{stopped_below:g}%的企业占比。",
        "en": "ln kWh = b0 + b1·CDD + b2·HDD + weekday + holiday + trend, least squares on a year (it ended 37 days "
        "ago; 30 of them are a blind test); index = 100·exp(mean residual of 7 days). CDD above {cooling_above_c:g}, "
        "HDD below {heating_below_c:g} °C. Stopped are firms that used less than {stopped_below:g} % of what was "
        "expected.",
    },
    source="Practice of power statistics; cuts are our default",
    compute=compute,
    companions={
        "mape_pct": {"zh": "盲测月MAPE（%）", "en": "Error in the blind month, %"},
        "cdd_pct": {"zh": "每制冷度日（%）", "en": "Per degree of cooling, %"},
        "hdd_pct": {"zh": "每采暖度日（%）", "en": "Per degree of heating, %"},
        "holiday_pct": {"zh": "节假日影响（%）", "en": "On holidays, %"},
        "trend_pct": {"zh": "年趋势（%）", "en": "Trend in a year, %"},
        "r2": {"zh": "拟合优度R²", "en": "R²"},
        "firms": {"zh": "企业数", "en": "Firms"},
        "stopped_pct": {"zh": "停产面（%）", "en": "Firms that stand, %"},
        "short_kwh": {"zh": "近7天低于预期（kWh）", "en": "Short of what was expected in 7 days, kWh"},
    },
    settable={
        "cooling_above_c": Parameter(
            26.0, (0.0, 40.0), {"zh": "制冷度日基准温度（℃）", "en": "Base of cooling degree days, °C"}
        ),
        "heating_below_c": Parameter(
            18.0, (-10.0, 30.0), {"zh": "采暖度日基准温度（℃）", "en": "Base of heating degree days, °C"}
        ),
        "least_days": Parameter(270.0, (60.0, 365.0), {"zh": "建模最少天数", "en": "Fewest days to fit"}),
        "stopped_below": Parameter(
            50.0, (0.0, 100.0), {"zh": "停产判定线（预期用电的%）", "en": "Stopped below, % of what was expected"}
        ),
    },
    owner={"zh": "工业和信息化", "en": "Industry"},
    moves={"power": 0},
    heavy=True,
    compares_areas=True,
)
