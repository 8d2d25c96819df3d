"""Checking: what is wrong with a machine's table, in sentences; nothing, if it holds."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, TypeVar

from incidents.machines.row import Does, Machine, Named, Row
from incidents.timing.kinds import ClockKind

S = TypeVar("S", bound=StrEnum)
G = TypeVar("G", bound=Named)
_STARTS = (Does.START, Does.RESUME)
_ENDS = (Does.STOP, Does.HOLD, Does.CANCEL)


def check(machine: Machine[S, G]) -> tuple[str, ...]:
    """What is wrong: a state never reached or never left for an end, a closing without a check, a row half said."""
    return (*_ways(machine), *(fault for row in machine.rows for fault in _row(row, machine)))


def check_clocks(rows: Iterable[Row[Any, Any]]) -> tuple[str, ...]:
    """Which clocks are started by some row of all the machines, but ended by none."""
    said = [tick for row in rows for tick in row.ticks]
    started = {tick.kind for tick in said if tick.does in _STARTS}
    ended = {tick.kind for tick in said if tick.does in _ENDS}
    return tuple(f"The clock {kind} is started, but no row ends it." for kind in ClockKind if kind in started - ended)


def _ways(machine: Machine[S, G]) -> Iterator[str]:
    ways = {(state, to) for row in machine.rows for state in row.comes_from for to in row.to}
    reached = _closure(set(machine.starts), ways)
    ending = _closure(set(machine.goals), {(to, state) for state, to in ways})
    for state in machine.states:
        if state not in reached:
            yield f"{machine.name}: nothing leads to {state}. Add a move that does."
        if state not in ending:
            yield f"{machine.name}: from {state} no end can be reached. Add a move that leads on."
        if not all(machine.titles.get(state, {}).get(language) for language in ("zh", "en")):
            yield f"{machine.name}: {state} has no title in both languages."
    for state in sorted({state for state, to in ways if to == machine.closed} - set(machine.checked)):
        yield f"{machine.name}: from {state} it is closed unchecked. Only what was checked may be closed."


def _row(row: Row[S, G], machine: Machine[S, G]) -> Iterator[str]:
    name = f"{machine.name} {row.id} {row.action or '?'}"
    if not (row.id and row.action):
        yield f"{name}: a row needs an id and an action."
    if not all(row.title.get(language) for language in ("zh", "en")):
        yield f"{name}: give it a title in both languages."
    if not row.roles:
        yield f"{name}: nobody may do it. Name a role."
    yield from (
        f"{name}: {state} is no state of it." for state in (*row.comes_from, *row.to) if state not in machine.states
    )
    yield from (
        f"{name}: {tick.kind} is no clock."
        for tick in row.ticks
        if tick.kind is not None and tick.kind not in set(ClockKind)
    )
    yield from _guards(name, row)
    for state in row.comes_from:
        if next(one for one in machine.rows if one.action == row.action and state in one.comes_from) is not row:
            yield f"{name}: from {state} another row has this action already."


def _guards(name: str, row: Row[S, G]) -> Iterator[str]:
    codes = [one.code for one in row.guards]
    for one in row.guards:
        if not (one.code and all(one.words.get(language) for language in ("zh", "en"))):
            yield f"{name}: the guard {one.code or '?'} needs a code, and a sentence in both languages."
        if codes.count(one.code) > 1:
            yield f"{name}: the guard {one.code} stands there twice."


def _closure(known: set[S], steps: set[tuple[S, S]]) -> set[S]:
    while further := {to for start, to in steps if start in known} - known:
        known = known | further
    return known
