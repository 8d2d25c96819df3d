"""Ticks: what a row says about clocks, in a word."""

from incidents.machines.row import Does, Tick
from incidents.timing.kinds import ClockKind


def start(*kinds: ClockKind) -> tuple[Tick, ...]:
    """▶ with a fresh budget."""
    return tuple(Tick(kind, Does.START) for kind in kinds)


def resume(*kinds: ClockKind) -> tuple[Tick, ...]:
    """▶ with what remains."""
    return tuple(Tick(kind, Does.RESUME) for kind in kinds)


def stop(*kinds: ClockKind) -> tuple[Tick, ...]:
    """■ for good."""
    return tuple(Tick(kind, Does.STOP) for kind in kinds)


def pause(*kinds: ClockKind) -> tuple[Tick, ...]:
    """⏸ from the time of the request."""
    return tuple(Tick(kind, Does.PAUSE) for kind in kinds)


def cancel(*kinds: ClockKind) -> tuple[Tick, ...]:
    """✕."""
    return tuple(Tick(kind, Does.CANCEL) for kind in kinds)


def lapse(*kinds: ClockKind) -> tuple[Tick, ...]:
    """✕ where nothing is waited for any more."""
    return tuple(Tick(kind, Does.LAPSE) for kind in kinds)


HELD = (Tick(ClockKind.DISPOSE, Does.HOLD),)
SETTLED = (Tick(ClockKind.DISPOSE, Does.SETTLE),)
EXTENDED = (Tick(ClockKind.DISPOSE, Does.EXTEND),)
REBUDGETED = (Tick(None, Does.REBUDGET),)
ALL_CANCELLED = (Tick(None, Does.CANCEL),)
