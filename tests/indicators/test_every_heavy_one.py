"""What is computed in a process of its own must get there and come back; each is found by itself."""

import pickle

import pytest

from indicators import all_indicators
from indicators.base import Indicator
from tests.indicators.every import made_up, outcome, same, seen

HEAVY = [one for one in all_indicators().values() if one.heavy]


@pytest.mark.parametrize("indicator", HEAVY, ids=lambda one: one.name)
def test_it_says_the_same_in_another_process(indicator: Indicator):
    made = made_up(indicator, 1)
    asked = {name: seen(view, made[name]) for name, view in indicator.inputs.items()}
    more = {"parameters": dict(indicator.parameters)} if indicator.parameters else {}
    sent = pickle.loads(pickle.dumps({**asked, **more}))  # noqa: S301 - our own bytes
    back = pickle.loads(pickle.dumps(indicator.compute(**sent)))  # noqa: S301 - our own bytes
    here = outcome(indicator, made)
    same(back, here, slice(None), slice(None))
    assert back.greatest() == here.greatest()
