"""Breach: what a desk reads of a figure that left its band, and of its coming back, in both languages.

Where several areas broke a rule together it is the worst of them that speaks, by its name. Bands are called what they
are called on the screens.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

import numpy as np

from city.picture import Measure
from indicators.base import Bands, Better, Indicator, Words
from live.measures.judging import judged_by
from live.measures.rules import CITY, Began
from live.moments import aware

BAND_TITLES = (
    {"zh": "正常", "en": "Normal"},
    {"zh": "较急", "en": "Elevated"},
    {"zh": "紧急", "en": "Urgent"},
    {"zh": "特急", "en": "Critical"},
)
WHOLE_CITY: Words = MappingProxyType({"zh": "全市", "en": "Whole city"})
HOUR_MIN, DAY_MIN = 60, 1440


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """An episode as it begins: the figure, its cuts here, where and since when; `titles` are those of all areas."""

    indicator: Indicator
    bands: Bands
    began: Began
    measure: Measure
    titles: Sequence[Words]

    @property
    def worst(self) -> int:
        """The area that stands worst, by what is judged; the first where nothing is known of any."""
        way = 1.0 if self.indicator.better is Better.LOWER else -1.0
        areas = np.array(self.began.areas)
        badness = np.nan_to_num(way * judged_by(self.measure)[areas], nan=-np.inf)
        return int(areas[np.argmax(badness)])

    @property
    def address(self) -> Words:
        """Where it is: the whole city, an area, or how many and the worst of them."""
        if self.worst == CITY:
            return WHOLE_CITY
        title, count = self.titles[self.worst], len(self.began.areas)
        if count == 1:
            return title
        return {"zh": f"{count}处（{title['zh']}最差）", "en": f"{count} areas, {title['en']} the worst"}

    def told(self, now: datetime) -> Words:
        """What the desk reads first: figure, band with its cut, since when, where."""
        one, worst = self.indicator, self.worst
        several = worst != CITY and len(self.began.areas) > 1
        band, figure = BAND_TITLES[self._band], figure_of(float(self.measure.value[worst]), one)
        # The desk has levels of the same names for what is to be done: say that this one is the figure's.
        word_zh, word_en = f"指标级别{band['zh']}（{self._limit}）", f"band {band['en']} ({self._limit})"
        where = self.titles[worst]
        long_zh, long_en = lasting((now - self._since).total_seconds() / 60)
        by_zh, by_en = self._judged_by()
        names = [self.address] if worst == CITY else [self.titles[at] for at in self.began.areas]
        here, there = "、".join(name["zh"] for name in names), ", ".join(name["en"] for name in names)
        worst_zh, worst_en = (f"（{where['zh']}，最差）", f" ({where['en']}, the worst)") if several else ("", "")
        return {
            "zh": f"{one.title['zh']} {figure}{worst_zh}{by_zh}，{word_zh}，已持续 {long_zh}：{here}。",
            "en": f"{one.title['en']} {figure}{worst_en}{by_en}, {word_en}, for {long_en}: {there}.",
        }

    @property
    def _band(self) -> int:
        """The band that the worst area stands in; while a signal waits it may have left that of the rule."""
        return max(int(self.measure.band[self.worst]), self.began.rule.band)

    @property
    def _limit(self) -> str:
        """The cut of the band, and on which side of it is bad: "≥ 6", "< 90 %"."""
        lower, unit = self.indicator.better is Better.LOWER, "" if self.indicator.judged_on else self.indicator.unit
        sign = (">" if lower else "<") if self.bands.cut_is_good else ("≥" if lower else "≤")
        return f"{sign}\u00a0{self.bands.cuts[self._band - 1]:g}\u00a0{unit}".rstrip()

    @property
    def _since(self) -> datetime:
        """Since when: the rule may have begun to look only after a restart."""
        since = None if self.measure.since is None else self.measure.since[self.worst]
        return self.began.since if since is None or np.isnat(since) else min(self.began.since, aware(since))

    def _judged_by(self) -> tuple[str, str]:
        """What it is judged by, where that is not the figure itself."""
        by, one = float(judged_by(self.measure)[self.worst]), self.indicator
        if self.measure.judged is None or np.isnan(by) or by == float(self.measure.value[self.worst]):
            return "", ""
        if one.judged_on:
            return f"，{one.judged_on['zh']} {by:.3g}", f", {one.judged_on['en']} {by:.3g}"
        return f"，按 {figure_of(by, one)} 定级", f", judged by {figure_of(by, one)}"


def recovered(one: Indicator, where: Words, before: float, after: float) -> Words:
    """What is noted when it is over: both figures of the area that was the worst."""
    figures = f"{figure_of(before, one)} → {figure_of(after, one)}"  # before the words: a line of the log is short
    return {
        "zh": f"已恢复 {figures}：{where['zh']}，{one.title['zh']}",
        "en": f"Recovered {figures}: {where['en']}, {one.title['en']}",
    }


def figure_of(value: float, one: Indicator) -> str:
    """A value with its unit; a dash where it is unknown."""
    return "—" if np.isnan(value) else f"{value:.{one.digits}f}\u00a0{one.unit}".rstrip()


def lasting(minutes: float) -> tuple[str, str]:
    """How long, in both languages, as coarse as one says it.

    >>> lasting(18.4), lasting(150), lasting(4400)
    (('18 分钟', '18 min'), ('2.5 小时', '2.5 h'), ('3.1 天', '3.1 days'))
    """
    if minutes < 1:
        return "不足 1 分钟", "less than a minute"
    if minutes < 2 * HOUR_MIN:
        return f"{minutes:.0f} 分钟", f"{minutes:.0f} min"
    if minutes < 2 * DAY_MIN:
        return f"{minutes / HOUR_MIN:.1f} 小时", f"{minutes / HOUR_MIN:.1f} h"
    return f"{minutes / DAY_MIN:.1f} 天", f"{minutes / DAY_MIN:.1f} days"
