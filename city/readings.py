"""Readings: this much, here, then; one kind, many rows, as columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Times = npt.NDArray[np.datetime64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """A batch of one kind: `thing`, `value` and `at` (n,), UTC to the millisecond.

    `lon` and `lat` (n,) are degrees, or None where every thing stands at its registered place. `attributes` are
    further columns (n,) and `texts` such of words, as its kind asks for. The columns must be equally long: `ValueError`
    otherwise.
    """

    kind: str
    thing: Sequence[str]
    value: Floats
    at: Times
    lon: Floats | None = None
    lat: Floats | None = None
    attributes: Mapping[str, Floats] = field(default_factory=dict[str, Floats])
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])

    def __post_init__(self) -> None:
        columns = {"value": self.value, "at": self.at, "lon": self.lon, "lat": self.lat, **self.attributes}
        if strange := [name for name, column in self.texts.items() if len(column) != len(self.thing)]:
            raise ValueError(
                f"{self.kind}: column {strange[0]} has {len(self.texts[strange[0]])} entries, but there are "
                f"{len(self.thing)} things. Give every column one entry a row."
            )
        for name, column in columns.items():
            if column is not None and column.shape != (len(self.thing),):
                raise ValueError(
                    f"{self.kind}: column {name} has shape {column.shape}, but there are {len(self.thing)} things. "
                    "Give every column one entry a row."
                )

    def __len__(self) -> int:
        return len(self.thing)

    def only(self, keep: Mask) -> "Readings":
        """The rows where `keep` (n,) is true."""
        return self.taken(np.flatnonzero(keep))

    def taken(self, rows: npt.NDArray[np.intp]) -> "Readings":
        """These rows, in this order."""
        return Readings(
            kind=self.kind,
            thing=[self.thing[int(i)] for i in rows],
            value=self.value[rows],
            at=self.at[rows],
            lon=None if self.lon is None else self.lon[rows],
            lat=None if self.lat is None else self.lat[rows],
            attributes={name: column[rows] for name, column in self.attributes.items()},
            texts={name: [column[int(i)] for i in rows] for name, column in self.texts.items()},
        )
