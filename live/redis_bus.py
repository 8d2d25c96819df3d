"""The bus between processes: one Redis stream that everybody writes to and follows, in the same order.

Redis is a doorbell, never the record: the stream is short, what must survive is in the store.
"""

import logging
import math
import time
from typing import Any

import redis
from redis.backoff import ExponentialBackoff
from redis.retry import Retry

from city.events import Event
from live.bus import BusUnavailable, Listener, deliver
from live.codec import NotAnEvent, decoded, encoded

LENGTH = 20_000
TIMEOUT_S = 0.25  # nobody waits longer for a doorbell
ASK_AGAIN_S = 5.0  # while it is away
BATCH = 256
log = logging.getLogger(__name__)


class RedisBus:
    """Carries events over a Redis stream; a process hears its own words with everybody else's.

    While Redis is away a process hears its own words alone, at once, so that its screens stay right.
    """

    def __init__(self, client: "redis.Redis", stream: str = "onescreen") -> None:
        self._redis: Any = client
        self._stream = stream
        self._listeners: list[Listener] = []
        self._ask_again = -math.inf
        self.problem = ""
        self._last = self._newest_id()

    def subscribe(self, listener: Listener) -> None:
        """Tell this listener everything from now on."""
        self._listeners.append(listener)

    def publish(self, event: Event) -> None:
        """Say one thing; everybody hears it when they next drain."""
        if self._is_known_to_be_away():
            deliver(event, self._listeners)
            return
        try:
            self._redis.xadd(self._stream, {"e": encoded(event)}, maxlen=LENGTH, approximate=True)
        except redis.RedisError as problem:
            self._is_away(problem)
            deliver(event, self._listeners)
        else:
            self._is_back()

    def drain(self) -> None:
        """Tell the listeners what was said since the last time."""
        if self._is_known_to_be_away():
            return
        try:
            while self._follow():
                pass
        except redis.RedisError as problem:
            self._is_away(problem)

    def _follow(self) -> int:
        answer = self._redis.xread({self._stream: self._last}, count=BATCH)
        entries = _entries(answer)
        for entry_id, fields in entries:
            self._last = entry_id
            self._hear(fields.get(b"e", b""))
        return len(entries)

    def _hear(self, data: bytes) -> None:
        try:
            event = decoded(data)
        except NotAnEvent:
            log.exception("A message was left out.")
            return
        deliver(event, self._listeners)

    def _is_known_to_be_away(self) -> bool:
        """Whether it is too early to ask again: one that hangs would cost every event its patience."""
        return bool(self.problem) and time.monotonic() < self._ask_again

    def _is_away(self, problem: Exception) -> None:
        if not self.problem:
            log.error("Redis is away: %s. This process hears itself alone until it is back.", problem)
        self.problem = f"Redis is away: {problem}. Other processes are not heard."
        self._ask_again = time.monotonic() + ASK_AGAIN_S

    def _is_back(self) -> None:
        if self.problem:
            log.info("Redis is back.")
        self.problem = ""

    def _newest_id(self) -> bytes | str:
        newest = self._redis.xrevrange(self._stream, count=1)
        return newest[0][0] if newest else "0-0"


def open_redis(address: str, stream: str) -> RedisBus:
    """The bus at the address of a Redis. Raises `BusUnavailable`."""
    try:
        client = redis.Redis.from_url(
            address,
            socket_timeout=TIMEOUT_S,
            socket_connect_timeout=TIMEOUT_S,
            health_check_interval=10,
            retry=Retry(ExponentialBackoff(cap=0.5, base=0.05), retries=1),
        )
        return RedisBus(client, stream)
    except (redis.RedisError, ValueError) as problem:
        # An address may hold a password: what stands before the host is not repeated.
        raise BusUnavailable(address.rsplit("://", maxsplit=1)[-1].rpartition("@")[2], str(problem)) from problem


def _entries(answer: Any) -> list[tuple[bytes, dict[bytes, bytes]]]:  # noqa: ANN401 - two protocols, two shapes
    """The entries of one stream, however this version of the protocol wraps them."""
    if not answer:
        return []
    return answer[0][1] if isinstance(answer, list) else next(iter(answer.values()))[0]
