"""Strict JSON: what a stranger sends is read only if it means one thing and cannot hurt.

`NaN`, `Infinity`, numbers beyond a double, a key given twice and nesting beyond 64 are refused; the standard library
takes them all.
"""

import json
import math
import re
from collections.abc import Sequence
from typing import Any

import numpy as np

DEEPEST = 64
MOST_PARTS = 50_000  # lists and objects: a batch of readings has 10,000
# Possessive, and an open end counts as an end: every byte is looked at once, whatever is sent.
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)


class NotStrictJson(ValueError):
    """The text is not JSON as we read it."""


def parsed(text: bytes) -> Any:  # noqa: ANN401 - JSON is anything; a model checks its shape next
    """The value. Raises `NotStrictJson`, which says what is wrong.

    >>> parsed(b'{"value": 4.5}')
    {'value': 4.5}
    """
    if text.count(b"[") + text.count(b"{") > MOST_PARTS:
        raise NotStrictJson(f"The JSON has more than {MOST_PARTS:,} lists and objects. Send it in parts.")
    if _depth(text) > DEEPEST:
        raise NotStrictJson(f"The JSON is nested deeper than {DEEPEST} levels. Send it flatter.")
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_constant, parse_float=_finite)
    except NotStrictJson:
        raise
    except (ValueError, RecursionError) as error:
        raise NotStrictJson(f"The body is not JSON: {error}.") from None


def _depth(text: bytes) -> int:
    """How deep the brackets go; those inside strings do not count."""
    if text.count(b"[") + text.count(b"{") <= DEEPEST:
        return 0
    marks = np.frombuffer(_STRING.sub(b"", text), dtype=np.uint8)
    opened = ((marks == ord("[")) | (marks == ord("{"))).astype(np.int8)
    closed = ((marks == ord("]")) | (marks == ord("}"))).astype(np.int8)
    return int(np.cumsum(opened - closed, dtype=np.int64).max(initial=0))


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))
        raise NotStrictJson(f"The key {twice[:80]!a} is given twice. Give it once.")
    return value


def _constant(name: str) -> float:
    raise NotStrictJson(f"{name} is not a number in JSON. Leave the value out, or send null.")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise NotStrictJson(f"{text[:40]} is too large for a number. Leave the value out, or send null.")
    return value
