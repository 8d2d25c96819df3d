"""The made-up city's sorts of places: how many of each, what they are named after, and the landmarks one by one."""

from dataclasses import dataclass
from enum import Enum


class By(Enum):
    """What places of a sort are named after."""

    ROAD = "road"
    AREA = "area"  # so many in every street (街道)
    SPREAD = "spread"  # so many in the city, each named after its street (街道)
    DISTRICT = "district"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """One sort of place: its kind, how many, how it is named, on which classes of street, how much it likes the town.

    `key` begins its places' names where that is not the kind; `short` drops 街道 or 镇 from the area's name.
    """

    kind: str
    count: int
    by: By
    zh: str
    en: str
    key: str = ""
    ranks: tuple[int, ...] = (3, 4)
    urban: float = 0.8
    short: bool = True


QUIET, MAIN = (4, 5), (3,)
SORTS = (
    Sort(kind="fire_station", count=30, by=By.SPREAD, zh="消防救援站", en="Fire Station"),
    Sort(kind="police_station", count=1, by=By.AREA, zh="派出所", en="Police Station"),
    Sort(kind="ambulance_station", count=22, by=By.ROAD, zh="急救站", en="Ambulance Station"),
    Sort(kind="hospital", count=12, by=By.NUMBER, zh="人民医院", en="People's Hospital"),
    Sort(kind="hospital", count=12, by=By.DISTRICT, zh="中医院", en="Hospital of Chinese Medicine"),
    Sort(kind="clinic", count=1, by=By.AREA, zh="社区卫生服务中心", en="Community Health Centre", ranks=QUIET),
    Sort(kind="government", count=1, by=By.AREA, zh="办事处", en="Office", key="office", short=False),
    Sort(kind="government", count=8, by=By.DISTRICT, zh="人民政府", en="District Government", key="district_hall"),
    Sort(kind="government", count=16, by=By.SPREAD, zh="综合执法队", en="City Management", key="warden_station"),
    Sort(kind="government", count=6, by=By.ROAD, zh="燃气抢修站", en="Gas Repair Depot", key="gas_depot"),
    Sort(kind="government", count=10, by=By.ROAD, zh="市政养护所", en="Road Repair Depot", key="road_depot"),
    Sort(kind="community_centre", count=2, by=By.AREA, zh="党群服务中心", en="Community Centre", ranks=QUIET),
    Sort(kind="service_hall", count=10, by=By.DISTRICT, zh="政务服务大厅", en="Service Hall"),
    Sort(kind="sanitation_depot", count=16, by=By.ROAD, zh="环卫所", en="Sanitation Depot"),
    Sort(kind="waste_station", count=40, by=By.ROAD, zh="垃圾转运站", en="Waste Transfer Station", ranks=QUIET),
    Sort(kind="school", count=70, by=By.NUMBER, zh="中学", en="Middle School", ranks=QUIET),
    Sort(kind="school", count=110, by=By.SPREAD, zh="小学", en="Primary School", ranks=QUIET),
    Sort(kind="kindergarten", count=130, by=By.SPREAD, zh="幼儿园", en="Kindergarten", ranks=QUIET),
    Sort(kind="nursing_home", count=40, by=By.SPREAD, zh="养老院", en="Nursing Home", ranks=QUIET),
    Sort(kind="shelter", count=40, by=By.ROAD, zh="应急避难场所", en="Emergency Shelter"),
    Sort(kind="market", count=56, by=By.SPREAD, zh="农贸市场", en="Market"),
    Sort(kind="mall", count=22, by=By.SPREAD, zh="万象城", en="Mall", ranks=MAIN, urban=1.6),
    Sort(kind="hotel", count=44, by=By.ROAD, zh="大酒店", en="Hotel", ranks=MAIN, urban=1.6),
    Sort(kind="library", count=9, by=By.DISTRICT, zh="图书馆", en="Library"),
    Sort(kind="theatre", count=6, by=By.ROAD, zh="剧场", en="Theatre", urban=1.6),
    Sort(kind="place_of_worship", count=14, by=By.SPREAD, zh="寺", en="Temple", ranks=QUIET, urban=0.4),
    Sort(kind="pharmacy", count=140, by=By.ROAD, zh="大药房", en="Pharmacy", ranks=QUIET),
    Sort(kind="bus_terminal", count=18, by=By.ROAD, zh="公交枢纽站", en="Bus Terminal"),
    Sort(kind="gas_station", count=60, by=By.ROAD, zh="加油站", en="Filling Station", ranks=MAIN, urban=0.4),
    Sort(kind="charging_station", count=80, by=By.ROAD, zh="充电站", en="Charging Station"),
    Sort(kind="power_station", count=7, by=By.ROAD, zh="变电站", en="Substation", urban=0.4),
    Sort(kind="sewage_works", count=4, by=By.SPREAD, zh="污水处理厂", en="Sewage Works", urban=0.3),
    Sort(kind="ad_board", count=40, by=By.ROAD, zh="户外大屏", en="Billboard", ranks=MAIN, urban=1.6),
)
# Kind, names, and about where, km from the centre.
LANDMARKS = (
    ("government", "云州市人民政府", "Yunzhou City Hall", 1.2, 2.9),
    ("service_hall", "云州市民之家", "Yunzhou Citizens' House", 1.8, 3.3),
    ("square", "云州广场", "Yunzhou Square", 1.0, 2.5),
    ("square", "鼓楼广场", "Drum Tower Square", -0.9, 0.7),
    ("square", "滨江广场", "Riverside Square", 0.6, -0.5),
    ("square", "望江广场", "Wangjiang Square", -0.4, -4.6),
    ("museum", "云州博物馆", "Yunzhou Museum", 2.3, 1.7),
    ("museum", "云州规划展览馆", "Yunzhou Planning Hall", 1.6, 3.6),
    ("museum", "云州美术馆", "Yunzhou Art Museum", 0.2, -3.6),
    ("museum", "云江水文化馆", "Yun River Museum", -3.2, -0.9),
    ("library", "云州图书馆", "Yunzhou Library", 2.0, 1.4),
    ("theatre", "云州大剧院", "Yunzhou Grand Theatre", 1.9, -0.1),
    ("scenic_area", "白塔寺", "White Pagoda Temple", 0.9, 8.6),
    ("scenic_area", "文庙", "Confucian Temple", -1.3, 1.4),
    ("scenic_area", "青湖风景区", "Qing Lake Scenic Area", 6.2, 5.4),
    ("stadium", "云州体育中心", "Yunzhou Stadium", 6.2, -3.6),
    ("stadium", "大学城体育馆", "University Town Arena", -9.4, -4.0),
    ("university", "云州大学", "Yunzhou University", -10.2, -3.2),
    ("university", "云州理工大学", "Yunzhou University of Technology", -10.9, -4.2),
    ("university", "云州师范大学", "Yunzhou Normal University", -9.7, -4.6),
    ("university", "云州医科大学", "Yunzhou Medical University", -3.4, -6.0),
    ("university", "江城财经学院", "Jiangcheng College of Finance", 3.4, 8.2),
    ("university", "云州职业技术学院", "Yunzhou Polytechnic", 6.4, -7.8),
    ("chemical_plant", "临港化工厂", "Lingang Chemical Plant", 11.4, -5.6),
    ("water_works", "云江水厂", "Yun River Water Works", -9.4, -0.6),
    ("water_works", "白塔水厂", "Baita Water Works", -1.8, 9.4),
    ("water_works", "临港水厂", "Lingang Water Works", 7.2, -5.0),
    ("power_station", "鹤洲变电站", "Hezhou Substation", -8.4, 5.2),
)
