"""Hospitals: how full their wards and emergency departments are; both have their hours, and bad days."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from city.kinds.health import WARDS
from city.readings import Floats, Readings
from geo.areas import Ints
from sources.chance import key_of, smooth, uniform
from sources.made_up.clinics import outbreak_at
from sources.made_up.posts import Posts, each
from sources.made_up.rhythm import DAY_S, THURSDAY, hour_of, usual
from sources.made_up.spells import Spell, mood
from sources.made_up.town import Town, season
from sources.moments import DAY_MS, HOUR_MS, MINUTE_MS, Millis

BEDS, EMERGENCY = "hospital.beds", "hospital.ed"
MOST, EVERY_MS = 24, 15 * MINUTE_MS
FULL = Spell("full hospital", days=20, chance=0.6, shortest=2.0, longest=5.0)
CROWDED = Spell("crowded emergency", days=8, chance=0.5, shortest=0.3, longest=0.6)
# What the clock adds to a ward's share of occupied beds: the morning's admissions come before the noon's discharges.
DAY_SWING = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.001, 0.004, 0.009, 0.013, 0.012, 0.006, 0.0, -0.006, -0.01, -0.01,
             -0.008, -0.006, -0.004, -0.003, -0.002, -0.001, 0.0, 0.0, 0.0)  # fmt: skip
WEEK_SWING = (0.0, 0.012, 0.018, 0.016, 0.006, -0.018, -0.024)  # those who can wait go home for the weekend


@dataclass(frozen=True, slots=True, kw_only=True)
class Ward:
    """A class of ward: how many beds at least and most, what share is taken, how far hospitals differ, days of stay."""

    beds: tuple[int, int]
    taken: float
    differs: float
    stay_d: float
    winter: float
    outbreak: float


KNOWN = MappingProxyType(
    {
        "general": Ward(beds=(260, 920), taken=0.765, differs=0.03, stay_d=7.5, winter=0.015, outbreak=0.02),
        "icu": Ward(beds=(28, 64), taken=0.70, differs=0.05, stay_d=4.5, winter=0.03, outbreak=0.05),
        "fever": Ward(beds=(24, 48), taken=0.42, differs=0.08, stay_d=3.5, winter=0.08, outbreak=0.3),
    }
)


class Beds:
    """Occupied beds of each hospital and class of ward, at every full hour."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._hospitals = Posts.at(town, ("hospital",), MOST, else_strewn=3)
        self._hospital, self._ward = (
            np.repeat(np.arange(len(self._hospitals)), len(WARDS)),
            np.tile(np.arange(len(WARDS)), len(self._hospitals)),
        )
        self._posts = self._hospitals.taken(self._hospital, [WARDS[one] for one in self._ward])

    def __len__(self) -> int:
        return len(self._posts)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """The wards at each full hour meanwhile."""
        hour = np.arange(after_ms // HOUR_MS + 1, until_ms // HOUR_MS + 1)
        if len(hour):
            at_ms, row = each(hour * HOUR_MS, len(self))
            beds = beds_of(self._town, self._hospital, self._ward)[row]
            now, before = self._occupied(row, at_ms, beds), self._occupied(row, at_ms - DAY_MS, beds)
            left = np.maximum(now / self._of_ward("stay_d")[row], before - now).round()
            ward = self._ward[row].astype(np.float64)
            attributes = {
                "open_beds": beds, "admitted_24h": left + now - before, "discharged_24h": left, "ward": ward,
            }  # fmt: skip
            yield self._posts.said(BEDS, row, at_ms, now, attributes)

    def _occupied(self, row: Ints, at_ms: Millis, beds: Floats) -> Floats:
        """Occupied beds of rows at times (n,)."""
        town, local, hospital = self._town, self._town.local(at_ms), self._hospital[row]
        keys = town.seed, key_of(BEDS), row
        own = self._of_ward("differs")[row] * (2 * uniform(*keys) - 1)
        own += 0.018 * mood(town, BEDS, local, 9, self._posts.leaf[row])
        own += 0.012 * smooth(local.astype(np.float64), 2.0 * DAY_S, *keys)
        clock = np.interp(hour_of(local), np.arange(25.0), DAY_SWING)
        clock += np.array(WEEK_SWING)[(local // DAY_S + THURSDAY) % 7]
        year = -self._of_ward("winter")[row] * season(local)
        ill = self._of_ward("outbreak")[row] * outbreak_at(town, local, self._hospitals, hospital)
        full = FULL.force(town.seed, local) * (FULL.whom(town.seed, local, len(self._hospitals)) == hospital)
        share = self._of_ward("taken")[row] + own + clock + year + ill
        return np.round(beds * np.clip(share + (0.985 - share) * full, 0.05, 1.0))

    def _of_ward(self, part: str) -> Floats:
        return np.array([getattr(KNOWN[name], part) for name in WARDS], dtype=np.float64)[self._ward]


def beds_of(town: Town, hospital: Ints, ward: Ints) -> Floats:
    """How many beds a class of ward has in a hospital (n,)."""
    least, most = np.array([KNOWN[name].beds for name in WARDS], dtype=np.float64).T
    return np.round(least[ward] + (most - least)[ward] * uniform(town.seed, key_of("beds"), hospital, ward))


class Emergency:
    """Each emergency department, every quarter of an hour: fullest in the evening."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._posts = Posts.at(town, ("hospital",), MOST, else_strewn=3)
        self._hospital = np.arange(len(self._posts))
        self._beds = beds_of(town, self._hospital, np.zeros_like(self._hospital))
        self._phase_ms = (uniform(town.seed, key_of(EMERGENCY), self._hospital) * EVERY_MS).astype(np.int64)

    def __len__(self) -> int:
        return len(self._posts)

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Readings]:
        """What the departments told meanwhile."""
        turns = np.arange((after_ms - EVERY_MS) // EVERY_MS, until_ms // EVERY_MS + 1)
        turn, row = each(turns, len(self))
        at_ms = turn * EVERY_MS + self._phase_ms[row]
        due = np.flatnonzero((at_ms > after_ms) & (at_ms <= until_ms))
        if due.size:
            due = due[np.argsort(at_ms[due], kind="stable")]
            yield self._said(row[due], at_ms[due])

    def _said(self, row: Ints, at_ms: Millis) -> Readings:
        town, local = self._town, self._town.local(at_ms)
        ed_beds = np.round(self._beds[row] / 14)
        crowded = CROWDED.force(town.seed, local) * (CROWDED.whom(town.seed, local, len(self)) == row)
        wander = smooth(at_ms / 1000.0, 5400.0, town.seed, key_of(EMERGENCY), row)
        busy = 0.30 + 0.16 * usual("emergency", local) + 0.03 * uniform(town.seed, key_of(EMERGENCY), row, 1)
        busy += 0.03 * mood(town, EMERGENCY, local, 1, self._posts.leaf[row]) + 0.03 * wander
        busy += 0.08 * outbreak_at(town, local, self._posts, row) + 0.05 * town.wet(local) + 0.75 * crowded
        waiting = np.round(self._beds[row] * (0.004 + 0.006 * np.maximum(busy - 0.4, 0) + 0.03 * crowded))
        ventilated = np.floor(1.4 * busy + uniform(town.seed, key_of(EMERGENCY), row, local // (4 * 3600), 2) * 0.8)
        attributes = {
            "ed_beds": ed_beds, "hospital_beds": self._beds[row], "admits_waiting": waiting, "ventilated": ventilated,
            "longest_admit_h": np.round(1.5 + 5 * busy + 1.0 * wander + 8 * crowded, 1),
            "last_door_to_bed_h": np.round(np.maximum(0.1 + 0.9 * busy + 0.2 * wander + crowded, 0.0), 2),
        }  # fmt: skip
        return self._posts.said(EMERGENCY, row, at_ms, np.round(ed_beds * busy), attributes)
