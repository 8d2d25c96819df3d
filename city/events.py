"""Events: what is said on the bus, in the past tense; one writer folds them into the next picture."""

from collections.abc import Mapping
from dataclasses import dataclass

from city.picture import Measure, SourceState
from city.readings import Readings
from incidents.incident import Incident, Signal
from incidents.notice import Notice


@dataclass(frozen=True, slots=True)
class Read:
    """A source gave readings; they passed the gate."""

    source: str
    readings: Readings


@dataclass(frozen=True, slots=True)
class Noticed:
    """A source gave notices of allied commands, in the order in which they happened."""

    source: str
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Reported:
    """A source gave signals: somebody or something says that something is wrong."""

    source: str
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """Incidents changed and are written down; each as it stands now."""

    incidents: tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """Indicators were computed, by name."""

    measures: Mapping[str, Measure]


@dataclass(frozen=True, slots=True)
class SourceChanged:
    """How a source does has changed; the status "gone" says that it is forgotten."""

    state: SourceState


Event = Read | Noticed | Reported | Moved | Measured | SourceChanged
