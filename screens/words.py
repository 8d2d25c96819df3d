"""Words: every word that a screen says, once per language, read from `words/`; kinds and domains have their own titles.

A word may hold `{n}` and other blanks, which the browser fills; `"{n} row|{n} rows"` is one and many.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from city.kinds import KINDS
from indicators.called import DOMAIN_TITLES

LANGUAGES = ("zh", "en")
_FOLDER = Path(__file__).parent / "words"


@cache
def words(language: str) -> Mapping[str, str]:
    """All words of one of the `LANGUAGES`, by key."""
    # In C it takes a tenth of the time; not everybody's yaml is built with it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    tree = yaml.load((_FOLDER / f"{language}.yaml").read_text("utf-8"), Loader=loader)  # noqa: S506 - both are safe
    readings = {f"reading.{name}": kind.title[language] for name, kind in KINDS.items()}
    domains = {f"domain.{domain.value}": title[language] for domain, title in DOMAIN_TITLES.items()}
    return MappingProxyType(dict(_flat(tree)) | readings | domains)


def _flat(tree: Mapping[str, object], above: str = "") -> list[tuple[str, str]]:
    """`{"a": {"b": "c"}}` as `[("a.b", "c")]`."""
    pairs: list[tuple[str, str]] = []
    for key, value in tree.items():
        path = f"{above}{key}"
        pairs += _flat(value, f"{path}.") if isinstance(value, Mapping) else [(path, str(value))]
    return pairs
