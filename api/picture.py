"""The picture: all that is known at this beat, in one answer, for a machine that starts to follow the city."""

from api.acting import Theirs
from api.answers import Picture
from api.door import Asked, Door
from api.guard import READ_INCIDENTS
from api.incidents import as_json
from api.indicators import as_theirs
from api.ports import House
from api.refusals import Plain
from api.units import shown
from incidents.sight import sees
from live import wire


def doors(house: House) -> tuple[Door, ...]:
    """`GET /picture`."""

    def picture(asked: Asked) -> Plain:
        now, actor, theirs = house.picture, asked.caller.actor, Theirs(house.desk, asked)
        return {
            "version": now.version,
            "at": wire.iso(now.at),
            "areas": list(house.pack.areas.codes),
            "measures": {name: as_theirs(theirs, wire.measure(one, wire.iso)) for name, one in now.measures.items()},
            "incidents": [as_json(one, house, theirs) for one in now.incidents.values() if sees(actor, one)],
            "units": shown(house, asked),
            "sources": [wire.source(one, wire.iso) for one in now.sources.values()],
        }

    return (
        Door(
            method="GET", path="/picture", name="picture", right=READ_INCIDENTS, answer=Picture, handle=picture,
            summary="All that is known at this beat: measures, open incidents, units, sources", tags=("house",),
        ),
    )  # fmt: skip
