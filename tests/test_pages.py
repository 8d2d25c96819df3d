"""The pages say what is there: what they tell people to make can be made, and the map of rooms has every room."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))


def test_what_a_page_says_to_make_can_be_made():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {(page.name, name) for page in PAGES for name in re.findall(r"`make ([a-z-]+)", page.read_text("utf-8"))}
    assert {(page, name) for page, name in named if name not in targets} == set()
    assert {"kill-desk", "mutate-log", "random-desk", "real-days"} <= {name for _, name in named}


def test_the_front_door_only_opens_the_house():
    assert len((ROOT / "app.py").read_text("utf-8").splitlines()) <= 80


def test_the_map_of_rooms_has_every_room():
    rooms = {one.name for one in ROOT.iterdir() if one.is_dir() and (one / "__init__.py").exists()}
    told = set(re.findall(r"`(\w+)/`", (ROOT / "README.md").read_text("utf-8").partition("## The rooms")[2]))
    assert rooms - told == set()
