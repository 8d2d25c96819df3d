"""Actors: in whose name the desk acts where nobody at a keyboard asks: the house itself, and crews by radio."""

from incidents.roles import Actor, Role


def unquestioned(by: str) -> Actor:
    """The house itself, and what it takes over: in every role, for nobody asked."""
    return Actor(by=by, roles=frozenset(Role) - {Role.WALL}, unasked=True)


def crew(unit: str) -> Actor:
    """A crew that says how it does; of the department whose work it is."""
    return Actor(by=unit, roles=frozenset({Role.UNIT, Role.DEPARTMENT, Role.SYSTEM}), unit=unit)
