"""What a city may set about its indicators: cuts, figures of formulas, owners, and rules; as lines of config.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic import model_validator as checks_itself

from indicators.base import Bands, Indicator
from live.measures.judging import Judge
from live.measures.rules import BANDS, Rule

# How often an indicator is computed at least, s.
Period = Annotated[float, Field(ge=1, le=86_400)]


class Line(BaseModel):
    """A line of settings; a key that it does not have is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


# A limit between two bands; a greater one is no figure of a city but a slip of the hand.
Cut = Annotated[float, Field(ge=-1e9, le=1e9)]


class Cuts(Line):
    """One indicator's cuts between normal, attention, warning and critical, from good to bad."""

    attention: Cut
    warning: Cut
    critical: Cut

    @checks_itself(mode="after")
    def _one_way(self) -> "Cuts":
        rising = self.attention <= self.warning <= self.critical
        if not rising and not self.attention >= self.warning >= self.critical:
            raise ValueError("its cuts should go one way, from good to bad: attention, warning, critical")
        return self


class RuleLine(Line):
    """When a figure becomes a signal: which indicator from which band on, for how long, where, and what comes of it."""

    indicator: str
    band: Literal["attention", "warning", "critical"] = "warning"
    areas: Literal["city", "districts", "all"] = "city"
    on_min: float = Field(default=10.0, ge=0, le=10_080)
    off_min: float = Field(default=15.0, ge=0, le=10_080)
    dead_band: float = Field(default=0.0, ge=0, le=1e9)
    flood: int = Field(default=3, ge=2, le=1000)
    category: str
    level: int = Field(default=3, ge=1, le=4)

    def rule(self) -> Rule:
        """The rule that this line is."""
        return Rule(
            indicator=self.indicator, band=BANDS.index(self.band), areas=self.areas, on_min=self.on_min,
            off_min=self.off_min, dead_band=self.dead_band, flood=self.flood, category=self.category, level=self.level,
        )  # fmt: skip


class Owner(Line):
    """The department whose figure it is, in both languages."""

    zh: str = Field(min_length=1, max_length=40)
    en: str = Field(min_length=1, max_length=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What a city sets about its indicators: cuts and figures, rules, how often (s), and whose figures they are."""

    judge: Judge = field(default_factory=Judge)
    rules: Mapping[str, Rule] = field(default_factory=dict[str, Rule])
    periods: Mapping[str, float] = field(default_factory=dict[str, float])
    owners: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])

    def indicators(self, usual: Mapping[str, Indicator]) -> Mapping[str, Indicator]:
        """The indicators as this city has them, their formulas with the figures that count here.

        One that it leaves as it is, and whose formula names no figure, is the very same.
        """
        return {name: self._own(name, one) for name, one in usual.items()}

    def _own(self, name: str, one: Indicator) -> Indicator:
        here = replace(
            one,
            every_s=self.periods.get(name, one.every_s),
            owner=dict(self.owners.get(name, one.owner)),
            formula=one.formula_with(self.judge.parameters(one), self.judge.bands(one)),
        )
        return one if here == one else here


def usual_rules() -> dict[str, RuleLine]:
    """The rules of a city that sets none; config.yaml repeats them."""
    return {
        "congestion": RuleLine(indicator="traffic_tpi", areas="districts", dead_band=0.2, category="I9003"),
        "air": RuleLine(
            indicator="aqi_cn", band="attention", on_min=30, off_min=60, dead_band=5, category="I9001",
        ),
        "devices": RuleLine(
            indicator="iot_availability", band="critical", areas="districts", on_min=15, off_min=30, category="I9005",
            level=4,
        ),
        "data": RuleLine(indicator="data_quality_score", on_min=15, off_min=30, category="I9007", level=2),
        "hotline": RuleLine(indicator="hotline_volume_forecast", off_min=60, dead_band=0.5, category="I9004"),
    }  # fmt: skip


def judge_of(bands: Mapping[str, Cuts], parameters: Mapping[str, Mapping[str, float]]) -> Judge:
    """How this city judges."""
    cuts = {name: Bands(one.attention, one.warning, one.critical) for name, one in bands.items()}
    return Judge(own_bands=cuts, own_parameters=parameters)
