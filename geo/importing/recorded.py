"""Recorded notices: the columns of a recording, and the span of whole local days that it covers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from geo.importing.tables import Column, Moment, Table

COLUMNS = (
    "at", "origin", "what", "reference", "unit", "category", "level", "lon", "lat", "address", "detail", "due_at",
)  # fmt: skip
ORDER = ("received", "filed", "dispatched", "en_route", "on_scene", "transporting", "at_hospital", "cleared", "done",
         "closed")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days of local time, from one midnight to another; a recording is replayed as a loop of them."""

    start: Moment
    days: int
    zone: ZoneInfo

    @classmethod
    def around(cls, local: Column, zone: ZoneInfo) -> "Span":
        """The days in which these local times lie."""
        start = local.min().normalize()
        return cls(start, (local.max().normalize() - start).days + 1, zone)

    @property
    def end(self) -> Moment:
        """The midnight at which the recording is over, local time."""
        return self.start + pd.Timedelta(days=self.days)

    def utc(self, local: Column) -> Column:
        """Local times as ISO 8601 in UTC; of the doubled hour in autumn, the second."""
        aware = local.dt.tz_localize(self.zone, ambiguous=[False] * len(local), nonexistent="shift_forward")
        return aware.dt.tz_convert("UTC").dt.strftime("%Y-%m-%dT%H:%M:%SZ")

    def about(self, note: Mapping[str, str]) -> dict[str, Any]:
        """What `recording.yaml` says."""
        start, end = self.utc(pd.Series([self.start, self.end]))
        return {"start": start, "end": end, "days": self.days, "note": dict(note)}


def notices(rows: Table, origin: str, span: Span) -> Table:
    """Notices in the order in which they happened, of rows with a local time `at`; some are told after the end."""
    rows = rows.reindex(columns=list(COLUMNS)).assign(origin=origin)
    rank = rows["what"].map({what: rank for rank, what in enumerate(ORDER)})
    rows = rows.assign(rank=rank).sort_values(["at", "reference", "rank"], kind="stable")
    times = {name: span.utc(rows[name].astype("datetime64[s]")) for name in ("at", "due_at")}
    return rows.assign(**times, level=rows["level"].astype("Int64"))[list(COLUMNS)]
