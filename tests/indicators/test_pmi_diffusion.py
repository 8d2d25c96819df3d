import numpy as np
import pytest

from city.kinds.economy import QUESTIONS
from indicators.base import Outcome
from indicators.economy.pmi_diffusion import INDICATOR, compute, diffusion, parts
from tests.indicators.little_city import Made, rows
from tests.indicators.reference import agrees, case


@pytest.mark.parametrize("name", ["pmi_2016-05", "pmi_2025-03"])
def test_it_is_what_the_bureau_printed(name: str):
    given, _ = case(name)
    names = {"supplier_delivery": "delivery", "raw_inventory": "inventory"}
    indices = {names.get(one, one): np.array([figure]) for one, figure in given.items()}
    agrees(name, parts(indices, INDICATOR.parameters).sum())


def survey(up: int, same: int, down: int, *, leaf: int = 0, name: str = "firm") -> Made:
    """Firms that all answer the five questions alike."""
    each = np.repeat([1.0, 0.0, -1.0], [up, same, down])
    thing = [f"{name}-{firm}/{one}" for one in QUESTIONS for firm in range(len(each))]
    question = np.repeat(np.arange(len(QUESTIONS)), len(each))
    return rows("survey.answer", np.tile(each, len(QUESTIONS)), thing=thing, leaf=leaf, question=question)


def found(made: Made) -> Outcome:
    return compute(made.table(), INDICATOR.parameters)


def test_those_who_say_the_same_count_half():
    """30 up, 40 same, 30 down: 50; and 50 up of 100, 20 same: 60."""
    np.testing.assert_array_equal(diffusion(np.array([0.0, 20.0]), np.array([100.0, 100.0])), [50, 60])


def test_all_up_is_not_a_hundred_because_deliveries_are_inverted():
    one = found(survey(30, 0, 0))
    np.testing.assert_allclose(one.value[0], 85)
    assert one.companions["di_delivery"][0] == 100
    np.testing.assert_allclose(found(survey(0, 0, 30)).value[0], 15)


def test_on_fifty_is_normal():
    one = found(survey(10, 20, 10))
    np.testing.assert_array_equal(one.value[0], 50)
    assert INDICATOR.bands.of(one.judged, INDICATOR.better)[0] == 0


@pytest.mark.parametrize("firms", [29, 30])
def test_fewer_than_thirty_firms_say_nothing(firms: int):
    one = found(survey(firms, 0, 0))
    assert np.isfinite(one.value[0]) == (firms == 30)
    assert one.companions["firms"][0] == firms
    assert np.isnan(one.value[2])


def test_a_question_nobody_answered_leaves_the_whole_unknown():
    made = survey(40, 0, 0)
    assert np.isnan(found(made.only(np.arange(40 * 4))).value[0])


def test_its_parts_are_told_and_add_up():
    one = found(survey(40, 20, 0))
    assert [each.thing for each in one.greatest()] == [
        "new_orders",
        "production",
        "employment",
        "inventory",
        "delivery",
    ]
    np.testing.assert_allclose(sum(each.amount for each in one.greatest()), one.value[0])
    assert one.coverage is not None
    assert one.coverage[0] == 1
