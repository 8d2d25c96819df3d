"""Turns: what a page is told of its viewer, and of whose turn each action is."""

import pytest

from incidents.lifecycle import TITLES
from incidents.roles import Actor, Role
from screens.facts import page_facts
from screens.turns import turns
from tests.incidents.hands import anyone
from tests.screens.little_facts import FACTS


def test_a_page_knows_in_which_roles_it_is_looked_at():
    viewer = Actor(by="li", roles=frozenset({Role.CHIEF, Role.CALL_TAKER}))
    assert page_facts(FACTS, "duty", "zh", "night", viewer)["viewer"] == {
        "roles": ["call_taker", "chief"], "unit": "", "unasked": False
    }  # fmt: skip
    assert page_facts(FACTS, "duty", "zh", "night", anyone("desk"))["viewer"]["unasked"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_of_every_action_the_desk_knows_whose_turn_it_is(language: str):
    told = turns(language)
    assert told.keys() >= TITLES.keys()
    assert all(one["title"] for action, one in told.items() if action != "expire_request")
    assert told["acknowledge"]["whose"] == ["department"]
    assert [one for one, turn in told.items() if turn["told"]] == [
        "acknowledge", "report_done", "make_safe", "ask_extension", "ask_deferral", "ask_return", "acknowledge_task",
        "start_task", "finish_task",
    ]  # fmt: skip
    assert (told["check_fail checked"]["may"], "collector" in told["check_fail"]["may"]) == (["chief"], True)


def test_only_the_desk_is_told():
    assert page_facts(FACTS, "wall", "zh", "night", anyone("desk"))["turns"] == {}
