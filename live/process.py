"""The process: how it logs, how many cores its arithmetic takes, and for which reasons it does not open."""

import gc
import logging
import sys
import time
from collections.abc import Callable

from threadpoolctl import threadpool_limits

from accounts.refusals import NotSo
from geo.pack import BrokenPack
from incidents.ports import StoreUnavailable
from incidents.timing.holidays import MissingYear
from live.bus import BusUnavailable
from live.folding import Folding
from live.serve import PortTaken
from sources.base import CannotOpen

ROOMS = ("live", "sources", "store", "incidents", "api", "screens", "geo")
CANNOT_OPEN = (BrokenPack, StoreUnavailable, PortTaken, CannotOpen, BusUnavailable, MissingYear, NotSo)  # each says why


def prepare(level: str) -> None:
    """Log our own rooms from this level on, all others' warnings, and reckon on one core."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for handler in logging.getLogger().handlers:
        handler.addFilter(Folding(time.monotonic))
    for room in ROOMS:
        logging.getLogger(room).setLevel(level.upper())
    logging.getLogger("engineio.server").setLevel(logging.CRITICAL)  # a stranger's garbage would fill the disk
    threadpool_limits(1)  # our matrices are small: sharing one between cores costs more than it saves


def settle() -> None:
    """Collect garbage from now on, but look through nothing that was made so far.

    The city stays as long as the process: looking through it again would hold up every beat.
    """
    gc.freeze()
    gc.enable()


def exit_code(what: Callable[[], None], further: tuple[type[Exception], ...]) -> int:
    """Do it; 2, and why in words, where it cannot be done for a reason that is known, `further` ones among them."""
    try:
        what()
    except (*CANNOT_OPEN, *further, OSError) as why:
        sys.stderr.write(f"{said(why)}\n")
        return 2
    except KeyboardInterrupt:
        pass
    return 0


def said(why: Exception) -> str:
    """Why it does not open, and what to do."""
    if not isinstance(why, OSError):
        return str(why)
    return f"{why}. Give this user room to write there, or name another folder: STATE=folder."
