"""An account acts for a department and a unit that the city has; who is asked for one has to say which."""

import pytest

from api.refusals import NotServed
from api.whom import Whom, whom
from incidents.categories import all_categories
from incidents.roles import Role

CITY = Whom(("消防", "环卫"), tuple(f"E{nth:02d}" for nth in range(70)))


def test_what_is_there_is_taken():
    CITY.check({Role.DEPARTMENT}, "环卫", "")
    CITY.check({Role.UNIT}, "消防", "E01")
    CITY.check({Role.DISPATCHER}, "", "")


@pytest.mark.parametrize(
    ("roles", "department", "unit", "said"),
    [
        ({Role.DEPARTMENT}, "环位", "", "There is no department 环位 here. There are 消防, 环卫."),
        ({Role.DEPARTMENT}, "", "", "Whoever has the role department acts for a department: say which. There are 消防"),
        ({Role.UNIT}, "", "", "acts for a unit: say which"),
        ({Role.UNIT}, "", "E99", "There is no unit E99 here. There are E00, E01"),
        ({Role.UNIT}, "", "E99", "E59 and 10 more."),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(roles: set[Role], department: str, unit: str, said: str):
    with pytest.raises(NotServed) as refused:
        CITY.check(roles, department, unit)
    assert refused.value.status == 422
    assert said in str(refused.value)
    assert "现有" in refused.value.more["words"]["zh"]


def test_departments_are_those_that_answer_for_something_alone_or_with_others():
    known = whom(all_categories().values(), [{"department": "江北环卫", "deputy": ""}], ["E1"])
    assert {"消防", "燃气", "燃气+消防", "江北环卫"} <= set(known.departments)
    assert "" not in known.departments
