"""Reception: a signal as it stands, from the moment it came in until it was accepted, linked, refused or expired."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from incidents.incident import Signal
from incidents.timing.kinds import ClockKind


class SignalState(StrEnum):
    """Where a signal stands (codes of the specification in brackets)."""

    NEW = "new"  # SG_NEW 已接收
    VERIFY = "verify"  # SG_VERIFY 待核实
    SHELVED = "shelved"  # SG_SHELVED 已搁置
    ACCEPTED = "accepted"  # SG_ACCEPTED 已受理
    LINKED = "linked"  # SG_LINKED 已并入
    REJECTED = "rejected"  # SG_REJECTED 不予受理
    EXPIRED = "expired"  # SG_EXPIRED 自动关闭


WAITING = frozenset({SignalState.NEW, SignalState.VERIFY, SignalState.SHELVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Whether whoever reported it is owed an answer: since when, or `why_not`, the code of the reason.

    `outcome` is what was last written to them, `message` the key of that message; "" while nothing was.
    """

    owed_since: datetime | None = None
    why_not: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""
    outcome: str = ""
    message: str = ""

    @property
    def owed(self) -> bool:
        """Whether somebody still waits for an answer."""
        return self.owed_since is not None and self.answered_at is None


NO_REPLY = Reply()  # while it is not known how it ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """One signal as it stands at `version`.

    `number` is the signal's own (S20261120-0001). `category` and `level` are what they are taken for now; `fired` are
    the codes of the rules that speak for raising the level, `raised` whether they did. `incident` is the number of the
    incident that it led to or was linked to, "" where none. `reason` is the code of why it was refused or shelved,
    `until` when a shelved one comes back. `running` are the clocks that run, and since when. `count` is how often it
    was said, `again` when of late, `chatter` whether it comes and goes three times a minute. `normal_at` is when a
    machine said that all is well again. `visit` is set when only somebody on the spot can tell; `looker` was sent to
    look, "" while nobody was. `breached` says when which of its clocks ran out, for good; the last `ticked` versions
    are those that time alone wrote. `sender` is the account or key that sent it, `sensors` how many independent
    sensors said the same near there by then, itself among them (`witnesses.py`).
    """

    number: str
    version: int
    state: SignalState
    signal: Signal
    by: str
    received_at: datetime
    entered_at: datetime
    category: str
    level: int
    fired: tuple[str, ...] = ()
    raised: bool = False
    incident: str = ""
    reason: str = ""
    note: str = ""
    until: datetime | None = None
    running: Mapping[ClockKind, datetime] = field(default_factory=dict[ClockKind, datetime])
    count: int = 1
    again: tuple[datetime, ...] = ()
    chatter: bool = False
    normal_at: datetime | None = None
    visit: bool = False
    looker: str = ""
    reply: Reply = NO_REPLY
    breached: Mapping[str, datetime] = field(default_factory=dict[str, datetime])
    ticked: int = 0
    sender: str = ""
    sensors: int = 1

    @property
    def waiting(self) -> bool:
        """Whether somebody still has to decide."""
        return self.state in WAITING
