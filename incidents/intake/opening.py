"""Opening: how an accepted signal, or an allied command's first word, becomes an incident."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from incidents import winding
from incidents.batch import Batch
from incidents.categories import Category, category_of
from incidents.incident import Incident, State
from incidents.intake.reception import Reception
from incidents.intake.sources import admission
from incidents.intake.surroundings import Surroundings, Unknown
from incidents.lines import Entry
from incidents.notice import Notice
from incidents.parts import Supervision
from incidents.ports import Received
from incidents.refusals import NoSuchIncident
from incidents.timing.calendars import Calendars

# The hotline takes the citizen's call, and our desk does what follows from it.
HANDS_OVER = frozenset({"12345"})
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """What the desk knows of its city.

    The area that holds a place, if any; which categories there are; its calendars, with its zone; is it real; and what
    is around a place.
    """

    area_of: Callable[[float, float], str | None]
    categories: Mapping[str, Category]
    calendars: Calendars
    made_up: bool
    around: Surroundings = field(default_factory=Unknown)

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


def opened(
    batch: Batch, one: Reception, *, state: State, by: str, at: datetime, now: datetime, move: str, city: City
) -> Incident:
    """The new incident that a signal leads to which was accepted `at`; it counts as received when the signal was."""
    signal = one.signal
    category = city.category(one.category, one.level)
    lon, lat, area = city.place(signal.lon, signal.lat)
    incident = Incident(
        number=batch.fresh_number(at),
        version=1,
        state=state,
        category=one.category,
        level=one.level,
        origin=signal.origin,
        reference=signal.reference or (signal.key if signal.command else ""),
        command=signal.command,
        address=signal.address,
        address_en=signal.address_en,
        detail=signal.detail,
        detail_en=signal.detail_en,
        lon=lon,
        lat=lat,
        area=signal.area or area,
        received_at=one.received_at,
        changed_at=at,
        times={state: at},
        close_by=signal.close_by,
        made_up=signal.made_up or city.made_up,
        exercise=signal.exercise,
        by=by,
        entered_by={state: by},
    )
    if admission(signal.origin, signal.command).supervised:
        incident = _supervised(incident, category, city)
    batch.receive(Received(signal=signal, number=incident.number, by=by))
    return _opened(batch, incident, category, move=move, now=now)


def _supervised(incident: Incident, category: Category, city: City) -> Incident:
    """Under an order of the lowest level from the start, to be answered when it should be closed, or in a day."""
    at, promise = incident.received_at, category.promise
    until = incident.close_by or (at + A_DAY if promise is None else promise.due(at, city.calendars))
    order = Supervision(serial=1, level=1, by=incident.origin, at=at, until=until, note=incident.detail)
    return replace(incident, supervisions=(order,))


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
    return batch.put(
        winding.opened(incident, category),
        Entry(
            number=incident.number,
            version=1,
            move=move,
            action="receive",
            came_from=None,
            to=incident.state,
            at=incident.changed_at,
            recorded_at=now,
            by=incident.by,
            note=incident.detail,
            note_en=incident.detail_en,
        ),
    )


def known(batch: Batch, number: str) -> Incident:
    """The incident with this number. Raises `NoSuchIncident` if its row is damaged."""
    incident = batch.incident(number)
    if incident is None:
        raise NoSuchIncident(number)
    return incident
