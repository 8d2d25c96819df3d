"""Wanting: what somebody wants of a signal, and all that the desk knows about it before it is tried."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from geo.place import distance_m
from incidents.incident import Incident
from incidents.intake.facts import Facts
from incidents.intake.guards import Attempt, Photo
from incidents.intake.opening import City
from incidents.intake.reception import Reception
from incidents.intake.shelf import Shelf
from incidents.intake.table import SIGNAL_MOVE
from incidents.refusals import NoSuchIncident
from incidents.roles import Actor
from incidents.sight import sees

if TYPE_CHECKING:
    from incidents.batch import Batch

_NO_WORDS = frozenset({"version", "operation"})  # what a client that asks again may say otherwise
_LOOKS = frozenset({"accept", "confirm", "link"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalWish:
    """One action on one signal, wanted by somebody, with all that they bring.

    `category` and `level` are what they take it for, if otherwise than it says; `incident` is what it is to be linked
    to. `photo_at` with its place is a photo taken on the spot; `address` goes with `lon` and `lat`. The rest is as in
    `Attempt`.
    """

    number: str
    action: str
    actor: Actor
    version: int | None = None
    operation: str = ""
    note: str = ""
    reason: str = ""
    until: datetime | None = None
    incident: str = ""
    seen: frozenset[str] = frozenset()
    nowhere: str = ""
    evidence: tuple[str, ...] = ()
    photo_at: datetime | None = None
    photo_lon: float | None = None
    photo_lat: float | None = None
    category: str = ""
    level: int = 0
    looker: str = ""
    lon: float | None = None
    lat: float | None = None
    address: str = ""

    @property
    def key(self) -> str:
        """What makes it this wish and no other, so that a reused operation key is noticed."""
        said = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in _NO_WORDS}
        said |= {"actor": self.actor.by, "seen": sorted(self.seen)}
        return "\n".join(["signal", *(f"{name}={value!r}" for name, value in said.items() if value)])


def attempt_of(
    batch: "Batch", wish: SignalWish, taken: Reception, *, city: City, shelf: Shelf, now: datetime
) -> Attempt:
    """The wish with what the desk knows: the target, the likely duplicates, how far the photo is."""
    likely = shelf.likely(taken.signal, taken.category, taken.received_at) if wish.action in _LOOKS else ()
    facts = Facts.of(taken.signal)
    return Attempt(
        actor=wish.actor,
        at=now,
        category=city.category(taken.category, taken.level),
        note=wish.note,
        reason=wish.reason,
        until=wish.until,
        target=_target(batch, wish),
        score=next((one.score for one in likely if one.number == wish.incident), 0.0),
        seen=wish.seen,
        alike=frozenset(one.number for one in likely if _seen(batch, wish.actor, one.number)),
        nowhere=wish.nowhere,
        photo=_photo(wish, taken),
        looker=wish.looker,
        lon=wish.lon,
        lat=wish.lat,
        facts=replace(facts, evidence=(*facts.evidence, *wish.evidence)),
    )


def _target(batch: "Batch", wish: SignalWish) -> Incident | None:
    """The incident that it is to be linked to, for whoever may link at all and sees it.

    Raises `NoSuchIncident` alike where there is none and where it is hidden, so that numbers cannot be tried out.
    """
    if wish.action != "link" or not wish.incident or not wish.actor.roles & SIGNAL_MOVE["link"].roles:
        return None
    if not _seen(batch, wish.actor, wish.incident):
        raise NoSuchIncident(wish.incident)
    return batch.incident(wish.incident)


def _seen(batch: "Batch", actor: Actor, number: str) -> bool:
    """Whether an incident is theirs to see: nobody is asked to look at what is not shown to them."""
    found = batch.incident(number)
    return found is not None and sees(actor, found)


def hides(batch: "Batch", actor: Actor, one: Reception) -> bool:
    """Whether the incident behind a signal is hidden from them: then there is no such signal for them."""
    return bool(one.incident) and not _seen(batch, actor, one.incident)


def _photo(wish: SignalWish, taken: Reception) -> Photo | None:
    """The photo from the spot, if one was brought."""
    if wish.photo_at is None:
        return None
    one = taken.signal
    if one.lon is None or one.lat is None or wish.photo_lon is None or wish.photo_lat is None:
        return Photo(at=wish.photo_at, away_m=float("nan"))
    away = distance_m(np.array([one.lon]), np.array([one.lat]), wish.photo_lon, wish.photo_lat)[0]
    return Photo(at=wish.photo_at, away_m=float(away))
