"""When things kept talking: joined as words come, it is what all words together say."""

from datetime import timedelta
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from city.events import Read
from city.readings import Readings
from city.views import Stretches, Table
from live.caseload import Caseload
from live.measures.stretches import spans_of
from live.moments import moment
from live.projector import Projector
from tests.indicators.little_city import AREAS, Made, rows
from tests.live.builders import NOON, Hands

ASKED = Stretches("device.heartbeat", minutes=60, periods=3.0, counted_min=20)
# Thing, seconds after noon, period: of one minute or of four; late, twice and out of order as they are drawn.
WORDS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 75 * 60), st.sampled_from([60.0, 240.0])), min_size=1, max_size=40
)


def heard(words: list[tuple[int, int, float]]) -> Readings:
    who, at_s, period_s = (np.array(column) for column in zip(*words, strict=True))
    return Readings(
        kind=ASKED.kind, thing=[f"d{one}" for one in who], value=period_s.astype(np.float64),
        at=moment(NOON) + (at_s * 1000).astype("timedelta64[ms]"), lon=who + 0.5, lat=np.full(len(who), 0.5),
    )  # fmt: skip


def said(table: Table) -> list[tuple[str, float, float, float, float, float]]:
    columns = (table.age_s, table.value, *(table.attributes[name] for name in ("since_s", "first_period_s", "heard")))
    return sorted(zip(table.thing, *(column.tolist() for column in columns), strict=True))


def distinct(words: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Of two words of a thing in one second the period could be either's: the first one's counts here."""
    first = {(who, at_s): period_s for who, at_s, period_s in reversed(words)}
    return [(who, at_s, first[who, at_s]) for who, at_s, _ in words]


@settings(max_examples=20, deadline=None)
@given(WORDS, st.lists(st.integers(0, 39), max_size=4))
def test_joined_as_they_come_or_all_at_once_they_are_the_same(words: list[tuple[int, int, float]], looks: list[int]):
    words = distinct(words)
    writer, borders = Projector(AREAS, Caseload({}), Hands()), sorted({0, *looks, len(words)})
    for begin, end in pairwise(borders):
        if words[begin:end]:
            writer.hear(Read("s", heard(words[begin:end])))
            table = writer.see(ASKED, NOON + timedelta(minutes=75))
    assert isinstance(table, Table)
    assert said(table) == said(made(words).stretched(ASKED))
    assert table.leaf.tolist() == [int(name[1:]) for name in table.thing]


def made(words: list[tuple[int, int, float]]) -> Made:
    who, at_s, period_s = (np.array(column) for column in zip(*words, strict=True))
    return rows(ASKED.kind, period_s, thing=[f"d{one}" for one in who], age_s=75 * 60.0 - at_s, leaf=who)


def test_a_word_without_a_period_joins_nothing():
    found = spans_of(np.zeros(3, dtype=np.intp), np.array([0, 100_000, 200_000]), np.array([60.0, 0.0, 60.0]), 3.0)
    assert found.since.tolist() == [0, 200_000]
