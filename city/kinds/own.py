"""What the house itself learns: of incidents, of its sources, and of how well it serves. Nobody may send these."""

from city.kinds.base import DAY_MIN, DAY_S, Kind, between, named, number_of

KINDS = (
    # One row when the first unit arrives, one when a limit is decided.
    Kind(
        name="incident.response",
        title=named("案卷首到用时", "response to incidents"),
        unit="s",
        low=0,
        high=86_400 * 7,
        standing=False,
        rows_min=90 * DAY_MIN,
        own="its incidents",
        attributes={
            name: between(0, 7 * DAY_S, "s", optional=True) for name in ("call_handling_s", "turnout_s", "travel_s")
        },
    ),
    Kind(
        name="incident.due",
        title=named("案卷时限是否达成", "limits of incidents"),
        unit="kept",
        low=0,
        high=1,
        standing=False,
        rows_min=30 * DAY_MIN,
        own="its incidents",
    ),
    # One row when an incident comes in (its limit, unknown where it has none), one when it is over (how long it took).
    Kind(
        name="incident.received",
        title=named("案卷受理", "incidents received"),
        unit="s",
        low=0,
        high=86_400 * 400,
        standing=False,
        rows_min=90 * DAY_MIN,
        own="its incidents",
        attributes={"serial": number_of("incident"), "level": between(1, 4, whole=True)},
    ),
    Kind(
        name="incident.closed",
        title=named("案卷办结", "incidents closed"),
        unit="s",
        low=0,
        high=86_400 * 400,
        standing=False,
        rows_min=90 * DAY_MIN,
        own="its incidents",
        attributes={"serial": number_of("incident"), "limit_s": between(0, 400 * DAY_S, "s", optional=True)},
    ),
    # Somebody or something raised an alarm: its weight is 1, 3 or 9.
    Kind(
        name="alert.raised",
        title=named("预警", "alerts raised"),
        unit="weight",
        low=1,
        high=9,
        standing=False,
        tally_min=DAY_MIN,
        rows_min=DAY_MIN,
        own="its alarms",
    ),
    # How good a kind of reading was in the last hour, each between 0 and 1; the value is their geometric mean.
    Kind(
        name="dataset.state",
        title=named("数据质量", "data quality"),
        unit="",
        low=0,
        high=1,
        rows_min=DAY_MIN,
        own="what its sources send",
        attributes={
            name: between(0, 1, optional=True)
            for name in ("completeness", "timeliness", "validity", "uniqueness", "consistency")
        },
        every_s=300,
    ),
    # What one of our services did in a minute: how many of `total` were good.
    Kind(
        name="service.level",
        title=named("平台服务水平", "own service level"),
        unit="events",
        low=0,
        high=1e9,
        rows_min=3 * DAY_MIN,
        own="its own service",
        attributes={"total": between(0, 1e9, "events")},
        every_s=60,
    ),
)
