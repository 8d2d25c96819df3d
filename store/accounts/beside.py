"""Beside the log: what a line tells of keys, links and sessions, so that one put in or changed by hand is found.

They have no stream of their own, so the last line written with them tells their fingerprints, or that they are over. Of
a session everything counts but when it was last seen, which is written down without a line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa

from accounts.ports import AccountChanges
from incidents.lines import Line
from store.accounts.tables import keys, links, sessions
from store.documents import Row
from store.standing import BESIDE, print_of

OVER = ""  # instead of a fingerprint: there is none of this name any more
Told = dict[str, dict[str, str]]  # by kind and name


def with_lines(lines: Sequence[Line], told: Told) -> tuple[Line, ...]:
    """The lines, the last of which tells of what was written with them."""
    said = {kind: named for kind, named in told.items() if named}
    if not lines or not said:
        return tuple(lines)
    return (*lines[:-1], replace(lines[-1], body={**lines[-1].body, BESIDE: said}))


def over(connection: sa.Connection, changes: AccountChanges) -> Told:
    """What these changes end, looked up before it is taken away."""
    told: Told = {"key": {}, "link": dict.fromkeys(changes.links_of, OVER), "session": {}}
    if changes.revoked:
        asked = sa.select(keys.c.name).where(keys.c.digest.in_(changes.revoked))
        told["key"] = dict.fromkeys(connection.execute(asked).scalars(), OVER)
    if changes.spent:
        asked = sa.select(links.c.account).where(links.c.digest.in_(changes.spent))
        told["link"] |= dict.fromkeys(connection.execute(asked).scalars(), OVER)
    if changes.ended or changes.ended_of:
        ended = sa.or_(sessions.c.digest.in_(changes.ended), sessions.c.account.in_(changes.ended_of))
        gone = connection.execute(sa.select(sessions).where(ended)).mappings()
        told["session"] = {print_of_session(dict(row)): OVER for row in gone}
    return told


def begun(told: Told, rows: Mapping[str, Sequence[Row]]) -> Told:
    """What ends, and what begins with these rows, by kind."""
    named = {
        "key": {row["name"]: print_of(row) for row in rows["key"]},
        "link": {row["account"]: print_of(row) for row in rows["link"]},
        "session": {one: one for one in map(print_of_session, rows["session"])},
    }
    return {kind: told[kind] | named[kind] for kind in told}


def print_of_session(row: Mapping[str, object]) -> str:
    """The fingerprint of a session, which is its name in the log, too."""
    return print_of({name: value for name, value in row.items() if name != "seen_at"})
