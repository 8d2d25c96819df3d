"""Readings: a machine outside pushes what it measured, many rows at a time."""

from http import HTTPStatus
from typing import Annotated

import numpy as np
from pydantic import Field, StringConstraints, model_validator

from api.answers import Taken
from api.door import Asked, Door, Shape
from api.guard import SEND_READINGS
from api.label_words import numbered
from api.ports import House
from api.refusals import NotServed, Plain
from api.rows import Rows
from api.values import Framed
from city.kinds import KINDS
from city.readings import Readings
from geo.coordinates import Frame
from live.lines import SenderRefused
from live.moments import moment
from sources.pushed import PROMISE_S, usual_promise_s

LONGEST_PROMISE_S = 31 * 86_400.0
SENT = "; ".join(
    f"{name} ({', '.join((one.said, *(f'{each}: {column.said}' for each, column in one.attributes.items())))})"
    for name, one in KINDS.items()
    if not one.own
)
Promise = Annotated[
    Annotated[float, Field(gt=0, le=LONGEST_PROMISE_S)] | None,
    Field(
        description="how long it will be silent of this kind at most, in seconds; null: it tells only what changes. "
        f"Where it is left out, {PROMISE_S:g} s, and null of a kind that is told when it changes"
    ),
]
LARGE = 5 * 1024 * 1024  # bytes


class Batch(Shape):
    """Many rows of one kind from one source."""

    source: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_.-]{1,40}$")]
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_.-]{1,40}$")] = Field(description=f"one of: {SENT}")
    frame: Framed = "wgs84"
    promise_s: Promise = None
    rows: Rows

    words_are_numbers = model_validator(mode="before")(numbered)


def doors(house: House) -> tuple[Door, ...]:
    """`POST /readings`."""

    def take(asked: Asked) -> Plain:
        batch: Batch = asked.body
        try:
            offered = house.ingest.offer(
                batch.source, as_readings(batch), batch.rows.refused, Frame.of(batch.frame), _promise_s(batch)
            )
        except SenderRefused as why:
            raise NotServed(HTTPStatus.CONFLICT, "sender_refused", str(why)) from None
        refused = [{"reason": one.reason, "count": one.count, "example": one.example} for one in offered.refused]
        return {"accepted": offered.accepted, "refused": refused + _ignored(batch)}

    return (
        Door(
            method="POST", path="/readings", name="readings", right=SEND_READINGS, answer=Taken, body=Batch,
            handle=take, refuses=(HTTPStatus.CONFLICT,), most_bytes=LARGE, tags=("readings",),
            summary="Send readings; what is not believable is refused row by row, and counted with an example",
        ),
    )  # fmt: skip


def as_readings(batch: Batch) -> Readings:
    """The rows as columns; what a row leaves out is not a number, and what its kind does not know is left out."""
    rows = batch.rows.good
    # Only the kind's own columns: whoever invents a name in every row would make us build a table of the square.
    wanted = KINDS[batch.kind].attributes if batch.kind in KINDS else ()
    further = [name for name in wanted if any(name in row.__pydantic_extra__ for row in rows)]
    placed = any(row.lon is not None and row.lat is not None for row in rows)
    return Readings(
        kind=batch.kind,
        thing=[row.thing for row in rows],
        value=_column([row.value for row in rows]),
        at=np.array([moment(row.at) for row in rows], dtype="datetime64[ms]"),
        lon=_column([row.lon for row in rows]) if placed else None,
        lat=_column([row.lat for row in rows]) if placed else None,
        attributes={name: _column([row.__pydantic_extra__.get(name) for row in rows]) for name in further},
    )


def _promise_s(batch: Batch) -> float | None:
    """What the sender promises of the kind, or what is expected of it where it says nothing."""
    return batch.promise_s if "promise_s" in batch.model_fields_set else usual_promise_s(batch.kind)


def _ignored(batch: Batch) -> list[Plain]:
    """How many rows have a column that their kind does not know, with one example; the rows go on without it."""
    wanted = KINDS[batch.kind].attributes if batch.kind in KINDS else ()
    strange = [row for row in batch.rows.good if any(name not in wanted for name in row.__pydantic_extra__)]
    if not strange or batch.kind not in KINDS:
        return []
    name = next(name for name in strange[0].__pydantic_extra__ if name not in wanted)
    has = f"It has {', '.join(wanted)}." if wanted else "It has none of its own."
    example = f"{batch.kind} {strange[0].thing}: there is no column {name}; the row came in without it. {has}"
    return [{"reason": "unknown column", "count": len(strange), "example": example}]


def _column(values: list[float | None]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
