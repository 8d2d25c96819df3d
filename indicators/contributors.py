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
from indicators.methods.gaps import filled

MOST = 10
FEW = 200  # so many are sorted sooner than the greatest of them are looked for
Words = Mapping[str, str]


def no_note() -> Words:
    """Nothing to say."""
    return {"zh": "", "en": ""}


def plain(template: str) -> Words:
    """A note that is the same in both languages: figures and units."""
    return {"zh": template, "en": template}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """One of them: which thing, how much of the whole in the indicator's own terms, what share of it, and a note.

    `title` says what the thing is called; None where its name is all that is known.
    """

    thing: str
    amount: float
    share: float
    note: Words = field(default_factory=no_note)
    title: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ByRow:
    """Things (k,), each in a leaf area, with what it contributes (never below nothing; NaN contributes nothing).

    `notes` holds the templates; `which` (k,) says which of them a row takes, the first where it is left out. `whole`
    (n,) is what all contribute per area where these rows are but the greatest of all.
    """

    areas: Areas
    leaf: Ints
    thing: Sequence[str]
    amount: Floats
    notes: Sequence[Words] = field(default_factory=lambda: (no_note(),))
    which: Ints | None = None
    about: Mapping[str, Floats] = field(default_factory=dict[str, Floats])
    whole: Floats | None = None

    def sums(self) -> Floats:
        """What all of them contribute per area (n,)."""
        return self.areas.summed(self.leaf, filled(self.amount)) if self.whole is None else self.whole

    def of(self, area: int, most: int = MOST) -> tuple[Contributor, ...]:
        """The greatest of an area, the greatest first; those of nothing are left out."""
        amount = np.where(self.areas.membership[area, self.leaf] > 0, filled(self.amount), 0.0)
        whole = float(amount.sum() if self.whole is None else self.whole[area])
        return tuple(self._one(row, whole) for row in _greatest(amount, most))

    def greatest(self, most: int = MOST) -> "ByRow":
        """The greatest of every leaf: whatever is asked of any area for up to so many, these answer the same."""
        amount = filled(self.amount)
        some = np.flatnonzero(amount > 0)
        some = some[np.lexsort((some, -amount[some], self.leaf[some]))]
        leaf = self.leaf[some]
        place = np.arange(len(some)) - np.searchsorted(leaf, leaf)
        kept = np.sort(some[place < most])
        rows: list[int] = kept.tolist()
        return ByRow(
            areas=self.areas,
            leaf=self.leaf[kept],
            thing=[self.thing[row] for row in rows],
            amount=amount[kept],
            notes=self.notes,
            which=None if self.which is None else self.which[kept],
            about={name: column[kept] for name, column in self.about.items()},
            whole=self.sums(),
        )

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
    """Parts (k,) that every area has, with what each contributes there: `amount` and `about` are (k, n).

    `titles` (k,) says what they are called, where that is more than their names. `whole` (n,) is what all contribute
    per area where less than all is told.
    """

    thing: Sequence[str]
    amount: Floats
    note: Words = field(default_factory=no_note)
    about: Mapping[str, Floats] = field(default_factory=dict[str, Floats])
    titles: Sequence[Words] = ()
    whole: Floats | None = None

    def sums(self) -> Floats:
        """What all of them contribute per area (n,)."""
        return filled(self.amount).sum(axis=0) if self.whole is None else self.whole

    def of(self, area: int, most: int = MOST) -> tuple[Contributor, ...]:
        """The greatest of an area, the greatest first; those of nothing are left out."""
        amount = filled(self.amount[:, area])
        whole = float(amount.sum() if self.whole is None else self.whole[area])
        return tuple(
            Contributor(
                thing=self.thing[row],
                amount=float(amount[row]),
                share=float(amount[row]) / whole,
                note=_filled(self.note, {name: float(column[row, area]) for name, column in self.about.items()}),
                title=self.titles[row] if self.titles else None,
            )
            for row in _greatest(amount, most)
        )

    def greatest(self, most: int = MOST) -> "ByItem":
        """The greatest of every area: what is not among them contributes nothing there, and nothing is said of it."""
        amount = np.maximum(filled(self.amount), 0.0)
        place = np.argsort(np.argsort(-amount, axis=0, kind="stable"), axis=0)
        amount = np.where(place < most, amount, 0.0)
        kept = np.flatnonzero(amount.any(axis=1))
        rows, said = kept.tolist(), amount[kept] > 0
        return ByItem(
            thing=[self.thing[row] for row in rows],
            amount=amount[kept],
            note=self.note,
            about={name: np.where(said, column[kept], 0.0) for name, column in self.about.items()},
            titles=[self.titles[row] for row in rows] if self.titles else (),
            whole=self.sums(),
        )


Contributors = ByRow | ByItem


class _Unknown:
    """A figure that nobody knows: a dash in every note."""

    def __format__(self, how: str) -> str:
        return "—"


UNKNOWN = _Unknown()


def _greatest(amount: Floats, most: int) -> list[int]:
    """The rows of the greatest amounts (k,), the greatest first, the first of equal ones first; none of nothing."""
    if len(amount) <= FEW:
        return [row for row in np.argsort(-amount, kind="stable")[:most].tolist() if amount[row] > 0]
    least = np.partition(amount, -most)[-most]
    some = np.flatnonzero((amount > 0) & (amount >= least))
    return some[np.argsort(-amount[some], kind="stable")][:most].tolist()


def _filled(note: Words, about: Mapping[str, float]) -> Words:
    told = {name: UNKNOWN if isnan(figure) else figure for name, figure in about.items()}
    said = {template: template.format(**told) for template in set(note.values())}
    return {language: said[template] for language, template in note.items()}
