"""Lines: every source that there is, ours and the programs that send to us, and what is known of them over a restart.

"lines" in the record holds of each which kinds it brought, and when it was heard of last.
"""

import json
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from city.history import Step
from live.line import Line, Noted
from live.measures.left_out import LeftOut
from live.measures.past import EPOCH
from live.ports import Memory
from sources.base import Provenance, Source
from sources.pushed import Pushed

SERIES = "lines"
MOST_SENDERS = 100  # every sender is shown; a program that makes up names must not fill the screens
FORGOTTEN = timedelta(days=1)  # a sender that was silent so long gives its place up when another needs it
NONSENSE = timedelta(hours=1)  # one of which nothing could ever be taken is forgotten after so long a silence
LET_GO = timedelta(days=31)  # a sender that was silent so long is not put back at a start
log = logging.getLogger(__name__)


class SenderRefused(Exception):
    """Readings under this name are not taken."""


class Lines:
    """The sources by name."""

    def __init__(self) -> None:
        self._lines: dict[str, Line] = {}
        self._before: dict[str, Noted] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._lines

    def __getitem__(self, name: str) -> Line:
        return self._lines[name]

    @property
    def invented(self) -> frozenset[str]:
        """The kinds that some made-up source has brought."""
        made_up = [one for one in self._lines.values() if one.source.provenance is Provenance.MADE_UP]
        return frozenset(kind for one in made_up for kind in one.kinds)

    def connect(self, source: Source) -> Line:
        """Know a source of ours; it goes on from what was known of it before a restart."""
        line = self._lines[source.name] = Line(source)
        if (before := self._before.pop(source.name, None)) is not None:
            line.go_on_from(before)
        return line

    def of_sender(self, sender: str, now: datetime) -> Line:
        """The sender's line; a new one has no place yet, but there is one for it. Raises `SenderRefused`."""
        line = self._lines.get(sender)
        if line is None:
            self._in_the_way(sender, now)
            return Line(Pushed(sender))
        if not isinstance(line.source, Pushed):
            raise SenderRefused(f"{sender} is read by OneScreen itself. Send under another name.")
        return line

    def give_a_place(self, line: Line, now: datetime) -> Line | None:
        """Give a sender its place, and say who had to go for it, if anybody had."""
        gone = self._in_the_way(line.source.name, now)
        self._lines[line.source.name] = line
        if gone is not None:
            del self._lines[gone.source.name]
        return gone

    def without_nonsense(self, now: datetime) -> list[Line]:
        """Forget the senders of which nothing could ever be taken, and that fell silent; gives them."""
        gone = [one for one in self._senders() if not one.facts and now - (one.read_at or now) >= NONSENSE]
        for one in gone:
            del self._lines[one.source.name]
        return gone

    def noted(self) -> list[Noted]:
        """What is to be known over a restart: of those of which anything was ever taken."""
        return [one.noted() for one in self._lines.values() if one.facts]

    def remember(self, noted: Iterable[Noted], now: datetime) -> list[Line]:
        """Know what was noted before a restart; gives the senders, which are put back at once.

        Raises `KeyError`, `TypeError` or `ValueError` where it cannot be understood; then nothing of it is known.
        """
        senders: dict[str, Line] = {}
        before: dict[str, Noted] = {}
        for one in noted:
            if one["promised"] is None:
                before[one["name"]] = one
                continue
            line = Line(Pushed(one["name"]))
            line.go_on_from(one)
            if now - (line.read_at or now) < LET_GO:
                senders[one["name"]] = line
        self._before, self._lines = before, self._lines | senders
        return list(senders.values())

    def _senders(self) -> list[Line]:
        return [one for one in self._lines.values() if isinstance(one.source, Pushed)]

    def _in_the_way(self, sender: str, now: datetime) -> Line | None:
        """The sender that goes when this one comes, if any has to: first one of which nothing was ever taken in.

        Raises `SenderRefused` when none can.
        """
        pushed = self._senders()
        if sender in self._lines or len(pushed) < MOST_SENDERS:
            return None
        silent = min(pushed, key=lambda one: (one.facts > 0, one.read_at or now))
        if silent.facts and now - (silent.read_at or now) < FORGOTTEN:
            raise SenderRefused(
                f"{MOST_SENDERS} programs send already, so {sender} has no place. Send under one of their names, or "
                "wait until one of them has been silent for a day."
            )
        return silent


class LineNotes:
    """Writes down what is known of the lines where that is new, and reads it again."""

    def __init__(self, record: Memory, lines: Lines, left_out: LeftOut) -> None:
        self._record = record
        self._left_out = left_out
        self._lines = lines
        self._written = b""

    def write(self) -> None:
        """Write it down. Raises `StoreUnavailable`; then it waits."""
        body = json.dumps(self._lines.noted()).encode()
        if body != self._written:
            self._record.keep([Step(series=SERIES, at=EPOCH, body=body)])
            self._written = body

    def read(self, now: datetime) -> list[Line]:
        """Put back what was known; gives the senders. What cannot be understood is left out, and said."""
        for step in self._record.kept(SERIES, EPOCH):
            try:
                return self._lines.remember(json.loads(step.body), now)
            except (ValueError, KeyError, TypeError, AttributeError) as why:
                self._left_out.note(step)
                log.warning("What was known of the sources is lost, and they count as never heard of: %r", why)
        return []
