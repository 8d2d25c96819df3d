"""What all tests may ask for: the folder of real data, and a real browser."""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from geo.import_san_francisco import import_san_francisco
from geo.made_up.city import made_up_city
from geo.pack import CityPack, read_pack
from tests.find_browser import found_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent

# A slow machine is no mistake.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session")
def root() -> Path:
    """The house's own folder."""
    return ROOT


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder of real data: what ONESCREEN_DATA names, else ../shared/data. Skips where there is none."""
    folder = Path(os.environ.get("ONESCREEN_DATA", ROOT / ".." / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"There is no real data at {folder}. Name its folder with ONESCREEN_DATA to run this test.")
    return folder.resolve()


@pytest.fixture(scope="session")
def san_francisco(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> CityPack:
    """San Francisco's pack, freshly imported from real data by the worker that asks first."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "san_francisco"
    with (shared / "san_francisco.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            import_san_francisco(data_folder / "san_francisco", folder, say=print)
    return read_pack(folder)


@pytest.fixture(scope="session")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the made-up city's pack, made by the worker that asks first."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "packs"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made_up_city(folder)
    return folder


@pytest.fixture(scope="session")
def yunzhou(packs: Path) -> CityPack:
    """The whole made-up city: its pack."""
    return read_pack(made_up_city(packs))


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """A real browser without a window, one for each worker. Skips where there is none."""
    path = found_browser()
    if path is None:
        pytest.skip("There is no browser. `make browser` brings one.")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - most tests need no browser

    with sync_playwright() as playwright:
        # Containers give no sandbox and little shared memory.
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield opened
        opened.close()
