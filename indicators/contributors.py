"""Contributors: what made a value what it is, thing by thing, for any area, in amounts that add up.

`ByRow` is for things that stand somewhere (streets, incidents, devices): one row each, with its leaf area.
`ByItem` is for parts that every area has (pollutants, components, domains): one row each, with an amount per area.

A note is a template in each language, filled from the columns `about`: "{speed:.0f}/{free:.0f} km/h".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isnan

import numpy as np

from city.readings import Floats
from geo.areas import Areas, Ints

MOST = 10
Words = Mapping[str, str]


def no_note() -> Words:
    """Nothing to say."""
    return {"zh": "", "en": ""}


def plain(template: str) -> Words:
    """A note that is the same in both languages: figures and units."""
    return {"zh": template, "en": template}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """One of them: which thing, how much of the whole in the indicator's own terms, what share of it, and a note."""

    thing: str
    amount: float
    share: float
    note: Words = field(default_factory=no_note)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByRow:
    """Things (k,), each in a leaf area, with what it contributes (never below nothing; NaN contributes nothing).

    `notes` holds the templates; `which` (k,) says which of them a row takes, the first where it is left out.
    """

    areas: Areas
    leaf: Ints
    thing: Sequence[str]
    amount: Floats
    notes: Sequence[Words] = field(default_factory=lambda: (no_note(),))
    which: Ints | None = None
    about: Mapping[str, Floats] = field(default_factory=dict[str, Floats])

    def sums(self) -> Floats:
        """What all of them contribute per area (n,)."""
        return self.areas.summed(self.leaf, np.nan_to_num(self.amount))

    def of(self, area: int, most: int = MOST) -> tuple[Contributor, ...]:
        """The greatest of an area, the greatest first; those of nothing are left out."""
        amount = np.where(self.areas.membership[area, self.leaf] > 0, np.nan_to_num(self.amount), 0.0)
        whole = float(amount.sum())
        return tuple(self._one(row, whole) for row in _greatest(amount, most))

    def _one(self, row: int, whole: float) -> Contributor:
        note = self.notes[0 if self.which is None else int(self.which[row])]
        return Contributor(
            thing=self.thing[row],
            amount=float(self.amount[row]),
            share=float(self.amount[row]) / whole,
            note=_filled(note, {name: float(column[row]) for name, column in self.about.items()}),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ByItem:
    """Parts (k,) that every area has, with what each contributes there: `amount` and `about` are (k, n)."""

    thing: Sequence[str]
    amount: Floats
    note: Words = field(default_factory=no_note)
    about: Mapping[str, Floats] = field(default_factory=dict[str, Floats])

    def sums(self) -> Floats:
        """What all of them contribute per area (n,)."""
        return np.nan_to_num(self.amount).sum(axis=0)

    def of(self, area: int, most: int = MOST) -> tuple[Contributor, ...]:
        """The greatest of an area, the greatest first; those of nothing are left out."""
        amount = np.nan_to_num(self.amount[:, area])
        whole = amount.sum()
        return tuple(
            Contributor(
                thing=self.thing[row],
                amount=float(amount[row]),
                share=float(amount[row] / whole),
                note=_filled(self.note, {name: float(column[row, area]) for name, column in self.about.items()}),
            )
            for row in _greatest(amount, most)
        )


Contributors = ByRow | ByItem


class _Unknown:
    """A figure that nobody knows: a dash in every note."""

    def __format__(self, how: str) -> str:
        return "—"


UNKNOWN = _Unknown()


def _greatest(amount: Floats, most: int) -> list[int]:
    some = np.argpartition(-amount, most)[:most] if len(amount) > most else np.arange(len(amount))
    order = some[np.lexsort((some, -amount[some]))]
    return [row for row in order.tolist() if amount[row] > 0]


def _filled(note: Words, about: Mapping[str, float]) -> Words:
    told = {name: UNKNOWN if isnan(figure) else figure for name, figure in about.items()}
    return {language: template.format(**told) for language, template in note.items()}
