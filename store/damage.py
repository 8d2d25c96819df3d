"""Damage: rows of incidents that cannot be understood are named once and left out; nothing is written over them."""

import logging
from collections.abc import Iterable, Iterator

from incidents.incident import Incident
from store import documents
from store.documents import Row

log = logging.getLogger(__name__)


class Damage:
    """Knows which incidents lie damaged in the record."""

    def __init__(self) -> None:
        self._numbers: set[str] = set()

    def understood(self, rows: Iterable[Row]) -> Iterator[Incident]:
        """The incidents of those rows (`number` and `body`) that hold one."""
        for row in rows:
            try:
                yield documents.incident_from(row["body"])
            except (KeyError, TypeError, ValueError, AttributeError) as why:
                self._name(row["number"], why)

    def said(self) -> str:
        """What is damaged, and what to do; empty where nothing is, as far as was read."""
        if not self._numbers:
            return ""
        some = ", ".join(sorted(self._numbers)[:5])
        more = f" and {len(self._numbers) - 5} more" if len(self._numbers) > 5 else ""
        return f"Incidents that lie damaged in the record are left out: {some}{more}. Restore them from the last copy."

    def _name(self, number: str, why: Exception) -> None:
        if number not in self._numbers:
            log.error(
                "Incident %s lies damaged in the record and is left out: %r. Its row stays as it is: stop, and restore "
                "it from the last copy.",
                number,
                why,
            )
            self._numbers.add(number)
