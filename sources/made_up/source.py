"""A made-up source: what it says of itself, and the parts that bring its facts; of the past, too."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Protocol

from incidents.notice import Order
from sources.base import Fact, Provenance
from sources.moments import MINUTE_MS, to_ms

STANDARD = "OneScreen made-up"
NOTE = MappingProxyType({"zh": "本源全部数据均为虚构。", "en": "Everything this source says is made up."})
PAST_STEP_MS = 10 * MINUTE_MS
Words = dict[str, str]

DAY = timedelta(days=1)


class Part(Protocol):
    """Something that a source brings."""

    def __len__(self) -> int:
        """How many things speak; a part without any is left out."""
        ...

    def between(self, after_ms: int, until_ms: int, least_ms: int) -> Iterable[Fact]:
        """The facts after one time and up to another; each thing at most every `least_ms`."""
        ...


@dataclass(slots=True, kw_only=True)
class MadeUp:
    """One made-up source. The first reading gives nothing from before; `past` gives that.

    `ordered` is there where crews are behind it.
    """

    name: str
    title: Words
    every_s: float
    promise_s: float | None
    parts: Sequence[Part]
    standard: str = STANDARD
    provenance: Provenance = Provenance.MADE_UP
    note: Words
    ordered: Callable[[Order], None] | None = None
    told_ms: int | None = None
    remembers: timedelta = DAY
    tells_incidents: bool = False

    def read(self, now: datetime) -> Iterator[Fact]:
        """The facts since the last reading, `now` included."""
        until_ms = to_ms(now)
        after_ms = until_ms - 1 if self.told_ms is None else self.told_ms
        self.told_ms = max(until_ms, after_ms)
        return self._facts(after_ms, until_ms, 0)

    def past(self, since: datetime, now: datetime, *, fully: bool = True) -> Iterator[Fact]:
        """The facts from `since` on and before `now`, and the first time all that was said of incidents then open.

        The first reading goes on from there. Not told `fully`, a thing speaks every ten minutes at most, and of
        most kinds just once.
        """
        self.told_ms = to_ms(now) - 1
        return self._facts(to_ms(since) - 1, self.told_ms, 1 if fully else PAST_STEP_MS)

    def _facts(self, after_ms: int, until_ms: int, least_ms: int) -> Iterator[Fact]:
        if until_ms > after_ms:
            for part in self.parts:
                yield from part.between(after_ms, until_ms, least_ms)


def made_up(
    name: str,
    zh: str,
    en: str,
    every_s: float,
    promise_s: float | None,
    *parts: Part,
    remembers: timedelta = DAY,
    tells_incidents: bool = False,
) -> MadeUp:
    """The source of this name with those of the parts that have something to say."""
    return MadeUp(
        name=f"made_up.{name}", title={"zh": zh, "en": en}, every_s=every_s, promise_s=promise_s, note=dict(NOTE),
        parts=[part for part in parts if len(part)], remembers=remembers, tells_incidents=tells_incidents,
    )  # fmt: skip
