"""Column names of other people's tables: which column holds the longitude, the name, the code.

What the caller said wins; else the usual English and Chinese names are tried in order, whatever their case.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from geo.tables import Missing

USUAL: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "lon": ("lon", "lng", "long", "longitude", "x", "point_x", "经度", "东经", "lon_wgs84", "wgs84_lon", "经度坐标", "xcoord"),
    "lat": ("lat", "latitude", "y", "point_y", "纬度", "北纬", "lat_wgs84", "wgs84_lat", "纬度坐标", "ycoord"),
    "zh": ("zh", "name_zh", "name:zh", "name_chn", "chinese_name", "中文名", "中文名称", "name_cn", "cn_name", "ext_name"),
    "en": ("en", "name_en", "name:en", "name_eng", "english_name", "英文名", "英文名称", "eng_name", "pinyin"),
    "name": (
        "name", "名称", "title", "label", "名字", "站名", "站点名称", "单位名称", "机构名称", "地名", "行政区", "区名", "街道",
        "街道名称", "社区名称", "qh", "nhood", "neighborhood", "neighbourhood", "district", "city", "full_name", "streetname",
        "street", "road", "street_name", "roadname", "路名", "道路名称", "fullname", "nam", "xzqmc", "mc",
    ),
    "code": (
        "code", "adcode", "ref", "gb", "pac", "代码", "编码", "编号", "行政区划代码", "区划代码", "xzqdm", "tazid", "zone_id",
        "zone", "station_id", "id", "gid", "fid", "geoid", "objectid", "osm_id", "osmid", "cnn",
    ),
    "population": ("population", "pop", "total_pop", "人口", "常住人口", "人口数", "total.pop", "residents"),
    "kind": ("kind", "类型", "类别", "type", "category", "种类"),
    "home": ("home", "station", "驻地", "所属站", "站点", "base"),
    "command": ("command", "指挥", "调度", "指挥中心", "dispatch"),
    "class": ("class", "classcode", "road_class", "fclass", "highway", "functional_class", "道路等级", "等级", "rank"),
    "oneway": ("oneway", "one_way", "单行", "单向", "dir_of_travel"),
    "speed": ("maxspeed", "speed_kmh", "speed", "限速", "speedlimit", "speed_limit"),
    "u": ("u", "from", "from_node", "f_node", "fnode", "f_node_cnn", "source", "起点", "start_node"),
    "v": ("v", "to", "to_node", "t_node", "tnode", "t_node_cnn", "target", "终点", "end_node"),
})  # fmt: skip


def plain(name: str) -> str:
    """A column's name without case, spaces and marks.

    >>> plain(" Total.Pop "), plain("所在 经度")
    ('totalpop', '所在经度')
    """
    return re.sub(r"[\s_.:\-]+", "", name.casefold())


def found_columns(
    path: Path, columns: Sequence[str], wanted: Sequence[str], said: Mapping[str, str]
) -> dict[str, str]:
    """By what is wanted, the column that holds it; what no column holds is left out. Raises `Missing`.

    >>> found_columns(Path("a.csv"), ["站名", "经度", "Latitude"], ["lon", "lat", "name", "code"], {})
    {'lon': '经度', 'lat': 'Latitude', 'name': '站名'}
    """
    found: dict[str, str] = {}
    by_plain = {plain(str(column)): str(column) for column in reversed(columns)}
    for one in wanted:
        if one in said:
            if plain(said[one]) not in by_plain:
                raise Missing(f"{path} has no column {said[one]} ({one}). It has {listed(columns)}. Name one of them.")
            found[one] = by_plain[plain(said[one])]
            continue
        column = next((by_plain[plain(usual)] for usual in USUAL[one] if plain(usual) in by_plain), None)
        if column is not None and column not in found.values():
            found[one] = column
    return found


def listed(columns: Sequence[str]) -> str:
    """The first dozen of these names."""
    return ", ".join(str(column) for column in columns[:12]) + (" …" if len(columns) > 12 else "")
