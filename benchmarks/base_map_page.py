"""The page of the base map benchmark: one Leaflet map by Dash, with our base map on it, or with L.geoJSON (?rival)."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import dash
import dash_leaflet as dl
import flask
import geopandas as gpd
import shapely
from werkzeug.serving import WSGIRequestHandler, make_server

from geo.pack import CityPack
from screens.vendor import base_address, serve_vendor
from tests.running import ROOT, free_port

SCRIPTS = (
    "00_onescreen", "08_tokens", "28_view", "29_canvas", "30_map", "30_stage", "30_tiles", "31_base", "31_base_streets",
    "31_base_style", "36_label_boxes", "37_bounds", "39_hands",
)  # fmt: skip
HTML = """<!DOCTYPE html>
<html data-theme="night" data-screen="duty"><head><meta charset="utf-8"><title>base map</title>
{%css%}<link rel="stylesheet" href="/ours/css/00_tokens.css"><link rel="stylesheet" href="/ours/css/05_map.css">
<style>html, body, #map { margin: 0; height: 100vh; background: var(--map-land) }</style></head>
<body class="map-zone">{%app_entry%}<script type="application/json" id="onescreen-page">FACTS</script>
<footer>{%config%}{%scripts%}<script src="/vendor/protomaps-leaflet.js"></script>SCRIPTS
<script src="/base_map.js"></script>{%renderer%}</footer></body></html>"""


@contextmanager
def served_page(pack: CityPack) -> Iterator[str]:
    """The address of the page, served by this process."""
    port = free_port()
    server = make_server("127.0.0.1", port, _app(pack).server, threaded=True, request_handler=_Silent)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.shutdown()


class _Silent(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_request(self, *_: object) -> None:
        """Say nothing."""


def _app(pack: CityPack) -> dash.Dash:
    app = dash.Dash(__name__, assets_folder="none", add_log_handler=False, enable_mcp=False)
    app.layout = dl.Map(
        id="map", center=[pack.centre.lat, pack.centre.lon], zoom=12, preferCanvas=True, zoomControl=False,
        attributionControl=False, zoomAnimation=False, fadeAnimation=False, inertia=False, trackViewport=False,
    )  # fmt: skip
    scripts = "".join(f'<script src="/ours/js/{name}.js"></script>' for name in SCRIPTS)
    app.index_string = HTML.replace("FACTS", json.dumps(_facts(pack))).replace("SCRIPTS", scripts)
    streets = _streets(pack)
    app.server.add_url_rule("/ours/<path:file>", "ours", lambda file: flask.send_from_directory(ROOT / "assets", file))
    app.server.add_url_rule("/base_map.js", "base_map", lambda: flask.send_file(Path(__file__).parent / "base_map.js"))
    app.server.add_url_rule("/streets", "streets", lambda: flask.Response(streets, mimetype="application/json"))
    serve_vendor(app.server, pack)
    return app


def _facts(pack: CityPack) -> dict[str, object]:
    west, south, east, north = pack.bounds.west, pack.bounds.south, pack.bounds.east, pack.bounds.north
    about = {"bounds": [west, south, east, north], "areas": [], "base": base_address(pack)}
    return {"screen": "duty", "lang": "en", "pack": about, "layers": {}}


def _streets(pack: CityPack) -> str:
    """The streets of the city as GeoJSON: every edge of its network, with its class."""
    roads = pack.roads
    parts = [roads.points[first:last] for first, last in zip(roads.first[:-1], roads.first[1:], strict=True)]
    lines = [shapely.LineString(part) for part in parts]
    return gpd.GeoDataFrame({"class": roads.edge_class.astype(int)}, geometry=lines, crs=4326).to_json()
