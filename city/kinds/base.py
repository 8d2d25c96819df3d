"""What a kind of reading says of itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from city.readings import Floats, Mask

HOUR_S, DAY_S = 3600.0, 86_400.0
HOUR_MIN, DAY_MIN = 60, 1440
MONTH_S = 31 * DAY_S
MOST_EXACT = 2.0**53  # beyond that not every whole number is a float of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """A further column of a kind: what is believable in it, and in which unit.

    Of a `whole` one only whole numbers are. One with `words` is a place in that tuple. An `optional` one may be left
    out, and is unknown (NaN) then; the others must be there in every row.
    """

    low: float
    high: float
    unit: str = ""
    whole: bool = False
    words: tuple[str, ...] = ()
    optional: bool = False

    def believable(self, column: Floats) -> Mask:
        """Which entries (n,) are believable; unknown ones are where they may be.

        >>> one_of(("sound", "faulty"), optional=True).believable(np.array([0.0, 1.0, 0.5, 2.0, -1.0, np.nan]))
        array([ True,  True, False, False, False,  True])
        """
        good = (column >= self.low) & (column <= self.high)
        if self.whole:
            good &= column == np.rint(column)
        return good | np.isnan(column) if self.optional else good

    @property
    def said(self) -> str:
        """What is believable, in words.

        >>> print(one_of(("sound", "faulty")).said, between(0, 1.5e6, "m", optional=True).said, sep="; ")
        0 = sound, 1 = faulty; 0 to 1,500,000 m, or unknown
        >>> print(number_of("office").said, between(1, 1, "calls").said, sep="; ")
        a whole number for each office; always 1
        """
        if self.words:
            range_ = ", ".join(f"{number} = {word}" for number, word in enumerate(self.words))
        elif self.high == MOST_EXACT:
            range_ = f"a whole number for each {self.unit}"
        elif self.low == self.high:
            range_ = f"always {self.low:,.16g}"
        else:
            unit = f" {self.unit}" if self.unit else ""
            range_ = f"{'whole, ' if self.whole else ''}{self.low:,.16g} to {self.high:,.16g}{unit}"
        return f"{range_}, or unknown" if self.optional else range_


def between(low: float, high: float, unit: str = "", *, whole: bool = False, optional: bool = False) -> Attribute:
    """A figure from `low` to `high`, both believable."""
    return Attribute(low=low, high=high, unit=unit, whole=whole, optional=optional)


def one_of(words: Sequence[str], *, optional: bool = False) -> Attribute:
    """The number of a word, counted from 0."""
    return Attribute(low=0, high=len(words) - 1, whole=True, words=tuple(words), optional=optional)


def yes_or_no(*, optional: bool = False) -> Attribute:
    """1 for yes, 0 for no."""
    return one_of(("no", "yes"), optional=optional)


def number_of(what: str, *, optional: bool = False) -> Attribute:
    """A number that stands for a name: an office, an institution, a caller."""
    return Attribute(low=-MOST_EXACT, high=MOST_EXACT, unit=what, whole=True, optional=optional)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One sort of reading.

    `low` and `high` bound what is believable; `edges` are the histogram cuts that its tallies keep (value <= edge);
    `attributes` are the further columns of a batch, numbers too, by name; `texts` are columns of words, empty where
    left out. `every_s` is how often a thing is expected to be heard of, None where it speaks only when something
    happens.

    `standing` kinds come from things that stay (a sensor, a vehicle), whose newest row is kept; the others pass by once
    (a call). A thing may be part of another, named before a slash: `hospital-3/icu`. Those told `on_change` hold until
    the next word, however long ago the last was. Sums per area and minute are kept for `tally_min` minutes, single rows
    for `rows_min`. `own` says of what the house learns it by itself, where it does: nobody may send it.
    """

    name: str
    title: Mapping[str, str]
    unit: str
    low: float
    high: float
    edges: tuple[float, ...] = ()
    attributes: Mapping[str, Attribute] = field(default_factory=dict[str, Attribute])
    texts: tuple[str, ...] = ()
    every_s: float | None = None
    standing: bool = True
    tally_min: int = 0
    rows_min: int = 0
    own: str = ""
    on_change: bool = False

    @property
    def optional(self) -> tuple[str, ...]:
        """The attributes that a batch need not bring."""
        return tuple(name for name, one in self.attributes.items() if one.optional)

    @property
    def labels(self) -> Mapping[str, tuple[str, ...]]:
        """The words that the numbers of an attribute stand for, by its name, where they stand for words."""
        return {name: one.words for name, one in self.attributes.items() if one.words}

    @property
    def said(self) -> str:
        """What is believable of its value, in words."""
        return between(self.low, self.high, self.unit).said


def named(zh: str, en: str) -> dict[str, str]:
    """A title in both languages."""
    return {"zh": zh, "en": en}
