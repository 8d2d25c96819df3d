"""Left out: steps of history that cannot be understood, counted by series, and said in one line."""

import json
import logging
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import numpy.typing as npt

from city.history import Step
from live.measures.packed import NotPacked, unpacked

log = logging.getLogger(__name__)
MOST_NAMED = 5
Unpacked = tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]


class LeftOut:
    """Reads steps, and remembers which of them could not be read."""

    def __init__(self) -> None:
        self._steps: set[tuple[str, datetime]] = set()
        self._told = 0

    def unpacked(self, step: Step) -> Unpacked | None:
        """Head and columns of a step; None where it is damaged."""
        try:
            return unpacked(step.body)
        except NotPacked:
            self.note(step)
            return None

    def loaded(self, step: Step) -> Mapping[str, Any] | None:
        """What a step says that is plain JSON; None where it is damaged."""
        try:
            found = json.loads(step.body)
        except ValueError:
            found = None
        if isinstance(found, dict):
            return found
        self.note(step)
        return None

    def note(self, step: Step) -> None:
        """This step could not be understood; however often it is read, it counts once."""
        self._steps.add((step.series, step.at))

    def said(self) -> str:
        """How many steps of which series are left out, and what to do; empty where none is, as far as was read."""
        if not self._steps:
            return ""
        # A copy: questions of the past are answered in a thread of their own, which may come upon more meanwhile.
        counted = Counter(series for series, _ in tuple(self._steps))
        by_series = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
        some = ", ".join(f"{count} of {series}" for series, count in by_series[:MOST_NAMED])
        rest = f" and {len(by_series) - MOST_NAMED} more series" if len(by_series) > MOST_NAMED else ""
        return f"Damaged steps of history are left out: {some}{rest}. For them, stop, and restore the last copy."

    def tell(self) -> None:
        """Say it in one line of the log, if there is more than the last time."""
        if len(self._steps) > self._told:
            log.warning("%s", self.said())
            self._told = len(self._steps)
