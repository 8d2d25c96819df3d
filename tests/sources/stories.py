"""What the commands of a made-up city say, by incident."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from geo.pack import CityPack
from incidents.notice import Notice, What
from sources.made_up.town import Town
from sources.made_up.world import COMMANDS, World
from sources.moments import to_ms

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
Told = dict[str, list[Notice]]


def told_by(pack: CityPack, since: datetime, until: datetime, seed: int = 5) -> Told:
    """What all commands say between two times, by incident."""
    return by_incident(World(Town(pack, seed)).heard(COMMANDS, to_ms(since), to_ms(until)))


def by_incident(notices: Iterable[Notice]) -> Told:
    """Notices by the reference of their incident."""
    found: defaultdict[str, list[Notice]] = defaultdict(list)
    for one in notices:
        found[one.reference].append(one)
    return dict(found)


def complete(told: Told) -> list[list[Notice]]:
    """The incidents that were told from their first word to their last."""
    return [one for one in told.values() if one[0].what is What.RECEIVED and one[-1].what is What.CLOSED]
