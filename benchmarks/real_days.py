"""Writes benchmarks/real_days.md, what the models say of real days: `python -m benchmarks.real_days FOLDER`."""

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from benchmarks.days import beijing, covid, desk, dispatch, los_angeles, requests_311, shenzhen
from benchmarks.days.page import Section

PAGE = Path(__file__).with_name("real_days.md")
HEAD = """# Real days

What the models of `indicators/`, and our desk, say of days that real cities wrote down. Written by `make real-days
DATA=folder`: each section calls the models themselves with views made from a file, every figure is reckoned, and the
data stay where they are. A dash is *unknown*, never nought. The cities measured their days; what is said of them here
is the models' word.
"""
SECTIONS: tuple[Callable[[Path], Section], ...] = (
    beijing.section, shenzhen.section, los_angeles.section, dispatch.section, desk.section, covid.section,
    requests_311.section,
)  # fmt: skip


def page(folder: Path) -> str:
    """The whole page."""
    return "\n".join([HEAD, *(_timed(section, folder) for section in SECTIONS)])


def _timed(section: Callable[[Path], Section], folder: Path) -> str:
    began = perf_counter()
    found = section(folder)
    return found.drawn(perf_counter() - began)


if __name__ == "__main__":
    PAGE.write_text(page(Path(sys.argv[1])), encoding="utf-8")
