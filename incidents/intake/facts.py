"""Facts: what a signal brought along beside its words, read from its `extra` under the names that stand here."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from incidents.incident import Signal

EVIDENCE = ("photo", "snapshot", "clip", "recording")  # where each may be looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a signal brought along; "" where it did not.

    `caller` tells one reporter from another without a name. `asset` is the code of the facility; `device` and `metric`
    name a sensor and its figure. `camera`, `roi` and `sort` say what a camera saw, and where in its picture.
    `confidence` is what a machine gives its own word, 0 to 1, NaN where unknown. `told_sensors` are how many
    independent ones say so by the sender's own word, which decides nothing. `danger` is set when somebody says that
    lives are at stake; `channel` is how an answer reaches the reporter, "none" where nobody can be reached.
    `ahead_s` is how far the sender's clock was ahead of ours, None where that is no matter. `photos` are those of the
    evidence that lie on our own shelf, by their hash.
    """

    caller: str = ""
    asset: str = ""
    device: str = ""
    metric: str = ""
    camera: str = ""
    roi: str = ""
    sort: str = ""
    confidence: float = math.nan
    told_sensors: int | None = None
    danger: bool = False
    normal: bool = False
    channel: str = ""
    evidence: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    ahead_s: int | None = None

    @classmethod
    def of(cls, signal: Signal) -> Self:
        """The facts of this signal; what cannot be read counts as not said."""
        said = signal.extra
        photos = tuple(said.get("photos", "").split())
        return cls(
            caller=said.get("caller", ""),
            asset=said.get("asset", ""),
            device=said.get("device", ""),
            metric=said.get("metric", ""),
            camera=said.get("camera", ""),
            roi=said.get("roi", ""),
            sort=said.get("sort", ""),
            confidence=_share(said),
            told_sensors=int(said["sensors"]) if said.get("sensors", "").isdecimal() else None,
            danger=said.get("danger") == "true",
            normal=said.get("normal") == "true",
            channel=said.get("channel", ""),
            evidence=(*(said[name] for name in EVIDENCE if said.get(name)), *photos),
            photos=photos,
            ahead_s=int(said["ahead_s"]) if said.get("ahead_s", "").isdecimal() else None,
        )

    @property
    def tag(self) -> str:
        """Which figure of which sensor speaks; "" where none does."""
        return f"{self.device}\n{self.metric}" if self.device else ""

    @property
    def eye(self) -> str:
        """Which camera saw which sort of thing in which part of its picture; "" where no camera did."""
        return f"{self.camera}\n{self.roi}\n{self.sort}" if self.camera else ""


def _share(said: Mapping[str, str]) -> float:
    try:
        share = float(said.get("confidence", "nan"))
    except ValueError:
        return math.nan
    return share if 0 <= share <= 1 else math.nan
