"""Vendor: the browser libraries, the fonts and the base map, all from our own origin.

The libraries come from npm into `node_modules/`; nothing is copied into the house, nothing is loaded from elsewhere.
"""

from pathlib import Path
from types import MappingProxyType

import flask

from geo.pack import CityPack

MODULES = Path(__file__).parents[1] / "node_modules"
LIBRARIES = MappingProxyType(
    {
        "socket.io.min.js": "socket.io-client/dist/socket.io.min.js",
        "protomaps-leaflet.js": "protomaps-leaflet/dist/protomaps-leaflet.js",
    }
)
FACES = (
    *(f"@fontsource/inter/latin-{weight}.css" for weight in (400, 500, 600)),
    *(f"@fontsource/noto-sans-sc/{weight}.css" for weight in (400, 600)),
)
BASE = "/pack/base.pmtiles"
LONG_S = 7 * 86_400


class NotInstalled(Exception):
    """A browser library is missing."""

    def __init__(self, missing: str) -> None:
        super().__init__(f"The browser library {missing} is not installed. Run `make run`, or `npm ci`, once.")


def serve_vendor(server: flask.Flask, pack: CityPack) -> None:
    """Serve libraries, fonts and the pack's base map. Raises `NotInstalled`."""
    for name in (*LIBRARIES.values(), *FACES):
        if not (MODULES / name).is_file():
            raise NotInstalled(name)
    fonts = _fonts()
    server.add_url_rule("/vendor/fonts.css", "vendor_fonts", lambda: _kept(flask.Response(fonts, mimetype="text/css")))
    server.add_url_rule("/vendor/files/<font>/<file>", "vendor_font", _font)
    server.add_url_rule("/vendor/<name>", "vendor_library", _library)
    server.add_url_rule(BASE, "pack_base", lambda: _kept(_base(pack)))


def _fonts() -> str:
    """All faces as one style sheet, their files served from here."""
    sheets: list[str] = []
    for face in FACES:
        font = face.split("/")[1]
        sheets.append((MODULES / face).read_text("utf-8").replace("url(./files/", f"url(/vendor/files/{font}/"))
    return "\n".join(sheets)


def _font(font: str, file: str) -> flask.Response:
    if font not in {face.split("/")[1] for face in FACES}:
        flask.abort(404)
    return _kept(flask.send_from_directory(MODULES / "@fontsource" / font / "files", file))


def _library(name: str) -> flask.Response:
    if name not in LIBRARIES:
        flask.abort(404)
    return _kept(flask.send_file(MODULES / LIBRARIES[name], mimetype="text/javascript"))


def base_address(pack: CityPack) -> str | None:
    """Where the pack's base map is, by its edition, so that a browser may keep it; None where it has gone."""
    if not pack.base.is_file():
        return None
    about = pack.base.stat()
    return f"{BASE}?v={about.st_size:x}-{about.st_mtime_ns:x}"


def _base(pack: CityPack) -> flask.Response:
    """The base map; the browser asks for ranges of it."""
    if not pack.base.is_file():
        flask.abort(404)
    return flask.send_file(pack.base, mimetype="application/octet-stream", conditional=True)


def _kept(answer: flask.Response) -> flask.Response:
    """The same answer, kept by the browser for a week."""
    answer.cache_control.max_age = LONG_S
    return answer
