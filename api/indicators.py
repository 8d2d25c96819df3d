"""Indicators: how well the city is, by model; the card of each, and its value in every area."""

import math
from datetime import datetime, timedelta
from http import HTTPStatus

from pydantic import Field

from api import answers
from api.acting import Theirs
from api.answers import Words
from api.as_of import as_of
from api.door import Asked, Door, Shape
from api.explanations import AsOf, Course, ExplanationTold, course
from api.guard import READ
from api.ports import House
from api.refusals import NotServed, Plain, bad_request, not_found
from api.values import Moment, Text
from api.workbench import Workbench
from city.nearest import instead
from city.picture import Measure
from indicators.base import UNKNOWN, Indicator
from live import wire
from live.measures.past import name_of
from live.measures.telling import titles_of, told
from live.measures.versions import Made, made_now

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
    codes: dict[str, dict[str, Words]] = Field(description="what the whole numbers mean that some companions are")
    followed: list[str]
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
    as_of: AsOf | None = Field(description="where an earlier time was asked for: what of it is still known")


class WhichFigure(Shape):
    """Which figure is to be explained: the city's where no area is named, as it was said last where no time is."""

    area: Text = ""
    at: Moment | None = Field(default=None, description="as of this time, with its zone: 2026-11-20T12:00:00Z")


class WhichCourse(Shape):
    """Of which area, and from when on and until when; the city's last day where nothing is said.

    `what` names a companion that is followed (`/indicators` lists them), a domain's score say; the value if left out.
    """

    area: Text = ""
    what: Text = "value"
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
            summary="One indicator with its value in every area, and one area's figure explained, now or as of a time: "
            "with all its parts for eight days, the figure with its version for 400",
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
        self._titles = titles_of(house.indicators)

    def every(self, _: Asked) -> Plain:
        """Every indicator with the city's value."""
        measures = self._house.picture.measures
        return {"indicators": [self._card(one, measures.get(name)) for name, one in self._house.indicators.items()]}

    def one(self, asked: Asked) -> Plain:
        """One indicator with its value in every area, and one area's figure explained."""
        indicator, area = self._known(asked), self._in_city(asked.query.area)
        if asked.query.at is not None:
            return _as_theirs(Theirs(self._house.desk, asked), self._then(indicator, area, asked.query.at))
        measure = self._house.picture.measures.get(indicator.name)
        explained = None if measure is None or measure.error else self._explained(indicator, area, measure)
        return _as_theirs(Theirs(self._house.desk, asked), self._whole(indicator, measure, explained, None))

    def course(self, asked: Asked) -> Plain:
        """What an indicator said of an area over a while. Raises `NotServed` where that is too long."""
        indicator, wanted, house = self._known(asked), asked.query, self._house
        area = self._in_city(wanted.area)
        until = wanted.until or house.clock()
        since = wanted.since or until - DAY
        if not since < until:
            raise bad_request(f"since ({wire.iso(since)}) should lie before until ({wire.iso(until)}).")
        if until > since + LONGEST:
            message = f"From since to until there may be at most {LONGEST.days} days. Ask for less."
            raise NotServed(HTTPStatus.BAD_REQUEST, "too_long", message)
        what = _followed(indicator, wanted.what)
        kept = house.measuring.annals.between(name_of(indicator.name, what), since, until)
        return course(indicator.name, what, area, house.pack.areas.codes.index(area), kept)

    def _then(self, indicator: Indicator, area: str, at: datetime) -> Plain:
        """What was said at an earlier time. Raises `NotServed` where that is to come, or before anything is known."""
        now = self._house.clock()
        if at > now:
            message = f"at lies ahead: it is {wire.iso(now)}. Ask for an earlier time, or leave it out."
            raise NotServed(HTTPStatus.BAD_REQUEST, "in_the_future", message)
        found = self._bench.beside(lambda: self._house.explainer.as_of(indicator, area, at, now))
        if found is None:
            self._refuse_before_all(indicator, at, now)
            return self._whole(indicator, None, None, as_of(at, None))
        explained = told(found.explanation, self._titles, at)
        return self._whole(indicator, found.measure, explained, as_of(at, found), found.explanation.made)

    def _refuse_before_all(self, indicator: Indicator, at: datetime, now: datetime) -> None:
        first = self._bench.beside(lambda: self._house.measuring.annals.begins(indicator.name, now))
        if first is None or at < first:
            known = (
                "nothing is known of it yet" if first is None else f"the first that is known is of {wire.iso(first)}"
            )
            message = f"at lies before anything was said of {indicator.name}: {known}. Ask for a later time."
            raise NotServed(HTTPStatus.BAD_REQUEST, "before_all", message)

    def _whole(
        self,
        indicator: Indicator,
        measure: Measure | None,
        explained: Plain | None,
        then: Plain | None,
        made: Made | None = None,
    ) -> Plain:
        return {
            **self._card(indicator, measure, made),
            "areas": list(self._house.pack.areas.codes),
            "measure": None if measure is None else wire.measure(measure, wire.iso),
            "explanation": explained,
            "as_of": then,
        }

    def _card(self, one: Indicator, measure: Measure | None, made: Made | None = None) -> Plain:
        """The card; with the formula, cuts and owner of now where nobody knows with what the figure was `made`."""
        made = made or made_now(one, self._house.measuring.judge)
        value = math.nan if measure is None else float(measure.value[0])
        return {
            "name": one.name,
            "title": one.title,
            "domain": one.domain.value,
            "unit": one.unit,
            "better": one.better.value,
            "digits": one.digits,
            "cuts": dict(zip(("attention", "warning", "critical"), made.cuts, strict=True)),
            "formula": made.formula,
            "source": made.source,
            "owner": made.owner or one.owner,
            "inputs": list(one.looks_at),
            "companions": {name: dict(title) for name, title in one.companions.items()},
            "codes": {
                name: {str(code): dict(words) for code, words in meant.items()} for name, meant in one.codes.items()
            },
            "followed": list(one.followed),
            "every_s": one.every_s,
            "value": value,
            "band": UNKNOWN if measure is None else int(measure.band[0]),
            "at": None if measure is None else wire.iso(measure.at),
        }

    def _explained(self, indicator: Indicator, area: str, measure: Measure) -> Plain:
        found = self._bench.beside(lambda: self._house.explainer.explain(indicator, area, measure))
        return told(found, self._titles, self._house.clock())

    def _known(self, asked: Asked) -> Indicator:
        name = asked.path["name"]
        if name not in self._house.indicators:
            meant = instead(name, self._house.indicators)
            raise not_found(f"There is no indicator {name}. {meant} /api/v1/indicators lists all there are.")
        return self._house.indicators[name]

    def _in_city(self, area: str) -> str:
        codes = self._house.pack.areas.codes
        if area and area not in codes:
            raise not_found(f"There is no area {area}. /api/v1/places/areas lists all there are.")
        return area or codes[0]


def _as_theirs(theirs: Theirs, said: Plain) -> Plain:
    """The figure without the incidents among its parts that are not theirs to see."""
    measure, explained = said["measure"], said["explanation"]
    if measure is not None:
        measure = as_theirs(theirs, measure)
    if explained is not None:
        parts = theirs.of_named(explained["contributors"], lambda one: one["thing"])
        explained = {**explained, "contributors": parts}
    return {**said, "measure": measure, "explanation": explained}


def as_theirs(theirs: Theirs, measure: Plain) -> Plain:
    """A measure without the incidents among its parts that are not theirs to see."""
    return {**measure, "contributors": theirs.of_named(measure["contributors"], lambda one: one[0])}


def _followed(one: Indicator, what: str) -> str:
    known = ("value", *one.followed)
    if what in known:
        return what
    raise not_found(f"No course is kept of {what} of {one.name}. {instead(what, known)}")
