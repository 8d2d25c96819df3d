"""The rhythm: runs the house on time, every part in a greenlet of its own."""

import itertools
import logging
from collections.abc import Callable

import gevent

from live.darkroom import Apart
from live.house import SHORTEST_PAUSE_S, House
from live.measures.back_fill import back_fill, wants_foretime
from live.measures.workers import OneProcess
from live.warm_up import stand_again, warm_up
from sources.base import Source

HEARTBEAT_S = 2.0
KEEP_EVERY_S = 0.25
CLERK_EVERY_S = CLOCKS_EVERY_S = 1.0
DUTY_EVERY_S = 2.0
LOOK_AFTER_S = 1.0  # who logged out, or may do something else now, is out within two seconds
TURNS = 8  # of the loop between two steps of the past: a question takes several from its arrival to its answer
log = logging.getLogger(__name__)


def start(house: House) -> list["gevent.Greenlet[..., None]"]:
    """Start reading, beating and telling; gives the greenlets, for whoever wants to stop them.

    Screens get their first picture when the past has been told, for one of half the past would show wrong figures; but
    after a restart at once that of before the stop.
    """
    house.darkroom = darkroom = Apart()
    darkroom.open()
    house.remember()
    house.connect()
    house.measuring.evaluator.workers = OneProcess(gevent.spawn)
    house.told_to = house.recorded_until or house.clock()
    return [
        gevent.spawn(_live, house),
        gevent.spawn(_repeat, house.heartbeat, HEARTBEAT_S),
        gevent.spawn(_repeat, lambda: house.look_after(), LOOK_AFTER_S),  # noqa: PLW0108 - screens may come later
    ]


def _live(house: House) -> None:
    try:
        stand_again(house)
        house.remember_long_ago(_rest)
        warm_up(house, _rest)
    except Exception:
        log.exception("The past could not be told; trends start empty.")
    house.told_to, house.registrar.past_is_told = None, True
    for source in house.parts.sources:
        gevent.spawn(_read_on, house, source)
    if house.parts.back_fill_weeks and wants_foretime(house):
        house.filling = True  # said with the first picture, not after it
        gevent.spawn(_fill, house)
    gevent.sleep(0)  # the first picture shows what all sources say now
    beat = _beat_and_move(house)
    _try(beat, house.parts.beat_s)
    # Not before: what a restart stands on is whole then, with what is composed of all the rest.
    gevent.spawn(_repeat, lambda: house.keeper.write(_turn), KEEP_EVERY_S)
    gevent.spawn(_repeat, lambda: house.timekeeper.turn(_turn), CLOCKS_EVERY_S)
    gevent.spawn(_repeat, house.duty_room.turn, DUTY_EVERY_S)
    gevent.spawn(_repeat, house.clerk.turn, CLERK_EVERY_S)
    _repeat(beat, house.parts.beat_s)


def _beat_and_move(house: House) -> Callable[[], None]:
    """One beat, and what moves in its picture, every so many beats; on its own time it would come when it is old."""
    every = max(1, round(house.parts.moving_every_s / house.parts.beat_s))
    beats = itertools.count()

    def act() -> None:
        began = gevent.get_hub().loop.now()
        try:
            house.beat(_turn)
        except Exception:
            house.watch.levels.count("beat", good=False)
            raise
        took_s = gevent.get_hub().loop.now() - began
        house.watch.levels.count("beat", good=took_s <= 2 * house.parts.beat_s)
        if next(beats) % every == 0:
            house.move()

    return act


def _fill(house: House) -> None:
    """Make up the weeks before the first start; everybody is told while that goes on."""
    try:
        back_fill(house, house.parts.seed, house.parts.back_fill_weeks, _turn)
    finally:
        house.filling = False


def _turn() -> None:
    """What is done between two indicators: others get a turn."""
    gevent.sleep(0)


def _rest() -> None:
    """What is done between two steps of the past: others get their turn."""
    for _ in range(TURNS):
        gevent.sleep(0)


def _read_on(house: House, source: Source) -> None:
    while True:
        pause_s = house.ingest.read(source)
        gevent.sleep(max(house.clock.real_s(pause_s), SHORTEST_PAUSE_S))


def _repeat(act: Callable[[], None], every_s: float) -> None:
    """Do this every so often for ever; a failure is logged, and the next time comes all the same."""
    while True:
        began = gevent.get_hub().loop.now()
        _try(act, every_s)
        gevent.sleep(max(every_s - (gevent.get_hub().loop.now() - began), SHORTEST_PAUSE_S))


def _try(act: Callable[[], None], every_s: float) -> None:
    try:
        act()
    except Exception:
        log.exception("A beat failed; the next one comes in %g s.", every_s)
