"""Kinds: every sort of reading the house knows, with its unit and what a believable value is."""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One sort of reading.

    `low` and `high` bound what is believable; `edges` are the histogram cuts that its tallies keep (value <= edge);
    `attributes` are the further columns a batch must bring; the `optional` ones of them are NaN where left out.
    `standing` kinds come from things that stay (a sensor, a vehicle), whose newest row is kept; the others pass by once
    (a call). Those told `on_change` hold until the next word, however long ago the last was. Sums per area and minute
    are kept for `tally_min` minutes, single rows for `rows_min`. `own` kinds are what the house itself learns: nobody
    may send them.
    """

    name: str
    unit: str
    low: float
    high: float
    edges: tuple[float, ...] = ()
    attributes: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    standing: bool = True
    tally_min: int = 0
    rows_min: int = 0
    own: bool = False
    on_change: bool = False


VEHICLE_SORTS = (
    "bus",
    "taxi",
    "coach",
    "waste_truck",
    "sweeper",
)  # vehicles that are no units; the order is the number

CLOSING_CAUSES = ("works", "incident", "event")  # why a street may be closed; the order is the number

_KINDS = (
    Kind(
        name="road.speed",
        unit="km/h",
        low=0,
        high=250,
        tally_min=60,
        attributes=("length_m", "free_flow_kmh", "lanes", "samples"),
    ),
    # A street is closed (1) until it is said to be open (0); the thing is an edge, a bollard, or the works on the spot.
    # `cause` is a place in CLOSING_CAUSES.
    Kind(name="road.closed", unit="closed", low=0, high=1, attributes=("cause",), optional=("cause",), on_change=True),
    Kind(name="unit.position", unit="km/h", low=0, high=250, attributes=("heading_deg",)),
    # `sort` is a place in VEHICLE_SORTS.
    Kind(name="vehicle.position", unit="km/h", low=0, high=250, attributes=("heading_deg", "sort")),
    Kind(name="air.pm25", unit="µg/m³", low=0, high=2000, tally_min=60),
    Kind(name="air.pm10", unit="µg/m³", low=0, high=3000, tally_min=60),
    Kind(name="air.so2", unit="µg/m³", low=0, high=5000, tally_min=60),
    Kind(name="air.no2", unit="µg/m³", low=0, high=5000, tally_min=60),
    Kind(name="air.co", unit="mg/m³", low=0, high=200, tally_min=60),
    Kind(name="air.o3", unit="µg/m³", low=0, high=2000, tally_min=60),
    Kind(name="hotline.offered", unit="calls", low=1, high=1, standing=False, tally_min=1440),
    Kind(name="hotline.answered", unit="s", low=0, high=7200, edges=(15.0,), standing=False, tally_min=1440),
    Kind(name="device.heartbeat", unit="s", low=1, high=86_400, rows_min=120),
    Kind(name="weather.temperature", unit="°C", low=-60, high=60, tally_min=60),
    Kind(name="weather.wind", unit="m/s", low=0, high=90, tally_min=60),
    Kind(name="weather.rain", unit="mm/h", low=0, high=500, tally_min=60),
    Kind(name="water.level", unit="m", low=-20, high=50, tally_min=60),
    Kind(name="gas.lel", unit="% LEL", low=0, high=100, tally_min=60),
    Kind(name="bridge.strain", unit="µε", low=-5000, high=5000, tally_min=60),
    Kind(name="noise.level", unit="dB(A)", low=0, high=160, tally_min=60),
    Kind(name="bin.fill", unit="%", low=0, high=100, tally_min=60),
    # What the house itself learns about incidents: one row when the first unit arrives, one when a limit is decided.
    Kind(
        name="incident.response",
        unit="s",
        low=0,
        high=86_400 * 7,
        standing=False,
        rows_min=60 * 24 * 90,
        own=True,
        attributes=("call_handling_s", "turnout_s", "travel_s"),
    ),
    Kind(name="incident.due", unit="kept", low=0, high=1, standing=False, rows_min=60 * 24 * 30, own=True),
)

KINDS = MappingProxyType({kind.name: kind for kind in _KINDS})
