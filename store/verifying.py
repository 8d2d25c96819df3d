"""Verifying: holds a log against its own chain, its checkpoints, the lines beside the database, and what stands there.

The log is read once, row by row, each hash computed as it passes; the first thing that does not fit is raised.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from incidents.intake.entries import SIGNAL
from incidents.lines import INCIDENT
from incidents.ports import Checkpoint
from store.chain import BEFORE_THE_FIRST, hash_of
from store.seal import Seal, checkpoint_in
from store.standing import beside_in, told_in

STANDING = (INCIDENT, SIGNAL)  # what has a row beside the log that must stand as its last line says
Row = Sequence[Any]  # a row of the log in the order of `chain.COLUMNS`
TOLD = ("shift", "alarm", "account")  # what has a row of which its lines tell a fingerprint
BESIDE_IT = ("key", "link", "session")  # of what has no stream some line tells a fingerprint, and when it was over
_BEGINS, _TELLING = tuple(f"{kind}:" for kind in STANDING), tuple(f"{kind}:" for kind in TOLD)


class Fault(Exception):
    """Something in the log does not fit; the sentence says where, and what."""


@dataclass(slots=True)
class Read:
    """What a log said of itself: its end, the checkpoints it agreed with, and where each stream stands."""

    seq: int = 0
    head: str = BEFORE_THE_FIRST
    streams: dict[str, int] = field(default_factory=dict[str, int])
    states: dict[str, str | None] = field(default_factory=dict[str, str | None])  # of what has a row beside the log
    prints: dict[str, str] = field(default_factory=dict[str, str])  # what the last line said that told of its row
    beside: dict[str, dict[str, str]] = field(default_factory=lambda: {kind: {} for kind in BESIDE_IT})


def read(rows: Iterable[Row], checkpoints: Mapping[int, Checkpoint]) -> Read:
    """The end of a log, once every row follows the one before and every checkpoint was met. Raises `Fault`.

    `rows` come in the order of `seq`; `checkpoints` are those that tell of a row, by its `seq`.
    """
    seq, head = 0, BEFORE_THE_FIRST
    found = Read()
    streams, states = found.streams, found.states
    for row in rows:
        seq += 1
        stream, number = row[1], row[2]
        try:
            true = row[0] == seq and row[11] == head and hash_of(row[:12]) == row[12]
        except (TypeError, ValueError):  # a value that no row of ours has, or no JSON
            true = False
        if not true or number != streams.get(stream, 0) + 1:
            raise Fault(_what(row, seq, head, streams.get(stream, 0)))
        head = row[12]
        streams[stream] = number
        if stream.startswith(_BEGINS):
            states[stream] = row[9]
        elif stream.startswith(_TELLING):
            states[stream] = row[9]
            found.prints[stream] = told_in(row[10]) or found.prints.get(stream, "")
            for kind, named in beside_in(row[10]).items():
                found.beside[kind] |= named
        if seq in checkpoints:
            _agree(checkpoints[seq], seq, head)
    found.seq, found.head = seq, head
    missed = [one for one in checkpoints if one > seq]
    if missed:
        raise Fault(
            f"The log ends with row {seq}, but a checkpoint tells of row {missed[0]}: its end was cut off. Restore it."
        )
    return found


def _what(row: Row, seq: int, head: str, last: int) -> str:
    """What is wrong with a row that should be the `seq`th, after a row with the hash `head`."""
    where = f"Row {row[0]} ({row[1]}, line {row[2]})"
    if row[0] != seq:
        return f"{where} stands where row {seq} should: a row was taken out or put in before it."
    if row[11] != head:
        return f"{where} does not follow the row before it: one of the two was changed, or rows were exchanged."
    try:
        whole = hash_of(row[:12]) == row[12]
    except (TypeError, ValueError):
        whole = False
    if not whole:
        return f"{where} was changed: its hash is not that of what it says."
    return f"{where} should be line {last + 1} of its stream: a line of it is missing or doubled."


def _agree(one: Checkpoint, n_rows: int, head: str) -> None:
    if one.head != head or one.n_rows != n_rows:
        raise Fault(
            f"The checkpoint at row {one.seq} tells of {one.n_rows} rows and another hash: the log before it was "
            "written anew, or the checkpoint was changed."
        )


def proven(checkpoints: Iterable[Checkpoint], seal: Seal, lost: frozenset[str]) -> int:
    """How many checkpoints cannot be proven, because their key is one of the `lost` ones. Raises `Fault`."""
    unproven = 0
    for one in checkpoints:
        if one.key in lost:
            unproven += 1
        elif not seal.holds(one.key):
            raise Fault(
                f"The checkpoint at row {one.seq} was signed with the key {one.key}, which is not here. Put log.key "
                f"back beside the database; if it is lost for good, say LOST_KEY={one.key}."
            )
        elif not seal.proves(one):
            raise Fault(f"The checkpoint at row {one.seq} was changed: its signature is not that of what it says.")
    return unproven


def noted(lines: Sequence[str], checkpoints: Sequence[Checkpoint], seal: Seal) -> None:
    """Hold the lines beside the database against its checkpoints, oldest first. Raises `Fault` or `BadNote`.

    Those newer than the last line are allowed: a power cut may come between the two.
    """
    told = [checkpoint_in(line, seal.file, number) for number, line in enumerate(lines, 1)]
    kept = {one.seq: one for one in checkpoints}
    for one in told:
        if one.seq not in kept:
            raise Fault(
                f"{seal.file.name} tells of row {one.seq}, but the database has no checkpoint there: its end was cut "
                "off, or the checkpoint was taken out. Restore it."
            )
        if kept[one.seq] != one:
            raise Fault(f"{seal.file.name} and the database tell differently of row {one.seq}: one was changed.")
    last = told[-1].seq if told else 0
    missing = kept.keys() - {one.seq for one in told}
    older = [seq for seq in missing if seq < last] or [seq for seq in missing if not told and len(kept) > 1]
    if older:
        raise Fault(f"{seal.file.name} says nothing of the checkpoint at row {min(older)}: lines were taken out of it.")


def standing(kind: str, things: Iterable[tuple[str, int, str]], log: Read) -> int:
    """How many things of this kind (number, version, state) stand as the log says. Raises `Fault`."""
    seen = 0
    for number, version, state in things:
        stream = f"{kind}:{number}"
        seen += 1
        if (log.streams.get(stream, 0), log.states.get(stream)) != (version, state):
            raise Fault(
                f"{kind.capitalize()} {number} stands at version {version}, {state}, but the log ends with "
                f"{log.streams.get(stream, 0)}, {log.states.get(stream)}: the {kind} was changed past the log, or "
                "the log's end was cut off."
            )
    told = sum(stream.startswith(f"{kind}:") for stream in log.states)
    if seen != told:
        raise Fault(f"The log tells of {told} {kind}s, but there are {seen}: some were taken out.")
    return seen


def untouched(kind: str, things: Iterable[tuple[str, str, str | None]], log: Read, gone: str = "") -> int:
    """How many things of this kind (name, fingerprint, state) stand as the log says. Raises `Fault`.

    Of what was written before lines told fingerprints only the state is known, where a line tells one. What ended in
    the state `gone` may have been let go of since.
    """
    seen = set[str]()
    for name, print_now, state in things:
        stream = f"{kind}:{name}"
        seen.add(stream)
        told, said = log.prints.get(stream, ""), log.states.get(stream)
        if stream not in log.streams:
            raise Fault(f"The log tells nothing of {kind} {name}: it was put in past the log.")
        if (told and told != print_now) or (not told and state is not None and said != state):
            raise Fault(f"{kind.capitalize()} {name} stands otherwise than the log says: it was changed past the log.")
    for stream in log.prints:
        ended = bool(gone) and log.states.get(stream) == gone
        if stream.startswith(f"{kind}:") and log.prints[stream] and stream not in seen and not ended:
            raise Fault(f"The log tells of {kind} {stream.partition(':')[2]}, but there is none: it was taken out.")
    return len(seen)


def held(kind: str, things: Iterable[tuple[str, str, str]], log: Read) -> int:
    """How many keys, links or sessions (name, fingerprint, whose) there are, each as some line says. Raises `Fault`.

    A link and a session are let go of without a line when their time is over; a key is not.
    """
    told, seen = log.beside[kind], set[str]()
    for name, print_now, whose in things:
        seen.add(name)
        if not told.get(name):
            raise Fault(
                f"The log tells nothing of a {kind} of {whose}, or that it is over: it was put in past the log."
            )
        if told[name] != print_now:
            raise Fault(f"The {kind} of {whose} stands otherwise than the log says: it was changed past the log.")
    gone = [name for name, said in told.items() if said and name not in seen]
    if kind == "key" and gone:
        raise Fault(f"The log tells of the key {gone[0]}, but there is none: it was taken out.")
    return len(seen)
