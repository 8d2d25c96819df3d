"""Readings of traffic and transport."""

from city.kinds.base import DAY_MIN, Kind, between, named, one_of

VEHICLE_SORTS = (
    "bus",
    "taxi",
    "coach",
    "waste_truck",
    "sweeper",
)  # vehicles that are no units; the order is the number

CLOSING_CAUSES = ("works", "incident", "event")  # why a street may be closed; the order is the number

KINDS = (
    Kind(
        name="road.speed",
        title=named("路段车速", "road speed"),
        unit="km/h",
        low=0,
        high=250,
        tally_min=60,
        attributes={
            "length_m": between(1, 1e5, "m"),
            "free_flow_kmh": between(1, 250, "km/h"),
            "lanes": between(0, 40),
            "samples": between(0, 1e6),
        },
        every_s=60,
    ),
    # A street is closed (1) until it is said to be open (0); the thing is an edge, a bollard, or the works on the spot.
    Kind(
        name="road.closed",
        title=named("道路封闭", "road closure"),
        unit="closed",
        low=0,
        high=1,
        attributes={"cause": one_of(CLOSING_CAUSES, optional=True)},
        on_change=True,
    ),
    Kind(
        name="unit.position",
        title=named("力量位置", "unit position"),
        unit="km/h",
        low=0,
        high=250,
        attributes={"heading_deg": between(-360, 360, "°", optional=True)},
        every_s=10,
    ),
    Kind(
        name="vehicle.position",
        title=named("车辆位置", "vehicle position"),
        unit="km/h",
        low=0,
        high=250,
        attributes={"heading_deg": between(-360, 360, "°", optional=True), "sort": one_of(VEHICLE_SORTS)},
        every_s=10,
    ),
    # How long the whole corridor takes now; the thing is the corridor, its place the middle of it.
    Kind(
        name="corridor.travel_time",
        title=named("走廊行程时间", "corridor travel time"),
        unit="s",
        low=10,
        high=4 * 3600,
        attributes={"free_flow_s": between(1, 4 * 3600, "s")},
        rows_min=28 * DAY_MIN,
        every_s=900,
    ),
    # A bus stops; the thing is "route/direction/stop". The timetable's headway is the one in force at that time.
    Kind(
        name="bus.headway",
        title=named("公交到站间隔", "bus headway"),
        unit="s",
        low=1,
        high=4 * 3600,
        attributes={"planned_s": between(1, 86_400, "s")},
        rows_min=4 * 60,
        every_s=900,
    ),
)
