"""Waking: what was put off until a day goes on by itself on that day, and a request that came too late expires."""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from incidents.desk import Desk
from incidents.details import NOTHING, Details
from incidents.incident import Incident, State
from incidents.refusals import Refused
from incidents.roles import Actor, Role

ITSELF = Actor(by="onescreen", roles=frozenset({Role.SYSTEM}))
log = logging.getLogger(__name__)


class Waker:
    """Looks through the incidents on screen; what the desk refuses is said once and left to people."""

    def __init__(self, desk: Desk, incidents: Callable[[], Iterable[Incident]]) -> None:
        self._desk = desk
        self._incidents = incidents
        self._refused: set[tuple[str, int]] = set()

    def wake(self, now: datetime) -> None:
        """Do what is due. Raises `StoreUnavailable`; then it is due the next time."""
        for incident in tuple(self._incidents()):
            if (incident.number, incident.version) in self._refused or incident.command:
                continue
            for action, details in _due(incident, now):
                try:
                    self._desk.act(incident.number, action, actor=ITSELF, version=incident.version, details=details)
                except Refused as why:
                    log.warning("%s was due by itself: %s", action, why)
                    self._refused.add((incident.number, incident.version))
                break  # the next version is seen the next time


def _due(incident: Incident, now: datetime) -> Iterator[tuple[str, Details]]:
    until = incident.resumes_at
    if incident.state is State.DEFERRED and until is not None and until <= now:
        yield "resume", NOTHING
    for one in incident.requests:
        if incident.open and one.pending and one.until is not None and one.until <= now:
            yield "expire_request", Details(kind=one.kind.value)
