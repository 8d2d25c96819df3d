"""The record in memory: keeps the same promises while the process lives; for tests, benchmarks and trying things."""

import threading
from collections.abc import Callable, Collection, Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import islice

from city.history import Step
from incidents.attachments import Attachment
from incidents.incident import Incident, Signal
from incidents.lines import INCIDENT, Entry, Line, entry_of, stream_of
from incidents.messages import Message, MessageState
from incidents.ports import Changes, Checkpoint, Claim, Operation
from incidents.timing.scheduler import Fired, Key, Turn
from store.accounts.memory import MemoryAccounts
from store.chain import line_of
from store.documents import Row
from store.intake.memory import MemoryIntake
from store.memory_work import MemoryWork
from store.office.memory import MemoryOffice
from store.shelf import MemoryShelf


class MemoryRecord:
    """Incidents and the history of measures in dictionaries; keeps `incidents.ports.Record`."""

    problem = ""  # nothing lies damaged in a memory

    def __init__(self) -> None:
        self._writing = threading.Lock()
        self.incidents: dict[str, Incident] = {}
        self.references: dict[tuple[str, str], str] = {}
        self.signals: dict[tuple[str, str], str] = {}
        self.brought_by: dict[str, list[Signal]] = {}
        self.units: dict[str, str] = {}
        self.operations: dict[str, Operation] = {}
        self.serials: dict[str, int] = {}
        self.rows: list[Row] = []
        self.mail: dict[str, Message] = {}
        self.turns: dict[str, Turn] = {}
        self.fired: dict[Key, Fired] = {}
        self.keeper: Claim | None = None
        self.held: dict[str, list[Attachment]] = {}
        self.shelf = MemoryShelf()
        self._streams: dict[str, list[Line]] = {}
        self.outbox: dict[tuple[str, int], None] = {}
        self.intake = MemoryIntake(self.incidents.get)
        self.office = MemoryOffice()
        self.accounts = MemoryAccounts(self._logged)
        self._history: dict[str, dict[datetime, Step]] = {}

    @contextmanager
    def transaction(self) -> Generator[MemoryWork]:
        """A transaction: the only one that writes; kept at the end, dropped if an exception leaves it."""
        with self._writing:
            work = MemoryWork(self)
            yield work
            work.commit()

    def find(self, number: str) -> Incident | None:
        """The incident with this number."""
        return self.incidents.get(number)

    def open_incidents(self) -> tuple[Incident, ...]:
        """Every incident that is not over, in the order of their numbers."""
        return self._those(lambda incident: incident.open)

    def recent(self, since: datetime) -> tuple[Incident, ...]:
        """Every incident that is open or changed at `since` or later, in the order of their numbers."""
        return self._those(lambda incident: incident.open or incident.changed_at >= since)

    def over(self, since: datetime, until: datetime) -> tuple[Incident, ...]:
        """Every incident that is over and changed last from `since` on and before `until`."""
        return self._those(lambda incident: not incident.open and since <= incident.changed_at < until)

    def log(self, number: str) -> tuple[Entry, ...]:
        """What was done to an incident, first things first."""
        return tuple(entry_of(line) for line in self.lines(stream_of(INCIDENT, number)))

    def lines(self, stream: str) -> tuple[Line, ...]:
        """The lines of a stream, first things first."""
        return tuple(self._streams.get(stream, ()))

    def lines_since(self, seq: int, limit: int, kinds: Collection[str] = ()) -> tuple[Line, ...]:
        """The lines after this place in the log, at most so many; of streams of these kinds, or of all."""
        wanted = (row for row in self.rows[seq:] if not kinds or row["stream"].partition(":")[0] in kinds)
        return tuple(line_of(row) for row in islice(wanted, limit))

    def brought(self, number: str) -> tuple[Mapping[str, str], ...]:
        """What the signals that led to an incident brought along (`Signal.extra`), the oldest first."""
        signals = sorted(self.brought_by.get(number, ()), key=lambda signal: (signal.at, signal.key))
        return tuple(signal.extra for signal in signals)

    def next_turn(self) -> datetime | None:
        """When the next clock has its turn; None when none has."""
        return min((one.next_at for one in tuple(self.turns.values()) if one.next_at is not None), default=None)

    def claimed(self) -> Claim | None:
        """Who keeps the time, if anybody ever did."""
        return self.keeper

    def untold(self) -> tuple[Incident, ...]:
        """Incidents whose last changes were written but perhaps never announced, as they stand."""
        waiting = {number for number, _ in tuple(self.outbox)}
        return self._those(lambda incident: incident.number in waiting)

    def keep(self, steps: Iterable[Step]) -> None:
        """Keep steps of history; said twice, the last word counts."""
        with self._writing:
            for one in steps:
                self._history.setdefault(one.series, {})[one.at] = one

    def kept(self, series: str, since: datetime, until: datetime | None = None) -> tuple[Step, ...]:
        """The steps of a series at `since` and later, and before `until`, oldest first."""
        held = self._history.get(series, {})
        return tuple(held[at] for at in sorted(held) if at >= since and (until is None or at < until))

    def forget(self, series: str, before: datetime, since: datetime | None = None) -> None:
        """Let go of the steps of a series that are older than this, and not older than `since`."""
        with self._writing:
            held = self._history.get(series, {})
            stays = {at: one for at, one in held.items() if at >= before or (since is not None and at < since)}
            self._history[series] = stays

    def take_due(self, now: datetime, until: datetime, limit: int) -> tuple[Message, ...]:
        """Messages whose time has come, at most so many, the oldest first; they are this worker's until `until`."""
        with self._writing:
            due = [one for one in self.mail.values() if one.state is MessageState.WAITING and one.next_at <= now]
            due.sort(key=lambda one: (one.next_at, one.key))
            taken = [replace(one, next_at=until, tries=one.tries + 1) for one in due[:limit]]
            self.mail.update({one.key: one for one in taken})
            return tuple(taken)

    def settle(self, messages: Collection[Message]) -> None:
        """Write down what became of messages that were taken; of those that another took meanwhile, nothing."""
        with self._writing:
            ours = [one for one in messages if self.mail[one.key].tries == one.tries]
            self.mail.update({one.key: one for one in ours})

    def messages(self, limit: int, number: str = "", state: MessageState | None = None) -> tuple[Message, ...]:
        """Messages, of one incident or of all, in one state or in all, the newest first."""
        wanted = [one for one in self.mail.values() if number in ("", one.number) and state in (None, one.state)]
        return tuple(sorted(wanted, key=lambda one: (one.at, one.key), reverse=True)[:limit])

    def attachments(self, number: str) -> tuple[Attachment, ...]:
        """What is attached to an incident, the oldest first."""
        return tuple(sorted(self.held.get(number, ()), key=lambda one: (one.at, one.kept.sha256)))

    def holders(self, sha256: str) -> tuple[str, ...]:
        """The incidents to which the attachment with this hash belongs."""
        return tuple(
            sorted(number for number, all_ in self.held.items() if any(one.kept.sha256 == sha256 for one in all_))
        )

    def checkpoint(self, at: datetime) -> Checkpoint | None:
        """How far the log has come; nobody signs what no start will find."""
        if not self.rows:
            return None
        last = self.rows[-1]
        return Checkpoint(seq=last["seq"], n_rows=len(self.rows), head=last["hash"], at=at, key="", hmac="")

    def made_up(self) -> str:
        """The number of an incident or a signal that is made up, if one of the oldest or newest is; "" otherwise."""
        signals = (one.number for one in self.intake.all() if one.signal.made_up)
        return next((one.number for one in self.incidents.values() if one.made_up), "") or next(signals, "")

    def close(self) -> None:
        """Nothing to let go of."""

    def keep_rows(self, rows: Iterable[Row]) -> None:
        """Keep rows of the log that follow those there are."""
        for row in rows:
            self.rows.append(row)
            self._streams.setdefault(row["stream"], []).append(line_of(row))

    @contextmanager
    def _logged(self, lines: tuple[Line, ...]) -> Generator[None]:
        """A transaction that writes these lines beside what its body keeps."""
        with self.transaction() as work:
            work.write(Changes(entries=lines))
            yield

    def _those(self, wanted: Callable[[Incident], bool]) -> tuple[Incident, ...]:
        found = [one for one in tuple(self.incidents.values()) if wanted(one)]
        return tuple(sorted(found, key=lambda incident: incident.number))
