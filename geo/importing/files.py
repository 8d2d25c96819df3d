"""What an importer is given: names, a time zone, whom to name, and files; checked before anything is read."""

import re
from dataclasses import dataclass
from typing import Any, Self
from zoneinfo import ZoneInfo

from geo.importing.boundary_levels import CityWords
from geo.importing.given import Given
from geo.importing.tables import Missing

LONGEST = 100  # signs of the name of a city
NAME = re.compile(r"(?!made_up(?:-|$))[a-z0-9][a-z0-9_-]{0,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CityFiles:
    """What an importer is given: the city's words, its time zone where it was said, whom to name, and the files."""

    words: CityWords
    zone: str = ""
    credit: tuple[str, ...] = ()
    osm: tuple[Given, ...] = ()
    areas: tuple[Given, ...] = ()
    graphs: tuple[Given, ...] = ()
    roads: tuple[Given, ...] = ()
    places: tuple[Given, ...] = ()
    units: tuple[Given, ...] = ()

    @classmethod
    def of(cls, *, name: str, zh: str = "", en: str = "", zone: str = "", **files: Any) -> Self:  # noqa: ANN401 - ours
        """The same from what stands on the line. Raises `Missing` where a name or a zone is none, or a file lacks."""
        code = name.strip().lower()
        if not NAME.fullmatch(code):
            raise Missing(
                f"{name!r} cannot be the name of a pack. Use 1 to 40 of a-z, 0-9, _ and -, a letter or a figure first, "
                "and neither made_up nor made_up-…: such are the made-up cities."
            )
        _check_text("ZH", zh)
        _check_text("EN", en)
        for one in files.get("credit", ()):
            _check_text("CREDIT", one)
        if len(zh) > LONGEST or len(en) > LONGEST:
            raise Missing(f"The city's name has more than {LONGEST} signs. Give it a shorter one: ZH=, EN=.")
        if zone:
            _known_zone(zone)
        asked = cls(words=CityWords(code=code, zh=zh, en=en), zone=zone, **files)
        if not (asked.osm or asked.graphs or asked.roads):
            raise Missing(
                "A city needs roads. Name an OpenStreetMap extract (OSM=), a graph (GRAPH=) or lines (ROADS=)."
            )
        if not (asked.osm or asked.areas):
            raise Missing("Nothing bounds the city. Name boundaries (AREAS=) or an OpenStreetMap extract (OSM=).")
        for given in (*asked.osm, *asked.areas, *asked.graphs, *asked.roads, *asked.places, *asked.units):
            given.there()
        return asked


def _check_text(what: str, text: str) -> None:
    """Raises `Missing` for bytes that are no text: Python keeps them as half signs, which nobody can write."""
    if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Missing(f"{what}={text!a} is no text in UTF-8. Set the terminal to UTF-8, and type it again.")


def _known_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (OSError, KeyError, ValueError):
        raise Missing(f"There is no time zone {zone}. Name one such as Asia/Shanghai, by the IANA's list.") from None
