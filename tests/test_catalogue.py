"""The pages on indicators and kinds of readings say what the code says."""

import re

from benchmarks import catalogue, kinds_page


def test_the_page_is_as_the_models_are():
    assert catalogue.PAGE.read_text(encoding="utf-8") == catalogue.page(), "Write it anew: make catalogue."


def test_the_page_is_as_the_kinds_are():
    assert kinds_page.PAGE.read_text(encoding="utf-8") == kinds_page.page(), "Write it anew: make catalogue."


def test_figures_are_written_out_on_both_pages():
    assert re.findall(r"\de[+-]?\d+", catalogue.page() + kinds_page.page()) == []
