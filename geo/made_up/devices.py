"""The made-up city's sorts of devices: what each sends, how often, how many there are, and where they like to stand."""

from dataclasses import dataclass

import pandas as pd

from geo.place import Floats

AIR = "air.pm25;air.pm10;air.so2;air.no2;air.co;air.o3"
WEATHER = "weather.temperature;weather.wind;weather.rain"


@dataclass(frozen=True, slots=True)
class Device:
    """One sort of device: its name, names on screen, what it sends, how often, how many, how far from the street."""

    device: str
    zh: str
    en: str
    kinds: str
    period_s: int
    count: int
    aside_m: float = 12.0


ALONG_STREETS = (
    Device("air_station", "空气质量监测站", "air station", AIR, 300, 24, 40),
    Device("weather_station", "气象站", "weather station", WEATHER, 60, 12, 40),
    Device("noise_station", "噪声监测站", "noise station", "noise.level", 60, 60, 16),
    Device("gas_monitor", "燃气监测仪", "gas monitor", "gas.lel", 60, 420),
    Device("waste_bin", "智能垃圾箱", "waste bin", "bin.fill", 900, 2000, 9),
    Device("manhole", "智能井盖", "manhole cover", "", 1800, 1600, 3),
    Device("street_lamp", "路灯控制箱", "lamp cabinet", "", 1800, 1900, 10),
    Device("hydrant", "智能消火栓", "hydrant", "", 1800, 1300, 11),
    Device("smoke_detector", "独立式烟感", "smoke detector", "", 1800, 1400, 34),
    Device("ad_board", "户外广告屏", "billboard", "", 1800, 640, 18),
)
ROAD = Device("speed_detector", "测速点", "speed detector", "road.speed", 60, 2400)
WATER = Device("water_gauge", "水位计", "water gauge", "water.level", 300, 90)
BRIDGE = Device("bridge_monitor", "桥梁监测点", "bridge monitor", "bridge.strain", 60, 160)
CAMERA = Device("camera", "摄像机", "camera", "", 1800, 6000)
BY_WATER = (44, 8, 5, 5, 2)  # water gauges at the river and each lake; the others stand in underpasses
AT_PLACES = 1400  # cameras at places
AT_CROSSINGS = 3000  # cameras at crossings; the others stand along main roads


def rows(device: Device, zh: list[str], en: list[str], xy: Floats) -> pd.DataFrame:
    """Devices of one sort at these places (n, 2), named after the streets or waters where they stand."""
    width = max(len(str(len(xy))), 3)
    number = [f"{i:0{width}d}" for i in range(1, len(xy) + 1)]
    return pd.DataFrame(
        {
            "thing": [f"{device.device}_{i}" for i in number],
            "kinds": ";".join(kind for kind in (device.kinds, "device.heartbeat") if kind),
            "zh": [f"{name}{device.zh} {i}" for name, i in zip(zh, number, strict=True)],
            "en": [f"{name} {device.en} {i}" for name, i in zip(en, number, strict=True)],
            "x": xy[:, 0],
            "y": xy[:, 1],
            "period_s": device.period_s,
            "device": device.device,
        }
    )
