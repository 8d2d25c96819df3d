"""The broadcaster: tells every screen what changed, one message a beat, and never more than a screen can take.

Credit: a client has at most one message on its way and at most one change set waiting. A client that lags further is
given a fresh snapshot once it is ready; one that does not answer is evicted. Server memory does not grow with either.
A snapshot of very many incidents comes in portions (`portions.py`), each with the leave of the one before.
"""

from collections import deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

import orjson

from city.picture import Picture
from live.artist import Artist
from live.changes import Plain, Possible, changes
from live.client import Client, Seen
from live.masked import masked
from live.moments import moment
from live.portions import Portions

SILENT_S = 10.0  # a client that has not acknowledged for so long is evicted
BLOCKED_S = 4.0  # one that has not for so long may not be reading: nothing more is put into its queue


class Outbox(Protocol):
    """How messages leave the house."""

    def send(self, client: str, event: str, payload: bytes, acknowledged: Callable[[], None]) -> None:
        """Send one message; `acknowledged` is called when the client has drawn it."""
        ...

    def beat(self, client: str, said: Plain) -> None:
        """Tell that the house is alive; nobody acknowledges it."""
        ...

    def evict(self, client: str) -> None:
        """Shut this client's connection for good, even if it does not read."""
        ...


class Broadcaster:
    """Keeps every screen at the newest picture."""

    def __init__(
        self,
        outbox: Outbox,
        artist: Artist,
        possible: Possible,
        monotonic: Callable[[], float],
        about: Callable[[], Plain],
    ) -> None:
        self._outbox = outbox
        self._artist = artist
        self._possible = possible
        self._monotonic = monotonic
        self._about = about
        self._clients: dict[str, Client] = {}
        self._picture: Picture | None = None
        self._portions = Portions(possible, monotonic)
        self._snapshots: dict[tuple[Seen, int], tuple[bytes, deque[str]]] = {}
        self._frames: dict[str, tuple[int, bytes, bytes]] = {}

    def __len__(self) -> int:
        return len(self._clients)

    def join(self, name: str, *, masked: bool = False) -> None:
        """A screen came: it gets the whole picture, then changes."""
        client = self._clients[name] = Client(name, masked)
        if self._picture is not None:
            self._send_snapshot(client)
        if self._frames:
            self._send_frames(client)

    def want(self, name: str, layers: Collection[str]) -> None:
        """A screen wants to see these layers, too; it gets the whole picture with them as soon as it is ready."""
        client = self._clients.get(name)
        wants = self._artist.optional & set(layers)
        if client is None or client.wants == wants:
            return
        client.wants = wants
        self._artist.want(self._wanted(), self._picture)
        self._frames = {} if self._picture is None else self._artist.frames(self._picture)
        self._snapshots.clear()
        self.resync(name)

    def resync(self, name: str) -> None:
        """A screen saw a gap: it gets the whole picture, and frames with their ids, as soon as it is ready."""
        client = self._clients.get(name)
        if client is None or self._picture is None:
            return
        client.ids_known.clear()
        client.frame_waits = True
        if client.frame_sent_at is None:
            self._send_frames(client)
        if client.sent_at is None:
            self._send_snapshot(client)
        else:
            client.lags, client.waiting = True, None

    def leave(self, name: str) -> None:
        """A screen went."""
        client = self._clients.pop(name, None)
        if client is not None and client.wants:
            self._artist.want(self._wanted(), self._picture)

    def tell(self, picture: Picture) -> None:
        """Tell everybody what is new in this picture."""
        last, self._picture, self._snapshots = self._picture, picture, {}
        drawn = self._artist.changes(picture)
        if last is None:
            for client in self._clients.values():
                self._send_snapshot(client)
        if not self._clients or last is None:
            return
        parts = changes(last, picture, self._possible)
        messages: dict[Seen, bytes] = {}
        for client in tuple(self._clients.values()):
            if client.seen not in messages:
                seen = {name: one for name, one in drawn.items() if name in self._artist.always | client.wants}
                told = (masked(parts, whole=False) if client.masked else parts) | ({"layers": seen} if seen else {})
                messages[client.seen] = self._encoded(told, picture, last.version)
            self._offer(client, messages[client.seen])

    def move(self, picture: Picture) -> None:
        """Tell everybody where the moving objects are now; the newest frame wins."""
        self._frames = self._artist.frames(picture)
        for client in tuple(self._clients.values()):
            if client.frame_sent_at is None:
                self._send_frames(client)
            else:
                client.frame_waits = True

    def heartbeat(
        self, now: datetime, real_ms: int, told_to: datetime | None = None, problems: Sequence[str] = ()
    ) -> None:
        """Tell every screen that reads that the house is alive, and which picture is the newest.

        `told_to` is how far the past has been told: until all of it has, the picture is that of before the stop, or
        none. `problems` names what the house itself cannot do now.
        """
        version = 0 if self._picture is None else self._picture.version
        said: Plain = {"v": version, "at": int(moment(now).astype("int64")), "server_ms": real_ms}
        said["problems"] = list(problems)
        said["told_to"] = None if told_to is None else int(moment(told_to).astype("int64"))
        for client in self._clients.values():
            if self._waits_s(client) < BLOCKED_S:
                self._outbox.beat(client.name, said)

    def evict_silent(self) -> None:
        """Shut out the screens that stopped answering."""
        for client in tuple(self._clients.values()):
            if self._waits_s(client) > SILENT_S:
                self.leave(client.name)
                self._outbox.evict(client.name)

    def _waits_s(self, client: Client) -> float:
        """How long the oldest message to this client has been on its way, seconds."""
        now = self._monotonic()
        return now - min((at for at in (client.sent_at, client.frame_sent_at) if at is not None), default=now)

    def _offer(self, client: Client, message: bytes) -> None:
        if client.sent_at is None:
            self._send(client, "changes", message)
        elif client.waiting is None and not client.lags:
            client.waiting = message
        else:
            client.lags, client.waiting = True, None

    def _send(self, client: Client, event: str, message: bytes) -> None:
        client.sent_at = self._monotonic()
        self._outbox.send(client.name, event, message, lambda: self._ready(client))

    def _ready(self, client: Client) -> None:
        client.sent_at = None
        if client.name not in self._clients:
            return
        if client.lags:
            client.room *= 2 if client.rest else 1
            self._send_snapshot(client)
        elif client.rest and (client.waiting is None or client.rest_is_next):
            self._send_portion(client)
        elif client.waiting is not None:
            client.rest_is_next = True
            message, client.waiting = client.waiting, None
            self._send(client, "changes", message)

    def _send_snapshot(self, client: Client) -> None:
        client.lags, client.waiting = False, None
        message, rest = self._whole(client)
        client.rest = rest.copy()
        self._send(client, "snapshot", message)

    def _send_portion(self, client: Client) -> None:
        assert self._picture is not None  # noqa: S101 - what it is the rest of
        client.rest_is_next = False
        told = self._portions.next_of(self._picture, client.rest, veiled=client.masked, room=client.room)
        message = {"incidents": told, "more": len(client.rest)}
        self._send(client, "portion", self._encoded(message, self._picture, self._picture.version))

    def _whole(self, client: Client) -> tuple[bytes, deque[str]]:
        """The picture as this screen sees it, encoded once however many come at once, and what is to follow."""
        picture, key = self._picture, (client.seen, client.room)
        assert picture is not None  # noqa: S101 - asked for only after the first picture
        if key not in self._snapshots:
            rest = self._portions.all_of(picture)
            first = self._portions.next_of(picture, rest, veiled=client.masked, room=client.room)
            parts = changes(None, replace(picture, incidents={}), self._possible)
            layers = self._artist.all(self._artist.always | client.wants)
            told = parts | {"incidents": first, "layers": layers, "more": len(rest)}
            self._snapshots[key] = self._encoded(told, picture, None), rest
        return self._snapshots[key]

    def _wanted(self) -> set[str]:
        return {name for client in self._clients.values() for name in client.wants}

    def _encoded(self, parts: Plain, picture: Picture, since: int | None) -> bytes:
        head = {"v": picture.version, "from": since, "at": int(moment(picture.at).astype("int64")), **self._about()}
        return orjson.dumps(head | parts, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS)

    def _send_frames(self, client: Client) -> None:
        client.frame_waits = False
        for name, (ids_version, without, with_ids) in self._frames.items():
            if name not in self._artist.always | client.wants:
                continue
            known = client.ids_known.get(name) == ids_version
            client.ids_known[name] = ids_version
            client.frame_sent_at = self._monotonic()
            payload = without if known else with_ids
            self._outbox.send(client.name, "moving", payload, lambda: self._frame_drawn(client))

    def _frame_drawn(self, client: Client) -> None:
        client.frame_sent_at = None
        if client.frame_waits and client.name in self._clients:
            self._send_frames(client)
