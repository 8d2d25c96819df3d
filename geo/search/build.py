"""Building the search index: every name becomes its keys, and the keys a sorted text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from geo.areas import Areas
from geo.place import Floats
from geo.search.index import AREA, GAP, INITIALS, SORTED_BY, SOUND, WRITTEN, Column, Int32, SearchIndex, Small
from geo.search.pinyin import readings, sounds
from geo.search.words import is_chinese, joined, words

SHORTEST_INITIALS = 2
MOST_COMMON = 20_000  # three bytes that occur in more keys tell nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """What can be found (n,), for the index; `rank` is 1 for the foremost to 9, `place_kind` "" for none."""

    kind: Small
    zh: list[str]
    en: list[str]
    lon: Floats
    lat: Floats
    rank: Small
    place_kind: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Junctions:
    """Which junctions each entry has: `entry` and `node` (j,) in pairs, and where they are."""

    entry: Int32
    node: Int32
    lon: Floats
    lat: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Known house numbers (h,): of which entry, the number as a figure and as it is written, and where."""

    entry: Int32
    number: Int32
    text: list[str]
    lon: Floats
    lat: Floats


class Key(NamedTuple):
    """One way to type a name, where its words begin, and what it is."""

    text: str
    starts: tuple[int, ...]
    kind: int


def build(entries: Entries, junctions: Junctions, numbers: Numbers, areas: Areas) -> SearchIndex:
    """The index of these entries."""
    zh, en = Column.of(entries.zh), Column.of(entries.en)
    size = len(entries.kind)
    by_entry = np.lexsort((junctions.node, junctions.entry))
    rising = np.lexsort((numbers.number, numbers.entry))
    known = sounds("".join(entries.zh))
    # The leaf `elsewhere` is the last one: those places lie in the city, area 0.
    leaf = np.array([*areas.leaves, 0], dtype=np.int32)[areas.leaf_of(entries.lon, entries.lat)]
    leaf[entries.kind == AREA] = np.arange((entries.kind == AREA).sum())  # areas come in their own order
    at = {code: i for i, code in enumerate(areas.codes)}
    kinds, place_kind = np.unique(np.array(["", *entries.place_kind]), return_inverse=True)  # "" comes first
    return SearchIndex(
        kind=entries.kind, zh=zh.text, zh_first=zh.first, en=en.text, en_first=en.first, lon=entries.lon,
        lat=entries.lat, rank=entries.rank, area=leaf, place_kind=place_kind[1:].astype(np.uint8), place_kinds=kinds,
        area_code=np.array(areas.codes), area_zh=np.array([area.title["zh"] for area in areas.all]),
        area_en=np.array([area.title["en"] for area in areas.all]),
        area_parent=np.array([-1 if area.parent is None else at[area.parent] for area in areas.all], dtype=np.int32),
        node_first=_firsts(junctions.entry, size), node=junctions.node[by_entry],
        node_lon=junctions.lon[by_entry], node_lat=junctions.lat[by_entry],
        number_first=_firsts(numbers.entry, size), number=numbers.number[rising],
        number_text=np.array(numbers.text, dtype=np.str_)[rising], number_lon=numbers.lon[rising],
        number_lat=numbers.lat[rising], sound_sign=np.array([*known], dtype=np.str_),
        sound=np.array([*known.values()], dtype=np.str_), **_keys(entries),
    )  # fmt: skip


def keys_of(zh: str, en: str) -> list[Key]:
    """Every way to type a name.

    >>> [key.text for key in keys_of("中山路", "Zhongshan Road")]
    ['中山路', 'zhongshanlu', 'zsl', 'zhongshanroad']
    """
    keys = dict[str, Key]()
    if parts := words(zh):
        keys |= {text: Key(text, starts, WRITTEN) for text, starts in [joined(parts)]}
    if is_chinese(zh):
        for sound in readings("".join(parts)):
            for syllables, kind in ((sound, SOUND), ([one[0] for one in sound], INITIALS)):
                text, starts = joined(list(syllables))
                if kind != INITIALS or len(text) >= SHORTEST_INITIALS:
                    keys.setdefault(text, Key(text, starts, kind))
    if en and (parts := words(en)):
        text, starts = joined(parts)
        keys[text] = Key(text, starts, WRITTEN)
    return [*keys.values()]


def _keys(entries: Entries) -> dict[str, np.ndarray]:
    """The columns of keys, their word beginnings, and their grams."""
    entry, kind, first, length, parts = list[int](), list[int](), list[int](), list[int](), list[bytes]()
    start_at, start_key, tails, place, at = list[int](), list[int](), list[bytes](), list[int](), 0
    for row, (zh, en) in enumerate(zip(entries.zh, entries.en, strict=True)):
        for key in keys_of(zh, en):
            raw = key.text.encode()
            before = _byte_starts(key, raw)
            start_at += [at + one for one in before]
            start_key += [len(parts)] * len(before)
            tails += [raw[one : one + SORTED_BY] for one in before]
            place += range(len(before))
            for column, one in ((entry, row), (kind, key.kind), (first, at), (length, len(raw))):
                column.append(one)
            parts.append(raw)
            at += len(raw) + len(GAP)
    order = np.argsort(np.array(tails, dtype=f"S{SORTED_BY}"), kind="stable")
    text = np.frombuffer(GAP.join([*parts, b""]), dtype=np.uint8)
    columns = {
        "key_text": text, "key_entry": _ints(entry), "key_kind": np.array(kind, dtype=np.uint8),
        "key_first": _ints(first), "key_length": _ints(length), "start_at": _ints(start_at)[order],
        "start_key": _ints(start_key)[order],
    }  # fmt: skip
    weight = _weight(columns, np.array(place)[order], entries.rank)
    return columns | {"start_weight": weight} | _grams(text, columns)


def _byte_starts(key: Key, raw: bytes) -> Sequence[int]:
    """Where in the bytes of a key its words begin."""
    return key.starts if len(raw) == len(key.text) else [len(key.text[:one].encode()) for one in key.starts]


def _weight(columns: dict[str, np.ndarray], place: np.ndarray, rank: Small) -> Small:
    """How far behind the foremost each beginning stands whatever is typed: first words and great things first."""
    key = columns["start_key"]
    return np.minimum(
        40 * (place > 0) + 15 * columns["key_kind"][key] + 8 * rank[columns["key_entry"][key]], 255
    ).astype(np.uint8)


def _grams(text: Small, columns: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """For each three bytes that stand together in a key, the keys that hold them; Chinese signs whole."""
    three = text[:-2].astype(np.int32) << 16 | text[1:-1].astype(np.int32) << 8 | text[2:]
    key = np.repeat(np.arange(len(columns["key_length"]), dtype=np.int32), columns["key_length"] + len(GAP))[
        : len(three)
    ]
    whole = (text[:-2] != 0) & (text[1:-1] != 0) & (text[2:] != 0)
    begins = (text[:-2] < 0x80) | (text[:-2] >= 0xE0)  # no sign is cut
    kept = whole & begins & (columns["key_kind"][key] != INITIALS)
    pairs = np.sort(three[kept].astype(np.int64) << 32 | key[kept])  # np.unique takes ten times as long
    pairs = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])] if len(pairs) else pairs
    begin = np.flatnonzero(np.diff(pairs >> 32, prepend=-1))
    gram, count = pairs[begin] >> 32, np.diff(begin, append=len(pairs))
    telling = np.repeat(count <= MOST_COMMON, count)
    gram, count = gram[count <= MOST_COMMON], count[count <= MOST_COMMON]
    return {
        "gram": gram.astype(np.int32), "gram_first": _ints([0, *np.cumsum(count)]),
        "gram_key": (pairs[telling] & 0xFFFFFFFF).astype(np.int32),
    }  # fmt: skip


def _ints(numbers: Sequence[int]) -> Int32:
    return np.array(numbers, dtype=np.int32)


def _firsts(entry: Int32, size: int) -> Int32:
    """Where the slice of each entry begins once the rows are sorted by entry (size + 1,)."""
    return np.concatenate([[0], np.cumsum(np.bincount(entry, minlength=size))]).astype(np.int32)
