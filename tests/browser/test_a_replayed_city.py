"""San Francisco as it was recorded: every screen says that it is a replay, and of which days."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from geo.pack import CityPack
from screens import names
from tests.browser.conftest import ARRANGED, Screens
from tests.running import Running

pytestmark = pytest.mark.browser
AGE = re.compile(r"\d (s|min|h|d)\b")
A_HAIR = 1.5  # pixels
SIZES = {"wall": (3840, 1080), "duty": (1920, 1080), "vitals": (1440, 900)}


@pytest.fixture(scope="module")
def city(serve: Callable[..., Running], san_francisco: CityPack) -> Running:
    """San Francisco, replayed."""
    return serve(CITY__PACK=str(san_francisco.folder), WEB__LANG="en")


@pytest.mark.parametrize("screen", SIZES)
def test_a_replay_says_so_with_its_original_dates(
    screens: Screens, city: Running, san_francisco: CityPack, screen: str
) -> None:
    page = screens.open(city, f"/{screen}/", *SIZES[screen])
    expect(page.locator(f"#{names.STRIP_BADGE} .badge")).to_have_text("REPLAY ×1")
    expect(page.locator(f"#{names.STRIP_SOURCES}")).to_contain_text(AGE)
    recording = san_francisco.recording
    assert recording is not None
    first_day = f"{recording.start.astimezone(san_francisco.time_zone):%-d %b %Y}"
    page.evaluate(ARRANGED)
    seen = page.evaluate("() => globalThis.textsSeen()")
    assert [one["text"] for one in seen if one["zone"] in ("strip", "bar") and first_day in one["text"]]
    assert [(one["text"], one["where"], one["box"]) for one in seen if one["lost"] > A_HAIR] == []
