"""A pack that somebody broke is told in one sentence, which names the file and what is wrong with it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from geo.pack import BrokenPack, read_pack
from tests.geo import towns

RECORDING = {"start": "2017-01-01T00:00:00+08:00", "end": "2017-01-02T00:00:00+08:00", "days": 1, "note": towns.WORDS}
NAN, FAR = float("nan"), float("inf")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return towns.write_town(tmp_path / "town")


def told(town: Path) -> str:
    """What is said of this broken pack: the problem, after checking that it is one sentence and what follows it."""
    with pytest.raises(BrokenPack) as broken:
        read_pack(town)
    said = str(broken.value)
    beginning, end = f"{town} is no city pack: ", ". Make the pack again, or name another: CITY=name."
    assert said.startswith(beginning)
    assert said.endswith(end)
    assert "\n" not in said
    assert len(said) < 500
    return said.removeprefix(beginning).removesuffix(end)


def changed(file: Path, **names: Any) -> None:
    """Write these names into a YAML file."""
    about: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    file.write_text(yaml.safe_dump(about | names, allow_unicode=True), encoding="utf-8")


def with_areas(town: Path, change: Callable[[list[dict[str, Any]]], None]) -> None:
    """Change the areas of a town; its features are the city, west and east."""
    file = town / "areas.geojson"
    areas: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    change(areas["features"])
    file.write_text(json.dumps(areas), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "values", "wanted"),
    [
        ("name", ["../../../evil", "a\0b", "", "Evil", "a" * 41, "a\n"], "1 to 40 of the letters a-z"),
        ("name", [5, ["a"], None], "it should be text"),
        ("title", [None, "x", {"zh": "小城"}, []], "zh and en"),
        ("note", [None, 5], "zh and en"),
        ("attribution", [None, 5], "zh and en"),
        ("time_zone", ["Asia", "../../etc/passwd", "", "a\0b"], "a time zone such as Asia/Shanghai"),
        ("zoom", ["abc", None, True], "it should be a number"),
        ("zoom", [NAN, FAR], "finite"),
        ("centre", [[NAN, NAN], [FAR, 0.0]], "finite"),
        ("centre", [["a", "b"], "ab", [1, 2, 3], None], "number"),
        ("centre", [[2_600_000.0, 0.0], [0.0, 120.0]], "less than or equal to"),
        ("bounds", [[NAN, NAN, NAN, NAN]], "finite"),
        ("bounds", [["a", "b", "c", "d"], "abcd"], "number"),
        ("provenance", ["zzz", None, ["real"]], "it should be 'real' or 'made_up'"),
    ],
)
def test_what_a_city_cannot_say_of_itself(town: Path, name: str, values: list[Any], wanted: str):
    for value in values:
        changed(town / "city.yaml", **{name: value})
        problem = told(town)
        assert re.match(rf"city\.yaml cannot be read \({name}(\.\d)? is ", problem), problem
        assert wanted in problem


@pytest.mark.parametrize("bounds", [[180, 90, -180, -90], [1, 0, 0, 1], [0, 1, 1, 0], [0, 0, 0, 1]])
def test_bounds_hold_some_ground(town: Path, bounds: list[float]):
    changed(town / "city.yaml", bounds=bounds)
    assert "its bounds should be west, south, east, north" in told(town)


def test_what_is_missing_is_named(town: Path):
    about: dict[str, Any] = yaml.safe_load((town / "city.yaml").read_text(encoding="utf-8"))
    (town / "city.yaml").write_text(yaml.safe_dump({k: v for k, v in about.items() if k != "title"}), encoding="utf-8")
    assert told(town) == "city.yaml lacks 'title'"
    changed(town / "city.yaml", title=towns.WORDS, bounds=[0, 0])
    assert told(town) == "city.yaml lacks 'bounds.2'"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: " + "[" * 100_000, "it is nested too deep"),
        ("a: " + "x" * 1_000_000, "it has more than 1,000,000 letters"),
        ("", "it should hold names with their values"),
        ("- 1", "it should hold names with their values"),
        ("a: 2026-99-99", "month must be in 1..12"),
        (r'name: "\ud800"', "name is"),
        ("title: &a {b: *a}", "lacks 'name'"),
    ],
)
def test_a_city_yaml_that_goes_too_far(town: Path, text: str, problem: str):
    (town / "city.yaml").write_text(text, encoding="utf-8")
    assert problem in told(town)


def test_a_value_without_end_is_told_shortly(town: Path):
    laughs = "a: &a0 [x, x]\n" + "".join(f"b{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 30))
    (town / "city.yaml").write_text(laughs + "name: *a29\n", encoding="utf-8")
    assert "name is [[[" in told(town)


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("days", FAR, "finite"), ("days", 0, "greater than or equal to 1"), ("days", 10**9, "less than or equal to"),
        ("start", "x", "datetime"), ("start", "2017-01-01T00:00:00", "timezone"),
        ("start", "2018-01-01T00:00:00Z", "its end should lie behind its start"), ("note", 5, "zh and en"),
    ],
)  # fmt: skip
def test_what_a_recording_cannot_be(tmp_path: Path, name: str, value: Any, wanted: str):
    town = towns.write_town(tmp_path / "town", recording=RECORDING)
    changed(town / "recordings" / "recording.yaml", **{name: value})
    problem = told(town)
    assert problem.startswith("recordings/recording.yaml cannot be read (")
    assert wanted in problem


@pytest.mark.parametrize("parent", ["east", "west", "nowhere", None])
def test_an_area_lies_in_a_larger_one(town: Path, parent: str | None):
    with_areas(town, lambda areas: areas[-1]["properties"].update(parent=parent))
    assert f"east lies in {parent!r}; it should lie in an area of a lower level" in told(town)


@pytest.mark.parametrize(
    ("name", "value"),
    [("level", "x"), ("level", None), ("level", -1), ("population", "many"), ("population", -5), ("en", None)],
)
def test_what_an_area_cannot_be(town: Path, name: str, value: Any):
    with_areas(town, lambda areas: areas[-1]["properties"].update({name: value}))
    assert f"areas.geojson cannot be read ({name} is {value!r}: it should be" in told(town)


@pytest.mark.parametrize(
    ("coordinates", "problem"),
    [
        ([[[NAN, NAN], [1, 0], [1, 1], [NAN, NAN]]], "should be a polygon"),
        ([[[0, 0], [1e400, 0], [1, 1], [0, 0]]], "should be a polygon"),
        ([[["a", "b"]]], "should be a polygon"),
        ([], "should be a polygon"),
        ([[[114, 30], [115, 31], [115, 30], [114, 31], [114, 30]]], "is no ground: Self-intersection"),
        ([[[0, 0], [2_600_000, 0], [0, 120], [0, 0]]], "should be longitudes and latitudes in degrees"),
    ],
)
def test_a_shape_that_holds_no_ground_is_told_with_its_area(town: Path, coordinates: Any, problem: str):
    with_areas(town, lambda areas: areas[-1].update(geometry={"type": "Polygon", "coordinates": coordinates}))
    assert f"the shape of east {problem}" in told(town)


@pytest.mark.parametrize("geometry", [None, {"type": "Point", "coordinates": [0, 0]}, 5, {}])
def test_an_area_is_a_polygon(town: Path, geometry: Any):
    with_areas(town, lambda areas: areas[0].update(geometry=geometry))
    assert "the shape of city should be a polygon, or several" in told(town)


@pytest.mark.parametrize(
    ("file", "content", "problem"),
    [
        ("areas.geojson", b"[" * 200_000, "it is nested too deep"),
        ("roads.npz", b"", "it is no .npz file"),
        ("roads.npz", b"hello", "it is no .npz file"),
        ("places.csv", b'name\n"' + b"a" * 200_000 + b'"', "field larger than field limit"),
    ],
)
def test_a_file_that_no_reader_can_take(town: Path, file: str, content: bytes, problem: str):
    (town / file).write_bytes(content)
    said = told(town)
    assert said.startswith(f"{file} cannot be read (")
    assert problem in said


def test_roads_between_junctions_that_are_not_there(town: Path):
    with np.load(town / "roads.npz") as stored:
        columns = dict(stored)
    np.savez(town / "roads.npz", **(columns | {"head": columns["head"] + 1_000}))
    assert told(town).startswith("roads.npz cannot be read (")


@pytest.mark.parametrize("file", ["units.csv", "things.csv", "places.csv"])
def test_a_place_that_is_no_number_is_told(town: Path, file: str):
    head, first, *rest = (town / file).read_text(encoding="utf-8").splitlines()
    columns = dict(zip(head.split(","), first.split(","), strict=True)) | {"lon": "nan"}
    (town / file).write_text("\n".join([head, ",".join(columns.values()), *rest]), encoding="utf-8")
    assert told(town) == f"{file} cannot be read (lon is 'nan', it should be a number)"
