"""Files as a caller of the importer names them: a path, and behind a colon what is special about this file.

districts.geojson
stations.csv:kind=charging_station,frame=gcj02
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Self

from geo.importing.tables import Missing

OPTIONS = re.compile(r":(?=\w+=)")
NEXT = re.compile(r",(?=\w+=)")


@dataclass(frozen=True, slots=True)
class Given:
    """One file, and what was said of it."""

    path: Path
    said: Mapping[str, str]

    @classmethod
    def of(cls, text: str, known: Collection[str]) -> Self:
        """The file that this text names; raises `Missing` where it says something that nobody asks for.

        >>> given = Given.of("a/stations.csv:kind=hospital,frame=EPSG:4547", ("kind", "frame"))
        >>> given.path.name, dict(given.said)
        ('stations.csv', {'kind': 'hospital', 'frame': 'EPSG:4547'})
        """
        path, *more = OPTIONS.split(text, maxsplit=1)
        said = dict(part.split("=", 1) for part in NEXT.split(more[0])) if more else {}
        for name in said:
            if name not in known:
                close = get_close_matches(name, known, n=1)
                meant = f" Did you mean {close[0]}?" if close else ""
                there = f"There {'are' if len(known) > 1 else 'is'} {', '.join(known)}." if known else "It takes none."
                raise Missing(f"{text}: there is no option {name}. {there}{meant}")
        return cls(Path(path), MappingProxyType(said))

    def __str__(self) -> str:
        said = ",".join(f"{name}={value}" for name, value in self.said.items())
        return f"{self.path}:{said}" if said else str(self.path)

    def there(self) -> Self:
        """The same, once the file is known to be there. Raises `Missing`."""
        if not self.path.is_file():
            raise Missing(f"There is no file {self.path}. Correct the path, or download the file first.")
        if self.path.stat().st_size == 0:
            raise Missing(f"{self.path} is empty. Download it again.")
        return self
