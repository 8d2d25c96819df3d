"""Entries: what the log says of a step, one line for each incident that it changed."""

from collections.abc import Iterator
from datetime import datetime

from incidents.incident import Incident
from incidents.lines import Entry
from incidents.wishes import Step, Wish


def entries_of(before: Incident, wish: Wish, step: Step, now: datetime) -> Iterator[tuple[Incident, Entry]]:
    """Each incident as it is after the step, and its line; the one that was acted on first."""
    changed = [(before.state, step.incident, step.action), *((one.state, one, action) for one, action in step.also)]
    for came_from, after, action in changed:
        yield after, Entry(
            number=after.number, version=after.version, move=step.move, action=action, came_from=came_from,
            to=after.state, at=wish.at, recorded_at=now, by=wish.actor.shown, role=step.role,
            unit=wish.unit or ", ".join(wish.details.units), note=wish.note, details=_told(wish),
        )  # fmt: skip


def _told(wish: Wish) -> dict[str, str]:
    """What was told beside the note; a clock that is far off is marked."""
    return wish.details.told() | ({} if wish.skew_s is None else {"clock_off_s": str(wish.skew_s)})
