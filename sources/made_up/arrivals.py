"""Arrivals: which stories begin in an hour, when and where; each hour is drawn from its own chance alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from city.readings import Floats
from geo.areas import Words
from geo.place import Point
from geo.search.words import side_by_side
from sources.chance import key_of
from sources.made_up.episodes import Sort
from sources.made_up.rhythm import DAY_S, usual
from sources.made_up.stories import EPISODES, Story
from sources.made_up.town import Town
from sources.moments import HOUR_MS, MINUTE_MS, from_ms

AN_HOUR = MappingProxyType({"119": 2.8, "120": 6.5, "110": 5.5, "12319": 7.0})
OURS, OURS_EVERY_MS, OURS_JITTER_MS = "12345", 6 * MINUTE_MS, 2 * MINUTE_MS
# A fleet that works more than half of its time keeps callers waiting; a small city has less to do.
BUSIEST, ON_THE_WAY_MIN = 0.42, 25.0
SORTS = MappingProxyType({"leak": Sort.LEAK, "match": Sort.MATCH})


@dataclass(frozen=True, slots=True, eq=False)
class Arrival:
    """Something begins: what, when, where, and the number that its command gives it."""

    reference: str
    story: Story
    at_ms: int
    place: Point
    address: Words
    detail: str


class Arrivals:
    """All that begins in the town."""

    def __init__(self, town: Town, stories: Sequence[Story]) -> None:
        self._town = town
        self._by_hour = {
            command: [one for one in stories if one.command == command and not one.by_episode]
            for command in (*AN_HOUR, OURS)
        }
        self._by_episode = [one for one in stories if one.by_episode]
        self._an_hour = _fitting(stories, town)

    def of_hour(self, command: str, hour: int) -> list[Arrival]:
        """What a command will hear of in an hour since 1970, in time."""
        usual_ones = self._ours(hour) if command == OURS else self._of_command(command, hour)
        found = [*usual_ones, *self._episodes(command, hour)]
        return sorted(found, key=lambda one: (one.at_ms, one.reference))

    def some(self, command: str, hour: int, count: float, rng: np.random.Generator) -> Iterator[Arrival]:
        """Some more of a command's stories in an hour, so many in the mean, from a chance of the asker's own."""
        shares = self._shares(command, hour)
        for number in range(int(rng.poisson(count))):
            story = self._by_hour[command][int(rng.choice(len(shares), p=shares / shares.sum()))]
            at_ms = hour * HOUR_MS + int(rng.integers(HOUR_MS))
            yield self._arrival(story, at_ms, number + 1, self._somewhere(rng), rng)

    def _of_command(self, command: str, hour: int) -> Iterator[Arrival]:
        rng = np.random.default_rng([self._town.seed, key_of(command), hour])
        stories, rates = self._by_hour[command], self._rates(command, hour)
        number = 0
        for story, count in zip(stories, rng.poisson(rates), strict=True):
            for _ in range(count):
                number += 1
                at_ms = hour * HOUR_MS + int(rng.integers(HOUR_MS))
                yield self._arrival(story, at_ms, number, self._somewhere(rng), rng)

    def _ours(self, hour: int) -> Iterator[Arrival]:
        """What the hotline hands to our own desk: one every four to eight minutes."""
        rng = np.random.default_rng([self._town.seed, key_of(OURS), hour])
        shares = self._shares(OURS, hour)
        for turn in range(HOUR_MS // OURS_EVERY_MS):
            at_ms = hour * HOUR_MS + turn * OURS_EVERY_MS + int(rng.integers(OURS_JITTER_MS))
            story = self._by_hour[OURS][int(rng.choice(len(shares), p=shares / shares.sum()))]
            yield self._arrival(story, at_ms, turn + 1, self._somewhere(rng), rng)

    def _episodes(self, command: str, hour: int) -> Iterator[Arrival]:
        """What the day's episodes bring to a command, each in the hour in which it begins."""
        begin_s = int(self._town.local(np.array([hour * HOUR_MS]))[0])
        for number, story in enumerate(self._by_episode):
            starts_s = self._town.episodes.begin(SORTS[story.hours], begin_s // DAY_S)
            if story.command == command and starts_s is not None and 0 <= starts_s - begin_s < HOUR_MS // 1000:
                rng = np.random.default_rng([self._town.seed, key_of(story.hours), hour])
                place = self._town.leak if story.hours == EPISODES[0] else self._town.stadium
                at_ms = hour * HOUR_MS + (starts_s - begin_s) * 1000 + int(rng.integers(2, 5)) * MINUTE_MS
                yield self._arrival(story, at_ms, 90 + number, place, rng)

    def _rates(self, command: str, hour: int) -> Floats:
        shares = np.array([one.share for one in self._by_hour[command]])
        return self._an_hour[command] * self._shares(command, hour) / shares.sum()

    def _shares(self, command: str, hour: int) -> Floats:
        """How often each story of a command happens in an hour, beside the others."""
        local = self._town.local(np.array([hour * HOUR_MS + HOUR_MS // 2]))
        wet = float(self._town.wet(local)[0])
        stories = self._by_hour[command]
        usually = np.array([float(usual(one.hours, local)[0]) for one in stories])
        return np.array([one.share * max(1 + one.wet * wet, 0.0) for one in stories]) * usually

    def _somewhere(self, rng: np.random.Generator) -> Point:
        """A junction of the city, the lively districts more often."""
        town, roads = self._town, self._town.pack.roads
        some = rng.integers(len(town.nodes), size=4)
        node = town.nodes[some[int((town.liveliness[town.node_leaf[some]] * rng.random(4)).argmax())]]
        return Point(float(roads.lon[node]), float(roads.lat[node]))

    def _arrival(self, story: Story, at_ms: int, number: int, place: Point, rng: np.random.Generator) -> Arrival:
        local = from_ms(at_ms).astimezone(self._town.pack.time_zone)
        return Arrival(
            reference=f"{story.command}-{local:%y%m%d%H}-{number:02d}",
            story=story,
            at_ms=at_ms,
            place=place,
            address=self.address(place),
            detail=story.details[int(rng.integers(len(story.details)))],
        )

    def address(self, place: Point) -> Words:
        """The district and the streets that meet there: whoever looks the address up must find this very place."""
        areas, roads = self._town.pack.areas, self._town.pack.roads
        code = areas.holding(place.lon, place.lat)
        district = next((area.title for area in areas.all if area.code == code), {"zh": "", "en": ""})
        node = roads.snap(place.lon, place.lat)
        here = ((roads.tail == node) | (roads.head == node)) & (roads.zh != "")
        streets = [*dict(zip(roads.zh[here].tolist(), roads.en[here].tolist(), strict=True)).items()][:2]
        zh, en = [one for one, _ in streets], [other or one for one, other in streets]
        return {
            "zh": side_by_side(district["zh"], *(zh if len(zh) < 2 else (zh[0], "与", zh[1], "路口"))),
            "en": ", ".join(part for part in (" & ".join(en), district["en"]) if part),
        }


def _fitting(stories: Sequence[Story], town: Town) -> Mapping[str, float]:
    """How much each command has to do in an hour: what is usual, or as much as its fleet can bear."""
    units = [unit.kind for unit in town.pack.units.values()]
    rates = dict(AN_HOUR)
    for command, rate in AN_HOUR.items():
        own = [one for one in stories if one.command == command and not one.by_episode]
        whole = sum(one.share for one in own)
        for kind in {kind for one in own for kind in one.needs if kind in units}:
            each_h = sum(one.share / whole * one.needs.count(kind) * (one.minutes + ON_THE_WAY_MIN) / 60 for one in own)
            rates[command] = min(rate, rates[command], BUSIEST * units.count(kind) / each_h)
    return rates
