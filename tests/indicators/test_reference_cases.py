"""Every published value that concerns a model that is here must be tried somewhere in the suite."""

import re
from pathlib import Path

import pytest

from indicators import all_indicators
from tests.indicators.reference import cases

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", [name for name, one in cases().items() if one["model"] in all_indicators()])
def test_every_case_of_a_model_is_tried(name: str):
    tried = "".join(file.read_text(encoding="utf-8") for file in HERE.glob("test_*.py"))
    assert re.search(rf"""["']{re.escape(name)}["']""", tried), f"{name} is tried by no test of {HERE.name}."
