"""Actors: in whose name the desk acts where nobody was asked who they are.

Until accounts are joined, every caller acts in every role; this is the one place that says so.
"""

from incidents.roles import Actor, Role


def unquestioned(by: str) -> Actor:
    """Somebody in every role, for callers whose roles are not known yet."""
    return Actor(by=by, roles=frozenset(Role) - {Role.WALL})


def crew(unit: str) -> Actor:
    """A crew that says how it does; of the department whose work it is."""
    return Actor(by=unit, roles=frozenset({Role.UNIT, Role.DEPARTMENT, Role.SYSTEM}), unit=unit)
