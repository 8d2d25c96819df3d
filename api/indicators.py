"""Indicators: how well the city is, by model; the card of each, and its value in every area."""

import math
from datetime import datetime
from http import HTTPStatus

from api import answers
from api.answers import Words
from api.door import Asked, Door, Shape
from api.guard import READ
from api.ports import House
from api.refusals import Plain, not_found
from city.picture import Measure
from indicators.base import UNKNOWN, Indicator
from live import wire


class IndicatorCard(Shape):
    """What an indicator says of itself, and the city's value now."""

    name: str
    title: Words
    domain: str
    unit: str
    better: str
    digits: int
    cuts: dict[str, float]
    formula: Words
    source: str
    every_s: float
    value: float | None
    band: int
    at: datetime | None


class Indicators(Shape):
    """Every indicator with the city's value."""

    indicators: list[IndicatorCard]


class IndicatorWithMeasure(IndicatorCard):
    """An indicator with its value in every area."""

    areas: list[str]
    measure: answers.Measure | None


def doors(house: House) -> tuple[Door, ...]:
    """`GET /indicators` and `GET /indicators/{name}`."""

    def every(_: Asked) -> Plain:
        measures = house.picture.measures
        return {"indicators": [_card(one, measures.get(name)) for name, one in house.indicators.items()]}

    def one(asked: Asked) -> Plain:
        name = asked.path["name"]
        indicator = house.indicators.get(name)
        if indicator is None:
            raise not_found(f"There is no indicator {name}. /api/v1/indicators lists all there are.")
        measure = house.picture.measures.get(name)
        return {
            **_card(indicator, measure),
            "areas": list(house.pack.areas.codes),
            "measure": None if measure is None else wire.measure(measure, wire.iso),
        }

    return (
        Door(
            method="GET", path="/indicators", name="indicators", right=READ, answer=Indicators, handle=every,
            summary="Every indicator with the city's value", tags=("indicators",),
        ),
        Door(
            method="GET", path="/indicators/{name}", name="indicator", right=READ, handle=one,
            answer=IndicatorWithMeasure, tags=("indicators",), refuses=(HTTPStatus.NOT_FOUND,),
            summary="One indicator, explained, with its value in every area",
        ),
    )  # fmt: skip


def _card(one: Indicator, measure: Measure | None) -> Plain:
    value = math.nan if measure is None else float(measure.value[0])
    return {
        "name": one.name,
        "title": one.title,
        "domain": one.domain.value,
        "unit": one.unit,
        "better": one.better.value,
        "digits": one.digits,
        "cuts": {"attention": one.bands.attention, "warning": one.bands.warning, "critical": one.bands.critical},
        "formula": one.formula,
        "source": one.source,
        "every_s": one.every_s,
        "value": value,
        "band": UNKNOWN if measure is None else int(measure.band[0]),
        "at": None if measure is None else wire.iso(measure.at),
    }
