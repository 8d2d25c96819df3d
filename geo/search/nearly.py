"""Nearly typed: names that are a slip away from what was typed, or sound the same."""

import numpy as np
import numpy.typing as npt

from geo.place import Floats
from geo.search.index import Int32, SearchIndex
from geo.search.words import is_chinese

Ints = npt.NDArray[np.intp]

SHORTEST = 3  # signs in Latin letters; two wrong ones may be anything
MOST_POSTINGS = 30_000
MOST_CANDIDATES = 150
ALIKE = 0.72  # how much of two texts must agree


def nearly(index: SearchIndex, asked: str) -> tuple[Ints, Floats]:
    """The entries whose names are like the text (words without gaps) (k,), and how like they are, 0.72 to 1.

    An entry may occur more than once.
    """
    alike: list[tuple[int, float]] = []
    for text in (asked, heard(index, asked)):
        if len(text) >= (2 if is_chinese(text) else SHORTEST):
            alike += _alike(index, text)
    keys, score = np.array(alike, dtype=np.float64).reshape(-1, 2).T
    return index.key_entry[keys.astype(np.intp)].astype(np.intp), score


def heard(index: SearchIndex, asked: str) -> str:
    """How a Chinese text sounds, so that a wrong sign of the right sound is no mistake; empty for other texts."""
    return "".join(index.sounds.get(sign, sign) for sign in asked) if is_chinese(asked) else ""


def _alike(index: SearchIndex, text: str) -> list[tuple[int, float]]:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - needed only where nothing was found at once

    found: list[tuple[int, float]] = []
    for key in _candidates(index, text.encode()):
        name = index.key(key)
        whole = OSA.normalized_similarity(text, name)
        # One sign may have been left out.
        begun = max(OSA.normalized_similarity(text, name[: len(text) + more]) for more in (0, 1))
        if (score := max(whole, 0.95 * begun)) >= ALIKE:
            found.append((key, score))
    return found


def _candidates(index: SearchIndex, raw: bytes) -> list[int]:
    """The keys that share the most groups of three bytes with the text."""
    grams = {raw[i] << 16 | raw[i + 1] << 8 | raw[i + 2] for i in range(len(raw) - 2) if not 0x80 <= raw[i] < 0xC0}
    slices: list[tuple[int, int, int]] = []
    for gram in grams:
        at = int(np.searchsorted(index.gram, gram))
        if at < len(index.gram) and index.gram[at] == gram:
            low, high = int(index.gram_first[at]), int(index.gram_first[at + 1])
            slices.append((high - low, low, high))
    room, parts = MOST_POSTINGS, list[np.ndarray]()
    for size, low, high in sorted(slices):  # the rarest tell most
        room -= size
        if room < 0 and parts:
            break
        parts.append(index.gram_key[low:high])
    if not parts:
        return []
    return _most(np.sort(np.concatenate(parts)))


def _most(keys: Int32) -> list[int]:
    """Of keys in order, each as often as it shares something, those that occur most often."""
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    often = np.diff(first, append=len(keys))
    return keys[first[np.argsort(-often, kind="stable")[:MOST_CANDIDATES]]].tolist()
