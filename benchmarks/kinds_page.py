"""Writes docs/kinds.md from what the kinds of readings say of themselves: `python -m benchmarks.kinds_page`."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.catalogue import span
from city.kinds import KINDS, Kind

PAGE = Path(__file__).parent.parent / "docs" / "kinds.md"
HEAD = """# The kinds of readings

What may be sent to `/api/v1/readings`, column by column. Written by `make catalogue` from `city/kinds/`; a running
house tells the same, and which of its sources send what, at `/api/v1/kinds`.

Every row has `thing`, `value`, `at` and, where the thing is not registered, `lon` and `lat`. A row with anything beyond
what is believable is refused, with the column, the range and the unit; the others of its batch come in. A column may be
left out, or be null, only where it says *or unknown*. Numbers that stand for words are listed with them; the word may
be sent instead.
"""


def page() -> str:
    """The whole page."""
    sent = [line for one in KINDS.values() if not one.own for line in _one(one)]
    own = [line for one in KINDS.values() if one.own for line in _one(one)]
    return "\n".join([HEAD, *sent, "## What OneScreen learns by itself\n", "Nobody may send these.\n", *own])


def _one(one: Kind) -> Iterator[str]:
    yield f"### `{one.name}` {one.title['zh']} · {one.title['en']}\n"
    yield f"- `value`: {one.said}"
    for name, column in one.attributes.items():
        yield f"- `{name}`: {column.said}"
    for name in one.texts:
        yield f"- `{name}`: words"
    yield f"- {_how_often(one)}\n"


def _how_often(one: Kind) -> str:
    if not one.standing:
        return "each row is something that happened once"
    if one.on_change:
        return "told when it changes; what was told holds until then"
    return "without a fixed pace" if one.every_s is None else f"expected of each thing every {span(one.every_s)}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
