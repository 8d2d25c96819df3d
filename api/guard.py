"""The guard: who asks, what they may do, and whether their browser was sent by another site.

There are no accounts yet. Who asks from a trusted network may do everything, everybody else nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from flask import Request
from flask import request as asked

from api.refusals import NotServed
from incidents.actors import anyone
from incidents.roles import Actor

READ = "city:read"
READ_INCIDENTS = "incidents:read"
ACT = "incidents:act"
SEND_SIGNALS = "signals:send"
SEND_READINGS = "readings:send"
RIGHTS = (READ, READ_INCIDENTS, ACT, SEND_SIGNALS, SEND_READINGS)

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks: the name that is written down, the rights, and in which roles they act at the desk."""

    by: str
    rights: frozenset[str]
    actor: Actor


Identify = Callable[[Request], Caller]


def trusting(networks: Iterable[Network]) -> Identify:
    """Knows callers by their address: those from these networks have every right.

    A request that a proxy passed on shows the proxy's address, so it is never trusted.
    """
    known = tuple(networks)

    def identify(request: Request) -> Caller:
        address = _address(request.remote_addr or "")
        passed_on = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP"))
        trusted = address is not None and not passed_on and any(address in network for network in known)
        by = "desk" if trusted else str(address or "nobody")
        actor = anyone(by) if trusted else Actor(by=by, roles=frozenset())
        return Caller(by=by, rights=frozenset(RIGHTS if trusted else ()), actor=actor)

    return identify


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """The address, an IPv4 one that came in as IPv6 as IPv4; None for a Unix socket."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def allow(caller: Caller, right: str) -> None:
    """Raises `NotServed` unless the caller has this right."""
    if right not in caller.rights:
        message = f"{caller.by} has no right to {right}. Ask the operator to add your network to web.trusted."
        raise NotServed(HTTPStatus.FORBIDDEN, "forbidden", message)


def same_site(request: Request, allowed_origins: Sequence[str]) -> None:
    """Raises `NotServed` when a browser was sent here by a page of another site.

    A request that changes something must come from our own page, an allowed one, or no browser at all. Any request
    must name us by our address or an allowed name: a stranger's name may have been pointed at us.
    """
    host = _name_in(request.host)
    if not _is_address(host) and host not in {urlsplit(one).hostname for one in allowed_origins}:
        raise _cross_site(f"We are not known as {host}.")
    if request.method in ("GET", "HEAD") or (origin := request.headers.get("Origin")) in allowed_origins:
        return
    if origin is not None and origin.partition("://")[2] != request.host:
        raise _cross_site(f"This was asked by a page of {origin}.")
    if (fetched_from := request.headers.get("Sec-Fetch-Site")) not in (None, "same-origin", "none"):
        raise _cross_site(f"This was asked {fetched_from}.")


def entering(identify: Identify, allowed_origins: Sequence[str]) -> Callable[[], bool]:
    """Tells whether whoever asks just now may follow the city live, incidents too."""

    def may_enter() -> bool:
        caller = identify(asked)
        try:
            for right in (READ, READ_INCIDENTS):
                allow(caller, right)
            same_site(asked, allowed_origins)
        except NotServed:
            return False
        return True

    return may_enter


def _name_in(host: str) -> str:
    """The name in `name:port`; nothing where there is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:  # half an IPv6 address
        return ""


def _is_address(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _cross_site(what: str) -> NotServed:
    return NotServed(HTTPStatus.FORBIDDEN, "cross_site", f"{what} Ask from our own pages, or set web.allowed_origins.")
