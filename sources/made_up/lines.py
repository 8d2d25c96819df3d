"""Lines: between which hubs buses and coaches run, and how many follow one another on each."""

from dataclasses import dataclass

import numpy as np

from city.readings import Floats
from geo.areas import Ints
from sources.chance import key_of, uniform
from sources.made_up.hubs import NO_WAY, Hubs
from sources.made_up.streets import Streets
from sources.made_up.ways import Ways

SHIFT_S = 7200  # nobody is out for longer, so nobody who begins to look has to look back farther
LAYOVER_S = 240
STOP_EVERY_M, STOP_S = 450.0, 22.0
SLOW = 1.12  # rain and what blocks streets make the rush hour longer still
LEAST_M = 5000.0
DRAWN = 0.2  # a pair of hubs that are nothing much may have a line, too


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """The hubs and the ways between them: their number (h, h), and how long each takes in the rush hour (w,)."""

    hubs: Hubs
    between: Ints
    ways: Ways
    rush_s: Floats

    def takes_s(self, first: Ints, last: Ints) -> Floats:
        """How long it takes from hubs (n,) to hubs (n,) at the worst; nothing from one to itself."""
        return np.where(first == last, 0.0, self.rush_s[self.between[first, last]])


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Lines (k,): from which hub to which, and how long there and back takes with the rests at both ends."""

    first: Ints
    last: Ints
    turn_s: Ints

    def __len__(self) -> int:
        return len(self.first)


def rush_s(ways: Ways, streets: Streets) -> Floats:
    """How long each way (w,) takes when a working day is at its worst."""
    taken = np.append(3.6 * ways.roads.length_m[ways.edge] / streets.rush_kmh[ways.edge], 0.0)
    passed = np.concatenate([[0.0], np.cumsum(taken)])
    return SLOW * (passed[ways.first[1:]] - passed[ways.first[:-1]])


def lines_of(net: Net, seed: int, what: str, count: int, *, stopping: float, from_stations: bool = False) -> Lines:
    """So many lines between lively hubs, far enough from one another, and near enough for a shift."""
    first, last = np.nonzero(net.between != NO_WAY)
    if from_stations and net.hubs.terminal.any():
        some = net.hubs.terminal[first]
        first, last = first[some], last[some]
    there, back = net.between[first, last], net.between[last, first]
    whole_m = net.ways.length_m[there] + net.ways.length_m[back]
    turn_s = net.rush_s[there] + net.rush_s[back] + stopping * whole_m + 2 * LAYOVER_S
    far = whole_m >= 2 * min(LEAST_M, float(np.median(whole_m)) / 2 if len(whole_m) else 0.0)
    fits = np.flatnonzero(far & (turn_s <= SHIFT_S))
    worth = net.hubs.draw[first] * net.hubs.draw[last] * (DRAWN + uniform(seed, key_of(what), first, last))
    best = fits[np.argsort(-worth[fits], kind="stable")[:count]]
    return Lines(first[best], last[best], (np.ceil(turn_s[best] / 300) * 300).astype(np.int64))
