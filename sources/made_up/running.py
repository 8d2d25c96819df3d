"""Running: an incident of a made-up command, from the call until it is closed, and what is said of it."""

from collections import defaultdict, deque
from dataclasses import dataclass, field

from geo.place import Point
from incidents.notice import Notice, What
from sources.chance import key_of, single
from sources.made_up.arrivals import Arrival
from sources.made_up.streets import Blockage
from sources.moments import HOUR_MS, from_ms

MOST_UNHEARD = 20_000  # a few days of one command: its source may not be opened, and nobody listens


@dataclass(slots=True, eq=False)
class Running:
    """One incident: what began it, how many units are bound, what it blocks."""

    arrival: Arrival
    seed: int
    bound: int = 0
    done: bool = False
    blockage: Blockage | None = None

    @property
    def place(self) -> Point:
        """Where it is."""
        return self.arrival.place

    def drawn(self, low: float, high: float, *what: str | int) -> float:
        """A number between two, by the incident's own chance and what it is for."""
        keys = (key_of(one) if isinstance(one, str) else one for one in what)
        return low + (high - low) * single(self.seed, key_of(self.arrival.reference), *keys)


@dataclass(slots=True)
class Told:
    """What the commands said and nobody has heard yet, by command, each in time."""

    _said: defaultdict[str, deque[Notice]] = field(
        default_factory=lambda: defaultdict[str, deque[Notice]](lambda: deque(maxlen=MOST_UNHEARD))
    )
    _listened: set[str] = field(default_factory=set[str])
    _untold: set[str] = field(default_factory=set[str])

    def say(self, running: Running, what: What, at_ms: int, unit: str = "") -> None:
        """Tell what happened; the first word tells all about the incident."""
        one, story = running.arrival, running.arrival.story
        first = what is What.RECEIVED
        notice = Notice(
            at=from_ms(at_ms), origin=story.command, what=what, reference=one.reference, unit=unit,
            category=story.category if first else "", level=story.level if first else 0,
            lon=one.place.lon if first else None, lat=one.place.lat if first else None,
            address=one.address["zh"] if first else "", address_en=one.address["en"] if first else "",
            detail=one.detail if first else "",
            due_at=from_ms(one.at_ms + int(story.limit_h * HOUR_MS)) if first else None,
        )  # fmt: skip
        self._said[story.command].append(notice)

    def heard(self, command: str, after_ms: int, until_ms: int, *, whole: bool) -> list[Notice]:
        """What a command said after one time and up to another.

        Of the incidents that have begun before the first time of all it tells from their first word on if `whole`, and
        never a word if not, so that nobody hears the end of a story without its beginning.
        """
        said, until = self._said[command], from_ms(until_ms)
        heard = self._begun(command, after_ms, whole=whole)
        while said and said[0].at <= until:
            notice = said.popleft()
            if notice.reference not in self._untold:
                heard.append(notice)
            elif notice.what is What.CLOSED:
                self._untold.discard(notice.reference)
        return heard

    def _begun(self, command: str, after_ms: int, *, whole: bool) -> list[Notice]:
        """What was said up to a time of incidents that go on, the first time; then nothing."""
        said, after = self._said[command], from_ms(after_ms)
        before: list[Notice] = []
        while said and said[0].at <= after:
            before.append(said.popleft())
        if command in self._listened:
            return []
        self._listened.add(command)
        going_on = {one.reference for one in before} - {one.reference for one in before if one.what is What.CLOSED}
        if whole:
            return [one for one in before if one.reference in going_on]
        self._untold |= going_on
        return []
