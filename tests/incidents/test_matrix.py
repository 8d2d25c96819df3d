"""The responsibility matrix: one department answers for each thing in each place at each time."""

from datetime import date

import pytest

from incidents.categories import all_categories
from incidents.intake.matrix import COLUMNS, Matrix, Responsible, WrongMatrix

DISTRICTS = ("east", "west")


def matrix(*rows: str) -> Matrix:
    """The matrix of these rows, their columns joined by commas."""
    said = [dict(zip(COLUMNS, row.split(","), strict=True)) for row in rows]
    return Matrix.of(said, all_categories(), DISTRICTS)


def department(one: Matrix, category: str, district: str, day: date = date(2026, 6, 1)) -> str:
    return one.responsible(category, district, day).department


def test_a_district_comes_before_the_city_and_the_city_before_the_category():
    one = matrix("M0504,east,东区执法,街道,,", "M0504,,市执法,,,")
    assert department(one, "M0504", "east") == "东区执法"
    assert department(one, "M0504", "west") == department(one, "M0504", "") == "市执法"
    assert one.responsible("M0102", "east", date(2026, 6, 1)) == Responsible(department="环卫", deputy="", matrix="")
    assert department(one, "not ours", "east") == ""


def test_a_duty_holds_from_its_first_day_to_its_last():
    one = matrix("M0504,east,旧,,,2026-03-31", "M0504,east,新,,2026-04-01,2026-12-31")
    days = {date(2026, 3, 31): "旧", date(2026, 4, 1): "新", date(2026, 12, 31): "新", date(2027, 1, 1): "综合执法"}
    assert {day: department(one, "M0504", "east", day) for day in days} == days


def test_its_version_changes_with_every_word_but_not_with_the_order():
    first, second = "M0504,east,甲,,,", "M0102,east,乙,,,"
    assert matrix(first, second).version == matrix(second, first).version != matrix(first).version
    assert matrix(first).responsible("M0504", "east", date(2026, 1, 1)).matrix == matrix(first).version
    assert matrix().version == ""


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["M9999,east,甲,,,"], "Line 2: 'M9999' is no category"),
        (["M0504,north,甲,,,"], "'north' is no district. There are east, west"),
        (["M0504,east, ,,,"], "names no department"),
        (["M0504,east,甲,,2026-1-1,"], "'2026-1-1' is no day"),
        (["M0504,east,甲,,2026-02-01,2026-01-01"], "ends on 2026-01-01, before it begins"),
        (["M0504,east,甲,,,", "M0504,east,乙,,2026-01-01,"], "Line 3: M0504 in east is 甲's in the same time"),
        (["M0504,,甲,,,2026-01-01", "M0504,,乙,,2026-01-01,"], "M0504 in the whole city is 甲's"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(rows: list[str], said: str):
    with pytest.raises(WrongMatrix, match=said):
        matrix(*rows)


def test_every_fault_is_found_at_once_and_a_missing_column_is_named():
    with pytest.raises(WrongMatrix) as wrong:
        matrix("M9999,north,,,x,")
    assert len(wrong.value.faults) == 4
    with pytest.raises(WrongMatrix, match="lacks department"):
        Matrix.of([{"category": "M0504"}], all_categories(), DISTRICTS)
    with pytest.raises(WrongMatrix, match="'untill' should be called until"):
        Matrix.of([dict.fromkeys((*COLUMNS[:-1], "untill"), "")], all_categories(), DISTRICTS)


def test_who_answers_for_ever_may_leave_out_the_days():
    found = Matrix.of([{"category": "M0504", "department": "甲"}], all_categories(), DISTRICTS)
    assert found.responsible("M0504", "east", date(2026, 1, 1)).department == "甲"
