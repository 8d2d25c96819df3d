"""Readings of economy, industry and tourism."""

from city.kinds.base import DAY_MIN, DAY_S, MONTH_S, Kind, between, named, one_of

QUESTIONS = ("new_orders", "production", "employment", "delivery", "inventory")

KINDS = (
    # A firm's monthly answer to one question: 1 up, 0 the same, -1 down; the thing is "firm/question".
    Kind(
        name="survey.answer",
        title=named("企业景气问卷", "business survey"),
        unit="answer",
        low=-1,
        high=1,
        attributes={"question": one_of(QUESTIONS)},
        every_s=MONTH_S,
    ),
    # What a firm used on one local day, told at its end.
    Kind(
        name="power.daily",
        title=named("企业日用电量", "power used, daily"),
        unit="kWh",
        low=0,
        high=1e8,
        rows_min=460 * DAY_MIN,
        every_s=DAY_S,
    ),
    # The mean temperature of one local day at a station.
    Kind(
        name="weather.daily",
        title=named("日平均气温", "temperature, daily mean"),
        unit="°C",
        low=-60,
        high=60,
        rows_min=460 * DAY_MIN,
        every_s=DAY_S,
    ),
    # Visitors let into a scenic area since the last report, and those who left; `counted` is how many a camera sees.
    Kind(
        name="scenic.gate",
        title=named("景区闸机", "scenic area gates"),
        unit="persons",
        low=0,
        high=1e6,
        attributes={
            "left": between(0, 1e6, "persons"),
            "capacity": between(1, 1e7, "persons"),
            "counted": between(0, 1e6, "persons", optional=True),
        },
        rows_min=26 * 60,
        every_s=300,
    ),
)
