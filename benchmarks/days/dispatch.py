"""San Francisco's fire department around New Year 2017: eight days of responses and calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import geopandas as gpd
import numpy as np
import pandas as pd

from benchmarks.days.page import Section, table
from benchmarks.days.views import city_of, counts, rows, utc
from city.kinds.emergency import SERVICES
from city.readings import Floats, Times
from city.views import Series, Table
from geo.areas import Areas, Ints
from geo.san_francisco.calls import calls
from indicators.base import Outcome
from indicators.emergency import emergency_response_p90, incident_hotspot_gistar, police_call_anomaly

ZONE = ZoneInfo("America/Los_Angeles")
HOUR = np.timedelta64(1, "h")
SHORT_D, DAY_H = 7, 24
PARTS = ("call_handling_s", "turnout_s", "travel_s")


@dataclass(frozen=True, slots=True)
class Week:
    """The first row of each incident and the row of its first arrival, their leaves, and when it is all over."""

    incidents: pd.DataFrame
    leaf: Ints
    arrivals: pd.DataFrame
    arrival_leaf: Ints
    areas: Areas
    now: np.datetime64

    def responses(self) -> Table:
        """First arrivals as `incident.response`."""
        one = self.arrivals
        steps = ["Received DtTm", "Dispatch DtTm", "Response DtTm", "On Scene DtTm"]
        parts = {
            part: (one[end] - one[begin]).dt.total_seconds()
            for part, begin, end in zip(PARTS, steps[:-1], steps[1:], strict=True)
        }
        whole = (one[steps[-1]] - one[steps[0]]).dt.total_seconds()
        return rows(
            self.areas, self.now, thing=one["Incident Number"].astype(str).tolist(), value=whole,
            at=utc(one[steps[-1]], ZONE), leaf=self.arrival_leaf, **parts,
        )  # fmt: skip

    def calls(self, until: np.datetime64 | None = None) -> Table:
        """Every incident received before a moment as one call: medical ones to 120, all others to 119."""
        now = self.now if until is None else until
        at = utc(self.incidents["Received DtTm"], ZONE)
        kept = at < now
        one = self.incidents[kept]
        service = np.where(one["Call Type"] == "Medical Incident", SERVICES.index("120"), SERVICES.index("119"))
        return rows(
            self.areas, now, thing=one["Incident Number"].astype(str).tolist(), value=1.0, at=at[kept],
            leaf=self.leaf[kept], lon=one["lon"], lat=one["lat"], service=service,
        )  # fmt: skip

    def hours(self, until: np.datetime64) -> Series:
        """The calls of every whole hour before a moment, per area."""
        at = utc(self.incidents["Received DtTm"], ZONE)
        first = at.min().astype("datetime64[h]").astype("datetime64[ms]")
        return counts(self.areas, at, self.leaf, first, int((until - first) // HOUR))


def week(folder: Path) -> Week:
    """The file as the models need it."""
    here = folder / "san_francisco"
    shapes = gpd.read_file(here / "sf_analysis_neighborhoods_dissolved.geojson")
    areas = city_of(dict(zip(shapes["nhood"], shapes.geometry, strict=True)))
    every = calls(here).sort_values(["On Scene DtTm", "Received DtTm"])
    arrivals = every.dropna(subset=["On Scene DtTm", "Response DtTm"]).drop_duplicates("Incident Number")
    incidents = every.sort_values("Received DtTm").drop_duplicates("Incident Number")

    def leaves(some: pd.DataFrame) -> Ints:
        return areas.leaf_of(some["lon"].to_numpy(np.float64), some["lat"].to_numpy(np.float64))

    last = utc(incidents["Received DtTm"], ZONE).max().astype("datetime64[h]").astype("datetime64[ms]") + HOUR
    return Week(incidents, leaves(incidents), arrivals, leaves(arrivals), areas, last)


def anomaly(found: Week, until: np.datetime64) -> Outcome:
    """What `police_call_anomaly` says at a moment, its single services by a week where it asks for four."""
    asked: Mapping[str, float] = {**police_call_anomaly.INDICATOR.parameters, "service_days": float(SHORT_D)}
    return police_call_anomaly.compute(found.hours(until), found.calls(until), asked)


def shortened(found: Week) -> tuple[Times, Floats]:
    """The hours after a week, and z, calls and usual calls of the city in each (h, 3), by the rhythm of the day."""
    whole = found.hours(found.now)
    begins, course = whole.at, whole.values[:, 0]  # noqa: PD011 - a series of the house, not of pandas
    asked = police_call_anomaly.Asked(period=DAY_H, hours=SHORT_D * DAY_H, holes=0.1)
    ends = range(SHORT_D * DAY_H, len(begins) + 1)
    said = [police_call_anomaly.unusual(course[:end], asked)[:3] for end in ends]
    return begins[[end - 1 for end in ends]], np.stack(said)


def hot_spots(found: Week, cell_m: float) -> Outcome:
    """What `incident_hotspot_gistar` says of all eight days, in cells of this size."""
    asked: Mapping[str, float] = {**incident_hotspot_gistar.INDICATOR.parameters, "cell_m": cell_m}
    return incident_hotspot_gistar.compute(found.calls(), asked)


def section(folder: Path) -> Section:
    """The days, by the three models."""
    found = week(folder)
    response, unknown = emergency_response_p90.compute(found.responses()), anomaly(found, found.now)
    hours, short = shortened(found)
    spots = {cell: hot_spots(found, cell) for cell in (250.0, 500.0)}
    return Section(
        title="San Francisco, 31 December 2016 to 7 January 2017: `emergency_response_p90`, `police_call_anomaly`, "
        "`incident_hotspot_gistar`",
        data=f"Fire Department Calls for Service (DataSF `nuek-vuh3`, PDDL) in {len(found.areas) - 1} neighbourhoods: "
        f"{len(found.incidents)} incidents, {len(found.arrivals)} with a first arrival. Times are local. One incident "
        "is one call; medical ones count as calls to 120, all others to 119, none to 110: there is no police in it.",
        tables=[
            ("First arrivals, the city and the neighbourhoods with the lowest and the highest share in time:",
             _responses(found.areas.codes, response)),
            ((f"Calls of the last hours, each judged by the rhythm of the day over {SHORT_D} days and more; the five "
             "most unusual:"), _hours(hours, short)),
            ("Hot spots by the size of the cells:", _spots(spots)),
            ("The hottest cells of 250 m:", _hottest(found.areas, spots[250.0])),
        ],
        surprising=_remarks(response, unknown, short, spots),
    )  # fmt: skip


def _responses(codes: tuple[str, ...], said: Outcome) -> str:
    known = np.flatnonzero(~np.isnan(said.value[1:])) + 1
    ranked = known[np.argsort(said.value[known])]
    assert said.denominator is not None
    assert said.low is not None
    return table(
        ("area", "first arrivals", "drive in 240 s, %", "lower bound, %", "median whole, s", *(f"P90 {part}" for part in
                                                                                           PARTS)),
        [(codes[at], float(said.denominator[at]), float(said.value[at]), float(said.low[at]),
          float(said.companions["median_total_s"][at]), *(float(said.companions[f"p90_{part}"][at]) for part in PARTS))
         for at in (0, *ranked[:4], *ranked[-4:])],
        digits=0,
    )  # fmt: skip


def _hours(hours: Times, short: Floats) -> str:
    local = pd.DatetimeIndex(hours).tz_localize("UTC").tz_convert(ZONE)
    order = np.argsort(-np.abs(short[:, 0]))[:5]
    return table(
        ("hour", "calls", "usual", "z"),
        [(local[at].strftime("%a %d %H:00"), float(short[at, 1]), float(short[at, 2]), float(short[at, 0]))
         for at in sorted(order.tolist())],
    )  # fmt: skip


def _spots(spots: Mapping[float, Outcome]) -> str:
    return table(
        ("cell, m", "cells", "hot cells", "greatest z", "before the correction", "calls there", "calls placed, %"),
        [(cell, float(one.companions["cells"][0]), float(one.companions["hot_cells"][0]), float(one.value[0]),
          float(one.companions["raw_z"][0]), float(one.companions["calls_there"][0]),
          100.0 * float((one.coverage if one.coverage is not None else one.value)[0])) for cell, one in spots.items()],
        digits=2,
    )  # fmt: skip


def _hottest(areas: Areas, said: Outcome) -> str:
    def place(thing: str) -> str:
        lat, lon = thing.split(",")
        return areas.holding(float(lon), float(lat)) or ""

    return table(
        ("middle of the cell", "neighbourhood", "z", "note"),
        [(one.thing, place(one.thing), one.amount, one.note["en"]) for one in said.greatest(0, 6)],
        digits=2,
    )  # fmt: skip


def _remarks(response: Outcome, unknown: Outcome, short: Floats, spots: Mapping[float, Outcome]) -> list[str]:
    known = ~np.isnan(short[:, 0])
    cuts = police_call_anomaly.INDICATOR.bands.cuts
    beyond = [int((np.abs(short[known, 0]) > cut).sum()) for cut in cuts]
    odd = int(np.nanargmax(np.abs(short[:, 0]) / np.abs(np.log1p(short[:, 1]) - np.log1p(short[:, 2]))))
    z = {name: float(unknown.companions[f"z_{name}"][0]) for name in SERVICES}
    return [
        (
            f"{response.value[0]:.1f} % of the first drives are within 240 s, far from nine in ten. Calls of all "
            f"urgencies "
            "are in here, and one to which nobody hurried counts like any other."
        ),
        "The anomaly of all calls is "
        + ("unknown" if np.isnan(unknown.value[0]) else f"{unknown.value[0]:.1f}")
        + ", as it should be: eight weeks are asked for and eight days are there. With `service_days` lowered to a "
        f"week it says of the last hour: {', '.join(f'{name} {_z(one)}' for name, one in z.items())}.",
        (
            f"With a season of a day, {known.sum()} hours can be judged; {beyond[0]}, {beyond[1]} and {beyond[2]} of "
            f"them "
            f"are beyond the three cuts, which would be {beyond[0] * 168 / known.sum():.0f} warnings a week where "
            f"one is "
            f"wanted at most. {short[odd, 1]:.0f} calls where {short[odd, 2]:.1f} are usual have a z of "
            f"{short[odd, 0]:+.1f}: a spread taken from seven or eight values is often far too small. That is why "
            f"eight weeks are asked for."
        ),
        (
            "New Year's night lies in the days that are learned from, not in those that are judged, and lifts what is "
            "usual for those hours."
        ),
        (
            f"The correction for {int(spots[250.0].companions['cells'][0])} cells leaves "
            f"{int(spots[250.0].companions['hot_cells'][0])} hot. They are counts, not rates: they lie where people "
            f"are by "
            "day, and a spot that is always hot is no news."
        ),
    ]


def _z(one: float) -> str:
    return "unknown" if np.isnan(one) else f"{one:+.1f}"
