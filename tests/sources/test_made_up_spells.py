"""Spells: now and then something is out of the ordinary in the made-up city for some days, and comes right again."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from city.readings import Floats, Readings
from sources.made_up import (
    agents,
    cameras,
    clinics,
    data_offices,
    firms,
    hospitals,
    infections,
    offices,
    radio,
    scenic,
    tickets,
)  # fmt: skip
from sources.made_up.beats import days, months
from sources.made_up.rhythm import DAY_S
from sources.made_up.source import Part
from sources.made_up.spells import Spell, mood, swing
from sources.made_up.town import Town
from sources.moments import DAY_MS, HOUR_MS
from tests.sources.little_city import city

TOWN = Town(city(), 7)
FIRST_DAY, DAYS = 20_770, 730
ZONE_S = 8 * 3600


@dataclass(frozen=True, kw_only=True)
class Case:
    """What one spell does to one kind: a figure grows, or falls, at least so many times within so many days."""

    spell: Spell
    part: Callable[[Town], Part]
    kind: str
    figure: Callable[[Readings], float]
    times: float
    days: int = 1


def share(rows: Readings, of: str) -> Floats:
    return rows.value / rows.attributes[of]


def busiest(rows: Readings) -> float:
    """How many rows the institution has that has most."""
    return float(np.bincount(rows.attributes["institution"].astype(int)).max()) if len(rows) else 0.0


def worst_office(rows: Readings) -> float:
    office = rows.attributes["office"].astype(int)
    return float((np.bincount(office, rows.value >= 4) / np.bincount(office)).min())


CASES = (
    Case(spell=clinics.OUTBREAK, part=clinics.Clinics, kind="syndromic.count", times=1.4,
         figure=lambda rows: rows.value[rows.attributes["channel"] == 0].max()),
    Case(spell=infections.CLUSTER, part=infections.Cases, kind="infectious.case", times=2, days=3, figure=busiest),
    Case(spell=hospitals.FULL, part=hospitals.Beds, kind="hospital.beds", times=1.1,
         figure=lambda rows: share(rows, "open_beds").max()),
    Case(spell=hospitals.CROWDED, part=hospitals.Emergency, kind="hospital.ed", times=1.4,
         figure=lambda rows: share(rows, "ed_beds").max()),
    Case(spell=tickets.OUTAGE, part=tickets.Tickets, kind="ticket.opened", times=1.2,
         figure=len),
    Case(spell=tickets.SLACK, part=tickets.Tickets, kind="ticket.contacted", times=0.93, days=3,
         figure=lambda rows: (rows.value <= rows.attributes["limit_min"]).mean()),
    Case(spell=agents.AWAY, part=agents.Agents, kind="hotline.roster", times=0.8, figure=lambda rows: rows.value.sum()),
    Case(spell=offices.QUEUES, part=offices.Counters, kind="service.rating", times=0.8, figure=worst_office),
    Case(spell=offices.OFFLINE, part=offices.Counters, kind="service.case", times=0.85,
         figure=lambda rows: rows.value.mean()),
    Case(spell=data_offices.BACKLOG, part=data_offices.DataRequests, kind="data.request", times=0.85, days=3,
         figure=lambda rows: rows.value.mean()),
    Case(spell=firms.CURTAILED, part=firms.Meters, kind="power.daily", times=0.93,
         figure=lambda rows: rows.value.sum()),
    Case(spell=firms.SLUMP, part=firms.Firms, kind="survey.answer", times=0.93, days=31,
         figure=lambda rows: 0.5 + rows.value.mean() / 2),
    Case(spell=scenic.FESTIVAL, part=scenic.Gates, kind="scenic.gate", times=1.5,
         figure=lambda rows: share(rows, "capacity").max()),
    Case(spell=cameras.CUT, part=cameras.Cameras, kind="camera.poll", times=0.95,
         figure=lambda rows: rows.value.mean()),
    Case(spell=radio.STRIPPED, part=radio.Radio, kind="radio.good", times=0.8, days=31,
         figure=lambda rows: (rows.value >= 95).mean()),
)  # fmt: skip
SPELLS = tuple({case.spell.name: case.spell for case in CASES}.values())


def strongest_and_none(case: Case) -> tuple[int, int]:
    """The middle day of a strong spell, and one some weeks from it on which there has long been none."""
    local = np.arange(FIRST_DAY * DAY_S, (FIRST_DAY + DAYS) * DAY_S, 3600)
    a_day = case.spell.force(TOWN.seed, local).reshape(DAYS, 24).mean(axis=1)
    spread = max(case.days, 7) // 2 + 1
    calm = [day for day in range(spread, DAYS - spread) if not a_day[day - spread : day + spread + 1].any()]
    strong = int(a_day[spread:-spread].argmax()) + spread
    same_weekday = [day for day in calm if (day - strong) % 7 == 0]
    return FIRST_DAY + strong, FIRST_DAY + min(same_weekday, key=lambda day: abs(day - strong))


def figure(case: Case, middle: int) -> float:
    first = middle - case.days // 2
    begin_ms, end_ms = ((day * DAY_S - ZONE_S) * 1000 for day in (first, first + case.days))
    rows = [rows for rows in case.part(TOWN).between(begin_ms - 1, end_ms - 1, 0) if rows.kind == case.kind]
    if case.kind == "syndromic.count":
        return max(case.figure(one) for one in rows if one.attributes["channel"][0] == 0)
    return case.figure(rows[0]) if rows else 0.0


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.spell.name)
def test_a_spell_shows_and_passes(case: Case):
    strong, calm = (figure(case, day) for day in strongest_and_none(case))
    assert (strong > case.times * calm) if case.times > 1 else (strong < case.times * calm), (strong, calm)


@pytest.mark.parametrize("spell", SPELLS, ids=lambda spell: spell.name)
def test_a_spell_is_rare_and_lasts_as_long_as_it_says(spell: Spell):
    local = np.arange(0, 400 * spell.days * DAY_S, 6 * 3600)
    force = spell.force(7, local)
    assert 0 <= force.min() < force.max() <= 1
    turns = (force > 0).reshape(400, -1)
    assert turns.any(axis=1).mean() == pytest.approx(spell.chance, abs=0.1)
    assert (turns.sum(axis=1).max() - 1) / 4 <= spell.longest
    assert (force > 0).mean() < 0.35


def test_districts_waver_together_but_not_alike():
    local = np.arange(0, 2000) * DAY_S
    west, east = (mood(TOWN, "health", local, 5, np.full(len(local), leaf)) for leaf in (0, 1))
    assert 0.5 < np.corrcoef(west, east)[0, 1] < 0.95


def test_a_swing_never_looks_like_an_outbreak():
    swings = swing(np.arange(3000), 7, 1)
    weeks = np.lib.stride_tricks.sliding_window_view(swings, 7)[:-3]
    assert ((swings[9:] - weeks.mean(axis=1)) / weeks.std(axis=1, ddof=1)).max() < 2


def test_days_are_told_at_their_end_where_clocks_change():
    zone = ZoneInfo("Europe/Berlin")
    day, at_ms = days(zone, 20_000 * DAY_MS, 20_400 * DAY_MS)
    assert (np.diff(day) == 1).all()
    assert set(np.diff(at_ms).tolist()) == {23 * HOUR_MS, 24 * HOUR_MS, 25 * HOUR_MS}


def test_every_month_is_told_once_on_its_day():
    month, at_ms = months(ZoneInfo("UTC"), 0, 25_000 * DAY_MS, 25, 3600)
    assert (np.diff(month) == 1).all()
    told = at_ms.astype("datetime64[ms]")
    assert (told - told.astype("datetime64[M]") == np.timedelta64(24 * 24 + 1, "h")).all()
