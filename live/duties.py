"""Duties: what the city's handbook makes of the categories, and which department answers for an incident."""

from datetime import tzinfo

from geo.areas import Areas
from geo.own_files import HANDBOOK, MEND, RESPONSIBILITY
from geo.pack import BrokenPack, CityPack
from incidents.handbook import Handbook, WrongHandbook
from incidents.incident import Incident
from incidents.intake.matrix import EVERYWHERE, Matrix, Responsible, WrongMatrix

DISTRICT = 1  # the level of areas for which the matrix names departments


class Duties:
    """Reads the pack's handbook and responsibility matrix, and asks them. Raises `BrokenPack` where one is wrong."""

    def __init__(self, pack: CityPack) -> None:
        try:
            self.handbook = Handbook.of(pack.handbook)
        except WrongHandbook as wrong:
            raise BrokenPack(pack.folder, f"{HANDBOOK} is wrong. {wrong}", MEND) from wrong
        districts = [area.code for area in pack.areas.all if area.level == DISTRICT]
        try:
            self._matrix = Matrix.of(pack.responsibility, self.handbook.categories, districts)
        except WrongMatrix as wrong:
            raise BrokenPack(pack.folder, f"{RESPONSIBILITY} is wrong. {wrong}", MEND) from wrong
        self._district = districts_of(pack.areas)
        self._zone: tzinfo = pack.time_zone

    def responsible(self, incident: Incident) -> Responsible:
        """Who answers for it, by the day on which it was received."""
        district = self._district.get(incident.area, EVERYWHERE)
        return self._matrix.responsible(incident.category, district, incident.received_at.astimezone(self._zone).date())


def districts_of(areas: Areas) -> dict[str, str]:
    """The district of every area that lies in one, or is one."""
    by_code = {area.code: area for area in areas.all}
    found: dict[str, str] = {}
    for area in areas.all:
        up = area
        while up.level > DISTRICT and up.parent is not None:
            up = by_code[up.parent]
        if up.level == DISTRICT:
            found[area.code] = up.code
    return found
