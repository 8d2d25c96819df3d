"""Chains: which reports are of the same matter, because the same person or the same words came from the same place.

The work is bounded: each report is compared with at most so many others of its person, of its words and of its
surroundings, the nearest first, however many come from one address.
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import KDTree

from city.readings import Floats
from geo.areas import Ints

NEXT_OF_SAME = 30  # of the same person or words, in the order of their places
NEAREST = 30
AT_ONCE = 20_000  # pairs of words compared in one go, to keep the memory small
ROUNDING_M = 1e-6
# A third coordinate, far too small to change who is near: of many at one address those are nearest whose words are.
APART_M = 1e-6

Pairs = tuple[Ints, Ints]


def same(group: Floats, kind: Ints, metres: Floats, within_m: float) -> Pairs:
    """Pairs of one group (k,; NaN is none) and kind (k,) that are near, in metres (k, 2), next to each other."""
    order = np.lexsort((metres[:, 1], metres[:, 0], kind, group))
    order = order[~np.isnan(group[order])]
    firsts, seconds = [np.zeros(0, dtype=np.intp)], [np.zeros(0, dtype=np.intp)]
    for step in range(1, NEXT_OF_SAME + 1):
        one, other = order[:-step], order[step:]
        alike = (group[one] == group[other]) & (kind[one] == kind[other])
        if not alike.any():
            break
        one, other = one[alike], other[alike]
        near = np.hypot(*(metres[one] - metres[other]).T) <= within_m + ROUNDING_M
        firsts.append(one[near])
        seconds.append(other[near])
    return np.concatenate(firsts), np.concatenate(seconds)


def near(text: Ints, kind: Ints, metres: Floats, within_m: float) -> Pairs:
    """Pairs of one kind with different texts (k,) that are near: each with its `NEAREST` at most, each pair once."""
    firsts, seconds = [np.zeros(0, dtype=np.intp)], [np.zeros(0, dtype=np.intp)]
    for one in np.unique(kind):
        rows = np.flatnonzero(kind == one)
        if len(rows) < 2:
            continue
        points = np.column_stack([metres[rows], text[rows] * APART_M])
        found = KDTree(points).query(points, k=min(NEAREST + 1, len(rows)), distance_upper_bound=within_m + 1.0)
        others = np.asarray(found[1], dtype=np.intp)
        which, place = np.nonzero(others < len(rows))
        first, second = rows[which], rows[others[which, place]]
        close = np.hypot(*(metres[first] - metres[second]).T) <= within_m + ROUNDING_M
        keep = close & (text[first] != text[second])
        firsts.append(np.minimum(first, second)[keep])
        seconds.append(np.maximum(first, second)[keep])
    # As single numbers, because numpy sorts those many times faster than pairs.
    pairs = np.unique(np.concatenate(firsts) * len(text) + np.concatenate(seconds))
    return pairs // len(text), pairs % len(text)


def vectors(texts: Sequence[str]) -> csr_array | None:
    """TF-IDF of two and three letters in a row of each text, of length one; None where no text has two letters.

    Letters and not words, because Chinese has no spaces between words. They are counted here and not by scikit-learn's
    TfidfVectorizer, which takes seconds for what a day of a city brings.
    """
    from sklearn.feature_extraction.text import TfidfTransformer  # noqa: PLC0415 - takes a second; only heavy ones ask

    small = [text.lower() for text in texts]
    size = np.array([len(text) for text in small], dtype=np.intp)
    if size.max(initial=0) < 2:
        return None
    letters = np.frombuffer("".join(small).encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    text, left = np.repeat(np.arange(len(small)), size), np.repeat(np.cumsum(size), size) - np.arange(len(letters))
    two = (letters[:-1] << 21) + letters[1:]
    three = (two[:-1] << 21) + letters[2:]
    grams = np.concatenate([two[left[:-1] >= 2], three[left[:-2] >= 3]])
    rows = np.concatenate([text[:-1][left[:-1] >= 2], text[:-2][left[:-2] >= 3]])
    names, column = np.unique(grams, return_inverse=True)
    counts = coo_array((np.ones(len(rows)), (rows, column)), shape=(len(texts), len(names)))
    return csr_array(TfidfTransformer().fit_transform(csr_array(counts)))


def cosines(of: csr_array, first: Ints, second: Ints) -> Floats:
    """The cosine of pairs of rows (p,)."""
    found = np.zeros(len(first))
    for start in range(0, len(first), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        found[part] = (of[first[part]] * of[second[part]]).sum(axis=1)
    return found


def alike(words: Sequence[str], kind: Ints, metres: Floats, *, within_m: float, cosine: float) -> Pairs:
    """Pairs of one kind that are near and say the same, or nearly: equal words, or a cosine that is great enough."""
    texts, text = np.unique(np.array([one.strip() for one in words], dtype=np.str_), return_inverse=True)
    text = text.astype(np.intp)
    said = texts[text] != ""
    equal = same(np.where(said, text, np.nan), kind, metres, within_m)
    # The same words at the same address are linked already; one of them speaks for all.
    told = np.column_stack([kind, text, metres])
    rows = np.unique(np.where(said[:, np.newaxis], told, np.inf), axis=0, return_index=True)[1]
    rows = rows[said[rows]]
    of = vectors(texts.tolist())
    if of is None or len(rows) < 2:
        return equal
    one, other = near(text[rows], kind[rows], metres[rows], within_m)
    # Many pairs of tickets are of the same two texts.
    said_by = np.sort(np.column_stack([text[rows[one]], text[rows[other]]]), axis=1)
    both, which = np.unique(said_by[:, 0] * len(texts) + said_by[:, 1], return_inverse=True)
    close = cosines(of, both // len(texts), both % len(texts))[which] >= cosine - 1e-12
    return np.concatenate([equal[0], rows[one[close]]]), np.concatenate([equal[1], rows[other[close]]])


def chains(many: int, *pairs: Pairs) -> Ints:
    """The chain of each of so many reports (k,), numbered, where every pair is a link."""
    first = np.concatenate([one for one, _ in pairs])
    second = np.concatenate([other for _, other in pairs])
    links = coo_array((np.ones(len(first)), (first, second)), shape=(many, many))
    return connected_components(links, directed=False)[1].astype(np.intp)
