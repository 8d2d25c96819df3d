"""Clusters: people who fall ill alike in one place, and each rule for itself."""

from dataclasses import replace

import numpy as np
import pytest

from city.kinds.health import SYNDROMES
from indicators.base import Outcome
from indicators.health.cluster_trigger import INDICATOR, compute
from tests.indicators.little_city import Made, rows

ILI, RASH, UNEXPLAINED = (SYNDROMES.index(one) for one in ("ili", "rash", "unexplained"))


def ill(many: int, institution: object = 1, syndrome: object = ILI, leaf: object = 0, **more: int) -> Made:
    """Cases of one cluster, so many of them admitted, severe or died."""
    about = {name: np.arange(many) < more.get(name, 0) for name in ("admitted", "severe", "died")}
    return rows("infectious.case", np.ones(many), institution=institution, syndrome=syndrome, leaf=leaf, **about)


def found_of(made: Made) -> Outcome:
    return compute(made.table(), INDICATOR.parameters)


def band_of(found: Outcome, area: int = 0) -> int:
    return int(INDICATOR.bands.of(found.judged, INDICATOR.better)[area])


@pytest.mark.parametrize(
    ("many", "band", "level"), [(4, 0, 0), (5, 1, 1), (9, 1, 1), (10, 2, 2), (29, 2, 2), (30, 3, 3)]
)
def test_on_a_cut_the_rule_is_broken(many: int, band: int, level: int):
    found = found_of(ill(many))
    assert found.value[0] == many
    assert band_of(found) == band
    assert found.level is not None
    assert found.level[0] == level


@pytest.mark.parametrize(
    ("more", "syndrome", "band", "level"),
    [
        ({"admitted": 4}, ILI, 1, 1), ({"admitted": 5}, ILI, 3, 4), ({"died": 1}, ILI, 1, 1), ({"died": 2}, ILI, 3, 5),
        ({"severe": 3}, ILI, 1, 1), ({"severe": 2}, UNEXPLAINED, 1, 1), ({"severe": 3}, UNEXPLAINED, 3, 6),
    ],
)  # fmt: skip
def test_few_grave_cases_are_critical(more: dict[str, int], syndrome: int, band: int, level: int):
    found = found_of(ill(6, syndrome=syndrome, **more))
    assert found.value[0] == 6
    assert band_of(found) == band
    assert found.level is not None
    assert found.level[0] == level
    assert found.companions["to_report"][0] == (band == 3)


def test_only_those_of_one_institution_and_one_syndrome_count_together():
    found = found_of(ill(12, institution=[1, 2] * 6, syndrome=[ILI] * 6 + [RASH] * 6))
    assert found.value[0] == 3
    assert found.companions["cases"][0] == 12
    assert found.companions["clusters"][0] == 0


def test_the_alert_names_the_rule_and_the_gravest_comes_first():
    made = ill(14, institution=[7] * 12 + [8] * 2, leaf=[0] * 12 + [1] * 2)
    found = found_of(replace(made, attributes={**made.attributes, "died": np.array([0.0] * 12 + [1, 1])}))
    first, second = found.greatest()
    assert (first.thing, second.thing) == ("institution-8/ili", "institution-7/ili")
    assert first.note["en"] == "rule 5: 2 died of 2, report within 2 h"
    assert second.note["zh"] == "规则2：7天 12 例（≥10）"
    assert found.value.tolist() == [12, 12, 0, 12, 2, 0, 0]
    assert [band_of(found, area) for area in (0, 2, 3, 4)] == [3, 0, 2, 3]


def test_a_case_of_no_known_institution_joins_no_cluster():
    found = found_of(ill(12, institution=[np.nan] * 6 + [3] * 6))
    assert found.value[0] == 6
    assert found.coverage is not None
    assert found.coverage[0] == 0.5


def test_where_nobody_is_ill_while_others_are_there_is_no_cluster():
    found = found_of(ill(5, leaf=2))
    assert found.value.tolist() == [5, 0, 5, 0, 0, 5, 0]
    assert np.isnan(found_of(ill(0)).value).all()


def test_a_city_may_be_stricter():
    table = ill(6, admitted=3).table()
    assert band_of(compute(table, {**INDICATOR.parameters, "admitted": 3.0})) == 3
