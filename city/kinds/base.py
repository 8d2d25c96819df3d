"""What a kind of reading says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

HOUR_S, DAY_S = 3600.0, 86_400.0
HOUR_MIN, DAY_MIN = 60, 1440
MONTH_S = 31 * DAY_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One sort of reading.

    `low` and `high` bound what is believable; `edges` are the histogram cuts that its tallies keep (value <= edge);
    `attributes` are the further columns a batch must bring, numbers too; the `optional` ones of them are NaN where left
    out. An attribute with `labels` is a place in its tuple of words; `texts` are columns of words, empty where left
    out. `every_s` is how often a thing is expected to be heard of, None where it speaks only when something happens.

    `standing` kinds come from things that stay (a sensor, a vehicle), whose newest row is kept; the others pass by once
    (a call). A thing may be part of another, named before a slash: `hospital-3/icu`. Those told `on_change` hold until
    the next word, however long ago the last was. Sums per area and minute are kept for `tally_min` minutes, single rows
    for `rows_min`. `own` kinds are what the house itself learns: nobody may send them.
    """

    name: str
    title: Mapping[str, str]
    unit: str
    low: float
    high: float
    edges: tuple[float, ...] = ()
    attributes: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    texts: tuple[str, ...] = ()
    every_s: float | None = None
    standing: bool = True
    tally_min: int = 0
    rows_min: int = 0
    own: bool = False
    on_change: bool = False


def named(zh: str, en: str) -> dict[str, str]:
    """A title in both languages."""
    return {"zh": zh, "en": en}
