"""Echo: whoever asked for a name that is too long to be one is told its beginning, not all of it."""

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Any

from flask import Request

from api.refusals import Plain
from city.nearest import LONGEST, short


def cut(answer: Plain, asked: Request) -> Plain:
    """An answer of plain JSON in which nothing long that stood in the address is repeated whole."""
    said = sorted({one for one in _said(asked) if len(one) > LONGEST}, key=len, reverse=True)
    return _without(answer, said) if said else answer


def _said(asked: Request) -> Iterator[str]:
    """Everything that stood in the address: its path, names and values, and what they list with commas."""
    values = [*(asked.view_args or {}).values(), *asked.args.keys(), *asked.args.values()]
    for value in values:
        yield value
        yield from (part.strip() for part in value.split(","))


def _without(value: Any, said: Sequence[str]) -> Any:  # noqa: ANN401 - any JSON
    match value:
        case str():
            return reduce(lambda text, one: text.replace(one, short(one)), said, value)
        case dict():
            return {key: _without(one, said) for key, one in value.items()}
        case list():
            return [_without(one, said) for one in value]
        case _:
            return value
