"""A base map of somebody else's is drawn where an operator set one; where it is silent the city's own map stays."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from screens import names
from tests.browser.conftest import Screens
from tests.browser.tile_server import COLOUR, TileServer, tile_server
from tests.running import Running

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
WHOLE = "() => globalThis.onescreen?.map.stages[0]?.outside?.state === 'whole'"
SILENT = "() => globalThis.onescreen?.map.stages[0]?.outside?.state === 'silent'"
OTHER = ("asked another host",)
CREDIT = {"MAP__ATTRIBUTION__ZH": "测试地图", "MAP__ATTRIBUTION__EN": "Test Maps"}


@pytest.fixture
def tiles() -> Iterator[TileServer]:
    with tile_server() as server:
        yield server


@pytest.fixture
def city(serve: Callable[..., Running]) -> Callable[..., Running]:
    """Serves a city with this map; settings by their names."""

    def serve_with(**settings: str) -> Running:
        return serve(
            SOURCES="made_up.weather",
            WEB__LANG="en",
            **CREDIT,
            **{f"MAP__{name}": value for name, value in settings.items()},
        )

    return serve_with


COLOURS = """async (bytes) => {
  const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
  const ctx = new OffscreenCanvas(image.width, image.height).getContext("2d");
  ctx.drawImage(image, 0, 0);
  const { data } = ctx.getImageData(0, 0, image.width, image.height);
  const found = new Set();
  for (let i = 0; i < data.length; i += 4) found.add([data[i], data[i + 1], data[i + 2]].join());
  return [...found].map((one) => one.split(",").map(Number));
}"""


def shown_colours(page: "Page") -> set[tuple[int, ...]]:
    """Every colour in the middle of the map, by a picture: a canvas with foreign tiles cannot be read."""
    box = page.locator(f"#{names.MAP}").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    picture = page.screenshot(clip={"x": x - 60, "y": y - 60, "width": 120, "height": 120})
    return {tuple(colour) for colour in page.evaluate(COLOURS, list(picture))}


def test_tiles_are_drawn_under_their_owners_name_and_where_they_are_silent_the_citys_own_map_is(
    tiles: TileServer, city: Callable[..., Running], screens: Screens
) -> None:
    served = city(BASE="xyz", URL=f"{tiles.address}/{{z}}/{{x}}/{{y}}.png?k={{key}}", KEY="secret 1")
    desk = screens.open(served, "/duty/", foreseen=OTHER)
    desk.wait_for_function(WHOLE)
    assert COLOUR in shown_colours(desk)
    assert tiles.parameters()[0] == {"k": "secret 1"}
    expect(desk.locator(f"#{names.MAP_CREDIT}")).to_contain_text("Test Maps · Made-up data, generated")
    assert "secret" not in served.log.read_text("utf-8")

    tiles.answers = False
    desk = screens.open(served, "/duty/", foreseen=(*OTHER, "503"))
    desk.wait_for_function(SILENT)
    desk.wait_for_function("() => document.documentElement.dataset.base === 'drawn'")
    credit = desk.locator(f"#{names.MAP_CREDIT}")
    expect(credit).to_contain_text("Test Maps does not answer: the city's own map is shown")
    expect(credit).to_contain_text("Made-up data, generated")
    assert COLOUR not in shown_colours(desk)


def test_a_wms_in_degrees_is_asked_for_every_layer_with_the_latitude_first(
    tiles: TileServer, city: Callable[..., Running], screens: Screens
) -> None:
    served = city(BASE="wms", URL=f"{tiles.address}/wms", LAYERS="city,roads", FRAME="cgcs2000")
    screens.open(served, "/duty/", foreseen=OTHER).wait_for_function(WHOLE)
    asked = tiles.parameters()
    assert {one["LAYERS"] for one in asked} == {"city", "roads"}
    assert {(one["VERSION"], one["REQUEST"], one["CRS"]) for one in asked} == {("1.3.0", "GetMap", "EPSG:4490")}
    boxes = [[float(edge) for edge in one["BBOX"].split(",")] for one in asked]
    assert all(south < 32 and west > 113 for south, west, _, _ in boxes)


def test_a_wmts_is_asked_for_the_tiles_that_hold_the_city(
    tiles: TileServer, city: Callable[..., Running], screens: Screens
) -> None:
    address = f"{tiles.address}/vec_c/wmts"
    served = city(BASE="wmts", URL=address, LAYERS="vec", MATRIX_SET="c", FORMAT="tiles", FRAME="cgcs2000")
    screens.open(served, "/duty/", foreseen=OTHER).wait_for_function(WHOLE)
    one = tiles.parameters()[0]
    assert (one["REQUEST"], one["TILEMATRIXSET"], one["LAYER"], one["FORMAT"]) == ("GetTile", "c", "vec", "tiles")
    row, zoom = int(one["TILEROW"]), int(one["TILEMATRIX"])
    assert 30.2 < 90 - row * 360 / 2**zoom < 32.5
