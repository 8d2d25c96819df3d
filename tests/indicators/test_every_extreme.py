"""Every light indicator stands one row of the outermost figures that the gate lets in, whatever it says of it."""

from dataclasses import replace

import numpy as np
import pytest

from city.kinds import KINDS, Attribute
from indicators import all_indicators
from indicators.base import Indicator
from tests.indicators.every import made_up, outcome
from tests.indicators.little_city import Made


def beside(made: Made, *, high: bool) -> Made:
    """The same rows and one more: of the greatest value with the least attributes, or the other way round."""
    kind, some = KINDS[made.kind], made.only(np.array([*range(len(made.thing)), 0]))
    value = some.value.copy()
    value[-1] = kind.high if high else kind.low
    attributes = {name: column.copy() for name, column in some.attributes.items()}
    for name, column in attributes.items():
        one: Attribute = kind.attributes[name]
        column[-1] = one.low if high else one.high
    return replace(some, thing=(*some.thing[:-1], "outermost/1"), value=value, attributes=attributes)


@pytest.mark.parametrize("high", [True, False], ids=["greatest", "least"])
@pytest.mark.parametrize(
    "indicator", [one for one in all_indicators().values() if not one.heavy], ids=lambda one: one.name
)
def test_no_believable_row_makes_it_fail(indicator: Indicator, high: bool):  # noqa: FBT001 - one of two sorts of rows
    made = made_up(indicator, 1)
    for name, rows in made.items():
        if isinstance(rows, Made):
            found = outcome(indicator, {**made, name: beside(rows, high=high)})
            figures = (found.value, found.judged, *found.companions.values())
            assert not any(np.isinf(one).any() for one in figures)
            found.greatest()
