"""Flood: how many alarms are announced one by one; the rest are counted with their like, level Ⅰ never.

An operator takes in about one alarm a minute at best; whoever hears three hundred hears none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from incidents.annunciation import Alarm, AlarmState
from incidents.guards import Words

MOST, WITHIN = 10, timedelta(minutes=10)
ALONE = 1  # the level that is always announced by itself
SHOWN = (AlarmState.UNACKNOWLEDGED, AlarmState.ACKNOWLEDGED, AlarmState.RETURNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Alarms of a flood that share something: how many, how urgent the worst is, how many nobody has seen."""

    share: str
    words: Words
    level: int
    keys: tuple[str, ...]
    unseen: int


class Announcing:
    """Decides of each alarm whether it is announced by itself; `before` is when others were, of late."""

    def __init__(self, before: Iterable[datetime] = ()) -> None:
        self._times = list(before)

    def at(self, level: int, now: datetime) -> datetime | None:
        """When an alarm of this level that comes now is announced: now, or None where it is only counted."""
        self._times = [one for one in self._times if one > now - WITHIN]
        if level > ALONE and len(self._times) >= MOST:
            return None
        self._times.append(now)
        return now


def parted(alarms: Sequence[Alarm]) -> tuple[tuple[Alarm, ...], tuple[Group, ...]]:
    """The alarms that are shown by themselves, and the groups of all others that are shown."""
    shown = [one for one in alarms if one.state in SHOWN]
    singles = tuple(one for one in shown if one.announced_at is not None or one.level <= ALONE)
    grouped: dict[str, list[Alarm]] = {}
    for one in shown:
        if one.announced_at is None and one.level > ALONE:
            grouped.setdefault(one.share, []).append(one)
    groups = (_group(share, ones) for share, ones in grouped.items())
    return singles, tuple(sorted(groups, key=lambda one: (one.level, -len(one.keys), one.share)))


def _group(share: str, ones: Sequence[Alarm]) -> Group:
    return Group(
        share=share, words=ones[0].share_words, level=min(one.level for one in ones),
        keys=tuple(one.key for one in ones), unseen=sum(one.state is AlarmState.UNACKNOWLEDGED for one in ones),
    )  # fmt: skip
