"""Pinyin: how Chinese names sound, syllable by syllable, without tones."""

import unicodedata
from functools import lru_cache
from typing import Any, cast

import pypinyin

# Signs of place names that are read in several ways. For them the whole name is asked, and their other readings are
# known too; of all others the first reading is taken, which is a hundred times faster than asking for every name.
SEVERAL = frozenset("重长行乐朝调曾单解厦都会盖圩埔堡蚌柏藏传弹度佛观降角露绿模曲石宿尾系校兴荫载折转厂车")
MOST = 3  # ways to read one name


def readings(name: str) -> list[tuple[str, ...]]:
    """The ways to read a name, the usual one first; what is not Chinese stays as it is.

    >>> readings("重庆路")
    [('chong', 'qing', 'lu'), ('zhong', 'qing', 'lu')]
    """
    signs = [*map(_ways, name)]
    if not SEVERAL.isdisjoint(name):
        for i, usual in enumerate(_asked(name)):
            signs[i] = (usual, *(one for one in signs[i] if one != usual))
    usual = tuple([ways[0] for ways in signs])
    ways = [(*usual[:i], other, *usual[i + 1 :]) for i, one in enumerate(signs) for other in one[1:]]
    return [usual, *ways][:MOST]


def sounds(signs: str) -> dict[str, str]:
    """The usual sound of each of these signs that is Chinese."""
    return {sign: sound for sign in sorted(set(signs)) if (sound := _sound(sign))}


@lru_cache(maxsize=32_768)
def _sound(sign: str) -> str:
    """How a sign sounds by itself; empty for what is not Chinese."""
    said = pypinyin.lazy_pinyin(sign, errors="ignore")
    return _plain(said[0]) if said else ""


@lru_cache(maxsize=32_768)
def _ways(sign: str) -> tuple[str, ...]:
    """The ways to read a sign, the usual one first; what is not Chinese is read as it stands."""
    sound = _sound(sign)
    return (sound, *_others(sign)) if sound else (sign,)


def _others(sign: str) -> tuple[str, ...]:
    if sign not in SEVERAL:
        return ()
    said = pypinyin.pinyin(sign, style=pypinyin.Style.NORMAL, heteronym=True)[0]
    return tuple(dict.fromkeys(plain for one in said if (plain := _plain(one)) != _sound(sign)))[:1]


def _asked(name: str) -> list[str]:
    """How each sign sounds within this name."""
    return [_plain(one) for one in pypinyin.lazy_pinyin(name, errors=cast("Any", _apart))]


def _apart(signs: str) -> list[str]:
    return list(signs)


def _plain(sound: str) -> str:
    flat = unicodedata.normalize("NFKD", sound)
    return "".join(sign for sign in flat if not unicodedata.combining(sign)).replace("v", "u")
