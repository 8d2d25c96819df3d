"""Layers: what the city does now, on the map. One file, one layer; `base.py` says what each must say.

To add one, copy a file of its group: a function `draw` and the record `LAYER` beside it. The browser knows four
shapes (point, line, area, moving) and reads its colours from the style sheet; a new layer needs no JavaScript.
Layers that differ in nothing but words and numbers are the rows of one table, `LAYERS`, in a file of their group.
"""

from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType, ModuleType

from layers.base import Layer


@cache
def all_layers() -> MappingProxyType[str, Layer]:
    """Every layer by its name, found by walking this folder, lowest first."""
    here = Path(__file__).parent
    files = [import_module(f"layers.{file.parent.name}.{file.stem}") for file in sorted(here.glob("*/[!_]*.py"))]
    found = [layer for file in files for layer in layers_of(file)]
    return MappingProxyType({one.name: one for one in sorted(found, key=lambda one: one.order)})


def layers_of(file: ModuleType) -> tuple[Layer, ...]:
    """The layers of one file: its `LAYER`, or the rows of its table `LAYERS`."""
    return file.LAYERS if hasattr(file, "LAYERS") else (file.LAYER,)
