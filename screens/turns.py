"""Turns: who may do what, as the page is told once: its viewer's roles, and of every action those who do it."""

from collections.abc import Mapping
from typing import Any

from incidents.lifecycle import DOERS
from incidents.machines.incident import INCIDENT
from incidents.roles import Actor, Role, titles_of, whose_turn

Words = Mapping[str, str]
_AT_WORK = frozenset({Role.DEPARTMENT, Role.UNIT})  # for them the desk may write down what they told


def viewer_facts(viewer: Actor) -> dict[str, Any]:
    """Whose hands the page is in; where nobody is asked who they are, everything is theirs."""
    return {"roles": sorted(viewer.roles), "unit": viewer.unit, "unasked": viewer.unasked}


def turns(language: str) -> dict[str, Any]:
    """Of every action who may do it and who is waited for; `action state` where that depends on the state."""
    found = {action: _turn(roles, language) for action, roles in DOERS.items()}
    found |= {
        f"{row.action} {state}": _turn(row.roles, language)
        for row in INCIDENT.rows
        for state in row.comes_from
        if set(row.roles) != set(DOERS[row.action])
    }
    return found


def _turn(roles: tuple[Role, ...], language: str) -> dict[str, Any]:
    whose = whose_turn(roles)
    return {
        "may": [one.value for one in roles if one is not Role.SYSTEM],
        "whose": [one.value for one in whose],
        "title": titles_of(whose)[language],
        "told": Role.DISPATCHER in roles and Role.DEPARTMENT in whose and _AT_WORK.issuperset(whose),
    }
