"""The entrance: knows who asks over HTTP, by their session's cookie or a machine's key, and gives and takes cookies."""

from collections.abc import Sequence
from ipaddress import ip_network
from urllib.parse import urlsplit

from flask import Request, Response, g

from accounts.account import Account
from accounts.caller import NOBODY, Caller
from accounts.office import Office
from accounts.rights import WALL
from accounts.sessions import LONGEST, WALL_LONGEST
from incidents.ports import StoreUnavailable
from incidents.roles import Role
from live.proxies import address_of

COOKIE, SECURE_COOKIE = "onescreen", "__Host-onescreen"
PASSED_ON = (
    "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded", "Via", "X-Real-IP", "X-Client-IP",
    "True-Client-IP", "CF-Connecting-IP",
)  # fmt: skip
BEARER = "Bearer "
LOOKS = ("GET", "HEAD")


class Entrance:
    """One door for pages, API and sockets; `allowed_origins` are further addresses under which browsers see us."""

    def __init__(self, office: Office, allowed_origins: Sequence[str] = ()) -> None:
        self.office, self.porter = office, office.porter
        self._allowed = tuple(allowed_origins)

    def caller(self, request: Request) -> Caller:
        """Who asks; `NOBODY` where nobody is known. A key in the header counts alone, whatever cookie comes with it."""
        known = g.get("caller")
        if known is None:
            known = g.caller = self._found(request)
        return known

    def why_not(self, request: Request) -> str:
        """Why this was asked by a page of another site, or under a stranger's name; "" where all is well.

        Whoever is known by a cookie has to come from a browser that says which page it was.
        """
        return why_cross_site(request, self._allowed, strict=bool(self._token(request)) and not _bearer(request))

    def screen(self, request: Request) -> Caller | None:
        """Who wants to follow the city live; None where they may not."""
        try:
            caller = self.caller(request)
        except StoreUnavailable:
            return None  # the screen asks again in a few seconds
        return caller if WALL in caller.rights and not self.why_not(request) else None

    def let_in(self, request: Request, response: Response, account: Account, token: str) -> Response:
        """The same answer with the cookie of a session, which no script reads and no other site sends."""
        secure = is_tls(request)
        lasts = WALL_LONGEST if Role.WALL in account.roles else LONGEST
        response.set_cookie(
            SECURE_COOKIE if secure else COOKIE, token, max_age=lasts, path="/", secure=secure, httponly=True,
            samesite="Strict",
        )  # fmt: skip
        return response

    def let_out(self, request: Request, response: Response) -> Response:
        """The same answer, with which the browser forgets the session."""
        secure = is_tls(request)
        response.delete_cookie(
            SECURE_COOKIE if secure else COOKIE, path="/", secure=secure, httponly=True, samesite="Strict"
        )
        return response

    def _found(self, request: Request) -> Caller:
        if not is_private(request):
            return NOBODY  # whoever listens on the way could do the same again
        key = _bearer(request)
        return self.porter.machine(key) if key else self.porter.who(self._token(request))

    def _token(self, request: Request) -> str:
        return request.cookies.get(SECURE_COOKIE if is_tls(request) else COOKIE, "")


def why_cross_site(request: Request, allowed_origins: Sequence[str], *, strict: bool = False) -> str:
    """Why this was asked by a page of another site, or under a stranger's name; "" where all is well.

    What changes something has to come from our own page or an allowed one, or from no browser at all; `strict` wants
    to be told which page it was. A stranger's name may have been pointed at us.
    """
    host = _name_in(request.host)
    if not _is_address(host) and host not in {urlsplit(one).hostname for one in allowed_origins}:
        return f"We are not known as {host}."
    origin, fetched_from = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    if request.method in LOOKS or origin in allowed_origins:
        return ""
    if origin is not None and origin.partition("://")[2] != request.host:
        return f"This was asked by a page of {origin}."
    if fetched_from not in (None, "same-origin", "none"):
        return f"This was asked {fetched_from}."
    return "Your browser did not say which page asked." if strict and origin is None else ""


def is_tls(request: Request) -> bool:
    """Whether the browser speaks TLS, to us or to a proxy before us that is trusted (`proxies.py`)."""
    return request.is_secure


def is_private(request: Request) -> bool:
    """Whether nobody can listen on the way: it is TLS, or never leaves this machine."""
    return is_tls(request) or is_from_here(request)


def is_from_here(request: Request) -> bool:
    """Whether it was asked on this machine; what a proxy passed on may come from anywhere."""
    return is_loopback(request.remote_addr or "") and not any(name in request.headers for name in PASSED_ON)


def source_of(request: Request) -> str:
    """Where somebody tries to log in from: the address; of IPv6 the network, for whoever has one address has them all.

    Behind a proxy that is not trusted it is the proxy's.
    """
    said = request.remote_addr or "-"
    address = address_of(said)
    if address is None:
        return said
    return str(address) if address.version == 4 else str(ip_network((address, 64), strict=False))


def _bearer(request: Request) -> str:
    said = request.headers.get("Authorization", "")
    return said.removeprefix(BEARER).strip() if said.startswith(BEARER) else ""


def is_loopback(text: str) -> bool:
    """Whether an address is this machine's own."""
    address = address_of(text)
    return address is not None and address.is_loopback


def _name_in(host: str) -> str:
    """The name in `name:port`; nothing where there is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:  # half an IPv6 address
        return ""


def _is_address(host: str) -> bool:
    return host == "localhost" or address_of(host) is not None
