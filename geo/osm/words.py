"""Words in OpenStreetMap's tags: names in Chinese and English, as they stand there and never invented."""

import re
from collections.abc import Mapping

CHINESE = re.compile(r"[㐀-鿿豈-﫿]")


def named(tags: Mapping[str, str]) -> tuple[str, str]:
    """The Chinese and the English name; where one is not known the local name, "" where there is none at all.

    >>> named({"name": "Mannerheimintie", "name:sv": "Mannerheimvägen"})
    ('Mannerheimintie', 'Mannerheimintie')
    >>> named({"name": "深南大道", "name:en": "Shennan Boulevard"})
    ('深南大道', 'Shennan Boulevard')
    """
    local = tags.get("name", "")
    zh = next((tags[key] for key in ("name:zh-Hans", "name:zh", "name:zh-Hant") if tags.get(key)), local)
    en = next((tags[key] for key in ("name:en", "int_name") if tags.get(key)), local)
    return zh or en, en or zh


def has_chinese(text: str) -> bool:
    """Whether there is a Chinese letter in it.

    >>> has_chinese("G4 京港澳高速"), has_chinese("Nordsjö")
    (True, False)
    """
    return CHINESE.search(text) is not None
