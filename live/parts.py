"""Parts: what a house is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from geo.pack import CityPack
from incidents.messages import Channel
from incidents.policy import Policy
from incidents.timing.calendars import Calendars
from indicators.base import Indicator
from layers.base import Layer
from live.bus import Bus
from live.clock import CityClock
from live.measures.judging import Judge
from live.measures.rules import Rule
from live.ports import Memory
from sources.base import Source

ALWAYS = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the house is made of."""

    pack: CityPack
    clock: CityClock
    bus: Bus
    record: Memory
    sources: tuple[Source, ...]
    indicators: Mapping[str, Indicator]
    layers: Mapping[str, Layer]
    judge: Judge = field(default_factory=Judge)
    rules: Mapping[str, Rule] = field(default_factory=dict[str, Rule])
    calendars: Calendars | None = None  # the city's, where an operator did not leave them as they are
    policy: Policy = field(default_factory=Policy)  # what the city asks of its desk
    channels: Mapping[str, Channel] = field(default_factory=dict[str, Channel])
    seed: int = 1  # of whatever is made up
    back_fill_weeks: int = 8
    began: datetime = ALWAYS  # since when the whole life of every incident is known
    beat_s: float = 1.0
    moving_every_s: float = 5.0
