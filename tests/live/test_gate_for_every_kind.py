"""The gate and the kinds: every column of every kind has a believable range, and whatever is beyond it stays out."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from city.kinds import KINDS, Kind
from city.readings import Floats, Readings
from geo.place import Bounds
from live.gate import Gate, Refused
from live.moments import moment
from live.whereabouts import Whereabouts
from tests.live.builders import NOON, batch

NOW = moment(NOON)


def row(kind: Kind) -> Readings:
    """A row with the least that is believable in every column."""
    return batch(kind.low, kind=kind.name, **{name: [one.low] for name, one in kind.attributes.items()})


def passed(rows: Readings) -> tuple[bool, Refused]:
    refused = Refused()
    return Gate(Bounds(0, 0, 1, 1), Whereabouts({})).passed(rows, NOW, refused) is not None, refused


def beyond(kind: Kind) -> Iterator[tuple[str, float]]:
    """The columns with a figure each that nobody should believe."""
    for name, one in kind.attributes.items():
        step = 1e-9 + 1e-9 * abs(one.high)
        for wrong in (np.inf, -np.inf, one.high + step, one.low - step - 1e-9 * abs(one.low), 1e300):
            yield name, wrong
        if one.whole and one.high - one.low >= 1:
            yield name, one.low + 0.5 if abs(one.low) < 1e6 else 0.5


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda one: one.name)
def test_what_is_believable_comes_in_and_what_is_not_is_refused_by_its_column(kind: Kind):
    good = row(kind)
    assert passed(good)[0]
    for name, wrong in beyond(kind):
        came_in, refused = passed(replace(good, attributes={**good.attributes, name: np.array([wrong])}))
        assert not came_in, (name, wrong)
        assert list(refused.counts) == ["not believable"]
        assert f"{name} is {wrong:g}; believable is {kind.attributes[name].said}" in refused.examples["not believable"]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda one: one.name)
def test_only_what_may_be_unknown_is_taken_in_unknown(kind: Kind):
    good = row(kind)
    for name, one in kind.attributes.items():
        came_in, refused = passed(replace(good, attributes={**good.attributes, name: np.array([np.nan])}))
        assert came_in is one.optional
        if not one.optional:
            assert refused.examples["missing column"].endswith(f"there is no {name}.")


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda one: one.name)
def test_every_range_has_room_and_every_word_a_number(kind: Kind):
    for name, one in kind.attributes.items():
        assert one.low < one.high, name
        assert not one.words or one.high == len(one.words) - 1, name
        assert all(word in one.said for word in one.words)


def test_a_refused_label_is_told_which_numbers_stand_for_which_words():
    _, refused = passed(batch(50.0, kind="noise.hourly", zone=[9.0]))
    assert refused.examples["not believable"] == (
        "noise.hourly thing 0: zone is 9; believable is 0 = 0, 1 = 1, 2 = 2, 3 = 3, 4 = 4a, 5 = 4b."
    )


def test_one_bad_row_costs_none_of_the_others():
    lengths: list[float] = [200.0, 1e12, 300.0]
    rows = batch(30.0, 30.0, 30.0, kind="road.speed", **columns(length_m=lengths))
    refused = Refused()
    came = Gate(Bounds(0, 0, 1, 1), Whereabouts({})).passed(rows, NOW, refused)
    assert came is not None
    assert came.attributes["length_m"].tolist() == [200.0, 300.0]
    assert refused.counts == {"not believable": 1}


def columns(length_m: list[float]) -> dict[str, Floats]:
    every = np.ones(len(length_m))
    return {"length_m": np.array(length_m), "free_flow_kmh": 50 * every, "lanes": every, "samples": every}
