"""Standing: a line of the log tells with a fingerprint how the row stands that was written with it.

So a shift, an alarm or an account that is changed past the log is found by whoever holds its row against the last line
that tells of it. A line that changes no row (somebody logs in) tells none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import orjson

from incidents.lines import Line
from store.documents import to_json

STANDS = "stands"  # under which name a line's body tells it
BESIDE = "beside"  # under which it tells of what has no stream: keys, links, sessions
_PREFIX = b"onescreen.row.v1\n"


def print_of(row: Mapping[str, Any]) -> str:
    r"""The fingerprint of a row: SHA-256 of `onescreen.row.v1\n` and the row as JSON with sorted keys, times in UTC.

    >>> at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    >>> print_of({"b": at, "a": {"y": 1, "x": "烟"}}) == print_of({"a": {"x": "烟", "y": 1}, "b": at})
    True
    """
    plain = {str(name): _plain(value) for name, value in row.items()}
    return sha256(_PREFIX + orjson.dumps(plain, option=orjson.OPT_SORT_KEYS)).hexdigest()


def telling(lines: Sequence[Line], rows: Mapping[str, Mapping[str, Any]]) -> tuple[Line, ...]:
    """The lines; the last one of each stream tells how its row stands, where `rows` has one for that stream."""
    last = {line.stream: nth for nth, line in enumerate(lines) if line.stream in rows}
    prints = {nth: print_of(rows[stream]) for stream, nth in last.items()}
    return tuple(
        replace(line, body={**line.body, STANDS: prints[nth]}) if nth in prints else line
        for nth, line in enumerate(lines)
    )


def told_in(body: str) -> str | None:
    """The fingerprint that the body of a line tells, None where it tells none."""
    return orjson.loads(body).get(STANDS) if f'"{STANDS}":' in body else None


def beside_in(body: str) -> Mapping[str, Mapping[str, str]]:
    """What the body of a line tells of keys, links and sessions: fingerprints by kind and name, "" for what is over."""
    return orjson.loads(body).get(BESIDE, {}) if f'"{BESIDE}":' in body else {}


def _plain(value: object) -> object:
    """As it is when it is read again, whatever it was when it was written."""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else orjson.loads(to_json(value))
