"""Reasons: the closed lists from which refusing, not finding and shelving take theirs."""

from collections.abc import Mapping
from types import MappingProxyType

from incidents.guards import Words

FALSE_ALARM = "false_alarm"

NOT_FOUND: Mapping[str, Words] = MappingProxyType(
    {
        "gone": {"zh": "现场已消失", "en": "It is gone"},
        "never_there": {"zh": "现场未发现", "en": "It was never there"},
        FALSE_ALARM: {"zh": "误报", "en": "A false alarm"},
    }
)
REJECT: Mapping[str, Words] = MappingProxyType(
    {
        "not_ours": {"zh": "不属受理范围", "en": "Not for this city to deal with"},
        "incomplete": {"zh": "信息不全且无法补充", "en": "Too little is known, and nobody can be asked"},
        "nuisance": {"zh": "骚扰或恶意", "en": "Nuisance"},
        "settled": {"zh": "已另行解决", "en": "Settled already"},
        FALSE_ALARM: {"zh": "误报", "en": "A false alarm"},
        "test": {"zh": "测试", "en": "A test"},
    }
)
SHELVE: Mapping[str, Words] = MappingProxyType(
    {
        "call_back": {"zh": "等待回电", "en": "Waiting for a call back"},
        "under_repair": {"zh": "设备检修中", "en": "The device is being repaired"},
        "planned": {"zh": "计划内作业", "en": "Planned work"},
        "watched": {"zh": "持续观察", "en": "It is being watched"},
    }
)
# Why whoever reported it is owed no answer.
NO_REPLY_WHY: Mapping[str, Words] = MappingProxyType(
    {
        "machine": {"zh": "设备上报，无须答复", "en": "A device said so"},
        "unreachable": {"zh": "来电人未留联系方式", "en": "The reporter left no way to be reached"},
        "public": {"zh": "统一公开回应", "en": "It is answered in public"},
        "theirs": {"zh": "由联动单位答复", "en": "The allied command answers its caller"},
        "ours": {"zh": "本台自行登记", "en": "Our own desk registered it"},
    }
)
REASONS: Mapping[str, Mapping[str, Words]] = MappingProxyType(
    {"not_found": NOT_FOUND, "reject": REJECT, "shelve": SHELVE}
)  # by action
EVERY_REASON: Mapping[str, Words] = MappingProxyType({**NOT_FOUND, **REJECT, **SHELVE})
