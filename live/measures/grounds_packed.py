"""Grounds as few bytes, and back: what a measure was and what it was made of, for every area.

Figures are single precision, like those of the annals; when inputs came is told in whole seconds before the measure.
Of the contributors the greatest of every leaf are kept, as many as a card shows.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from city.picture import Measure
from city.readings import Floats, Times
from geo.areas import Areas
from indicators.contributors import ByItem, ByRow, Contributors
from live.measures.grounds import ON_A_CARD, Come, Grounds, Window
from live.measures.packed import packed, unpacked
from live.moments import moment

FIGURES = ("value", "numerator", "denominator", "low", "high", "coverage", "judged", "level")
NO_TIME = -(2**31)
Columns = Mapping[str, npt.NDArray[Any]]


def grounds_packed(one: Grounds) -> bytes:
    """One measure with its grounds as bytes."""
    said = one.measure
    columns: dict[str, npt.NDArray[Any]] = {"band": said.band}
    if said.since is not None:
        columns["since"] = said.since.astype("<M8[ms]")
    for name in FIGURES:
        if (column := getattr(said, name)) is not None:
            columns[name] = _single(column)
    columns |= {f"companion.{name}": _single(column) for name, column in said.companions.items()}
    for kind, come in one.inputs.items():
        columns[f"count.{kind}"] = come.count.astype("<i4")
        columns[f"newest.{kind}"] = _seconds_before(said.at, come.newest)
    head: dict[str, Any] = {
        "indicator": said.indicator, "at": said.at.isoformat(), "version": said.version, "quality": said.quality,
        "newest": None if said.newest_input_at is None else said.newest_input_at.isoformat(),
        "adds_up_to": one.adds_up_to,
        "windows": {
            kind: (come.window.asked_s, come.window.known_s)
            for kind, come in one.inputs.items()
            if come.window is not None
        },
    }  # fmt: skip
    if one.contributors is not None:
        some = one.contributors.greatest(ON_A_CARD)
        head |= _said_of(some)
        columns |= dict(_columns_of(some))
    return packed(head, columns)


def grounds_unpacked(body: bytes, areas: Areas) -> Grounds:
    """The grounds again. Raises `NotPacked`; `KeyError` or `ValueError` where the areas were others."""
    head, columns = unpacked(body)
    if columns["band"].shape != (len(areas),):
        raise ValueError("it was said of other areas")
    at = datetime.fromisoformat(head["at"])
    some = _contributors(head, columns, areas) if "things" in head else None
    figures: dict[str, Any] = {name: _double(columns[name]) for name in FIGURES if name in columns}
    measure = Measure(
        indicator=head["indicator"], at=at, version=head["version"], quality=head["quality"],
        band=columns["band"].astype(np.int8),
        since=columns.get("since"),
        newest_input_at=None if head["newest"] is None else datetime.fromisoformat(head["newest"]),
        companions={name: _double(column) for name, column in _below("companion.", columns)},
        contributors=() if some is None else tuple((one.thing, one.share, one.note) for one in some.of(0, ON_A_CARD)),
        **figures,
    )  # fmt: skip
    counts = dict(_below("count.", columns))
    windows = {kind: Window(asked_s=asked, known_s=known) for kind, (asked, known) in head.get("windows", {}).items()}
    return Grounds(
        measure=measure, adds_up_to=head["adds_up_to"], most=ON_A_CARD,
        contributors=some,
        inputs={
            kind: Come(
                newest=_times(at, columns[f"newest.{kind}"]), count=count.astype(np.float64), window=windows.get(kind)
            )
            for kind, count in counts.items()
        },
    )  # fmt: skip


def _said_of(some: Contributors) -> dict[str, Any]:
    match some:
        case ByRow(thing=thing, notes=notes):
            return {"things": list(thing), "notes": [dict(each) for each in notes]}
        case ByItem(thing=thing, note=note, titles=titles):
            return {"things": list(thing), "notes": [dict(note)], "titles": [dict(each) for each in titles]}


def _columns_of(some: Contributors) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    yield "some.amount", _single(some.amount)
    yield "some.whole", _single(some.sums())
    for name, column in some.about.items():
        yield f"about.{name}", _single(column)
    if isinstance(some, ByRow):
        yield "some.leaf", some.leaf.astype("<i2")
        if some.which is not None:
            yield "some.which", some.which.astype(np.int8)


def _contributors(head: Mapping[str, Any], columns: Columns, areas: Areas) -> Contributors:
    amount, whole = _double(columns["some.amount"]), _double(columns["some.whole"])
    about = {name: _double(column) for name, column in _below("about.", columns)}
    things: Sequence[str] = head["things"]
    if "some.leaf" not in columns:
        return ByItem(
            thing=things, amount=amount, note=head["notes"][0], about=about, titles=head["titles"], whole=whole
        )
    which = columns.get("some.which")
    return ByRow(
        areas=areas, leaf=columns["some.leaf"].astype(np.intp), thing=things, amount=amount, notes=head["notes"],
        which=None if which is None else which.astype(np.intp), about=about, whole=whole,
    )  # fmt: skip


def _below(beginning: str, columns: Columns) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    return ((name.removeprefix(beginning), one) for name, one in columns.items() if name.startswith(beginning))


def _single(column: npt.ArrayLike) -> npt.NDArray[np.float32]:
    return np.asarray(column, dtype="<f4")


def _double(column: npt.NDArray[Any]) -> Floats:
    """The shortest figures that are these in single precision: 7.3 is 7.3 again, and not 7.300000190734863."""
    return column.astype(str).astype(np.float64)


def _seconds_before(at: datetime, times: Times) -> npt.NDArray[np.int32]:
    """How many seconds these times (n,) lie before another; `NO_TIME` for those that are none."""
    ms = times.astype("datetime64[ms]").astype(np.int64)
    seconds = (int(moment(at).astype(np.int64)) - np.where(np.isnat(times), 0, ms)) // 1000
    return np.where(np.isnat(times), NO_TIME, seconds).astype("<i4")


def _times(at: datetime, seconds: npt.NDArray[Any]) -> Times:
    times = moment(at) - seconds.astype("timedelta64[s]").astype("timedelta64[ms]")
    return np.where(seconds == NO_TIME, np.datetime64("NaT", "ms"), times)
