"""Shapes of signals: what the doors of signals answer."""

from datetime import datetime

from pydantic import Field

from api import answers
from api.answers import Words
from api.door import Shape


class Likely(Shape):
    """An incident that a signal may be about: the score, and what speaks for it, in words."""

    number: str
    score: float = Field(ge=0, le=1)
    suggested: bool = Field(description="from 0.55 on somebody should look before accepting")
    away_m: float | None
    apart_s: float
    parts: dict[str, float] = Field(description="what distance, time, category, words and the same thing brought")
    why: list[Words]


class Signal(Shape):
    """A signal as it stands at `version`; `incident` is what it led to or was linked to."""

    number: str
    version: int
    state: str
    title: Words = Field(description="the state in words")
    origin: str
    key: str
    source: str = Field(description="the row of the table of sources")
    source_title: Words
    source_note: Words = Field(description="what is believed of it")
    category: str
    level: int
    raised: bool = Field(description="whether the rules raised the level by one")
    why_level: list[Words] = Field(description="the rules that fired, in words")
    lon: float | None
    lat: float | None
    address: str
    address_en: str
    detail: str
    detail_en: str
    received_at: datetime
    entered_at: datetime
    running: dict[str, datetime] = Field(description="the clocks that run, and since when")
    until: datetime | None
    incident: str
    reason: str
    reason_words: Words | None
    note: str
    count: int = Field(description="how often it was said")
    chatter: bool = Field(description="it comes and goes three times a minute")
    normal_at: datetime | None
    exercise: bool = Field(description="a drill or a test")
    made_up: bool
    visit: bool = Field(description="only somebody on the spot can tell")
    looker: str = Field(description="who was sent to look; empty while nobody was")
    breached: bool = Field(description="one of its clocks ran out, for good")
    due: str = Field(description="which clock runs out next, or ran out first: accept or verify; empty where none runs")
    due_title: Words | None
    due_at: datetime | None
    late: bool = Field(description="that moment is past, and nobody has decided")
    camera: str
    roi: str
    sort: str
    evidence: list[str]
    ahead_s: int | None = Field(description="so far the clock that sent it was ahead; its times are not to be believed")
    sensors: int | None = Field(
        description="how many independent sensors said so near there within ten minutes; null where none speaks"
    )
    told_sensors: int | None = Field(description="how many there are by the sender's own word, which decides nothing")
    reply: answers.Reply
    possible: list[str]
    asks: dict[str, list[str]] = Field(description="what each possible action still asks for: the codes of its guards")
    likely: list[Likely]


class Line(Shape):
    """One line of a signal's log."""

    version: int
    move: str
    action: str
    title: Words
    came_from: str | None
    to: str
    at: datetime
    recorded_at: datetime
    by: str
    reason: str
    note: str
    note_en: str = Field(description="the same in English where the house wrote it; empty for people's words")
    looker: str = Field(description="who was sent with this; empty where nobody was")
    place: str = Field(description="where it is said to be with this; empty where nothing is")


class SignalWithLog(Signal):
    """A signal, and what was done to it, first things first."""

    log: list[Line]


class Signals(Shape):
    """Signals, how many wait for somebody in all, and how many are in the states that were asked for."""

    signals: list[Signal]
    waiting: int
    total: int


class Known(Shape):
    """A signal that whoever sent it once more may not read: that it is known, and how it stands."""

    number: str
    state: str
    title: Words


class Came(Shape):
    """What came of a signal: how it stands, and the incident behind it, if any.

    `signal` and `incident` are there for whoever may read them; where the signal is another's, `known` stands alone.
    `silenced` says why a machine's word was not taken in at all: `normal`, `called_false` or `suppressed`.
    """

    signal: Signal | None
    known: Known | None
    incident: answers.Incident | None
    silenced: str
