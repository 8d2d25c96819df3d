"""Takes the picture in the README: `python -m benchmarks.picture`."""

import tempfile
from pathlib import Path

from benchmarks.browsing import opened_browser
from tests.running import Running

PICTURE = Path(__file__).parent.parent / "docs" / "wall.png"
LIVING = "() => globalThis.onescreen?.store?.v > 5 && document.fonts.status === 'loaded'"
SETTLE_MS = 12_000


def main() -> None:
    """Write the wall of the made-up city, as it is now, into docs/."""
    with tempfile.TemporaryDirectory() as folder, opened_browser() as browser:
        server = Running(Path(folder), ONESCREEN_WEB__LANG="en").start().wait_until_living(20)
        try:
            page = browser.new_page(viewport={"width": 1920, "height": 1080})
            page.context.add_cookies(server.seated("/wall/"))
            page.goto(f"{server.address}/wall/")
            page.wait_for_function(LIVING)
            page.wait_for_timeout(SETTLE_MS)
            page.screenshot(path=PICTURE)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
