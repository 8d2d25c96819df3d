"""What a desk reads of a breach: the figure and its limit, on which side is bad, and since when."""

from datetime import timedelta

import numpy as np
import pytest

from city.picture import Measure
from indicators import all_indicators
from live.measures.breach import BAND_TITLES, Breach
from live.measures.rules import Began, Rule
from live.moments import moment
from screens.words import LANGUAGES, words
from tests.live.builders import NOON

TITLES = [{"zh": name, "en": name} for name in ("city", "a", "b", "c")]
SINCE = NOON - timedelta(minutes=1)


def breach(
    name: str, value: list[float], areas: tuple[int, ...] = (0,), judged: list[float] | None = None, **more: object
) -> Breach:
    one = all_indicators()[name]
    by = np.array(value if judged is None else judged)
    measure = Measure(
        indicator=name, at=NOON, value=np.array(value), judged=None if judged is None else by,
        band=one.bands.of(by, one.better), **more,  # type: ignore[arg-type]  # built from words
    )  # fmt: skip
    rule = Rule(indicator=name, band=1, category="I9003", level=3)
    return Breach(
        indicator=one, bands=one.bands, measure=measure, titles=TITLES,
        began=Began(rule=rule, areas=areas, since=SINCE),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "judged", "sentence"),
    [
        ("traffic_tpi", 4.0, None, "Traffic performance index 4.0, band Elevated (≥ 4), for 1 min: Whole city."),
        ("online_service_rate", 40.0, None, "40.0 %, band Critical (< 90 %)"),
        ("hotline_service_level", 92.0, 89.6, "92.0 %, judged by 89.6 %, band Urgent (< 90 %)"),
        ("rt_cori", 0.97, 0.96, "0.97, P(R>1) 0.96, band Urgent (≥ 0.95)"),
    ],
)
def test_it_says_on_which_side_of_which_limit_it_stands(name: str, value: float, judged: float, sentence: str):
    said = breach(name, [value], judged=None if judged is None else [judged]).told(NOON)
    assert sentence in said["en"].replace("\u00a0", " ")
    assert sentence[sentence.index("(") + 1 :].partition(")")[0] in said["zh"].replace("\u00a0", " ")


def test_the_worst_is_told_by_name_wherever_good_lies():
    assert breach("traffic_tpi", [1.0, 7.0, 8.4, 7.9], (1, 2, 3)).worst == 2
    low = breach("online_service_rate", [90.0, 60.0, np.nan, 40.0], (1, 2, 3))
    assert low.worst == 3
    assert "40.0\u00a0% (c, the worst)" in low.told(NOON)["en"]
    assert "40.0\u00a0%（c，最差）" in low.told(NOON)["zh"]


def test_where_the_whole_city_is_the_worst_it_is_named_once():
    said = breach("traffic_tpi", [9.0, 7.0, 8.4], (0, 1, 2))
    assert said.told(NOON)["en"] == ("Traffic performance index 9.0, band Critical (≥\u00a08), for 1 min: Whole city.")
    assert said.told(NOON)["zh"] == "道路交通运行指数 9.0，指标级别特急（≥\u00a08），已持续 1 分钟：全市。"


def test_since_when_is_told_of_the_figure_and_not_of_the_rule_that_looked_later():
    since = np.array([moment(NOON - timedelta(minutes=18))])
    assert "for 18 min" in breach("traffic_tpi", [7.0], since=since).told(NOON)["en"]
    assert "for 1 min" in breach("traffic_tpi", [7.0], since=np.array([np.datetime64("NaT")])).told(NOON)["en"]


def test_bands_are_called_as_on_the_screens():
    for language in LANGUAGES:
        said = words(language)
        assert [one[language] for one in BAND_TITLES] == [said[f"level.{name}"] for name in ("normal", 3, 2, 1)]
