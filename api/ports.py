"""What the API needs of the house: a few things to read, the desk, and one way in for readings."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from city.picture import Picture
from geo.pack import CityPack
from incidents.desk import Desk
from incidents.timing.calendars import Calendars
from indicators.base import Indicator
from layers.base import Layer
from live.clerk import Clerk
from live.darkroom import Darkroom
from live.duties import Duties
from live.duty_room import DutyRoom
from live.ingest import Ingest
from live.measures.explaining import Explainer
from live.measures.measuring import Measuring
from live.measures.watch import OwnWatch


class House(Protocol):
    """The house, as far as the API sees it; `clock` tells the city's time, `speed` how fast that runs."""

    @property
    def pack(self) -> CityPack:
        """The city."""
        ...

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        """Every indicator by name."""
        ...

    @property
    def layers(self) -> Mapping[str, Layer]:
        """Every layer by name, the lowest first."""
        ...

    @property
    def desk(self) -> Desk:
        """The one door to incidents."""
        ...

    @property
    def clerk(self) -> Clerk:
        """Whoever keeps the log and the messages."""
        ...

    @property
    def darkroom(self) -> Darkroom:
        """Whoever makes pictures anew."""
        ...

    @property
    def duty_room(self) -> DutyRoom:
        """Whoever keeps the shifts and the alarms."""
        ...

    @property
    def duties(self) -> Duties:
        """Which department answers for what."""
        ...

    @property
    def picture(self) -> Picture:
        """The newest picture."""
        ...

    @property
    def problems(self) -> Mapping[str, str]:
        """What the house itself cannot do now ("store", "bus") and why, and what of its record is "damaged"."""
        ...

    @property
    def calendars(self) -> Calendars:
        """The city's working time."""
        ...

    @property
    def filling(self) -> bool:
        """Whether the weeks before the first start are being made up."""
        ...

    @property
    def told_to(self) -> datetime | None:
        """While the past is being told at the start: how far it has come."""
        ...

    @property
    def clock(self) -> Callable[[], datetime]:
        """The city's clock."""
        ...

    @property
    def speed(self) -> float:
        """How many seconds of the city's time pass in one."""
        ...

    @property
    def measuring(self) -> Measuring:
        """What turns readings into judged figures."""
        ...

    @property
    def explainer(self) -> Explainer:
        """Whoever takes figures apart."""
        ...

    @property
    def watch(self) -> OwnWatch:
        """Whoever counts how well we serve."""
        ...

    @property
    def ingest(self) -> Ingest:
        """The one way in for readings."""
        ...
