"""Events as bytes and back, for a bus that leaves the process: JSON for what is small, raw columns for readings.

No pickle: a forged message must not become code. What cannot be understood raises `NotAnEvent`.
"""

import json
import struct
from datetime import datetime
from typing import Any

import numpy as np
from pydantic import TypeAdapter, ValidationError

from city.events import Event, Measured, Moved, Noticed, Read, Reported, SourceChanged
from city.picture import Course, Measure, SourceState
from city.readings import Readings
from incidents.incident import Incident, Signal
from incidents.notice import Notice

NOTICES = TypeAdapter(tuple[Notice, ...])
SIGNALS = TypeAdapter(tuple[Signal, ...])
INCIDENTS = TypeAdapter(tuple[Incident, ...])
SOURCE = TypeAdapter(SourceState)
ARRAYS_OF_MEASURE = ("value", "numerator", "denominator", "low", "high", "coverage", "trend", "judged", "level")


class NotAnEvent(Exception):
    """Bytes on the bus are no event."""

    def __init__(self, why: str) -> None:
        super().__init__(f"A message on the bus is no event: {why}. Does another program write to this stream?")


def encoded(event: Event) -> bytes:
    """One event as bytes: the length of a JSON head, the head, raw columns."""
    match event:
        case Read(source=source, readings=readings):
            return _readings(source, readings)
        case Noticed(source=source, notices=notices):
            body = NOTICES.dump_json(notices).decode()
            return _headed({"event": "noticed", "source": source}, body)
        case Reported(source=source, signals=signals):
            return _headed({"event": "reported", "source": source}, SIGNALS.dump_json(signals).decode())
        case Moved(incidents=incidents):
            return _headed({"event": "moved"}, INCIDENTS.dump_json(incidents).decode())
        case SourceChanged(state=state):
            return _headed({"event": "source"}, SOURCE.dump_json(state).decode())
        case Measured(measures=measures):
            plain = {name: _plain_measure(one) for name, one in measures.items()}
            return _headed({"event": "measured"}, json.dumps(plain))


def decoded(data: bytes) -> Event:
    """The event that these bytes are; raises `NotAnEvent`."""
    try:
        length = struct.unpack_from("<I", data)[0]
        head = json.loads(data[4 : 4 + length])
        return _event(head, data[4 + length :])
    except (struct.error, ValueError, KeyError, TypeError, ValidationError) as why:
        raise NotAnEvent(str(why).splitlines()[0]) from why


def _event(head: dict[str, Any], body: bytes) -> Event:
    match head["event"]:
        case "read":
            return Read(head["source"], _columns(head, body))
        case "noticed":
            return Noticed(head["source"], NOTICES.validate_json(body))
        case "reported":
            return Reported(head["source"], SIGNALS.validate_json(body))
        case "moved":
            return Moved(INCIDENTS.validate_json(body))
        case "source":
            return SourceChanged(SOURCE.validate_json(body))
        case "measured":
            return Measured({name: _measure(one) for name, one in json.loads(body).items()})
        case other:
            raise ValueError(f"{other} is no kind of event")


def _headed(head: dict[str, Any], body: str | bytes) -> bytes:
    said = json.dumps(head).encode()
    return struct.pack("<I", len(said)) + said + (body.encode() if isinstance(body, str) else body)


def _readings(source: str, rows: Readings) -> bytes:
    columns = {"value": rows.value, "lon": rows.lon, "lat": rows.lat, **rows.attributes}
    sent = {name: column for name, column in columns.items() if column is not None}
    head = {
        "event": "read",
        "source": source,
        "kind": rows.kind,
        "columns": list(sent),
        "attributes": list(rows.attributes),
        "things": list(rows.thing),
        "texts": {name: list(column) for name, column in rows.texts.items()},
    }
    raw = rows.at.astype("<M8[ms]").tobytes() + b"".join(column.astype("<f8").tobytes() for column in sent.values())
    return _headed(head, raw)


def _columns(head: dict[str, Any], body: bytes) -> Readings:
    count = len(head["things"])
    at = np.frombuffer(body, dtype="<M8[ms]", count=count)
    sent = {
        name: np.frombuffer(body, dtype="<f8", count=count, offset=8 * count * (row + 1))
        for row, name in enumerate(head["columns"])
    }
    return Readings(
        kind=head["kind"],
        thing=head["things"],
        value=sent["value"],
        at=at,
        lon=sent.get("lon"),
        lat=sent.get("lat"),
        attributes={name: sent[name] for name in head["attributes"]},
        texts=head["texts"],
    )


def _plain_measure(measure: Measure) -> dict[str, Any]:
    arrays = {name: _list(getattr(measure, name)) for name in ARRAYS_OF_MEASURE}
    times = {name: at and at.isoformat() for name in ("at", "newest_input_at") for at in [getattr(measure, name)]}
    rest = ("indicator", "normal_low", "normal_high", "trend_step_min", "error", "quality", "version")
    return {
        **{name: getattr(measure, name) for name in rest},
        **arrays,
        **times,
        "band": measure.band.tolist(),
        "since": None if measure.since is None else measure.since.astype(np.int64).tolist(),
        "companions": {name: _list(column) for name, column in measure.companions.items()},
        "contributors": [list(one) for one in measure.contributors],
        "courses": {name: [_list(one.trend), one.normal_low, one.normal_high] for name, one in measure.courses.items()},
    }


def _measure(plain: dict[str, Any]) -> Measure:
    arrays = {name: _array(plain[name]) for name in ARRAYS_OF_MEASURE}
    times = {name: plain[name] and datetime.fromisoformat(plain[name]) for name in ("at", "newest_input_at")}
    rest = {
        name: plain[name]
        for name in ("indicator", "normal_low", "normal_high", "trend_step_min", "error", "quality", "version")
    }
    said: dict[str, Any] = {**rest, **arrays, **times}
    return Measure(
        **said,
        band=np.asarray(plain["band"], dtype=np.int8),
        since=None if plain["since"] is None else np.asarray(plain["since"], dtype="datetime64[ms]"),
        companions={name: np.asarray(column, dtype=np.float64) for name, column in plain["companions"].items()},
        contributors=tuple((one[0], one[1], one[2]) for one in plain["contributors"]),
        courses={
            name: Course(trend=np.asarray(one[0], dtype=np.float64), normal_low=one[1], normal_high=one[2])
            for name, one in plain["courses"].items()
        },
    )


def _list(column: np.ndarray | None) -> list[float | None] | None:
    return None if column is None else [None if np.isnan(one) else float(one) for one in column]


def _array(column: list[float | None] | None) -> np.ndarray | None:
    return None if column is None else np.asarray(column, dtype=np.float64)
