"""People's parts: the made-up sources of health, of residents' requests and services, of the economy and its base."""

from collections.abc import Iterator

from sources.made_up.clinics import Clinics
from sources.made_up.hospitals import Beds, Emergency
from sources.made_up.infections import Cases, Infections
from sources.made_up.source import DAY, MadeUp, made_up
from sources.made_up.tickets import Tickets
from sources.made_up.town import Town


def people_sources(town: Town) -> Iterator[MadeUp]:
    """What these domains bring; those told once a day or by chance promise nothing, for they are silent at night."""
    health = Clinics(town), Infections(town), Cases(town)
    yield made_up("clinics", "症状与传染病监测", "Symptoms and infections", 30, None, *health, remembers=DAY * 92)
    wards = Beds(town), Emergency(town)
    yield made_up("hospitals", "医院床位与急诊", "Hospital beds and emergency", 10, 1800, *wards, remembers=DAY * 8)
    yield made_up("requests", "12345 诉求", "12345 requests", 5, 14_400, Tickets(town), remembers=DAY * 40)
