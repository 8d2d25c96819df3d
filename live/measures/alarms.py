"""Alarms: what the rules find becomes a signal at the desk, with the explanation frozen into it, and later a note.

Which episodes are running is kept in the record, so that a restart raises none of them a second time.
"""

import json
import logging
from collections.abc import Iterator, Mapping
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
from live.measures.explaining import Explainer
from live.measures.judging import Judge
from live.measures.left_out import LeftOut
from live.measures.past import EPOCH
from live.measures.rules import Began, Ended, Rule, Rules
from live.measures.telling import titles_of, told
from live.ports import Memory

log = logging.getLogger(__name__)
BY, ORIGIN, SERIES = "rule", "indicator", "episodes"
BAND_WORDS = (("正常", "normal"), ("关注", "attention"), ("预警", "warning"), ("告警", "critical"))


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
        self._running: dict[str, tuple[Began, str, float]] = {}

    def remember(self) -> None:
        """Go on with what was running before the last stop."""
        kept = self._record.kept(SERIES, EPOCH)
        if not kept:
            return
        found: dict[str, Began] = {}
        for key, said in (self._left_out.loaded(kept[-1]) or {}).items():
            rule = self._by_name.get(said["rule"])
            codes = [code for code in said["areas"] if code in self._areas.codes]
            if rule is not None and codes:
                since = datetime.fromisoformat(said["since"])
                began = Began(rule=rule, areas=tuple(self._areas.codes.index(code) for code in codes), since=since)
                self._running[key] = (began, said["number"], said["value"] if said["value"] is not None else np.nan)
                found[said["rule"]] = began
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
            self._waiting.pop(0)
            changed = True
        if changed:
            self._write(now)

    def _tell(self, what: Began | Ended, said: Mapping[str, Measure], now: datetime) -> None:
        if isinstance(what, Began):
            self._raise(what, said[what.rule.indicator], now)
        else:
            self._recovered(what, said[what.began.rule.indicator])

    def _raise(self, began: Began, measure: Measure, now: datetime) -> None:
        one, key = self._indicators[began.rule.indicator], self._key(began)
        area = self._areas.all[began.areas[0] if len(began.areas) == 1 else 0]
        explanation = self._explained(one, area.code, measure)
        spot = area.shape.representative_point()
        incident = self._desk.receive(
            Signal(
                origin=ORIGIN, key=key, reference=self._reference(began, area.code), at=now,
                category=began.rule.category, level=began.rule.level,
                lon=spot.x, lat=spot.y, address=area.title["zh"], address_en=area.title["en"],
                detail=self._detail(one, began, measure, now),
                extra={"indicator": one.name, "area": area.code, "explanation": explanation},
            ),
            by=BY,
        )  # fmt: skip
        self._running[key] = (began, incident.number, float(measure.value[began.areas[0]]))

    def _recovered(self, ended: Ended, measure: Measure) -> None:
        began = ended.began
        _, number, before = self._running.pop(self._key(began), (began, "", np.nan))
        if number:
            one, after = self._indicators[began.rule.indicator], float(measure.value[began.areas[0]])
            figures = f"{_figure(before, one)} → {_figure(after, one)}"
            self._desk.remark(number, f"指标已恢复 recovered: {one.title['zh']} {one.title['en']} {figures}", by=BY)

    def _explained(self, one: Indicator, area: str, measure: Measure) -> str:
        try:
            found = self._explainer.explain(one, area, measure)
            return json.dumps(told(found, self._titles, measure.at), ensure_ascii=False)
        except Exception as problem:  # a signal without an explanation is better than none
            log.exception("%s could not be explained.", one.name)
            return json.dumps({"error": str(problem)})

    def _detail(self, one: Indicator, began: Began, measure: Measure, now: datetime) -> str:
        """What the desk reads first, in both languages: figure, band, cut, where, since when."""
        zh, en = BAND_WORDS[began.rule.band]
        first, minutes = began.areas[0], (now - began.since).total_seconds() / 60
        figure, cut = _figure(float(measure.value[first]), one), self._bands[one.name].cuts[began.rule.band - 1]
        where = tuple(self._names(began.areas))
        here, there = "、".join(a for a, _ in where), ", ".join(b for _, b in where)
        return (
            f"{one.title['zh']} {figure}，{zh}界值 {cut:g}，已持续 {minutes:.0f} 分钟：{here}。"
            f"{one.title['en']} {figure}, {en} from {cut:g}, for {minutes:.0f} min: {there}."
        )

    def _names(self, areas: tuple[int, ...]) -> Iterator[tuple[str, str]]:
        for at in areas:
            area: Area = self._areas.all[at]
            yield area.title["zh"], area.title["en"]

    def _key(self, began: Began) -> str:
        where = "+".join(self._areas.codes[at] for at in began.areas[:3])
        return f"{self._named[id(began.rule)]}:{where}:{began.since.isoformat(timespec='seconds')}"

    def _reference(self, began: Began, area: str) -> str:
        """Which figure it is about, so that a desk can open its card; once for each episode."""
        return f"{began.rule.indicator}:{area}:{began.since.isoformat(timespec='seconds')}"

    def _write(self, now: datetime) -> None:
        said = {
            key: {
                "rule": self._named[id(began.rule)], "areas": [self._areas.codes[at] for at in began.areas],
                "since": began.since.isoformat(), "number": number, "value": None if np.isnan(value) else value,
            }
            for key, (began, number, value) in self._running.items()
        }  # fmt: skip
        try:
            self._record.keep([Step(series=SERIES, at=EPOCH, body=json.dumps(said).encode())])
        except StoreUnavailable:
            log.warning("Which episodes are running could not be written; it is tried with the next.")


def _figure(value: float, one: Indicator) -> str:
    return "—" if np.isnan(value) else f"{value:.{one.digits}f}{' ' if one.unit else ''}{one.unit}"
