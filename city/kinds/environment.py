"""Readings of environment and ecology."""

from city.kinds.base import DAY_MIN, HOUR_S, Kind, between, named


def _air(item: str, zh: str, en: str, unit: str, high: float) -> Kind:
    return Kind(
        name=f"air.{item}", title=named(zh, en), unit=unit, low=0, high=high, tally_min=DAY_MIN,
        rows_min=6 * 60, every_s=300,
    )  # fmt: skip


def _river(item: str, zh: str, en: str, unit: str, high: float) -> Kind:
    """One item at a river section; `target` is the class that it should reach, 1 to 5."""
    return Kind(
        name=f"river.{item}", title=named(zh, en), unit=unit, low=0, high=high, rows_min=2 * DAY_MIN,
        every_s=4 * HOUR_S, attributes={"target": between(1, 5, "class", whole=True, optional=True)},
    )  # fmt: skip


KINDS = (
    _air("pm25", "PM2.5", "PM2.5", "µg/m³", 2000),
    _air("pm10", "PM10", "PM10", "µg/m³", 3000),
    _air("so2", "二氧化硫", "sulphur dioxide", "µg/m³", 5000),
    _air("no2", "二氧化氮", "nitrogen dioxide", "µg/m³", 5000),
    _air("co", "一氧化碳", "carbon monoxide", "mg/m³", 200),
    _air("o3", "臭氧", "ozone", "µg/m³", 2000),
    _river("ph", "河流 pH", "river pH", "", 14),
    _river("do", "河流溶解氧", "river dissolved oxygen", "mg/L", 30),
    _river("codmn", "河流高锰酸盐指数", "river permanganate index", "mg/L", 500),
    _river("nh3n", "河流氨氮", "river ammonia nitrogen", "mg/L", 200),
    _river("tp", "河流总磷", "river total phosphorus", "mg/L", 100),
)
