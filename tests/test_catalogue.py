"""The page on the indicators says what the models say."""

from benchmarks.catalogue import PAGE, page


def test_the_page_is_as_the_models_are():
    assert PAGE.read_text(encoding="utf-8") == page(), "Write it anew: make catalogue."
