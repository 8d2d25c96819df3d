"""What is computed in a process of its own must get there and back."""

import pickle

import numpy as np
import pytest

from indicators import all_indicators
from indicators.base import Indicator
from tests.indicators.every import figures, made_up, outcome, seen

HEAVY = [one for one in all_indicators().values() if one.heavy]


@pytest.mark.parametrize("indicator", HEAVY, ids=lambda one: one.name)
def test_its_inputs_and_its_outcome_can_be_sent(indicator: Indicator):
    made = made_up(indicator, 1)
    inputs = {name: seen(view, made[name]) for name, view in indicator.inputs.items()}
    sent = pickle.loads(pickle.dumps((inputs, dict(indicator.parameters))))  # noqa: S301 - our own bytes
    more = {"parameters": sent[1]} if sent[1] else {}
    found = indicator.compute(**sent[0], **more)
    back = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own bytes
    for name, figure in figures(outcome(indicator, made)).items():
        np.testing.assert_array_equal(figures(back)[name], figure, err_msg=name)
    assert back.greatest() == found.greatest()
