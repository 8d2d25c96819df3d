"""Details: what an action is told beside its name and its note; every action takes some of them, named in its row."""

from dataclasses import dataclass, fields
from datetime import datetime

from incidents.parts import Casualties, Disposition, Fault, Relation, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskWanted:
    """A further department that helps."""

    department: str
    mandatory: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What an action is told; None, "" and () mean that it was not said.

    `add_s` is in seconds, `lon` and `lat` in degrees (WGS 84). `task` is a task's serial, `line` the version of a line
    of the log. `checklist` names what was looked at and found in order ("standard", "duplicates", "criterion").
    """

    reason: str = ""
    department: str = ""
    because: str = ""  # why another department than the category's
    assist: tuple[TaskWanted, ...] = ()
    units: tuple[str, ...] = ()
    task: int | None = None
    category: str = ""
    level: int | None = None
    sensitivity: int | None = None
    lon: float | None = None
    lat: float | None = None
    address: str = ""
    until: datetime | None = None
    add_s: int | None = None
    fault: Fault | None = None
    parent: str = ""
    relation: Relation | None = None
    number: str = ""
    checker: str = ""
    evidence: tuple[str, ...] = ()
    stage: Stage | None = None
    checklist: tuple[str, ...] = ()
    disposition: Disposition | None = None
    casualties: Casualties | None = None
    plan: str = ""
    kind: str = ""  # of a request, of a report upward, or how it was made safe
    line: int | None = None
    field: str = ""
    value: str = ""

    def said(self) -> dict[str, object]:
        """What was said, by name.

        >>> Details(reason="weather", level=None).said()
        {'reason': 'weather'}
        """
        given = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: value for name, value in given.items() if value is not None and value not in ("", ())}

    def told(self) -> dict[str, str]:
        """The same as text, as the log keeps it: no number there that two machines could write differently.

        >>> Details(level=2, assist=(TaskWanted(department="环卫"),)).told()
        {'assist': '环卫', 'level': '2'}
        """
        return {name: _text(value) for name, value in self.said().items()}


def _text(value: object) -> str:
    match value:
        case tuple():
            return ", ".join(_text(one) for one in value)
        case TaskWanted():
            return value.department
        case datetime():
            return value.isoformat()
        case Casualties():
            return ", ".join(f"{one.name} {getattr(value, one.name)}" for one in fields(value))
        case _:
            return str(value)


NOTHING = Details()
