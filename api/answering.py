"""Answering: what a route gives, as an answer over HTTP; never kept by a cache on the way."""

from dataclasses import dataclass
from http import HTTPStatus

import orjson
from flask import Response

from api.refusals import Plain

_AS = orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


@dataclass(frozen=True, slots=True)
class Raw:
    """An answer that is no JSON: bytes of a media type, to be saved under a name rather than opened in our page."""

    content: bytes
    media_type: str
    name: str


def as_file(answer: Raw) -> Response:
    """Bytes that a browser saves; whatever they are, it runs nothing in them, and other pages cannot show them."""
    headers = {
        "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox",
        "Content-Disposition": f"attachment; filename={answer.name}",
        "Cross-Origin-Resource-Policy": "same-origin",
    }  # fmt: skip
    return Response(answer.content, mimetype=answer.media_type, headers=headers)


def as_json(content: Plain, status: HTTPStatus, media_type: str = "application/json") -> Response:
    """An answer in JSON: not a number becomes null, times are ISO 8601; never kept by a cache on the way."""
    text = orjson.dumps(content, option=_AS)
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(text, status=status, mimetype=media_type, headers=headers)


def encoded(piece: object) -> orjson.Fragment:
    """A piece of an answer, written once to be put into many."""
    return orjson.Fragment(orjson.dumps(piece, option=_AS))
