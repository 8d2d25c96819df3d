"""The roll: every vehicle of the made-up city that is no unit, what it is, and the ways it drives.

A vehicle lives in shifts, each of which begins and ends at its home, so that where it is depends on the present shift
alone. A bus and a coach drive out and back; a taxi goes from hub to hub; a waste truck and a sweeper make their round.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from city.kinds import VEHICLE_SORTS
from city.readings import Floats
from geo.areas import Ints
from sources.chance import key_of, uniform
from sources.made_up.hubs import NO_WAY, hubs_of, ways_between
from sources.made_up.lines import SHIFT_S, STOP_EVERY_M, STOP_S, Lines, Net, lines_of, rush_s
from sources.made_up.rounds import SWEEPER_KMH, SWEEPER_M, TRUCK_KMH, TRUCK_M, TWICE_S, begins_s, homes_of, tours
from sources.made_up.streets import Streets
from sources.made_up.town import Town
from sources.made_up.ways import Arcs, Ways

BUS, TAXI, COACH, WASTE_TRUCK, SWEEPER = range(len(VEHICLE_SORTS))
A_THOUSAND = 1000.0  # residents for each vehicle
SHARES = (0.43, 0.44, 0.03, 0.05, 0.05)
FEWEST, MOST = 24, 6000
BUSES_A_LINE, COACHES_A_LINE = 13, 4
CAPS_KMH = np.array([55.0, 90.0, 90.0, TRUCK_KMH, SWEEPER_KMH])
COLUMNS = ("begin_s", "shift_s", "out", "back", "home")
STOPPING = STOP_S / STOP_EVERY_M  # seconds at stops for each metre


@dataclass(frozen=True, slots=True, eq=False)
class Roll:
    """The vehicles (n,) as columns, and what they drive on.

    A shift of vehicle i begins whenever the local time in seconds is `begin_s` modulo `shift_s`. `out` is its first
    way and `back` its second, `NO_WAY` for none; `home` is the hub where it begins, if it does at one.
    """

    thing: npt.NDArray[np.object_]
    sort: Ints
    begin_s: Ints
    shift_s: Ints
    out: Ints
    back: Ints
    home: Ints
    net: Net

    def __len__(self) -> int:
        return len(self.sort)

    @property
    def ways(self) -> Ways:
        """All ways that anybody drives."""
        return self.net.ways

    @property
    def cap_kmh(self) -> Floats:
        """How fast each goes at most (n,)."""
        return CAPS_KMH[self.sort]

    @property
    def stopping(self) -> Floats:
        """Seconds at stops for each metre (n,)."""
        return np.where(self.sort == BUS, STOPPING, 0.0)

    def rounds(self, sort: int) -> tuple[list[Arcs], Ints]:
        """The rounds of the vehicles of a sort, and when they begin, seconds into a local half-day."""
        mine = np.flatnonzero(self.sort == sort)
        cuts = [slice(self.ways.first[way], self.ways.first[way + 1]) for way in self.out[mine]]
        return [(self.ways.edge[cut], self.ways.back[cut]) for cut in cuts], self.begin_s[mine]


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """The vehicles of one sort, as columns of a roll."""

    thing: list[str]
    begin_s: Ints
    shift_s: Ints
    out: Ints
    back: Ints
    home: Ints


def roll_of(town: Town) -> Roll:
    """The vehicles of a city, about one for each thousand residents."""
    roads, hubs = town.pack.roads, hubs_of(town)
    arcs, between = ways_between(roads, hubs)
    bus, taxi, coach, truck, sweeper = (round(share * _how_many(town)) for share in SHARES)
    driven, rounds = _rounds(town, {"waste_truck": (truck, TRUCK_M), "sweeper": (sweeper, SWEEPER_M)}, len(arcs))
    ways = Ways.of(roads, [*arcs, *driven])
    net = Net(hubs, between, ways, rush_s(ways, Streets.all(town)))
    lines = lines_of(net, town.seed, "bus", -(-bus // BUSES_A_LINE), stopping=STOPPING)
    coaches = lines_of(net, town.seed, "coach", -(-coach // COACHES_A_LINE), stopping=0.0, from_stations=True)
    groups = [
        _shuttles("bus", bus, lines, net),
        _taxis(town, taxi, net),
        _shuttles("coach", coach, coaches, net),
        *rounds,
    ]
    columns = {name: np.concatenate([getattr(one, name) for one in groups]) for name in COLUMNS}
    sort = np.repeat(np.arange(len(groups)), [len(one.thing) for one in groups])
    return Roll(
        thing=np.array([name for one in groups for name in one.thing], dtype=object), sort=sort, net=net, **columns
    )


def _how_many(town: Town) -> float:
    people = town.pack.areas.all[0].population
    return float(np.clip((people or 0) / A_THOUSAND, FEWEST, MOST))


def _shuttles(what: str, count: int, lines: Lines, net: Net) -> Group:
    """Vehicles that drive there and back on lines, evenly behind one another."""
    count = count if len(lines) else 0
    line, turn = np.arange(count) % max(len(lines), 1), np.arange(count) // max(len(lines), 1)
    first, last, turn_s = lines.first[line], lines.last[line], lines.turn_s[line]
    together = np.bincount(line, minlength=1)[line]
    return Group(
        thing=[f"{what}_{a + 1:03d}_{b + 1:02d}" for a, b in zip(line.tolist(), turn.tolist(), strict=True)],
        begin_s=turn * turn_s // np.maximum(together, 1) + line * 61,
        shift_s=turn_s, out=net.between[first, last], back=net.between[last, first], home=first,
    )  # fmt: skip


def _taxis(town: Town, count: int, net: Net) -> Group:
    """Taxis, at home at the liveliest hubs."""
    hubs, turn = net.hubs, np.arange(count if len(net.hubs) > 1 else 0)
    nowhere = np.full(len(turn), NO_WAY)
    return Group(
        thing=[f"taxi_{i + 1:04d}" for i in turn.tolist()],
        begin_s=(uniform(town.seed, key_of("shift"), turn) * SHIFT_S).astype(np.int64),
        shift_s=np.full(len(turn), SHIFT_S), out=nowhere, back=nowhere,
        home=hubs.drawn(uniform(town.seed, key_of("taxi"), turn)),
    )  # fmt: skip


def _rounds(town: Town, sorts: Mapping[str, tuple[int, float]], known: int) -> tuple[list[Arcs], list[Group]]:
    """The tours of waste trucks and sweepers (how many, how long), and who makes them; `known` ways come before."""
    arcs, groups = list[Arcs](), list[Group]()
    for what, (count, most_m) in sorts.items():
        made = tours(town.pack.roads, homes_of(town, what, count), most_m, town.works.edges)
        served = np.array([i for i, (edges, _) in enumerate(made) if len(edges)], dtype=np.intp)
        nowhere = np.full(len(served), NO_WAY)
        out = known + len(arcs) + np.arange(len(served))
        arcs += [made[i] for i in served.tolist()]
        names = [f"{what}_{i + 1:03d}" for i in range(len(served))]
        begin_s = begins_s(town.seed, what, count)[served]
        groups.append(Group(names, begin_s, np.full(len(served), TWICE_S), out, nowhere, nowhere))
    return arcs, groups
