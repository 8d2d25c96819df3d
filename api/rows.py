"""Rows: one reading each, as it is sent; a row of the wrong shape costs none of the others."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, ValidationError, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, core_schema

from api.refusals import worded
from api.values import Moment, Number, Text
from city.picture import Refusals

MOST_ROWS = 10_000  # a batch is one burst of work; more rows are more batches
LONGEST_NAME = 40


class Row(BaseModel):
    """One reading; the place may be left out where it is registered. Further keys are the kind's own columns."""

    model_config = ConfigDict(frozen=True, extra="allow", allow_inf_nan=False)
    __pydantic_extra__: dict[str, Number | None]  # pyright: ignore[reportIncompatibleVariableOverride] - its way

    thing: Text = Field(min_length=1, max_length=120)
    value: Number | None
    at: Moment
    lon: Number | None = None
    lat: Number | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a batch that have the right shape, and why the others were refused; at least one is right."""

    good: list[Row]
    refused: tuple[Refusals, ...] = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, _: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """How pydantic reads and describes it: as a list of rows."""
        rows = handler.generate_schema(Annotated[list[Row], Field(min_length=1, max_length=MOST_ROWS)])
        return core_schema.no_info_wrap_validator_function(_sorted_out, rows)


def _sorted_out(value: list[object], read: ValidatorFunctionWrapHandler) -> Rows:
    """All rows at once, which is fast; only where that fails, those without a fault."""
    try:
        return Rows(read(value))
    except ValidationError as wrong:
        faults = wrong.errors(include_url=False, include_context=False, include_input=False)
        bad = {one["loc"][0] if one["loc"] else None for one in faults}
        good = [row for number, row in enumerate(value) if number not in bad] if None not in bad else []
        if not good:
            raise
        example = f"{_where(faults[0]['loc'], len(value))}: {worded(faults[0]['type'], faults[0]['msg'])}."
        return Rows(read(good), (Refusals(reason="wrong shape", count=len(bad), example=example),))


def _where(steps: tuple[int | str, ...], of: int) -> str:
    """Which row, counted from one, and which of its columns; a stranger may give a column a very long name."""
    return f"Row {int(steps[0]) + 1} of {of}" + "".join(f", {str(step)[:LONGEST_NAME]}" for step in steps[1:])
