"""Told: what an action is told beside its name, as JSON, checked by shape and by what the action takes."""

from http import HTTPStatus
from typing import Annotated

from pydantic import Field

from api.door import Shape
from api.refusals import NotServed
from api.values import Flag, LongText, Moment, Number, Text, Whole
from incidents import details, parts
from incidents.details import Details
from incidents.lifecycle import ACTIONS

Short = Annotated[Text, Field(max_length=200)]
Names = Annotated[tuple[Short, ...], Field(max_length=50)]
People = Annotated[Whole, Field(ge=0, lt=10_000_000)]


class TaskWanted(Shape):
    """A further department that helps; unless it is mandatory, nobody waits for it."""

    department: Short = Field(min_length=1)
    mandatory: Flag = True


class Casualties(Shape):
    """Who was hurt, as far as is known; leave out what is not."""

    dead: People | None = None
    injured: People | None = None
    missing: People | None = None
    trapped: People | None = None


class Told(Shape):
    """What an action may be told; each takes some of it, as its row says."""

    reason: Short = Field(default="", description="a code of the list that the action names")
    department: Short = Field(default="", description="who leads")
    because: Short = Field(default="", description="why another department than the category's")
    assist: tuple[TaskWanted, ...] = Field(default=(), max_length=20)
    units: Names = Field(default=(), description="the units that are sent")
    task: Whole | None = Field(default=None, ge=1, le=10_000, description="the serial of a task")
    category: Short = ""
    level: Whole | None = Field(default=None, ge=1, le=4, description="1 most urgent; of an order 1 is the lowest")
    sensitivity: Whole | None = Field(default=None, ge=0, le=3, description="0 public to 3 secret")
    lon: Number | None = Field(default=None, ge=-180, le=180)
    lat: Number | None = Field(default=None, ge=-90, le=90)
    address: Short = ""
    until: Moment | None = None
    add_s: Whole | None = Field(default=None, ge=1, le=31_536_000, description="how much more time, s")
    fault: parts.Fault | None = Field(default=None, description="whose fault it is that a task comes back")
    parent: Short = Field(default="", description="the number of the incident into which it goes")
    relation: parts.Relation | None = None
    number: Short = Field(default="", description="the number of another incident")
    checker: Short = Field(default="", description="who shall check it")
    evidence: Names = Field(default=(), description="photos and clips that are attached to it, by their hash")
    stage: parts.Stage | None = Field(default=None, description="what they show")
    checklist: Names = Field(
        default=(), description="standard, duplicates, criterion, callback, review: what was ticked"
    )
    disposition: parts.Disposition | None = None
    casualties: Casualties | None = None
    plan: Short = ""
    kind: Short = Field(
        default="", description="which request is meant; of `report_up` phone or written; of `make_safe` how"
    )
    line: Whole | None = Field(default=None, ge=1, lt=2**31, description="the version of a line of the log")
    field: Short = Field(default="", description="which part of that line")
    value: LongText = Field(default="", max_length=2000, description="what it should say")


def details_of(action: str, told: Told) -> Details:
    """What the action was told. Raises `NotServed` (422) for what it does not take, naming what it does."""
    given, takes = told.model_fields_set, ACTIONS[action]
    if strange := sorted(given - set(takes)):
        faults = [{"where": f"details.{name}", "what": f"{action} takes no {name}"} for name in strange]
        takes_what = f"It takes {', '.join(takes)}" if takes else "It takes no details"
        message = f"details.{strange[0]}: {action} takes no {strange[0]}. {takes_what}."
        raise NotServed(HTTPStatus.UNPROCESSABLE_ENTITY, "not_valid", message, faults=faults)
    said = {name: getattr(told, name) for name in given}
    if told.assist:
        said["assist"] = tuple(details.TaskWanted(**dict(one)) for one in told.assist)
    if told.casualties is not None:
        said["casualties"] = parts.Casualties(**dict(told.casualties))
    return Details(**said)
