"""Every page: built, built again, in both languages, with every id once."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from dash.development.base_component import Component

from accounts.caller import Caller
from accounts.rights import rights_of
from incidents.roles import Actor, Role
from indicators.base import Bands, Indicator
from screens import door, duty, names, vitals, wall, work
from screens.facts import as_script
from screens.words import LANGUAGES, words
from tests.screens.little_facts import FACTS, house

SCREENS = {"wall": wall, "duty": duty, "vitals": vitals, "work": work}
every_screen = pytest.mark.parametrize("screen", SCREENS)


def components(part: Any) -> Iterator[Component]:
    """A component and all below it."""
    if isinstance(part, list | tuple):
        for one in part:
            yield from components(one)
    elif isinstance(part, Component):
        yield part
        yield from components(getattr(part, "children", None))


def person(role: Role) -> Caller:
    return Caller(by="li", rights=rights_of([role]), actor=Actor(by="li", roles=frozenset({role})))


def drawn(screen: str) -> list[Component]:
    return list(components(SCREENS[screen].layout(FACTS)))


def facts_in(html: str) -> dict[str, Any]:
    """What a page is told about the city."""
    found = re.search(r'<script type="application/json" id="onescreen-page">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])


@every_screen
def test_a_layout_has_every_id_once(screen: str):
    ids = Counter(one.id for one in drawn(screen) if getattr(one, "id", None))
    assert ids
    assert max(ids.values()) == 1
    assert set(ids) <= set(names.all_names().values())


def test_every_name_is_on_some_screen_and_no_two_are_alike():
    known = names.all_names()
    used = {getattr(one, "id", None) for screen in SCREENS for one in drawn(screen)} - {None}
    page = house().test_client().get("/wall/").text
    around = {one for one in known.values() if f'id="{one}"' in page}
    assert set(known.values()) == used | around
    assert len(set(known.values())) == len(known)


@every_screen
def test_every_fixed_word_of_a_layout_is_in_the_word_lists(screen: str):
    keys = {one.to_plotly_json()["props"].get("data-word") for one in drawn(screen)} - {None}
    assert keys <= set(words("en"))


@every_screen
def test_the_skeleton_has_the_zones_of_the_layout(screen: str):
    looks = {
        str(getattr(one, "className", "")).split()[1]
        for one in drawn(screen)
        if "zone " in str(getattr(one, "className", ""))
    }
    assert set(SCREENS[screen].ZONES) <= looks


def test_nothing_on_the_wall_can_be_touched():
    assert not {one._type for one in drawn("wall")} & {"A", "Button", "Input", "Select", "Form", "Textarea"}


def test_a_house_can_be_built_twice():
    assert {house().test_client().get(f"/{screen}/").status_code for screen in SCREENS} == {200}
    assert {house().test_client().get(f"/{screen}/").status_code for screen in SCREENS} == {200}


@every_screen
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_speaks_the_language_that_is_asked_for(screen: str, language: str):
    html = house().test_client().get(f"/{screen}/?lang={language}").text
    assert f'<html lang="{words(language)["page.code"]}"' in html
    assert facts_in(html)["words"] == dict(words(language))


def test_a_language_is_remembered_and_a_strange_one_refused():
    browser = house().test_client()
    browser.get("/duty/?lang=zh")
    assert facts_in(browser.get("/duty/").text)["lang"] == "zh"
    assert facts_in(house().test_client().get("/duty/?lang=xx").text)["lang"] == FACTS.language


@every_screen
def test_a_page_has_the_theme_that_is_asked_for(screen: str):
    assert 'data-theme="bright"' in house().test_client().get(f"/{screen}/?theme=bright").text
    assert 'data-theme="night"' in house().test_client().get(f"/{screen}/?theme=<x>").text


@every_screen
def test_a_page_loads_nothing_from_elsewhere(screen: str):
    html = house().test_client().get(f"/{screen}/").text
    addresses = re.findall(r"""(?:src|href)=["']([^"']+)""", html)
    assert addresses
    assert not [one for one in addresses if not one.startswith("/")]


@every_screen
def test_our_scripts_and_styles_come_as_one_file_each_in_the_order_of_their_names(screen: str):
    client = house().test_client()
    html = client.get(f"/{screen}/").text
    for kind in ("css", "js"):
        (address,) = re.findall(rf"""["'](/assets/[\w.]+\.{kind}\?m=\d+)""", html)
        files = re.findall(rf"^/\* ([\w.]+\.{kind}) \*/$", client.get(address).text, re.MULTILINE)
        assert len(files) > 10
        assert files == sorted(files)


def test_a_bundle_that_has_not_changed_is_not_sent_again():
    client = house().test_client()
    first = client.get("/assets/onescreen.js")
    again = client.get("/assets/onescreen.js", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)


def test_what_a_page_is_told_cannot_end_its_script():
    assert "<" not in as_script({"note": "</script><script>"})


def test_the_facts_of_a_page_tell_where_crews_are_at_home_by_its_people_s_name():
    told = facts_in(house().test_client().get("/duty/").text)
    assert told["pack"]["time_zone"] == FACTS.pack.time_zone.key
    assert told["closing"] in told["catalogue"]
    assert {unit["kind"] for unit in told["units"].values()} == {unit.kind for unit in FACTS.pack.units.values()}


def test_a_page_judges_by_the_limits_that_this_city_has_set():
    own = replace(FACTS.indicators["aqi_cn"].bands, attention=50.0, warning=60.0, critical=70.0)

    def bands(one: Indicator) -> Bands:
        return own if one.name == "aqi_cn" else one.bands

    told = facts_in(house(bands=bands).test_client().get("/vitals/").text)["catalogue"]
    assert (told["aqi_cn"]["cuts"], told["aqi_cn"]["sure"]) == ([50, 60, 70], ["city"] * 3)
    assert told["traffic_tpi"]["cuts"] == list(FACTS.indicators["traffic_tpi"].bands.cuts)
    assert "city" not in told["traffic_tpi"]["sure"]


def test_a_page_is_told_what_each_interval_stands_for():
    told = facts_in(house().test_client().get("/vitals/?lang=zh").text)["catalogue"]
    assert told["hotline_service_level"]["interval"] == "95 %置信区间"
    assert told["rt_cori"]["interval"] == "95 %可信区间"


def test_a_page_is_told_what_the_codes_beside_a_value_mean():
    told = facts_in(house().test_client().get("/vitals/?lang=zh").text)["catalogue"]["rt_cori"]
    assert (told["companions"]["disease"], told["codes"]["disease"]["1"]) == ("病种", "新冠")


def test_the_door_leads_to_every_screen_that_its_visitor_may_see():
    chief = person(Role.CHIEF)
    ways = {
        Role.CHIEF: ["wall", "duty", "vitals"], Role.WALL: ["wall"], Role.ADMIN: [], Role.UNIT: ["wall", "work"],
        Role.COLLECTOR: ["wall", "work"], Role.DEPARTMENT: ["wall", "work"], Role.LEADER: ["wall", "vitals", "work"],
    }  # fmt: skip
    for role, screens in ways.items():
        assert re.findall(r"href='/(\w+)/\?lang=zh'", door.inside(person(role), "zh")) == screens, role
    assert words("zh")["door.wall"] in door.inside(chief, "zh")


def test_what_somebody_is_called_cannot_become_part_of_the_page():
    odd = replace(person(Role.CHIEF), shown="<script>")
    assert "<script" not in door.inside(odd, "en")
    assert "<script" not in door.log_in("en", "", "no", "'><script>")
