"""A desk whose computer tells the wrong time, or whose hand is writing, is neither misled nor misunderstood."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from screens import names
from tests.browser.at_the_desk import signal
from tests.browser.conftest import Screens
from tests.running import Running

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
ADDRESS = "7 Straight Road"
OFF_MS = 600_000
COUNTDOWN = re.compile(r"(?:(\d+):)?(\d+):(\d\d)(?!\d)")
PRESSED = "(said) => document.body.dispatchEvent(new KeyboardEvent('keydown', {bubbles: true, ...said}))"


@pytest.fixture(scope="module")
def city(serve: Callable[..., Running]) -> Running:
    """The made-up city in which one incident waits to be filed."""
    running = serve(SOURCES="made_up.weather", WEB__LANG="en", LIVE__BEAT_S="0.25")
    signal(running, ADDRESS, 2)
    return running


def left_s(page: "Page") -> int:
    """How many seconds the incident may still wait, as its row in the queue shows it."""
    row = page.locator(f"#{names.QUEUE_ROWS} > .row", has_text=ADDRESS)
    expect(row).to_have_text(COUNTDOWN)
    [(hours, minutes, seconds)] = COUNTDOWN.findall(row.inner_text())
    return 3600 * int(hours or 0) + 60 * int(minutes) + int(seconds)


def test_24_a_countdown_is_the_same_on_a_computer_whose_clock_is_ten_minutes_off(screens: Screens, city: Running):
    right, wrong = screens.open(city, "/duty/"), screens.open(city, "/duty/", clock=True)
    wrong.clock.set_system_time(wrong.evaluate("Date.now()") + OFF_MS)
    wrong.clock.run_for(3000)
    assert wrong.evaluate("Date.now()") - right.evaluate("Date.now()") > OFF_MS / 2
    assert abs(left_s(wrong) - left_s(right)) < 60


def test_55_what_an_input_method_writes_is_no_command(screens: Screens, city: Running):
    duty = screens.open(city, "/duty/")
    form = duty.locator(f"#{names.SIGNAL_FORM}")
    for composing in (
        {"key": "n", "isComposing": True},
        {"key": "n", "keyCode": 229},
        {"key": "Enter", "keyCode": 229},
    ):
        duty.evaluate(PRESSED, composing)
        expect(form).to_be_hidden()
    duty.evaluate(PRESSED, {"key": "n"})
    expect(form).to_be_visible()
