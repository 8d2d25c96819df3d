"""The guard: who asks, what they may do, and whether their browser was sent by another site."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus

from flask import Request

from accounts.caller import Caller
from accounts.rights import (
    ACT,
    ACT_ON_ALARMS,
    ACT_ON_SHIFTS,
    ACT_ON_SIGNALS,
    ADMINISTER,
    ANYBODY,
    INSIDE,
    READ,
    READ_ATTACHMENTS,
    READ_INCIDENTS,
    READ_LOG,
    READ_OFFICE,
    SEND_READINGS,
    SEND_SIGNALS,
    UNLOCK,
)
from api.refusals import NotServed
from live.entrance import why_cross_site
from live.threshold import WHO

__all__ = (
    "ACT", "ACT_ON_ALARMS", "ACT_ON_SHIFTS", "ACT_ON_SIGNALS", "ADMINISTER", "ANYBODY", "INSIDE", "READ",
    "READ_ATTACHMENTS", "READ_INCIDENTS", "READ_LOG", "READ_OFFICE", "SEND_READINGS", "SEND_SIGNALS", "UNLOCK",
    "Caller", "Identify", "allow", "same_site", "speak_for",
)  # fmt: skip

Identify = Callable[[Request], Caller]


def allow(caller: Caller, right: str) -> None:
    """Raises `NotServed` unless the caller has this right."""
    if right in (ANYBODY, *caller.rights):
        return
    if not caller.known:
        raise _no(HTTPStatus.UNAUTHORIZED, "not_logged_in", WHO["not_logged_in"])
    if caller.asleep:
        raise _no(HTTPStatus.UNAUTHORIZED, "asleep", {
            "zh": "久未操作，请重新登录后再处置。", "en": f"{caller.by} did nothing for long. Log in again to go on."
        })  # fmt: skip
    raise _no(HTTPStatus.FORBIDDEN, "forbidden", {
        "zh": f"{caller.by} 现在无权做此事（{right}）。请找系统管理员或排班人。",
        "en": f"{caller.by} has no right to {right} now. Ask an administrator, or whoever makes the roster.",
    })  # fmt: skip


def speak_for(caller: Caller, origin: str, thing: str) -> None:
    """Raises `NotServed` where somebody sends a signal of an origin that neither they nor a key speak for.

    `thing` is the device, the camera or the key that the signal is of: a key for `IOT:gw7-` speaks for things alone
    whose names begin with gw7-, so that no gateway says of another's sensors that all is well.
    """
    if caller.origins is None or origin in caller.origins:
        return
    narrow = (one.removeprefix(f"{origin}:") for one in caller.origins if one.startswith(f"{origin}:"))
    if any(begins and thing.startswith(begins) for begins in narrow):
        return
    theirs = ", ".join(sorted(caller.origins)) or "none"
    message = (
        f"{caller.by} does not speak for {thing} of {origin}, but for {theirs}. Others send by a key that names them."
    )
    raise NotServed(HTTPStatus.FORBIDDEN, "forbidden", message)


def same_site(request: Request, allowed_origins: Sequence[str]) -> None:
    """Raises `NotServed` when a browser was sent here by a page of another site, or a stranger's name points at us."""
    if why := why_cross_site(request, allowed_origins):
        message = f"{why} Ask from our own pages, or set web.allowed_origins."
        raise NotServed(HTTPStatus.FORBIDDEN, "cross_site", message)


def _no(status: HTTPStatus, code: str, words: Mapping[str, str]) -> NotServed:
    return NotServed(status, code, words["en"], words=dict(words))
