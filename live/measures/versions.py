"""Versions: with which formula, cuts and parameters each version of an indicator was made.

"version:<name>" holds a step for each, at the time when it was first used.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from city.history import Step
from indicators.base import Indicator
from live.measures.judging import Judge
from live.measures.left_out import LeftOut
from live.measures.past import EPOCH
from live.ports import Memory

MADE_UP = ", made up"  # ends the version of what was said of before the start and rests on what was invented
LOOKED_BACK = ", looked back"  # and of what real sources told of before the start: nobody saw it then


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """With what a version is made; `sure` says of each cut how well it is founded (read, known, ours).

    `owner` is None where nobody wrote down then whose figure it is. `parameters` are the figures in force, `own` names
    those that the city had set itself.
    """

    formula: Mapping[str, str]
    source: str
    owner: Mapping[str, str] | None
    cuts: tuple[float, float, float]
    sure: tuple[str, ...]
    parameters: Mapping[str, float]
    own: tuple[str, ...]


def made_now(one: Indicator, judge: Judge) -> Made:
    """With what an indicator is made here and now."""
    bands = judge.bands(one)
    return Made(
        formula=dict(one.formula), source=one.source, owner=dict(one.owner), cuts=bands.cuts,
        sure=tuple(each.value for each in bands.sure), parameters=judge.parameters(one), own=_own(one, judge),
    )  # fmt: skip


def _own(one: Indicator, judge: Judge) -> tuple[str, ...]:
    return tuple(sorted(judge.own_parameters.get(one.name, ())))


def plain(version: str) -> str:
    """The version without the word that it was said afterwards.

    >>> plain("2, made up"), plain("2")
    ('2', '2')
    """
    return version.removesuffix(MADE_UP).removesuffix(LOOKED_BACK)


class Versions:
    """Writes and reads them."""

    def __init__(self, record: Memory, left_out: LeftOut | None = None) -> None:
        self._record = record
        self._left_out = left_out or LeftOut()

    def write(self, indicators: Mapping[str, Indicator], judge: Judge, now: datetime) -> None:
        """Write down with what each present version is made, the first time it is, and when its owner changes."""
        for name, one in indicators.items():
            version = judge.version(one)
            made = self.made(name, version, now)
            if made is None or made.owner != one.owner:
                said = {
                    "version": version, "formula": dict(one.formula), "source": one.source, "owner": dict(one.owner),
                    "bands": asdict(judge.bands(one)), "parameters": dict(judge.parameters(one)),
                    "own": _own(one, judge),
                }  # fmt: skip
                self._record.keep([Step(series=f"version:{name}", at=now, body=json.dumps(said).encode())])

    def of(self, name: str) -> dict[str, datetime]:
        """The versions of an indicator, and since when each was used."""
        found: dict[str, datetime] = {}
        for at, said in self._said(name):
            found.setdefault(said["version"], at)
        return found

    def made(self, name: str, version: str, then: datetime) -> Made | None:
        """With what a version was made, and whose figure it was at a time; None where nobody wrote it down."""
        written = [(at, said) for at, said in self._said(name) if said["version"] == plain(version)]
        if not written:
            return None
        said = next((said for at, said in reversed(written) if at <= then), written[0][1])
        bands = said["bands"]
        return Made(
            formula=said["formula"], source=said["source"], owner=said.get("owner"), sure=tuple(bands["sure"]),
            cuts=(bands["attention"], bands["warning"], bands["critical"]),
            parameters=said["parameters"], own=tuple(said.get("own", ())),
        )  # fmt: skip

    def _said(self, name: str) -> Iterator[tuple[datetime, Mapping[str, Any]]]:
        """What was written of an indicator's versions, the oldest first, and when."""
        for step in self._record.kept(f"version:{name}", EPOCH):
            if (said := self._left_out.loaded(step)) is not None:
                yield step.at, said
