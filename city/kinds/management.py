"""Readings of city management, sanitation and utilities."""

from city.kinds.base import DAY_MIN, DAY_S, HOUR_S, MONTH_S, Kind, between, named, one_of, yes_or_no

KINDS = (
    Kind(
        name="bin.fill",
        title=named("垃圾箱满溢度", "fill of bins"),
        unit="%",
        low=0,
        high=100,
        tally_min=60,
        every_s=1800,
    ),
    # How many components of a class stand in a grid; the thing is "grid/class".
    Kind(
        name="component.stock",
        title=named("部件数量", "components"),
        unit="components",
        low=0,
        high=1e7,
        on_change=True,
    ),
    # One reported defect of a component.
    Kind(
        name="component.defect",
        title=named("部件缺损", "component defect"),
        unit="defects",
        low=1,
        high=1,
        standing=False,
        tally_min=DAY_MIN,
        rows_min=90 * DAY_MIN,
    ),
    # A stop on a waste round whose time has passed: 1 served on time, 0 not. `delay_min` is unknown where nobody came.
    Kind(
        name="waste.pickup",
        title=named("垃圾收运", "waste pickup"),
        unit="on time",
        low=0,
        high=1,
        attributes={"delay_min": between(-DAY_MIN, 30 * DAY_MIN, "min", optional=True)},
        rows_min=7 * DAY_MIN,
        tally_min=DAY_MIN,
        every_s=DAY_S,
    ),
    # Lit lamps of a circuit while they should be lit; `lamps` is how many should.
    Kind(
        name="lamp.lit",
        title=named("路灯点亮数", "lamps lit"),
        unit="lamps",
        low=0,
        high=10_000,
        attributes={"lamps": between(0, 10_000, "lamps"), "main_road": yes_or_no()},
        rows_min=DAY_MIN,
        every_s=900,
    ),
    # A month of one metered area: what was supplied; all in m³ but the network's lengths, connections and pressure.
    # `correction_pct` is what CJJ 92 takes off for the pressure at the works and for frost (R3 + R4).
    Kind(
        name="water.balance",
        title=named("供水月平衡", "water balance"),
        unit="m³",
        low=0,
        high=1e9,
        attributes={
            "authorised_m3": between(0, 1e9, "m³"),
            "apparent_m3": between(0, 1e9, "m³"),
            "households_m3": between(0, 1e9, "m³"),
            "days": between(1, 366, "days"),
            "mains_km": between(0, 1e5, "km"),
            "connections": between(0, 1e8),
            "private_km": between(0, 1e5, "km"),
            "pressure_m": between(0, 500, "m"),
            "correction_pct": between(-100, 100, "%"),
        },
        rows_min=400 * DAY_MIN,
        every_s=MONTH_S,
    ),
    Kind(
        name="noise.level",
        title=named("噪声", "noise"),
        unit="dB(A)",
        low=0,
        high=160,
        tally_min=60,
        rows_min=6 * 60,
        every_s=120,
    ),
    # LAeq of the past full hour; `zone` is the functional zone that sets the limit.
    Kind(
        name="noise.hourly",
        title=named("小时等效声级", "noise, hourly LAeq"),
        unit="dB(A)",
        low=0,
        high=160,
        attributes={"zone": one_of(("0", "1", "2", "3", "4a", "4b"))},
        rows_min=3 * DAY_MIN,
        every_s=HOUR_S,
    ),
)
