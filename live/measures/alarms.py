"""Alarms: what the rules find becomes a signal at the desk, with the explanation frozen into it, and later a note.

Which episodes are running is kept in the record, so that a restart raises none of them a second time.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from city.history import Step
from city.picture import Measure
from geo.areas import Area, Areas
from incidents.desk import Desk
from incidents.incident import Signal
from incidents.ports import StoreUnavailable
from incidents.refusals import Refused
from indicators.base import Bands, Indicator
from live.measures.breach import Breach, recovered
from live.measures.explaining import Explainer
from live.measures.judging import Judge
from live.measures.left_out import LeftOut
from live.measures.past import EPOCH
from live.measures.rules import CITY, Began, Ended, Rule, Rules
from live.measures.telling import titles_of, told
from live.ports import Memory

log = logging.getLogger(__name__)
BY, ORIGIN, SERIES = "rule", "indicator", "episodes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """An episode of which the desk knows: the incident, the worst area when it was raised, and its value then."""

    began: Began
    number: str
    area: int
    value: float


class Alarms:
    """Watches what the indicators say, and tells the desk."""

    def __init__(
        self,
        rules: Mapping[str, Rule],
        indicators: Mapping[str, Indicator],
        areas: Areas,
        judge: Judge,
        desk: Desk,
        record: Memory,
        explainer: Explainer,
        left_out: LeftOut | None = None,
    ) -> None:
        districts = tuple(i for i, area in enumerate(areas.all) if area.level == 1)
        self._rules = Rules(rules, indicators, districts)
        self._named = {id(rule): name for name, rule in rules.items()}
        self._by_name = rules
        self._indicators = indicators
        self._areas = areas
        self._bands: Mapping[str, Bands] = {name: judge.bands(one) for name, one in indicators.items()}
        self._desk = desk
        self._record = record
        self._left_out = left_out or LeftOut()
        self._explainer = explainer
        self._titles = titles_of(indicators)
        self._waiting: list[Began | Ended] = []
        self._running: dict[str, Running] = {}

    def remember(self) -> None:
        """Go on with what was running before the last stop."""
        kept = self._record.kept(SERIES, EPOCH)
        if not kept:
            return
        found: dict[str, list[Began]] = {}
        for key, said in (self._left_out.loaded(kept[-1]) or {}).items():
            rule = self._by_name.get(said["rule"])
            codes = [code for code in said["areas"] if code in self._areas.codes]
            at = tuple(self._areas.codes.index(code) for code in codes)
            # Of areas that the rule does not look at any more nobody would ever say that it is over.
            if rule is not None and set(at) & set(self._rules.areas_of(rule)):
                began = Began(rule=rule, areas=at, since=datetime.fromisoformat(said["since"]))
                worst = said.get("worst", codes[0])  # older records hold the figure of the first
                self._running[key] = Running(
                    began=began, number=said["number"],
                    area=self._areas.codes.index(worst if worst in codes else codes[0]),
                    value=np.nan if said["value"] is None else said["value"],
                )  # fmt: skip
                found.setdefault(said["rule"], []).append(began)
        self._rules.take_up(found)

    def follow(self, said: Mapping[str, Measure], now: datetime) -> None:
        """Tell the desk what began and what is over with what is said now; what cannot be written waits."""
        self._waiting += self._rules.follow(said, self._bands, now)
        changed = False
        while self._waiting:
            try:
                self._tell(self._waiting[0], said, now)
            except StoreUnavailable:
                return
            except Refused as why:
                log.warning("A rule's signal was refused: %s", why)
            if isinstance(done := self._waiting.pop(0), Ended):
                self._running.pop(self._key(done.began), None)  # not while it waits: it is tried again
            changed = True
        if changed:
            self._write()

    def _tell(self, what: Began | Ended, said: Mapping[str, Measure], now: datetime) -> None:
        if isinstance(what, Began):
            self._raise(what, said[what.rule.indicator], now)
        else:
            self._recovered(what, said[what.began.rule.indicator])

    def _raise(self, began: Began, measure: Measure, now: datetime) -> None:
        one, key = self._indicators[began.rule.indicator], self._key(began)
        breach = Breach(
            indicator=one, bands=self._bands[one.name], began=began, measure=measure,
            titles=tuple(area.title for area in self._areas.all),
        )  # fmt: skip
        area, address, detail = self._areas.all[breach.worst], breach.address, breach.told(now)
        # A figure of a district is of none of its streets, and one of the whole city stands nowhere.
        spot = None if breach.worst == CITY else area.shape.representative_point()
        came = self._desk.receive(
            Signal(
                origin=ORIGIN, key=key, reference=self._reference(began, area.code), at=now,
                category=began.rule.category, level=began.rule.level,
                lon=None if spot is None else spot.x, lat=None if spot is None else spot.y,
                address=address["zh"], address_en=address["en"], detail=detail["zh"], detail_en=detail["en"],
                area=area.code,
                extra={"indicator": one.name, "area": area.code, "explanation": self._explained(one, area, measure)},
            ),
            by=BY,
        )  # fmt: skip
        if (incident := came.incident) is None:
            raise LookupError("The desk takes signals of indicators at once, but made no incident of one.")
        value = float(measure.value[breach.worst])
        self._running[key] = Running(began=began, number=incident.number, area=breach.worst, value=value)

    def _recovered(self, ended: Ended, measure: Measure) -> None:
        if (running := self._running.get(self._key(ended.began))) is not None:
            one, title = self._indicators[ended.began.rule.indicator], self._areas.all[running.area].title
            note = recovered(one, title, running.value, float(measure.value[running.area]))
            self._desk.remark(running.number, note["zh"], note_en=note["en"], by=BY)

    def _explained(self, one: Indicator, area: Area, measure: Measure) -> str:
        """What is frozen; a forecast is of no use later, and its back-test would hold up the beat."""
        try:
            found = self._explainer.explain(one, area.code, measure, ahead=False)
            return json.dumps(told(found, self._titles, measure.at), ensure_ascii=False)
        except Exception as problem:  # a signal without an explanation is better than none
            log.exception("%s could not be explained.", one.name)
            return json.dumps({"error": str(problem)})

    def _key(self, began: Began) -> str:
        where = "+".join(self._areas.codes[at] for at in began.areas[:3])
        return f"{self._named[id(began.rule)]}:{where}:{began.since.isoformat(timespec='seconds')}"

    def _reference(self, began: Began, area: str) -> str:
        """Which figure it is about, so that a desk can open its card; once for each episode."""
        return f"{began.rule.indicator}:{area}:{began.since.isoformat(timespec='seconds')}"

    def _write(self) -> None:
        said = {
            key: {
                "rule": self._named[id(one.began.rule)],
                "areas": [self._areas.codes[at] for at in one.began.areas],
                "since": one.began.since.isoformat(),
                "number": one.number,
                "worst": self._areas.codes[one.area],
                "value": None if np.isnan(one.value) else one.value,
            }
            for key, one in self._running.items()
        }
        try:
            self._record.keep([Step(series=SERIES, at=EPOCH, body=json.dumps(said).encode())])
        except StoreUnavailable:
            log.warning("Which episodes are running could not be written; it is tried with the next.")
