"""Indicators: how well the city is, by model; the card of each, and its value in every area."""

import math
from datetime import datetime, timedelta
from http import HTTPStatus

from api import answers
from api.answers import Words
from api.door import Asked, Door, Shape
from api.explanations import Course, ExplanationTold, course, told
from api.guard import READ
from api.ports import House
from api.refusals import NotServed, Plain, not_found
from api.values import Moment, Text
from api.workbench import Workbench
from city.kinds import KINDS
from city.picture import Measure
from indicators.base import UNKNOWN, Indicator
from live import wire
from live.measures.explaining import Explainer

DAY, LONGEST = timedelta(days=1), timedelta(days=62)


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
    owner: Words
    inputs: list[str]
    companions: dict[str, Words]
    every_s: float
    value: float | None
    band: int
    at: datetime | None


class Indicators(Shape):
    """Every indicator with the city's value."""

    indicators: list[IndicatorCard]


class IndicatorWithMeasure(IndicatorCard):
    """An indicator with its value in every area, and the figure of one of them taken apart."""

    areas: list[str]
    measure: answers.Measure | None
    explanation: ExplanationTold | None


class WhichFigure(Shape):
    """Which figure is to be explained: the city's where no area is named."""

    area: Text = ""


class WhichCourse(Shape):
    """Of which area, and from when on and until when; the city's last day where nothing is said."""

    area: Text = ""
    since: Moment | None = None
    until: Moment | None = None


def doors(house: House) -> tuple[Door, ...]:
    """`GET /indicators`, `GET /indicators/{name}` and `GET /indicators/{name}/course`."""
    explainer = Explainer(house.measuring, house.pack.areas.codes, house.watch.quality.score)
    bench = Workbench()
    titles: dict[str, Words] = {kind.name: dict(kind.title) for kind in KINDS.values()}
    titles |= {one.name: dict(one.title) for one in house.indicators.values()}

    def every(_: Asked) -> Plain:
        measures = house.picture.measures
        return {"indicators": [_card(one, measures.get(name)) for name, one in house.indicators.items()]}

    def one(asked: Asked) -> Plain:
        indicator, area = known(asked), in_city(asked.query.area)
        measure = house.picture.measures.get(indicator.name)
        return {
            **_card(indicator, measure),
            "areas": list(house.pack.areas.codes),
            "measure": None if measure is None else wire.measure(measure, wire.iso),
            "explanation": None if measure is None or measure.error else explained(indicator, area, measure),
        }

    def explained(indicator: Indicator, area: str, measure: Measure) -> Plain:
        found = bench.beside(lambda: explainer.explain(indicator, area, measure))
        return told(found, titles, house.clock())

    def over_time(asked: Asked) -> Plain:
        indicator, wanted = known(asked), asked.query
        area = in_city(wanted.area)
        until = wanted.until or house.clock()
        since = wanted.since or until - DAY
        if not since < until <= since + LONGEST:
            message = f"since must lie before until, at most {LONGEST.days} days. Ask for less."
            raise NotServed(HTTPStatus.BAD_REQUEST, "too_long", message)
        kept = house.measuring.annals.between(indicator.name, since, until)
        return course(indicator, area, house.pack.areas.codes.index(area), kept)

    def known(asked: Asked) -> Indicator:
        name = asked.path["name"]
        if name not in house.indicators:
            raise not_found(f"There is no indicator {name}. /api/v1/indicators lists all there are.")
        return house.indicators[name]

    def in_city(area: str) -> str:
        codes = house.pack.areas.codes
        if area and area not in codes:
            raise not_found(f"There is no area {area}. /api/v1/places/areas lists all there are.")
        return area or codes[0]

    return (
        Door(
            method="GET", path="/indicators", name="indicators", right=READ, answer=Indicators, handle=every,
            summary="Every indicator with the city's value", tags=("indicators",),
        ),
        Door(
            method="GET", path="/indicators/{name}", name="indicator", right=READ, handle=one,
            answer=IndicatorWithMeasure, query=WhichFigure, tags=("indicators",), refuses=(HTTPStatus.NOT_FOUND,),
            summary="One indicator with its value in every area, and one area's figure explained",
        ),
        Door(
            method="GET", path="/indicators/{name}/course", name="indicator_course", right=READ, handle=over_time,
            answer=Course, query=WhichCourse, tags=("indicators",), refuses=(HTTPStatus.NOT_FOUND,),
            summary="What an indicator said of an area over a while, five minutes apart, hourly after 400 days",
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
        "owner": one.owner,
        "inputs": list(one.looks_at),
        "companions": {name: dict(title) for name, title in one.companions.items()},
        "every_s": one.every_s,
        "value": value,
        "band": UNKNOWN if measure is None else int(measure.band[0]),
        "at": None if measure is None else wire.iso(measure.at),
    }
