"""Forms: the card asks for whatever an action insists on, in both languages, and for nothing that it does not take."""

import pytest

from incidents.lifecycle import ACTIONS, BY_HAND
from screens.forms import forms
from screens.words import LANGUAGES, words

AT_A_PRESS = ("file", "acknowledge", "report_done", "close", "resume", "approve_extension", "release")


def names_of(action: str) -> dict[str, bool]:
    return {one["name"]: one["required"] for one in forms("en", ["City works"])[action]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_a_name_and_its_choices_in_words(language: str):
    for action, fields in forms(language, ["City works", ""]).items():
        for one in fields:
            assert f"form.{one['name']}" in words(language), (action, one)
            assert one["kind"] != "choice" or all(code and said for code, said in one["options"]), (action, one)


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_an_action_is_asked_only_for_what_it_takes(action: str):
    assert names_of(action).keys() <= {*ACTIONS[action], "note", "unit"}


def test_what_a_guard_insists_on_is_asked_for():
    assert names_of("ask_suspension") == {"reason": True, "until": True, "note": True}
    assert names_of("ask_extension") == {"reason": True, "add_s": True, "note": False}
    assert names_of("merge") == {"parent": True, "note": False}
    assert names_of("supervise") == {"level": True, "until": True, "note": False}
    assert names_of("make_safe") == {"kind": True, "note": False}
    assert names_of("expect") == {"unit": True, "until": True, "note": False}
    assert names_of("check_pass") == {"evidence": False, "note": True}, "nobody passes a check unsaid"
    assert names_of("reopen") == {"note": True}
    assert names_of("attach") == {"evidence": True, "stage": True}
    assert names_of("redispatch") == {"department": True, "because": False, "fault": False, "note": False}


@pytest.mark.parametrize("action", AT_A_PRESS)
def test_what_wants_to_know_nothing_is_done_at_a_press(action: str):
    assert not names_of(action)


def test_reasons_are_those_of_the_request():
    (reason, *_) = forms("zh", [])["ask_deferral"]
    assert ["weather", "天气"] in reason["options"]
    assert all(row.action in ACTIONS for row in BY_HAND)
