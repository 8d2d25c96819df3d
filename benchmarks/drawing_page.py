"""The page of the drawing benchmark: one Leaflet map by Dash, with our moving layer and a dl.GeoJSON on it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Thread

import dash
import dash_leaflet as dl
import flask
import numpy as np
from werkzeug.serving import WSGIRequestHandler, make_server

from layers.base import Drawing
from layers.emergencies.units import LAYER
from live.frame import frame
from tests.running import ROOT, free_port

WEST, SOUTH, EAST, NORTH = 114.0, 30.4, 114.6, 30.75
STEP_DEG = 0.0002  # about 20 m in a second
SCRIPTS = (
    "00_onescreen", "08_tokens", "20_merge", "28_view", "29_canvas", "30_map", "30_stage", "32_moving", "32_sprites",
    "33_frame", "37_bounds", "39_hands",
)  # fmt: skip
FACTS = {
    "screen": "wall",
    "lang": "en",
    "pack": {"bounds": [WEST, SOUTH, EAST, NORTH], "areas": []},
    "layers": {"units": {"shape": "moving", "order": 0, "styles": [{"name": one.name} for one in LAYER.styles]}},
}
HTML = """<!DOCTYPE html>
<html data-theme="night" data-screen="wall"><head><meta charset="utf-8"><title>drawing</title>
{%css%}<link rel="stylesheet" href="/ours/css/00_tokens.css"><link rel="stylesheet" href="/ours/css/05_map.css">
<style>html, body, #map { margin: 0; height: 100vh; background: var(--map-land) }</style></head>
<body>{%app_entry%}<script type="application/json" id="onescreen-page">FACTS</script>
<footer>{%config%}{%scripts%}SCRIPTS<script src="/drawing.js"></script>{%renderer%}</footer></body></html>"""


@contextmanager
def served_page() -> Iterator[str]:
    """The address of the page, served by this process."""
    port = free_port()
    server = make_server("127.0.0.1", port, _app().server, threaded=True, request_handler=_Silent)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.shutdown()


class _Silent(WSGIRequestHandler):
    def log_request(self, *_: object) -> None:
        """Say nothing."""


def _app() -> dash.Dash:
    app = dash.Dash(__name__, assets_folder="none", add_log_handler=False, enable_mcp=False)
    nothing = {"type": "FeatureCollection", "features": []}
    app.layout = dl.Map(
        dl.GeoJSON(id="rival", data=nothing, pointToLayer={"variable": "bench.circle"}),
        id="map", center=[(SOUTH + NORTH) / 2, (WEST + EAST) / 2], zoom=10, preferCanvas=True, zoomControl=False,
        attributionControl=False, zoomAnimation=False, fadeAnimation=False,
    )  # fmt: skip
    scripts = "".join(f'<script src="/ours/js/{name}.js"></script>' for name in SCRIPTS)
    app.index_string = HTML.replace("FACTS", json.dumps(FACTS)).replace("SCRIPTS", scripts)
    app.server.add_url_rule("/ours/<path:file>", "ours", lambda file: flask.send_from_directory(ROOT / "assets", file))
    app.server.add_url_rule("/drawing.js", "drawing", lambda: flask.send_file(Path(__file__).parent / "drawing.js"))
    app.server.add_url_rule("/frames/<int:things>/<int:number>", "frames", _frame)
    return app


def _frame(things: int, number: int) -> flask.Response:
    """The things after `number` seconds, the ids only in the first, as the broadcaster sends them."""
    lon, lat, heading = _course(things)
    drawing = Drawing(
        ids=[f"thing-{row}" for row in range(things)],
        style=(np.arange(things) % len(LAYER.styles)).tolist(),
        lon=lon + number * STEP_DEG * np.sin(np.radians(heading)),
        lat=lat + number * STEP_DEG * np.cos(np.radians(heading)),
        heading_deg=heading,
    )
    data = frame("units", number + 1, datetime.now(UTC), drawing, ids=number == 0)
    return flask.Response(data, mimetype="application/octet-stream")


@cache
def _course(things: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where each thing starts, well inside the map, and where it heads: (n,) each."""
    chance, margin = np.random.default_rng(7), 0.02
    return (
        chance.uniform(WEST + margin, EAST - margin, things),
        chance.uniform(SOUTH + margin, NORTH - margin, things),
        chance.uniform(0, 360, things),
    )
