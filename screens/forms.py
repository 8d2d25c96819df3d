"""Forms: what the card asks for before an action, drawn from what the action takes and from the guards of its rows.

A field that a guard insists on is `required`; the others are there to be left out. To let the card ask for one more
thing, name its `kind` in `_KINDS`; where a guard insists on it, name the guard in `_INSISTS`.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from incidents.asking import KINDS
from incidents.lifecycle import ACTIONS, BY_HAND
from incidents.machines.beside import CORRECTABLE
from incidents.machines.filing import VOID_REASON
from incidents.machines.request import ASKS
from incidents.making_safe import HOW
from incidents.parts import Fault, Relation, Stage
from incidents.requests import Asked
from incidents.sight import Sensitivity
from screens.words import words

Field = dict[str, Any]
# How each thing that an action takes is asked for. What is not named here is not asked for at the desk.
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "reason": "choice", "department": "choice", "because": "text", "task": "task", "category": "category",
        "level": "choice", "lon": "degrees", "lat": "degrees", "address": "address", "until": "when", "add_s": "hours",
        "fault": "choice", "kind": "choice", "parent": "incident", "relation": "choice", "number": "incident",
        "checker": "person",
        "evidence": "files", "stage": "choice", "checklist": "ticks", "casualties": "people", "line": "line",
        "field": "choice", "value": "corrected", "unit": "unit",
        "sensitivity": "choice",
    }
)  # fmt: skip
_INSISTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "reason_given": ("note",), "justified": ("note",), "note_given": ("note",), "void_reason": ("reason",),
        "reason_listed": ("reason",), "more_time_given": ("add_s",), "review_set": ("until",),
        "resumption_set": ("until",), "level_given": ("level",), "category_given": ("category",),
        "place_given": ("lon", "lat"), "relation_given": ("number", "relation"), "parent_named": ("parent",),
        "casualties_given": ("casualties",), "evidence_given": ("evidence", "stage"), "order_given": ("level", "until"),
        "correction_given": ("line", "field", "value"), "task_named": ("task",), "another_department": ("department",),
        "checker_named": ("checker",), "snapshot_given": ("evidence",), "how_given": ("kind",),
        "sensitivity_given": ("sensitivity",),
        "arrival_given": ("until",),
    }
)  # fmt: skip
_TICKS: Mapping[str, tuple[str, ...]] = MappingProxyType({"evaluate": ("callback", "review")})
_CHECKS = ("check_pass", "check_fail", "remote_check")  # what their photos show is no question
_SEEN = ("check_pass",)  # nobody passes a check unsaid: the form wants it of who stands there, no table of the desk's
_OF_ONE_UNIT = ("confirm", "expect", "stage", "transport", "at_hospital", "stand_down")
_WITHOUT_A_NOTE = ("attach", "assign_check", "change_checker")  # they say nothing yet
_ORDERS, _LEVELS = ("1", "2", "3"), ("1", "2", "3", "4")
_SENSITIVITIES = tuple(str(one.value) for one in Sensitivity)


def forms(language: str, departments: Iterable[str]) -> dict[str, list[Field]]:
    """Of every action its fields, none where a press is enough; `options` are code and words, in one language."""
    known = sorted(set(departments) - {""})
    return {action: list(_fields(action, language, known)) for action in ACTIONS}


def _fields(action: str, language: str, departments: list[str]) -> Iterator[Field]:
    insisted = _insisted(action)
    takes = ("unit", *ACTIONS[action]) if action in _OF_ONE_UNIT else ACTIONS[action]
    if not (insisted or action in (*_OF_ONE_UNIT, *_TICKS, *_SEEN)):
        return
    for name in takes:
        options = _options(action, name, language, departments)
        if name not in _KINDS or (_KINDS[name] in ("choice", "ticks") and not options):
            continue
        required = name in insisted or name == "unit"
        field = {"name": name, "kind": _KINDS[name], "required": required} | ({"options": options} if options else {})
        yield field | ({"kind": "soon", "ask": "form.there_at"} if (action, name) == ("expect", "until") else {})
    if action in _SEEN:
        yield {"name": "note", "kind": "text", "required": True, "ask": "form.seen"}
    elif "note" in insisted or action not in _WITHOUT_A_NOTE:
        yield {"name": "note", "kind": "text", "required": "note" in insisted}


def _insisted(action: str) -> frozenset[str]:
    guards = (guard.code for row in BY_HAND if row.action == action for guard in row.guards)
    return frozenset(name for code in guards for name in _INSISTS.get(code, ()))


def _options(action: str, name: str, language: str, departments: list[str]) -> list[list[str]]:
    said = words(language)
    match name:
        case "reason" | "kind":
            listed = _reasons(action) if name == "reason" else _ways(action)
            return [[code, title[language]] for code, title in listed.items()]
        case "department":
            return [[one, one] for one in departments]
        case "level" if action == "supervise":
            return [[one, said[f"form.order_{one}"]] for one in _ORDERS]
        case "level" | "sensitivity":
            return [[one, said[f"{name}.{one}"]] for one in (_LEVELS if name == "level" else _SENSITIVITIES)]
        case "fault" | "relation" | "stage" | "field" | "checklist":
            return [[code, said[f"form.{name}_{code}"]] for code in _codes(action, name)]
        case _:
            return []


def _codes(action: str, name: str) -> tuple[str, ...]:
    stages = () if action in _CHECKS else tuple(Stage)
    ticks = _TICKS.get(action, ())
    lists = {"fault": tuple(Fault), "relation": tuple(Relation), "stage": stages, "field": CORRECTABLE}
    return lists.get(name, ticks)


def _reasons(action: str) -> Mapping[str, Mapping[str, str]]:
    """The reasons from which an action takes its own."""
    if action in ASKS:
        return KINDS[ASKS[action][0]].reasons
    voids = any(VOID_REASON in row.guards for row in BY_HAND if row.action == action)
    return KINDS[Asked.VOID].reasons if voids else {}


def _ways(action: str) -> Mapping[str, Mapping[str, str]]:
    """The ways in which an action may have been done."""
    return HOW if action == "make_safe" else {}
