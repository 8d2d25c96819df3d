"""Sources: where facts come from. One file, one open standard (or the made-up city, or a replay).

To add one, write a file with a class that keeps `base.Source` (`pushed.py` is the smallest) and a function
`open_<name>(pack, seed)` that gives a tuple of sources, name it in `OPENERS`, and switch it on beside the others in
config.yaml, `sources: [made_up, <name>]`. A source only reads: it never stores, draws, decides or waits; time-outs,
back-off and "fell silent" live once, in `live/ingest.py`.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from types import MappingProxyType

from geo.pack import CityPack
from sources.base import CannotOpen, Source

Opener = Callable[[CityPack, int], tuple[Source, ...]]
# By module and function, so that only what a city uses is imported at its start.
OPENERS = MappingProxyType({"replay": "sources.replay:open_replay", "made_up": "sources.made_up.parts:open_made_up"})
NOTHING = "none"  # instead of a name: what comes in is what keys and hands bring, and nothing is made up


class NoSuchSource(CannotOpen):
    """There is no source of this name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(
            f"There is no source {name}. Known are {', '.join(known)}. Correct `sources` (ONESCREEN_SOURCES)."
        )


class NothingElse(CannotOpen):
    """No source was asked for, and some."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            f"sources: {', '.join(names)}: {NOTHING} means that nothing is read, and stands alone. Take it out, or all "
            "the others (ONESCREEN_SOURCES)."
        )


def open_source(name: str, pack: CityPack, seed: int) -> tuple[Source, ...]:
    """The sources that a name stands for: all of its kind ("made_up") or one of them ("made_up.traffic")."""
    return open_sources([name], pack, seed)


def open_sources(names: Sequence[str], pack: CityPack, seed: int) -> tuple[Source, ...]:
    """The sources that these names stand for, each once; those of one kind share one world, and `none` is none."""
    if NOTHING in names:
        if set(names) != {NOTHING}:
            raise NothingElse(names)
        return ()
    opened: dict[str, tuple[Source, ...]] = {}
    found: dict[str, Source] = {}
    for name in names:
        kind = name.partition(".")[0]
        if kind not in OPENERS:
            raise NoSuchSource(name, (*OPENERS, NOTHING))
        if kind not in opened:
            opened[kind] = _opener(kind)(pack, seed)
        chosen = [one for one in opened[kind] if name in (kind, one.name)]
        if not chosen:
            raise NoSuchSource(name, (kind, *(one.name for one in opened[kind])))
        found |= {one.name: one for one in chosen}
    return tuple(found.values())


def _opener(kind: str) -> Opener:
    module, _, function = OPENERS[kind].partition(":")
    return getattr(import_module(module), function)


def declared_sources(pack: CityPack) -> tuple[str, ...]:
    """The names of the sources that a pack declares by what it holds: its recordings, or else the made-up city."""
    return ("replay",) if pack.recordings else ("made_up",)
