"""Ground parts: the sources of streets, weather, lifelines, upkeep and waters that are invented, not in the pack."""

from collections.abc import Iterator
from datetime import timedelta

from sources.made_up.bridges import medians
from sources.made_up.buses import Buses
from sources.made_up.calls import calls
from sources.made_up.climate import humidity, noon, whole_days
from sources.made_up.components import defects, stocks
from sources.made_up.corridors import corridors
from sources.made_up.crowds import counts
from sources.made_up.hazards import inventories
from sources.made_up.lamps import circuits
from sources.made_up.metering import balances
from sources.made_up.noise_hours import hours
from sources.made_up.pickups import pickups
from sources.made_up.rainfall import forecast, gauges
from sources.made_up.rivers import items
from sources.made_up.rounds import Collections
from sources.made_up.source import MadeUp, made_up
from sources.made_up.spots import Where
from sources.made_up.town import Town
from sources.made_up.tremors import peaks


def ground_parts(town: Town, bins: Where, emptied: Collections) -> Iterator[MadeUp]:
    """The sources, each with how far back it can tell; `emptied` is when the trucks pass the bins."""
    yield from _told_often(town)
    yield from _told_seldom(town, bins, emptied)


def _told_often(town: Town) -> Iterator[MadeUp]:
    yield made_up("corridors", "走廊行程时间", "Corridors", 5, 900, corridors(town), remembers=timedelta(days=30))
    yield made_up("buses", "公交到站", "Buses at stops", 5, None, Buses(town))  # none at night
    yield made_up("humidity", "湿度", "Humidity", 5, 600, humidity(town))
    yield made_up("rainfall", "雨量与预报", "Rainfall and forecast", 5, 900, gauges(town), forecast(town),
                  remembers=timedelta(days=2))  # fmt: skip
    yield made_up("tremors", "强震动", "Strong motion", 2, 120, peaks(town))
    yield made_up("crowds", "人群计数", "Crowds", 5, 120, counts(town))
    # At night a small city may not call for an hour.
    yield made_up("calls", "110/119/120 呼入", "Emergency calls", 2, 5400, calls(town), remembers=timedelta(days=57))


def _told_seldom(town: Town, bins: Where, emptied: Collections) -> Iterator[MadeUp]:
    yield made_up(
        "hazards", "危化品存量", "Hazardous goods", 10, 15_000, inventories(town), remembers=timedelta(days=2)
    )
    yield made_up("bridges", "桥梁小时值", "Bridges, hourly", 10, 3700, medians(town), remembers=timedelta(days=121))
    yield made_up("noise_hours", "小时声级", "Noise, hourly", 10, 3700, hours(town), remembers=timedelta(days=4))
    yield made_up("rivers", "河流断面水质", "River sections", 10, 15_000, *items(town), remembers=timedelta(days=3))
    # What is told once a day or month, or by night alone, is silent for long.
    yield made_up("noon", "正午气象", "Weather at noon", 10, None, noon(town), remembers=timedelta(days=65))
    yield made_up("days", "日平均气温", "Daily temperatures", 10, None, whole_days(town), remembers=timedelta(days=400))
    yield made_up("components", "部件与缺损", "Components and defects", 5, None, stocks(town), defects(town),
                  remembers=timedelta(days=91))  # fmt: skip
    yield made_up("pickups", "垃圾收运", "Waste pickups", 5, None, pickups(town, bins, emptied),
                  remembers=timedelta(days=8))  # fmt: skip
    yield made_up("lamps", "路灯", "Street lamps", 5, None, circuits(town), remembers=timedelta(days=2))
    yield made_up("metering", "供水计量", "Metered water", 30, None, balances(town), remembers=timedelta(days=400))
