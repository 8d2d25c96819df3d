"""Orders: what the desk decides for a unit is told to the source behind which that unit's crew is."""

from collections.abc import Callable, Iterable
from datetime import datetime

from city.events import Event, Moved
from incidents.incident import Incident
from incidents.notice import Order
from sources.base import Source


class Orders:
    """Listens to what moves; tells each crew once of every unit that is bound or released by our own desk."""

    def __init__(self, sources: Iterable[Source], clock: Callable[[], datetime]) -> None:
        self._crewed = [ordered for one in sources if (ordered := getattr(one, "ordered", None)) is not None]
        self._clock = clock
        self._bound: dict[tuple[str, str], bool] = {}

    def hear(self, event: Event) -> None:
        """Tell the crews what changed for them."""
        if isinstance(event, Moved):
            for incident in event.incidents:
                if not incident.command:
                    self._tell(incident)

    def _tell(self, incident: Incident) -> None:
        for assignment in incident.assignments:
            if assignment.moved_to:
                continue  # the crew goes on for the parent, and there is nothing new for it
            number, go = assignment.moved_from or incident.number, assignment.live
            key = (number, assignment.unit)
            if self._bound.get(key) == go or (not go and key not in self._bound):
                continue
            if go:
                self._bound[key] = True
            else:
                del self._bound[key]
            order = Order(
                at=self._clock(),
                number=number,
                unit=assignment.unit,
                go=go,
                lon=incident.lon if incident.lon is not None else float("nan"),
                lat=incident.lat if incident.lat is not None else float("nan"),
            )
            for ordered in self._crewed:
                ordered(order)
