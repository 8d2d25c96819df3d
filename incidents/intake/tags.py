"""Tags: when the values of one sensor are an alarm, and when they are over; a value that flickers is one episode.

On-delay, off-delay and dead band are each tag's own. Where nothing is read the episode stays: no data is not normal.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class Edge(StrEnum):
    """What happened to an episode."""

    BEGAN = "began"
    AGAIN = "again"  # beyond the limit once more, before it was over
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """The limits of one figure of one sensor.

    Beyond `high` or below `low` it is an alarm, None where there is no such limit; back by more than `dead_band` it is
    none any more. It must last `on_delay` to begin, and be normal for `off_delay` to be over.
    """

    high: float | None = None
    low: float | None = None
    dead_band: float = 0.0
    on_delay: timedelta = timedelta(0)
    off_delay: timedelta = timedelta(0)

    def beyond(self, value: float, *, was: bool) -> bool:
        """Whether a value is beyond a limit, once it `was` by the dead band less."""
        slack = self.dead_band if was else 0.0
        above = self.high is not None and value > self.high - slack
        return above or (self.low is not None and value < self.low + slack)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """Where a tag stands: beyond its limit or not and since when, and since when its episode runs, None without one."""

    beyond: bool = False
    since: datetime | None = None
    episode: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What happened, when, and since when that episode runs."""

    edge: Edge
    at: datetime
    episode: datetime


def watched(before: Watched, tag: Tag, value: float | None, at: datetime) -> tuple[Watched, Told | None]:
    """Where a tag stands after this value, None for nothing read, and what that did to its episode."""
    if value is None:
        return before, None
    beyond = tag.beyond(value, was=before.beyond)
    turned = beyond is not before.beyond or before.since is None
    now = replace(before, beyond=beyond, since=at) if turned else before
    lasted = at - (now.since or at)
    if beyond and now.episode is None and lasted >= tag.on_delay:
        episode = now.since or at
        return replace(now, episode=episode), Told(edge=Edge.BEGAN, at=at, episode=episode)
    if beyond and turned and now.episode is not None:
        return now, Told(edge=Edge.AGAIN, at=at, episode=now.episode)
    if not beyond and now.episode is not None and lasted >= tag.off_delay:
        return replace(now, episode=None), Told(edge=Edge.OVER, at=at, episode=now.episode)
    return now, None


def edges(tag: Tag, samples: Iterable[tuple[datetime, float | None]]) -> tuple[Told, ...]:
    """What happened in these samples, from old to new."""
    state, found = Watched(), list[Told]()
    for at, value in samples:
        state, told = watched(state, tag, value, at)
        if told is not None:
            found.append(told)
    return tuple(found)
