"""Folding: of lines of one kind only so many a minute are written to the process's own log; the rest is a count.

Whoever sends garbage could else fill the disk with what is said of it.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

AT_MOST = 20
MINUTE_S = 60.0
KINDS = 500  # that are counted apart; more of them, and all are counted anew
LONGEST = 300  # characters of what a stranger sent


@dataclass(slots=True)
class _Told:
    since: float
    count: int = 0


class Folding(logging.Filter):
    """Lets the first lines of a kind pass in each minute, and says with the next how many it held back."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        super().__init__()
        self._monotonic = monotonic
        self._told: dict[tuple[str, str], _Told] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether this line is written."""
        now, kind = self._monotonic(), (record.name, str(record.msg))
        if len(self._told) >= KINDS:
            self._told.clear()
        one = self._told.setdefault(kind, _Told(now))
        if now - one.since >= MINUTE_S:
            held, self._told[kind] = one.count - AT_MOST, _Told(now, 1)
            if held > 0:
                record.msg, record.args = f"{record.getMessage()} ({held} more like this were not written.)", ()
            return True
        one.count += 1
        return one.count <= AT_MOST


class GivenUp:
    """Where the web server tells of requests that it cannot read, as a line of our own log."""

    def __init__(self, log: logging.Logger) -> None:
        self._log = log

    def write(self, text: str) -> None:
        """Tell of one, shortened: a stranger chose the words."""
        if said := text.strip():
            self._log.info("A request was given up: %s", repr(said.partition(">: ")[2] or said)[:LONGEST])

    def writelines(self, lines: Iterable[str]) -> None:
        """Tell of several."""
        for text in lines:
            self.write(text)

    def flush(self) -> None:
        """Nothing waits."""
