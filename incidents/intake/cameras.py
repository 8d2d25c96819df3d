"""Cameras: which of their hits are worth a person's look, and how often they were right (section F).

A class of one camera that is wrong too often is suppressed and listed; one that is nearly always right may, at the
lowest level, be accepted without a look, but for a sample.
"""

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from incidents.guards import Words
from incidents.intake.ports import Reviewed

SILENT_FOR = timedelta(minutes=30)  # a region whose last hit was false
SAME_FOR = timedelta(minutes=30)  # a hit of the same view is the same matter
OF_FRAMES, SEEN_IN, SPAN = 5, 3, timedelta(seconds=30)
DWELL = timedelta(seconds=120)  # a passer-by's pause is no trading outside a shop
POOR, POOR_REVIEWS = 0.60, 50
GOOD, GOOD_REVIEWS = 0.95, 200
SAMPLED = 0.05
COUNTED_FOR = timedelta(days=28)  # older reviews speak of a program or a view that may have been changed since
Z = 1.959963984540054  # of a 95 % interval

# What analysis programs call things, and our category.
CLASSES: Mapping[str, str] = MappingProxyType(
    {
        "exposed_garbage": "M0102", "bin_overflow": "M0151", "outside_trading": "M0504", "street_vendor": "M0501",
        "illegal_advert": "M0251", "illegal_sign": "M0202", "piled_goods": "M0507", "laundry": "M0511",
        "bike_parking": "M0506", "car_parking": "M0505", "water_on_road": "U0406", "road_collapse": "U0401",
        "fire_smoke": "E2001", "crowd": "E4002", "works_on_road": "M0304", "dirty_water": "M0105",
    }
)  # fmt: skip
# Who lingers there breaks the order of the street; these must be seen longer.
LINGERING = frozenset({"M0501", "M0504", "M0505", "M0506", "M0507", "M0511", "M0102", "M0151"})


class Standing(StrEnum):
    """What a camera's word on one class is worth."""

    MEASURED = "measured"  # too few reviews to say, or neither good nor bad: a person looks at every hit
    SUPPRESSED = "suppressed"
    TRUSTED = "trusted"


STANDING_TITLES: Mapping[Standing, Words] = MappingProxyType(
    {
        Standing.MEASURED: {"zh": "逐条人工复核", "en": "every hit is reviewed"},
        Standing.SUPPRESSED: {"zh": "已抑制，待调优", "en": "suppressed, to be tuned"},
        Standing.TRUSTED: {"zh": "四级免审，抽查 5%", "en": "level 4 unreviewed but for a sample of 5 %"},
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """The share of hits that were true, 0 to 1, and its 95 % interval; None without reviews."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One look of an analysis program: when, and whether it saw the thing."""

    at: datetime
    seen: bool


def precision(reviewed: Reviewed) -> Precision | None:
    """How often hits were true, with the Wilson interval.

    >>> one = precision(Reviewed("cam", "crowd", 41, 50))
    >>> one and (round(one.share, 2), round(one.low, 3), round(one.high, 3))
    (0.82, 0.692, 0.902)
    """
    n = reviewed.reviews
    if not n:
        return None
    share = reviewed.true / n
    middle, wide = share + Z * Z / (2 * n), Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return Precision(
        share=share, low=(middle - wide) / (1 + Z * Z / n), high=min(1.0, (middle + wide) / (1 + Z * Z / n))
    )


def standing(reviewed: Reviewed) -> Standing:
    """What the reviews make of a camera's word on a class.

    >>> standing(Reviewed("cam", "crowd", 29, 50)).value, standing(Reviewed("cam", "crowd", 29, 49)).value
    ('suppressed', 'measured')
    """
    if reviewed.reviews >= POOR_REVIEWS and reviewed.true < POOR * reviewed.reviews:
        return Standing.SUPPRESSED
    if reviewed.reviews >= GOOD_REVIEWS and reviewed.true > GOOD * reviewed.reviews:
        return Standing.TRUSTED
    return Standing.MEASURED


def needs_look(reviewed: Reviewed, level: int, key: str) -> bool:
    """Whether a person looks at this hit: at every one, but at level 4 of a trusted class only at a sample.

    The sample is drawn by the hit's own key, so that asking twice gives one answer.
    """
    if level != 4 or standing(reviewed) is not Standing.TRUSTED:
        return True
    drawn = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) / 2**64
    return drawn < SAMPLED


def lasting(frames: Sequence[Frame], category: str) -> bool:
    """Whether these frames, from old to new, make a hit: in 3 of 5 that lie 30 s apart, and long enough.

    What lingers on the street must have been seen over two minutes without being lost for more than two frames.
    """
    steady = any(
        sum(one.seen for one in five) >= SEEN_IN and five[-1].at - five[0].at >= SPAN
        for five in (frames[i : i + OF_FRAMES] for i in range(len(frames) - OF_FRAMES + 1))
    )
    return steady and (category not in LINGERING or _longest(frames) >= DWELL)


def _longest(frames: Sequence[Frame]) -> timedelta:
    """The longest time over which it was seen and never lost for more than `OF_FRAMES - SEEN_IN` frames."""
    longest, began, last, lost = timedelta(0), None, None, 0
    for one in frames:
        lost = 0 if one.seen else lost + 1
        if lost > OF_FRAMES - SEEN_IN:
            began = None
        if one.seen:
            began, last = began or one.at, one.at
            longest = max(longest, last - began)
    return longest
