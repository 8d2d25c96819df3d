"""What every layer must keep to; each is found by itself."""

import doctest
import json
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
import shapely

import layers
from city.picture import Picture
from layers import all_layers, layers_of
from layers.base import Drawing, Layer, Shape
from layers.geojson import feature_collection
from tests.layers.little_pack import EMPTY, EQUIPPED, FULL, PACK

HOUSE = Path(layers.__file__).parent

FILES = sorted(HOUSE.glob("*/[!_]*.py"))

every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
every_layer = pytest.mark.parametrize("layer", all_layers().values(), ids=lambda one: one.name)
every_picture = pytest.mark.parametrize("picture", [EMPTY, FULL], ids=["empty", "full"])


def columns(drawing: Drawing) -> dict[str, int]:
    """How long each column of a drawing is."""
    own = {name: getattr(drawing, name) for name in ("style", "lon", "lat", "heading_deg")}
    return {name: len(column) for name, column in {**own, **drawing.more}.items() if column is not None}


@every_file
def test_a_file_stands_in_the_group_of_its_layers_and_is_named_as_the_one_it_holds(file: Path):
    held = layers_of(import_module(f"layers.{file.parent.name}.{file.stem}"))
    assert {layer.group for layer in held} == {file.parent.name}
    assert len(held) > 1 or [layer.name for layer in held] == [file.stem]


def test_every_layer_of_every_file_is_found_under_a_name_of_its_own():
    held = [layer for file in FILES for layer in layers_of(import_module(f"layers.{file.parent.name}.{file.stem}"))]
    assert sorted(layer.name for layer in held) == sorted(all_layers())


@every_layer
def test_it_speaks_both_languages(layer: Layer):
    for words in (layer.title, *(style.title for style in layer.styles)):
        assert words.keys() == {"zh", "en"}
        assert all(words.values())
    assert len({style.name for style in layer.styles}) == len(layer.styles)


@every_layer
def test_it_watches_parts_that_a_picture_has(layer: Layer):
    assert set(layer.watches) <= {field.name for field in fields(Picture)}


def test_no_two_layers_lie_in_one_place_of_the_stack():
    orders = [layer.order for layer in all_layers().values()]
    assert len(set(orders)) == len(orders)


@every_picture
@every_layer
def test_its_columns_are_equally_long_and_its_styles_known(layer: Layer, picture: Picture):
    drawing = layer.draw(picture, EQUIPPED)
    assert set(columns(drawing).values()) <= {len(drawing.ids)}
    assert all(0 <= style < len(layer.styles) for style in drawing.style)
    assert len(set(drawing.ids)) == len(drawing.ids)
    json.dumps([list(drawing.ids), list(drawing.style), dict(drawing.more)], allow_nan=False)


@every_layer
def test_the_style_sheet_knows_its_styles(layer: Layer):
    if layer.shape is Shape.AREA or layer.name == "incidents":
        pytest.skip("Areas have one look for all indicators, and incidents are chips.")
    sheet = "".join(file.read_text("utf-8") for file in sorted((HOUSE.parent / "assets" / "css").glob("0*.css")))
    assert [style.name for style in layer.styles if f"--{layer.name}-{style.name}:" not in sheet] == []


@every_layer
def test_the_full_picture_has_something_of_it(layer: Layer):
    assert len(layer.draw(FULL, EQUIPPED).ids) > 0


@every_picture
@every_layer
def test_its_shape_has_what_the_browser_needs(layer: Layer, picture: Picture):
    drawing = layer.draw(picture, EQUIPPED)
    if layer.shape in (Shape.POINT, Shape.MOVING):
        assert drawing.lon is not None
        assert drawing.lat is not None
    else:
        assert layer.shapes is not None
        assert set(drawing.ids) <= layer.shapes(PACK).keys()
    assert (drawing.heading_deg is not None) == (layer.shape is Shape.MOVING)


@every_picture
@every_layer
def test_it_is_valid_geojson_inside_the_city(layer: Layer, picture: Picture):
    shapes = {} if layer.shapes is None else layer.shapes(PACK)
    written = json.dumps(feature_collection(layer, layer.draw(picture, EQUIPPED), shapes), allow_nan=False)
    read = json.loads(written)
    assert read["type"] == "FeatureCollection"
    for feature in read["features"]:
        assert feature["type"] == "Feature"
        assert feature["id"]
        geometry = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert geometry.is_valid
        lon, lat = shapely.get_coordinates(geometry).T
        assert PACK.bounds.contain(lon, lat).all()


def test_a_thing_without_a_place_has_no_geometry():
    drawing = Drawing(ids=["a"], style=[0], lon=np.array([np.nan]), lat=np.array([np.nan]))
    (feature,) = feature_collection(all_layers()["sensors"], drawing, {})["features"]
    assert feature["geometry"] is None


@pytest.mark.parametrize("file", sorted(HOUSE.rglob("*.py")), ids=lambda file: str(file.relative_to(HOUSE)))
def test_its_examples_are_true(file: Path):
    module = ".".join(("layers", *file.relative_to(HOUSE).with_suffix("").parts)).removesuffix(".__init__")
    assert doctest.testmod(import_module(module)).failed == 0
