"""Door: the page at `/`, with a door to every screen."""

import html as markup
from pathlib import Path
from string import Template

from screens.facts import PageFacts
from screens.words import LANGUAGES, words

_HTML = Template((Path(__file__).parent / "door.html").read_text("utf-8"))
_DOORS = ("wall", "duty", "vitals")


def page(facts: PageFacts, language: str, theme: str, styles: str) -> str:
    """The whole page, in one language; `styles` are the links to our style sheets."""
    said = words(language)
    other = next(one for one in LANGUAGES if one != language)
    return _HTML.substitute(
        language=said["page.code"],
        theme=theme,
        styles=styles,
        title=markup.escape(facts.pack.title[language]),
        product=markup.escape(said["door.product"]),
        doors="".join(_door(name, said[f"page.{name}"], said[f"door.{name}"], language) for name in _DOORS),
        note=markup.escape(said["door.made_up"] if facts.pack.provenance == "made_up" else facts.pack.note[language]),
        attribution=markup.escape(facts.pack.attribution[language]),
        other=other,
        other_name=markup.escape(said["page.other_language"]),
    )


def _door(name: str, title: str, about: str, language: str) -> str:
    """One door."""
    return (
        f"<a class='door' href='/{name}/?lang={language}'>"
        f"<span class='title'>{markup.escape(title)}</span><span class='note'>{markup.escape(about)}</span></a>"
    )
