"""Acting: what a hand, or time, does to a signal, and what follows for the incidents behind it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from incidents.categories import Track
from incidents.incident import Incident, Signal, State
from incidents.intake import waits
from incidents.intake.counter import SYSTEM
from incidents.intake.guards import Attempt
from incidents.intake.moving import admitted, answered, moved, received_as
from incidents.intake.opening import City, opened
from incidents.intake.ports import Review
from incidents.intake.reasons import FALSE_ALARM
from incidents.intake.reception import Reception, Reply, SignalState
from incidents.intake.refusals import NoSuchSignal, SignalOutdated
from incidents.intake.sending import sent
from incidents.intake.shelf import Shelf
from incidents.intake.sources import admission
from incidents.intake.table import RECEIVED, SIGNAL_MOVE
from incidents.intake.wanting import SignalWish, attempt_of, hides
from incidents.lines import Entry
from incidents.notice import Notice
from incidents.ports import Operation
from incidents.refusals import NoSuchCategory, OperationReused
from incidents.replying import refused

if TYPE_CHECKING:
    from incidents.batch import Batch


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What came of an action on a signal: how it stands now, and the incident behind it as it stands, if any."""

    reception: Reception
    incident: Incident | None = None


def acted(batch: "Batch", wish: SignalWish, *, city: City, shelf: Shelf, now: datetime) -> Step:
    """What comes of a wish; asked again under the same key, what came of it then. Raises `Refused`."""
    if not wish.operation:
        return _acted(batch, wish, city=city, shelf=shelf, now=now)
    done = batch.operation(wish.operation)
    if done is None:
        step = _acted(batch, wish, city=city, shelf=shelf, now=now)
        batch.keep(Operation(key=wish.operation, wish=wish.key, at=now, signal=step.reception))
        return step
    if done.wish != wish.key or done.signal is None:
        raise OperationReused(wish.operation)
    return Step(reception=done.signal, incident=_behind(batch, done.signal))


def _acted(batch: "Batch", wish: SignalWish, *, city: City, shelf: Shelf, now: datetime) -> Step:
    before = batch.intake.reception(wish.number)
    if before is None or hides(batch, wish.actor, before):
        raise NoSuchSignal(wish.number)
    if wish.version is not None and not before.version - before.ticked <= wish.version <= before.version:
        raise SignalOutdated(wish.number, wish.version, before.version)
    if wish.category and wish.category not in city.categories:
        raise NoSuchCategory(wish.category)
    before = waits.ran_out(before, city.category(before.category, before.level), now)
    taken = replace(before, category=wish.category or before.category, level=wish.level or before.level)
    attempt = attempt_of(batch, wish, taken, city=city, shelf=shelf, now=now)
    if wish.action in ("accept", "confirm"):
        return _accepted(batch, before, taken, wish, attempt, city=city, now=now)
    if wish.action == "link":
        return linked(batch, before, attempt, now=now)
    changes = _changes(before, wish, now)
    after = moved(before, wish.action, attempt, **changes)
    _reviewed(batch, after, attempt, wish.action)
    after = refused(batch, after) if after.state is SignalState.REJECTED and wish.action != "answer" else after
    after = put(batch, before, after, move=SIGNAL_MOVE[wish.action].id, action=wish.action, at=now, now=now)
    if wish.action == "send":
        batch.tell(sent(after, now))
    incident = _behind(batch, before)
    if wish.action == "unlink" and incident is not None:
        incident = _noted(batch, incident, after, move="SG11", action="unlink", at=now, now=now)
    return Step(reception=after, incident=incident)


def let_in(batch: "Batch", before: Reception, attempt: Attempt, *, city: City, now: datetime) -> Step:
    """The signal accepted without anybody's hand, by its source's admission, and the incident it makes."""
    after = replace(admitted(before, attempt), by=before.by)
    levels = admission(before.signal.origin, before.signal.command).files
    filed = bool(before.signal.command) or before.level in levels
    return _open(batch, before, after, "SG3" if before.signal.command else "SG2", attempt, filed, city=city, now=now)


def heard(batch: "Batch", notice: Notice, incident: Incident, *, now: datetime) -> None:
    """Keep an allied command's first word as the signal that led to this incident, under its own number."""
    if batch.intake.keyed(notice.origin, notice.reference) is not None:
        return
    signal = Signal(
        origin=notice.origin, key=notice.reference, at=notice.at, category=incident.category, level=incident.level,
        lon=incident.lon, lat=incident.lat, address=notice.address, address_en=notice.address_en, detail=notice.detail,
        command=incident.command, reference=notice.reference, made_up=incident.made_up,
    )  # fmt: skip
    at = min(notice.at, now)
    one = received_as(signal, number=batch.fresh_signal_number(at), by=notice.origin, at=at, level=incident.level)
    one = put(batch, None, one, move=RECEIVED, action="receive", at=at, now=now)
    after = admitted(one, Attempt(actor=SYSTEM, at=at), incident=incident.number)
    put(batch, one, after, move="SG3", action="auto_accept", at=at, now=now)


def linked(batch: "Batch", before: Reception, attempt: Attempt, *, now: datetime) -> Step:
    """The signal linked to its target, which says so in its log; the reporter stays the signal's own."""
    target = attempt.target
    after = moved(before, "link", attempt, incident="" if target is None else target.number)
    after = put(batch, before, after, move="SG6", action="link", at=attempt.at, now=now)
    if target is None:
        return Step(reception=after)
    incident = _noted(batch, target, after, move="SG6", action="link", at=attempt.at, now=now)
    return Step(reception=after, incident=incident)


def put(
    batch: "Batch", before: Reception | None, after: Reception, *, move: str, action: str, at: datetime, now: datetime
) -> Reception:
    """The signal's next version, put into the batch with its line of the log."""
    came_from = None if before is None else before.state
    return batch.intake.put(after, came_from=came_from, move=move, action=action, at=at, now=now)


def numbered(one: Reception, number: str) -> Reception:
    """The signal under its number."""
    return replace(one, number=number)


def _accepted(
    batch: "Batch",
    before: Reception,
    taken: Reception,
    wish: SignalWish,
    attempt: Attempt,
    *,
    city: City,
    now: datetime,
) -> Step:
    after = moved(taken, wish.action, attempt)
    _reviewed(batch, after, attempt, wish.action)
    levels = admission(before.signal.origin, before.signal.command).files
    emergency = attempt.category is not None and attempt.category.track is Track.EMERGENCY
    return _open(
        batch, before, after, SIGNAL_MOVE[wish.action].id, attempt, emergency or after.level in levels, city=city,
        now=now
    )  # fmt: skip


def _open(
    batch: "Batch",
    before: Reception,
    after: Reception,
    move: str,
    attempt: Attempt,
    filed: bool,  # noqa: FBT001 - said beside its name where it is decided
    *,
    city: City,
    now: datetime,
) -> Step:
    state = State.FILED if filed else State.ACCEPTED
    at = attempt.at
    incident = opened(batch, after, state=state, by=after.by, at=at, now=now, move=move, city=city)
    after = replace(after, incident=incident.number)
    action = "accept" if move == "SG2" else "confirm" if move == "SG4" else "auto_accept"
    after = put(batch, before, after, move=move, action=action, at=at, now=now)
    return Step(reception=after, incident=incident)


def _changes(before: Reception, wish: SignalWish, now: datetime) -> dict[str, Any]:
    """What an action changes of a signal beside its state."""
    match wish.action:
        case "answer":
            return {"reply": answered(before, wish.actor.shown, now)}
        case "unsure":
            return {"visit": True}
        case "send":
            return {"looker": wish.looker}
        case "locate":
            said = {"address": wish.address, "address_en": ""} if wish.address else {}
            return {"signal": replace(before.signal, lon=wish.lon, lat=wish.lat, area="", **said)}
        case "unlink" | "appeal":
            owed = before.reply.owed_since if before.reply.owed else None
            return {"incident": "", "looker": "", "reply": Reply(owed_since=owed)}
        case _:
            return {}


def _reviewed(batch: "Batch", after: Reception, attempt: Attempt, action: str) -> None:
    """Keep what a person said of a camera's hit: confirmed, or a false alarm."""
    facts, false = attempt.facts, action == "not_found" and attempt.reason == FALSE_ALARM
    if not facts.camera or not (false or action == "confirm"):
        return
    batch.intake.review(
        Review(
            signal=after.number, camera=facts.camera, roi=facts.roi, sort=facts.sort, true=not false, at=attempt.at,
            by=attempt.actor.by,
        )
    )  # fmt: skip


def _behind(batch: "Batch", one: Reception) -> Incident | None:
    return batch.incident(one.incident) if one.incident else None


def _noted(
    batch: "Batch", incident: Incident, one: Reception, *, move: str, action: str, at: datetime, now: datetime
) -> Incident:
    """The incident with a line of its log about a signal; nothing moves."""
    after = replace(incident, version=incident.version + 1)
    entry = Entry(
        number=incident.number, version=after.version, move=move, action=action, came_from=incident.state,
        to=incident.state, at=at, recorded_at=now, by=one.by, note=f"{one.number} {one.signal.detail}".strip(),
        note_en=f"{one.number} {one.signal.detail_en}".strip(),
    )  # fmt: skip
    return batch.put(after, entry)
