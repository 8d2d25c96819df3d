"""Hotline staffing: how many callers will be answered in time in each half-hour of the next day, and who is missing.

Calls are taken by all agents alike and come from the whole city, so only the city has a value. A half-hour is expected
to be like the same one of the same weekday in the last four weeks, where those lack like that of the last days, scaled
by how the last day compares with what would have been expected of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from city.kinds.base import DAY_MIN
from city.readings import Floats
from city.views import CityTime, Clock, History, Latest, Series, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter, Sureness
from indicators.contributors import ByItem
from indicators.methods.half_hours import HALF_HOURS, WEEKS, foretold
from indicators.methods.queues import served_within, servers_needed

HALF_HOUR_S = 1800.0
LONGEST_CALL_S = 2 * 3600.0  # on the mean; who plans with more has mistyped
NOTES = (
    {
        "zh": "预计 {calls:.0f} 个来电，需 {needed:.0f} 席、到岗 {staffed:.0f} 席（应排 {roster:.0f} 人、"
        "已排 {agents:.0f} 人），及时率 {served:.0f}%",
        "en": "{calls:.0f} calls, {needed:.0f} agents needed, {staffed:.0f} there ({roster:.0f} to be rostered, "
        "{agents:.0f} are), {served:.0f} % in time",
    },
)


@dataclass(frozen=True, slots=True)
class Roster:
    """What is planned for each half-hour of the local day (48,): agents, those at the telephone, seconds a call."""

    agents: Floats
    staffed: Floats
    handling_s: Floats


def roster_of(table: Table) -> Roster:
    """The plan by half-hour of the local day; NaN where nobody said how many come."""
    ask = table.attributes
    with np.errstate(invalid="ignore"):
        sound = (table.value >= 0) & (ask["half_hour"] >= 0) & (ask["half_hour"] < HALF_HOURS)
        sound &= (ask["handling_s"] > 0) & (ask["handling_s"] <= LONGEST_CALL_S)
        use = np.flatnonzero(sound & (ask["shrinkage"] >= 0) & (ask["shrinkage"] < 1))
    half, agents = ask["half_hour"][use].astype(np.intp), table.value[use]

    def summed(weights: Floats) -> Floats:
        return np.bincount(half, weights=weights, minlength=HALF_HOURS).astype(np.float64)

    told, planned = summed(np.ones(use.size)), summed(agents)
    some = planned > 0
    seconds = np.where(some, summed(agents * ask["handling_s"][use]), summed(ask["handling_s"][use]))
    return Roster(
        agents=np.where(told > 0, planned, np.nan),
        staffed=np.where(told > 0, summed(agents * (1.0 - ask["shrinkage"][use])), np.nan),
        handling_s=np.where(told > 0, seconds / np.maximum(np.where(some, planned, told), 1e-9), np.nan),
    )


def compute(calls: Series, roster: Table, clock: CityTime, parameters: Mapping[str, float]) -> Outcome:
    """The share answered in time in the worst half-hour of the next day, for the city."""
    first = int(clock.at.astype("datetime64[m]").astype(np.int64)) // 30
    local = int(clock.now.astype("datetime64[m]").astype(np.int64)) // 30
    day = (local + np.arange(HALF_HOURS)) % HALF_HOURS
    plan, expected = roster_of(roster), foretold(calls, first)
    handling_s, staffed, agents = plan.handling_s[day], plan.staffed[day], plan.agents[day]
    load = expected * handling_s / HALF_HOUR_S
    # Rounding must not lose the agent whom 0.7 of 10 leaves.
    there = np.floor(np.round(staffed, 9))
    served = served_within(load, there, within_s=parameters["answer_s"], handling_s=handling_s)
    needed = servers_needed(
        load, share=parameters["answered_share"], within_s=parameters["answer_s"], handling_s=handling_s,
        busy_at_most=parameters["busy_at_most"],
    )  # fmt: skip
    share_there = np.where(agents > 0, staffed / np.maximum(agents, 1e-9), 1.0)
    figures = {
        "calls": expected,
        "needed": needed,
        "staffed": there,
        "roster": np.ceil(np.round(needed / share_there, 9)),
        "agents": agents,
        "served": 100.0 * served,
    }
    return _outcome(figures, day, len(roster.areas))


def _outcome(figures: Mapping[str, Floats], day: Ints, areas: int) -> Outcome:
    """What the half-hours (48,) from the local one of now on come to; of the areas (n,) only the city has figures."""
    served, calls = figures["served"], figures["calls"]
    known = np.flatnonzero(~np.isnan(served))
    gap = figures["needed"] - figures["staffed"]

    def city(figure: float) -> Floats:
        return np.concatenate([[figure if known.size else np.nan], np.full(areas - 1, np.nan)])

    clock = [f"{half // 2:02d}:{half % 2 * 30:02d}" for half in day.tolist()]
    worst = int(known[served[known].argmin()]) if known.size else 0
    offered = float(calls[known].sum())
    in_time = float((served[known] * calls[known]).sum() / offered) if offered > 0 else 100.0
    missing = np.full((HALF_HOURS, areas), np.nan)
    missing[known, 0] = np.maximum(gap[known], 0.0) / 2.0
    return Outcome(
        value=city(served[worst]),
        coverage=np.nan_to_num(city(known.size / HALF_HOURS)),
        companions={
            "calls_24h": city(offered),
            "in_time_24h_pct": city(in_time),
            "worst_half_hour": city(day[worst] / 2.0),
            "worst_in_h": city(worst / 2.0),
            "needed": city(figures["needed"][worst]),
            "staffed": city(figures["staffed"][worst]),
            "roster": city(figures["roster"][worst]),
            "rostered": city(figures["agents"][worst]),
            "greatest_gap": city(float(np.fmax.reduce(gap[known])) if known.size else np.nan),
            "missing_h": city(float(np.nansum(missing[:, 0]))),
        },
        contributors=ByItem(
            thing=clock,
            titles=[_called(one, today=today) for one, today in zip(clock, day >= day[0], strict=True)],
            amount=missing,
            note=NOTES[0],
            about={name: np.repeat(one[:, np.newaxis], areas, axis=1) for name, one in figures.items()},
        ),
        adds_up_to="missing_h",
    )


def _called(clock: str, *, today: bool) -> dict[str, str]:
    """What the half-hour that begins at a time of the local day is called: today's, or the one of tomorrow."""
    return {"zh": f"今日{clock}" if today else f"明日{clock}", "en": f"{clock} today" if today else f"{clock} tomorrow"}


INDICATOR = Indicator(
    name="hotline_staffing_erlang",
    title={"zh": "话务及时接通率（未来最差半小时）", "en": "Hotline answered in time, worst half-hour to come"},
    domain=Domain.LIVELIHOOD,
    unit="%",
    better=Better.HIGHER,
    bands=Bands(80, 70, 50, sure=(Sureness.KNOWN, Sureness.OURS, Sureness.OURS)),
    inputs={
        "calls": History("hotline.offered", WEEKS * 7 * 24, 60, "count"),
        "roster": Latest("hotline.roster", 2 * DAY_MIN),
        "clock": Clock(),
    },
    every_s=1800,
    version=3,
    digits=0,
    formula={
        "zh": "未来24小时各半小时：a＝来电数×平均处理时长/1800，C为Erlang C等待概率，及时率＝1−C·exp(−(N−a)·"
        "{answer_s:g}/平均处理时长)，a≥N时为0；值取最低者。N＝排班×(1−损耗)取整；N*为及时率≥{answered_share:g}且a/N≤"
        "{busy_at_most:g}的最少坐席，应排＝⌈N*/(1−损耗)⌉，缺口＝N*−N。来电预测为近4周同日同时段（半小时取该小时之半）"
        "均值（缺则近6天同时段），按近24小时实际与预期之比（0.5至2）修正。仅全市。",
        "en": "For each half-hour of the next 24 h: a = calls × handling time ÷ 1800, C the waiting probability of "
        "Erlang C, in time = 1 − C·exp(−(N − a)·{answer_s:g} ÷ handling time), 0 where a ≥ N; the value is the "
        "lowest. N = roster × (1 − shrinkage), whole agents; N* the fewest with {answered_share:g} in time and a ÷ N "
        "≤ {busy_at_most:g}; roster needed = ⌈N* ÷ (1 − shrinkage)⌉, gap = N* − N. Calls: half of the same hour and "
        "weekday of 4 weeks, else of 6 days, scaled by the last 24 h against what was expected of it (0.5 to 2). For "
        "the city only.",
    },
    source="Erlang C; 80 % (known), within 15 s as GB/T 33358-2016; lower cuts and occupancy are our default",
    compute=compute,
    companions={
        "calls_24h": {"zh": "未来24小时来电", "en": "Calls expected in 24 h"},
        "in_time_24h_pct": {"zh": "24小时及时率（%）", "en": "In time over 24 h, %"},
        "worst_half_hour": {"zh": "最差时段（时）", "en": "Worst half-hour, o'clock"},
        "worst_in_h": {"zh": "最差时段距现在（小时）", "en": "Worst half-hour begins in, h"},
        "needed": {"zh": "最差时段所需坐席", "en": "Agents needed then"},
        "staffed": {"zh": "最差时段到岗坐席", "en": "Agents there then"},
        "roster": {"zh": "最差时段应排人数", "en": "To be rostered then"},
        "rostered": {"zh": "最差时段已排人数", "en": "Rostered then"},
        "greatest_gap": {"zh": "最大缺口（席）", "en": "Greatest gap, agents"},
        "missing_h": {"zh": "缺席工时（小时）", "en": "Agent hours missing"},
    },
    owner={"zh": "12345热线", "en": "12345 hotline"},
    settable={
        "answer_s": Parameter(15.0, (1.0, 600.0), {"zh": "接听时限（秒）", "en": "Answer limit, s"}),
        "answered_share": Parameter(
            0.8, (0.01, 0.999), {"zh": "及时接听比例目标", "en": "Share answered in time, target"}
        ),
        "busy_at_most": Parameter(0.85, (0.05, 1.0), {"zh": "坐席占用率上限", "en": "Agents busy, at most"}),
    },
    moves={"calls": -1, "roster": 1, "roster.handling_s": -1, "roster.shrinkage": -1},
)
