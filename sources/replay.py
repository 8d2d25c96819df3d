"""Replay: recorded facts played as if they happened now, in a loop, each at its own time of day.

The city's clock is given, and may run fast; the source only says which recorded moment is now.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import numpy as np

from city.kinds import KINDS
from geo.pack import CityPack
from sources.base import CannotOpen, Fact, Provenance, Source
from sources.loops import Loops
from sources.moments import to_ms
from sources.played import Played
from sources.recording import Recorded, RecordedNotices, read_recording
from sources.replay_units import ReplayUnits

PROMISE_S = 120.0
STANDARD = "CSV (OneScreen)"
TITLES = MappingProxyType(
    {
        "road.speed": {"zh": "路况", "en": "Road traffic"},
        "air.pm25": {"zh": "空气质量", "en": "Air quality"},
        "unit.position": {"zh": "车辆定位", "en": "Unit positions"},
    }
)


class NoRecording(CannotOpen):
    """A pack has nothing to replay."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} has no recordings to replay. Name another source in config.yaml, or another pack.")


class Replay:
    """One recording file as a source. The first reading gives nothing from before; `past` gives that."""

    provenance = Provenance.REPLAY
    standard = STANDARD
    every_s = 1.0

    def __init__(self, name: str, played: Played) -> None:
        self.name = name
        self.title = _title(played.recorded, name)
        self.note = dict(played.loops.recording.note)
        self.promise_s = None if _tells_changes(played.recorded) else max(PROMISE_S, played.usual_gap_s)
        self.remembers = timedelta(days=played.loops.recording.days)
        self._played = played
        self._told_ms: int | None = None
        self._begun_ms: int | None = None

    def read(self, now: datetime) -> Iterator[Fact]:
        """The facts since the last reading, `now` included."""
        until_ms = to_ms(now)
        if self._told_ms is None:
            # Nobody shall hear the end of a story without its beginning.
            self._told_ms, self._begun_ms = until_ms - 1, until_ms
        after_ms, self._told_ms = self._told_ms, max(until_ms, self._told_ms)
        yield from self._facts(after_ms + 1, until_ms + 1)

    def past(self, since: datetime, now: datetime, *, fully: bool = True) -> Iterator[Fact]:
        """The facts from `since` on and before `now`, and the first time all that was told of incidents then open.

        The first reading goes on from there.
        """
        first, self._told_ms = self._told_ms is None, to_ms(now) - 1
        if first:
            yield from self._played.going_on(to_ms(since))
        yield from self._facts(to_ms(since), to_ms(now))

    def _facts(self, since_ms: int, before_ms: int) -> Iterator[Fact]:
        return (fact for _, fact in self._played.between(since_ms, before_ms, self._begun_ms))


def open_replay(pack: CityPack, seed: int) -> tuple[Source, ...]:
    """A source for each recording of the pack, and one for its units if it has any; raises `NoRecording`."""
    recording = pack.recording
    if recording is None or not pack.recordings:
        raise NoRecording(pack.folder)
    loops = Loops(recording, pack.time_zone)
    start_ms = to_ms(recording.start)
    files = {f"replay.{path.name.split('.')[0]}": path for path in pack.recordings}
    tables = {name: Played(read_recording(path, start_ms, loops.length_ms), loops) for name, path in files.items()}
    sources: list[Source] = [Replay(name, played) for name, played in tables.items()]
    if pack.units:
        sources.append(ReplayUnits(list(tables.values()), pack, seed))
    return tuple(sources)


def _tells_changes(recorded: Recorded) -> bool:
    """Whether it holds nothing but what is told when it changes, so that it may be silent for days."""
    if isinstance(recorded, RecordedNotices):
        return False
    kinds = np.unique(recorded.kind).tolist()
    return bool(kinds) and all(kind in KINDS and KINDS[kind].on_change for kind in kinds)


def _title(recorded: Recorded, name: str) -> dict[str, str]:
    """What a recording is called: by who tells, or by what is measured."""
    if isinstance(recorded, RecordedNotices):
        origins = "/".join(dict.fromkeys(recorded.text["origin"])) or name
        return {"zh": origins, "en": origins}
    kinds: Sequence[str] = np.unique(recorded.kind).tolist()
    known = [TITLES[kind] for kind in kinds if kind in TITLES]
    return dict(known[0]) if known else {"zh": name, "en": name}
