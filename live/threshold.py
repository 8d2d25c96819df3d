"""The threshold: nothing on the server is open unless a table says to whom; asked before every request."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType

import flask
from flask.typing import ResponseReturnValue

from accounts.caller import Caller
from accounts.rights import ANYBODY
from incidents.ports import StoreUnavailable
from live.entrance import LOOKS, Entrance, is_private

API = "/api/"
WHO = MappingProxyType(
    {
        "not_logged_in": {"zh": "请先登录。", "en": "Log in first, or send the key of a machine."},
        "not_private": {
            "zh": "口令和密钥可能在途中被窃听，请走 TLS 或在本机访问。",
            "en": "Whoever listens on the way would know your session or key. Come over TLS, or from this machine.",
        },
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """What is open to whom: the right that each path needs, for all below it where it ends with a slash.

    The longest that fits counts. Below `/api/` every door asks for its own right; `strangers` names those that are open
    to people who have not come in yet, by method and path. `turn_away` answers whoever has not the right to a page.
    """

    needs: Mapping[str, str]
    strangers: frozenset[tuple[str, str]]
    turn_away: Callable[[Caller], ResponseReturnValue]

    def right(self, path: str) -> str | None:
        """The right that a path needs; None where the table names none, and so nobody has it.

        >>> ways = Ways(needs={"/": "", "/wall/": "wall"}, strangers=frozenset(), turn_away=lambda _: "")
        >>> ways.right("/wall"), ways.right("/wall/_dash-layout"), ways.right("/"), ways.right("/elsewhere")
        ('wall', 'wall', '', None)
        """
        fits = [one for one in self.needs if path in (one, one.rstrip("/")) or (_below(one) and path.startswith(one))]
        return self.needs[max(fits, key=len)] if fits else None


def open_to_nobody_else(server: flask.Flask, entrance: Entrance, ways: Ways) -> None:
    """Ask before every request on this server who it is and whether they may; it has to be the first that is asked."""

    def judged() -> ResponseReturnValue | None:
        request = flask.request
        if why := entrance.why_not(request):
            return _no(HTTPStatus.FORBIDDEN, "cross_site", f"{why} Ask from our own pages, or set web.allowed_origins.")
        if request.path.startswith(API):
            if (request.method, request.path) in ways.strangers or entrance.caller(request).known:
                return None
            code = "not_logged_in" if is_private(request) else "not_private"
            return _no(HTTPStatus.UNAUTHORIZED, code, WHO[code]["en"], WHO[code])
        right = ways.right(request.path)
        if right == ANYBODY:
            return None
        caller = entrance.caller(request)
        if right is None and caller.known:
            flask.abort(HTTPStatus.NOT_FOUND)
        return None if right in caller.rights else _turned_away(ways, caller)

    server.before_request(judged)
    server.register_error_handler(StoreUnavailable, _away)


def _turned_away(ways: Ways, caller: Caller) -> ResponseReturnValue:
    """A page sends people to the door; whatever else was asked for is refused in a sentence."""
    return ways.turn_away(caller) if flask.request.method in LOOKS else _no(*_REFUSED)


_REFUSED = (HTTPStatus.FORBIDDEN, "forbidden", "You have no right to this. Log in as somebody who has.")


def _away(why: StoreUnavailable) -> ResponseReturnValue:
    """Who somebody is stands in the record; while that is away, only those who were known before go on seeing."""
    return _no(HTTPStatus.SERVICE_UNAVAILABLE, "store_unavailable", str(why))


def _no(status: HTTPStatus, code: str, message: str, words: Mapping[str, str] | None = None) -> flask.Response:
    said = {"code": code, "message": message} | ({"words": dict(words)} if words else {})
    answer = flask.jsonify(error=said)
    answer.status_code = status
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _below(path: str) -> bool:
    return path.endswith("/") and path != "/"
