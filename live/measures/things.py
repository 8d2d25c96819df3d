"""Things: what the things that models name are called, in words that people know, in both languages.

By the city's own register first: its places, areas and sensors. Else by what the beginning of a name means, with its
number; what stands behind a slash is a part of the thing. A name that no rule knows stays as it is.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from city.kinds import KINDS
from geo.pack import CityPack
from indicators.called import OF_CHANNELS, OF_QUESTIONS

Words = Mapping[str, str]
NUMBERED = re.compile(r"((?:[A-Za-z]+(?:_[A-Za-z]+)*[_-]?)?)(\d+)")

# By the beginning of the name, with what joins it to the number: "cell0147" is of radio, "cell_047" of rain.
NOUNS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "bridge_": ("{n}号桥", "Bridge {n}"), "bus_": ("{n}路", "Route {n}"), "cell": ("信号网格 {n}", "Radio cell {n}"),
    "cell_": ("雨量网格 {n}", "Rain cell {n}"), "circuit_": ("照明回路 {n}", "Lamp circuit {n}"),
    "corridor_": ("{n}号通勤走廊", "Corridor {n}"), "firm_": ("{n}号企业", "Firm {n}"),
    "hospital_": ("{n}号医院", "Hospital {n}"), "institution-": ("{n}号机构", "Institution {n}"),
    "park_": ("{n}号公园", "Park {n}"), "scenic_area_": ("{n}号景区", "Scenic area {n}"),
    "section_": ("水质断面 {n}", "River section {n}"), "service_hall_": ("{n}号服务大厅", "Service hall {n}"),
    "stop_": ("收运点 {n}", "Collection point {n}"), "strong_motion_": ("强震台 {n}", "Strong-motion station {n}"),
    "zone_": ("{n}号客流区", "Crowd zone {n}"),
})  # fmt: skip
OF_AREAS: Mapping[str, tuple[str, str]] = MappingProxyType({"dma_": ("{area}计量区", "Metering area {area}")})
NUMBERED_PARTS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "": ("事项 {n}", "item {n}"), "set": ("数据集 {n}", "data set {n}"), "stop_": ("第{n}站", "stop {n}"),
})  # fmt: skip
OURS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "api": ("接口应答", "Answers"), "beat": ("画面更新", "Pictures"), "sources": ("数据源读取", "Sources"),
    "store": ("记录写入", "Records"),
})  # fmt: skip
PARTS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "deck": ("桥面", "deck"), "arch": ("拱圈", "arch"), "pier": ("桥墩", "pier"),
    "out": ("去程", "outbound"), "back": ("回程", "inbound"),
    "operator_a": ("运营商 A", "operator A"), "operator_b": ("运营商 B", "operator B"),
    "operator_c": ("运营商 C", "operator C"), "operator_d": ("运营商 D", "operator D"),
    "fever": ("发热", "fever"), "diarrhoea": ("腹泻", "diarrhoea"), "rash": ("皮疹", "rash"),
    "unexplained": ("原因不明", "unexplained"), "general": ("普通病区", "general ward"), "icu": ("重症监护", "ICU"),
    "ammonia": ("氨", "ammonia"), "chlorine": ("氯", "chlorine"), "methanol": ("甲醇", "methanol"),
    "propylene": ("丙烯", "propylene"), "petrol": ("汽油", "petrol"), "diesel": ("柴油", "diesel"),
    "manhole": ("井盖", "manhole covers"), "lamp": ("路灯", "lamps"), "sign": ("标志牌", "signs"),
    "bench": ("座椅", "benches"), "hydrant": ("消火栓", "hydrants"),
})  # fmt: skip


class Things:
    """Knows what things are called; `known` is a city's register of titles by name."""

    def __init__(self, known: Mapping[str, Words]) -> None:
        self._known = known

    @classmethod
    def of(cls, pack: CityPack) -> "Things":
        """Those of a city."""
        places = {place.name: place.title for place in pack.places}
        areas = {area.code: area.title for area in pack.areas.all}
        return cls({**dict(zip(pack.things.thing, pack.things.title, strict=True)), **places, **areas})

    def called(self, name: str) -> Words | None:
        """What a thing is called; None where its name is all that is known.

        >>> Things({}).called("bridge_010/deck")
        {'zh': '10号桥·桥面', 'en': 'Bridge 10 · deck'}
        >>> Things({}).called("20261121-0442") is None
        True
        """
        whole, *parts = name.split("/")
        base = self._known.get(whole) or self._of_area(whole) or _numbered(NOUNS, whole) or _words(OURS.get(whole))
        if base is None:
            return None
        said = [base, *(_part(one) for one in parts)]
        return {"zh": "·".join(one["zh"] for one in said), "en": " · ".join(one["en"] for one in said)}

    def _of_area(self, name: str) -> Words | None:
        for start, (zh, en) in OF_AREAS.items():
            area = self._known.get(name.removeprefix(start)) if name.startswith(start) else None
            if area is not None:
                return {"zh": zh.format(area=area["zh"]), "en": en.format(area=area["en"])}
        return None


def _part(name: str) -> Words:
    """What a part is called: what it is, a kind of reading, a syndrome, a number, or as it is named."""
    kind = KINDS.get(name)
    known = _words(PARTS.get(name)) or OF_CHANNELS.get(name) or OF_QUESTIONS.get(name)
    found = known or (None if kind is None else kind.title) or _numbered(NUMBERED_PARTS, name)
    return {"zh": name, "en": name} if found is None else {**found, "en": _inside(found["en"])}


def _numbered(nouns: Mapping[str, tuple[str, str]], name: str) -> Words | None:
    """A noun with its number, without noughts before it."""
    found = NUMBERED.fullmatch(name)
    if found is None or found[1] not in nouns:
        return None
    return {
        language: text.format(n=int(found[2])) for language, text in zip(("zh", "en"), nouns[found[1]], strict=True)
    }


def _words(pair: tuple[str, str] | None) -> Words | None:
    return None if pair is None else {"zh": pair[0], "en": pair[1]}


def _inside(text: str) -> str:
    """A title as it stands within a line: small, unless its beginning is a name (PM2.5, ICU)."""
    return text[0].lower() + text[1:] if text[:2].istitle() else text
