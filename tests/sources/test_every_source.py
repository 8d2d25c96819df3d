"""What every source must say of itself; each opener's are found by themselves."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from city.readings import Readings
from incidents.incident import Signal
from incidents.notice import Notice
from sources import OPENERS, open_source
from sources.base import Provenance, Source
from tests.sources.little_city import city, recorded_city, told

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def opened(kind: str, folder: Path) -> tuple[Source, ...]:
    """The sources of a kind, on a city that has what they need."""
    pack = recorded_city(folder, {"calls": told((1, "received", "1", ""))}) if kind == "replay" else city()
    return open_source(kind, pack, 1)


@pytest.mark.parametrize("kind", OPENERS)
def test_it_says_who_it_is_and_what_it_promises(kind: str, tmp_path: Path):
    for source in opened(kind, tmp_path):
        assert source.name.partition(".")[0] == kind
        assert source.standard
        assert source.provenance in Provenance
        assert 0 < source.every_s <= (source.every_s if source.promise_s is None else source.promise_s)
        assert source.note.keys() == {"zh", "en"}
        assert all(source.title[language] for language in ("zh", "en"))


@pytest.mark.parametrize("kind", OPENERS)
def test_it_gives_readings_notices_and_signals_and_nothing_else(kind: str, tmp_path: Path):
    for source in opened(kind, tmp_path):
        assert all(isinstance(fact, Readings | Notice | Signal) for fact in source.read(NOON))
