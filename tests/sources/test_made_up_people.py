"""What the made-up city tells of health, requests, services, firms and its base: whole, lawful, and in its rhythm."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest

from city.kinds import KINDS
from city.readings import Floats, Readings
from geo.local import M_PER_DEG
from live.gate import Gate, Refused
from live.whereabouts import Whereabouts
from sources.made_up.agents import Agents
from sources.made_up.people_parts import people_sources
from sources.made_up.rhythm import DAY_S, THURSDAY
from sources.made_up.source import MadeUp, Part, made_up
from sources.made_up.tickets import FOLLOWED_DAYS, Tickets
from sources.made_up.town import Town
from sources.moments import DAY_MS, HOUR_MS, from_ms, to_ms
from tests.sources.little_city import city, said

DAY = timedelta(days=1)
MONDAY = datetime(2026, 11, 15, 16, tzinfo=UTC)  # midnight in the little city
TOWN = Town(city(), 7)
BARE = Town(city(places=()), 7)
OURS = {
    "syndromic.count", "infectious.case", "infection.daily", "hospital.beds", "hospital.ed", "hotline.roster",
    "ticket.opened", "ticket.contacted", "ticket.called_back", "ticket.closed", "service.rating", "service.case",
    "service.item", "survey.answer", "power.daily", "scenic.gate", "camera.poll", "radio.good", "data.request",
    "data.catalogue",
}  # fmt: skip


def sources(town: Town) -> Iterator[MadeUp]:
    yield from people_sources(town)
    yield made_up("agents", "坐席", "Agents", 60, None, Agents(town))


def parts(town: Town) -> list[Part]:
    return [part for source in sources(town) for part in source.parts]


def told(town: Town, since: datetime, until: datetime) -> list[Readings]:
    facts = [fact for part in parts(town) for fact in part.between(to_ms(since), to_ms(until), 0)]
    assert all(isinstance(fact, Readings) for fact in facts)
    return facts


@pytest.fixture(scope="module")
def month() -> Mapping[str, Readings]:
    """Six weeks, by kind."""
    return by_kind(told(TOWN, MONDAY - 35 * DAY, MONDAY + 7 * DAY))


def by_kind(batches: Sequence[Readings]) -> dict[str, Readings]:
    kinds = {rows.kind for rows in batches}
    return {kind: joined([rows for rows in batches if rows.kind == kind]) for kind in kinds}


def joined(batches: Sequence[Readings]) -> Readings:
    first = batches[0]
    return Readings(
        kind=first.kind, thing=[one for rows in batches for one in rows.thing],
        value=np.concatenate([rows.value for rows in batches]), at=np.concatenate([rows.at for rows in batches]),
        lon=np.concatenate([rows.lon for rows in batches]), lat=np.concatenate([rows.lat for rows in batches]),
        attributes={name: np.concatenate([rows.attributes[name] for rows in batches]) for name in first.attributes},
        texts={name: [one for rows in batches for one in rows.texts[name]] for name in first.texts},
    )  # fmt: skip


def local_s(rows: Readings) -> np.ndarray:
    return TOWN.local(rows.at.astype(np.int64))


def by_hour(rows: Readings, value: Floats) -> Floats:
    """The mean of a value at each hour of the local day (24,)."""
    hour = local_s(rows) % DAY_S // 3600
    return np.bincount(hour, value, 24) / np.bincount(hour, minlength=24)


def a_weekday(rows: Readings) -> Floats:
    """How many rows there are on each weekday (7,), Monday first."""
    return np.bincount((local_s(rows) // DAY_S + THURSDAY) % 7, minlength=7)


@pytest.mark.parametrize("town", [TOWN, BARE], ids=["with places", "without places"])
def test_every_kind_is_told_and_passes_the_gate_whole(town: Town):
    gate, refused, seen = Gate(town.pack.bounds, Whereabouts({})), Refused(), set[str]()
    # In these days the survey closes, and a month of radio is told.
    for rows in told(town, MONDAY + 8 * DAY, MONDAY + 17 * DAY):
        passed = gate.passed(rows, rows.at.max(), refused)
        assert passed is not None
        assert len(passed) == len(rows)
        seen.add(rows.kind)
    assert not refused.counts, refused.examples
    assert seen == OURS


def test_figures_with_words_have_only_places_that_there_are(month: Mapping[str, Readings]):
    for kind, rows in month.items():
        for name, words in KINDS[kind].labels.items():
            column = rows.attributes[name]
            known = column[~np.isnan(column)]
            assert np.isin(known, np.arange(len(words))).all(), (kind, name)


@pytest.mark.parametrize("begin", [MONDAY, MONDAY + 8 * DAY], ids=["a week's begin", "the day of the survey"])
def test_in_pieces_it_tells_what_it_tells_at_once(begin: datetime):
    times = [begin + timedelta(hours=5.3 * i) for i in range(12)]
    pieces = [fact for part in parts(TOWN) for span in pairwise(times) for fact in part.between(*map(to_ms, span), 0)]
    assert said(pieces) == said(told(TOWN, times[0], times[-1]))


def test_what_is_long_ago_is_told_in_full():
    since_ms, until_ms = to_ms(MONDAY), to_ms(MONDAY + DAY)
    for part, again in zip(parts(TOWN), parts(TOWN), strict=True):
        assert said(part.between(since_ms, until_ms, 0)) == said(again.between(since_ms, until_ms, 600_000))


def test_the_same_seed_tells_the_same_and_another_seed_something_else():
    span = MONDAY, MONDAY + DAY
    first = said(told(TOWN, *span))
    assert first == said(told(Town(city(), 7), *span))
    assert first != said(told(Town(city(), 8), *span))


def test_who_remembers_longer_than_a_day_says_so():
    remembered = {source.name.partition(".")[2]: source.remembers.days for source in sources(TOWN)}
    assert remembered["firms"] == 400
    assert {name: days for name, days in remembered.items() if days < 2} == {"agents": 1, "cameras": 1}


def test_days_have_their_rhythm(month: Mapping[str, Readings]):
    beds, crowding = month["hospital.beds"], month["hospital.ed"]
    occupied = by_hour(beds, beds.value / beds.attributes["open_beds"])
    assert occupied[9] > occupied[15] + 0.01
    patients = by_hour(crowding, crowding.value / crowding.attributes["ed_beds"])
    assert patients[20] > patients[[3, 4, 5]].max() + 0.15
    asked = np.bincount(local_s(month["ticket.opened"]) % DAY_S // 3600, minlength=24) / 42
    assert asked[9:18].min() > 15
    assert asked[:5].max() < 8
    gates = month["scenic.gate"]
    assert (gates.value[local_s(gates) % DAY_S < 5 * 3600] == 0).all()


def test_weeks_have_their_rhythm(month: Mapping[str, Readings]):
    for kind, share in (("ticket.opened", 0.88), ("service.rating", 0.5), ("data.request", 0.6)):
        week = a_weekday(month[kind])
        assert week[5:].mean() < share * week[:5].mean(), kind
    power = month["power.daily"]
    used = np.bincount((local_s(power) // DAY_S + THURSDAY) % 7, power.value, 7)
    assert used[6] < used[5] < used[:5].min()


def test_it_is_colder_and_hotter_days_that_take_more_power():
    (firms,) = (source for source in people_sources(TOWN) if source.name == "made_up.firms")
    year = by_kind([*firms.past(MONDAY - 400 * DAY, MONDAY, fully=False)])
    day = local_s(year["power.daily"]) // DAY_S
    used = np.bincount(day - day.min(), year["power.daily"].value)
    warmth = TOWN.warmth((np.arange(day.min(), day.max() + 1) * DAY_S + DAY_S // 2) * 1000)
    tuesdays = np.arange(len(used))[(np.arange(day.min(), day.max() + 1) + THURSDAY) % 7 == 1]
    mild = np.abs(warmth[tuesdays] - 18) < 5
    assert used[tuesdays][~mild].mean() > 1.01 * used[tuesdays][mild].mean()


def test_beds_change_by_who_comes_and_who_goes(month: Mapping[str, Readings]):
    beds = month["hospital.beds"]
    things, row = np.unique(beds.thing, return_inverse=True)
    table = beds.value[np.argsort(row, kind="stable")].reshape(len(things), -1)
    came, went = (
        beds.attributes[name][np.argsort(row, kind="stable")].reshape(len(things), -1)
        for name in ("admitted_24h", "discharged_24h")
    )
    assert (table[:, 24:] - table[:, :-24] == (came - went)[:, 24:]).all()
    assert (went >= 0).all()
    assert (beds.value <= beds.attributes["open_beds"]).all()


def test_who_enters_a_scenic_area_leaves_it_before_night(month: Mapping[str, Readings]):
    gates = month["scenic.gate"]
    since = local_s(gates) - local_s(gates).min() // DAY_S * DAY_S
    for thing in set(gates.thing):
        mine = (np.array(gates.thing) == thing) & (since // DAY_S == 20)
        inside = np.cumsum(gates.value[mine] - gates.attributes["left"][mine])
        assert inside.min() == inside[-1] == 0
        assert 0.1 < inside.max() / gates.attributes["capacity"][mine][0] < 1.1


def test_requests_are_worded_as_citizens_do_and_some_ask_again(month: Mapping[str, Readings]):
    opened = month["ticket.opened"]
    words = dict(zip(opened.thing, opened.texts["words"], strict=True))
    callers = dict(zip(opened.thing, opened.attributes["caller"], strict=True))
    assert len(set(words.values())) > 0.95 * len(words)
    assert all(text.endswith("。") and "{" not in text for text in words.values())
    again = [name for name in words if name.endswith("-2") and name.removesuffix("-2") in words]
    assert 0.01 < len(again) / len(words) < 0.04
    for name in again:
        first = name.removesuffix("-2")
        assert callers[name] == callers[first]
        assert words[name][-8:] == words[first][-8:]


def test_most_requests_are_answered_in_time_and_called_back(month: Mapping[str, Readings]):
    contacted, back = month["ticket.contacted"], month["ticket.called_back"]
    assert 0.9 < (contacted.value <= contacted.attributes["limit_min"]).mean() < 0.99
    assert len(back) > 0.6 * len(month["ticket.closed"])
    assert 0.85 < back.value.mean() < 0.99
    night = local_s(back) % DAY_S
    assert ((night >= 8 * 3600) & (night <= 20 * 3600)).all()


def test_what_follows_from_requests_comes_within_the_days_that_are_watched():
    day = to_ms(MONDAY) // DAY_MS
    pages = [rows.at.max() for at in range(day, day + 30) for rows in Tickets(TOWN)._page(at)]
    last_ms = np.array(pages).reshape(30, 4).astype("datetime64[ms]").astype(np.int64).max(axis=1)
    assert (last_ms < (np.arange(day, day + 30) + 1 + FOLLOWED_DAYS) * DAY_MS).all()


def test_a_camera_fails_when_its_device_is_silent(month: Mapping[str, Readings]):
    polls = month["camera.poll"]
    assert 0.95 < polls.value.mean() < 1
    assert np.isnan(polls.attributes["diagnosis"][polls.value == 0]).all()
    assert 0.9 < (polls.attributes["diagnosis"] == 0).mean() < 1
    assert len(polls) == 12 * 48 * 42


def test_everybody_lives_in_some_cell_of_the_radio_net():
    (base,) = (source for source in people_sources(TOWN) if source.name == "made_up.data_base")
    rows = by_kind([*base.past(MONDAY - 15 * DAY, MONDAY)])["radio.good"]
    places = {
        name.partition("/")[0]: people for name, people in zip(rows.thing, rows.attributes["residents"], strict=True)
    }
    assert sum(places.values()) == pytest.approx(100_000, rel=0.01)
    assert np.ptp(rows.lon) * M_PER_DEG > 4000
    assert (rows.value >= 95).mean() > 0.97


def test_a_moment_in_which_nothing_is_due_brings_nothing():
    quiet_ms = to_ms(MONDAY) + 4 * HOUR_MS + 1
    told_then = [rows for part in parts(TOWN) for rows in part.between(quiet_ms, quiet_ms + 1, 0)]
    assert told_then == [], from_ms(quiet_ms)
