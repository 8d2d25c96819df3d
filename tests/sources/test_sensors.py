"""What is told of sensors long ago: fewer reports, and the same answers."""

import numpy as np

from indicators.infrastructure.iot_availability import PERIODS, up_s
from sources.made_up.sensors import Sensors
from sources.moments import HOUR_MS, MINUTE_MS, to_ms
from tests.sources.little_city import NOON, city

SENSORS = Sensors.of(city().things, "device.heartbeat", 7)
STEP_MS = 10 * MINUTE_MS
UNTIL = to_ms(NOON)


def test_the_last_report_of_each_sensor_is_the_newest_of_all_its_reports():
    row, at_ms = SENSORS.due(UNTIL - 6 * HOUR_MS, UNTIL, STEP_MS)
    newest = dict(zip(row.tolist(), at_ms.tolist(), strict=True))  # in time: the later one stays
    row, at_ms = SENSORS.last_due(UNTIL - 6 * HOUR_MS, UNTIL, STEP_MS)
    assert dict(zip(row.tolist(), at_ms.tolist(), strict=True)) == newest
    assert (np.diff(at_ms) >= 0).all()


def test_fewer_heartbeats_say_the_same_of_how_long_each_device_was_up():
    told = [SENSORS.due, SENSORS.edges_due]
    spans = [(UNTIL - hours * HOUR_MS, UNTIL - (hours - 1) * HOUR_MS) for hours in range(24, 0, -1)]
    rows, up = [], []
    for due in told:
        row, at_ms = (np.concatenate(column) for column in zip(*(due(*span, STEP_MS) for span in spans), strict=True))
        order = np.lexsort((at_ms, row))
        row, at_ms = row[order], at_ms[order]
        period_s, newest = (
            np.maximum(SENSORS.period_ms[row], STEP_MS) / 1000.0,
            np.append(np.diff(row) > 0, values=True),
        )
        rows.append(len(row))
        age_s = (UNTIL - at_ms) / 1000.0
        up.append(np.bincount(row, up_s(age_s, age_s - PERIODS * period_s, newest, 20 * 3600.0)))
    assert rows[1] < 0.7 * rows[0]
    np.testing.assert_allclose(up[1], up[0], rtol=1e-12)
    assert up[0].min() < up[0].max()  # some were broken
