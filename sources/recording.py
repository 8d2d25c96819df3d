"""Recordings: tables of timed facts from a city pack, read once and sorted by time, to be asked for by spans of time.

Two shapes, told apart by their header: readings (`at, kind, thing, value[, lon, lat][, attributes…]`) and notices
(`at, origin, what, reference, unit, category, level, lon, lat, address, detail, due_at`). Times are ISO 8601, UTC.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from city.kinds import KINDS
from city.readings import Floats, Readings
from incidents.notice import Notice, What
from sources.base import CannotOpen
from sources.loops import Span
from sources.moments import Millis, as_times, from_ms

READINGS = ("at", "kind", "thing", "value")
TEXTS = ("origin", "what", "reference", "unit", "category", "level", "address", "detail")
NOTICES = ("at", *TEXTS, "lon", "lat", "due_at")
NEVER = np.iinfo(np.int64).min


class BrokenRecording(CannotOpen):
    """A file of a pack is no recording."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path} is no recording: {problem}. Make the pack again.")


@dataclass(frozen=True, slots=True, eq=False)
class RecordedReadings:
    """Readings as columns (n,), sorted by `at_ms`, which counts from the recording's start; unknown places are NaN."""

    at_ms: Millis
    kind: npt.NDArray[np.str_]
    thing: npt.NDArray[np.str_]
    value: Floats
    lon: Floats
    lat: Floats
    attributes: Mapping[str, Floats]

    def between(self, span: Span) -> Iterator[Readings]:
        """The readings of a span, one batch a kind, at the times at which its loop plays them."""
        rows = slice(*np.searchsorted(self.at_ms, [span.since_ms, span.before_ms]))
        for kind in dict.fromkeys(self.kind[rows].tolist()):
            chosen = np.arange(rows.start, rows.stop)[self.kind[rows] == kind]
            placed = not np.isnan(self.lon[chosen]).any()
            wanted = KINDS[kind].attributes if kind in KINDS else ()
            yield Readings(
                kind=kind, thing=self.thing[chosen].tolist(), value=self.value[chosen],
                at=as_times(self.at_ms[chosen] + span.begin_ms),
                lon=self.lon[chosen] if placed else None, lat=self.lat[chosen] if placed else None,
                attributes={name: self.attributes[name][chosen] for name in wanted if name in self.attributes},
            )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class RecordedNotices:
    """Notices as columns (n,), sorted by `at_ms`, which counts from the recording's start.

    `first_ms` and `last_ms` are those of the notice's incident; `due_ms` is `NEVER` where unknown; places are NaN where
    unknown; `text` holds the other columns.
    Only incidents whose first notice lies within the recording are here, with all their notices, later ones included.
    """

    at_ms: Millis
    first_ms: Millis
    last_ms: Millis
    due_ms: Millis
    lon: Floats
    lat: Floats
    text: Mapping[str, list[str]]

    def between(self, span: Span) -> Iterator[Notice]:
        """The notices of a span, at the times at which its loop plays them; their references carry its number.

        Of incidents that began before `span.begun_ms` not a word is told.
        """
        for i in range(*np.searchsorted(self.at_ms, [span.since_ms, span.before_ms]).tolist()):
            if self.first_ms[i] >= span.begun_ms:
                yield self._played(i, span)

    def going_on(self, span: Span) -> Iterator[Notice]:
        """What was told before a span of incidents that go on in it."""
        for i in np.flatnonzero((self.at_ms < span.since_ms) & (self.last_ms >= span.since_ms)).tolist():
            yield self._played(i, span)

    def _played(self, i: int, span: Span) -> Notice:
        text, due_ms = self.text, int(self.due_ms[i])
        return Notice(
            at=from_ms(int(self.at_ms[i]) + span.begin_ms), origin=text["origin"][i], what=What(text["what"][i]),
            reference=looped(text["reference"][i], span.loop), unit=text["unit"][i], category=text["category"][i],
            level=int(text["level"][i] or 0), lon=_known(self.lon[i]), lat=_known(self.lat[i]),
            address=text["address"][i], detail=text["detail"][i],
            due_at=None if due_ms == NEVER else from_ms(due_ms + span.begin_ms),
        )  # fmt: skip


Recorded = RecordedReadings | RecordedNotices


def looped(reference: str, loop: int) -> str:
    """A recorded reference as it is told in a loop, so that each loop makes incidents of its own.

    >>> looped("17000014", 516)
    '17000014/516'
    """
    return f"{reference}/{loop}"


def read_recording(path: Path, start_ms: int, length_ms: int) -> Recorded:
    """The recording in this file, which spans `length_ms` from `start_ms`; raises `BrokenRecording`."""
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        if set(NOTICES) <= set(table.columns):
            return _notices(table, start_ms, length_ms)
        if set(READINGS) <= set(table.columns):
            return _readings(table, start_ms, length_ms)
    except (OSError, ValueError, KeyError) as problem:
        raise BrokenRecording(path, str(problem)) from problem
    raise BrokenRecording(path, f"its columns are {', '.join(table.columns)}, those of neither readings nor notices")


def _readings(table: pd.DataFrame, start_ms: int, length_ms: int) -> RecordedReadings:
    at_ms = _millis(pd.Series(table["at"])) - start_ms
    inside = (at_ms >= 0) & (at_ms < length_ms)
    order = np.flatnonzero(inside)[np.argsort(at_ms[inside], kind="stable")]
    wanted = {name for kind in set(table["kind"]) if kind in KINDS for name in KINDS[kind].attributes}

    def numbers(name: str) -> Floats:
        if name not in table.columns:
            return np.full(len(order), np.nan)
        return _numbers(table[name].iloc[order])

    return RecordedReadings(
        at_ms=at_ms[order],
        kind=table["kind"].iloc[order].to_numpy(str),
        thing=table["thing"].iloc[order].to_numpy(str),
        value=numbers("value"),
        lon=numbers("lon"),
        lat=numbers("lat"),
        attributes={name: numbers(name) for name in sorted(wanted & set(table.columns))},
    )


def _notices(table: pd.DataFrame, start_ms: int, length_ms: int) -> RecordedNotices:
    at_ms = _millis(pd.Series(table["at"])) - start_ms
    first_ms = pd.Series(at_ms).groupby(table["reference"]).transform("min").to_numpy()
    last_ms = pd.Series(at_ms).groupby(table["reference"]).transform("max").to_numpy()
    whole = (first_ms >= 0) & (first_ms < length_ms)
    order = np.flatnonzero(whole)[np.argsort(at_ms[whole], kind="stable")]
    due_ms = _millis(pd.Series(table["due_at"].iloc[order]))
    due_ms[due_ms != NEVER] -= start_ms
    rows = table.iloc[order]
    return RecordedNotices(
        at_ms=at_ms[order],
        first_ms=first_ms[order],
        last_ms=last_ms[order],
        due_ms=due_ms,
        lon=_numbers(pd.Series(rows["lon"])),
        lat=_numbers(pd.Series(rows["lat"])),
        text={name: [str(text) for text in rows[name]] for name in TEXTS},
    )


def _known(number: float) -> float | None:
    return None if np.isnan(number) else float(number)


def _numbers(column: pd.Series) -> Floats:
    """Numbers as they are written; NaN where the field is empty."""
    return np.array([float(text) if text else np.nan for text in column], dtype=np.float64)


def _millis(column: pd.Series) -> Millis:
    """ISO 8601 times in milliseconds since 1970; `NEVER` where the field is empty."""
    times = pd.to_datetime(column.where(column != "", None), format="ISO8601", utc=True)
    return times.dt.tz_localize(None).to_numpy("datetime64[ms]").astype(np.int64)
