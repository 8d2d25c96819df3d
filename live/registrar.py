"""The registrar: hands what allied commands tell us to the desk, which writes it down and announces it."""

from collections.abc import Callable

from city.events import Event, Noticed
from incidents.mirror import Mirrored
from incidents.notice import Notice

Mirror = Callable[[tuple[Notice, ...]], Mirrored]
Note = Callable[[str, str, int, str], None]


class Registrar:
    """Listens for notices on the bus; those that make no sense are counted with their source."""

    def __init__(self, mirror: Mirror, note: Note) -> None:
        self._mirror = mirror
        self._note = note
        self.past_is_told = False  # while it is told, much is told that the desk knows already

    def hear(self, event: Event) -> None:
        """Hand notices on, in the order in which they came."""
        if isinstance(event, Noticed):
            skipped = self._mirror(event.notices).skipped
            for one in skipped if self.past_is_told else ():
                self._note(event.source, "makes no sense", 1, one.why)
