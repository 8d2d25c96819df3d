"""The socket: screens come in here, are checked, and are told; Socket.IO over websocket only."""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from typing import Any

from flask import Flask, request
from flask_socketio import Namespace, SocketIO
from socketio.exceptions import ConnectionRefusedError as Refused

from accounts.caller import Caller
from accounts.logging_in import tell_of_strangers
from accounts.rights import DUTY, READ_INCIDENTS
from incidents.ports import StoreUnavailable
from live.broadcaster import Broadcaster
from live.entrance import Entrance
from live.house import House
from live.masked import DOORBELL, MASKED, WHOLE
from live.screens import Screens
from live.watching import Watching
from live.websocket import LONGEST_MESSAGE, ROAD, first_to_join, hang_up

NAMESPACE = "/live"
SCREENS = ("wall", "duty", "vitals", "work")
WORDS = ("connect", "disconnect", "resync", "want", "watch")
TOO_MANY = "too_many_screens"  # a key of the pages' words
MOST_LAYERS = 100  # that a screen may name
log = logging.getLogger(__name__)


Enter = Callable[[], Caller | None]  # who asks just now, None where they may not


def open_to_screens(server: Flask, house: House, allowed_origins: Collection[str], entrance: Entrance) -> None:
    """Let screens follow the house over this server, as long as the session lasts that they came in by."""

    def enter() -> Caller | None:
        return entrance.screen(request)

    sockets = open_socket(server, allowed_origins)
    server.wsgi_app = _guarded(server, enter)
    screens = Screens(lambda sid: hang_up(server_of(sockets).get_environ(sid, NAMESPACE)))

    def look_after() -> None:
        screens.look_after(entrance.porter.over)
        with suppress(StoreUnavailable):  # then it is told later
            tell_of_strangers(entrance.porter)

    broadcaster = house.open_to(SocketOutbox(sockets), look_after)
    sockets.on_namespace(LiveNamespace(broadcaster, enter, screens, house.watching))
    if not _every_namespace_is_guarded(sockets):
        raise RuntimeError("A socket namespace has no connect handler: anyone could come in. Give it one.")


def open_socket(server: Flask, allowed_origins: Collection[str]) -> SocketIO:
    """Socket.IO on this server, for pages of its own and of the origins that are named."""

    def may_ask(origin: str | None, environ: Mapping[str, Any]) -> bool:
        # By host alone: behind a proxy that speaks TLS, the scheme differs and is still ours.
        return origin is not None and (
            origin in allowed_origins or origin.partition("://")[2] == environ.get("HTTP_HOST", "-")
        )

    options: dict[str, Any] = {  # a dict, for typeshed knows an older Flask-SocketIO
        "async_mode": "gevent",
        "transports": ["websocket"],
        "cors_allowed_origins": may_ask,
        "ping_interval": 10,
        "ping_timeout": 10,
        "max_http_buffer_size": LONGEST_MESSAGE,
        "manage_session": False,
        "serve_client": False,
        "namespaces": [NAMESPACE],
    }
    return SocketIO(server, **options)


class LiveNamespace(Namespace):
    """Lets screens in that may come in, and takes their words: "resync", "want", "watch", and goodbye."""

    def __init__(self, broadcaster: Broadcaster, enter: Enter, screens: Screens, watching: Watching) -> None:
        super().__init__(NAMESPACE)
        self._broadcaster = broadcaster
        self._enter = enter
        self._screens = screens
        self._watching = watching

    def on_connect(self, auth: Mapping[str, Any] | None = None) -> bool:
        """A screen asks to come in. Raises `Refused` where the session has too many open."""
        screen = auth.get("screen") if isinstance(auth, Mapping) else None
        caller = self._enter() if screen in SCREENS else None
        if caller is None or screen not in caller.rights:
            return False
        if not self._screens.has_room(caller.session):
            raise Refused(TOO_MANY)  # told to the page; the connection ends with `WELCOME_S`
        if not first_to_join(request.environ):
            hang_up(request.environ)  # one connection is one screen
            return False
        self._screens.came(_sid(), caller.session)
        # Who works in the street sees a part of the incidents, which the API alone knows: the socket only rings.
        seen = MASKED if screen == "wall" or READ_INCIDENTS not in caller.rights else WHOLE
        self._broadcaster.join(_sid(), DOORBELL if screen == "work" else seen)
        return True

    def on_disconnect(self, _reason: str | None = None) -> None:
        """A screen went; its connection must not stay behind, for nobody would look after it."""
        self._screens.went(_sid())
        self._watching.went(_sid())
        self._broadcaster.leave(_sid())
        hang_up(request.environ)

    def trigger_event(self, event: object, *args: object) -> Any:  # noqa: ANN401 - as Flask-SocketIO has it
        """Pass on the words that we know; whatever else is said is not heard."""
        return super().trigger_event(event, *args) if event in WORDS else None

    def on_resync(self, _: object = None) -> None:
        """A screen saw a gap."""
        self._broadcaster.resync(_sid())

    def on_want(self, layers: object = None) -> None:
        """A screen wants further layers, by name; what is no list of names is not heard."""
        if isinstance(layers, list) and len(layers) <= MOST_LAYERS:
            self._broadcaster.want(_sid(), [one for one in layers if isinstance(one, str)])

    def on_watch(self, said: object = None) -> None:
        """A page of a desk says whether it is in sight; the words of other screens are not heard."""
        caller = self._enter()
        if isinstance(said, Mapping) and caller is not None and DUTY in caller.rights:
            self._watching.tell(_sid(), said.get("console"), hidden=said.get("hidden") is True)


class SocketOutbox:
    """Sends to single screens, and shuts out those that stopped reading."""

    def __init__(self, sockets: SocketIO) -> None:
        self._server = server_of(sockets)

    def send(self, client: str, event: str, payload: bytes, acknowledged: Callable[[], None]) -> None:
        """Send one message; `acknowledged` is called when the client has drawn it."""
        self._server.emit(event, payload, to=client, namespace=NAMESPACE, callback=lambda *_: acknowledged())

    def beat(self, client: str, said: Mapping[str, Any]) -> None:
        """Tell that the house is alive."""
        self._server.emit("heartbeat", said, to=client, namespace=NAMESPACE)

    def evict(self, client: str) -> None:
        """Shut the TCP connection: closing politely would wait for a reader that does not read."""
        environ = self._server.get_environ(client, NAMESPACE)
        log.warning("A screen at %s stopped answering; its connection is shut.", (environ or {}).get("REMOTE_ADDR"))
        hang_up(environ)


def _guarded(server: Flask, enter: Enter) -> Any:  # noqa: ANN401 - WSGI, whose types no module has
    """The server's ways, the road of the socket only for those who may enter: nothing of the others is read."""
    inner = server.wsgi_app

    def ways(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path.startswith(ROAD.rstrip("/")) and path != ROAD:
            start_response("404 Not Found", [("Content-Type", "text/plain")])
            return [b"The screens' socket is at /socket.io/ alone."]
        if path == ROAD:
            with server.request_context(environ):
                if enter() is None:
                    start_response("403 Forbidden", [("Content-Type", "text/plain")])
                    return [b"You may not follow this city."]
        return inner(environ, start_response)

    return ways


def _every_namespace_is_guarded(sockets: SocketIO) -> bool:
    """Whether nobody can come in unasked: a namespace without a connect handler accepts anyone."""
    server = server_of(sockets)
    unguarded = [name for name, handlers in server.handlers.items() if "connect" not in handlers]
    unguarded += [name for name in server.namespaces if name not in server.namespace_handlers]
    return not unguarded and all(hasattr(one, "on_connect") for one in server.namespace_handlers.values())


def server_of(sockets: SocketIO) -> Any:  # noqa: ANN401 - typeshed knows an older Flask-SocketIO
    """The Socket.IO server itself."""
    return sockets.server  # pyright: ignore[reportAttributeAccessIssue] - the same


def _sid() -> str:
    return str(request.sid)  # pyright: ignore[reportAttributeAccessIssue] - Flask-SocketIO adds it
