"""Actors: in whose name the desk acts where nobody was asked who they are.

Until there are accounts, every caller acts in every role; this is the one place that says so.
"""

from incidents.roles import Actor, Role


def unquestioned(by: str) -> Actor:
    """The house itself, and what it takes over: in every role, for nobody asked."""
    return Actor(by=by, roles=frozenset(Role) - {Role.WALL}, unasked=True)


def anyone(by: str) -> Actor:
    """Somebody in every role that people have: whoever asks from a trusted network, until there are accounts."""
    return Actor(by=by, roles=frozenset(Role) - {Role.WALL, Role.SYSTEM}, unasked=True)


def crew(unit: str) -> Actor:
    """A crew that says how it does; of the department whose work it is."""
    return Actor(by=unit, roles=frozenset({Role.UNIT, Role.DEPARTMENT, Role.SYSTEM}), unit=unit)
