"""Stories: what may happen in the made-up city, how often, and what it takes to end it; the table is `stories.csv`.

`share` is how often it happens among the stories of its command, `hours` the curve of its day (`rhythm.py`) or the
episode that brings it, `wet` how many times more often in a cloudburst, `needs` the kinds of units in the order in
which they are sent, `minutes` the work on the scene, `transport` how often somebody is taken to hospital, `limit_h`
when it should be closed, `blocks` whether it jams the street, `details` what the caller says, one of them by chance.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("stories.csv")
EPISODES = ("leak", "match")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One row of the table."""

    command: str
    category: str
    level: int
    share: float
    hours: str
    wet: float
    needs: tuple[str, ...]
    minutes: float
    transport: float
    limit_h: float
    blocks: bool
    details: tuple[str, ...]

    @property
    def by_episode(self) -> bool:
        """Whether an episode brings it, and not the hours of the day."""
        return self.hours in EPISODES


def read_stories() -> tuple[Story, ...]:
    """All stories of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(_story(row) for row in csv.DictReader(file, strict=True))


def _story(row: dict[str, str]) -> Story:
    return Story(
        command=row["command"], category=row["category"], level=int(row["level"]), share=float(row["share"]),
        hours=row["hours"], wet=float(row["wet"]), needs=tuple(kind for kind in row["needs"].split(";") if kind),
        minutes=float(row["minutes"]), transport=float(row["transport"]), limit_h=float(row["limit_h"]),
        blocks=row["blocks"] == "1", details=tuple(row["details"].split("|")),
    )  # fmt: skip
