"""Snapshots: what a screen is told first of a picture, made once however many come at once, and what follows of it."""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from city.picture import Picture
from live.changes import Plain, Possible, changes
from live.client import Client
from live.gallery import Gallery
from live.portions import Portions
from live.sheet import Seen, Sheet, encoded

Head = Callable[[Picture, int | None], Plain]  # how a message about this picture begins, told since that version


class Snapshots:
    """Makes the first message of a picture and its portions (`portions.py`) for any client."""

    def __init__(self, gallery: Gallery, possible: Possible, monotonic: Callable[[], float], head: Head) -> None:
        self._gallery = gallery
        self._possible = possible
        self._head = head
        self._portions = Portions(possible, monotonic)
        self._whole: Sheet | None = None
        self._made: dict[tuple[Seen, int], tuple[bytes, deque[str]]] = {}

    def renew(self) -> None:
        """There is another picture."""
        self._whole, self._made = None, {}

    def first(self, client: Client, picture: Picture) -> tuple[bytes, deque[str]]:
        """The picture as this screen sees it, and the incidents that are to follow."""
        seen = client.seen(self._gallery.always)
        if (seen, client.room) not in self._made:
            rest = self._portions.all_of(picture) if client.view.drawn else deque[str]()
            told = self._portions.next_of(picture, rest, veiled=client.view.on_a_wall, room=client.room)
            incidents: Plain = {"incidents": told, "more": len(rest)} if client.view.drawn else {}
            self._made[seen, client.room] = self._sheet(picture).as_seen(seen, incidents), rest
        message, rest = self._made[seen, client.room]
        return message, rest.copy()

    def portion(self, client: Client, picture: Picture) -> bytes:
        """The next of what is to follow; it is taken out of the client's `rest`."""
        told = self._portions.next_of(picture, client.rest, veiled=client.view.on_a_wall, room=client.room)
        return encoded(self._head(picture, picture.version) | {"incidents": told, "more": len(client.rest)})

    def _sheet(self, picture: Picture) -> Sheet:
        if self._whole is None:
            self._whole = Sheet(self._head(picture, None), partial(self._parts, picture), self._gallery.all, whole=True)
        return self._whole

    def _parts(self, picture: Picture, on_a_wall: bool) -> Plain:  # noqa: FBT001 - as a sheet asks for it
        seen = self._gallery.on_a_wall(picture) if on_a_wall else picture
        return changes(None, replace(seen, incidents={}), self._possible)
