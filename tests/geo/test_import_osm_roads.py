"""Streets from OpenStreetMap are cut where they meet, and driven as their signs say."""

from pathlib import Path

import numpy as np
import pytest

from geo.importing.road_tables import RoadTables
from geo.osm.roads import road_tables
from geo.osm.turns import banned_turns
from tests.geo.osm_towns import Member, Tags, crossing, node, read, write_osm

STREET = {"highway": "residential"}


def roads(folder: Path, ways: dict[int, tuple[list[int], Tags]], **more: object) -> RoadTables:
    extract, report = read(write_osm(folder / "town.osm", ways=ways, **more))
    return road_tables(extract.lines, report)


def turns(folder: Path, members: list[Member], **tags: str) -> tuple[set[tuple[str, str, str]], list[str]]:
    relation = {9: (members, {"type": "restriction", **tags})}
    extract, report = read(write_osm(folder / "town.osm", ways=crossing(), relations=relation))
    table = banned_turns(road_tables(extract.lines, report), extract.rules, report)
    return set(table.itertuples(index=False, name=None)), list(report.left_out)


def test_a_street_is_cut_where_another_meets_it(tmp_path: Path):
    found = roads(tmp_path, {1: ([node(0, 0), node(0, 1), node(0, 2)], STREET), 2: ([node(0, 1), node(1, 1)], STREET)})
    ends = found.edges[["id", "u", "v"]].to_numpy().tolist()
    assert ends == [["1-0", "1", "2"], ["1-1", "2", "3"], ["2-0", "2", "102"]]


def test_lengths_are_those_of_the_ellipsoid(tmp_path: Path):
    found = roads(tmp_path, {1: ([node(0, 0), node(1, 0)], STREET), 2: ([node(0, 0), node(0, 1)], STREET)})
    assert found.edges["length_m"].to_numpy() == pytest.approx([111.41, 55.80], abs=0.02)


def test_a_street_against_its_nodes_is_turned_round(tmp_path: Path):
    found = roads(tmp_path, {1: ([node(0, 0), node(0, 1)], STREET | {"oneway": "-1"})})
    edge = found.edges.iloc[0]
    assert (edge["u"], edge["v"], edge["oneway"]) == ("2", "1", True)
    assert edge.geometry.coords[0] == (24.001, 60.0)


@pytest.mark.parametrize("tags", [{"junction": "roundabout"}, {"highway": "motorway"}, {"oneway": "yes"}])
def test_roundabouts_and_motorways_lead_one_way(tmp_path: Path, tags: Tags):
    assert roads(tmp_path, {1: ([node(0, 0), node(0, 1)], STREET | tags)}).edges["oneway"].all()


def test_a_motorway_that_says_so_leads_both_ways(tmp_path: Path):
    tags = {"highway": "motorway", "oneway": "no"}
    assert not roads(tmp_path, {1: ([node(0, 0), node(0, 1)], tags)}).edges["oneway"].any()


def test_private_streets_and_paths_are_no_roads(tmp_path: Path):
    found = roads(tmp_path, {
        1: ([node(0, 0), node(0, 1)], STREET), 2: ([node(1, 0), node(1, 1)], STREET | {"access": "private"}),
        3: ([node(2, 0), node(2, 1)], {"highway": "footway"}),
        4: ([node(3, 0), node(3, 1)], STREET | {"access": "no", "emergency": "yes"}),
    })  # fmt: skip
    assert found.edges["way"].tolist() == [1, 4]


def test_classes_and_speeds_come_from_the_tags(tmp_path: Path):
    found = roads(tmp_path, {
        1: ([node(0, 0), node(0, 1)], {"highway": "trunk", "maxspeed": "30 mph"}),
        2: ([node(1, 0), node(1, 1)], {"highway": "motorway_link"}),
        3: ([node(2, 0), node(2, 1)], {"highway": "service", "maxspeed": "signals"}),
    })  # fmt: skip
    assert found.edges["class"].tolist() == [2, 6, 0]
    assert found.edges["speed_kmh"].tolist() == pytest.approx([48.28, 45.0, 15.0], abs=0.01)


def test_a_street_ends_where_the_file_lacks_its_nodes(tmp_path: Path):
    way = [node(0, column) for column in range(6)]
    found = roads(tmp_path, {1: (way, STREET)}, missing=[node(0, 2)])
    assert found.edges[["u", "v"]].to_numpy().tolist() == [["1", "2"], ["4", "6"]]


def test_bridges_and_tunnels_are_known(tmp_path: Path):
    found = roads(tmp_path, {1: ([node(0, 0), node(0, 1)], STREET | {"bridge": "viaduct", "tunnel": "no"})})
    assert found.edges[["bridge", "tunnel"]].to_numpy().tolist() == [[True, False]]


def test_no_left_turn_bans_one_turn(tmp_path: Path):
    members = [("w", 1, "from"), ("n", node(2, 2), "via"), ("w", 3, "to")]
    assert turns(tmp_path, members, restriction="no_left_turn") == ({("1-0", "203", "3-0")}, [])


def test_only_straight_on_bans_all_other_turns(tmp_path: Path):
    members = [("w", 1, "from"), ("n", node(2, 2), "via"), ("w", 2, "to")]
    banned, _ = turns(tmp_path, members, restriction="only_straight_on")
    assert banned == {("1-0", "203", end) for end in ("1-0", "3-0", "4-0")}


@pytest.mark.parametrize(
    ("via", "tags", "why"),
    [
        (("w", 2, "via"), {"restriction": "no_u_turn"}, "lead over a way"),
        (("n", 203, "via"), {"restriction": "no_left_turn", "time": "7:00-9:00"}, "certain hours"),
        (("n", 203, "via"), {"restriction": "no_left_turn", "except": "bus;motorcar"}, "excepted"),
        (("n", 203, "via"), {"restriction:hgv": "no_left_turn"}, "other vehicles"),
        (("n", 1, "via"), {"restriction": "no_left_turn"}, "do not meet"),
    ],
)
def test_a_ban_that_cannot_be_kept_is_counted(tmp_path: Path, via: Member, tags: dict[str, str], why: str):
    banned, left_out = turns(tmp_path, [("w", 1, "from"), via, ("w", 3, "to")], **tags)
    assert banned == set()
    assert why in left_out[0]


def test_every_node_of_a_road_is_on_its_outline(tmp_path: Path):
    found = roads(tmp_path, crossing())
    at = found.nodes.set_index("id")
    for edge in found.edges.itertuples():
        assert np.allclose(edge.geometry.coords[0], at.loc[edge.u])
        assert np.allclose(edge.geometry.coords[-1], at.loc[edge.v])
