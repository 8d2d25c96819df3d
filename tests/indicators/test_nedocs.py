"""Crowding of emergency departments: the printed coefficients, each in its own place."""

import numpy as np
import pytest

from indicators.base import Outcome
from indicators.health.nedocs import INDICATOR, compute, points
from tests.indicators.little_city import Made, rows

CALM = {
    "ed_beds": 50.0,
    "hospital_beds": 600.0,
    "admits_waiting": 0.0,
    "ventilated": 0.0,
    "longest_admit_h": 0.0,
    "last_door_to_bed_h": 0.0,
}


def departments(patients: object, leaf: object = 0, thing: str | None = None, **other: object) -> Made:
    return rows("hospital.ed", patients, leaf=leaf, thing=thing, **{**CALM, **other})


def found_of(made: Made) -> Outcome:
    return compute(made.table())


def band_of(found: Outcome) -> int:
    return int(INDICATOR.bands.of(found.judged, INDICATOR.better)[0])


def with_score(wanted: float) -> Made:
    """A department of this score: only waiting for the last bed counts."""
    return departments(0, last_door_to_bed_h=(wanted + 20) / 5.64)


def test_a_worked_department():
    """30 patients on 40 beds, 12 boarders of 600, 2 ventilated, 5 h and 1.5 h: 64.35 + 12 + 26.8 + 4.65 + 8.46 - 20."""
    found = found_of(
        departments(30, ed_beds=40, admits_waiting=12, ventilated=2, longest_admit_h=5, last_door_to_bed_h=1.5)
    )
    np.testing.assert_allclose(found.value[0], 96.26)
    assert found.greatest()[0].note["en"].startswith("patients 64 + boarding 12 + ventilated 27")


@pytest.mark.parametrize(
    ("figure", "one_more"),
    [("admits_waiting", 1.0), ("ventilated", 13.4), ("longest_admit_h", 0.93), ("last_door_to_bed_h", 5.64)],
)
def test_each_figure_has_its_own_weight(figure: str, one_more: float):
    """One boarder in 600 beds is one point; a swapped coefficient would show here."""
    before = found_of(departments(40)).value[0]
    np.testing.assert_allclose(found_of(departments(40, **{figure: 1.0})).value[0] - before, one_more)


def test_patients_are_related_to_the_beds_of_the_department():
    np.testing.assert_allclose(points(departments([50, 25]).table())[0], [85.8, 42.9])


@pytest.mark.parametrize(
    ("wanted", "band", "level"),
    [
        (20, 0, 0),
        (60, 0, 1),
        (60.5, 1, 2),
        (100, 1, 2),
        (101, 2, 3),
        (140, 2, 3),
        (141, 3, 4),
        (180, 3, 4),
        (181, 3, 5),
    ],
)
def test_on_a_limit_it_is_still_calmer(wanted: float, band: int, level: int):
    found = found_of(with_score(wanted))
    assert found.value[0] == wanted
    assert band_of(found) == band
    assert found.level is not None
    assert found.level[0] == level


def test_it_stays_between_nothing_and_two_hundred():
    assert found_of(departments(0)).value[0] == 0
    full = found_of(departments(5000))
    assert full.value[0] == 200
    assert full.level is not None
    assert full.level[0] == 5


def test_an_area_has_the_score_of_its_most_crowded_hospital_and_names_it():
    found = found_of(departments([20, 60, 90], leaf=[0, 1, 2], thing="abc"))
    np.testing.assert_allclose(found.value[1], 85.8 * 60 / 50 - 20)
    np.testing.assert_allclose(found.value[0], 85.8 * 90 / 50 - 20)
    assert np.isnan(found.value[6])
    assert found.greatest(1)[0].thing == "b"
    assert found.greatest(0)[0].thing == "c"
    assert found.companions["overcrowded"][0] == 1


@pytest.mark.parametrize(
    "wrong", [{"ed_beds": 0}, {"hospital_beds": 0}, {"ed_beds": -4}, {"ventilated": -1}, {"longest_admit_h": np.nan}]
)
def test_a_department_with_an_impossible_figure_does_not_count(wrong: dict[str, float]):
    found = found_of(departments(30, **wrong))
    assert np.isnan(found.value).all()
    assert found.coverage is not None
    assert found.coverage[0] == 0
    assert found.companions["departments"][0] == 0
