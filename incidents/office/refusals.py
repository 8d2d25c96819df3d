"""Refusals of the office: why a shift or an alarm stays as it is; nothing was written.

Refused
├─ NotThere     there is no shift or alarm of this name
├─ Meanwhile    somebody else changed it since it was seen
└─ NotNow       something must be so before; `unmet` says what
"""

from collections.abc import Mapping
from types import MappingProxyType

from incidents.guards import Unmet, Words
from incidents.refusals import Refused

TITLES: Mapping[str, Words] = MappingProxyType(
    {"shift": {"zh": "班次", "en": "shift"}, "alarm": {"zh": "告警", "en": "alarm"}}
)


class NotThere(Refused):
    """There is no shift, or no alarm, of this name."""

    def __init__(self, kind: str, name: str) -> None:
        self.code = f"no_such_{kind}"
        title = TITLES[kind]
        super().__init__(
            {
                "zh": f"没有{title['zh']}“{name}”，请在列表中查找。",
                "en": f"There is no {title['en']} {name}. Look for it in the list.",
            }
        )


class Meanwhile(Refused):
    """Somebody else changed it since `expected` was seen; `actual` is its version now."""

    def __init__(self, kind: str, name: str, expected: int, actual: int) -> None:
        self.code = f"{kind}_outdated"
        self.expected, self.actual = expected, actual
        title = TITLES[kind]
        super().__init__(
            {
                "zh": f"{title['zh']} {name} 已更新到版本 {actual}，您看到的是版本 {expected}，请查看后再决定。",
                "en": f"The {title['en']} {name} is at version {actual}, you saw {expected}. "
                "Look at it again, then decide.",
            }
        )


class NotNow(Refused):
    """It cannot be done now, or not by whoever asked; `unmet` is all that stands against it."""

    def __init__(self, kind: str, name: str, unmet: tuple[Unmet, ...]) -> None:
        self.code = f"{kind}_not_possible"
        self.unmet = unmet
        title = TITLES[kind]
        super().__init__(
            {
                "zh": f"{title['zh']} {name}：" + "".join(one.words["zh"] for one in unmet),
                "en": f"The {title['en']} {name}: " + " ".join(one.words["en"] for one in unmet),
            }
        )


def unmet(code: str, zh: str, en: str) -> Unmet:
    """A condition that is not met, in a line."""
    return Unmet(code=code, words={"zh": zh, "en": en})
