"""With what a version was made is written down once, and is known when the city has changed it."""

from datetime import timedelta

from indicators import all_indicators
from live.measures.judging import Judge
from live.measures.versions import Versions, made_now
from store.memory import MemoryRecord
from tests.live.builders import NOON

ERLANG = all_indicators()["hotline_staffing_erlang"]


def test_a_version_is_known_with_the_figures_that_the_city_had_set():
    versions, own = Versions(MemoryRecord()), Judge(own_parameters={ERLANG.name: {"answer_s": 20.0}})
    versions.write({ERLANG.name: ERLANG}, own, NOON)
    versions.write({ERLANG.name: ERLANG}, Judge(), NOON + timedelta(days=1))
    then = versions.made(ERLANG.name, own.version(ERLANG), NOON)
    assert then is not None
    assert (then.parameters["answer_s"], then.own) == (20, ("answer_s",))
    assert then == made_now(ERLANG, own)
    assert versions.made(ERLANG.name, Judge().version(ERLANG), NOON + timedelta(days=1)) == made_now(ERLANG, Judge())
    assert made_now(ERLANG, Judge()).own == ()
