"""Readings of public safety and emergency."""

from city.kinds.base import DAY_MIN, DAY_S, HOUR_S, Kind, between, named, one_of, yes_or_no

SERVICES = ("110", "119", "120")
SPACES = ("well", "kitchen", "tunnel", "station")  # where a gas detector hangs

KINDS = (
    Kind(
        name="weather.temperature",
        title=named("气温", "temperature"),
        unit="°C",
        low=-60,
        high=60,
        tally_min=DAY_MIN,
        rows_min=6 * 60,
        every_s=120,
    ),
    Kind(
        name="weather.humidity",
        title=named("相对湿度", "relative humidity"),
        unit="%",
        low=0,
        high=100,
        attributes={"temp_c": between(-60, 60, "°C")},
        tally_min=60,
        every_s=300,
    ),
    Kind(name="weather.wind", title=named("风速", "wind"), unit="m/s", low=0, high=90, tally_min=60, every_s=120),
    Kind(name="weather.rain", title=named("雨强", "rain"), unit="mm/h", low=0, high=500, tally_min=60, every_s=120),
    # What the fire weather index needs, once a day at local noon.
    Kind(
        name="weather.noon",
        title=named("正午气象", "weather at noon"),
        unit="°C",
        low=-60,
        high=60,
        attributes={
            "rh_pct": between(0, 100, "%"),
            "wind_kmh": between(0, 330, "km/h"),
            "rain24_mm": between(0, 2000, "mm"),
        },
        rows_min=200 * DAY_MIN,
        every_s=DAY_S,
    ),
    # Rain since the gauge's last report.
    Kind(
        name="rain.gauge",
        title=named("雨量", "rainfall"),
        unit="mm",
        low=0,
        high=200,
        tally_min=DAY_MIN,
        rows_min=26 * 60,
        every_s=600,
    ),
    # Rain that a cell is forecast to get in the hour that ends `lead_min` from now; the thing is "cell/lead".
    Kind(
        name="rain.forecast",
        title=named("雨量预报", "rain forecast"),
        unit="mm",
        low=0,
        high=300,
        attributes={"lead_min": between(0, 15 * DAY_MIN, "min")},
        every_s=1800,
    ),
    Kind(
        name="gas.lel",
        title=named("燃气浓度", "gas concentration"),
        unit="% LEL",
        low=0,
        high=100,
        attributes={"space": one_of(SPACES, optional=True), "status": one_of(("sound", "faulty"), optional=True)},
        tally_min=60,
        rows_min=60,
        every_s=60,
    ),
    # What a unit holds of one substance; the thing is "unit/substance". `limit_t` is the critical quantity Q, `beta`
    # the substance's factor, `alpha` the unit's for the people around it, `licence_t` what it may hold.
    Kind(
        name="hazchem.inventory",
        title=named("危化品存量", "hazardous inventory"),
        unit="t",
        low=0,
        high=1e6,
        attributes={
            "limit_t": between(0.001, 1e6, "t"),
            "beta": between(0.1, 100),
            "alpha": between(0.1, 10),
            "licence_t": between(0, 1e6, "t", optional=True),
        },
        on_change=True,
    ),
    # The hour's median of one sensor on a bridge; the thing is "bridge/sensor".
    Kind(
        name="bridge.hourly",
        title=named("桥梁监测小时值", "bridge, hourly"),
        unit="µε",
        low=-5000,
        high=5000,
        attributes={"temp_c": between(-60, 90, "°C"), "design_limit": between(1, 1e5, "µε")},
        rows_min=120 * DAY_MIN,
        every_s=HOUR_S,
    ),
    Kind(
        name="bridge.strain",
        title=named("桥梁应变", "bridge strain"),
        unit="µε",
        low=-5000,
        high=5000,
        tally_min=60,
        every_s=60,
    ),
    # The greatest ground motion since the last report.
    Kind(
        name="strong_motion.peak",
        title=named("强震动峰值", "strong motion"),
        unit="gal",
        low=0,
        high=4000,
        attributes={"pgv_cms": between(0, 1000, "cm/s")},
        rows_min=DAY_MIN,
        every_s=60,
    ),
    Kind(
        name="crowd.count",
        title=named("人群计数", "crowd count"),
        unit="persons",
        low=0,
        high=1e6,
        attributes={"area_m2": between(1, 1e7, "m²"), "one_way": yes_or_no(optional=True)},
        rows_min=60,
        every_s=60,
    ),
    # One call to 110, 119 or 120.
    Kind(
        name="call.emergency",
        title=named("110/119/120 呼入", "emergency calls"),
        unit="calls",
        low=1,
        high=1,
        attributes={"service": one_of(SERVICES)},
        standing=False,
        tally_min=DAY_MIN,
        rows_min=28 * DAY_MIN,
    ),
    Kind(
        name="water.level",
        title=named("水位", "water level"),
        unit="m",
        low=-20,
        high=50,
        tally_min=60,
        rows_min=6 * 60,
        every_s=120,
    ),
)
