"""Judging: from a value to a band that does not flutter, by the city's own cuts.

A worse band counts at once; a better one after two computations in a row in it, or when the value is clear of the cut
by a tenth of the distance between cuts. `Judge` knows what a city has set otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

import numpy as np
import numpy.typing as npt

from city.picture import Measure
from city.readings import Floats
from indicators.base import UNKNOWN, Bands, Better, Codes, Indicator

Terms = Mapping[str, Mapping[str, float] | Bands]
CLEAR = 0.1  # of the distance to the next cut
TRUSTED_FROM = 0.6  # the quality of the worst input, below which nothing is published


@dataclass(slots=True)
class Standing:
    """The band that each area stands in (n,), and how often in a row it looked better than that."""

    band: Codes
    better: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """A city's own bands and parameters, by indicator; what is not named is the indicator's own."""

    own_bands: Mapping[str, Bands] = field(default_factory=dict[str, Bands])
    own_parameters: Mapping[str, Mapping[str, float]] = field(default_factory=dict[str, Mapping[str, float]])
    _standing: dict[str, Standing] = field(default_factory=dict[str, Standing], repr=False)

    def bands(self, indicator: Indicator) -> Bands:
        """The cuts that count here; whether a value on a cut is good is the indicator's to say."""
        own = self.own_bands.get(indicator.name)
        return indicator.bands if own is None else replace(own, cut_is_good=indicator.bands.cut_is_good)

    def parameters(self, indicator: Indicator) -> Mapping[str, float]:
        """The figures of the formula that count here."""
        return {**indicator.parameters, **self.own_parameters.get(indicator.name, {})}

    def terms(self, indicator: Indicator) -> Terms:
        """What its formula is told besides what it looks at: parameters where it has any, cuts where it wants them."""
        told: dict[str, Mapping[str, float] | Bands] = {}
        if indicator.parameters:
            told["parameters"] = self.parameters(indicator)
        if indicator.wants_bands:
            told["bands"] = self.bands(indicator)
        return told

    def version(self, indicator: Indicator) -> str:
        """What a value was made with: the version of the formula, and a mark of the city's own cuts and parameters.

        "1" where the city has set nothing, "1-3f2a91" where it has.
        """
        if indicator.name not in self.own_bands and indicator.name not in self.own_parameters:
            return str(indicator.version)
        said = repr((self.bands(indicator).cuts, sorted(self.parameters(indicator).items())))
        return f"{indicator.version}-{sha256(said.encode()).hexdigest()[:6]}"

    def band(self, indicator: Indicator, judged: Floats) -> Codes:
        """The band of every area (n,) now, held against the one it stood in."""
        bands = self.bands(indicator)
        raw = bands.of(judged, indicator.better)
        standing = self._standing.get(indicator.name)
        if standing is None or standing.band.shape != raw.shape:
            self._standing[indicator.name] = Standing(raw, np.zeros(raw.shape, dtype=np.int64))
            return raw
        lower = (raw != UNKNOWN) & (standing.band != UNKNOWN) & (raw < standing.band)
        if not lower.any():
            standing.better[:] = 0
            standing.band = raw
            return raw.copy()
        standing.better = np.where(lower, standing.better + 1, 0)
        stays = lower & (standing.better < 2) & ~_clear(bands, indicator.better, judged, standing.band)
        standing.band = np.where(stays, standing.band, raw)
        standing.better[~stays] = 0
        return standing.band.copy()


def judged_by(measure: Measure) -> Floats:
    """What the bands of a measure were found by (n,): its value, where nothing else is."""
    return measure.value if measure.judged is None else measure.judged


def _clear(bands: Bands, better: Better, judged: Floats, standing: Codes) -> npt.NDArray[np.bool_]:
    """Whether values (n,) are well on the good side of the cut into the band that they stood in."""
    cuts = np.array(bands.cuts)
    entered = cuts[np.clip(standing - 1, 0, 2)]
    gap = np.abs(np.diff(cuts)).min() * CLEAR
    return judged < entered - gap if better is Better.LOWER else judged > entered + gap
