"""Eight real days, played through the whole house, give the response times that the file gives, to the second."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from city.picture import Measure
from geo.pack import CityPack
from incidents.notice import Notice
from indicators import all_indicators
from live.bus import MemoryBus
from live.clock import CityClock
from live.house import House
from live.parts import Parts
from sources import open_sources
from sources.base import Fact, Source
from store.memory import MemoryRecord
from tests.live.builders import Hands

HOUR = timedelta(hours=1)
FILE = "sffd_calls_20161231_20170107.csv"


class Fast(Hands):
    """A clock moved by hand that stands in for the city's."""

    speed = 1.0
    real_s = CityClock.real_s


def _recorded_days(source: Source, since: datetime, until: datetime) -> Iterator[Fact]:
    """What a source tells of the recorded days themselves, without the next round of the loop."""
    past = source.past(since, until)  # type: ignore[attr-defined]  # replays know the past
    return (fact for fact in past if not isinstance(fact, Notice) or fact.reference.endswith("/0"))


@pytest.fixture(scope="module")
def measure(san_francisco: CityPack) -> Measure:
    """What the house says of the response after eight days and the hours that their last incidents took."""
    assert san_francisco.recording is not None
    clock = Fast(san_francisco.recording.start)
    sources = open_sources(["replay.dispatch"], san_francisco, seed=1)
    house = House(Parts(
        pack=san_francisco, clock=clock, bus=MemoryBus(), record=MemoryRecord(), sources=sources,
        indicators={"emergency_response_p90": all_indicators()["emergency_response_p90"]}, layers={},
        began=clock.at,
    ))  # fmt: skip
    house.connect()
    while clock.at < san_francisco.recording.end + timedelta(days=1):
        since = clock.at
        clock.forward(hours=1)
        for source in sources:
            house.ingest.catch_up(source, _recorded_days(source, since, clock.at), clock.at)
    house.beat()
    return house.picture.measures["emergency_response_p90"]


@pytest.fixture(scope="module")
def seconds(data_folder: Path) -> pd.Series:
    """Received to first on scene of each incident, straight from the file."""
    calls = pd.read_csv(data_folder / "san_francisco" / FILE)
    for column in ("Received DtTm", "On Scene DtTm"):
        calls[column] = pd.to_datetime(calls[column], format="%m/%d/%Y %I:%M:%S %p")
    first = calls.groupby("Incident Number")[["Received DtTm", "On Scene DtTm"]].min().dropna()
    return (first["On Scene DtTm"] - first["Received DtTm"]).dt.total_seconds()


def test_the_median_is_that_of_the_file_to_the_second(measure: Measure, seconds: pd.Series) -> None:
    assert measure.companions["median_total_s"][0] == seconds.median()


def test_the_90th_percentile_is_that_of_the_file_to_the_second(measure: Measure, seconds: pd.Series) -> None:
    np.testing.assert_allclose(measure.companions["p90_total_s"][0], np.percentile(seconds, 90), atol=1e-6)


def test_every_neighbourhood_with_enough_incidents_has_a_value(measure: Measure) -> None:
    assert measure.denominator is not None
    assert (np.isfinite(measure.value) == (measure.denominator >= 30)).all()
