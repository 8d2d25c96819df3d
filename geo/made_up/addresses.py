"""The made-up city's addresses: house numbers along every street, odd on the left and even on the right."""

import numpy as np
import pandas as pd
import shapely

from geo.areas import Ints
from geo.importing.tables import Table
from geo.made_up.graph import Net
from geo.made_up.ground import Ground
from geo.made_up.plane import Shapes, beside
from geo.place import Floats, Mask

STEP_M = (0.0, 0.0, 44.0, 40.0, 36.0, 33.0, 0.0)  # between houses on one side, by class from 0; 0 has none
ASIDE_M = (0.0, 0.0, 26.0, 20.0, 17.0, 15.0, 0.0)  # from the middle of the street to the house, by class from 0
BUILT = 0.2  # no numbers where it is less dense


def addresses(net: Net, ground: Ground) -> Table:
    """All addresses as rows zh, en (the street's names), number (text), x, y (metres on the board)."""
    middle = shapely.get_coordinates(shapely.line_interpolate_point(net.line, 0.5, normalized=True))
    town = (ground.density(middle) > BUILT) & shapely.contains_properly(ground.outline.buffer(-60), net.line)
    net = net.only(town & (np.array(STEP_M)[net.rank] > 0))
    street = pd.factorize(np.array(net.names("zh")), sort=True)[0]
    order, line, before = _from_one_end(street, net)
    net, street = net.only(order), street[order]
    step = np.array(STEP_M)[net.rank]
    # The n-th house of a street stands n steps from its end, whichever piece of the street that is.
    first = np.ceil((before + step / 2) / step).astype(int)
    count = np.maximum(np.ceil((before + net.length_m - step / 3) / step).astype(int) - first, 0)
    edge = np.repeat(np.arange(len(net)), count)
    nth = first[edge] + np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)
    share = (nth * step[edge] - before[edge]) / net.length_m[edge]
    edge, nth, share = np.repeat(edge, 2), np.repeat(nth, 2), np.repeat(share, 2)
    left = np.tile([True, False], len(edge) // 2)
    xy = beside(line[edge], share, np.where(left, -1, 1) * np.array(ASIDE_M)[net.rank][edge])
    dry = _dry(xy, ground)
    zh, en = np.array(net.names("zh")), np.array(net.names("en"))
    table: Table = pd.DataFrame(
        {"zh": zh[edge], "en": en[edge], "number": 2 * nth - left, "x": xy[:, 0], "y": xy[:, 1], "street": street[edge]}
    )
    # Pieces that overlap in their count would give a number twice; the first one has it.
    table = table[dry].drop_duplicates(["street", "number"]).sort_values(["street", "number"], kind="stable")
    return table.assign(number=table["number"].astype(str)).drop(columns="street").reset_index(drop=True)


def _from_one_end(street: Ints, net: Net) -> tuple[Ints, Shapes, Floats]:
    """The edges street by street from its western or southern end, their lines that way, what lies before each (m)."""
    middle = shapely.get_coordinates(shapely.line_interpolate_point(net.line, 0.5, normalized=True))
    mean = np.column_stack([np.bincount(street, weights=axis) for axis in middle.T]) / np.bincount(street)[:, None]
    off = middle - mean[street]
    xx, yy, xy = (np.bincount(street, weights=part) for part in (off[:, 0] ** 2, off[:, 1] ** 2, off[:, 0] * off[:, 1]))
    way = 0.5 * np.arctan2(2 * xy, xx - yy)  # of the longest spread, always towards the east
    ahead = np.column_stack([np.cos(way), np.sin(way)])[street]
    along = (off * ahead).sum(axis=1)
    ends = net.ends.reshape(2, len(net), 2)
    backward = ((ends[1] - ends[0]) * ahead).sum(axis=1) < 0
    line = net.line.copy()
    line[backward] = shapely.reverse(line[backward])
    order = np.lexsort([along, street])
    length = net.length_m[order]
    passed = np.cumsum(length) - length
    start = np.unique(street[order], return_index=True)[1]
    return order, line[order], passed - passed[start][np.searchsorted(np.unique(street), street[order])]


def _dry(xy: Floats, ground: Ground) -> Mask:
    """Which places (n, 2) are neither in the water nor on its banks, nor on the hill."""
    shapely.prepare(ground.closed)
    return ~shapely.contains_xy(ground.closed, xy)
