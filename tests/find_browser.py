"""Finds a Chromium for the tests: one that is named, one that is installed; or installs one.

`python tests/find_browser.py` prints where it is; with `--install` it brings one where there is none: Debian's package
where we are root (or may become it without a question), Playwright's own download elsewhere.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)


def found_browser() -> str | None:
    """The path of a Chromium, if there is one: ONESCREEN_BROWSER, the system's, or Playwright's."""
    named = os.environ.get("ONESCREEN_BROWSER")
    if named:
        return named
    on_path = next((path for path in map(shutil.which, NAMES) if path), None)
    return on_path or next((place for place in PLACES if Path(place).exists()), None) or _downloaded()


def install() -> None:
    """Bring a Chromium; says so in one line, and leaves the detail to the tool that does it."""
    asked = () if os.geteuid() == 0 else ("sudo", "-n")
    may = not asked or (shutil.which("sudo") and _runs("sudo", "-n", "true"))
    if shutil.which("apt-get") and may:
        print("Installing Debian's chromium for the browser tests.")
        quiet = ("-qq", "--yes", "--no-install-recommends")
        if _runs(*asked, "apt-get", "-qq", "update") and _runs(*asked, "apt-get", "install", *quiet, "chromium"):
            return
    print("Downloading Playwright's Chromium for the browser tests.")
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def _downloaded() -> str | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where the system has no browser

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _runs(*command: str) -> bool:
    return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0


if __name__ == "__main__":
    if found_browser() is None and "--install" in sys.argv:
        install()
    where = found_browser()
    if where is None:
        sys.exit("There is no browser for the tests. Install Chromium or Chrome, or name one with ONESCREEN_BROWSER.")
    print(f"Browser tests use {where}.")
