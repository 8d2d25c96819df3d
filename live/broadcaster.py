"""The broadcaster: tells every screen what changed, one message a beat, and never more than a screen can take.

Credit: a client has at most one message on its way and at most one change set waiting. A client that lags further is
given a fresh snapshot once it is ready; one that does not answer is evicted. Server memory does not grow with either.
Nor does the work grow with what screens ask for: what they ask for more often than once a second waits for a heartbeat.
A snapshot of very many incidents comes in portions (`portions.py`), each with the leave of the one before.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Protocol

from city.picture import Picture
from live.changes import Plain, Possible, changes
from live.client import Client
from live.gallery import Frames, Gallery
from live.masked import WHOLE, View
from live.moments import moment
from live.sheet import Sheet
from live.snapshots import Snapshots

SILENT_S = 10.0  # a client that has not acknowledged for so long is evicted
BLOCKED_S = 4.0  # one that has not for so long may not be reading: nothing more is put into its queue
GRANTED_S = 1.0  # what screens ask for is given no more often


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
        gallery: Gallery,
        possible: Possible,
        monotonic: Callable[[], float],
        about: Callable[[], Plain],
    ) -> None:
        self._outbox = outbox
        self._gallery = gallery
        self._possible = possible
        self._monotonic = monotonic
        self._about = about
        self._clients: dict[str, Client] = {}
        self._picture: Picture | None = None
        self._on_walls: Picture | None = None
        self._snapshots = Snapshots(gallery, possible, monotonic, self._head)
        self._granted_at: float | None = None
        self._frames: dict[bool, Frames] = {False: {}, True: {}}

    def __len__(self) -> int:
        return len(self._clients)

    def join(self, name: str, view: View = WHOLE) -> None:
        """A screen came: it gets the whole picture, then changes."""
        client = self._clients[name] = Client(name, view)
        if self._picture is not None:
            self._send_snapshot(client)
        self._send_frames(client)

    def want(self, name: str, layers: Collection[str]) -> None:
        """A screen wants to see these layers, too; it gets the whole picture with them as soon as it is ready."""
        client = self._clients.get(name)
        if client is not None:
            client.asks = self._gallery.optional & set(layers)
            self.grant()

    def resync(self, name: str) -> None:
        """A screen saw a gap: it gets the whole picture, and frames with their ids, as soon as it is ready."""
        client = self._clients.get(name)
        if client is not None:
            client.gap = True
            self.grant()

    def grant(self) -> None:
        """Give screens what they asked for last; nothing if that was done just now, and then it waits."""
        now = self._monotonic()
        if self._granted_at is not None and now - self._granted_at < GRANTED_S:
            return
        asked = [one for one in self._clients.values() if one.asks is not None or one.gap]
        for client in asked:
            client.gap |= client.asks not in (None, client.wants)
            client.wants = client.wants if client.asks is None else client.asks
            client.asks = None
        if not asked or self._picture is None:
            return
        self._granted_at = now
        self._draw_what_is_wanted(self._picture)
        for client in asked:
            if client.gap:
                self._send_all(client)

    def _draw_what_is_wanted(self, picture: Picture) -> None:
        added = self._gallery.want({name for client in self._clients.values() for name in client.wants}, picture)
        if added:
            for masked, frames in self._gallery.frames(picture, added).items():
                self._frames[masked] |= frames

    def _send_all(self, client: Client) -> None:
        client.gap = False
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
        self._clients.pop(name, None)

    def tell(self, picture: Picture) -> None:
        """Tell everybody what is new in this picture."""
        last, self._picture = self._picture, picture
        last_on_walls, self._on_walls = self._on_walls, self._gallery.on_a_wall(picture)
        on_walls = self._on_walls
        self._snapshots.renew()
        self._draw_what_is_wanted(picture)
        drawn = self._gallery.changes(picture)
        if last is None:
            for client in self._clients.values():
                self._send_snapshot(client)
        if not self._clients or last is None:
            return

        def parts(masked: bool) -> Plain:  # noqa: FBT001 - as a sheet asks for it
            before, now = (last_on_walls, on_walls) if masked else (last, picture)
            return changes(before, now, self._possible)

        told = Sheet(
            self._head(picture, last.version), parts,
            lambda names, masked: {name: one for name, one in drawn[masked].items() if name in names}, whole=False,
        )  # fmt: skip
        for client in tuple(self._clients.values()):
            self._offer(client, told.as_seen(client.seen(self._gallery.always)))

    def move(self, picture: Picture) -> None:
        """Tell everybody where the moving objects are now; the newest frame wins."""
        self._frames = self._gallery.frames(picture)
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
        self.grant()
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
        assert self._picture is not None  # noqa: S101 - sent only after the first picture
        client.lags, client.waiting = False, None
        message, client.rest = self._snapshots.first(client, self._picture)
        self._send(client, "snapshot", message)

    def _send_portion(self, client: Client) -> None:
        assert self._picture is not None  # noqa: S101 - what it is the rest of
        client.rest_is_next = False
        self._send(client, "portion", self._snapshots.portion(client, self._picture))

    def _head(self, picture: Picture, since: int | None) -> Plain:
        return {"v": picture.version, "from": since, "at": int(moment(picture.at).astype("int64")), **self._about()}

    def _send_frames(self, client: Client) -> None:
        client.frame_waits = False
        for name, (ids_version, without, with_ids) in self._frames[client.view.on_a_wall].items():
            if name not in client.layers(self._gallery.always):
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
