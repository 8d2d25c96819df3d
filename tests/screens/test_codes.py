"""Codes among the figures beside a value are told as words, in both languages alike."""

import pytest

from indicators import all_indicators
from screens import codes

TITLES = {f"{name}.{what}": title for name, one in all_indicators().items() for what, title in one.companions.items()}


@pytest.mark.parametrize("name", sorted(TITLES))
def test_both_languages_list_the_same_codes(name: str):
    zh, en = (codes.of(TITLES[name][language]) for language in ("zh", "en"))
    assert list(zh) == list(en)


@pytest.mark.parametrize(
    ("name", "bare", "meant"),
    [
        ("rt_cori.disease", "Disease", {"0": "influenza", "1": "covid", "2": "dengue"}),
        ("water_loss_ili.ili_grade", "ILI grade", {"0": "<2", "1": "2-4", "2": "4-8", "3": "≥8"}),
        ("traffic_tpi.mapping", "Mapping", {"1": "delay share", "2": "extra time"}),
        ("aqi_nowcast.w_pm25", "PM2.5 weight factor (0.5 is fast change)", {}),
    ],
)
def test_a_title_is_told_without_its_codes(name: str, bare: str, meant: dict[str, str]):
    assert (codes.bare(TITLES[name]["en"]), codes.of(TITLES[name]["en"])) == (bare, meant)
