"""Priority: how urgent a signal is, and which rules say so (section D.1 of the specification).

The category's level, or the one that the sender chose, is raised by one if any rule fires; nothing lowers it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from types import MappingProxyType

from incidents.guards import Words
from incidents.incident import Signal
from incidents.intake.facts import Facts
from incidents.intake.surroundings import Surroundings, is_peak

REPORTERS = 3  # independent ones
WITHIN_MIN = 10
NEAR_M = 200.0
SENSITIVE = frozenset({"school", "kindergarten", "hospital", "metro_station"})
SEVERE = frozenset({"orange", "red"})
# What of a warning makes which categories worse, by how their codes begin.
MATCHING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "rain": ("E1001", "E1004", "U0401", "U0404", "U0406"),
        "wind": ("E1002", "U0408", "U0453", "M0205"),
        "snow": ("E1006", "U0407", "U0405"),
        "fire": ("E1005", "M0115"),
        "heat": ("E2009", "E2010", "H8002"),
    }
)
_DANGER_ZH = re.compile(
    r"(?<![无没未])(?<!没有)(?<!没有人)(?<!没人)(?<!无人)(?<!未有人)"
    r"(?:救命|生命危险|昏迷|窒息|被困|受伤|流血不止|触电|溺水|落水|中毒|爆炸|跳楼|轻生|死亡|心脏骤停|有人倒地)"
)
_DANGER_EN = re.compile(
    r"(?<!\bno )(?<!\bnot )(?<!\bnobody )(?<!\bnobody is )(?<!\bno one )(?<!\bno one is )(?<!\bnobody was )"
    r"\b(?:dying|unconscious|suffocat\w*|trapped|injured|bleeding|electrocuted|drowning|poisoned|explosion|exploded|"
    r"suicide|cardiac arrest|not breathing|danger to life)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the rules look at: the signal with its facts, who else reported it lately, what is around, and when."""

    signal: Signal
    facts: Facts
    reporters: int
    around: Surroundings
    at: datetime
    zone: tzinfo

    @property
    def spot(self) -> tuple[float, float] | None:
        """Longitude and latitude, where it has a place of its own."""
        one = self.signal
        return None if one.lon is None or one.lat is None or one.area else (one.lon, one.lat)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One reason to raise the level: its code, its words, and the question it asks."""

    code: str
    words: Words
    fires: Callable[[Seen], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The level that a signal comes to, and the codes of the rules that fired; `raised` whether they changed it."""

    level: int
    fired: tuple[str, ...]
    raised: bool


def life_in_danger(text: str) -> bool:
    """Whether these words say that lives are at stake.

    >>> life_in_danger("三楼有人被困"), life_in_danger("车辆追尾，无人受伤"), life_in_danger("a man is unconscious")
    (True, False, True)
    """
    return bool(_DANGER_ZH.search(text) or _DANGER_EN.search(text))


def endangers(signal: Signal, facts: Facts) -> bool:
    """Whether somebody says, by a flag or in words, that lives are at stake."""
    return facts.danger or life_in_danger(f"{signal.detail}\n{signal.detail_en}")


def _near_the_weak(seen: Seen) -> bool:
    return seen.spot is not None and bool(SENSITIVE & set(seen.around.kinds_near(*seen.spot, NEAR_M)))


def _in_the_rush(seen: Seen) -> bool:
    return seen.spot is not None and is_peak(seen.at, seen.zone) and seen.around.on_main_road(*seen.spot)


def _warned_of(seen: Seen) -> bool:
    return any(
        one.colour in SEVERE and seen.signal.category.startswith(MATCHING.get(one.of, ()))
        for one in seen.around.warnings()
    )


RULES = (
    Rule(
        code="life_in_danger",
        words={"zh": "涉及生命危险", "en": "Lives are in danger"},
        fires=lambda seen: endangers(seen.signal, seen.facts),
    ),
    Rule(
        code="many_reporters",
        words={"zh": "10 分钟内 3 人以上独立上报", "en": "Three or more independent reporters within 10 minutes"},
        fires=lambda seen: seen.reporters >= REPORTERS,
    ),
    Rule(
        code="near_the_weak",
        words={"zh": "200 米内有学校、医院或地铁站", "en": "A school, a hospital or a metro station within 200 m"},
        fires=_near_the_weak,
    ),
    Rule(
        code="rush_hour",
        words={"zh": "高峰时段且位于主干道", "en": "On a main road in the rush hour"},
        fires=_in_the_rush,
    ),
    Rule(
        code="warned_of",
        words={"zh": "同类橙色或红色预警生效中", "en": "An orange or red warning of the same sort is in force"},
        fires=_warned_of,
    ),
)
RULE_TITLES = MappingProxyType({rule.code: rule.words for rule in RULES})


def judged(seen: Seen, level: int, *, raises: bool) -> Judged:
    """The level of a signal that would have this one by itself, 1 (most urgent) to 4; raised by one if any rule fires.

    Where a person chose the level, or an allied command did, it stays, and the rules are only told.
    """
    fired = tuple(rule.code for rule in RULES if rule.fires(seen))
    higher = max(1, level - 1) if fired and raises else level
    return Judged(level=higher, fired=fired, raised=higher != level)
