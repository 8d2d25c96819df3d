"""Speaking: who may say what a department did: itself, or the desk that was told so and says by whom.

Whoever wrote it down has handled the incident: they neither check nor close it.
"""

from collections.abc import Callable, Collection
from dataclasses import replace

from incidents.guards import Attempt, Guard, guard, personal
from incidents.incident import Incident, State, UnitState
from incidents.roles import AT_THE_DESK, Actor, Role
from incidents.tasks import TaskState

_TAKEN_BACK = (TaskState.RETURNED, TaskState.CANCELLED)
SHORTEST = 5  # signs of a reason that says something


def says_something(note: str) -> bool:
    """Whether a note says more than that it was asked for.

    >>> says_something("still dark"), says_something("......"), says_something("路灯不亮了")
    (True, False, True)
    """
    return sum(one.isalnum() for one in note) >= SHORTEST


def tells_who(note: str) -> bool:
    """Whether a note may say who told what: two words, or a name in Chinese.

    >>> tells_who("Zhou called"), tells_who("telephone"), tells_who("张科"), tells_who("。。")
    (True, False, True, False)
    """
    signs = [one for one in note if one.isalnum()]
    return sum(not one.isascii() for one in signs) > 1 or (len(signs) >= SHORTEST and len(note.split()) > 1)


def writes_for(attempt: Attempt, department: str, own: Collection[Role] = ()) -> bool:
    """Whether it is the desk that writes down what this department said; `own` are roles that need nobody's word."""
    actor = attempt.actor
    if actor.speaks_for(department) or not actor.roles.isdisjoint(own):
        return False
    return not actor.roles.isdisjoint(AT_THE_DESK)


def written_by(incident: Incident, by: str) -> Incident:
    """The incident, keeping in mind who wrote down what its department said."""
    return incident if by in incident.wrote_for else replace(incident, wrote_for=(*incident.wrote_for, by))


def reported_again(incident: Incident) -> Incident:
    """The incident, keeping in mind who reported it done before it was sent back; `entered_by` holds the last alone."""
    before = incident.entered_by.get(State.FEEDBACK)
    return written_by(incident, before) if before else incident


def handlers(incident: Incident) -> frozenset[str]:
    """Who handled it: ever reported it done, or wrote down what its department did."""
    done = incident.entered_by.get(State.FEEDBACK)
    return frozenset(incident.wrote_for) | ({done} if done else set())


def may_speak(attempt: Attempt, department: str, own: Collection[Role] = ()) -> bool:
    """Whether this department's word is theirs to bring, or to write down."""
    return (
        attempt.actor.speaks_for(department)
        or not attempt.actor.roles.isdisjoint(own)
        or writes_for(attempt, department)
    )


def speaking(of: Callable[[Incident, Attempt], str | None], own: Collection[Role] = ()) -> tuple[Guard, Guard]:
    """The two guards of what a department says: that it is its own word, and by whom that came where the desk writes.

    `of` gives whose word it is, None where it is nobody's; `own` are roles that say it in their own right.
    """
    return (
        guard(
            "of_lead_department",
            "只有承办部门可以操作。",
            "Only the department whose work it is may do this.",
            lambda incident, attempt: (one := of(incident, attempt)) is None or may_speak(attempt, one, own),
        ),
        guard(
            "speaks_for",
            "代部门登记时，请在备注中写明由谁告知（不少于两个词或 5 个字）。",
            "You write this down for the department: say in a note who of it told you so.",
            lambda incident, attempt: (
                not writes_for(attempt, of(incident, attempt) or "", own) or tells_who(attempt.note)
            ),
        ),
    )


def handles(incident: Incident, actor: Actor) -> bool:
    """Whether it is theirs to say how it went: the desk's, or of a department or crew that has a hand in it."""
    if not actor.roles.isdisjoint((*AT_THE_DESK, Role.CHIEF, Role.SYSTEM)):
        return True
    works = any(actor.speaks_for(one.department) for one in incident.tasks if one.state not in _TAKEN_BACK)
    rides = Role.UNIT in actor.roles and any(
        one.unit == actor.unit and one.state is not UnitState.CANCELLED for one in incident.assignments
    )
    return works or rides


def lead_of(incident: Incident, _: Attempt) -> str | None:
    """Whose word it is that concerns the whole incident."""
    return None if incident.lead is None else incident.lead.department


FOR_THE_LEAD = speaking(lead_of)
HANDLES_IT = personal(
    "handles_it",
    "只有坐席和承办本案的部门、单元可以操作，请告知坐席登记。",
    "This is for the desk, and for the departments and crews that work on it. Tell the desk, who writes it down.",
    handles,
)
