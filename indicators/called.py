"""Called: what the domains, and the parts of the city that models tell apart, are called, in both languages.

Where a model only knows a number (an office, say), the number is what it is called by.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from city.kinds.economy import QUESTIONS
from city.kinds.emergency import SERVICES
from city.kinds.health import CHANNELS, DISEASES
from indicators.base import Domain, Words

DOMAIN_TITLES = MappingProxyType({
    Domain.EMERGENCY: {"zh": "应急救援", "en": "Emergency response"},
    Domain.INFRASTRUCTURE: {"zh": "数据感知", "en": "Data and sensing"},
    Domain.TRAFFIC: {"zh": "交通运行", "en": "Mobility"},
    Domain.LIVELIHOOD: {"zh": "民生诉求", "en": "Residents’ requests"},
    Domain.CITY_MANAGEMENT: {"zh": "城市管理", "en": "City upkeep"},
    Domain.ENVIRONMENT: {"zh": "生态环境", "en": "Environment"},
    Domain.HEALTH: {"zh": "公共卫生", "en": "Public health"},
    Domain.ECONOMY: {"zh": "经济运行", "en": "Economy"},
    Domain.COMPOSITE: {"zh": "城市体征", "en": "Vital signs"},
})  # fmt: skip
OF_QUESTIONS = MappingProxyType({
    "new_orders": {"zh": "新订单", "en": "New orders"},
    "production": {"zh": "生产", "en": "Production"},
    "employment": {"zh": "从业人员", "en": "Employment"},
    "delivery": {"zh": "供应商配送", "en": "Supplier deliveries"},
    "inventory": {"zh": "原材料库存", "en": "Stocks of materials"},
})  # fmt: skip
OF_SERVICES = MappingProxyType({
    "110": {"zh": "110 报警", "en": "Police, 110"},
    "119": {"zh": "119 火警", "en": "Fire brigade, 119"},
    "120": {"zh": "120 急救", "en": "Ambulance, 120"},
})  # fmt: skip
OF_CHANNELS = MappingProxyType({
    "fever_clinic": {"zh": "发热门诊", "en": "Fever clinics"},
    "ili": {"zh": "流感样病例", "en": "Influenza-like illness"},
    "diarrhoea": {"zh": "腹泻门诊", "en": "Diarrhoea clinics"},
    "pharmacy": {"zh": "药店购药", "en": "Pharmacy sales"},
    "school_absence": {"zh": "学校缺课", "en": "School absence"},
    "ambulance": {"zh": "急救出车", "en": "Ambulance calls"},
    "notifications": {"zh": "传染病报告", "en": "Notified cases"},
    "institutions": {"zh": "机构聚集", "en": "Clusters in institutions"},
})  # fmt: skip
OF_DISEASES = MappingProxyType({
    "influenza": {"zh": "流感", "en": "Influenza"},
    "covid": {"zh": "新冠", "en": "COVID-19"},
    "dengue": {"zh": "登革热", "en": "Dengue"},
})  # fmt: skip


def titles(words: Mapping[str, Words], names: Sequence[str]) -> tuple[Words, ...]:
    """What these are called, in their order; a name that nobody put into words stands for itself.

    >>> titles(OF_DISEASES, ("dengue", "plague"))
    ({'zh': '登革热', 'en': 'Dengue'}, {'zh': 'plague', 'en': 'plague'})
    """
    return tuple(words.get(name, {"zh": name, "en": name}) for name in names)


def weight_of(what: Words, zh: str = "权重", en: str = "weight") -> Words:
    """What the weight of something is called, by what it weighs.

    >>> weight_of(OF_DISEASES["dengue"])
    {'zh': '登革热（权重）', 'en': 'Dengue, weight'}
    """
    return {"zh": f"{what['zh']}（{zh}）", "en": f"{what['en']}, {en}"}


def office(number: float | None) -> Words:
    """What an office is called of which only its number in the responsibility matrix is known, or not even that.

    >>> office(3.0)["en"], office(None)["zh"]
    ('Office 3', '未注明部门')
    """
    if number is None:
        return {"zh": "未注明部门", "en": "Office not said"}
    return {"zh": f"部门 {number:g}", "en": f"Office {number:g}"}


QUESTION_TITLES = titles(OF_QUESTIONS, QUESTIONS)
SERVICE_TITLES = titles(OF_SERVICES, SERVICES)
CHANNEL_TITLES = titles(OF_CHANNELS, CHANNELS)
SOURCE_TITLES = titles(OF_CHANNELS, (*CHANNELS, "notifications", "institutions"))
DISEASE_TITLES = titles(OF_DISEASES, DISEASES)
