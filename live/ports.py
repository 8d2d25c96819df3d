"""What the live road needs of a record beyond what the desk needs: history, step by step."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from accounts.ports import AccountRecord
from city.history import Step
from incidents.ports import Record


class Memory(Record, Protocol):
    """A record that keeps what things were, too; `problem` says what of the incidents lies damaged in it."""

    @property
    def accounts(self) -> AccountRecord:
        """Who may come in, and who is in."""
        ...

    @property
    def problem(self) -> str:
        """What is left out because it cannot be understood, and what to do; empty where nothing is."""
        ...

    def keep(self, steps: Iterable[Step]) -> None:
        """Keep steps of history; said twice, the last word counts."""
        ...

    def kept(self, series: str, since: datetime, until: datetime | None = None) -> tuple[Step, ...]:
        """The steps of a series at `since` and later, and before `until`, oldest first."""
        ...

    def forget(self, series: str, before: datetime, since: datetime | None = None) -> None:
        """Let go of the steps of a series that are older than this, and not older than `since`."""
        ...

    def made_up(self) -> str:
        """The number of an incident or a signal that is made up, if one of the oldest or newest is; "" otherwise."""
        ...

    def close(self) -> None:
        """Let go of it: another process may write to it now."""
        ...
