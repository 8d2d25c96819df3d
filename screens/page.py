"""Pages: one Dash app per audience on one Flask server, and the HTML around each."""

import html as markup
from collections.abc import Callable
from pathlib import Path
from string import Template
from typing import Any

import dash
import flask
from dash import ClientsideFunction, Input
from dash.development.base_component import Component

from screens import door, duty, names, vitals, wall, work
from screens.bundle import ASSETS, bundle_address, serve_assets
from screens.facts import PageFacts, as_script, page_facts
from screens.words import LANGUAGES, words

THEMES = ("night", "bright")
_HTML = Template((Path(__file__).parent / "page.html").read_text("utf-8"))
_ASKED_FOR = ("_dash-layout", "_dash-dependencies", "_dash-component-suites", "_favicon.ico", "_reload-hash")
_SCREENS = (("wall", wall), ("duty", duty), ("vitals", vitals), ("work", work))


def build_screens(server: flask.Flask, facts: PageFacts) -> tuple[str, ...]:
    """Gives the server its pages `/wall/`, `/duty/`, `/vitals/` and `/work/`.

    What comes back are the hashes of the scripts that Dash writes into the pages, for the content security policy.
    """
    for language in LANGUAGES:
        words(language)  # a word list that cannot be read should be told now, not to the first visitor
    serve_assets(server)
    server.before_request(_only_pages)
    hashes: dict[str, None] = {}
    for name, screen in _SCREENS:
        app = _app(server, facts, name, screen.layout(facts), screen.ZONES)
        connect(app)
        hashes |= dict.fromkeys(app.csp_hashes())
    return tuple(hashes)


def connect(app: dash.Dash) -> None:
    """The one callback of a page: a new version of the picture is drawn."""
    app.clientside_callback(ClientsideFunction("onescreen", "draw"), Input(names.PICTURE_VERSION, "data"))


def _app(server: flask.Flask, facts: PageFacts, screen: str, layout: Component, zones: tuple[str, ...]) -> dash.Dash:
    """One page's app; its address is its name."""
    app = dash.Dash(
        __name__,
        server=server,
        url_base_pathname=f"/{screen}/",
        assets_folder=str(ASSETS / screen),  # there is none: the page links our own files itself, in their order
        use_pages=False,
        serve_locally=True,
        update_title="",
        add_log_handler=False,
        enable_mcp=False,
    )
    app.layout = layout
    app.interpolate_index = _html_of(facts, screen, zones)
    return app


def _html_of(facts: PageFacts, screen: str, zones: tuple[str, ...]) -> Callable[..., str]:
    """What writes the page around Dash's own parts, at each request."""

    def page(**parts: str) -> str:
        language, theme = _chosen("lang", LANGUAGES, facts.language), _chosen("theme", THEMES, facts.theme)
        said = words(language)
        return _HTML.substitute(
            language=said["page.code"],
            theme=theme,
            screen=screen,
            u=f"{facts.u:g}",
            title=markup.escape(f"{facts.pack.title[language]} · {said[f'page.{screen}']}"),
            styles=parts["css"] + _styles(),
            skeleton="".join(f"<div class='zone {zone}'></div>" for zone in zones),
            facts=as_script(_told(facts, screen, language, theme)),
            config=parts["config"],
            libraries=parts["scripts"],
            scripts=f"<script src='{bundle_address('js')}'></script>",
            renderer=parts["renderer"],
        )

    return page


def _told(facts: PageFacts, screen: str, language: str, theme: str) -> dict[str, Any]:
    """What the page is told, of whoever asks for it, too."""
    caller = facts.caller()
    return page_facts(facts, screen, language, theme, caller.actor) | {"who": door.who(caller, language)}


def _only_pages() -> None:
    """Below a page there is nothing but what Dash's scripts ask for there; Dash would show the page at any address."""
    screen, _, rest = flask.request.path.removeprefix("/").partition("/")
    if rest and screen in dict(_SCREENS) and rest.partition("/")[0] not in _ASKED_FOR:
        flask.abort(404)


def _styles() -> str:
    return f"<link rel='stylesheet' href='{bundle_address('css')}'>"


def _chosen(what: str, among: tuple[str, ...], otherwise: str) -> str:
    """What the address asks for, else what it asked for last time, else `otherwise`; remembered in a cookie."""
    asked = flask.request.args.get(what)
    if asked in among:
        flask.after_this_request(lambda answer: _remembering(answer, what, asked))
        return asked
    kept = flask.request.cookies.get(what) if what == "lang" else None
    return kept if kept in among else otherwise


def _remembering(answer: flask.Response, what: str, value: str) -> flask.Response:
    """The same answer with a cookie."""
    if what == "lang":
        answer.set_cookie(what, value, max_age=365 * 86_400, samesite="Lax")
    return answer


def door_page(facts: PageFacts, body: Callable[[str], str]) -> str:
    """A plain page around a body, in the language and theme asked for."""
    language, theme = _chosen("lang", LANGUAGES, facts.language), _chosen("theme", THEMES, facts.theme)
    return door.page(facts, language, theme, _styles(), body(language))
