"""OpenAPI: the description of the API, made from the very doors that serve it."""

import re
from collections.abc import Sequence
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ConfigDict
from pydantic.json_schema import models_json_schema

from accounts.rights import FOR_MACHINES, INSIDE
from api.door import Door, Shape
from live.entrance import COOKIE, SECURE_COOKIE

Plain = dict[str, Any]
SCHEMAS = "#/components/schemas/{model}"
BINARY = MappingProxyType({"type": "string", "format": "binary"})
BOUNDS = MappingProxyType(
    {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum", "multiple_of": "multipleOf"}
)

WAYS_IN = MappingProxyType(
    {
        "session": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": f"{SECURE_COOKIE} over TLS"},
        "key": {"type": "http", "scheme": "bearer"},
    }
)


class Document(Shape):
    """An OpenAPI document."""

    model_config = ConfigDict(extra="allow")

    openapi: str
    info: dict[str, Any]
    paths: dict[str, Any]


class Fault(Shape):
    """Why the answer is no: `code` is for machines, `message` for people; further keys depend on the code."""

    model_config = ConfigDict(extra="allow")

    code: str
    message: str


class Refusal(Shape):
    """The body of every answer that is no."""

    error: Fault


def described(doors: Sequence[Door], version: str) -> Plain:
    """The OpenAPI 3.1 document of these doors."""
    models = {model: None for door in doors for model in (door.answer, door.body, Refusal) if model is not None}
    names, schemas = models_json_schema([(model, "validation") for model in models], ref_template=SCHEMAS)
    refs = {model: names[model, "validation"] for model in models}
    paths: dict[str, Plain] = {}
    for door in doors:
        paths.setdefault(f"/api/v1{door.path}", {})[door.method.lower()] = _operation(door, refs)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "OneScreen",
            "version": version,
            "description": "The one screen of a city operations centre: what the city does, how well it is, what went "
            "wrong and who is on it. Times are ISO 8601 in UTC, places are degrees in WGS 84, null is unknown.",
        },
        "paths": paths,
        "components": {"schemas": schemas["$defs"], "securitySchemes": dict(WAYS_IN)},
    }


def _operation(door: Door, refs: dict[type[BaseModel], Plain]) -> Plain:
    answer: Plain = {"content": {door.media_type: {"schema": refs[door.answer]}}}
    if door.gives:
        answer = {"content": {one: {"schema": dict(BINARY)} for one in door.gives}}
    said: Plain = {
        "operationId": door.name,
        "summary": door.summary,
        "tags": list(door.tags),
        "x-right": door.right,
        "security": [{name: []} for name in _ways_in(door)],
        "parameters": _parameters(door),
        "responses": {
            **{str(one.value): {"description": one.phrase, **answer} for one in (door.status, *door.also)},
            **{str(one.value): _refused(one, refs) for one in sorted({*_refuses(door)})},
        },
    }
    if door.takes:
        said["requestBody"] = {"required": True, "content": {one: {"schema": dict(BINARY)} for one in door.takes}}
        said["x-most-bytes"] = door.most_bytes
    if door.body is not None:
        said["requestBody"] = {"required": True, "content": {"application/json": {"schema": refs[door.body]}}}
        said["x-most-bytes"] = door.most_bytes
    return said


def _ways_in(door: Door) -> tuple[str, ...]:
    """How somebody may come to a door: by a key only where a machine may have the right."""
    if not door.right:
        return ()
    return ("session", "key") if door.right in {INSIDE, *FOR_MACHINES} else ("session",)


def _refuses(door: Door) -> tuple[HTTPStatus, ...]:
    from_body = (
        (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE) if door.body or door.takes else ()
    )
    always = (
        HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.UNPROCESSABLE_ENTITY,
    )  # fmt: skip
    return (*always, *from_body, *door.refuses)


def _refused(status: HTTPStatus, refs: dict[type[BaseModel], Plain]) -> Plain:
    return {"description": status.phrase, "content": {"application/json": {"schema": refs[Refusal]}}}


def _choices(door: Door, name: str) -> Plain:
    chosen = door.choices.get(name)
    return {"type": "string", "enum": list(chosen)} if chosen else {"type": "string"}


def _in_words_of_json_schema(schema: Plain) -> Plain:
    """The bounds of a number by their names in JSON Schema; behind a reader of texts pydantic writes its own."""
    named: Plain = {BOUNDS.get(name, name): value for name, value in schema.items()}
    if "anyOf" in named:
        named["anyOf"] = [_in_words_of_json_schema(one) for one in named["anyOf"]]
    return named


def _parameters(door: Door) -> list[Plain]:
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": _choices(door, name)}
        for name in re.findall(r"\{(\w+)\}", door.path)
    ]
    shape = door.query.model_json_schema()
    in_query = [
        {
            "name": name,
            "in": "query",
            "required": name in shape.get("required", ()),
            "description": schema.pop("description", ""),
            "schema": _in_words_of_json_schema(schema),
        }
        for name, schema in shape.get("properties", {}).items()
    ]
    key: Plain = {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": "Your own key for this action; the same key again gets the first answer.",
        "schema": {"type": "string", "minLength": 8, "maxLength": 128},
    }
    return [*in_path, *in_query, *([key] if door.keyed else [])]
