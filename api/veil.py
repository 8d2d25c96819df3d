"""The veil: what is personal in an answer is masked for whoever need not read it."""

from collections.abc import Generator
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

from api.refusals import NotServed, Plain, refused
from incidents.masking import masked
from incidents.refusals import Refused
from incidents.roles import Actor
from incidents.sight import reads_clear, sees_every

# What an incident names of others, which may be hidden from whoever is refused.
_NO_OTHERS = MappingProxyType({"links": (), "parent": "", "children": ()})


@contextmanager
def refusing(actor: Actor) -> Generator[None]:
    """Turns what the desk refuses into what this actor may read of it: it may hold the incident as it stands by now."""
    try:
        yield
    except Refused as why:
        no = refused(why)
        raise _refusal_veiled(actor, no) from why


def veiled(actor: Actor, said: Plain) -> Plain:
    """An answer as this actor may read it."""
    return said if reads_clear(actor) else {name: _veiled(value) for name, value in said.items()}


def _refusal_veiled(actor: Actor, no: NotServed) -> NotServed:
    if reads_clear(actor):
        return no
    more = veiled(actor, no.more)
    if "current" in more and not sees_every(actor):
        more["current"] |= _NO_OTHERS
    return NotServed(no.status, no.code, masked(str(no)), **more)


def _veiled(value: Any) -> Any:  # noqa: ANN401 - any JSON
    match value:
        case str():
            return masked(value)
        case dict():
            return {name: _veiled(one) for name, one in value.items()}
        case [int() | float(), *_]:  # a column
            return value
        case list() | tuple():
            return [_veiled(one) for one in value]
        case _:
            return value
