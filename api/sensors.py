"""Sensors: a gateway sends what it reads and its limits; what that amounts to becomes a signal, once an episode."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from http import HTTPStatus
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from api import signal_shapes
from api.acting import acting
from api.door import Asked, Door, Otherwise, Shape
from api.guard import SEND_SIGNALS, speak_for
from api.in_the_city import in_the_city
from api.new_signal import Token
from api.ports import House
from api.refusals import Plain
from api.signals import came
from api.values import Moment, Number, Text, Whole
from incidents.incident import Signal
from incidents.intake.receiving import Came
from incidents.intake.tags import Edge, Tag, Told, edges

ORIGIN = "IOT"
Named = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:-]{1,40}$")]
DAY_S = 86_400
MOST_SAMPLES, MOST_BYTES = 10_000, 1_000_000


class Sample(Shape):
    """One value; null where nothing was read, which is not normal."""

    at: Moment
    value: Number | None


class Samples(Shape):
    """What one sensor read of one figure, its limits, and what an alarm of it is.

    Send them with some overlap: what was told before is known by its time.
    """

    device: Named
    metric: Named
    samples: list[Sample] = Field(min_length=1, max_length=MOST_SAMPLES)
    high: Number | None = Field(default=None, description="beyond that it is an alarm")
    low: Number | None = Field(default=None, description="below that it is one")
    dead_band: Number = Field(default=0.0, ge=0, description="back by so much it is none any more")
    on_delay_s: Number = Field(default=0.0, ge=0, le=DAY_S, description="it must last so long to begin")
    off_delay_s: Number = Field(default=60.0, ge=0, le=DAY_S, description="normal for so long it is over")
    category: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,10}$")]
    level: Whole | None = Field(default=None, ge=1, le=4)
    lon: Number | None = Field(default=None, ge=-180, le=180)
    lat: Number | None = Field(default=None, ge=-90, le=90)
    address: Text = Field(default="", max_length=200)
    asset: Token = Field(default="", description="the code of the facility that it watches")
    sensors: Whole = Field(default=1, ge=1, le=10_000, description="how many say so: only shown")

    @model_validator(mode="after")
    def _limited(self) -> "Samples":
        if self.high is None and self.low is None:
            raise ValueError("there is no limit; give high, low or both")
        return self


def doors(house: House) -> tuple[Door, ...]:
    """`POST /sensors/samples`."""
    return (
        Door(
            method="POST", path="/sensors/samples", name="sensor_samples", right=SEND_SIGNALS,
            answer=signal_shapes.Came, body=Samples, handle=lambda asked: _sampled(house, asked),
            also=(HTTPStatus.CREATED, HTTPStatus.ACCEPTED), refuses=(HTTPStatus.SERVICE_UNAVAILABLE,),
            tags=("signals",), most_bytes=MOST_BYTES,
            summary="What a sensor read, and its limits: 202 if an alarm began that a person has to look at, 201 if "
            "it made an incident, 200 if nothing new began",
        ),
    )  # fmt: skip


def _sampled(house: House, asked: Asked) -> Plain | Otherwise:
    said: Samples = asked.body
    speak_for(asked.caller, ORIGIN, said.device)
    if said.lon is not None and said.lat is not None:
        in_the_city(house.pack, said.lon, said.lat)
    tag = Tag(
        high=said.high, low=said.low, dead_band=said.dead_band, on_delay=timedelta(seconds=said.on_delay_s),
        off_delay=timedelta(seconds=said.off_delay_s),
    )  # fmt: skip
    found = edges(tag, [(one.at, one.value) for one in sorted(said.samples, key=lambda one: one.at)])
    by = acting(asked, said.device).shown
    with house.desk.together():
        taken = [
            house.desk.receive(_signal(said, first), by=by, also=[one.at for one in again])
            for first, again in _folded(found)
        ]
    last = taken[-1] if taken else Came(reception=None, incident=None, new=False)
    content = came(house, asked, last.reception, last.incident, last.silenced)
    if not any(one.new for one in taken):
        return content
    made = any(one.new and one.incident is not None for one in taken)
    return Otherwise(HTTPStatus.CREATED if made else HTTPStatus.ACCEPTED, content)


def _folded(found: Iterable[Told]) -> Iterator[tuple[Told, list[Told]]]:
    """What happened, each with those that only say it again: a sensor that flickers is one line of the log."""
    first, again = None, list[Told]()
    for one in found:
        if first is not None and one.edge is Edge.AGAIN and first.edge is not Edge.OVER:
            again.append(one)
            continue
        if first is not None:
            yield first, again
        first, again = one, []
    if first is not None:
        yield first, again


def _signal(said: Samples, told: Told) -> Signal:
    brought = {"device": said.device, "metric": said.metric, "asset": said.asset, "sensors": str(said.sensors),
               "normal": "true" if told.edge is Edge.OVER else ""}  # fmt: skip
    return Signal(
        origin=ORIGIN, key=f"{said.device}/{said.metric}/{told.episode:%Y%m%dT%H%M%S.%f}", at=told.at,
        category=said.category, level=said.level or 0, lon=said.lon, lat=said.lat, address=said.address,
        extra={name: text for name, text in brought.items() if text},
    )  # fmt: skip
