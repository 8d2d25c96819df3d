"""The gate: what is believable comes in, the rest is refused row by row, counted by reason, with one example kept."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

import numpy as np

from city.kinds import KINDS, Attribute, Kind
from city.nearest import instead
from city.picture import Refusals
from city.readings import Floats, Mask, Readings
from geo.coordinates import WGS84, Frame
from geo.misplaced import misplaced
from geo.place import Bounds
from live.closings import Closings, said
from live.frames import Frames, own_place, turned
from live.seen import MOST_OF_ONE, MOST_THINGS, Seen
from live.whereabouts import Whereabouts

AHEAD = np.timedelta64(60_000, "ms")  # the clocks of honest senders differ by seconds
OLDEST_MIN = 90 * 1440  # nothing older is looked at, but where a kind's rows are kept longer
LONGEST_TEXT = 500  # characters of a column of words
MARGIN_DEG = 0.05  # an ambulance may take a patient a few kilometres out of the city


@dataclass(slots=True)
class Refused:
    """What was refused of one source: how often for each reason, and the newest example."""

    counts: dict[str, int] = field(default_factory=dict[str, int])
    examples: dict[str, str] = field(default_factory=dict[str, str])

    def note(self, reason: str, count: int, example: str) -> None:
        """Count rows in."""
        self.counts[reason] = self.counts.get(reason, 0) + count
        self.examples[reason] = example

    def all(self) -> tuple[Refusals, ...]:
        """Every reason so far."""
        return tuple(
            Refusals(reason=reason, count=count, example=self.examples[reason]) for reason, count in self.counts.items()
        )


class Fault(NamedTuple):
    """One reason to refuse rows: its name, which rows (n,), and what to say of row i."""

    reason: str
    bad: Mask
    say: Callable[[int], str]


class Gate:
    """Checks batches of readings against their kind, the city, and what was read before."""

    def __init__(
        self, bounds: Bounds, whereabouts: Whereabouts, frames: Frames | None = None, closings: Closings | None = None
    ) -> None:
        self._bounds = bounds.widened(MARGIN_DEG)
        self._whereabouts = whereabouts
        self._frames = frames
        self._closings = closings
        self._seen: dict[str, Seen] = {}

    def passed(
        self,
        rows: Readings,
        now: np.datetime64,
        refused: Refused,
        *,
        frame: Frame = WGS84,
        sender: str = "",
        at_most: int = MOST_THINGS,
    ) -> Readings | None:
        """The rows that may come in, each with its place in WGS 84, the newest last, none after now; None without any.

        Their own places are in `frame`; whether that is true is asked of the streets where a `sender` is named.
        `at_most` is how many things of one kind it may bring.
        """
        kind = KINDS.get(rows.kind)
        if kind is None:
            refused.note(
                "unknown kind", len(rows), f"{rows.kind}: there is no such kind of reading. {instead(rows.kind, KINDS)}"
            )
            return None
        rows = _completed(rows, kind)
        missing = [name for name in kind.attributes if name not in rows.attributes]
        if missing:
            refused.note("missing column", len(rows), f"{rows.kind} came without {', '.join(missing)}.")
            return None
        rows = self._whereabouts.placed(turned(self._in_true_frame(rows, frame, sender, refused), frame))
        rows = _without(_faults(kind, rows, now, self._bounds), rows, refused)
        fresh = self._new_ones(kind, _in_time(rows), refused, sender, at_most) if len(rows) else None
        return None if fresh is None else _not_after(now, fresh, refused)

    def remember(self, rows: Readings) -> None:
        """Know rows that were read before a restart, the newest last."""
        self._seen_of(KINDS[rows.kind]).compared(rows)

    def _seen_of(self, kind: Kind) -> Seen:
        if kind.name not in self._seen:
            self._seen[kind.name] = Seen(kind)
        return self._seen[kind.name]

    def _in_true_frame(self, rows: Readings, frame: Frame, sender: str, refused: Refused) -> Readings:
        """The rows without those whose own place is in another frame than their sender says."""
        problem = self._frames.problem(sender, frame, rows) if self._frames is not None and sender else ""
        return _without((Fault("wrong frame", own_place(rows), lambda _: problem),), rows, refused) if problem else rows

    def _new_ones(self, kind: Kind, rows: Readings, refused: Refused, sender: str, at_most: int) -> Readings | None:
        """Without the rows that were read before; late ones are counted but go on, for they are true.

        So do closures that close no street as far as the pack knows.
        """
        seen = self._seen_of(kind)
        full = seen.without_room(rows, sender, at_most)
        why = f"it is new, and there may be {MOST_THINGS:,} things of a kind, {MOST_OF_ONE:,} of them of one sender."
        rows = _without((Fault("too many things", full, lambda _: why),), rows, refused)
        repeated, late = seen.compared(rows, sender)
        at = rows.at
        _without((Fault("late", late, lambda i: f"{at[i]} came after a newer one."),), rows, refused)
        rows = _without((Fault("duplicate", repeated, lambda i: f"{at[i]} was read before."),), rows, refused)
        if self._closings is not None:
            nowhere = self._closings.of_no_street(rows)
            _without((Fault("closes no street", nowhere, partial(said, rows)),), rows, refused)
        return rows if len(rows) else None


def _completed(rows: Readings, kind: Kind) -> Readings:
    """The rows with a column of NaN for each that they need not bring and did not."""
    absent = [name for name in kind.optional if name not in rows.attributes]
    nothing = {name: np.full(len(rows), np.nan) for name in absent}
    texts = {name: [one[:LONGEST_TEXT] for one in rows.texts.get(name, ())] or [""] * len(rows) for name in kind.texts}
    return replace(rows, attributes={**rows.attributes, **nothing}, texts=texts) if absent or kind.texts else rows


def _faults(kind: Kind, rows: Readings, now: np.datetime64, bounds: Bounds) -> Iterator[Fault]:
    value, at = rows.value, rows.at
    yield Fault(
        "not a number",
        ~np.isfinite(value),
        lambda i: "it has no value." if np.isnan(value[i]) else f"{value[i]} is not a finite number.",
    )
    yield Fault(
        "not believable",
        (value < kind.low) | (value > kind.high),
        lambda i: f"it is {value[i]:g}; believable is {kind.said}.",
    )
    for name, one in kind.attributes.items():
        column = rows.attributes[name]
        if not one.optional:
            yield Fault("missing column", np.isnan(column), partial(_absent, name))
        yield Fault("not believable", ~one.believable(column), partial(_unbelievable, name, one, column))
    yield Fault("without time", np.isnat(at), lambda _: "there is no time.")
    yield Fault("in the future", at > now + AHEAD, lambda i: f"{at[i]} is after now, {now}.")
    oldest_min = max(OLDEST_MIN, kind.rows_min)
    too_old = at < now - np.timedelta64(oldest_min * 60_000, "ms")
    yield Fault("too old", too_old, lambda i: f"{at[i]} is more than {oldest_min // 1440} days before now, {now}.")
    if rows.lon is not None and rows.lat is not None:
        for reason, bad, say in misplaced(rows.lon, rows.lat, bounds):
            yield Fault(reason, bad, partial(_in_english, say))


def _absent(name: str, _: int) -> str:
    return f"there is no {name}."


def _unbelievable(name: str, one: Attribute, column: Floats, i: int) -> str:
    return f"{name} is {column[i]:g}; believable is {one.said}."


def _in_english(say: Callable[[int], Mapping[str, str]], i: int) -> str:
    return say(i)["en"]


def _without(faults: Iterator[Fault] | tuple[Fault, ...], rows: Readings, refused: Refused) -> Readings:
    """The rows that have none of the faults; each bad row is counted once, under its first fault."""
    good = np.ones(len(rows), dtype=np.bool_)
    for reason, bad, say in faults:
        fresh = bad & good
        if fresh.any():
            first = int(np.argmax(fresh))
            refused.note(reason, int(fresh.sum()), f"{rows.kind} {rows.thing[first]}: {say(first)}")
            good &= ~bad
    return rows if good.all() else rows.only(good)


def _not_after(now: np.datetime64, rows: Readings, refused: Refused) -> Readings:
    """The rows, those of a clock that is ahead as of now and counted: else each would hide the last before its time."""
    ahead = rows.at > now
    if not ahead.any():
        return rows
    at = rows.at
    _without(
        (Fault("clock ahead", ahead, lambda i: f"{at[i]} is after now, {now}, and is taken as now."),), rows, refused
    )
    return replace(rows, at=np.minimum(at, now))


def _in_time(rows: Readings) -> Readings:
    """The rows, the newest last."""
    if bool(np.all(rows.at[1:] >= rows.at[:-1])):
        return rows
    return rows.taken(np.argsort(rows.at, kind="stable"))
