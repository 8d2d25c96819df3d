"""The made-up city's road graph: streets cut at their crossings, tidied, and joined into one net."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from geo.areas import Ints, Words
from geo.made_up.blocks import NODE_GRID_M
from geo.made_up.names import name_streets
from geo.made_up.plane import Shapes
from geo.made_up.roads import Street
from geo.place import Floats, Mask

TOGETHER_M = 38.0  # crossings nearer to one another than this become one
LOOSE_M = 3.0  # an end that comes so near to another street should meet it
STUB_M = 110.0  # shorter dead ends are dropped
LEFT_OUT = 0.08  # of the local streets' pieces: no town is as regular as its plan


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Net:
    """Edges (n,) from crossing to crossing: line on the board, the street it is a piece of, class, nodes at its ends.

    `titles` are the names of the streets, not of the edges.
    """

    line: Shapes
    street: Ints
    rank: Ints
    u: Ints
    v: Ints
    oneway: Mask
    titles: Sequence[Words]

    def __len__(self) -> int:
        return len(self.line)

    def only(self, these: Ints | Mask) -> Self:
        """The net of these edges alone; streets and nodes keep their numbers."""
        return replace(
            self,
            line=self.line[these],
            street=self.street[these],
            rank=self.rank[these],
            u=self.u[these],
            v=self.v[these],
            oneway=self.oneway[these],
        )

    def counted(self) -> Self:
        """The same edges with their nodes numbered anew, by where the lines start and end."""
        _, node = np.unique(self.ends.round(2), axis=0, return_inverse=True)
        u, v = node.reshape(2, -1)
        return replace(self, u=u, v=v)

    @property
    def ends(self) -> Floats:
        """Where the edges start, then where they end (2n, 2)."""
        return np.vstack([shapely.get_coordinates(shapely.get_point(self.line, i)) for i in (0, -1)])

    @property
    def length_m(self) -> Floats:
        """How long each edge is on the board."""
        return shapely.length(self.line)

    def names(self, language: str) -> list[str]:
        """The name of each edge's street."""
        return [self.titles[street][language] for street in self.street.tolist()]


def road_net(streets: Sequence[Street], barriers: Shapes, rng: np.random.Generator) -> Net:
    """The streets as one connected net without stubs, small ones cut by the barriers; the important edges first."""
    lines, rank = np.array([street.line for street in streets]), np.array([street.rank for street in streets])
    titles = name_streets(lines, rank, [street.title for street in streets], rng)
    net = _joined(_cut(lines, rank, titles))
    net = net.only((net.rank != 5) | (rng.random(len(net)) > LEFT_OUT))
    net = net.only((net.rank <= 3) | (net.rank == 6) | ~shapely.intersects(net.line, shapely.union_all(barriers)))
    for _ in range(3):
        net = net.only(~_is_stub(net))
    net = _merged(net.only(_in_largest(net)))
    return net.only(np.lexsort([net.v, net.u, net.street, net.rank]))


def edge_id(position: int) -> str:
    """What the edge at this position of the whole net is called."""
    return f"e{position + 1:05d}"


def _cut(lines: Shapes, rank: Ints, titles: Sequence[Words]) -> Net:
    """The pieces of all streets from crossing to crossing; where two streets share a way it is the greater one's."""
    pieces = shapely.get_parts(shapely.union_all(lines, grid_size=NODE_GRID_M))
    pieces = shapely.get_parts(shapely.union_all([*pieces, *_ties(pieces)], grid_size=NODE_GRID_M))
    middle = shapely.line_interpolate_point(pieces, 0.5, normalized=True)
    piece, street = shapely.STRtree(lines).query(middle, predicate="dwithin", distance=2 * NODE_GRID_M)
    order = np.lexsort([street, rank[street], piece])
    piece, first = np.unique(piece[order], return_index=True)
    street, nobody = street[order][first], np.zeros(len(piece), dtype=np.intp)
    net = Net(
        line=pieces[piece], street=street, rank=rank[street], u=nobody, v=nobody, oneway=nobody > 0, titles=titles
    )
    return net.counted()


def _ties(pieces: Shapes) -> list[shapely.LineString]:
    """Short lines that lead each loose end across the street that it just fails to meet.

    Where lines are rounded to a grid, an end may come to lie a hand's breadth beside the street that it ends on.
    """
    ends = np.vstack([shapely.get_coordinates(shapely.get_point(pieces, i)) for i in (0, -1)])
    _, node, times = np.unique(ends.round(2), axis=0, return_inverse=True, return_counts=True)
    loose = np.flatnonzero(times[node.ravel()] == 1)
    own = loose % len(pieces)
    at: Shapes = np.asarray(shapely.points(ends[loose]), dtype=object)
    row, near = shapely.STRtree(pieces).query(at, predicate="dwithin", distance=LOOSE_M)
    row, near = row[own[row] != near], near[own[row] != near]
    row, first = np.unique(row, return_index=True)
    foot = shapely.get_coordinates(shapely.get_point(shapely.shortest_line(at[row], pieces[near[first]]), 1))
    inner = shapely.get_coordinates(
        shapely.line_interpolate_point(pieces[own[row]], np.where(loose[row] < len(pieces), LOOSE_M, -LOOSE_M))
    )
    ahead = foot - inner
    ahead *= LOOSE_M / np.maximum(np.hypot(*ahead.T), LOOSE_M / 10)[:, None]
    return [shapely.LineString(each) for each in np.stack([ends[loose[row]], foot + ahead], axis=1)]


def _joined(net: Net) -> Net:
    """The net with crossings that lie close together made one, at the place of the most important."""
    uv = np.column_stack([net.u, net.v])
    count = int(uv.max()) + 1
    place, best = np.zeros((count, 2)), np.full(count, 9)
    place[uv.T.ravel()] = net.ends
    np.minimum.at(best, uv.ravel(), np.repeat(net.rank, 2))
    group = _groups(uv[net.length_m < TOGETHER_M], count)
    order = np.lexsort([np.arange(count), best, group])
    leader = order[np.unique(group[order], return_index=True)[1]][group]
    uv, line = leader[uv], _drawn_to(net.line, (place[leader] - place)[uv])
    # Of edges that now lead from the same node to the same node one is enough.
    order = np.lexsort([net.street, net.rank])
    _, first = np.unique(np.sort(uv[order], axis=1), axis=0, return_index=True)
    kept = np.sort(order[first])
    return replace(net, line=line, u=uv[:, 0], v=uv[:, 1]).only(kept[uv[kept, 0] != uv[kept, 1]])


def _drawn_to(lines: Shapes, shift: Floats) -> Shapes:
    """The lines (n,) with their first and last points moved by shifts (n, 2, 2), and those between in proportion."""
    xy, of = shapely.get_coordinates(lines, return_index=True)
    count = np.bincount(of)
    step = (np.arange(len(xy)) - (np.cumsum(count) - count)[of]) / (count[of] - 1)
    moved = xy + (1 - step)[:, None] * shift[of, 0] + step[:, None] * shift[of, 1]
    return shapely.set_coordinates(lines.copy(), moved)


def _is_stub(net: Net) -> Mask:
    """Which edges are short dead ends."""
    degree = np.bincount(np.concatenate([net.u, net.v]))
    return ((degree[net.u] == 1) | (degree[net.v] == 1)) & (net.length_m < STUB_M) & (net.rank > 2)


def _in_largest(net: Net) -> Mask:
    """Which edges belong to the largest connected net."""
    group = _groups(np.column_stack([net.u, net.v]), int(max(net.u.max(), net.v.max())) + 1)[net.u]
    return group == np.bincount(group).argmax()


def _merged(net: Net) -> Net:
    """The net without crossings at which nothing crosses: the two pieces of one street there become one."""
    end, edge = np.concatenate([net.u, net.v]), np.tile(np.arange(len(net)), 2)
    order = np.argsort(end, kind="stable")
    end, edge = end[order], edge[order]
    one, other = edge[:-1], edge[1:]
    alone = (np.bincount(end)[end] == 2)[:-1] & (end[:-1] == end[1:])
    plain = alone & (net.street[one] == net.street[other])
    chain = _groups(np.column_stack([one[plain], other[plain]]), len(net))
    order = np.argsort(chain, kind="stable")
    line = shapely.line_merge(shapely.multilinestrings(net.line[order], indices=chain[order]))
    first = order[np.unique(chain[order], return_index=True)[1]]
    return replace(net.only(first), line=line).counted()


def _groups(pairs: Ints, count: int) -> Ints:
    """The number of the group that each of `count` members belongs to, joined by pairs (n, 2)."""
    links = csr_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    return connected_components(links, directed=False)[1]
