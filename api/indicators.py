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
    said = Answers(house)
    return (
        Door(
            method="GET", path="/indicators", name="indicators", right=READ, answer=Indicators, handle=said.every,
            summary="Every indicator with the city's value", tags=("indicators",),
        ),
        Door(
            method="GET", path="/indicators/{name}", name="indicator", right=READ, handle=said.one,
            answer=IndicatorWithMeasure, query=WhichFigure, tags=("indicators",), refuses=(HTTPStatus.NOT_FOUND,),
            summary="One indicator with its value in every area, and one area's figure explained",
        ),
        Door(
            method="GET", path="/indicators/{name}/course", name="indicator_course", right=READ, handle=said.course,
            answer=Course, query=WhichCourse, tags=("indicators",), refuses=(HTTPStatus.NOT_FOUND,),
            summary="What an indicator said of an area over a while, five minutes apart, hourly after 400 days",
        ),
    )  # fmt: skip


class Answers:
    """What the doors answer; explanations are made beside the thread that serves everybody."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._bench = Workbench()
        titles: dict[str, Words] = {kind.name: dict(kind.title) for kind in KINDS.values()}
        self._titles = titles | {one.name: dict(one.title) for one in house.indicators.values()}

    def every(self, _: Asked) -> Plain:
        """Every indicator with the city's value."""
        measures = self._house.picture.measures
        return {"indicators": [_card(one, measures.get(name)) for name, one in self._house.indicators.items()]}

    def one(self, asked: Asked) -> Plain:
        """One indicator with its value in every area, and one area's figure explained."""
        indicator, area = self._known(asked), self._in_city(asked.query.area)
        measure = self._house.picture.measures.get(indicator.name)
        return {
            **_card(indicator, measure),
            "areas": list(self._house.pack.areas.codes),
            "measure": None if measure is None else wire.measure(measure, wire.iso),
            "explanation": None if measure is None or measure.error else self._explained(indicator, area, measure),
        }

    def course(self, asked: Asked) -> Plain:
        """What an indicator said of an area over a while. Raises `NotServed` where that is too long."""
        indicator, wanted, house = self._known(asked), asked.query, self._house
        area = self._in_city(wanted.area)
        until = wanted.until or house.clock()
        since = wanted.since or until - DAY
        if not since < until <= since + LONGEST:
            message = f"since must lie before until, at most {LONGEST.days} days. Ask for less."
            raise NotServed(HTTPStatus.BAD_REQUEST, "too_long", message)
        kept = house.measuring.annals.between(indicator.name, since, until)
        return course(indicator, area, house.pack.areas.codes.index(area), kept)

    def _explained(self, indicator: Indicator, area: str, measure: Measure) -> Plain:
        found = self._bench.beside(lambda: self._house.explainer.explain(indicator, area, measure))
        return told(found, self._titles, self._house.clock())

    def _known(self, asked: Asked) -> Indicator:
        name = asked.path["name"]
        if name not in self._house.indicators:
            raise not_found(f"There is no indicator {name}. /api/v1/indicators lists all there are.")
        return self._house.indicators[name]

    def _in_city(self, area: str) -> str:
        codes = self._house.pack.areas.codes
        if area and area not in codes:
            raise not_found(f"There is no area {area}. /api/v1/places/areas lists all there are.")
        return area or codes[0]


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
