"""A plain loop: the closed loop once more, read from the specification and written without looking at the tables."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

# action: from > to by roles
READ = """
file: accepted > filed by call_taker chief system
refuse: accepted > refused by chief
appeal: refused > accepted by chief
dispatch: filed > dispatched by dispatcher system
return_intake: filed > accepted by dispatcher
recall: dispatched > filed by dispatcher
acknowledge: dispatched > processing by department call_taker dispatcher system
report_done: processing > feedback by department call_taker dispatcher system
assign_check: feedback > checking by call_taker dispatcher system
check_pass: checking > checked by collector call_taker chief
check_fail: checking > processing by collector call_taker chief
check_fail: checked > processing by chief
close: checked > closed by chief call_taker
reopen: closed > filed by chief
void: accepted filed > voided by chief
restore: voided > filed by leader
resume: suspended deferred > processing by chief system
close_unresolved: suspended > closed by leader
ask_suspension: dispatched processing > same by department dispatcher chief call_taker
ask_deferral: dispatched processing > same by department call_taker dispatcher
approve_suspension: dispatched processing > suspended by chief leader
approve_deferral: dispatched processing > deferred by chief
merge: accepted filed dispatched processing > merged by dispatcher chief
unmerge: merged > before by chief
supervise: dispatched processing feedback checking suspended > same by inspector chief commander leader system
assign: filed dispatched processing > sent by dispatcher system
en_route: open > left by dispatcher unit system
on_scene: open > left by dispatcher unit system
clear: open > same by dispatcher unit system
"""
CHECKER = "bo"  # who is named to check
# What the desk writes down for the department, and by which roles.
WRITTEN = {
    "acknowledge": ("call_taker", "dispatcher"), "report_done": ("call_taker", "dispatcher"),
    "ask_suspension": ("call_taker",), "ask_deferral": ("call_taker", "dispatcher"),
}  # fmt: skip
OVER = ("closed", "refused", "merged", "voided")
STEPS = ("sent", "en_route", "on_scene")  # of a unit, before it is gone
# How long after the state was entered these may still be done.
LATEST = {"appeal": timedelta(days=7), "reopen": timedelta(days=7), "restore": timedelta(hours=24)}
SIGNS = {"suspension": ("chief", "leader"), "deferral": ("chief",)}
RULES: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {}
for line in READ.strip().splitlines():
    action, rest = line.split(": ")
    came_from, rest = rest.split(" > ")
    to, roles = rest.split(" by ")
    for one in came_from.split():
        RULES[action, one] = (to, tuple(roles.split()))
# The main road: what leads on from each state, by whom; three people, since handler, checker and closer are three.
ONWARD = {
    "accepted": ("file", "chief", "ann"), "filed": ("dispatch", "dispatcher", "ann"),
    "dispatched": ("acknowledge", "department", "ann"), "processing": ("report_done", "department", "ann"),
    "feedback": ("assign_check", "call_taker", "bo"), "checking": ("check_pass", "collector", "bo"),
    "checked": ("close", "chief", "cy"), "closed": ("reopen", "chief", "cy"), "suspended": ("resume", "chief", "cy"),
    "deferred": ("resume", "system", "bo"), "merged": ("unmerge", "chief", "ann"),
    "voided": ("restore", "leader", "cy"), "refused": ("appeal", "chief", "cy"),
}  # fmt: skip
ACTIONS = tuple(dict.fromkeys(action for action, _ in RULES))


@dataclass
class Plain:
    """One incident, as the specification would have it."""

    number: str
    since: datetime  # when its state was entered
    state: str = "accepted"
    version: int = 1
    units: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, list[str]] = field(default_factory=dict)
    handlers: set[str] = field(default_factory=set)  # who ever reported it done
    writers: set[str] = field(default_factory=set)  # who wrote down what the department said
    checker: str = ""
    parent: str = ""
    was: str = ""
    lent: dict[str, str] = field(default_factory=dict)  # the units that came with a child: unit → child


class Loop:
    """All incidents; `act` says whether it was done."""

    def __init__(self) -> None:
        self.all: dict[str, Plain] = {}

    def said(self, number: str) -> list[tuple[str, str]]:
        """What the specification says may be done now, and by which roles."""
        state = self.all[number].state
        here = [(action, roles) for (action, one), (_, roles) in RULES.items()
                if one == state or (one == "open" and state not in OVER)]  # fmt: skip
        return [(action, role) for action, roles in here for role in roles]

    def holder(self, unit: str) -> Plain | None:
        return next((one for one in self.all.values() if unit in one.units), None)

    def act(self, number: str, action: str, role: str, by: str, unit: str, other: str, at: datetime) -> bool:
        one = self.all[number]
        rule = RULES.get((action, one.state))
        if rule is None and (action, "open") in RULES and one.state not in OVER:
            rule = RULES[action, "open"]
        if rule is None or role not in rule[1]:
            return False
        if action in LATEST and at - one.since > LATEST[action]:
            return False
        stood = one.state
        done = getattr(self, f"_{action}", self._moved)(one, action, rule[0], role, by, unit, other)
        one.version += done
        if done and role in WRITTEN.get(action, ()):
            one.writers.add(by)
        one.since = one.since if one.state == stood else at
        return done

    def _moved(self, one: Plain, action: str, to: str, role: str, by: str, unit: str, other: str) -> bool:
        if action == "report_done" and one.units:
            return False
        handlers = one.handlers | one.writers
        if action == "assign_check" and CHECKER in handlers:
            return False
        if action in ("check_pass", "check_fail") and by in handlers:
            return False
        if one.state == "checking" and action.startswith("check_") and by != CHECKER and role != "chief":
            return False
        if action == "close" and (by in handlers | {one.checker} or one.waiting):
            return False
        one.handlers |= {by} if action == "report_done" else set()
        one.checker = by if action == "check_pass" else one.checker
        if action == "recall":
            self._let_go(one)
        one.state = one.state if to == "same" else to
        return True

    def _let_go(self, one: Plain) -> None:
        one.units.clear()

    def _ask(self, one: Plain, action: str, by: str) -> bool:
        kind = action.removeprefix("ask_")
        if kind in one.waiting:
            return False
        one.waiting[kind] = [by]
        return True

    def _ask_suspension(self, one: Plain, action: str, to: str, role: str, by: str, *_: str) -> bool:
        return self._ask(one, action, by)

    _ask_deferral = _ask_suspension

    def _approve_suspension(self, one: Plain, action: str, to: str, role: str, by: str, *_: str) -> bool:
        kind = action.removeprefix("approve_")
        signed = one.waiting.get(kind)
        if signed is None or role != SIGNS[kind][len(signed) - 1] or by in signed:
            return False
        last = len(signed) == len(SIGNS[kind])
        if last and one.units:
            return False
        signed.append(by)
        if last:
            del one.waiting[kind]
            one.state = to
        return True

    _approve_deferral = _approve_suspension

    def _merge(self, one: Plain, action: str, to: str, role: str, by: str, unit: str, other: str) -> bool:
        parent = self.all[other]
        children = [each for each in self.all.values() if each.parent == one.number]
        if parent is one or parent.state in OVER or parent.parent or children:
            return False
        if one.units and parent.state not in ("dispatched", "processing"):
            return False
        one.parent, one.was, one.state = other, one.state, to
        parent.units.update(one.units)
        parent.lent.update(dict.fromkeys(one.units, one.number))
        one.units = {}
        parent.version += 1
        return True

    def _unmerge(self, one: Plain, *_: str) -> bool:
        parent = self.all[one.parent]
        for unit in [unit for unit, child in parent.lent.items() if child == one.number and unit in parent.units]:
            one.units[unit] = parent.units.pop(unit)
            del parent.lent[unit]
        one.state, one.parent = one.was, ""
        parent.version += 1
        return True

    def _assign(self, one: Plain, action: str, to: str, role: str, by: str, unit: str, other: str) -> bool:
        if self.holder(unit) is not None:
            return False
        one.units[unit] = "sent"
        one.lent.pop(unit, None)
        one.state = "dispatched" if one.state == "filed" else one.state
        return True

    def _en_route(self, one: Plain, action: str, to: str, role: str, by: str, unit: str, other: str) -> bool:
        if unit not in one.units or STEPS.index(one.units[unit]) >= STEPS.index(action):
            return False
        one.units[unit] = action
        one.state = "processing" if one.state in ("accepted", "filed", "dispatched") else one.state
        return True

    _on_scene = _en_route

    def _clear(self, one: Plain, action: str, to: str, role: str, by: str, unit: str, other: str) -> bool:
        return one.units.pop(unit, None) is not None
