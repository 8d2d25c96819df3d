"""The ledger: single rows, and the newest of every thing, so that after a restart models see what they saw before.

"things:<kind>"   the names of what stays, in the order of their numbers, each with its place; its time is a number
"rows:<kind>"     blocks of rows by the time at which they came, for as long as the kind keeps its rows
"newest:<kind>"   the newest row of every thing, each half hour; between, of kinds that keep no rows, what changed

What the chronicle says is left out: it says that again of the incidents that are on record.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import numpy as np

from city.history import Step
from city.kinds import KINDS
from city.readings import Readings
from geo.areas import Ints
from live.chronicle import SAYS
from live.measures.blocks import FULL, NOBODY, Homes, block_of, parted
from live.measures.left_out import LeftOut
from live.measures.packed import NotPacked, packed
from live.measures.past import EPOCH
from live.measures.recalled import Piece, Recalled, recalled, recalled_rows
from live.ports import Memory
from live.projector import Projector

log = logging.getLogger(__name__)
TICK = timedelta(microseconds=1)  # between two steps of one series
WHOLE_EVERY = timedelta(minutes=30)
SMALL, GATHERED_FROM = FULL // 2, 32  # so many small blocks in a row become one
MOST_BYTES = 64_000_000  # of the rows of a kind
RECENT = 20_000  # rows of a kind that a sender may repeat
Held = tuple[Readings, Ints]


@dataclass(frozen=True, slots=True)
class Progress:
    """What of a kind is written down: how many of the rows that came, and which things as of when."""

    came: int = 0
    homes: Homes = field(default_factory=Homes)
    newest: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    whole: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))  # the newest when all were written


class Ledger:
    """Tells what is to be written, in small steps, and puts it back."""

    def __init__(self, record: Memory, projector: Projector, left_out: LeftOut | None = None) -> None:
        self._record = record
        self._left_out = left_out or LeftOut()
        self._projector = projector
        self._so_far: dict[str, Progress] = {}
        self._next: dict[str, Progress] = {}
        self._pieces: dict[str, dict[datetime, Piece]] = {}
        self._whole_at = self._last_at = EPOCH
        self.whole = True  # nothing that was to be put back was unreadable

    def steps(self, now: datetime) -> Iterator[Step]:
        """What came since the last time; told again until it was `written`."""
        self._next = {}
        for kind in [one for one in self._projector.kinds if one not in SAYS]:
            yield from self._of_kind(kind, now)

    def written(self) -> None:
        """The last steps are in the record."""
        self._so_far |= self._next
        self._next = {}

    def _of_kind(self, kind: str, now: datetime) -> Iterator[Step]:
        progress, projector = self._so_far.get(kind, Progress()), self._projector
        about, things = KINDS[kind], ()
        if about.standing:
            progress, named = self._named(kind, progress)
            things = progress.homes.things
            if named is not None:
                yield named
        if about.rows_min:
            came = projector.kept_of(kind).came
            if came > progress.came:
                rows, who = projector.kept_of(kind).after(progress.came, things)
                progress = replace(progress, came=came)
                yield from self._rows(kind, now, rows, who, progress.homes)
        elif about.standing:
            progress, changed = self._changed(kind, progress)
            for rows, who in changed:
                yield _step(f"newest:{kind}", self._next_at(now), block_of(rows, who, progress.homes))
        self._next[kind] = progress

    def _rows(self, kind: str, now: datetime, rows: Readings, who: Ints, homes: Homes) -> Iterator[Step]:
        pieces = self._pieces.setdefault(kind, {})
        for some, those in parted(rows, who):
            at, body = self._next_at(now), block_of(some, those, homes)
            pieces[at] = Piece(len(some), len(body), some.at.max())
            yield _step(f"rows:{kind}", at, body)

    def _next_at(self, now: datetime) -> datetime:
        """A time for a step that no step has yet, even if clocks go back."""
        self._last_at = max(now, self._last_at + TICK)
        return self._last_at

    def _named(self, kind: str, progress: Progress) -> tuple[Progress, Step | None]:
        """What is written with the things that are new in it, and a step that names them."""
        newest, known = self._projector.newest_of(kind), len(progress.homes)
        if len(newest.things) == known:
            return progress, None
        now = newest.newest()
        homes = Homes(
            now.thing, np.append(progress.homes.lon, now.lon[known:]), np.append(progress.homes.lat, now.lat[known:])
        )
        names = {"first": known, "things": list(now.thing[known:])}
        body = packed(names, {"lon": now.lon[known:], "lat": now.lat[known:]})
        return replace(progress, homes=homes), _step(f"things:{kind}", EPOCH + known * TICK, body)

    def _changed(self, kind: str, progress: Progress) -> tuple[Progress, list[Held]]:
        """What is written and the newest rows of those things that were heard of since."""
        rows, who, at = self._newest(kind, progress.homes)
        before = np.full(len(at), np.iinfo(np.int64).min)
        before[: len(progress.newest)] = progress.newest
        fresh = np.flatnonzero(at != before)
        return replace(progress, newest=at), list(parted(rows.taken(fresh), who[fresh]))

    def _newest(self, kind: str, homes: Homes) -> tuple[Readings, Ints, Ints]:
        now = self._projector.newest_of(kind).newest()
        who = np.arange(len(homes))
        columns = {name: column[who] for name, column in now.attributes.items()}
        texts = {name: [""] * len(who) for name in KINDS[kind].texts}
        rows = Readings(
            kind=kind, thing=now.thing[: len(who)], value=now.value[who], at=now.at[who], lon=now.lon[who],
            lat=now.lat[who], attributes=columns, texts=texts,
        )  # fmt: skip
        return rows, who, now.at[who].astype("datetime64[ms]").astype(np.int64)

    def restore(self, now: datetime) -> Iterator[Readings]:
        """Put back what was read before the last stop; gives of each kind the rows that may be told once more."""
        for kind in [one for one in KINDS if one not in SAYS]:
            try:
                found = recalled(self._record, kind, self._left_out)
            except (NotPacked, KeyError) as why:
                log.warning("The rows of %s are lost: %s", kind, why)
                self.whole = False
                for series in ("things", "newest", "rows"):
                    self._record.forget(f"{series}:{kind}", now)
            else:
                self.whole &= found.whole
                yield from self._put_back(kind, found)

    def _put_back(self, kind: str, found: Recalled) -> Iterator[Readings]:
        projector, homes, at, came = self._projector, found.homes, NOBODY, 0
        if KINDS[kind].standing and len(homes):
            projector.newest_of(kind).numbered(homes.things)
        if found.newest is not None:
            projector.put_back(*found.newest, window=False)
            yield _in_time(*found.newest, homes)
        if found.rows is not None:
            projector.put_back(*found.rows, window=True)
            came = projector.kept_of(kind).came
            yield _in_time(*found.rows, homes)
        if KINDS[kind].standing and len(homes):
            at = self._newest(kind, homes)[2]
        self._so_far[kind] = Progress(came=came, homes=homes, newest=at)
        if found.pieces:
            self._pieces[kind] = found.pieces
        self._last_at = max(self._last_at, found.last_at)

    def tidy(self, now: datetime, rest: Callable[[], None] = lambda: None) -> None:
        """Gather small blocks, let go of what is too old or too much; `rest` is called between. Only after `written`.

        Raises `StoreUnavailable`; what is not done then is done the next time.
        """
        for kind in list(self._pieces):
            self._gather(kind)
            self._forget_old(kind, now)
            rest()
        if now - self._whole_at >= WHOLE_EVERY:
            for kind in [one for one in self._so_far if KINDS[one].standing]:
                self._write_whole(kind, now)
                rest()
            self._whole_at = now

    def _gather(self, kind: str) -> None:
        pieces, run = self._pieces[kind], list[datetime]()
        for at in sorted(pieces, reverse=True):
            if pieces[at].rows >= SMALL:
                break
            run.insert(0, at)
        if len(run) < GATHERED_FROM and sum(pieces[at].rows for at in run) < FULL:
            return
        homes, series, end = self._so_far[kind].homes, f"rows:{kind}", run[-1] + TICK
        found = recalled_rows(self._record, kind, homes, run[0], end, self._left_out)
        bodies = dict[datetime, bytes]()
        if found is not None:
            for i, (some, those) in enumerate(parted(*found)):
                at = run[0] + i * TICK
                bodies[at] = block_of(some, those, homes)
                pieces[at] = Piece(len(some), len(bodies[at]), some.at.max())
            self._record.keep([_step(series, at, body) for at, body in bodies.items()])
        self._record.forget(series, end, since=run[0] + len(bodies) * TICK)
        for at in run:
            if at not in bodies:
                del pieces[at]

    def _forget_old(self, kind: str, now: datetime) -> None:
        pieces = self._pieces[kind]
        oldest = np.datetime64(now.replace(tzinfo=None), "ms") - np.timedelta64(KINDS[kind].rows_min, "m")
        size, gone = sum(one.size for one in pieces.values()), list[datetime]()
        for at in sorted(pieces):
            if pieces[at].newest > oldest and size <= MOST_BYTES:
                break
            size -= pieces[at].size
            gone.append(at)
        if gone:
            self._record.forget(f"rows:{kind}", gone[-1] + TICK)
            for at in gone:
                del pieces[at]

    def _write_whole(self, kind: str, now: datetime) -> None:
        progress = self._so_far[kind]
        rows, who, at = self._newest(kind, progress.homes)
        if np.array_equal(at, progress.whole):
            return
        told = np.flatnonzero(~np.isnat(rows.at))
        steps = [
            _step(f"newest:{kind}", self._next_at(now), block_of(some, those, progress.homes))
            for some, those in parted(rows.taken(told), who[told])
        ]
        self._record.keep(steps)
        self._record.forget(f"newest:{kind}", steps[0].at)
        self._so_far[kind] = replace(progress, newest=at, whole=at)


def _in_time(rows: Readings, who: Ints, homes: Homes) -> Readings:
    """The newest of these rows, in the order of their times; only what they are of, and when."""
    last = np.argsort(rows.at, kind="stable")[-RECENT:]
    standing = KINDS[rows.kind].standing
    names: Sequence[str] = homes.things if standing else rows.thing
    which: list[int] = (who[last] if standing else last).tolist()
    thing = [names[i] for i in which]
    return Readings(kind=rows.kind, thing=thing, value=rows.value[last], at=rows.at[last])


def _step(series: str, at: datetime, body: bytes) -> Step:
    return Step(series=series, at=at, body=body)
