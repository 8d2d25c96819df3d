"""Bundles: our own scripts, and our own styles, as one file each: seventy questions take longer than one answer."""

from collections.abc import Callable
from pathlib import Path

import flask

ASSETS = Path(__file__).parents[1] / "assets"


def serve_assets(server: flask.Flask) -> None:
    """Serve everything in `assets/` by its name, and the bundles `/assets/onescreen.js` and `/assets/onescreen.css`."""
    server.add_url_rule("/assets/<path:file>", "assets", lambda file: flask.send_from_directory(ASSETS, file))
    server.add_url_rule("/assets/onescreen.css", "styles", lambda: _bundle("css", _style))
    server.add_url_rule("/assets/onescreen.js", "scripts", lambda: _bundle("js", _script))


def bundle_address(kind: str) -> str:
    """The address of the bundle of one kind, with the time of its newest file."""
    return f"/assets/onescreen.{kind}?m={int(max(file.stat().st_mtime for file in _files(kind)))}"


def _files(kind: str) -> list[Path]:
    """Our files of one kind in the order of their names."""
    return sorted((ASSETS / kind).glob(f"*.{kind}"))


def _bundle(kind: str, written: Callable[[str, str], str]) -> flask.Response:
    """The files as they are now, so that a change is seen when the page is loaded again."""
    text = "\n".join(written(file.name, file.read_text("utf-8")) for file in _files(kind))
    answer = flask.Response(text, mimetype="text/javascript" if kind == "js" else "text/css")
    answer.add_etag()
    answer.cache_control.no_cache = True
    answer.make_conditional(flask.request)
    return answer


def _style(name: str, text: str) -> str:
    return f"/* {name} */\n{text}"


def _script(name: str, text: str) -> str:
    """A script that fails does not take those after it with it."""
    return f'/* {name} */\ntry {{\n{text}\n}} catch (error) {{\n  console.error("{name} failed.", error);\n}}'
