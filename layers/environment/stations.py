"""Stations that measure what people breathe and hear: air and noise, by the classes of their standards."""

from layers.devices import by_value, device_layer, steps

NOISE_DB = (60, 70)  # GB 3096-2008, by day: class 2, mixed quarters; class 4a, beside main roads
PM25_UG = (35.5, 75.5, 115.5, 150.5)  # over 24 hours, HJ 633-2012, here of the newest reading

LAYERS = (
    device_layer(
        "noise_stations", zh="噪声监测", en="Noise", group="environment", order=22, min_zoom=11,
        styles=steps(
            ("quiet", "60以下", "below 60"), ("loud", "60～70", "60 to 70"), ("very_loud", "70以上", "70 and more")
        ),
        draw=by_value("noise_station", kind="noise.level", unit="dB(A)", cuts=NOISE_DB), limits=NOISE_DB,
    ),
    device_layer(
        "air_stations", zh="空气质量", en="Air quality", group="environment", order=23, min_zoom=10,
        styles=steps(
            ("good", "优", "excellent"), ("fair", "良", "good"), ("light", "轻度污染", "lightly polluted"),
            ("medium", "中度污染", "moderately polluted"), ("heavy", "重度污染", "heavily polluted"),
        ),
        draw=by_value("air_station", kind="air.pm25", unit="µg/m³ PM2.5", cuts=PM25_UG), limits=PM25_UG,
    ),
)  # fmt: skip
