"""The search index: what can be found, as columns that are read from one file without unpacking a single name.

Every name is known by several *keys*: as it is written in each language, as it sounds (pinyin), and by the first
letters of its sounds. All keys stand in one text; `start_at` lists where their words begin, sorted by what follows
there, so that whatever begins with the letters typed is one slice of it.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, Self
from zipfile import is_zipfile

import numpy as np
import numpy.typing as npt

from geo.place import Floats

Int32 = npt.NDArray[np.int32]
Small = npt.NDArray[np.uint8]
Texts = npt.NDArray[np.str_]

AREA, STREET, PLACE, FREEWAY = 0, 1, 2, 3  # a freeway, or a ramp, is a street at which nobody lives
KINDS = ("area", "street", "place", "street")
WRITTEN, SOUND, INITIALS = 0, 1, 2  # what a key is
SORTED_BY = 32  # bytes; by so many the beginnings of words are in order
LATER = ("place_kind", "place_kinds")  # columns that older files lack
GAP = b"\x00"  # between two keys


@dataclass(frozen=True, slots=True)
class Column:
    """Many texts (n,) in one, as UTF-8: text i is `text[first[i]:first[i + 1]]`."""

    text: Small
    first: Int32

    @classmethod
    def of(cls, texts: list[str]) -> Self:
        """The column of these texts."""
        raw = [text.encode() for text in texts]
        first = np.concatenate([[0], np.cumsum([len(one) for one in raw])])
        return cls(np.frombuffer(b"".join(raw), dtype=np.uint8), first.astype(np.int32))

    def __getitem__(self, row: int) -> str:
        return self.text[self.first[row] : self.first[row + 1]].tobytes().decode()


@dataclass(frozen=True, kw_only=True, eq=False)
class SearchIndex:
    """What can be found (n,): kind, names, place, rank (1 foremost to 9) and area; its keys (k,) and their words (s,).

    `place_kind` (n,) says by its row in `place_kinds` what kind of place an entry is; row 0 is none. An index that was
    made before it was kept knows no kinds.

    `node*` are the junctions of each street and `number*` its house numbers, rising, both as slices by `*_first`
    (n + 1,). `gram*` tell for three bytes in which keys they occur. `sound*` is how single signs sound.
    """

    kind: Small
    zh: Small
    zh_first: Int32
    en: Small
    en_first: Int32
    lon: Floats
    lat: Floats
    rank: Small
    area: Int32
    place_kind: Small
    place_kinds: Texts
    area_code: Texts
    area_zh: Texts
    area_en: Texts
    area_parent: Int32
    node_first: Int32
    node: Int32
    node_lon: Floats
    node_lat: Floats
    number_first: Int32
    number: Int32
    number_text: Texts
    number_lon: Floats
    number_lat: Floats
    key_text: Small
    key_entry: Int32
    key_kind: Small
    key_first: Int32
    key_length: Int32
    start_at: Int32
    start_key: Int32
    start_weight: Small
    gram: Int32
    gram_first: Int32
    gram_key: Int32
    sound_sign: Texts
    sound: Texts

    @classmethod
    def read(cls, path: Path) -> Self:
        """The index in this file; raises OSError, KeyError or ValueError where there is none."""
        with path.open("rb") as file:
            if not is_zipfile(file):
                raise ValueError("it is no .npz file")
            with np.load(file, allow_pickle=False) as stored:
                kept = [one.name for one in fields(cls) if one.name in stored or one.name not in LATER]
                columns: dict[str, Any] = {name: stored[name] for name in kept}
        columns.setdefault("place_kind", np.zeros(len(columns["kind"]), dtype=np.uint8))
        columns.setdefault("place_kinds", np.array([""]))
        return cls(**columns)

    def write(self, path: Path) -> None:
        """Write the index into a file that `read` understands: not packed, since it is read in one breath."""
        columns: dict[str, Any] = {one.name: getattr(self, one.name) for one in fields(self)}
        np.savez(path, **columns)

    def __len__(self) -> int:
        return len(self.kind)

    @cached_property
    def titles(self) -> tuple[Column, Column]:
        """The names, Chinese and English."""
        return Column(self.zh, self.zh_first), Column(self.en, self.en_first)

    @cached_property
    def keys(self) -> bytes:
        """All keys as one text."""
        return self.key_text.tobytes()

    @cached_property
    def sounds(self) -> dict[str, str]:
        """How single Chinese signs sound, those that occur in names."""
        return dict(zip(self.sound_sign.tolist(), self.sound.tolist(), strict=True))

    def key(self, number: int) -> str:
        """One key."""
        first = int(self.key_first[number])
        return self.keys[first : first + int(self.key_length[number])].decode()

    def beginning_with(self, text: bytes) -> slice:
        """Which word beginnings go on with these letters, `SORTED_BY` bytes at most: a slice of `start_at`."""
        keys, at = self.keys, self.start_at

        def there(row: int) -> bytes:
            return keys[at[row] : at[row] + len(text)]

        rows = range(len(at))
        low = bisect_left(rows, text, key=there)
        return slice(low, bisect_right(rows, text, lo=low, key=there))
