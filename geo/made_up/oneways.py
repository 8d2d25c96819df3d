"""The made-up city's one-way streets: small streets in the old middle, alternately this way and that."""

from dataclasses import replace
from typing import cast

import numpy as np
import pandas as pd
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from geo.areas import Ints
from geo.made_up.graph import Net
from geo.made_up.ground import Ground
from geo.place import Mask

DENSE = 0.62  # one-way streets are where it is denser
SHARE = 0.4  # of the local streets there


def with_oneways(net: Net, ground: Ground, rng: np.random.Generator) -> Net:
    """The net, where some local streets in town lead one way; one still gets from everywhere to everywhere."""
    middle = shapely.get_coordinates(shapely.line_interpolate_point(net.line, 0.5, normalized=True))
    street = pd.factorize(np.array(net.names("zh")), sort=True)[0]
    chosen = rng.random(int(street.max()) + 1) < SHARE
    oneway = (net.rank == 5) & (ground.density(middle) > DENSE) & chosen[street]
    backward = oneway & _against(net, street, rng)
    line = net.line.copy()
    line[backward] = shapely.reverse(line[backward])
    u, v = np.where(backward, net.v, net.u), np.where(backward, net.u, net.v)
    return replace(net, line=line, u=u, v=v, oneway=_passable(u, v, oneway))


def _against(net: Net, street: Ints, rng: np.random.Generator) -> Mask:
    """Which edges run against the way of their street; a street's way is chosen by chance."""
    start, end = net.ends.reshape(2, len(net), 2)
    step = end - start
    double = (step[:, 0] + 1j * step[:, 1]) ** 2  # so that a step and its opposite say the same
    total = np.bincount(street, weights=double.real) + 1j * np.bincount(street, weights=double.imag)
    turn = np.angle(total) / 2 + np.pi * rng.integers(0, 2, len(total))
    return (step * np.column_stack([np.cos(turn), np.sin(turn)])[street]).sum(axis=1) < 0


def _passable(u: Ints, v: Ints, oneway: Mask) -> Mask:
    """Which of these edges stay one-way so that every crossing can be reached and left."""
    size = int(max(u.max(), v.max())) + 1
    while True:
        tail, head = np.concatenate([u, v[~oneway]]), np.concatenate([v, u[~oneway]])
        graph = csr_array((np.ones(len(tail)), (tail, head)), shape=(size, size))
        _, part = cast("tuple[int, Ints]", connected_components(graph, directed=True, connection="strong"))
        trapped = oneway & (part[u] != part[v])
        if not trapped.any():
            return oneway
        oneway = oneway & ~trapped
