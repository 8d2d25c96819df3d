"""Lives: the beginnings and ends of incidents as readings; the chronicle says when."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType

import numpy as np

from city.readings import Floats, Readings
from incidents.incident import Incident
from live.moments import moment

WEIGHTS = MappingProxyType({1: 9.0, 2: 3.0, 3: 1.0, 4: 1.0})  # of an alert by its level


def received_rows(incidents: Sequence[Incident]) -> Readings:
    """When these came in: the value is how long they may take, s, NaN where they have no limit."""
    limit = np.array([limit_s(one) for one in incidents])
    about = {"level": np.array([float(one.level) for one in incidents])}
    return _rows("incident.received", incidents, limit, [one.received_at for one in incidents], about)


def closed_rows(incidents: Sequence[Incident]) -> Readings:
    """When these were over: the value is how long they took, s."""
    took = np.array([max((ended_at(one) - one.received_at).total_seconds(), 0.0) for one in incidents])
    about = {"limit_s": np.array([limit_s(one) for one in incidents])}
    return _rows("incident.closed", incidents, took, [ended_at(one) for one in incidents], about)


def alert_rows(incidents: Sequence[Incident]) -> Readings:
    """When these came in, as alerts with a weight."""
    weight = np.array([WEIGHTS.get(one.level, 1.0) for one in incidents])
    rows = _rows("alert.raised", incidents, weight, [one.received_at for one in incidents], {})
    return Readings(kind=rows.kind, thing=rows.thing, value=weight, at=rows.at, lon=rows.lon, lat=rows.lat)


def ended_at(one: Incident) -> datetime:
    """When an incident that is over was over: a unit that reports back later does not put that off."""
    return one.again_at or one.times.get(one.state, one.changed_at)


def limit_s(one: Incident) -> float:
    """How long an incident may take, s; NaN where it has no limit."""
    return float("nan") if one.close_by is None else (one.close_by - one.received_at).total_seconds()


def serial_of(number: str) -> float:
    """A whole number that stands for an incident's, the same in every run; 52 bits, so that a float holds it."""
    return float(int(sha256(number.encode()).hexdigest()[:13], 16))


def _rows(
    kind: str, incidents: Sequence[Incident], value: Floats, at: Sequence[datetime], about: Mapping[str, Floats]
) -> Readings:
    return Readings(
        kind=kind,
        thing=[one.number for one in incidents],
        value=value,
        at=np.array([moment(one) for one in at]),
        lon=np.array([np.nan if one.lon is None else one.lon for one in incidents]),
        lat=np.array([np.nan if one.lat is None else one.lat for one in incidents]),
        attributes={"serial": np.array([serial_of(one.number) for one in incidents]), **about},
    )
