"""Intake: how a signal, or an allied command's first word, becomes an incident."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from incidents import clocks
from incidents.batch import Batch
from incidents.categories import Category, category_of
from incidents.incident import Incident, Signal, State
from incidents.lines import Entry
from incidents.notice import Notice
from incidents.ports import Received
from incidents.refusals import OLDEST, NoSuchIncident, TooOld
from incidents.timing.calendars import Calendars

# The hotline takes the citizen's call, and our desk does what follows from it.
HANDS_OVER = frozenset({"12345"})


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """What the desk knows of its city: the area that holds a place, if any; categories; calendars; is it real."""

    area_of: Callable[[float, float], str | None]
    categories: Mapping[str, Category]
    calendars: Calendars
    made_up: bool

    def category_of(self, incident: Incident) -> Category:
        """The incident's category, or one without limits if its code is not ours."""
        return self.category(incident.category, incident.level)

    def category(self, code: str, level: int) -> Category:
        """The category of this code, or one without limits if it is not ours."""
        return category_of(code, level, self.categories, self.calendars)

    def place(self, lon: float | None, lat: float | None) -> tuple[float | None, float | None, str]:
        """Longitude, latitude and area; nothing of it where the place is not on the earth."""
        if lon is None or lat is None or not (math.isfinite(lon) and abs(lon) <= 180 and abs(lat) <= 90):
            return None, None, ""
        return lon, lat, self.area_of(lon, lat) or ""


def received(batch: Batch, signal: Signal, *, by: str, now: datetime, city: City) -> Incident:
    """The incident that this signal led to before, or a new one. Raises `TooOld`, or `NoSuchIncident` if it is lost."""
    reference = signal.reference or (signal.key if signal.command else "")
    if (number := batch.signalled(signal)) is not None:
        return _known(batch, number)
    if reference and (number := batch.number_of(signal.origin, reference)) is not None:
        batch.receive(Received(signal=signal, number=number, by=by))
        return _known(batch, number)
    if signal.at < now - OLDEST:
        raise TooOld(signal.at, now)
    category = city.category(signal.category, signal.level)
    at = min(signal.at, now)  # a sender's clock may run ahead of ours
    state = State.FILED if signal.command else State.ACCEPTED
    lon, lat, area = city.place(signal.lon, signal.lat)
    incident = Incident(
        number=batch.fresh_number(at),
        version=1,
        state=state,
        category=signal.category,
        level=signal.level if signal.level in (1, 2, 3, 4) else category.level,
        origin=signal.origin,
        reference=reference,
        command=signal.command,
        address=signal.address,
        address_en=signal.address_en,
        detail=signal.detail,
        detail_en=signal.detail_en,
        lon=lon,
        lat=lat,
        area=signal.area or area,
        received_at=at,
        changed_at=at,
        times={state: at},
        close_by=signal.close_by,
        made_up=signal.made_up or city.made_up,
        by=by,
        entered_by={state: by},
    )
    batch.receive(Received(signal=signal, number=incident.number, by=by))
    return _opened(batch, incident, category, move="SG3" if signal.command else "SG2", now=now)


def first_noticed(batch: Batch, notice: Notice, *, now: datetime, city: City) -> Incident:
    """The new incident of which an allied command tells; it leads it, unless it is one that hands over to our desk."""
    category = city.category(notice.category, notice.level)
    lon, lat, area = city.place(notice.lon, notice.lat)
    incident = Incident(
        number=batch.fresh_number(notice.at),
        version=1,
        state=State.ACCEPTED,
        category=notice.category,
        level=notice.level if notice.level in (1, 2, 3, 4) else category.level,
        origin=notice.origin,
        reference=notice.reference,
        command="" if notice.origin in HANDS_OVER else notice.origin,
        address=notice.address,
        address_en=notice.address_en,
        detail=notice.detail,
        lon=lon,
        lat=lat,
        area=area,
        received_at=notice.at,
        changed_at=notice.at,
        times={State.ACCEPTED: notice.at},
        close_by=notice.due_at,
        made_up=city.made_up,
        by=notice.origin,
        entered_by={State.ACCEPTED: notice.origin},
    )
    return _opened(batch, incident, category, move="SG3", now=now)


def _opened(batch: Batch, incident: Incident, category: Category, *, move: str, now: datetime) -> Incident:
    clock = clocks.due(incident, category, incident.received_at)
    return batch.put(
        clocks.with_due(incident, clock),
        Entry(
            number=incident.number,
            version=1,
            move=move,
            action="receive",
            came_from=None,
            to=incident.state,
            at=incident.received_at,
            recorded_at=now,
            by=incident.by,
            note=incident.detail,
            note_en=incident.detail_en,
        ),
    )


def _known(batch: Batch, number: str) -> Incident:
    incident = batch.incident(number)
    if incident is None:
        raise NoSuchIncident(number)  # a signal led to it, but its row is damaged
    return incident
