"""Orders: a crew is told once that it is sent and once that it is released."""

from city.events import Moved
from incidents.incident import UnitState
from incidents.notice import Order
from live.orders import Orders
from tests.live.builders import Hands, Tape, incident, sent


class Crews(Tape):
    """A source with crews that note their orders."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, bool]] = []

    def ordered(self, order: Order) -> None:
        """Note one order."""
        self.told.append((order.unit, order.go))


def orders() -> tuple[Orders, Crews]:
    crews = Crews()
    return Orders((Tape(), crews), Hands()), crews


def test_a_crew_is_told_once_to_go_and_once_that_it_is_free() -> None:
    told, crews = orders()
    told.hear(Moved((incident(assignments=(sent("E1"),)),)))
    told.hear(Moved((incident(version=2, assignments=(sent("E1", UnitState.ON_SCENE),)),)))
    done = sent("E1", UnitState.ON_SCENE, UnitState.CLEARED)
    told.hear(Moved((incident(version=3, assignments=(done,)),)))
    told.hear(Moved((incident(version=4, assignments=(done,)),)))
    assert crews.told == [("E1", True), ("E1", False)]


def test_the_units_of_an_allied_command_are_not_ordered_by_us() -> None:
    told, crews = orders()
    told.hear(Moved((incident(command="119", assignments=(sent("E1"),)),)))
    assert crews.told == []
