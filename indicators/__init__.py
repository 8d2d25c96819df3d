"""Indicators: how well the city is. One file, one model; a folder per domain; `base.py` says what each must say.

`methods/` holds the statistics that several share, `contributors.py` how a value is taken apart.

To add one, copy a file of its domain: a pure function and the record `INDICATOR` beside it. Nothing else is edited;
the house finds it, the suite holds it to the promises of all.
"""

from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from indicators.base import Domain, Indicator


@cache
def all_indicators() -> MappingProxyType[str, Indicator]:
    """Every indicator by its name, found by walking this folder, in the order of domains and files."""
    here = Path(__file__).parent
    found = [
        import_module(f"indicators.{domain.value}.{file.stem}").INDICATOR
        for domain in Domain
        for file in sorted((here / domain.value).glob("[!_]*.py"))
    ]
    return MappingProxyType({one.name: one for one in found})
