"""Readings of infrastructure and the digital base."""

from city.kinds.base import DAY_MIN, HOUR_S, MONTH_S, Kind, between, named, number_of, one_of, yes_or_no

DIAGNOSES = ("sound", "black", "frozen", "blurred", "shifted")
CAMERA_CLASSES = ("key_area", "road", "community", "industry")

KINDS = (
    Kind(
        name="device.heartbeat", title=named("设备心跳", "device heartbeat"), unit="s", low=1, high=86_400, rows_min=120
    ),
    # A poll of a camera: 1 it answers, 0 it does not; the diagnosis of its picture is unknown where it does not.
    Kind(
        name="camera.poll",
        title=named("摄像机巡检", "camera polls"),
        unit="online",
        low=0,
        high=1,
        attributes={"diagnosis": one_of(DIAGNOSES, optional=True), "class": one_of(CAMERA_CLASSES)},
        rows_min=DAY_MIN,
        tally_min=DAY_MIN,
        every_s=1800,
    ),
    # The share of an operator's samples in a grid cell that are good (RSRP at least -105 dBm, SINR at least -3 dB); the
    # thing is "cell/operator".
    Kind(
        name="radio.good",
        title=named("5G 达标样本占比", "good 5G samples"),
        unit="%",
        low=0,
        high=100,
        attributes={
            "residents": between(0, 1e7, "persons"),
            "area_km2": between(0, 1e4, "km²"),
            "road_km": between(0, 1e4, "km"),
        },
        every_s=MONTH_S,
    ),
    # A request for data whose limit has passed or that was met before: 1 met in time, 0 not. `office` is who should.
    Kind(
        name="data.request",
        title=named("数据共享申请", "data requests"),
        unit="met",
        low=0,
        high=1,
        attributes={"office": number_of("office", optional=True)},
        standing=False,
        rows_min=62 * DAY_MIN,
    ),
    # A data set of the catalogue: how often it was called in the last 30 days; `mounted` is 1 where it can be.
    Kind(
        name="data.catalogue",
        title=named("数据目录", "data catalogue"),
        unit="calls",
        low=0,
        high=1e9,
        attributes={"office": number_of("office"), "mounted": yes_or_no()},
        every_s=24 * HOUR_S,
    ),
)
