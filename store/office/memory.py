"""The office in memory: keeps the same promises while the process lives."""

from collections.abc import Collection
from datetime import datetime

from incidents.annunciation import Alarm
from incidents.office.ports import Errand, OfficeChanges
from incidents.office.refusals import Meanwhile
from incidents.shifts import Shift, ShiftState
from store.office.sql import ERRANDS_KEPT


class MemoryOffice:
    """Shifts and alarms in dictionaries, for transactions and for readers."""

    def __init__(self) -> None:
        self._shifts: dict[str, Shift] = {}
        self._alarms: dict[str, Alarm] = {}
        self._errands: dict[str, Errand] = {}

    def shift(self, name: str) -> Shift | None:
        """The shift of this name."""
        return self._shifts.get(name)

    def standing(self) -> tuple[Shift, ...]:
        """Every shift that is planned or on duty, the earliest first."""
        return self._those(closed=False)

    def closed(self, most: int) -> tuple[Shift, ...]:
        """The shifts that have handed over, the latest first, at most so many."""
        return self._those(closed=True)[::-1][:most]

    def alarms(self, keys: Collection[str]) -> tuple[Alarm, ...]:
        """Those of these alarms that were ever raised and are not forgotten."""
        return tuple(self._alarms[key] for key in sorted(keys) if key in self._alarms)

    def live_alarms(self) -> tuple[Alarm, ...]:
        """Every alarm of which something is still to be shown, the most urgent and then the oldest first."""
        return tuple(
            sorted((one for one in self._alarms.values() if one.live), key=lambda one: (one.level, one.at, one.key))
        )

    def announced(self, since: datetime) -> tuple[datetime, ...]:
        """When alarms were last announced by themselves, after `since`."""
        times = (one.announced_at for one in self._alarms.values())
        return tuple(sorted(at for at in times if at is not None and at > since))

    def errand(self, key: str) -> Errand | None:
        """What was asked under this key, if it was used."""
        return self._errands.get(key)

    def check(self, changes: OfficeChanges) -> None:
        """Raises `Meanwhile` if a shift or an alarm was changed since it was seen, and `ValueError` for two on duty."""
        for kind, known, ones in (
            ("shift", self._shifts, {one.name: one for one in changes.shifts}),
            ("alarm", self._alarms, {one.key: one for one in changes.alarms}),
        ):
            for name, one in ones.items():
                actual = known[name].version if name in known else 0
                if actual != one.version - 1:
                    raise Meanwhile(kind, name, one.version - 1, actual)
        on = {one.name for one in (self._shifts | {one.name: one for one in changes.shifts}).values() if one.on}
        if len(on) > 1:
            raise ValueError(f"Two shifts are on duty: {', '.join(sorted(on))}. Only one may be.")

    def keep(self, changes: OfficeChanges) -> None:
        """Keep all of it."""
        self._shifts |= {one.name: one for one in changes.shifts}
        self._alarms |= {one.key: one for one in changes.alarms}
        for one in changes.errands:
            self._errands = {key: old for key, old in self._errands.items() if old.at >= one.at - ERRANDS_KEPT}
            self._errands[one.key] = one
        if (forget := changes.forget) is not None:
            self._alarms = {key: one for key, one in self._alarms.items() if one.live or one.at > forget}

    def _those(self, *, closed: bool) -> tuple[Shift, ...]:
        found = [one for one in self._shifts.values() if (one.state is ShiftState.CLOSED) == closed]
        return tuple(sorted(found, key=lambda one: (one.begins_at, one.name)))
