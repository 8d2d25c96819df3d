"""People's parts: the made-up sources of health, of residents' requests and services, of the economy and its base."""

from collections.abc import Iterator

from sources.made_up.cameras import Cameras
from sources.made_up.clinics import Clinics
from sources.made_up.data_offices import Catalogue, DataRequests
from sources.made_up.firms import Firms, Meters
from sources.made_up.hospitals import Beds, Emergency
from sources.made_up.infections import Cases, Infections
from sources.made_up.offices import Counters, Items
from sources.made_up.radio import Radio
from sources.made_up.scenic import Gates
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
    served = Counters(town), Items(town)
    yield made_up("services", "政务服务", "Government services", 10, None, *served, remembers=DAY * 40)
    yield made_up(
        "firms",
        "企业用电与景气调查",
        "Firms' power and survey",
        60,
        None,
        Firms(town),
        Meters(town),
        remembers=DAY * 400,
    )
    yield made_up("scenic", "景区闸机", "Scenic area gates", 10, 900, Gates(town), remembers=DAY * 2)
    yield made_up("cameras", "视频巡检", "Camera polls", 10, 2700, Cameras(town))
    base = Radio(town), DataRequests(town), Catalogue(town)
    yield made_up("data_base", "5G 与数据共享", "5G and data sharing", 60, None, *base, remembers=DAY * 65)
