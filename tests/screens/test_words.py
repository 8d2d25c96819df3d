"""Every word of every screen, once per language."""

import re
from pathlib import Path

import pytest

import screens
from city.kinds import KINDS
from incidents.categories import all_categories
from layers import all_layers
from layers.places.public_facilities import PURPOSE
from screens.words import LANGUAGES, words

ROOM = Path(screens.__file__).parent
SCRIPTS = ROOM.parent / "assets" / "js"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Groups of which the key's end comes with the data: a level, a state, a kind of unit.
FOUND_BY_DATA = {
    "action", "ages", "alarms", "domain", "door", "due", "explain", "field", "form", "guards", "inbox", "kind",
    "layer_group", "legend", "level", "link", "login", "office", "origin", "page", "place_kind", "provenance", "queue",
    "rates", "reading", "refusal", "refused", "seat", "sensitivity", "stage", "state_of", "strip", "thing",
    "unit", "unit_state",
}  # fmt: skip


def said() -> str:
    """All that could name a word: the Python of this room, and the scripts."""
    files = [*ROOM.rglob("*.py"), *SCRIPTS.glob("*.js")]
    return "\n".join(file.read_text("utf-8") for file in files)


def test_both_languages_have_the_same_words():
    assert set(words("zh")) == set(words("en"))


@pytest.mark.parametrize("key", sorted(words("en")))
def test_both_languages_leave_the_same_blanks(key: str):
    blanks = [set(re.findall(r"\{(\w+)\}", words(language)[key])) for language in LANGUAGES]
    assert blanks[0] == blanks[1]


def test_no_script_and_no_layout_speaks_chinese():
    files = [*ROOM.rglob("*.py"), *SCRIPTS.glob("*.js")]
    chinese = [
        f"{file.name}:{number}"
        for file in files
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if CHINESE.search(line.split("//")[0].split("#")[0])
        and not line.lstrip().startswith(("*", "/*"))
        # what a date in Chinese looks like is no sentence
        and "replace(/" not in line
    ]
    assert not chinese, chinese


def test_every_word_that_is_asked_for_is_there():
    asked = set(re.findall(r"""(?:say|word)\(\s*"([a-z_]+\.[a-z_0-9.]+)[",]""", said()))
    assert not asked - set(words("en"))


def test_every_kind_of_reading_has_a_name():
    assert {f"reading.{kind}" for kind in KINDS} <= set(words("en"))


def test_no_word_is_kept_that_nobody_says():
    text = said()
    kept = [key for key in words("en") if key.split(".")[0] not in FOUND_BY_DATA and f'"{key}"' not in text]
    assert not kept, kept


def test_english_counts_have_two_forms_and_chinese_one():
    assert all(text.count("|") <= 1 for text in words("en").values())
    assert not [key for key, text in words("zh").items() if "|" in text]


def test_every_kind_of_unit_that_a_category_asks_for_has_a_name():
    kinds = {kind for category in all_categories().values() for kind in category.units}
    assert {"engine", "police", "sanitation"} <= kinds
    assert [kind for kind in kinds if f"kind.{kind}" not in words("en")] == []


def test_every_group_of_layers_has_a_name():
    assert {f"layer_group.{layer.group}" for layer in all_layers().values()} <= set(words("en"))


def test_every_kind_of_facility_has_a_name():
    assert {f"place_kind.{kind}" for kind in PURPOSE} <= set(words("en"))
