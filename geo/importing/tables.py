"""Tables: the files that importers read, and what is said when one is missing or is not what it should be."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
from pyogrio.errors import DataLayerError, DataSourceError

# pandas annotates what it gives with unions that no checker can follow; these names say to a reader what is meant.
Table = Any  # pd.DataFrame
Shapes = Any  # gpd.GeoDataFrame
Column = Any  # pd.Series
Moment = Any  # pd.Timestamp


class Missing(Exception):
    """A file that an importer needs is not there, or lacks something."""


def read_table(path: Path, columns: Sequence[str]) -> Table:
    """These columns of a CSV file, all as text; what is empty there is missing here."""
    try:
        table = pd.read_csv(path, dtype=str, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise _unreadable(path, error) from error
    return _with(path, table, columns)


def read_shapes(path: Path, columns: Sequence[str]) -> Shapes:
    """These columns of a geographic file and its geometry, in longitude and latitude."""
    try:
        table: Shapes = gpd.read_file(path)
    except (OSError, DataSourceError, DataLayerError) as error:
        raise _unreadable(path, error) from error
    if not isinstance(table, gpd.GeoDataFrame):
        message = f"{path} holds no geometry. Download it again in a geographic format."
        raise Missing(message)
    return _with(path, table, [*columns, "geometry"]).to_crs(4326)


def _with(path: Path, table: Table, columns: Sequence[str]) -> Table:
    if lacking := [column for column in columns if column not in table.columns]:
        message = f"{path} lacks the columns {', '.join(lacking)}. Download it again with all its columns."
        raise Missing(message)
    return table[list(columns)]


def _unreadable(path: Path, error: Exception) -> Missing:
    if not path.exists():
        return Missing(f"There is no {path}. Download it, or name the folder that holds it (--help says which files).")
    return Missing(f"{path} cannot be read ({error}). Download it again.")
