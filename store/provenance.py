"""Provenance: whether a record holds what was made up, asked of its ends.

While anything that is read is made up, every incident is. So what is made up lies at the end of the record at which
the house was last opened so, or at its beginning; to read all of a large one at each start would take seconds.
"""

import sqlalchemy as sa

from store.intake.tables import receptions
from store.tables import incidents

LOOKED_AT = 1000  # at either end


def _some(made_up: sa.ColumnElement[bool], number: sa.Column[str], order: sa.ColumnElement[str]) -> sa.Select[str]:
    looked = sa.select(number, made_up.label("made_up")).order_by(order).limit(LOOKED_AT).subquery()
    return sa.select(looked.c.number).where(looked.c.made_up)


_INCIDENT, _SIGNAL = incidents.c.number, receptions.c.number
_MADE_UP_INCIDENT = incidents.c.body["made_up"].as_boolean()
_MADE_UP_SIGNAL = receptions.c.body[("signal", "made_up")].as_boolean()
_FOUND = sa.union_all(
    _some(_MADE_UP_INCIDENT, _INCIDENT, _INCIDENT.asc()), _some(_MADE_UP_INCIDENT, _INCIDENT, _INCIDENT.desc()),
    _some(_MADE_UP_SIGNAL, _SIGNAL, _SIGNAL.asc()), _some(_MADE_UP_SIGNAL, _SIGNAL, _SIGNAL.desc()),
).subquery()  # fmt: skip
MADE_UP = sa.select(_FOUND.c.number).limit(1)
