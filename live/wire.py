"""The wire: incidents, units, sources and measures as plain data, the same for the socket and for the API.

Only times differ: the screens get milliseconds since 1970 (`ms`), other machines ISO 8601 (`iso`); the writer is passed
in. Unknown numbers stay NaN here, and the encoder (orjson) writes them as null.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import numpy as np

from city.picture import Flow, Measure, SourceState, UnitNow
from city.readings import Floats, Times
from incidents.incident import Assignment, Incident
from live import case_file, clock_faces
from live.moments import aware

Plain = dict[str, Any]
Write = Callable[[datetime], int | str]

DIGITS = 6  # beyond that a figure only costs bytes


def ms(at: datetime) -> int:
    """A time as whole milliseconds since 1970, UTC.

    >>> ms(datetime(1970, 1, 1, 0, 0, 1, 500_000, tzinfo=UTC))
    1500
    """
    return round(at.timestamp() * 1000)


def iso(at: datetime) -> str:
    """A time as ISO 8601 to the millisecond, UTC.

    >>> iso(datetime(2026, 3, 1, 8, 30, tzinfo=UTC))
    '2026-03-01T08:30:00.000Z'
    """
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def incident(one: Incident, write: Write, *, names: bool = False) -> Plain:
    """An incident as it stands, without what may be done about it (the desk knows that).

    Who asked, signed and ordered is told with `names` only: the screens go to walls, too.
    """
    return {
        "number": one.number,
        "version": one.version,
        "state": one.state.value,
        "open": one.open,
        "category": one.category,
        "level": one.level,
        "origin": one.origin,
        "reference": one.reference,
        "command": one.command,
        "address": one.address,
        "address_en": one.address_en,
        "detail": one.detail,
        "detail_en": one.detail_en,
        "lon": one.lon,
        "lat": one.lat,
        "area": one.area,
        "received_at": write(one.received_at),
        "changed_at": write(one.changed_at),
        "entered_at": write(one.entered_at),
        "times": _times(one.times, write),
        "assignments": [_assignment(each, write) for each in one.assignments],
        "due": one.due,
        "due_at": _at(one.due_at, write),
        "close_by": _at(one.close_by, write),
        "clocks": clock_faces.shown(one, write),
        "made_up": one.made_up,
        **case_file.parts(one, write, names=names),
    }


def unit(one: UnitNow) -> Plain:
    """A unit: what it is, how it stands, and on which incident."""
    return {"name": one.name, "kind": one.kind, "state": one.state, "incident": one.incident}


def source(one: SourceState, write: Write) -> Plain:
    """A source: what it is, how old its facts may be and are, and what was refused of it."""
    return {
        "name": one.name,
        "title": dict(one.title),
        "provenance": one.provenance,
        "note": dict(one.note),
        "standard": one.standard,
        "promise_s": one.promise_s,
        "patience_s": one.patience_s,
        "newest_at": _at(one.newest_at, write),
        "read_at": _at(one.read_at, write),
        "facts": one.facts,
        "kinds": list(one.kinds),
        "refused": [{"reason": each.reason, "count": each.count, "example": each.example} for each in one.refused],
        "status": one.status,
        "problem": one.problem,
    }


def measure(one: Measure, write: Write) -> Plain:
    """A measure per area, and how it came about; null is unknown. `since` is the city's, `since_in` every area's.

    `judged` is what the bands were found by, null where that is the value itself.
    """
    return {
        "at": write(one.at),
        "value": _column(one.value),
        "band": one.band.tolist(),
        "judged": _column(one.judged),
        "numerator": _column(one.numerator),
        "denominator": _column(one.denominator),
        "low": _column(one.low),
        "high": _column(one.high),
        "coverage": _column(one.coverage),
        "companions": {name: _column(column) for name, column in one.companions.items()},
        "contributors": [list(each) for each in one.contributors],
        "newest_input_at": _at(one.newest_input_at, write),
        "since": None if one.since is None else _moments(one.since[:1], write)[0],
        "since_in": None if one.since is None else _moments(one.since, write),
        "normal_low": one.normal_low,
        "normal_high": one.normal_high,
        "trend": _column(one.trend),
        "trend_step_min": one.trend_step_min,
        "level": _column(one.level),
        "courses": {
            name: {"trend": _column(each.trend), "normal_low": each.normal_low, "normal_high": each.normal_high}
            for name, each in one.courses.items()
        },
        "quality": one.quality,
        "version": one.version,
        "error": one.error,
    }


def flow(one: Flow, write: Write) -> Plain:
    """How many incidents came in, by level, and were closed, step by step."""
    return {
        "until": write(one.until),
        "step_min": one.step_min,
        "received": one.received.tolist(),
        "closed": one.closed.tolist(),
    }


def _assignment(one: Assignment, write: Write) -> Plain:
    expected_at = one.expected[-1].at if one.expected else None
    return {
        "unit": one.unit, "state": one.state.value, "times": _times(one.times, write),
        "expected_at": _at(expected_at, write),
    }  # fmt: skip


def _times(times: Mapping[Any, datetime], write: Write) -> Plain:
    return {state.value: write(at) for state, at in times.items()}


def _at(at: datetime | None, write: Write) -> int | str | None:
    return None if at is None else write(at)


def _moments(column: Times, write: Write) -> list[int | str | None]:
    """Many are the same, and each is written once; what is no time is null."""
    distinct, which = np.unique(column, return_inverse=True)
    written = [None if np.isnat(at) else write(aware(at)) for at in distinct]
    return [written[i] for i in which.tolist()]


def _column(column: Floats | None) -> list[float] | None:
    return None if column is None else np.round(column, DIGITS).tolist()
