from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from numpy.typing import ArrayLike

from city.views import CityTime
from indicators.base import Outcome
from indicators.emergency.fire_weather_index import INDICATOR, compute, fire_class
from indicators.methods import fire_weather
from tests.indicators.little_city import NOON, NOW, SHANGHAI, Made, rows
from tests.indicators.reference import agrees, case

NAMES = ("FFMC", "DMC", "DC", "ISI", "BUI", "FWI", "DSR")
DAY_S = 86_400.0


def series(told: Any, constant: float) -> list[dict[str, float]]:
    """All figures of the days of a case, one station carried from the first to the last."""
    ffmc, dmc, dc = (np.array([float(told["init"][name])]) for name in ("ffmc", "dmc", "dc"))
    lat, found = np.array([float(told["lat"])]), list[dict[str, float]]()
    for day in told["days"]:
        temp, rh, wind, rain = (np.array([float(day[name])]) for name in ("temp_c", "rh_pct", "ws_kmh", "prec_mm"))
        month = np.array([day["mon"]])
        ffmc = fire_weather.fine_fuel(temp, rh, wind, rain, ffmc, constant)
        dmc = fire_weather.duff(temp, rh, rain, month, lat, dmc)
        dc = fire_weather.drought(temp, rain, month, lat, dc)
        isi, bui = fire_weather.initial_spread(wind, ffmc, constant), fire_weather.build_up(dmc, dc)
        fwi = fire_weather.fire_weather(isi, bui)
        figures = (ffmc, dmc, dc, isi, bui, fwi, fire_weather.severity(fwi))
        found.append({name: float(figure[0]) for name, figure in zip(NAMES, figures, strict=True)})
    return found


@pytest.mark.parametrize(
    ("name", "constant"), [("fwi_cfs_series", fire_weather.FFMC_CONSTANT), ("fwi_48day_season", 250 * 59.5 / 101)]
)
def test_the_published_seasons_are_met(name: str, constant: float):
    told, expected = case(name)
    for ours, printed in zip(series(told, constant), expected, strict=True):
        agrees(name, [ours[figure] for figure in printed], list(printed.values()))


def test_a_season_read_day_by_day_is_that_of_the_model():
    """The printed season as noons of one station, the last of them today."""
    told, expected = case("fwi_cfs_series")
    days = told["days"]
    last = datetime(1985, days[-1]["mon"], days[-1]["day"], 4, tzinfo=UTC).replace(tzinfo=None)
    clock = CityTime(np.datetime64(last).astype("datetime64[ms]"), SHANGHAI)
    dates = np.array([np.datetime64(f"1985-{day['mon']:02d}-{day['day']:02d}") for day in days])
    age_s = (dates[-1] - dates).astype(np.float64) * DAY_S
    made = station([day["temp_c"] for day in days], rh_pct=[day["rh_pct"] for day in days], age_s=age_s,
                   wind_kmh=[day["ws_kmh"] for day in days], rain24_mm=[day["prec_mm"] for day in days])  # fmt: skip
    table = made.table()
    shifted = type(table)(
        **{name: getattr(table, name) for name in table.__slots__ if name != "at"}, at=table.at - (NOON - clock.at)
    )
    found = compute(shifted, clock, {**INDICATOR.parameters, "latitude": told["lat"]})
    agrees("fwi_cfs_series", found.value[0], expected[-1]["FWI"])
    codes = [found.companions[name.lower()][0] for name in NAMES[:5]]
    agrees("fwi_cfs_series", codes, [expected[-1][name] for name in NAMES[:5]])


def station(temp_c: ArrayLike, *, name: str = "a", leaf: int = 0, age_s: ArrayLike = 0, **about: ArrayLike) -> Made:
    dry = {"rh_pct": 30, "wind_kmh": 15, "rain24_mm": 0}
    temps = np.atleast_1d(np.asarray(temp_c, dtype=np.float64))
    return rows("weather.noon", temps, thing=[name] * temps.size, leaf=leaf, age_s=age_s, **{**dry, **about})


def danger(made: Made) -> Outcome:
    return compute(made.table(), NOW, INDICATOR.parameters)


def test_the_classes_are_those_of_effis():
    told, expected = case("effis_classes")
    found = [INDICATOR.levels[int(one)]["en"].lower() for one in fire_class(np.array(told["fwi"]))]
    assert found == expected


@pytest.mark.parametrize(("fwi", "band"), [(11.19, 0), (11.2, 1), (21.3, 2), (37.9, 2), (38, 3), (60, 3)])
def test_a_value_on_a_cut_is_the_worse_band(fwi: float, band: int):
    assert INDICATOR.bands.of(np.array([fwi]), INDICATOR.better)[0] == band


def test_three_missing_days_carry_the_codes_and_a_fourth_makes_it_unknown():
    read = station([20, 22], age_s=[DAY_S, 0]).table()

    def days_later(days: int) -> Outcome:
        return compute(read, CityTime(NOON + np.timedelta64(days, "D"), SHANGHAI), INDICATOR.parameters)

    assert days_later(3).value[0] == days_later(0).value[0]
    lost = days_later(4)
    assert np.isnan(lost.value[0])
    assert lost.coverage is not None
    assert lost.coverage[0] == 0


def test_a_missing_day_resets_nothing():
    """Thirty dry days, of which one in between is missing: the drought goes on from where it was."""
    ages = np.delete(np.arange(30), 10) * DAY_S
    whole, holed = (
        danger(station(np.full(30, 25), age_s=np.arange(30) * DAY_S)),
        danger(station(np.full(29, 25), age_s=ages)),
    )
    short = danger(station(np.full(10, 25), age_s=np.arange(10) * DAY_S))
    assert short.companions["dc"][0] < holed.companions["dc"][0] < whole.companions["dc"][0]


def test_after_a_long_silence_fifteen_days_must_be_read():
    def after(days: int) -> Outcome:
        ages = np.concatenate([np.arange(days), np.arange(days + 4, days + 20)]) * DAY_S
        return danger(station(np.full(ages.size, 25), age_s=ages))

    assert np.isnan(after(14).value[0])
    assert not np.isnan(after(15).value[0])


def test_of_two_readings_of_a_day_the_newest_counts():
    assert danger(station([35, 10], age_s=[7200, 0])).value[0] == danger(station([10])).value[0]


def test_the_days_are_the_citys_own():
    """It is eight in the evening; twenty hours ago was midnight of today, twenty-one were yesterday's."""
    assert danger(station([25, 25], age_s=[72_000, 0])).value[0] == danger(station([25])).value[0]
    assert danger(station([25, 25], age_s=[72_001, 0])).value[0] != danger(station([25])).value[0]


@pytest.mark.parametrize("wrong", [{"rh_pct": 101}, {"rh_pct": -1}, {"wind_kmh": -1}, {"rain24_mm": np.nan}])
def test_impossible_weather_is_a_missing_day(wrong: dict[str, float]):
    assert np.isnan(danger(station([25], **wrong)).value[0])


def test_the_worst_station_of_an_area_is_named_with_its_codes():
    damp, dry = station([10], name="damp", rh_pct=90), station([30], name="dry", leaf=1)
    both = rows("weather.noon", [*damp.value, *dry.value], thing=["damp", "dry"], leaf=[0, 1], age_s=0,
                rh_pct=[90, 30], wind_kmh=15, rain24_mm=0)  # fmt: skip
    found = danger(both)
    assert found.greatest()[0].thing == "dry"
    assert found.greatest()[0].note["en"].startswith(f"FFMC {found.companions['ffmc'][0]:.1f}, DMC")
    assert found.value[0] == found.value[1]
