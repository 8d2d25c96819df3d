"""History: what something was at a time, as bytes that only their writer understands; what a record keeps of it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a series, by the name of the series and the time at which the step begins (aware, UTC)."""

    series: str
    at: datetime
    body: bytes
