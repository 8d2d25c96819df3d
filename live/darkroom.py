"""The darkroom: where pictures are made anew; in a running house by a process of its own, one after the other.

Decoding what strangers send takes a core for a second, and may break or stall whoever does it: so it is done where
nothing else is, with bounded memory and time. What comes back is no pickled object, for who reads hostile pictures is
not to be trusted.
"""

import json
import logging
from collections.abc import Sequence
from datetime import datetime
from threading import Lock, Timer
from typing import Protocol
from zoneinfo import ZoneInfo

from incidents.attachments import Made, NotAccepted, Taken, unreadable
from live.lasting import Lasting, received, send
from store.pictures import accepted

log = logging.getLogger(__name__)
LONGEST_S = 6.5  # from handing it over; the largest take half of it, on a busy machine all, and a door allows eight


class TooSlow(Exception):
    """A picture is not made anew in time."""

    def __init__(self, longest_s: float) -> None:
        super().__init__(
            f"This picture was not made anew within {longest_s:g} s. Send it again later, or a smaller one."
        )


class Darkroom(Protocol):
    """Whoever makes pictures anew."""

    def developed(self, content: bytes, zone: ZoneInfo) -> Made:
        """What may be laid down of it; `zone` is that of a camera that names none.

        Raises `NotAccepted` or `TooSlow`.
        """
        ...


class Here:
    """Everything here and now."""

    def developed(self, content: bytes, zone: ZoneInfo) -> Made:
        """What may be laid down of it. Raises `NotAccepted`."""
        return accepted(content, zone)


class Apart:
    """A process that is started with the house, and again for the next picture after one that it did not survive."""

    def __init__(self, longest_s: float = LONGEST_S) -> None:
        self._longest_s = longest_s
        self._lasting = Lasting("live.darkroom_worker")
        self._one_at_a_time = Lock()

    def open(self) -> None:
        """Start the process now: a house that has lived for long holds up its beat for 40 ms to start one."""
        self._lasting.opened()

    def developed(self, content: bytes, zone: ZoneInfo) -> Made:
        """What the process makes of it. Raises `NotAccepted` or `TooSlow`."""
        with self._one_at_a_time:
            head, *made = self._answered([zone.key.encode(), content])
        said = json.loads(head)
        if "words" in said:
            raise NotAccepted(said["words"])
        at = None if said["at"] is None else datetime.fromisoformat(said["at"])
        taken = Taken(at=at, lon=said["lon"], lat=said["lat"])
        # A paper is taken as it is, and nobody carries it back.
        return Made(content=made[0] if made else content, media_type=said["media_type"], taken=taken)

    def close(self) -> None:
        """Let the process go, whatever it does now."""
        self._lasting.close()

    def _answered(self, asked: Sequence[bytes]) -> list[bytes]:
        asking, answering, _ = self._lasting.opened()
        late = _Late(self._lasting, self._longest_s)
        try:
            send(asking, asked)
            answer = received(answering)
        except (OSError, EOFError) as problem:
            self._lasting.close()
            if late.said:
                raise TooSlow(self._longest_s) from problem
            log.warning("The process that makes pictures anew ended over one. It is started again for the next.")
            raise unreadable() from problem
        except BaseException:  # nobody waits for it any more, and the next must not be given what was made of this one
            self._lasting.close()
            raise
        finally:
            late.cancel()
        if late.said:  # it was just in time, and is gone by now
            self._lasting.close()
        return answer


class _Late:
    """Ends a process that has not answered in time."""

    def __init__(self, lasting: Lasting, longest_s: float) -> None:
        self.said, self._process = False, lasting.process
        self._timer = Timer(longest_s, self._end)
        self._timer.daemon = True
        self._timer.start()

    def cancel(self) -> None:
        self._timer.cancel()

    def _end(self) -> None:
        self.said = True
        if self._process is not None:
            self._process.kill()
