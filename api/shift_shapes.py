"""Shapes of shifts: who is on duty, the sheet that is handed over, and the log."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from api.answers import Words
from api.door import Shape
from api.values import UNSEEN, LongText, Moment, Text, Whole
from incidents.roles import Role
from incidents.shifts import GROUPS

ShiftName = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_.-]{1,40}$")]
Person = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40, pattern=rf"^[^{UNSEEN}]+$")
]
OnShift = Annotated[list[Role], Field(min_length=1, max_length=5)]
ROLES_ON_SHIFT = frozenset({Role.CALL_TAKER, Role.DISPATCHER, Role.CHIEF, Role.COLLECTOR, Role.LEADER})
OnRoster = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9._-]{1,31}$")]  # the name of an account
Roster = Annotated[dict[OnRoster, OnShift], Field(max_length=100)]


class NewShift(Shape):
    """A shift as it is planned; who is on it may be said later."""

    name: ShiftName
    begins_at: Moment
    ends_at: Moment
    leader: Text = Field(default="", max_length=40, description="the leader on duty: the name of their account")
    roster: Roster = Field(
        default={}, description="names of accounts, and the roles of each: " + ", ".join(sorted(ROLES_ON_SHIFT))
    )
    by: Person | None = Field(default=None, description="whoever asks, where it is said at all")


class ShiftAct(Shape):
    """What is to be done with a shift, and what that needs."""

    version: Whole | None = Field(default=None, ge=1, lt=2**31)
    lines: list[Whole] = Field(default=[], max_length=500, description="tick: the lines of the sheet, the first is 1")
    note: LongText = Field(
        default="", max_length=2000, description="remark: what there is to note; hand_over: own lines"
    )
    kind: Text = Field(default="", max_length=40, description="remark: call, order, information, check, equipment")
    number: Text = Field(default="", max_length=40, description="remark: the incident that it is about")
    due_at: Moment | None = Field(default=None, description="remark: when it wants to be followed up")
    roster: Roster | None = Field(default=None, description="roster: who is on it now")
    leader: Annotated[Text, Field(max_length=40)] | None = Field(
        default=None, description="roster: the leader on duty, as the name of their account"
    )
    ends_at: Moment | None = Field(default=None, description="roster: until when it lasts")
    by: Person | None = Field(default=None, description="whoever asks, where it is said at all")


class SheetLine(Shape):
    """One line of the sheet; `by` is who has read it, "" where nobody has."""

    nth: int
    group: str = Field(description=f"under which heading it stands: {', '.join(GROUPS)}")
    about: str
    number: str
    words: Words
    more: dict[str, str] = Field(description="how it stands and why it is on the sheet; empty where words say it all")
    by: str


class OneRemark(Shape):
    """What somebody noted during the shift."""

    at: datetime
    by: str
    kind: str
    text: str
    number: str
    due_at: datetime | None


class OneShift(Shape):
    """A shift as it stands; `possible` names the actions that its state allows."""

    name: str
    version: int
    state: str
    title: Words
    begins_at: datetime
    ends_at: datetime
    handed_at: datetime | None
    leader: str
    chiefs: list[str]
    roster: dict[str, list[str]]
    lines: list[SheetLine]
    remarks: list[OneRemark]
    signed_out: str
    signed_in: str
    late: bool = Field(description="whether it should have been handed over by now")
    made_up: bool = Field(description="people who do not exist")
    possible: list[str]


class LogLine(Shape):
    """One line of a shift's log."""

    seq: int | None
    version: int | None
    action: str
    title: Words
    at: datetime
    by: str
    role: str
    came_from: str | None
    to: str | None
    details: dict[str, object]


class ShiftWithLog(OneShift):
    """A shift with all that was done on it, first things first."""

    log: list[LogLine]


class Shifts(Shape):
    """The shift that is responsible now, the one that comes next, and the last that handed over.

    While none was ever planned, everybody is on duty in the roles of their account (`everybody`).
    """

    everybody: bool
    present: OneShift | None
    next: OneShift | None
    last: OneShift | None
