"""What is invented about streets, lifelines, upkeep and waters: it is believable, hangs together, and repeats."""

from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest

from city.kinds import KINDS
from city.readings import Floats
from geo.areas import Ints
from live.gate import Gate, Refused
from live.moments import moment
from live.whereabouts import Whereabouts
from sources.made_up.bridges import MEMBERS, SHIFT, medians
from sources.made_up.calls import MASS_CALLS, calls
from sources.made_up.regular import Asked, Posts
from sources.made_up.rivers import DISCHARGE, items
from sources.made_up.spells import OwnSpell
from sources.moments import DAY_MS, HOUR_MS, to_ms
from tests.sources.ground import DAY, PACK, batches, by_thing, is_sunday, local_hour, sources, told, town
from tests.sources.little_city import NOON, said

TOLD = {
    "corridors": {"corridor.travel_time"}, "buses": {"bus.headway"}, "humidity": {"weather.humidity"},
    "rainfall": {"rain.gauge", "rain.forecast"}, "tremors": {"strong_motion.peak"}, "crowds": {"crowd.count"},
    "calls": {"call.emergency"}, "hazards": {"hazchem.inventory"}, "bridges": {"bridge.hourly"},
    "noise_hours": {"noise.hourly"}, "noon": {"weather.noon"}, "days": {"weather.daily"},
    "rivers": {"river.ph", "river.do", "river.codmn", "river.nh3n", "river.tp"},
    "components": {"component.stock", "component.defect"}, "pickups": {"waste.pickup"}, "lamps": {"lamp.lit"},
    "metering": {"water.balance"},
}  # fmt: skip


def hours_of(spell: OwnSpell, days: int) -> tuple[int, Ints, Floats]:
    """A seed with which the first thing has this spell in the days before noon, these hours, and how bad it is."""
    hours = np.arange(to_ms(NOON) - days * DAY_MS, to_ms(NOON), HOUR_MS)
    nobody = np.zeros(len(hours), dtype=np.intp)
    seed = next(one for one in range(500) if spell.force(one, nobody, hours).max() > 0.8)
    return seed, hours, spell.force(seed, nobody, hours)


@pytest.mark.parametrize("name", TOLD)
def test_every_kind_is_told_and_nothing_of_it_is_refused_at_the_gate(name: str):
    gate, refused = Gate(PACK.bounds, Whereabouts({})), Refused()
    source = sources(town())[name]
    found = batches(source.past(NOON - min(source.remembers, 32 * DAY), NOON, fully=False))
    assert {rows.kind for rows in found} == TOLD[name]
    for rows in found:
        assert not set(KINDS[rows.kind].attributes) - set(rows.attributes)
        passed = gate.passed(rows, moment(NOON), refused)
        assert passed is not None
        assert len(passed) == len(rows)
    assert not refused.counts


@pytest.mark.parametrize("name", TOLD)
def test_a_span_in_pieces_tells_what_it_tells_in_one(name: str):
    steps = [NOON - 2 * DAY + timedelta(hours=8.3) * turn for turn in range(6)]
    first, other = (sources(town())[name] for _ in range(2))
    pieces = [fact for since, until in pairwise(steps) for fact in first.past(since, until)]
    assert said(pieces) == said(other.past(steps[0], steps[-1]))


def test_the_same_seed_tells_the_same_and_another_seed_something_else():
    first, again, other = (
        said(fact for source in sources(town(seed)).values() for fact in source.past(NOON - 0.3 * DAY, NOON))
        for seed in (7, 7, 8)
    )
    assert first == again
    assert first != other


def test_slow_kinds_are_told_as_far_back_as_their_models_look():
    remembered = {name: source.remembers.days for name, source in sources(town()).items()}
    far = {"corridors": 28, "bridges": 120, "calls": 56, "components": 90, "days": 365, "metering": 365, "noon": 60}
    assert all(remembered[name] >= days for name, days in far.items())


def test_corridors_are_slow_on_workday_evenings_and_free_at_night():
    rows = told("corridors", 28)
    ratio, hour, sunday = rows.value / rows.attributes["free_flow_s"], local_hour(rows), is_sunday(rows)
    rush, night = (hour > 7.5) & (hour < 8.75), (hour > 2) & (hour < 4)
    assert ratio[rush & ~sunday].mean() > ratio[rush & sunday].mean() + 0.1
    assert 1.0 < ratio[night].mean() < 1.1 < ratio[rush & ~sunday].mean() < 2


def test_a_headway_is_the_time_since_the_bus_before_and_no_bus_comes_at_night():
    for rows in list(by_thing(told("buses", 1)).values())[:20]:
        at_s = rows.at.astype("datetime64[ms]").astype(np.int64) / 1000
        gap_s = np.diff(at_s)
        driven = gap_s < 4 * 3600  # the night lies between the others
        assert np.abs(gap_s - rows.value[1:])[driven & (gap_s > 5)].max() < 1
        assert not ((local_hour(rows) > 1) & (local_hour(rows) < 5)).any()


def test_headways_scatter_more_in_jams_than_in_the_morning():
    rows = told("buses", 4)
    relative, hour = rows.value / rows.attributes["planned_s"], local_hour(rows)
    assert relative[(hour > 17) & (hour < 19)].std() > 1.2 * relative[(hour > 5.5) & (hour < 7)].std()
    assert 0.9 < np.median(relative) < 1.1


def test_people_gather_in_the_evening_and_call_by_day():
    crowd, called = told("crowds", 3), told("calls", 28)
    density, hour = crowd.value / crowd.attributes["area_m2"], local_hour(crowd)
    assert density[(hour > 17) & (hour < 20)].mean() > 2 * density[(hour > 2) & (hour < 5)].mean()
    hours = np.bincount(local_hour(called).astype(int), minlength=24)
    assert hours[17:20].mean() > 3 * hours[2:5].mean()
    assert 15 < len(called) / (28 * 24) < 25
    assert np.bincount(called.attributes["service"].astype(int)).argmax() == 0


def test_lamps_burn_at_night_alone_and_nearly_all_of_them():
    rows = told("lamps", 9)
    hour = local_hour(rows)
    assert not ((hour > 8) & (hour < 16)).any()
    assert 0.97 < rows.value.sum() / rows.attributes["lamps"].sum() < 1
    assert (rows.value <= rows.attributes["lamps"]).all()


def test_defects_are_few_beside_the_stock_and_most_pickups_are_on_time():
    stock, defects = (told("components", 60, f"component.{what}") for what in ("stock", "defect"))
    whole = sum(rows.value[-1] for rows in by_thing(stock).values())
    assert 0.001 < len(defects) / whole < 1
    assert {thing.partition("/")[0] for thing in defects.thing} == {"west", "east"}
    on_time = told("pickups", 8)
    assert 0.9 < on_time.value.mean() <= 1
    assert np.isnan(on_time.attributes["delay_min"][on_time.value == 1]).sum() == 0


def test_a_month_of_water_loses_about_a_tenth():
    rows = told("metering", 400)
    lost = 1 - rows.attributes["authorised_m3"] / rows.value
    assert 0.09 < np.median(lost) < 0.15
    assert set(rows.attributes["days"].tolist()) == {28.0, 30.0, 31.0}
    assert len(rows) == 2 * 13


def test_districts_have_a_mood_in_common_and_one_of_their_own():
    one, hours = town(), np.arange(2000, dtype=np.int64) * HOUR_MS
    posts = Posts(np.array(["a", "b"], dtype=object), np.zeros(2), np.zeros(2), np.array([0, 1]))
    west, east = (Asked(one, posts, np.full(2000, row), hours, "test").mood(6) for row in (0, 1))
    assert 0.4 < np.corrcoef(west, east)[0, 1] < 0.9


@pytest.mark.parametrize(("spell", "block_ms"), [(SHIFT, 21 * DAY_MS), (DISCHARGE, 8 * DAY_MS)])
def test_a_spell_of_its_own_is_rare_and_passes(spell: OwnSpell, block_ms: int):
    at_ms = np.arange(0, 400 * block_ms, block_ms // 50)
    force = spell.force(7, np.zeros(len(at_ms), dtype=np.intp), at_ms)
    struck = force.reshape(400, 50).max(axis=1) > 0.3
    assert 0.2 < struck.mean() / spell.share < 1.8
    assert 0 < (force > 0).mean() < spell.share * spell.longest
    assert (force.reshape(400, 50)[:, [0, -1]] < 0.3).all()


def test_a_bridge_follows_its_warmth_but_for_the_hours_in_which_it_shifts():
    seed, hours, _ = hours_of(SHIFT, 60)
    [rows] = medians(town(seed)).between(int(hours[0]), int(hours[-1]), 0)
    moved: list[float] = []
    for member in MEMBERS:
        one = by_thing(rows)[f"bridge_001/{member}"]
        at_ms = one.at.astype("datetime64[ms]").astype(np.int64)
        force = SHIFT.force(seed, np.zeros(len(at_ms), dtype=np.intp), at_ms)
        fit = np.polyfit(one.attributes["temp_c"][force == 0], one.value[force == 0], 2)
        left = one.value - np.polyval(fit, one.attributes["temp_c"])
        assert left[force == 0].std() < 4
        moved.append(float(left[force > 0.5].mean()))
    assert sum(shift > 2 for shift in moved) == 2
    assert min(moved) < 2


def test_for_some_hours_the_whole_town_calls():
    seed, hours, force = hours_of(MASS_CALLS, 20)
    [rows] = calls(town(seed)).between(int(hours[0]) - 1, int(hours[-1]) + HOUR_MS, 0)
    at_ms = rows.at.astype("datetime64[ms]").astype(np.int64)
    a_hour = np.bincount((at_ms - hours[0]) // HOUR_MS, minlength=len(hours) + 1)[: len(hours)]
    of_day = (hours // HOUR_MS) % 24
    usual = np.array([a_hour[(of_day == hour) & (force == 0)].mean() for hour in range(24)])
    assert a_hour[force > 0.5].sum() > 1.8 * usual[of_day[force > 0.5]].sum()
    assert 0.8 < a_hour[force == 0].sum() / usual[of_day[force == 0]].sum() < 1.2


def test_a_discharge_is_seen_in_the_river_and_passes():
    seed, hours, _ = hours_of(DISCHARGE, 20)
    ammonia = items(town(seed))[3]
    [rows] = ammonia.between(int(hours[0]), int(hours[-1]), 0)
    mine = by_thing(rows)["section_001"]
    at_ms = mine.at.astype("datetime64[ms]").astype(np.int64)
    bad = DISCHARGE.force(seed, np.zeros(len(at_ms), dtype=np.intp), at_ms)
    assert mine.value[bad > 0.5].min() > 2 * np.median(mine.value[bad == 0])
    assert mine.value[bad == 0].max() < mine.value[bad > 0.5].max()


def test_a_city_without_places_has_bridges_units_and_crowds_at_its_corners():
    bare = sources(town(places=()))
    assert all(len(bare[name].parts) for name in ("bridges", "hazards", "crowds", "buses", "tremors"))
