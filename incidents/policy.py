"""Policy: what a city asks of its desk beyond the tables; the defaults ask for what every screen of today can give."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from incidents.categories import all_categories


def _listed(said: object) -> object:
    """A list as it is; in the environment it is a text with commas."""
    return [one for one in (part.strip(" []\"'") for part in said.split(",")) if one] if isinstance(said, str) else said


def _known(codes: frozenset[str]) -> frozenset[str]:
    if strange := sorted(codes - all_categories().keys()):
        raise ValueError(f"it should be codes of incidents/categories.csv, and {strange[0]} is none")
    return codes


class Policy(BaseModel):
    """What is asked for.

    `filing`: that the place is known, the standard of filing ticked and duplicates looked at. `evidence`: photos of
    before and after, and the criterion ticked. `remote_check` are the categories that may be checked from afar.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    filing: bool = False
    evidence: bool = False
    remote_check: Annotated[frozenset[str], BeforeValidator(_listed), AfterValidator(_known)] = frozenset()
