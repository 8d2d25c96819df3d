"""Motion: where the vehicles of the roll are, moved on minute by minute at the speeds of the streets.

At each full minute a vehicle is given how far it comes until the next, at the speeds that its streets have then; in
between it goes evenly. Where it is depends on its shift, which is short: whoever begins to look moves all from so long
ago, and finds what somebody sees who has looked for days.
"""

from dataclasses import dataclass, field

import numpy as np

from city.readings import Floats, Mask
from geo.areas import Ints
from sources.chance import key_of, uniform
from sources.made_up.hubs import NO_WAY
from sources.made_up.lines import LAYOVER_S, SHIFT_S, STOP_EVERY_M, STOP_S
from sources.made_up.rhythm import hour_of
from sources.made_up.roll import BUS, COACH, TAXI, Roll
from sources.made_up.streets import Flow, Streets
from sources.made_up.town import Town
from sources.made_up.ways import Spots
from sources.moments import MINUTE_MS

SLICES = 5  # each street's speed is asked anew every so many minutes
LOOK_BACK_MS = SHIFT_S * 1000 + 5 * MINUTE_MS
PAUSE_S = (40.0, 420.0)  # how long a taxi waits for its next fare
TRIES = 7
# What share of the vehicles of a sort is out, by the local hour at which their shift begins; rounds go as they come.
OUT_BY_HOUR = np.array([
    [10, 4, 0, 0, 6, 40, 85, 100, 100, 95, 85, 85, 85, 85, 85, 90, 100, 100, 95, 80, 70, 55, 40, 22],
    [60, 45, 35, 30, 32, 45, 70, 90, 95, 95, 92, 92, 92, 92, 92, 92, 92, 95, 97, 97, 95, 92, 85, 72],
    [0, 0, 0, 0, 10, 50, 90, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 90, 70, 40, 20, 5, 0],
    [100] * 24,
    [100] * 24,
]) / 100.0  # fmt: skip


@dataclass(slots=True)
class Motion:
    """The vehicles (n,) in one minute: on which way each is (`NO_WAY`: out of service), from how far to how far on it.

    Moved on to `minute`, a count since 1970; 0 before anything was.
    """

    roll: Roll
    town: Town
    flow: Flow
    minute: int = 0
    way: Ints = field(init=False)
    from_m: Floats = field(init=False)
    to_m: Floats = field(init=False)
    _shift: Ints = field(init=False)
    _leg: Ints = field(init=False)
    _at_hub: Ints = field(init=False)
    _rests_until: Ints = field(init=False)
    _streets: Streets = field(init=False)
    _kmh: Floats = field(init=False)

    def __post_init__(self) -> None:
        size = len(self.roll)
        self.way, self._leg, self._rests_until = (np.zeros(size, dtype=np.intp) for _ in range(3))
        self.way[:] = NO_WAY
        self.from_m, self.to_m = np.zeros(size), np.zeros(size)
        self._at_hub = self.roll.home.copy()
        self._streets = Streets.all(self.town)
        self._kmh = self._streets.free_kmh.copy()
        self._shift = np.zeros(size, dtype=np.int64)

    def run(self, until_ms: int) -> None:
        """Move on to the minute in which this time lies."""
        self.flow.know(until_ms)
        last = until_ms // MINUTE_MS
        if self.minute < last - LOOK_BACK_MS // MINUTE_MS:
            self._begin(last - LOOK_BACK_MS // MINUTE_MS)
        while self.minute < last:
            self._step(self.minute + 1)

    def now(self, rows: Ints, at_ms: int) -> tuple[Spots, Floats]:
        """Where vehicles (k,) in service are within the present minute, and how fast, km/h."""
        share = (at_ms - self.minute * MINUTE_MS) / MINUTE_MS
        step_m = self.to_m[rows] - self.from_m[rows]
        at_m, kmh = _stopping(self.from_m[rows] + share * step_m, step_m * 0.06, self.roll.stopping[rows] > 0)
        return self.roll.ways.spots(self.way[rows], at_m), kmh

    @property
    def moving(self) -> Mask:
        """Which vehicles go in this minute (n,)."""
        return (self.way != NO_WAY) & (self.to_m > self.from_m)

    def _begin(self, minute: int) -> None:
        self.minute = minute
        self.way[:] = NO_WAY
        self._shift = self._shift_at(self._local(minute))
        every = np.arange(len(self._kmh))
        for number in range(SLICES):  # as if each had been asked when it was due
            self._ask(every[number::SLICES], minute - (minute - number) % SLICES)

    def _step(self, minute: int) -> None:
        self.minute = minute
        self.from_m = self.to_m.copy()
        self._ask(np.arange(minute % SLICES, len(self._kmh), SLICES), minute)
        local = self._local(minute)
        shift = self._shift_at(local)
        self._turn_out(np.flatnonzero(shift != self._shift), shift, local)
        self._shift = shift
        rows = np.flatnonzero(self.way != NO_WAY)
        arrived = rows[self.from_m[rows] >= self.roll.ways.length_m[self.way[rows]] - 0.5]
        self._go_on(arrived[self._rests_until[arrived] <= minute], shift, local)
        self._advance(rows[self._rests_until[rows] <= minute])

    def _ask(self, edges: Ints, minute: int) -> None:
        at_ms = np.array([minute * MINUTE_MS], dtype=np.int64)
        self._kmh[edges] = self.flow.kmh(self._streets.only(edges), at_ms)

    def _turn_out(self, rows: Ints, shift: Ints, local: int) -> None:
        """Those whose shift begins: on their first way, or off for this one."""
        roll, hour = self.roll, int(hour_of(np.array([local]))[0])
        drawn = uniform(self.town.seed, key_of("out"), rows, shift[rows])
        out = drawn < OUT_BY_HOUR[roll.sort[rows], hour]
        self.way[rows] = NO_WAY
        self._leg[rows], self._at_hub[rows], self._rests_until[rows] = 0, roll.home[rows], 0
        on = rows[out]
        self.way[on], self.from_m[on], self.to_m[on] = roll.out[on], 0.0, 0.0
        self._next_fare(on[roll.sort[on] == TAXI], shift, local)

    def _go_on(self, rows: Ints, shift: Ints, local: int) -> None:
        """Those who have arrived: back again, to the next fare, or done."""
        roll = self.roll
        self._leg[rows] += 1
        taxis = rows[roll.sort[rows] == TAXI]
        self._next_fare(taxis, shift, local)
        others = rows[roll.sort[rows] != TAXI]
        back = others[(self._leg[others] == 1) & (roll.back[others] != NO_WAY)]
        self.way[back], self.from_m[back], self.to_m[back] = roll.back[back], 0.0, 0.0
        self._rests_until[back] = self.minute + LAYOVER_S // 60
        rounds = others[(roll.sort[others] != BUS) & (roll.sort[others] != COACH)]
        self.way[rounds] = NO_WAY  # home, and out of sight until the next round

    def _next_fare(self, rows: Ints, shift: Ints, local: int) -> None:
        """Taxis choose where to go: to a lively hub from which they come home in time, or home."""
        if not rows.size:
            return
        roll, net, keys = self.roll, self.roll.net, (rows, shift[rows], self._leg[rows])
        left_s = roll.shift_s[rows] - (local - roll.begin_s[rows]) % roll.shift_s[rows]
        here, home = self._at_hub[rows], roll.home[rows]
        to = home.copy()
        for attempt in range(TRIES):
            wanted = net.hubs.drawn(uniform(self.town.seed, key_of("fare"), *keys, attempt))
            takes_s = net.takes_s(here, wanted) + net.takes_s(wanted, home) + 2 * PAUSE_S[1]
            to = np.where((to == home) & (wanted != here) & (takes_s < left_s), wanted, to)
            if (to != home).all():
                break
        going = to != here
        on = rows[going]
        self.way[on], self._at_hub[on] = net.between[here[going], to[going]], to[going]
        self.from_m[on], self.to_m[on] = 0.0, 0.0
        waits = PAUSE_S[0] + (PAUSE_S[1] - PAUSE_S[0]) * uniform(self.town.seed, key_of("pause"), *keys) ** 2
        self._rests_until[rows] = self.minute + np.where(going, np.rint(waits / 60).astype(np.intp), SHIFT_S)

    def _advance(self, rows: Ints) -> None:
        """A minute's drive, arc by arc, each at the speed of its street now."""
        ways, left_s = self.roll.ways, np.full(len(self.way), 60.0)
        cap, stopping = self.roll.cap_kmh, self.roll.stopping
        arc = np.zeros(len(self.way), dtype=np.intp)
        arc[rows] = ways.arc_at(self.way[rows], self.from_m[rows])
        self.to_m[rows] = self.from_m[rows]
        while rows.size:
            way, on = self.way[rows], arc[rows]
            s_per_m = 3.6 / np.minimum(self._kmh[ways.edge[on]], cap[rows]) + stopping[rows]
            rest_m = np.maximum(ways.laid_m[on] - ways.begin_m[way] - self.to_m[rows], 0.0)
            driven_m = np.minimum(rest_m, left_s[rows] / s_per_m)
            self.to_m[rows] += driven_m
            left_s[rows] -= driven_m * s_per_m
            further = (left_s[rows] > 1e-6) & (on + 1 < ways.first[way + 1])
            rows = rows[further]
            arc[rows] += 1

    def _local(self, minute: int) -> int:
        return int(self.town.local(np.array([minute * MINUTE_MS]))[0])

    def _shift_at(self, local: int) -> Ints:
        return (local - self.roll.begin_s) // self.roll.shift_s


def _stopping(at_m: Floats, kmh: Floats, stops: Mask) -> tuple[Floats, Floats]:
    """Buses (n,) stand at their stops for a part of the time and go the faster in between: place and speed."""
    with np.errstate(divide="ignore"):
        stands = np.where(stops, STOP_S / STOP_EVERY_M * kmh / 3.6, 0.0)
    part = at_m % STOP_EVERY_M / STOP_EVERY_M
    goes = np.maximum(part - stands, 0.0) / np.maximum(1 - stands, 0.05)
    shown = np.where(stops, at_m - (part - goes) * STOP_EVERY_M, at_m)
    return shown, np.where(stops & (part < stands), 0.0, kmh / np.maximum(1 - stands, 0.05))
