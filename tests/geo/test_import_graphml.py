"""Road graphs as osmnx writes them become streets of one or two directions."""

from pathlib import Path

import networkx as nx
import pytest

from geo.importing.given import Given
from geo.importing.graphml import OPTIONS, read_graph
from geo.importing.report import Report
from geo.importing.road_tables import RoadTables
from geo.importing.tables import Missing

WKT = "LINESTRING (24 60, 24.0005 60.0001, 24.001 60)"


def graph(
    path: Path, edges: list[tuple[str, str, dict[str, str]]], report: Report | None = None, **about: str
) -> RoadTables:
    made = nx.MultiDiGraph(**({"crs": "epsg:4326"} | about))
    for name, x, y in (("a", "24.0", "60.0"), ("b", "24.001", "60.0"), ("c", "24.002", "60.0")):
        made.add_node(name, x=x, y=y)
    made.add_edges_from(edges)
    nx.write_graphml(made, path)
    return read_graph(Given.of(str(path), OPTIONS), report or Report())


def test_both_directions_of_a_street_are_one_edge(tmp_path: Path):
    both = {"osmid": "7", "highway": "residential", "length": "55.8", "oneway": "False", "name": "Katu"}
    edges = graph(tmp_path / "g.graphml", [("a", "b", both), ("b", "a", both)]).edges
    assert edges[["u", "v", "oneway", "zh", "class"]].to_numpy().tolist() == [["a", "b", False, "Katu", 5]]


def test_a_direction_without_the_other_is_one_way(tmp_path: Path):
    edges = graph(tmp_path / "g.graphml", [("b", "a", {"osmid": "7", "highway": "primary", "geometry": WKT})]).edges
    assert edges[["u", "v", "oneway"]].to_numpy().tolist() == [["b", "a", True]]
    assert edges.geometry.iloc[0].coords[0] == (24.001, 60.0)


def test_lists_give_the_lowest_limit_and_the_first_of_the_rest(tmp_path: Path):
    about = {
        "osmid": "[7, 8]",
        "highway": "['primary', 'trunk']",
        "maxspeed": "['60', '40']",
        "name": "['甲路', '乙路']",
    }
    edge = graph(tmp_path / "g.graphml", [("a", "b", about)]).edges.iloc[0]
    assert (edge["class"], edge["speed_kmh"], edge["zh"]) == (2, 40.0, "甲路")


def test_edges_without_an_outline_are_straight_and_measured(tmp_path: Path):
    edge = graph(tmp_path / "g.graphml", [("a", "c", {"osmid": "7"})]).edges.iloc[0]
    assert edge["length_m"] == pytest.approx(111.6, abs=0.1)


def test_nobody_drives_over_steps_or_through_a_private_yard(tmp_path: Path):
    ways = [("a", "b", {"highway": "steps"}), ("b", "c", {"highway": "service", "access": "private", "name": "Yard"})]
    report = Report()
    edges = graph(tmp_path / "g.graphml", [*ways, ("a", "c", {"highway": "residential"})], report).edges
    assert edges[["u", "v"]].to_numpy().tolist() == [["a", "c"]]
    assert "1 paths and steps, which no vehicle drives (such as steps)" in report.as_text()
    assert "1 streets closed to through traffic (such as Yard)" in report.as_text()


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("g.graphml", "<graphml><graph", "cannot be read as GraphML"),
        ("g.graphml", "not xml at all", "cannot be read as GraphML"),
        ("g.graphml", '<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a "aa">]><graphml/>', "a document type of its own"),
        ("g.txt", "x", "should end in .graphml"),
        ("g.graphml", "", "is empty"),
    ],
)
def test_what_is_no_graph_is_told(tmp_path: Path, name: str, text: str, told: str):
    (tmp_path / name).write_text(text)
    with pytest.raises(Missing, match=told):
        read_graph(Given.of(str(tmp_path / name), OPTIONS), Report())


def test_a_graph_without_places_or_streets_is_told(tmp_path: Path):
    with pytest.raises(Missing, match="has no edges"):
        graph(tmp_path / "g.graphml", [])
    with pytest.raises(Missing, match="node d has no x and y"):
        graph(tmp_path / "g.graphml", [("a", "d", {})])
