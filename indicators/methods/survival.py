"""Survival: how long things last when some of them are not over yet, per area. Kaplan-Meier and the log-rank test.

Kaplan, E. L. and Meier, P. (1958), Nonparametric estimation from incomplete observations, JASA 53, 457-481; the test
is Mantel's of 1966. A thing is in all areas that hold its leaf. Written for all areas at once; the suite holds it to
statsmodels.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from city.readings import Floats, Mask
from geo.areas import Areas, Ints

Table = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The steps of all areas' curves (s,), by area and then by time: how many end then, how many could, what is left.

    `time` holds every moment at which anything ended or was last seen; `size` is how many areas there are.
    """

    area: Ints
    time: Floats
    ended: Floats
    at_risk: Floats
    left: Floats
    size: int

    def at(self, time: float) -> Floats:
        """The share that lasts longer than this, per area (n,); NaN where nothing was watched for so long.

        Where all that was watched ended before, it is 0.
        """
        found = np.full(self.size, np.nan)
        upto = np.flatnonzero(self.time <= time)
        found[self.area] = 1.0
        found[self.area[upto]] = self.left[upto]  # of several steps of an area the last one stays
        longest = np.full(self.size, -np.inf)
        longest[self.area] = self.time
        return np.where((longest >= time) | (found == 0.0), found, np.nan)

    def watched(self, time: float) -> Floats:
        """How many were still watched at this time, per area (n,)."""
        beyond = np.flatnonzero(self.time >= time)[::-1]
        found = np.zeros(self.size)
        found[self.area[beyond]] = self.at_risk[beyond]  # the earliest step stays
        return found

    def median(self) -> Floats:
        """The time until which half are over, per area (n,); NaN where fewer are.

        Where exactly half are left for a while, the middle of that while, as in R: of 1, 2, 3, 4 it is 2.5.
        """
        below = self._first(self.left < 0.5 - 1e-9)
        half = self._first((np.abs(self.left - 0.5) <= 1e-9) & (self.ended > 0))
        return np.where(np.isnan(half), below, (half + np.where(np.isnan(below), half, below)) / 2.0)

    def _first(self, which: Mask) -> Floats:
        found = np.full(self.size, np.nan)
        steps = np.flatnonzero(which)[::-1]
        found[self.area[steps]] = self.time[steps]
        return found

    def error(self, time: float) -> Floats:
        """Greenwood's standard error of the share that lasts longer than this, per area (n,)."""
        upto = np.flatnonzero((self.time <= time) & (self.ended > 0) & (self.ended < self.at_risk))
        ended, at_risk = self.ended[upto], self.at_risk[upto]
        sums = np.bincount(self.area[upto], weights=ended / (at_risk * (at_risk - ended)), minlength=self.size)
        return self.at(time) * np.sqrt(sums)


def kaplan_meier(time: Floats, over: Mask, leaf: Ints, areas: Areas) -> Curve:
    """The curves of all areas, from how long each thing (k,) lasted, or was watched where it is not `over`."""
    row, area = _in_areas(leaf, areas)
    order = np.lexsort((time[row], area))
    area, times, ends = area[order], time[row][order], over[row][order].astype(np.float64)
    first = np.ones(len(area), dtype=np.bool_)
    first[1:] = (area[1:] != area[:-1]) | (times[1:] != times[:-1])
    begins = np.flatnonzero(first)
    step_area, step_time = area[begins], times[begins]
    behind = np.searchsorted(area, step_area, side="right")
    at_risk = (behind - begins).astype(np.float64)
    ended = np.add.reduceat(ends, begins) if len(begins) else np.zeros(0)
    return Curve(
        area=step_area,
        time=step_time,
        ended=ended,
        at_risk=at_risk,
        left=_product(1.0 - ended / at_risk, step_area),
        size=len(areas),
    )


def _in_areas(leaf: Ints, areas: Areas) -> tuple[Ints, Ints]:
    """Every row once for each area that holds its leaf: rows and areas (k times levels,)."""
    holds = areas.membership[:, leaf] > 0
    area, row = np.nonzero(holds)
    return row.astype(np.intp), area.astype(np.intp)


def _product(factor: Floats, area: Ints) -> Floats:
    """The running product (s,), beginning anew with every area."""
    nothing = factor <= 0.0
    logs = np.cumsum(np.log(np.where(nothing, 1.0, factor)))
    begins = np.flatnonzero(np.append(True, area[1:] != area[:-1])) if len(area) else np.zeros(0, dtype=np.intp)
    before = np.zeros(len(area))
    before[begins[1:]] = np.diff(np.concatenate([[0.0], logs[begins[1:] - 1]]))
    # Only the last that is at risk can leave nothing, so nothing follows it but the next area.
    # The rounding takes back what logarithms add: half of them is half.
    return np.where(nothing, 0.0, np.round(np.exp(logs - np.cumsum(before)), 13))


def log_rank(time: Floats, over: Mask, group: Ints, leaf: Ints, areas: Areas) -> tuple[Floats, Floats]:
    """Chi-square and p per area (n,) of the hypothesis that all groups (k,), 0, 1, …, last equally long.

    NaN where fewer than two groups have anything, or nothing is over.
    """
    from scipy.special import chdtrc  # noqa: PLC0415 - takes a quarter of a second, and only this needs it

    groups = int(group.max(initial=0)) + 1
    curve, alive, ends = _by_group(time, over, group, leaf, areas)
    whole, ended = curve.at_risk[:, np.newaxis], curve.ended[:, np.newaxis]
    share = alive / whole
    observed = ends - ended * share
    spread = (ended * (whole - ended) / np.maximum(whole - 1.0, 1.0))[:, :, np.newaxis]
    variance = spread * (share[:, :, np.newaxis] * np.eye(groups) - share[:, :, np.newaxis] * share[:, np.newaxis, :])
    chi, freedom = np.full(len(areas), np.nan), np.zeros(len(areas))
    for area in np.unique(curve.area):
        mine = curve.area == area
        there = np.flatnonzero(alive[mine].max(axis=0) > 0)
        if len(there) < 2 or curve.ended[mine].sum() == 0:
            continue
        some = there[:-1]  # one group less: the last follows from the others
        off, of = observed[mine][:, some].sum(axis=0), variance[mine][:, some][:, :, some].sum(axis=0)
        chi[area], freedom[area] = float(off @ np.linalg.pinv(of) @ off), len(some)
    return chi, np.where(freedom > 0, chdtrc(np.maximum(freedom, 1.0), np.nan_to_num(chi)), np.nan)


def _by_group(time: Floats, over: Mask, group: Ints, leaf: Ints, areas: Areas) -> tuple[Curve, Table, Table]:
    """The steps of all together, and how many of each group (s, groups) were at risk and ended at each of them."""
    curve, groups = kaplan_meier(time, over, leaf, areas), int(group.max(initial=0)) + 1
    row, area = _in_areas(leaf, areas)
    order = np.lexsort((time[row], area))
    row, area = row[order], area[order]
    first = np.ones(len(area), dtype=np.bool_)
    first[1:] = (area[1:] != area[:-1]) | (time[row][1:] != time[row][:-1])
    begins = np.flatnonzero(first)
    mine = (group[row][:, np.newaxis] == np.arange(groups)).astype(np.float64)
    passed = np.vstack([np.zeros(groups), np.cumsum(mine, axis=0)])
    alive = passed[np.searchsorted(area, area[begins], side="right")] - passed[begins]
    over_here = mine * over[row].astype(np.float64)[:, np.newaxis]
    ends = np.add.reduceat(over_here, begins, axis=0) if len(begins) else np.zeros((0, groups))
    return curve, alive, ends
