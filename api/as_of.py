"""As of: what is said of an answer about an earlier time: under which step it was found, and how whole it is."""

from datetime import datetime
from types import MappingProxyType

from api.refusals import Plain
from city.picture import Measure
from live import wire
from live.measures import explaining
from live.measures.versions import plain

NOTES = MappingProxyType({  # by what is left of the parts
    "kept": {"zh": "数值与解释均为当时所记", "en": "The figure and its parts are those written down then"},
    "not_kept": {
        "zh": "当时所记的数值；其构成和输入只保留八天，已不在",
        "en": "The figure is that written down then; its parts and inputs are kept for eight days and are gone",
    },
    "never": {
        "zh": "数值为事后补算；其构成和输入从未记录",
        "en": "The figure was reckoned afterwards; its parts and inputs were never written down",
    },
    "none": {
        "zh": "此前十分钟内（稀疏后一小时内）没有记录",
        "en": "Nothing was written down in the ten minutes before (in the hour before, where one an hour is kept)",
    },
})  # fmt: skip


def as_of(asked: datetime, found: explaining.AsOf | None) -> Plain:
    """What `AsOf` says of this answer."""
    parts = "none" if found is None else "kept" if found.whole else _why_not(found.measure)
    step = None if found is None else wire.iso(found.step)
    return {"asked": wire.iso(asked), "step": step, "parts": parts, "note": dict(NOTES[parts])}


def _why_not(measure: Measure) -> str:
    """Why the parts of a measure are not there."""
    return "not_kept" if measure.version == plain(measure.version) else "never"
