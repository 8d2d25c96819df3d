"""The city's own handbook: its codes, and where it differs from our table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.categories import all_categories
from incidents.handbook import COLUMNS, Handbook, WrongHandbook
from incidents.timing.kinds import ClockKind


def row(*said: str) -> dict[str, str]:
    return dict(zip(COLUMNS, said, strict=True))


def test_without_a_handbook_everything_is_as_in_our_table():
    book = Handbook.of([])
    assert (book.categories, book.version) == (all_categories(), "")
    assert book.category("0102") == "0102"


def test_what_it_says_counts_and_what_it_leaves_out_stays():
    book = Handbook.of([row("M0102", "0102 A7", "区环卫中心", "3", "2wh"), row("M0104", "0104", "", "", "")])
    ours, there = all_categories()["M0102"], book.categories["M0102"]
    assert (there.department, there.level, str(there.limits[ClockKind.DISPOSE])) == ("区环卫中心", 3, "2wh")
    assert (there.title, there.track, there.units) == (ours.title, ours.track, ours.units)
    assert book.categories["M0104"] == all_categories()["M0104"]
    assert [book.category(code) for code in ("0102", "A7", "M0102", "0104")] == ["M0102", "M0102", "M0102", "M0104"]
    assert book.codes("M0102") == ("0102", "A7")
    assert len(book.version) == 8


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([row("X1", "0102", "", "", "")], "Line 2: 'X1' is no category."),
        (
            [row("M0102", "0102", "", "", ""), row("M0104", "0102", "", "", "")],
            "Line 3: the code 0102 stands for M0102",
        ),
        ([row("M0102", "M0104", "", "", "")], "M0104 is a category of ours"),
        ([row("M0102", "", "", "", ""), row("M0102", "", "", "", "")], "Line 3: M0102 stands there twice"),
        ([row("M0102", "", "", "5", "")], "the level of M0102 is '5'"),
        ([row("M0102", "", "", "", "bald")], "nothing is known of 'bald'"),
        ([{"codes": "0102"}], "Line 2: it lacks category."),
        ([{"category": "M0102", "code": "0102"}], "Line 2: its column 'code' should be called codes."),
    ],
)
def test_74_a_code_that_is_unknown_or_clashes_is_refused_with_its_line(rows: list[dict[str, str]], said: str):
    with pytest.raises(WrongHandbook) as wrong:
        Handbook.of(rows)
    assert said in str(wrong.value)


def test_a_column_that_is_missing_leaves_everything_as_in_our_table():
    ours = Handbook.of([]).categories["M0102"]
    book = Handbook.of([{"category": "M0102", "codes": "0102", "remark": "as of May"}])
    assert (book.categories["M0102"], book.category("0102")) == (ours, "M0102")


@given(st.lists(st.tuples(*(st.text(max_size=6) for _ in COLUMNS)), max_size=8))
def test_74_no_handbook_gives_one_code_two_categories(rows: list[tuple[str, ...]]):
    try:
        book = Handbook.of([row(*one) for one in rows])
    except WrongHandbook:
        return
    assert set(book.ours.values()) <= set(book.categories)
    assert all(book.ours.get(code, code) == code for code in all_categories())


def test_the_first_faults_are_said_and_the_others_counted():
    with pytest.raises(WrongHandbook, match=r"Line 6: .* \(and 2 more\)$"):
        Handbook.of([row(f"X{nth}", "", "", "", "") for nth in range(7)])
