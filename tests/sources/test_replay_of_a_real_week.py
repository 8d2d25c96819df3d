"""San Francisco's eight recorded days, played now: every notice once, every unit in the city and on time."""

from collections import Counter
from datetime import timedelta

import numpy as np
import pytest

from city.readings import Readings
from geo.pack import CityPack
from incidents.notice import Notice, What
from sources.recording import RecordedNotices
from sources.replay import Replay, open_replay
from sources.replay_units import ReplayUnits
from tests.sources.little_city import NOON, positions, read_at

HOUR = timedelta(hours=1)


def test_eight_days_tell_every_recorded_notice_once(san_francisco: CityPack):
    for source in open_replay(san_francisco, 1):
        if isinstance(source, Replay):
            facts = read_at([source], [NOON + 3 * HOUR * step for step in range(65)])
            told = Counter(
                (fact.at, fact.what, fact.reference, fact.unit) for fact in facts if isinstance(fact, Notice)
            )
            assert len(told) > 1000
            assert max(told.values()) == 1
            begun = Counter(name.partition("/")[0] for _, what, name, _ in told if what is What.RECEIVED)
            recorded = source._played.recorded
            assert isinstance(recorded, RecordedNotices)
            assert begun == dict.fromkeys(recorded.text["reference"], 1)


def test_units_are_on_the_scene_when_they_say_so(san_francisco: CityPack):
    sources = open_replay(san_francisco, 1)
    calls, units = sources[0], sources[-1]
    assert isinstance(units, ReplayUnits)
    read_at([calls, units], [NOON])
    places: dict[str, tuple[float | None, float | None]] = {}
    arrived = 0
    for second in range(1, 1800):
        now = NOON + timedelta(seconds=second)
        facts = read_at([calls, units], [now])
        for notice in facts:
            if isinstance(notice, Notice):
                places.setdefault(notice.reference, (notice.lon, notice.lat))
                if notice.what is What.ON_SCENE and places[notice.reference][0] is not None:
                    (where,) = positions(facts, notice.unit)
                    assert where[:2] == pytest.approx(places[notice.reference], abs=1e-9)
                    arrived += 1
        for rows in facts:
            if isinstance(rows, Readings):
                assert rows.lon is not None
                assert rows.lat is not None
                assert san_francisco.bounds.widened(0.02).contain(rows.lon, rows.lat).all()
                assert np.isfinite(rows.value).all()
    assert arrived > 3
