"""Published values, which the models are held to: printed ones, other software's, tables of standards."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

FILE = Path(__file__).with_name("cases.json")


@cache
def cases() -> dict[str, dict[str, Any]]:
    """Every case by its name: what goes in, what comes out, within which tolerance, and who says so."""
    return {one["case_id"]: one for one in json.loads(FILE.read_text(encoding="utf-8"))}


def case(name: str) -> tuple[Any, Any]:
    """What goes into a case and what comes out."""
    return cases()[name]["inputs"], cases()[name]["expected"]


def agrees(name: str, found: object, expected: object | None = None) -> None:
    """The figures are those of the case (or a part of it), within its own tolerance."""
    told = cases()[name]
    wanted = told["expected"] if expected is None else expected
    tolerance = told["tolerance"]
    np.testing.assert_allclose(
        np.asarray(found, dtype=np.float64), np.asarray(wanted, dtype=np.float64),
        atol=tolerance.get("abs", 0) + 1e-12, rtol=tolerance.get("rel", 0), err_msg=f"{name}: {told['source']}",
    )  # fmt: skip
