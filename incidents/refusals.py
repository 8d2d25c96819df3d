"""Refusals: why the desk did not do what was asked; nothing was written.

    Refused
    ├─ NotPossible        not from this state, or a guard is unmet; carries what is possible instead
    ├─ NotAllowed         another role does this
    ├─ NotTogether        not many at once: too many, or too urgent
    ├─ NoSuchIncident     the number is not known, or nothing of it is theirs
    ├─ Outdated           somebody else changed it meanwhile; carries both versions
    ├─ UnitBusy           the unit is live on another incident
    ├─ NoSuchUnit         the city has no unit of this name
    ├─ TooOld             a new signal tells of something that was over long ago
    ├─ NoSuchCategory     a signal names a category that is not in the table
    └─ OperationReused    one operation key for two different wishes

Each is worded once, here, in both languages: `str()` is the English sentence, `words` has them all.
"""

from datetime import datetime, timedelta

from incidents.guards import Unmet, Words
from incidents.incident import Incident
from incidents.lifecycle import LEADS_ON, STATE_TITLES, TITLES
from incidents.roles import Role, titles_of

OLDEST = timedelta(days=90)  # no indicator looks farther back


class Refused(Exception):
    """The desk did not do it, for the reason given in `words`."""

    code = "refused"

    def __init__(self, words: Words) -> None:
        super().__init__(words["en"])
        self.words = words


class NotPossible(Refused):
    """The incident does not allow this move now; `possible` names those it does, `unmet` the guards that failed."""

    code = "not_possible"

    def __init__(
        self, incident: Incident, action: str, possible: tuple[str, ...], unmet: tuple[Unmet, ...] = ()
    ) -> None:
        self.number = incident.number
        self.action = action
        self.possible = possible
        self.unmet = unmet
        super().__init__(
            {
                "en": f"Incident {incident.number} is {STATE_TITLES[incident.state]['en']}. "
                + _why(action, possible, unmet, "en"),
                "zh": f"案卷 {incident.number} 处于“{STATE_TITLES[incident.state]['zh']}”。"
                + _why(action, possible, unmet, "zh"),
            }
        )


class NotAllowed(Refused):
    """Another role does this; `roles` are those that may."""

    code = "not_allowed"

    def __init__(self, number: str, action: str, roles: tuple[Role, ...]) -> None:
        self.number = number
        self.action = action
        self.roles = roles
        may = titles_of(roles)
        super().__init__(
            {
                "en": f"Incident {number}: {_named(action, 'en')} is for {may['en']}.",
                "zh": f"案卷 {number}：“{_named(action, 'zh')}”须由{may['zh']}操作。",
            }
        )


class NotTogether(Refused):
    """So many, or so urgent ones, are not acted on at once; `most` is how many may be."""

    code = "not_together"

    def __init__(self, most: int, urgent: tuple[str, ...] = ()) -> None:
        self.most = most
        self.urgent = urgent
        named = ", ".join(urgent)
        super().__init__(
            {
                "en": f"Levels Ⅰ and Ⅱ are acted on one by one: {named}." if urgent else f"{most} at once, at most.",
                "zh": f"Ⅰ、Ⅱ级案卷须逐件操作：{named}。" if urgent else f"一次最多操作 {most} 件。",
            }
        )


class NoSuchIncident(Refused):
    """No incident has this number, or none that they see: which of both, nobody is told."""

    code = "no_such_incident"

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(
            {
                "en": f"There is no incident {number}, or it is not one of yours. Look for it in the list.",
                "zh": f"没有编号为 {number} 的案卷，或该案卷不在您的职责范围内，请在列表中查找。",
            }
        )


class Outdated(Refused):
    """The incident was changed since `expected` was read; `actual` is what it is now, in `incident` if known."""

    code = "outdated"

    def __init__(self, number: str, expected: int, actual: int, incident: Incident | None = None) -> None:
        self.number = number
        self.expected = expected
        self.actual = actual
        self.incident = incident
        super().__init__(
            {
                "en": f"Incident {number} is at version {actual}, you saw {expected}. Look at it again, then decide.",
                "zh": f"案卷 {number} 已更新到版本 {actual}，您看到的是版本 {expected}，请查看后再决定。",
            }
        )


class UnitBusy(Refused):
    """The unit is still live on another incident."""

    code = "unit_busy"

    def __init__(self, unit: str, number: str) -> None:
        self.unit = unit
        self.number = number
        super().__init__(
            {
                "en": f"{unit} is still on incident {number}. Clear it there first, or send another unit.",
                "zh": f"{unit} 仍在案卷 {number} 上，请先释放，或另派单元。",
            }
        )


class NoSuchUnit(Refused):
    """The city has no unit of this name."""

    code = "no_such_unit"

    def __init__(self, unit: str) -> None:
        self.unit = unit
        super().__init__(
            {
                "en": f"There is no unit {unit}. Choose one from the list of units.",
                "zh": f"没有名为 {unit} 的单元，请从单元列表中选择。",
            }
        )


class TooOld(Refused):
    """A new signal tells of something that was over long ago."""

    code = "too_old"

    def __init__(self, at: datetime, now: datetime) -> None:
        super().__init__(
            {
                "en": f"{at:%Y-%m-%d} is more than {OLDEST.days} days before now, {now:%Y-%m-%d}. Correct the time.",
                "zh": f"{at:%Y-%m-%d} 早于当前日期 {now:%Y-%m-%d} {OLDEST.days} 天以上，请更正时间。",
            }
        )


class NoSuchCategory(Refused):
    """A signal names a category that the table does not know."""

    code = "no_such_category"

    def __init__(self, category: str) -> None:
        self.category = category
        super().__init__(
            {
                "en": f"{category!r} is no category. Choose a code from incidents/categories.csv, e.g. E2001.",
                "zh": f"没有类别“{category}”，请从类别表中选择，例如 E2001。",
            }
        )


class OperationReused(Refused):
    """The operation key was used before, for something else."""

    code = "operation_reused"

    def __init__(self, operation: str) -> None:
        self.operation = operation
        super().__init__(
            {
                "en": f"Operation {operation} was already used for another action. Make a new key for every action.",
                "zh": f"操作键 {operation} 已用于其他操作，请为每次操作生成新的键。",
            }
        )


def _why(action: str, possible: tuple[str, ...], unmet: tuple[Unmet, ...], language: str) -> str:
    if unmet:
        return ("" if language == "zh" else " ").join(one.words[language] for one in unmet)
    names = [_named(one, language) for one in possible if one in LEADS_ON]
    if language == "zh":
        return f"现在可以：{'、'.join(names) or '无'}；不能“{_named(action, language)}”。"
    return f"From there you can: {', '.join(names) or 'nothing'}; but not: {_named(action, language)}."


def _named(action: str, language: str) -> str:
    return TITLES.get(action, {}).get(language, action)
