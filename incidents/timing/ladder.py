"""The ladder of escalation (督办): what is said to whom, and after which share of the time; two tables and two others.

To change a rung, change its row. `plans.py` tells when each is reached.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

Words = dict[str, str]


class Hearer(StrEnum):
    """Who hears of it; the roster says who that is just now."""

    DEPARTMENT = "department"  # its queue
    HANDLER = "handler"
    DEPARTMENT_HEAD = "department_head"
    CHIEF = "chief"  # 值班长
    DEPUTY = "deputy"  # 分管负责人
    INSPECTOR = "inspector"
    LEADER = "leader"  # 分管领导
    LEADER_ON_DUTY = "leader_on_duty"
    DISPATCHER = "dispatcher"
    UNIT = "unit"
    SECOND_CONSOLE = "second_console"
    ALL_CONSOLES = "all_consoles"


class Light(StrEnum):
    """预警 is a half-filled clock, 超时 a filled one; most rungs change neither."""

    NONE = ""
    WARNING = "warning"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One step of a ladder: its name in the record of what fired, what it says, who hears it, and what it lights.

    `level` is the level of supervision (督办 L1 to L3) that begins with it, 0 for none.
    """

    name: str
    words: Words
    hears: tuple[Hearer, ...]
    light: Light = Light.NONE
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A rung of the tracks U, R and H, reached when so many percent of the budget are used.

    With `ahead` it is reached so long before the due moment if that is later; with `beyond` or `days_beyond` so long
    or so many of the calendar's days after it if that is earlier. `ahead` is for working time and for natural time.
    """

    rung: Rung
    percent: int
    ahead: tuple[timedelta, timedelta] | None = None
    beyond: timedelta | None = None
    days_beyond: int = 0
    unless_acknowledged: bool = False


_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)


def _rung(name: str, zh: str, en: str, *hears: Hearer, light: Light = Light.NONE, level: int = 0) -> Rung:
    return Rung(name=name, words={"zh": zh, "en": en}, hears=hears, light=light, level=level)


OVERDUE = _rung(
    "overdue",
    "已超时，一级督办",
    "overdue, supervised at level 1",
    Hearer.DEPARTMENT_HEAD,
    light=Light.OVERDUE,
    level=1,
)
WARNING = _rung("warning", "即将超时", "soon overdue", Hearer.DEPARTMENT, Hearer.HANDLER, light=Light.WARNING)
SHARES = (
    Share(
        rung=_rung("reminder", "时限过半，尚未签收", "half the time is gone, not acknowledged", Hearer.DEPARTMENT),
        percent=50, unless_acknowledged=True,
    ),
    Share(
        rung=WARNING, percent=75, ahead=(2 * _HOUR, 30 * _MINUTE),
    ),
    Share(rung=OVERDUE, percent=100),
    Share(
        rung=_rung("supervised_2", "超时，二级督办", "overdue, supervised at level 2", Hearer.CHIEF, Hearer.DEPUTY,
                   light=Light.OVERDUE, level=2),
        percent=125, beyond=2 * _HOUR,
    ),
    Share(
        rung=_rung("supervised_3", "超时，三级督办", "overdue, supervised at level 3", Hearer.INSPECTOR, Hearer.LEADER,
                   light=Light.OVERDUE, level=3),
        percent=150, days_beyond=1,
    ),
)  # fmt: skip

# Clocks of our own desk have no ladder: the chief hears that one ran out.
RAN_OUT = _rung("ran_out", "已超时", "overdue", Hearer.CHIEF, light=Light.OVERDUE)

# While it is not safe somebody may be hurt: whoever can send another crew hears of it at once, without an order.
SAFETY = (
    Share(rung=WARNING, percent=75),
    Share(
        rung=_rung("unsafe", "已超时，现场尚未确认安全", "overdue, nobody has said that it is safe",
                   Hearer.DEPARTMENT_HEAD, Hearer.DISPATCHER, Hearer.CHIEF, light=Light.OVERDUE),
        percent=100,
    ),
)  # fmt: skip

# Reached by counting and by a date, not by a share of the time.
CONFER_AT = 2  # returns, or times redone
CONFER = _rung("confer", "两次回退或返工，请会商", "returned or redone twice, confer about it", Hearer.CHIEF)
REVIEW = _rung("review", "挂账到期复核", "suspended until today, review it", Hearer.INSPECTOR)

# Track E, in seconds from the dispatch of a unit.
PAGE_AGAIN = _rung("page_again", "未确认，再次呼叫", "not acknowledged, paged again", Hearer.UNIT, Hearer.DISPATCHER)
ALTERNATE = _rung(
    "alternate", "仍未确认，已备选单元", "still not acknowledged, another unit is proposed", Hearer.DISPATCHER
)
NOT_LEFT = _rung("not_left", "未按时出动", "has not left in time", Hearer.DISPATCHER)
SLIPPED = _rung("slipped", "预计到达推迟，已备选单元", "will arrive later, another unit is proposed", Hearer.DISPATCHER)
LOST = _rung(
    "lost", "失联？超过两倍预计时间未到场", "lost? twice its time and not on scene", Hearer.DISPATCHER, Hearer.CHIEF
)
REPORT = _rung("report", "请确认现场人员安全", "confirm that the crew is safe", Hearer.UNIT, Hearer.DISPATCHER)

PAGED_AFTER = timedelta(seconds=30)
ALTERNATE_AFTER = timedelta(seconds=60)
LEFT_AFTER = timedelta(seconds=30)  # beyond the limit to turn out
SLIP_PERCENT, SLIP = 25, timedelta(seconds=60)  # whichever is passed
LOST_TIMES = 2
REPORTED_EVERY = 20 * _MINUTE

# A signal of level 1 that nobody acknowledges.
UNHEARD = MappingProxyType(
    {
        timedelta(seconds=20): _rung("console_2", "一级线索未确认", "level 1, nobody answers", Hearer.SECOND_CONSOLE),
        timedelta(seconds=60): _rung(
            "consoles", "一级线索未确认", "level 1, nobody answers", Hearer.ALL_CONSOLES, Hearer.CHIEF
        ),
        timedelta(seconds=120): _rung(
            "leader_on_duty", "一级线索未确认", "level 1, nobody answers", Hearer.LEADER_ON_DUTY
        ),
    }
)
