"""Messages: what left the house, what waits, and what was dropped and why."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.acting import Theirs
from api.answers import Words
from api.door import Asked, Door, Shape
from api.guard import READ_INCIDENTS
from api.ports import House
from api.refusals import Plain
from api.values import Count
from incidents.messages import Message, MessageState
from live.wire import iso


class WantedMessages(Shape):
    """Which messages: of one incident, in one state; at most so many."""

    number: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{0,40}$")] = Field(
        default="", description="of this incident"
    )
    state: Literal["waiting", "sent", "dropped", "failed", "all"] = "all"
    limit: Count = Field(default=100, ge=1, le=1000, description="at most so many, the newest first")


class OneMessage(Shape):
    """One message to one receiver; `why` says in both languages what became of it, where that needs a reason."""

    key: str
    channel: str
    to: str
    number: str
    words: Words
    exercise: bool = Field(description="made up, or a drill: it never leaves the house")
    state: str
    tries: int
    at: datetime
    next_at: datetime | None = Field(description="when it is tried next; null when it is settled")
    sent_at: datetime | None
    why: Words


class Messages(Shape):
    """Messages, the newest first."""

    messages: list[OneMessage]


def doors(house: House) -> tuple[Door, ...]:
    """`GET /messages`."""

    def several(asked: Asked) -> Plain:
        wanted: WantedMessages = asked.query
        state = None if wanted.state == "all" else MessageState(wanted.state)
        found, theirs = house.clerk.record.messages(wanted.limit, wanted.number, state), Theirs(house.desk, asked)
        return {"messages": [_said(one) for one in found if theirs.has(one.number)]}

    return (
        Door(
            method="GET", path="/messages", name="messages", right=READ_INCIDENTS, answer=Messages,
            query=WantedMessages, handle=several, tags=("incidents",), refuses=(HTTPStatus.SERVICE_UNAVAILABLE,),
            summary="The message book: who was told what, and what was dropped and why",
        ),
    )  # fmt: skip


def _said(one: Message) -> Plain:
    waits = one.state is MessageState.WAITING
    return {
        "key": one.key, "channel": one.channel, "to": one.to, "number": one.number, "words": dict(one.words),
        "exercise": one.exercise, "state": one.state.value, "tries": one.tries, "at": iso(one.at),
        "next_at": iso(one.next_at) if waits else None,
        "sent_at": None if one.sent_at is None else iso(one.sent_at), "why": dict(one.why),
    }  # fmt: skip
