"""Coming in: the pages at which people log in and out, take a demo seat, and open a link; plain forms, no script."""

import re
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote

import flask
from flask import Response, request

from accounts.account import Account, Link
from accounts.caller import Caller
from accounts.logging_in import log_in, take_seat
from accounts.refusals import LinkSpent, LockedOut, NotAdmitted, NotDone, NotPrivate, TooBusy
from accounts.rights import DUTY, VITALS, WALL, WORK, rights_of
from incidents.guards import Words
from incidents.roles import Role
from incidents.shifts import Shift
from live.entrance import Entrance, is_from_here, is_private, source_of
from screens import door
from screens.words import words

PAGE = re.compile(r"/(wall|duty|vitals|work)/?(\?[\w=&.,:%-]*)?")  # where somebody may be sent on to
Body = Callable[[str], str]  # what stands on the page, in a language
Written = Callable[[Body], str]  # the page around it, in the visitor's language


class ComingIn:
    """The way from `/` to the screens and back."""

    def __init__(self, entrance: Entrance, written: Written, shift: Callable[[], Shift | None]) -> None:
        self._entrance = entrance
        self._written = written
        self._shift = shift

    def open_on(self, server: flask.Flask) -> None:
        """Hang the pages on the server."""
        for path, name, view, method in (
            ("/", "front", self._front, "GET"),
            ("/login", "form", lambda: self._page(_form()), "GET"),
            ("/login", "log_in", self._log_in, "POST"),
            ("/seat", "take_seat", self._take_seat, "POST"),
            ("/logout", "log_out", self._log_out, "POST"),
            ("/first", "link", lambda: self._link(request.args.get("link", "")), "GET"),
            ("/first", "open_link", self._open_link, "POST"),
        ):
            server.add_url_rule(path, f"coming_in.{name}", view, methods=[method])

    def turn_away(self, caller: Caller) -> Response:
        """For whoever has no right to the page: a stranger is asked who they are, and led on to a page afterwards."""
        if caller.known:
            refused = request.path
            return self._page(
                lambda language: door.inside(caller, language, self._shift(), refused), HTTPStatus.FORBIDDEN
            )
        onward = _onward(request.full_path.rstrip("?"))
        return _sent(f"/?next={quote(onward)}") if onward else self._page(_form(), HTTPStatus.UNAUTHORIZED)

    def _front(self) -> Response:
        """Whoever came in finds their screens, everybody else the demo seats, or the form."""
        caller, onward = self._entrance.caller(request), _onward(request.args.get("next", ""))
        if caller.known:
            return self._page(lambda language: door.inside(caller, language, self._shift()))
        seats = tuple(self._entrance.porter.seats.values()) if is_from_here(request) else ()
        return self._page(lambda language: door.seats(seats, language, onward) if seats else _form()(language))

    def _log_in(self) -> Response:
        name = request.form.get("name", "").strip()
        try:
            _only_in_private()
            came = log_in(self._entrance.porter, name, request.form.get("password", ""), source_of(request))
        except NotAdmitted as why:
            late = HTTPStatus.TOO_MANY_REQUESTS if isinstance(why, LockedOut | TooBusy) else HTTPStatus.UNAUTHORIZED
            return self._page(_form(_said(why), name), late)
        return self._came_in(*came)

    def _take_seat(self) -> Response:
        seats_here = is_from_here(request)
        try:
            return self._came_in(
                *take_seat(
                    self._entrance.porter, request.form.get("seat", "") if seats_here else "", source_of(request)
                )
            )
        except NotAdmitted as why:
            return self._page(_form(_said(why)), HTTPStatus.UNAUTHORIZED)

    def _log_out(self) -> Response:
        caller = self._entrance.caller(request)
        if caller.session:
            self._entrance.porter.log_out(caller)
        return self._entrance.let_out(request, _sent("/"))

    def _link(self, secret: str, fault: Words | None = None, name: str = "") -> Response:
        """What is behind a link; looking at it does not spend it."""
        try:
            link = self._entrance.office.behind(secret)
        except LinkSpent as why:
            spent = _said(why)
            return self._page(lambda language: door.fault(spent[language]), HTTPStatus.NOT_FOUND)
        wall = self._is_wall(link)
        status = HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK
        return self._page(
            lambda language: door.first(
                language, link, secret, wall=wall, fault=fault[language] if fault else "", name=name
            ),
            status,
        )

    def _open_link(self) -> Response:
        secret, name = request.form.get("link", ""), request.form.get("name", "").strip()
        try:
            _only_in_private()
            came = self._entrance.office.open_link(
                secret, name, request.form.get("password", ""), source_of(request)
            )  # fmt: skip
        except (NotAdmitted, NotDone) as why:
            return self._link(secret, _said(why), name)
        return self._came_in(*came)

    def _is_wall(self, link: Link) -> bool:
        account = self._entrance.porter.account(link.account) if link.account else None
        return account is not None and Role.WALL in account.roles

    def _came_in(self, account: Account, token: str) -> Response:
        """On to the page that was asked for, with the cookie of a new session; an older one of this browser ends."""
        before = self._entrance.caller(request)
        if before.session:
            self._entrance.porter.log_out(before)
        return self._entrance.let_in(
            request, _sent(_onward(request.form.get("next", "")) or _home(account)), account, token
        )

    def _page(self, body: Body, status: HTTPStatus = HTTPStatus.OK) -> Response:
        answer = Response(self._written(body), status=status, mimetype="text/html")
        # Without it a browser does not say which page a form came from, and is refused.
        answer.headers["Referrer-Policy"] = "same-origin"
        return answer


def _only_in_private() -> None:
    if not is_private(request):
        raise NotPrivate


def _said(why: NotAdmitted | NotDone) -> Words:
    """Why not: as the pages say it, or else as it is said everywhere."""
    return {language: words(language).get(f"login.{why.code}", said) for language, said in why.words.items()}


def _form(fault: Words | None = None, name: str = "") -> Body:
    onward = _onward(request.values.get("next", ""))
    return lambda language: door.log_in(language, onward, fault[language] if fault else "", name)


def _onward(path: str) -> str:
    """The path, if it is one of our pages; nothing else is ever led to."""
    return path if PAGE.fullmatch(path) else ""


def _home(account: Account) -> str:
    """The screen of somebody who asked for none."""
    rights = rights_of(account.roles)
    return next((f"/{page}/" for page in (DUTY, VITALS, WORK, WALL) if page in rights), "/")


def _sent(path: str) -> Response:
    return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": path, "Cache-Control": "no-store"})
