"""Refusals of the intake: why a signal was not moved; nothing was written.

Refused
├─ SignalNotPossible   not from this state, or a guard is unmet; carries what is possible instead
├─ NoSuchSignal        the number is not known
├─ SignalOutdated      somebody else moved it meanwhile; carries it as it stands
└─ NotYourPart         the move is another role's
"""

from incidents.guards import Unmet
from incidents.intake.guards import Attempt
from incidents.intake.reception import Reception
from incidents.intake.table import SIGNAL_MOVES, SIGNAL_STATE_TITLES, SIGNAL_TITLES, SignalMove
from incidents.refusals import Refused
from incidents.roles import Role, titles_of


def possible(reception: Reception, attempt: Attempt) -> dict[str, tuple[str, ...]]:
    """The actions that this somebody may take now, each with the codes of what is still to be brought along."""
    roles = attempt.actor.roles - {Role.SYSTEM}
    by_hand = (move for move in SIGNAL_MOVES if move.roles & roles and reception.state in move.comes_from)
    return {
        move.action: tuple(one.code for one in move.guards if not one.settled and not one.holds(reception, attempt))
        for move in by_hand
        if all(one.holds(reception, attempt) for one in move.guards if one.settled)
    }


class SignalNotPossible(Refused):
    """The signal does not allow this move now; `possible` names those it does, `unmet` the guards that failed."""

    code = "signal_not_possible"

    def __init__(self, reception: Reception, action: str, attempt: Attempt, unmet: tuple[Unmet, ...] = ()) -> None:
        self.number, self.action, self.unmet = reception.number, action, unmet
        self.possible = tuple(possible(reception, attempt))
        state = SIGNAL_STATE_TITLES[reception.state]
        super().__init__(
            {
                "zh": f"线索 {reception.number} 处于“{state['zh']}”。" + _why(self, "zh"),
                "en": f"Signal {reception.number} is {state['en']}. " + _why(self, "en"),
            }
        )


class NoSuchSignal(Refused):
    """No signal has this number."""

    code = "no_such_signal"

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(
            {
                "zh": f"没有编号为 {number} 的线索，请在列表中查找。",
                "en": f"There is no signal {number}. Look for it in the list.",
            }
        )


class SignalOutdated(Refused):
    """The signal was moved since `expected` was read; `actual` is what it is now."""

    code = "signal_outdated"

    def __init__(self, number: str, expected: int, actual: int) -> None:
        self.number, self.expected, self.actual = number, expected, actual
        super().__init__(
            {
                "zh": f"线索 {number} 已更新到版本 {actual}，您看到的是版本 {expected}，请查看后再决定。",
                "en": f"Signal {number} is at version {actual}, you saw {expected}. Look at it again, then decide.",
            }
        )


class NotYourPart(Refused):
    """The move is another role's."""

    code = "not_your_part"

    def __init__(self, move: SignalMove, by: str) -> None:
        self.roles = tuple(one for one in Role if one in move.roles)
        may = titles_of([one for one in self.roles if one is not Role.SYSTEM])
        super().__init__(
            {
                "zh": f"{by} 无权“{move.title['zh']}”，须由{may['zh']}操作。",
                "en": f"{by} may not do that ({move.title['en']}). It is for {may['en']}.",
            }
        )


def _why(one: SignalNotPossible, language: str) -> str:
    if one.unmet:
        return ("" if language == "zh" else " ").join(each.words[language] for each in one.unmet)
    names = [SIGNAL_TITLES[each][language] for each in one.possible]
    title = SIGNAL_TITLES.get(one.action, {}).get(language, one.action)
    if language == "zh":
        return f"现在可以：{'、'.join(names) or '无'}；不能“{title}”。"
    return f"You can: {', '.join(names) or 'nothing'}; but not: {title}."
