"""Chiefs: whether somebody is the chief of a shift still, and whether it is time that it begins."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from incidents.office.refusals import unmet
from incidents.roles import Actor, Role
from incidents.shifts import Shift

PLANNERS = frozenset({Role.CHIEF, Role.ADMIN})
EARLY = timedelta(hours=1)  # so long before its time a shift may begin
TOO_EARLY = unmet(
    "too_early",
    "离该班次开始还有一小时以上，尚不能上岗；如须提前，请另排班次，或由当班值班长交接。",
    "It begins in more than an hour. Wait until then, plan another shift for now, or let the one on duty hand over.",
)
CHIEF_NO_LONGER = unmet(
    "chief_no_longer",
    "您在值班表中是值班长，但您的账号已没有该角色；请管理员恢复角色，或由他人调整值班表。",
    "The roster has you as chief, but your account is none any more. Let an administrator give the role back, or "
    "somebody else change the roster.",
)


def is_too_early(shift: Shift, now: datetime) -> bool:
    """Whether it is too early to begin; whom another shift hands over to, both their chiefs agree on the time."""
    return now < shift.begins_at - EARLY


def lost_the_role(actor: Actor, shifts: Iterable[Shift]) -> bool:
    """Whether only the roster still says that they are chief: who made it did not know what came after."""
    if not actor.all_roles.isdisjoint({*PLANNERS, Role.SYSTEM}):
        return False
    return any(Role.CHIEF in one.roster.get(actor.by, ()) for one in shifts)
