"""The registrar: hands what allied commands tell us to the desk, which writes it down and announces it."""

from collections import deque
from collections.abc import Callable

from city.events import Event, Noticed
from incidents.mirror import Mirrored
from incidents.notice import Notice

Mirror = Callable[[tuple[Notice, ...]], Mirrored]
Note = Callable[[str, str, int, str], None]
MOST_WAITING = 10_000  # messages of notices that wait for a record that is away: hours of them


class Registrar:
    """Listens for notices on the bus; those that make no sense are counted with their source.

    While the past is told they are written as they are heard. From then on they wait until `write` is called: nobody
    who tells something on the bus should wait for a disk. What the record cannot take now waits, too.
    """

    def __init__(self, mirror: Mirror, note: Note) -> None:
        self._mirror = mirror
        self._note = note
        self._waiting: deque[Noticed] = deque()
        self._writes = False
        self.past_is_told = False  # while it is told, much is told that the desk knows already

    def hear(self, event: Event) -> None:
        """Hand notices on, in the order in which they came."""
        if not isinstance(event, Noticed):
            return
        if len(self._waiting) >= MOST_WAITING:
            lost = self._waiting.popleft()
            example = f"{len(lost.notices)} notices were never written: the record was away for too long."
            self._note(lost.source, "not written", len(lost.notices), example)
        self._waiting.append(event)
        if not self.past_is_told:
            self.write()

    def write(self) -> None:
        """Hand on what waits. Raises `StoreUnavailable`; then it waits on, and nothing is lost."""
        if self._writes:  # while the desk waits for the record, others get their turn
            return
        self._writes = True
        try:
            while self._waiting:
                event = self._waiting[0]
                skipped = self._mirror(event.notices).skipped
                self._waiting.popleft()
                for one in skipped if self.past_is_told else ():
                    self._note(event.source, "makes no sense", 1, one.why)
        finally:
            self._writes = False
