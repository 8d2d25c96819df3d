"""The site: pages, libraries and base map on one server, compressed, with headers that keep strangers' scripts out."""

from dataclasses import replace

from dash.exceptions import DependencyException
from flask import Flask, Response, request
from flask_compress import Compress

from live.entrance import Entrance
from live.threshold import Ways, open_to_nobody_else
from screens.coming_in import ComingIn
from screens.facts import PageFacts
from screens.outside_map import outside_hosts
from screens.page import build_screens, door_page
from screens.vendor import serve_vendor
from screens.ways import NEEDS

HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
)
# Who reports from the street may say where they stand; no other page asks for it.
_IN_THE_STREET = ("Permissions-Policy", "camera=(), microphone=(), geolocation=(self)")


def open_site(server: Flask, facts: PageFacts, entrance: Entrance, strangers: frozenset[tuple[str, str]]) -> None:
    """Put every page on the server, behind the threshold. Raises `screens.vendor.NotInstalled`.

    `strangers` are the doors of the API, by method and path, that are open before anybody came in.
    """
    coming_in = ComingIn(entrance, lambda body: door_page(facts, body), facts.shift)
    open_to_nobody_else(server, entrance, Ways(needs=NEEDS, strangers=strangers, turn_away=coming_in.turn_away))
    coming_in.open_on(server)
    facts = replace(facts, caller=lambda: entrance.caller(request))
    server.config["MAX_CONTENT_LENGTH"] = 256 * 1024
    server.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    Compress(server)
    serve_vendor(server, facts.pack)
    hashes = build_screens(server, facts)
    policy = _policy(hashes, outside_hosts(facts.outside))

    def guarded(answer: Response) -> Response:
        answer.headers.setdefault("Content-Security-Policy", policy)
        for name, value in (*((_IN_THE_STREET,) if request.path == "/work/" else ()), *HEADERS):
            answer.headers.setdefault(name, value)
        if answer.mimetype == "text/html":
            answer.headers["Cache-Control"] = "no-store"
        return answer

    server.after_request(guarded)
    server.register_error_handler(DependencyException, lambda _: ("There is no such file.", 404))


def _policy(script_hashes: tuple[str, ...], map_hosts: tuple[str, ...]) -> str:
    """What a page may load: our own files, Dash's scripts in the page by their hashes, an outside map's pictures."""
    return "; ".join((
        "default-src 'self'",
        f"script-src 'self' {' '.join(script_hashes)}".strip(),
        "style-src 'self' 'unsafe-inline'",
        f"img-src 'self' data: blob: {' '.join(map_hosts)}".strip(),
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    ))  # fmt: skip
