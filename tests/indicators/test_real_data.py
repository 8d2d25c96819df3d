"""The formulas on what real cities wrote down."""

import csv
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indicators.emergency.emergency_response_p90 import compute
from indicators.environment.aqi_cn import aqi, iaqi
from tests.indicators.little_city import rows

ITEMS = {"PM2.5": "PM25_1H", "PM10": "PM10_1H", "CO": "CO_1H", "NO2": "NO2_1H", "O3_1h": "O3_1H", "SO2": "SO2_1H"}


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def test_shenzhen_as_published_by_the_old_standard_is_worse_by_the_new(data_folder: Path):
    """Every node of HJ 633-2026 for one hour lies at or below that of 2012, so no hour can become cleaner."""
    hours = table(data_folder / "shenzhen" / "shenzhen_air_hourly_2020.csv")
    found = np.stack(
        [iaqi(item, np.array([float(row[name] or "nan") for row in hours])) for name, item in ITEMS.items()]
    )
    ours, published = aqi(found), np.array([float(row["AQI"] or "nan") for row in hours])
    both = ~np.isnan(ours) & ~np.isnan(published)
    assert both.sum() > 1000
    assert (ours[both] >= published[both]).all()


def test_san_francisco_answers_as_its_own_records_say(data_folder: Path):
    """First arrivals of a week: most drives take under four minutes, but not nine in ten."""
    arrivals: dict[str, tuple[datetime, dict[str, str]]] = {}
    for row in table(data_folder / "san_francisco" / "sffd_calls_20161231_20170107.csv"):
        if row["On Scene DtTm"] and row["Response DtTm"]:
            on_scene = moment(row["On Scene DtTm"])
            if row["Incident Number"] not in arrivals or on_scene < arrivals[row["Incident Number"]][0]:
                arrivals[row["Incident Number"]] = on_scene, row
    first = [row for _, row in arrivals.values()]
    found = compute(
        rows(
            "incident.response",
            seconds(first, "Received DtTm", "On Scene DtTm"),
            call_handling_s=seconds(first, "Received DtTm", "Dispatch DtTm"),
            turnout_s=seconds(first, "Dispatch DtTm", "Response DtTm"),
            travel_s=seconds(first, "Response DtTm", "On Scene DtTm"),
        ).table()
    )
    travel = seconds(first, "Response DtTm", "On Scene DtTm")
    np.testing.assert_allclose(found.value[0], 100 * np.mean(travel[travel >= 0] <= 240))
    assert 40 < found.value[0] < 90
    np.testing.assert_allclose(found.companions["median_total_s"][0] / 60, 6.5, atol=0.2)


def moment(text: str) -> datetime:
    return datetime.strptime(f"{text} -0800", "%m/%d/%Y %I:%M:%S %p %z")


def seconds(calls: list[dict[str, str]], begin: str, end: str) -> NDArray[np.float64]:
    return np.array([(moment(row[end]) - moment(row[begin])).total_seconds() for row in calls])
