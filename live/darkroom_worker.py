"""The darkroom's process: makes pictures anew, one after the other, until its input ends."""

import json
import math
import os
import resource
import sys
from typing import BinaryIO
from zoneinfo import ZoneInfo

from incidents.attachments import NotAccepted, too_large
from live.lasting import end_with_the_house, received, send
from store.pictures import accepted

MOST_BYTES = 1536 * 1024**2  # of address space: 24 megapixels take 0.4 GB, as a WebP 0.7, with transparency 1.3
MOST_CPU_S = 5  # a picture; the largest photo takes up to three, and what takes longer is made to


def main(asked: BinaryIO, answered: BinaryIO) -> None:
    """Read a zone and a picture, and answer each with what it says of itself and what was made of it, or a refusal."""
    while True:
        try:
            zone, content = received(asked)
        except EOFError:
            return
        _begin_to_count()
        send(answered, _answer(zone.decode(), content))


def _answer(zone: str, content: bytes) -> list[bytes]:
    try:
        made = accepted(content, ZoneInfo(zone))
    except NotAccepted as why:
        return [json.dumps({"words": dict(why.words)}).encode()]
    except MemoryError:
        return [json.dumps({"words": dict(too_large().words)}).encode()]
    taken = made.taken
    at = None if taken.at is None else taken.at.isoformat()
    head = {"media_type": made.media_type, "at": at, "lon": taken.lon, "lat": taken.lat}
    return [json.dumps(head).encode(), *([] if made.content is content else [made.content])]


def _begin_to_count() -> None:
    """From now on so many seconds of a core, and the kernel ends it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = math.ceil(used.ru_utime + used.ru_stime) + MOST_CPU_S
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _bind() -> None:
    """Little memory, and no dump of what somebody photographed; the screens' work goes first."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(2)


if __name__ == "__main__":
    end_with_the_house()
    _bind()
    main(sys.stdin.buffer, sys.stdout.buffer)
