"""Refusals: every way in which the API says no, as a status, a code for machines and a sentence for people.

    NotServed
    ├─ 400  bad_request       not JSON, a duplicate key, NaN, nested too deep, an unknown query
    ├─ 401  not_logged_in     nobody we know, a wrong password (wrong_password), or away for too long (asleep)
    ├─ 403  forbidden         no right to it, asked from another site, another role's (not_allowed), nothing of theirs
    │                         (not_yours)
    ├─ 404  not_found         no such path, or nothing of this name
    ├─ 405  wrong_method      the path takes other methods
    ├─ 413  too_large         more bytes than this door takes
    ├─ 415  not_json          another content type, or compressed
    ├─ 415  not_taken         a file of a type that this door does not take
    ├─ 422  not_valid         JSON of another shape
    └─ 429  locked_out        too many wrong passwords, too many who log in at once (too_busy), or too many signals of
                              one sender (too_fast)

What the desk refuses (`incidents/refusals.py`) keeps the desk's code and words.
"""

from http import HTTPStatus
from typing import Any

from accounts.refusals import (
    AccountChanged,
    AccountExists,
    KeyExists,
    LockedOut,
    NoSuchAccount,
    NoSuchKey,
    NotAdmitted,
    NotDone,
    NotPrivate,
    TooBusy,
)
from incidents.intake.refusals import NoSuchSignal, NotYourPart, SignalNotPossible, SignalOutdated
from incidents.office.refusals import Meanwhile, NotNow, NotThere
from incidents.ports import StoreUnavailable
from incidents.refusals import NoSuchIncident, NotAllowed, NotPossible, Outdated, Refused, UnitBusy
from live import wire

Plain = dict[str, Any]


class NotServed(Exception):
    """The answer is no: `status` for HTTP, `code` for machines, the sentence for people, `more` to act upon."""

    def __init__(self, status: HTTPStatus, code: str, message: str, **more: Any) -> None:  # noqa: ANN401 - any JSON
        super().__init__(message)
        self.status = status
        self.code = code
        self.more = more

    def as_json(self) -> Plain:
        """What the answer's body holds."""
        return {"error": {"code": self.code, "message": str(self), **self.more}}


def not_found(what: str) -> NotServed:
    """Nothing of this name."""
    return NotServed(HTTPStatus.NOT_FOUND, "not_found", what)


def bad_request(message: str) -> NotServed:
    """What was sent cannot be read."""
    return NotServed(HTTPStatus.BAD_REQUEST, "bad_request", message)


def refused(why: Refused) -> NotServed:
    """What the desk refused, with what is possible instead."""
    status, more = _status_and_more(why)
    return NotServed(status, why.code, why.words["en"], words=why.words, **more)


def unavailable(why: StoreUnavailable) -> NotServed:
    """The record is out of reach: the same request may be sent again under the same key."""
    return NotServed(HTTPStatus.SERVICE_UNAVAILABLE, "store_unavailable", str(why))


def not_admitted(why: NotAdmitted) -> NotServed:
    """Somebody may not come in."""
    late = isinstance(why, LockedOut | TooBusy)
    private = isinstance(why, NotPrivate)
    refused = HTTPStatus.FORBIDDEN if private else HTTPStatus.UNAUTHORIZED
    return NotServed(HTTPStatus.TOO_MANY_REQUESTS if late else refused, why.code, str(why), words=why.words)


def not_done(why: NotDone) -> NotServed:
    """What was wanted of the accounts cannot be."""
    match why:
        case NoSuchAccount() | NoSuchKey():
            status = HTTPStatus.NOT_FOUND
        case AccountExists() | KeyExists() | AccountChanged():
            status = HTTPStatus.CONFLICT
        case _:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
    return NotServed(status, why.code, str(why), words=why.words)


def worded(kind: str, message: str) -> str:
    """What pydantic finds wrong with a value, for people."""
    return "there is no such name here" if kind == "extra_forbidden" else message.removeprefix("Value error, ")


def _status_and_more(why: Refused) -> tuple[HTTPStatus, Plain]:
    match why:
        case NoSuchIncident() | NoSuchSignal() | NotThere():
            return HTTPStatus.NOT_FOUND, {}
        case NotYourPart() | NotAllowed():
            return HTTPStatus.FORBIDDEN, {"roles": [one.value for one in why.roles]}
        case Outdated() | SignalOutdated() | Meanwhile():
            now = getattr(why, "incident", None)
            both = {} if now is None else {"current": wire.incident(now, wire.iso)}
            return HTTPStatus.CONFLICT, {"expected": why.expected, "actual": why.actual, **both}
        case UnitBusy():
            return HTTPStatus.CONFLICT, {"unit": why.unit, "incident": why.number}
        case NotPossible() | SignalNotPossible() | NotNow():
            unmet = [{"code": one.code, "words": one.words} for one in why.unmet]
            instead = {} if isinstance(why, NotNow) else {"possible": list(why.possible)}
            return HTTPStatus.UNPROCESSABLE_ENTITY, {**instead, "unmet": unmet}
        case _:
            return HTTPStatus.UNPROCESSABLE_ENTITY, {}
