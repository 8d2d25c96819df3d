"""Opening a city: the pack in a folder, or the made-up city, made on the spot where it is not there yet."""

from pathlib import Path

from geo.pack import CityPack, read_pack


def open_pack(folder: Path | None, packs: Path, seed: int) -> CityPack:
    """The city in this folder; without one the made-up city of this seed, kept below `packs`. Raises `BrokenPack`."""
    if folder is None:
        from geo.made_up_city import made_up_city  # noqa: PLC0415 - takes a second, and is needed once

        folder = made_up_city(packs, seed)
    return read_pack(folder)
