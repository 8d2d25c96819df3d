"""The registrar: hands what is reported and what allied commands tell us to the desk, which writes and announces it."""

from collections import deque
from collections.abc import Callable

from city.events import Event, Noticed, Reported
from incidents.incident import Signal
from incidents.mirror import Mirrored
from incidents.notice import Notice
from incidents.refusals import Refused

Mirror = Callable[[tuple[Notice, ...]], Mirrored]
Receive = Callable[[Signal, str], object]
Note = Callable[[str, str, int, str], None]
MOST_WAITING = 10_000  # messages of notices that wait for a record that is away: hours of them


class Registrar:
    """Listens for notices on the bus; those that make no sense are counted with their source.

    While the past is told they are written as they are heard. From then on they wait until `write` is called: nobody
    who tells something on the bus should wait for a disk. What the record cannot take now waits, too.
    """

    def __init__(self, mirror: Mirror, note: Note, receive: Receive = lambda *_: None) -> None:
        self._mirror = mirror
        self._receive = receive
        self._note = note
        self._waiting: deque[Noticed | Reported] = deque()
        self._writes = False
        self.past_is_told = False  # while it is told, much is told that the desk knows already

    def hear(self, event: Event) -> None:
        """Hand notices on, in the order in which they came."""
        if not isinstance(event, Noticed | Reported):
            return
        if len(self._waiting) >= MOST_WAITING:
            lost = self._waiting.popleft()
            many = len(lost.notices if isinstance(lost, Noticed) else lost.signals)
            self._note(lost.source, "not written", many, f"{many} were not written: the record was away too long.")
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
                refused = self._mirrored(event) if isinstance(event, Noticed) else self._received(event)
                self._waiting.popleft()
                for why in refused if self.past_is_told else ():
                    self._note(event.source, "makes no sense", 1, why)
        finally:
            self._writes = False

    def _mirrored(self, event: Noticed) -> list[str]:
        return [one.why for one in self._mirror(event.notices).skipped]

    def _received(self, event: Reported) -> list[str]:
        """Why some were not taken in; those taken in before the record went away are known by their keys."""
        refused: list[str] = []
        for one in event.signals:
            try:
                self._receive(one, one.origin)
            except Refused as why:
                refused.append(str(why))
        return refused
