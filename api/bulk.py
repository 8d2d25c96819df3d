"""Bulk: the one way to do the same with several incidents at once."""

from http import HTTPStatus

from pydantic import Field

from api import answers
from api.acting import Theirs, acting
from api.door import Asked, Door, Shape
from api.guard import ACT
from api.incidents import Name, as_json
from api.ports import House
from api.refusals import Plain, not_found
from api.told import Told, details_of
from api.values import LongText, Text, Whole
from incidents.bulk import MOST, act_on_many
from incidents.lifecycle import TITLES


class Seen(Shape):
    """One incident, and the version of it that was seen."""

    number: Text = Field(min_length=1, max_length=40)
    version: Whole | None = Field(default=None, ge=1, lt=2**31)


class ActOnMany(Shape):
    """What is to be done with all of them."""

    incidents: tuple[Seen, ...] = Field(min_length=1, max_length=100, description=f"at most {MOST} are acted on")
    note: LongText = Field(default="", max_length=2000)
    details: Told = Field(default_factory=Told)
    by: Name | None = Field(default=None, description="who told so; shown beside the account")


def doors(house: House) -> tuple[Door, ...]:
    """`POST /incidents/actions/{action}`."""

    def act(asked: Asked) -> Plain:
        action, wanted = asked.path["action"], asked.body
        if action not in TITLES:
            raise not_found(f"There is no action {action}. There are {', '.join(TITLES)}.")
        after = act_on_many(
            house.desk, {one.number: one.version for one in wanted.incidents}, action,
            actor=acting(asked, wanted.by), operation=asked.operation, note=wanted.note,
            details=details_of(action, wanted.details),
        )  # fmt: skip
        theirs = Theirs(house.desk, asked)
        return {"incidents": [as_json(one, house, theirs) for one in after], "total": len(after)}

    return (
        Door(
            method="POST", path="/incidents/actions/{action}", name="act_on_many", right=ACT, tags=("incidents",),
            answer=answers.Incidents, body=ActOnMany, handle=act, keyed=True, choices={"action": tuple(TITLES)},
            refuses=(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.SERVICE_UNAVAILABLE),
            summary=f"The same action on up to {MOST} incidents of levels Ⅲ and Ⅳ: all of them, or none",
        ),
    )  # fmt: skip
