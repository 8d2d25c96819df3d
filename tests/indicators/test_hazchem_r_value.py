import numpy as np
import pytest
from numpy.typing import ArrayLike

from indicators.base import Outcome
from indicators.emergency.hazchem_r_value import BETAS, INDICATOR, alpha_of, compute, grade
from tests.indicators.little_city import rows
from tests.indicators.reference import agrees, case


def stores(held_t: ArrayLike, thing: list[str], **more: ArrayLike) -> Outcome:
    about = {"limit_t": 10, "beta": 1, "alpha": 1, "licence_t": np.nan, **more}
    return compute(rows("hazchem.inventory", held_t, thing=thing, **about).table())


def shown(found: Outcome, area: int = 0) -> tuple[str, int]:
    assert found.level is not None
    band = INDICATOR.bands.of(found.judged, INDICATOR.better)[area]
    return INDICATOR.levels[int(found.level[area])]["zh"], int(band)


def test_the_grades_are_those_of_the_table():
    told, _ = case("hazchem_levels")
    agrees("hazchem_levels", grade(np.array(told["R"])))


@pytest.mark.parametrize(
    ("r", "level", "band"),
    [
        (120, "一级", 3),
        (100, "一级", 3),
        (99.9, "二级", 2),
        (50, "二级", 2),
        (49.9, "三级", 1),
        (10, "三级", 1),
        (9.9, "四级", 0),
    ],
)
def test_a_unit_is_graded_by_its_r(r: float, level: str, band: int):
    found = stores(r * 10, ["depot/lpg"])
    np.testing.assert_allclose(found.value[0], r)
    assert shown(found) == (level, band)


def test_chlorine_and_ammonia_are_reckoned_by_hand():
    """Chlorine 20 of 5 t at β 4, ammonia 30 of 10 t at β 2, 60 people near: R = 1.5 · (16 + 6) = 33, S = 7."""
    found = stores(
        [20, 30], ["works/chlorine", "works/ammonia"], limit_t=[5, 10], beta=[BETAS["chlorine"], BETAS["ammonia"]],
        alpha=alpha_of(np.array([60.0])),
    )  # fmt: skip
    assert (found.value[0], found.companions["greatest_s"][0], found.companions["major_hazards"][0]) == (33, 7, 1)
    assert shown(found) == ("三级", 1)
    first, second = found.greatest()
    assert (first.thing, first.amount, second.amount) == ("works/chlorine", 24, 9)


def test_below_the_critical_quantity_nothing_is_graded():
    """S 0.9 of phosgene has R = 2 · 20 · 0.9 = 36, yet it is no major hazard; S 1 is one."""
    little = stores(0.27, ["works/phosgene"], limit_t=0.3, beta=20, alpha=2)
    np.testing.assert_allclose(little.value[0], 36)
    assert shown(little) == ("非重大危险源", 0)
    assert shown(stores(0.3, ["works/phosgene"], limit_t=0.3, beta=20, alpha=2)) == ("三级", 1)


def test_halves_of_two_substances_are_one_major_hazard_and_of_two_units_none():
    assert shown(stores([5, 5], ["a/x", "a/y"]))[0] == "四级"
    assert shown(stores([5, 5], ["a/x", "b/x"]))[0] == "非重大危险源"


def test_an_area_has_its_worst_unit():
    found = stores([100, 700, 20], ["a/x", "b/x", "c/x"], leaf=[0, 1, 2])
    np.testing.assert_allclose(found.value[:3], [70, 70, 2])
    assert [shown(found, area)[0] for area in (0, 1, 2)] == ["二级", "二级", "四级"]
    assert found.companions["sum_r"][0] == 82


def test_more_than_the_licence_is_told():
    found = stores([30, 40], ["a/x", "a/y"], licence_t=[30, 35])
    assert found.companions["over_licence"][0] == 1
    assert "over the licence of 35 t" in found.greatest()[0].note["en"]
    assert "licence" not in found.greatest()[1].note["en"]


def test_the_newest_word_on_the_people_around_holds_for_the_whole_unit():
    found = stores([10, 10], ["a/x", "a/y"], alpha=[2, 0.5], age_s=[60, 9000])
    assert found.value[0] == 4


@pytest.mark.parametrize(
    "wrong", [{"limit_t": 0}, {"limit_t": np.nan}, {"beta": np.nan}, {"alpha": -1}, {"held": -5}, {"held": np.nan}]
)
def test_what_cannot_be_reckoned_is_left_out(wrong: dict[str, float]):
    about = {"held": 10.0, **wrong}
    found = stores(about.pop("held"), ["a/x"], **about)
    assert np.isnan(found.value[0])
    assert found.coverage is not None
    assert found.coverage[0] == 0


def test_an_empty_store_is_no_hazard_and_not_unknown():
    found = stores(0, ["a/x"])
    assert (found.value[0], shown(found)) == (0, ("非重大危险源", 0))


def test_alpha_steps_at_the_numbers_of_people():
    np.testing.assert_array_equal(
        alpha_of(np.array([0, 1, 29, 30, 49, 50, 99, 100, 5000])), [0.5, 1, 1, 1.2, 1.2, 1.5, 1.5, 2, 2]
    )


def test_ten_tenths_of_a_critical_quantity_are_a_major_hazard():
    """Binary floats add them up to a breath below one, and thirty of them to a breath off three."""
    found = stores([1.0] * 10, [f"depot/{one}" for one in range(10)])
    assert found.companions["major_hazards"][0] == 1
    assert shown(stores([1.0] * 10, [f"depot/{one}" for one in range(10)], beta=10)) == ("三级", 1)
