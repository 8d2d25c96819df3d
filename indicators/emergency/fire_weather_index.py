"""Fire weather: how easily the woods would burn today, by the noon weather and what the days before have left."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from city.readings import Floats
from city.views import CityTime, Clock, Rows, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter, Sureness
from indicators.contributors import ByRow, plain
from indicators.methods import fire_weather as cffwis
from indicators.methods.per_thing import greatest, names_of, of_the_worst

WEATHER = ("temp", "rh", "wind", "rain")
CODES = ("ffmc", "dmc", "dc")
CLASSES = (5.2, 11.2, 21.3, 38.0, 50.0)  # EFFIS
NAMES = MappingProxyType(
    {"very low": "很低", "low": "低", "moderate": "中等", "high": "高", "very high": "很高", "extreme": "极高"}
)
ALL_KNOWN = 10_000  # so many days read on end: nothing was ever lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Noons:
    """The noon weather of stations (m,) by local days: each of `WEATHER` is (days, m), NaN where a day is missing.

    `month` (days,) is 1 to 12, `row` (m,) a row of each station; the last day is today.
    """

    weather: Mapping[str, Floats]
    month: Ints
    row: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger:
    """What the fire weather of stations (m,) is: the codes, the index, and how far it may be believed.

    `silent` (m,) counts the days since the last reading, `read` (m,) those read since more was missed than may be.
    """

    figures: Mapping[str, Floats]
    silent: Ints
    read: Ints


def fire_class(fwi: Floats) -> Floats:
    """The European class of index values, 0 very low to 5 extreme.

    >>> fire_class(np.array([5.1, 5.2, 50.0, np.nan]))
    array([ 0.,  1.,  5., nan])
    """
    return np.where(np.isnan(fwi), np.nan, np.searchsorted(np.array(CLASSES), fwi, side="right"))


def noons_of(noon: Table, clock: CityTime) -> Noons:
    """What was told at noon of each local day; of several of one day the newest."""
    about = noon.attributes
    told = {"temp": noon.value, "rh": about["rh_pct"], "wind": about["wind_kmh"], "rain": about["rain24_mm"]}
    sound = ~np.isnan(told["temp"]) & (told["rh"] >= 0) & (told["rh"] <= 100)
    use = np.flatnonzero(sound & (told["wind"] >= 0) & (told["rain"] >= 0))
    use = use[np.argsort(-noon.age_s[use], kind="stable")]
    _, first, station = np.unique(noon.who[use], return_index=True, return_inverse=True)
    today = clock.now.astype("datetime64[D]")
    back = (today - clock.local(noon.at[use]).astype("datetime64[D]")).astype(np.intp)
    days = int(back.max(initial=0)) + 1
    weather = {name: np.full((days, len(first)), np.nan) for name in WEATHER}
    for name in WEATHER:
        weather[name][days - 1 - back, station] = told[name][use]
    calendar = today - np.arange(days - 1, -1, -1)
    return Noons(
        weather=weather, month=calendar.astype("datetime64[M]").astype(np.intp) % 12 + 1, row=use[first].astype(np.intp)
    )


def danger_of(noons: Noons, lat: Floats, parameters: Mapping[str, float]) -> Danger:
    """The codes carried from the first day on; a missing day leaves them as they are."""
    many = len(lat)
    code = {name: np.full(many, cffwis.START[name]) for name in CODES}
    figures = {name: np.full(many, np.nan) for name in (*CODES, "isi", "bui", "fwi", "dsr")}
    silent, read = np.zeros(many, dtype=np.intp), np.full(many, ALL_KNOWN)
    begun = np.zeros(many, dtype=np.bool_)
    for day, month in enumerate(noons.month):
        known = ~np.isnan(noons.weather["temp"][day])
        here = {name: column[day][known] for name, column in noons.weather.items()}
        before = {name: column[known] for name, column in code.items()}
        found = _today(here, before, int(month), lat[known], parameters["ffmc_constant"])
        for name, column in found.items():
            figures[name][known] = column
        for name in CODES:
            code[name][known] = found[name]
        lost = known & begun & (silent > parameters["carried_days"])
        read = np.where(lost, 1, read + known)
        begun |= known
        silent = np.where(known, 0, silent + begun)
    return Danger(figures=figures, silent=silent, read=read)


def _today(
    here: Mapping[str, Floats], before: Mapping[str, Floats], month: int, lat: Floats, constant: float
) -> dict[str, Floats]:
    """All seven figures of one noon (m,) from yesterday's codes."""
    months = np.full(len(lat), month)
    temp, rh, wind, rain = (here[name] for name in WEATHER)
    ffmc = cffwis.fine_fuel(temp, rh, wind, rain, before["ffmc"], constant)
    dmc = cffwis.duff(temp, rh, rain, months, lat, before["dmc"])
    dc = cffwis.drought(temp, rain, months, lat, before["dc"])
    isi, bui = cffwis.initial_spread(wind, ffmc, constant), cffwis.build_up(dmc, dc)
    fwi = cffwis.fire_weather(isi, bui)
    return {"ffmc": ffmc, "dmc": dmc, "dc": dc, "isi": isi, "bui": bui, "fwi": fwi, "dsr": cffwis.severity(fwi)}


def compute(noon: Table, clock: CityTime, parameters: Mapping[str, float]) -> Outcome:
    """The fire weather index at the worst station of each area."""
    noons = noons_of(noon, clock)
    row, areas = noons.row, noon.areas
    lat = np.where(np.isnan(noon.lat[row]), parameters["latitude"], noon.lat[row])
    danger = danger_of(noons, lat, parameters)
    believed = (danger.silent <= parameters["carried_days"]) & (danger.read >= parameters["regained_days"])
    figures = {name: np.where(believed, column, np.nan) for name, column in danger.figures.items()}
    fwi, leaf = figures["fwi"], noon.leaf[row]
    value = greatest(fwi, leaf, areas)
    return Outcome(
        value=value,
        level=fire_class(value),
        coverage=areas.summed(leaf, believed.astype(np.float64)) / np.maximum(areas.summed(leaf), 1.0),
        companions={name: of_the_worst(fwi, column, leaf, areas) for name, column in figures.items() if name != "fwi"},
        contributors=ByRow(
            areas=areas,
            leaf=leaf,
            thing=names_of(noon.thing, row),
            amount=fwi,
            notes=(plain("FFMC {ffmc:.1f}, DMC {dmc:.1f}, DC {dc:.1f}, ISI {isi:.1f}, BUI {bui:.1f}"),),
            about=figures,
        ),
    )


INDICATOR = Indicator(
    name="fire_weather_index",
    title={"zh": "森林火险天气指数", "en": "Fire weather index"},
    domain=Domain.EMERGENCY,
    unit="",
    better=Better.LOWER,
    bands=Bands(11.2, 21.3, 38, cut_is_good=False, sure=(Sureness.READ, Sureness.READ, Sureness.READ)),
    inputs={"noon": Rows("weather.noon", 200 * 1440), "clock": Clock()},
    every_s=86_400,
    heavy=True,
    digits=1,
    formula={
        "zh": "由每日正午气温、湿度、风速（km/h）和24小时雨量推算FFMC、DMC、DC（起值85、6、15，逐日结转），再得ISI、"
        "BUI和FWI；DSR＝0.0272·FWI^1.77；FFMC常数{ffmc_constant:g}。缺测不超过{carried_days:g}天沿用前值；超过则不发"
        "布，直至又连读{regained_days:g}天，且不重置。区域取最高的站。",
        "en": "From each day's noon temperature, humidity, wind (km/h) and rain of 24 hours FFMC, DMC and DC (from "
        "85, 6, 15 on, carried day by day), from them ISI, BUI and FWI; DSR = 0.0272·FWI^1.77; FFMC constant "
        "{ffmc_constant:g}. Up to {carried_days:g} missing days carry the codes; after more it is unknown until "
        "{regained_days:g} days are read, and is not reset. An area by its worst station.",
    },
    source="Van Wagner & Pickett 1985, equations 1-30; EFFIS fire danger classes",
    compute=compute,
    settable={
        "ffmc_constant": Parameter(cffwis.FFMC_CONSTANT, (147.0, 148.0), {"zh": "FFMC常数", "en": "FFMC constant"}),
        "carried_days": Parameter(
            3.0, (0.0, 30.0), {"zh": "缺测沿用前值的天数上限", "en": "Missing days carried, at most"}
        ),
        "regained_days": Parameter(
            15.0, (1.0, 90.0), {"zh": "恢复发布所需连读天数", "en": "Days read until it is told again"}
        ),
        "latitude": Parameter(
            45.0, (-90.0, 90.0), {"zh": "无位置测站的纬度（°）", "en": "Latitude of stations without a place, °"}
        ),
    },
    companions={
        "ffmc": {"zh": "细小可燃物湿度码", "en": "Fine fuel moisture code"},
        "dmc": {"zh": "腐殖质湿度码", "en": "Duff moisture code"},
        "dc": {"zh": "干旱码", "en": "Drought code"},
        "isi": {"zh": "初始蔓延指数", "en": "Initial spread index"},
        "bui": {"zh": "累积指数", "en": "Build-up index"},
        "dsr": {"zh": "日严重度", "en": "Daily severity rating"},
    },
    levels=tuple({"zh": zh, "en": en.capitalize()} for en, zh in NAMES.items()),
    owner={"zh": "林业", "en": "Forestry"},
    moves={"noon": 1, "noon.rh_pct": -1, "noon.wind_kmh": 1, "noon.rain24_mm": -1},
)
