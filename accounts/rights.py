"""Rights: what each role may see and do (section A.2.2 of the specification), as one table.

A right is asked for at a door. What is not in the table is not allowed.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from incidents.roles import Role

ANYBODY = ""  # no right at all: strangers, too
INSIDE = "inside"  # whoever came in: how the house is, and what its doors are
READ = "city:read"
READ_INCIDENTS = "incidents:read"
READ_ATTACHMENTS = "attachments:read"
READ_LOG = "log:read"
ACT = "incidents:act"
ACT_ON_SIGNALS = "signals:act"
SEND_SIGNALS = "signals:send"
SEND_READINGS = "readings:send"
READ_OFFICE = "office:read"  # shifts with their sheets, and alarms
ACT_ON_SHIFTS = "shifts:act"
ACT_ON_ALARMS = "alarms:act"
UNLOCK = "accounts:unlock"
ADMINISTER = "accounts:admin"
WALL, DUTY, VITALS, WORK = "wall", "duty", "vitals", "work"  # the pages

READING = frozenset({INSIDE, READ, READ_INCIDENTS, READ_ATTACHMENTS, READ_LOG, READ_OFFICE, WALL, DUTY, VITALS, WORK})
FOR_MACHINES = frozenset(
    {READ, READ_INCIDENTS, READ_ATTACHMENTS, READ_LOG, SEND_SIGNALS, SEND_READINGS}
)  # what a key may hold: people act, machines tell

# These count only while on duty: who is off duty reads what the next shift has to know, and does nothing.
ON_DUTY = frozenset({Role.CALL_TAKER, Role.DISPATCHER, Role.CHIEF, Role.COLLECTOR})
ALONE = frozenset({Role.ADMIN, Role.WALL})  # who has one of these has no other
NEVER = frozenset({Role.SYSTEM})  # nobody's but ours

_SEES = frozenset({INSIDE, READ, READ_INCIDENTS, READ_ATTACHMENTS, WALL})
_DESK = _SEES | {DUTY, VITALS, ACT, ACT_ON_SIGNALS, SEND_SIGNALS, READ_OFFICE, ACT_ON_SHIFTS, ACT_ON_ALARMS}
_FIELD = _SEES | {WORK, ACT}
_LEADS = _SEES | {VITALS, WORK, ACT, READ_OFFICE, ACT_ON_SHIFTS}
RIGHTS_OF: Mapping[Role, frozenset[str]] = MappingProxyType(
    {
        Role.COLLECTOR: _FIELD | {ACT_ON_SIGNALS, SEND_SIGNALS},
        Role.CALL_TAKER: _DESK,
        Role.DISPATCHER: _DESK,
        Role.CHIEF: _DESK | {READ_LOG, UNLOCK},
        Role.DEPARTMENT: _FIELD,
        Role.UNIT: _FIELD,
        Role.INSPECTOR: _LEADS | {READ_LOG},
        Role.COMMANDER: _LEADS | {READ_LOG},
        Role.LEADER: _LEADS,
        Role.ADMIN: frozenset({INSIDE, UNLOCK, ADMINISTER, ACT_ON_SHIFTS}),
        Role.WALL: frozenset({INSIDE, READ, WALL}),
        Role.SYSTEM: frozenset(),
    }
)
EVERY_RIGHT = frozenset({SEND_READINGS}).union(*RIGHTS_OF.values())


# In whose name people may report: what they register themselves, never what commands, sensors and cameras tell.
REGISTERED = frozenset({"desk", "GRID", "LEADER", "MEDIA", "ENTERPRISE", "12345", "minhu"})
COLLECTED = frozenset({"GRID"})


def origins_of(roles: frozenset[Role]) -> frozenset[str]:
    """The origins of the signals that somebody in these roles may report."""
    return COLLECTED if roles.isdisjoint({Role.CALL_TAKER, Role.DISPATCHER, Role.CHIEF}) else REGISTERED


def rights_of(roles: Iterable[Role]) -> frozenset[str]:
    """All that these roles together give a right to.

    >>> sorted(rights_of([Role.WALL]))
    ['city:read', 'inside', 'wall']
    """
    return frozenset[str]().union(*(RIGHTS_OF[one] for one in roles))


def in_force(roles: frozenset[Role], on_duty: frozenset[Role]) -> tuple[frozenset[Role], frozenset[str]]:
    """The roles that count now, and the rights: roles of the desk that are off duty give only what they read.

    >>> roles, rights = in_force(frozenset({Role.CHIEF}), frozenset())
    >>> (roles, ACT in rights, READ_INCIDENTS in rights)
    (frozenset(), False, True)
    """
    now = (roles - ON_DUTY) | (roles & on_duty)
    return now, rights_of(now) | (rights_of(roles) & (READING | {ACT_ON_SHIFTS}))  # whoever comes takes over
