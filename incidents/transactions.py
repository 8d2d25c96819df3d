"""Transactions: one writes at a time, all of it or nothing, and what was written is announced in that order.

Announcements are made outside the transaction; whoever is at it announces for the others, too.
"""

import threading
from collections import deque
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import tzinfo

from incidents.batch import Batch, Turns
from incidents.incident import Incident
from incidents.ports import Record, StoreUnavailable
from incidents.replying import tell_reporters

Announce = Callable[[tuple[Incident, ...]], None]
PATIENCE_S = 5.0  # for the record, which may be busy with others
AT_ONCE = 16  # announced before they leave the outbox; whoever starts again announces the last ones twice


class Transactions:
    """The transactions of a desk on its record; safe for many threads and greenlets.

    `turns` tells when clocks have their turn. `written` is told the incidents of each transaction under
    the lock, `announce` afterwards, as they stand then. Days begin in `zone`.
    """

    def __init__(self, record: Record, zone: tzinfo, turns: Turns, written: Announce, announce: Announce) -> None:
        self._record = record
        self._turns = turns
        self._zone = zone
        self._written = written
        self._announce = announce
        self._writing = threading.RLock()
        self._telling = threading.Lock()
        self._batch: Batch | None = None
        self._untold: deque[tuple[Incident, ...]] = deque()
        self._told: deque[tuple[str, int]] = deque()

    @contextmanager
    def together(self) -> Generator[Batch]:
        """One transaction; within another of the same thread a part of that. Raises `StoreUnavailable`."""
        if not self._writing.acquire(timeout=PATIENCE_S):
            raise StoreUnavailable(
                "the desk", "others wait for it already", "Try again; the same operation key is safe."
            )
        try:
            if self._batch is not None:  # inside `together`, in the thread that holds the lock
                yield self._batch
                return
            changed: tuple[Incident, ...] = ()
            told = tuple(self._told.popleft() for _ in range(len(self._told))) if len(self._told) >= AT_ONCE else ()
            try:
                with self._record.transaction() as work:
                    self._batch = Batch(work, self._zone, self._turns)
                    yield self._batch
                    tell_reporters(self._batch)
                    changed = self._batch.write(told)
            finally:
                self._batch = None
                if not changed:
                    self._told.extend(told)
            if changed:
                self._written(changed)
                self._untold.append(changed)  # still under the lock: in the order of the commits
        finally:
            self._writing.release()
        self._tell()

    def announce_leftovers(self) -> int:
        """Announce what was written before the last stop but perhaps never announced; gives how many."""
        leftovers = self._record.untold()
        if leftovers:
            self._untold.append(leftovers)
            self._tell()
        return len(leftovers)

    def _tell(self) -> None:
        """Announce what waits; whoever is at it already announces ours too, so the order holds."""
        while self._untold and self._telling.acquire(blocking=False):
            try:
                while self._untold:
                    changed = self._untold.popleft()
                    self._announce(changed)
                    self._told.extend((one.number, one.version) for one in changed)
            finally:
                self._telling.release()
