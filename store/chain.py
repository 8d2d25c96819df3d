r"""The chain: every row of the log carries the hash of the row before it, so that none can be changed unseen.

What is hashed, with SHA-256, is `onescreen.event.v1\n` and then the row as JSON: UTF-8, keys sorted, no spaces, no
floats, times in UTC with six digits and a Z. Row 1 follows 64 zeros. Whoever wants to check a row without us needs
nothing but this paragraph.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import orjson

from incidents.lines import Line

PREFIX = b"onescreen.event.v1\n"
BEFORE_THE_FIRST = "0" * 64
# The columns of a row that its hash covers, in the order in which rows are read.
HASHED = (
    "seq", "stream", "stream_seq", "recorded_at", "at", "by", "role", "action", "came_from", "to", "body", "prev_hash",
)  # fmt: skip
COLUMNS = (*HASHED, "hash")
_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


class LogOutOfStep(LookupError):
    """What was to be written does not follow what the log says; roll back."""

    def __init__(self, stream: str, given: int, expected: int) -> None:
        super().__init__(f"{stream}: line {given} was to be written, but the log expects {expected}. Run verify-log.")


def canonical(value: object) -> bytes:
    """The one way in which a value is written in JSON. Raises `TypeError` for a float, wherever it stands.

    >>> canonical({"b": [1, None, "烟"], "a": True}).decode()
    '{"a":true,"b":[1,null,"烟"]}'
    """
    _without_floats(value)
    return orjson.dumps(value, option=_OPTIONS)


def hash_of(values: Sequence[Any]) -> str:
    """The hash of a row: its values in the order of `HASHED`, `body` as the JSON text that the row holds.

    That text is hashed byte for byte as it stands, so that even a space counts. Raises `TypeError` for a value that no
    row of ours has.
    """
    seq, stream, stream_seq, recorded_at, at, by, role, action, came_from, to, body, before = values
    if body.__class__ is not str:
        raise TypeError(f"A body is a text, not {body!r}.")
    # The keys stand here as they are sorted: sorting them for every row would take half of the time.
    row = {
        "action": action, "at": at, "body": orjson.Fragment(body), "by": by, "came_from": came_from,
        "prev_hash": before, "recorded_at": recorded_at, "role": role, "seq": seq, "stream": stream,
        "stream_seq": stream_seq, "to": to,
    }  # fmt: skip
    return sha256(PREFIX + orjson.dumps(row, option=orjson.OPT_PASSTHROUGH_DATETIME)).hexdigest()


def chained(line: Line, seq: int, stream_seq: int, before: str) -> dict[str, Any]:
    """The row of a line that follows the row with the hash `before`. Raises `TypeError` for a float in its body."""
    row = {
        "seq": seq, "stream": line.stream, "stream_seq": stream_seq, "recorded_at": stamp(line.recorded_at),
        "at": stamp(line.at), "by": line.by, "role": line.role, "action": line.action, "came_from": line.came_from,
        "to": line.to, "body": canonical(line.body).decode(), "prev_hash": before,
    }  # fmt: skip
    return row | {"hash": hash_of([*row.values()])}


def line_of(row: Mapping[str, Any]) -> Line:
    """The line that a row holds."""
    return Line(
        stream=row["stream"], stream_seq=row["stream_seq"], seq=row["seq"], action=row["action"],
        came_from=row["came_from"], to=row["to"], at=datetime.fromisoformat(row["at"]),
        recorded_at=datetime.fromisoformat(row["recorded_at"]), by=row["by"], role=row["role"],
        body=orjson.loads(row["body"]),
    )  # fmt: skip


def stamp(at: datetime) -> str:
    """A time as the log writes it. Raises `ValueError` for one without a zone.

    >>> stamp(datetime(2026, 11, 20, 12, tzinfo=UTC))
    '2026-11-20T12:00:00.000000Z'
    """
    if at.tzinfo is None:
        raise ValueError(f"{at} has no zone. Give times in UTC.")
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def read_stamp(text: str) -> datetime:
    """The time that `stamp` wrote. Raises `ValueError` for what it would write otherwise.

    >>> read_stamp("2026-11-20T12:00:00.000000Z")
    datetime.datetime(2026, 11, 20, 12, 0, tzinfo=datetime.timezone.utc)
    """
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or stamp(at) != text:
        raise ValueError(f"{text!r} is no time as the log writes it")
    return at


def _without_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError(f"{value!r} is a float. Write whole numbers of a smaller unit into the log, or a text.")
    if isinstance(value, Mapping):
        for one in value.values():  # pyright: ignore[reportUnknownVariableType] - whatever it maps to
            _without_floats(one)  # pyright: ignore[reportUnknownArgumentType] - the same
    elif isinstance(value, list | tuple):
        for one in value:  # pyright: ignore[reportUnknownVariableType] - whatever it holds
            _without_floats(one)  # pyright: ignore[reportUnknownArgumentType] - the same
