"""A new indicator is one new file: it is computed, told at the API and to the pages, and held to every promise."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
ROOMS = (
    "accounts", "api", "city", "geo", "incidents", "indicators", "layers", "live", "screens", "sources", "store",
    "tests",
)  # fmt: skip

MODEL = '''
"""Gusts: how hard the wind blows at the windiest mast."""

import numpy as np

from city.views import Sums, Tally
from indicators.base import Bands, Better, Domain, Indicator, Outcome


def compute(wind: Sums) -> Outcome:
    """The greatest wind of the last ten minutes per area."""
    return Outcome(value=np.where(wind.count > 0, wind.high, np.nan))


INDICATOR = Indicator(
    name="strongest_gust",
    title={"zh": "最大阵风", "en": "Strongest gust"},
    domain=Domain.ENVIRONMENT,
    unit="m/s",
    better=Better.LOWER,
    bands=Bands(10, 17, 25),
    inputs={"wind": Tally("weather.wind", 10)},
    every_s=60,
    digits=1,
    formula={"zh": "近10分钟最大风速", "en": "Greatest wind of the last ten minutes"},
    source="a test of the house",
    compute=compute,
    owner={"zh": "气象", "en": "Weather"},
    moves={"wind": 1},
)
'''

ASKED = """
from tests.live.test_house import house
from tests.live.builders import batch, NOON
from city.events import Read
from api.indicators import doors
from screens.facts import _indicator
city = house()
city.parts.bus.publish(Read("mast", batch(12.5, lon=120.15, lat=30.06)))
city.step()
measure = city.picture.measures["strongest_gust"]
assert (measure.value[0], measure.band[0]) == (12.5, 1), measure
told = [door for door in doors(city) if door.name == "indicators"][0].handle(None)
[card] = [one for one in told["indicators"] if one["name"] == "strongest_gust"]
assert card["value"] == 12.5, card
one = city.indicators["strongest_gust"]
assert _indicator(one, one.bands, "zh")["title"] == "最大阵风"
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house with one file more."""
    folder = tmp_path_factory.mktemp("house")
    for room in ROOMS:
        shutil.copytree(HOUSE / room, folder / room, ignore=shutil.ignore_patterns("__pycache__", "*.png"))
    for file in ("pyproject.toml", "settings.py", "config.yaml"):
        shutil.copy(HOUSE / file, folder / file)
    (folder / "indicators/environment/strongest_gust.py").write_text(MODEL.lstrip(), encoding="utf-8")
    return folder


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )


def test_it_is_computed_and_told_at_the_api_and_to_the_pages(copy: Path):
    done = run(copy, "-c", ASKED)
    assert done.returncode == 0, done.stderr


def test_the_suite_holds_it_to_every_promise(copy: Path):
    files = ["tests/indicators/test_every_indicator.py", "tests/indicators/test_every_outcome.py"]
    done = run(copy, "-m", "pytest", "-n0", "-q", "--no-header", "-k", "strongest_gust", *files)
    assert done.returncode == 0, done.stdout
    assert " passed" in done.stdout
    assert "failed" not in done.stdout
