"""Cells of other people's tables, as text and as numbers."""

import numpy as np
import pandas as pd

from geo.importing.tables import Column
from geo.place import Floats

MOST = 10_000_000_000  # more than all people on earth is no count of them


def as_text(value: object) -> str:
    """A cell as a person would write it: no trailing .0, "" for nothing.

    >>> as_text(1054.0), as_text(None), as_text(" x ")
    ('1054', '', 'x')
    """
    if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def as_numbers(cells: Column) -> Floats:
    """Cells (n,) as numbers, NaN where they are none.

    >>> as_numbers(pd.Series(["1.5", "x", ""])).tolist()
    [1.5, nan, nan]
    """
    numbers: Column = pd.to_numeric(cells, errors="coerce")
    return np.asarray(numbers.astype(float), dtype=np.float64)


def as_counts(cells: Column) -> Column:
    """Cells (n,) as whole numbers of people or things, missing where they are none."""
    numbers = as_numbers(cells)
    told = (numbers >= 0) & (numbers <= MOST)
    return pd.Series(np.where(told, numbers.round(), np.nan), index=cells.index).astype("Int64")
