"""Opening a city: the pack in a folder, or the made-up city, made on the spot where it is not there yet."""

import re
from contextlib import suppress
from pathlib import Path

from geo.made_up.edition import is_made, made_up_folder
from geo.pack import BrokenPack, CityPack, read_pack

MADE_UP = re.compile(r"made_up-\d+-[0-9a-f]{8}")  # the folders of made-up cities, by seed and edition


class NoSuchCity(BrokenPack):
    """There is no folder of this city; the message names those that there are."""

    def __init__(self, folder: Path, packs: Path) -> None:
        asked = folder.name if folder.parent == packs else folder
        there = _cities(packs)
        Exception.__init__(
            self,
            f"There is no city {asked}. There {'is' if len(there) == 1 else 'are'} {', '.join(there)} (in {packs}). "
            "Say CITY=name, or import it first: make help.",
        )


def open_pack(folder: Path | None, packs: Path, seed: int) -> CityPack:
    """The city in this folder; without one the made-up city of this seed, kept below `packs`. Raises `BrokenPack`."""
    if folder is None:
        folder = _made_up(packs, seed)
    with suppress(OSError):  # a folder that cannot even be asked for is told when it is read
        if not folder.exists():
            raise NoSuchCity(folder, packs)
    return read_pack(folder)


def _made_up(packs: Path, seed: int) -> Path:
    """The folder of this seed's made-up city, made now if it is not there."""
    folder = made_up_folder(packs, seed)
    if not is_made(folder):
        from geo.made_up.city import make_city  # noqa: PLC0415 - takes a second, and is needed once

        make_city(folder, seed)
    return folder


def _cities(packs: Path) -> list[str]:
    """The names of the cities in this folder; made-up ones count as one, which there always is."""
    folders = {path.parent.name for path in packs.glob("[!.]*/city.yaml")}
    return sorted({"made_up"} | {name for name in folders if not MADE_UP.fullmatch(name)})
