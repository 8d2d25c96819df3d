"""Receiving: what becomes of a signal at the moment it comes in, without anybody's hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from incidents.at_times import BACK, not_ahead
from incidents.incident import Incident, Signal
from incidents.intake import cameras
from incidents.intake.acting import Step, let_in, linked, numbered, put
from incidents.intake.counter import SYSTEM
from incidents.intake.duplicates import away_m, window_of
from incidents.intake.facts import Facts
from incidents.intake.guards import AUTO_LINK, SENSORS, Attempt
from incidents.intake.moving import moved, received_as, repeated
from incidents.intake.opening import City, known
from incidents.intake.pending import matter_of
from incidents.intake.ports import Reviewed
from incidents.intake.priority import WITHIN_MIN, Judged, Seen, endangers, judged
from incidents.intake.reception import Reception, SignalState
from incidents.intake.shelf import Shelf
from incidents.intake.sources import Admission, Verify, admission
from incidents.intake.table import RECEIVED
from incidents.intake.witnesses import callers, sensors, witness
from incidents.ports import Received
from incidents.refusals import OLDEST, TooOld
from incidents.roles import account_behind

if TYPE_CHECKING:
    from incidents.batch import Batch


FOLLOWS_UP = timedelta(hours=24)  # the same caller on the same matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What came of a signal: how it stands, the incident it led to if any, and whether it was new.

    `silenced` says why a machine's word was not taken in at all: then there is no reception.
    """

    reception: Reception | None
    incident: Incident | None
    new: bool
    silenced: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes in the signals of one transaction."""

    batch: "Batch"
    city: City
    shelf: Shelf
    now: datetime

    def received(self, signal: Signal, by: str, also: Sequence[datetime] = ()) -> Came:
        """What becomes of this signal, said again at the times `also`, which is one line of its log however many.

        Raises `TooOld`, or `NoSuchIncident` if its incident is lost.
        """
        came = self._received(signal, by)
        if not also or came.reception is None:
            return came
        return replace(self._again(came.reception, signal, also), new=came.new)

    def _received(self, signal: Signal, by: str) -> Came:
        signal = not_ahead(replace(signal, made_up=signal.made_up or self.city.made_up), self.now)
        if (before := self.batch.intake.keyed(signal.origin, signal.key)) is not None:
            return self._again(before, signal)
        number = self.batch.signalled(signal)
        reference = signal.reference or (signal.key if signal.command else "")
        if number is None and reference:
            number = self.batch.number_of(signal.origin, reference)
        if number is not None:
            return self._referred(signal, number, by)
        if Facts.of(signal).normal:
            earlier = self._same_matter(self._fresh(signal, by))
            silent = Came(reception=None, incident=None, new=False, silenced="normal")
            return silent if earlier is None else self._again(earlier, signal)
        if signal.at < self.now - OLDEST:
            raise TooOld(signal.at, self.now)
        if why := self._silenced(signal):
            return Came(reception=None, incident=None, new=False, silenced=why)
        fresh = self._fresh(signal, by)
        if (earlier := self._same_matter(fresh)) is not None:
            return self._again(earlier, signal)
        return self._decided(fresh)

    def _fresh(self, signal: Signal, by: str) -> Reception:
        # What is told a day late was received when it came: nobody writes a breach into the past by a signal.
        at = signal.at if self.now - BACK <= signal.at <= self.now else self.now
        said = (witness(signal, account_behind(by)), *self._lately(signal, at)) if not signal.exercise else ()
        found = self._judged(signal, said, at)
        one = received_as(signal, number="", by=by, at=at, level=found.level, fired=found.fired, raised=found.raised)
        return replace(one, sensors=max(1, sensors(said, self.city.around.has_sensor)))

    def _judged(self, signal: Signal, said: Sequence[str], at: datetime) -> Judged:
        category, facts = self.city.category(signal.category, signal.level), Facts.of(signal)
        seen = Seen(
            signal=signal, facts=facts, reporters=callers(said) if facts.caller else 0, around=self.city.around, at=at,
            zone=self.city.calendars.zone,
        )  # fmt: skip
        level = signal.level if signal.level in (1, 2, 3, 4) else category.level
        return judged(seen, level, raises=admission(signal.origin, signal.command).raises)

    def _lately(self, signal: Signal, at: datetime) -> tuple[str, ...]:
        """Who else reported the same sort of thing near there lately, people and sensors."""
        since, near = at - timedelta(minutes=WITHIN_MIN), window_of(signal.category).radius_m
        lately = self.batch.intake.reporters(signal.category[:3], since)
        if signal.lon is None or signal.lat is None or not lately:
            return ()
        places = np.array(
            [(one.lon, one.lat) for one in lately], dtype=np.float64
        )  # None becomes NaN, which is not near
        close = away_m(places[:, 0], places[:, 1], signal.lon, signal.lat) <= near
        return tuple(one.caller for one, is_near in zip(lately, close.tolist(), strict=True) if is_near)

    def _decided(self, fresh: Reception) -> Came:
        signal, number = fresh.signal, self.batch.fresh_signal_number(fresh.received_at)
        source, facts = admission(signal.origin, signal.command), Facts.of(signal)
        one = put(
            self.batch,
            None,
            numbered(fresh, number),
            move=RECEIVED,
            action="receive",
            at=fresh.received_at,
            now=self.now,
        )
        if source.links and (came := self._linked(one)) is not None:
            return came
        if self._at_once(one, source, facts):
            return self._came(let_in(self.batch, one, self._attempt(one), city=self.city, now=self.now))
        if self._wants_look(one, source):
            after = moved(one, "auto_verify", self._attempt(one, look=True))
            one = put(self.batch, one, after, move="SG1", action="auto_verify", at=one.received_at, now=self.now)
        return Came(reception=one, incident=None, new=True)

    def _linked(self, one: Reception) -> Came | None:
        """The signal linked to what it is surely about, if anything is."""
        found = self.shelf.likely(one.signal, one.category, one.received_at, least=AUTO_LINK)
        target = self.batch.incident(found[0].number) if found else None
        if target is None:
            return None
        attempt = self._attempt(one, target=target, score=found[0].score)
        return self._came(linked(self.batch, one, attempt, now=self.now))

    def _at_once(self, one: Reception, source: Admission, facts: Facts) -> bool:
        category = self.city.category(one.category, one.level)
        if source.code == "IOT":
            return category.track.value == "E" and one.sensors >= SENSORS
        if source.code == "VIDEO":
            reviewed = self._reviewed(facts)
            return not cameras.needs_look(reviewed, one.level, one.signal.key)
        if source.verify is Verify.ALWAYS and source.caller:
            return endangers(one.signal, facts)
        return source.at_once and (source.code != "GRID" or one.level in source.files)

    def _wants_look(self, one: Reception, source: Admission) -> bool:
        if source.verify is Verify.ALONE:
            return one.sensors < SENSORS
        return source.verify is Verify.ALWAYS

    def _reviewed(self, facts: Facts) -> Reviewed:
        return self.batch.intake.reviewed(facts.camera, facts.sort, self.now - cameras.COUNTED_FOR)

    def _silenced(self, signal: Signal) -> str:
        """Why a camera's hit is not taken in: its region was just called false, or its class is wrong too often."""
        facts = Facts.of(signal)
        if not facts.camera:
            return ""
        false_at = self.batch.intake.called_false(facts.camera, facts.roi, facts.sort)
        if false_at is not None and timedelta(0) <= signal.at - false_at < cameras.SILENT_FOR:
            return "called_false"
        suppressed = cameras.standing(self._reviewed(facts))
        return "suppressed" if suppressed is cameras.Standing.SUPPRESSED else ""

    def _same_matter(self, fresh: Reception) -> Reception | None:
        """The earlier signal of which this one is only a further word."""
        matter = matter_of(fresh)
        if not matter:
            return None
        of_a_camera = bool(Facts.of(fresh.signal).eye)
        within = cameras.SAME_FOR if of_a_camera else FOLLOWS_UP
        earlier = self.batch.intake.newest_of(matter, fresh.received_at - OLDEST)
        if earlier is None or earlier.state in (SignalState.REJECTED, SignalState.EXPIRED):
            return None
        if Facts.of(fresh.signal).tag:  # an episode lasts until the sensor says that it is over, however long that is
            return earlier if earlier.normal_at is None else None
        incident = self.batch.incident(earlier.incident) if earlier.incident else None
        still_open = of_a_camera and incident is not None and incident.open
        return earlier if still_open or fresh.received_at - earlier.again[-1] <= within else None

    def _again(self, before: Reception, signal: Signal, also: Sequence[datetime] = ()) -> Came:
        """The signal that is known: counted once more where it was said anew, not where it was only sent twice."""
        incident = known(self.batch, before.incident) if before.incident else None
        times = [at for at in (min(one, self.now) for one in (signal.at, *also)) if at > before.again[-1]]
        told = admission(signal.origin, signal.command).machine or signal.key != before.signal.key
        if not told or not times:
            return Came(reception=before, incident=incident, new=False)
        at, normal = times[-1], Facts.of(signal).normal
        changes = {"normal_at": at} if normal else {**repeated(before, times), "normal_at": None}
        after = moved(before, "repeat", Attempt(actor=SYSTEM, at=at), **changes)
        after = put(self.batch, before, after, move="SG15", action="repeat", at=at, now=self.now)
        return Came(reception=after, incident=incident, new=False)

    def _referred(self, signal: Signal, number: str, by: str) -> Came:
        """A further word under a reference that led to an incident before: the sender itself says it is the same."""
        incident = known(self.batch, number)
        at = min(signal.at, self.now)
        one = received_as(
            signal, number=self.batch.fresh_signal_number(at), by=by, at=at, level=incident.level
        )  # fmt: skip
        one = put(self.batch, None, one, move=RECEIVED, action="receive", at=at, now=self.now)
        if self.batch.signalled(signal) is None:
            self.batch.receive(Received(signal=signal, number=number, by=by))
        attempt = Attempt(actor=SYSTEM, at=at, target=incident, same_reference=True)
        after = moved(one, "link", attempt, incident=number)
        after = put(self.batch, one, after, move="SG6", action="link", at=at, now=self.now)
        return Came(reception=after, incident=incident, new=False)

    def _attempt(self, one: Reception, **more: object) -> Attempt:
        category = self.city.category(one.category, one.level)
        return Attempt(
            actor=SYSTEM,
            at=one.received_at,
            category=category,
            facts=Facts.of(one.signal),
            **more,  # type: ignore[arg-type] - by name
        )

    def _came(self, step: Step) -> Came:
        return Came(reception=step.reception, incident=step.incident, new=True)
