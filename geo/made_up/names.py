"""The made-up city's words: lists of plausible names in Chinese and English, and how they are put together."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType

import numpy as np
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from geo.areas import Ints, Words
from geo.made_up.plane import Shapes

CITY = MappingProxyType({"zh": "云州", "en": "Yunzhou"})
# Districts in the order of areas.MIDDLES_KM.
DISTRICTS: tuple[Words, ...] = (
    {"zh": "云川区", "en": "Yunchuan"}, {"zh": "白塔区", "en": "Baita"}, {"zh": "青湖区", "en": "Qinghu"},
    {"zh": "鹤洲区", "en": "Hezhou"}, {"zh": "望江区", "en": "Wangjiang"}, {"zh": "临港区", "en": "Lingang"},
    {"zh": "松岭区", "en": "Songling"}, {"zh": "兰溪区", "en": "Lanxi"},
)  # fmt: skip
WATERS = MappingProxyType(
    {
        "river": {"zh": "云江", "en": "Yun River"}, "lake_0": {"zh": "青湖", "en": "Qing Lake"},
        "lake_1": {"zh": "白鹭湖", "en": "Egret Lake"}, "lake_2": {"zh": "南湖", "en": "South Lake"},
        "lake_3": {"zh": "月亮湾", "en": "Moon Bay"},
    }
)  # fmt: skip
MAIN_ROADS = MappingProxyType(
    {
        "ring_1": {"zh": "一环路", "en": "1st Ring Road"},
        "ring_2": {"zh": "二环快速路", "en": "2nd Ring Expressway"},
        "ring_3": {"zh": "三环高速", "en": "3rd Ring Motorway"},
        "north_south": {"zh": "中山大道", "en": "Zhongshan Avenue"},
        "west_east": {"zh": "解放大道", "en": "Jiefang Avenue"},
        "south": {"zh": "建设大道", "en": "Jianshe Avenue"},
        "north_east": {"zh": "青湖大道", "en": "Qinghu Avenue"},
        "north_east_motorway": {"zh": "机场高速", "en": "Airport Motorway"},
        "north_west": {"zh": "兰溪大道", "en": "Lanxi Avenue"},
        "north_west_motorway": {"zh": "云西高速", "en": "Yunxi Motorway"},
        "south_east": {"zh": "临港大道", "en": "Lingang Avenue"},
        "south_east_motorway": {"zh": "云港高速", "en": "Yungang Motorway"},
        "south_west": {"zh": "松岭大道", "en": "Songling Avenue"},
        "south_west_motorway": {"zh": "云岭高速", "en": "Yunling Motorway"},
    }
)
BROOK = MappingProxyType({"zh": "白塔河", "en": "Baita Brook"})
SHORE_ROADS = MappingProxyType({"river": {"zh": "滨江大道", "en": "Binjiang Avenue"}})

_WORDS = (
    "建设 Jianshe, 人民 Renmin, 和平 Heping, 文化 Wenhua, 友谊 Youyi, 胜利 Shengli, 光明 Guangming, 东风 Dongfeng, "
    "新华 Xinhua, 朝阳 Chaoyang, 长江 Changjiang, 黄河 Huanghe, 泰山 Taishan, 华山 Huashan, 珠江 Zhujiang, "
    "学府 Xuefu, 科技 Keji, 创业 Chuangye, 工业 Gongye, 纺织 Fangzhi, 体育 Tiyu, 公园 Gongyuan, 迎宾 Yingbin, "
    "站前 Zhanqian, 钟楼 Zhonglou, 鼓楼 Gulou, 南门 Nanmen, 北门 Beimen, 府前 Fuqian, 书院 Shuyuan, 文庙 Wenmiao, "
    "梧桐 Wutong, 桂花 Guihua, 樱花 Yinghua, 香樟 Xiangzhang, 银杏 Yinxing, 翠竹 Cuizhu, 玉兰 Yulan, 海棠 Haitang, "
    "紫薇 Ziwei, 荷花 Hehua, 芙蓉 Furong, 杨柳 Yangliu, 丹桂 Dangui, 枫林 Fenglin, 松涛 Songtao, 白杨 Baiyang, "
    "龙泉 Longquan, 凤凰 Fenghuang, 白鹭 Bailu, 仙鹤 Xianhe, 金牛 Jinniu, 麒麟 Qilin, 青云 Qingyun, 白云 Baiyun, "
    "彩云 Caiyun, 祥云 Xiangyun, 云山 Yunshan, 云溪 Yunxi, 明月 Mingyue, 清河 Qinghe, 柳河 Liuhe, 石桥 Shiqiao, "
    "金桥 Jinqiao, 虹桥 Hongqiao, 渡口 Dukou, 码头 Matou, 沙洲 Shazhou, 芦花 Luhua, 渔歌 Yuge, 望月 Wangyue, "
    "永安 Yong'an, 长安 Chang'an, 安宁 Anning, 太平 Taiping, 兴隆 Xinglong, 兴业 Xingye, 富强 Fuqiang, 民生 Minsheng, "
    "民主 Minzhu, 团结 Tuanjie, 复兴 Fuxing, 振兴 Zhenxing, 幸福 Xingfu, 吉祥 Jixiang, 如意 Ruyi, 康宁 Kangning, "
    "崇文 Chongwen, 宣德 Xuande, 明德 Mingde, 厚德 Houde, 致远 Zhiyuan, 博学 Boxue, 思源 Siyuan, 育才 Yucai, "
    "星河 Xinghe, 天河 Tianhe, 银河 Yinhe, 北斗 Beidou, 长庚 Changgeng, 启明 Qiming, 锦绣 Jinxiu, 春晖 Chunhui, "
    "秋实 Qiushi, 丰收 Fengshou, 稻香 Daoxiang, 麦田 Maitian, 桃园 Taoyuan, 梨园 Liyuan, 杏林 Xinglin, 茶山 Chashan, "
    "马鞍 Ma'an, 铜锣 Tongluo, 石榴 Shiliu, 水塔 Shuita, 井台 Jingtai, 砚池 Yanchi, 墨香 Moxiang, 琴台 Qintai"
)
_VILLAGES = (
    "李家湾 Lijiawan, 王庄 Wangzhuang, 张家塘 Zhangjiatang, 陈家畈 Chenjiafan, 刘家台 Liujiatai, "
    "周家咀 Zhoujiazui, 吴家墩 Wujiadun, 徐家垸 Xujiayuan, 孙家集 Sunjiaji, 胡家坡 Hujiapo, "
    "朱家冲 Zhujiachong, 高桥村 Gaoqiaocun, 林家店 Linjiadian, 何家渡 Hejiadu, 郭家岗 Guojiagang, "
    "马家坝 Majiaba, 罗家田 Luojiatian, 梁家坞 Liangjiawu, 宋家埠 Songjiabu, 郑家楼 Zhengjialou, "
    "谢家铺 Xiejiapu, 韩家洲 Hanjiazhou, 唐家井 Tangjiajing, 冯家垄 Fengjialong, 于家坪 Yujiaping, "
    "董家湖 Dongjiahu, 程家山 Chengjiashan, 曹家圩 Caojiawei, 袁家桥 Yuanjiaqiao, 邓家园 Dengjiayuan"
)
VILLAGE_NAMES: tuple[Words, ...] = tuple(
    {"zh": name.split(" ")[0], "en": name.split(" ")[1]} for name in _VILLAGES.split(", ")
)
WORDS: tuple[tuple[str, str], ...] = tuple((w.split()[0], w.split()[1]) for w in _WORDS.split(", "))
_SIDES = (("东", "East"), ("西", "West"), ("南", "South"), ("北", "North"), ("中", "Middle"))
_ORDER = (("一", "1st"), ("二", "2nd"), ("三", "3rd"), ("四", "4th"), ("五", "5th"))
_SUFFIXES = MappingProxyType(
    {
        3: (("路", "Road"), ("大街", "Avenue")),
        4: (("街", "Street"), *((f"{zh}路", f"{en} Road") for zh, en in _SIDES)),
        5: tuple(
            (zh + small, f"{en} {kind}")
            for small, kind in (("街", "Street"), ("巷", "Lane"), ("里", "Alley"))
            for zh, en in _SIDES + _ORDER
        ),
    }
)


def ordinal(number: int) -> Words:
    """First, second … up to the 99th.

    >>> ordinal(32)
    {'zh': '三十二', 'en': '32nd'}
    """
    tens, ones = divmod(number, 10)
    digits = "一二三四五六七八九"
    zh = (digits[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (digits[ones - 1] if ones else "")
    suffix = "th" if tens == 1 else {1: "st", 2: "nd", 3: "rd"}.get(ones, "th")
    return {"zh": zh, "en": f"{number}{suffix}"}


def bridge_title(number: int) -> Words:
    """The name of a bridge over the river, counted from upstream."""
    return {"zh": f"云江{ordinal(number)['zh']}桥", "en": f"{ordinal(number)['en']} Yun River Bridge"}


def name_streets(lines: Shapes, rank: Ints, titles: Sequence[Words], rng: np.random.Generator) -> list[Words]:
    """The names of all streets: their titles where they have one; a street that goes on in another shares its name."""
    fresh = {number: _street_names(rng, number) for number in _SUFFIXES}
    shared: dict[int, Words] = {}
    names: list[Words] = []
    for title, number, chain in zip(titles, rank.tolist(), _chains(lines, rank).tolist(), strict=True):
        if not title and chain not in shared:
            shared[chain] = next(fresh[number])
        names.append(title or shared[chain])
    return names


def _chains(lines: Shapes, rank: Ints) -> Ints:
    """A number per street, the same for two of one class that meet end to end and go on in about the same direction."""
    length = shapely.length(lines)
    place = np.vstack(
        [shapely.get_coordinates(shapely.line_interpolate_point(lines, at)) for at in (0 * length, length)]
    )
    inner = np.vstack(
        [shapely.get_coordinates(shapely.line_interpolate_point(lines, at)) for at in (0.2 * length, 0.8 * length)]
    )
    ahead = (inner - place) / np.hypot(*(inner - place).T)[:, None]
    street = np.tile(np.arange(len(rank)), 2)
    order = np.lexsort([rank[street], *place.round(1).T])
    one, other = order[:-1], order[1:]
    meet = (place[one].round(1) == place[other].round(1)).all(axis=1) & (rank[street[one]] == rank[street[other]])
    on = meet & ((ahead[one] * ahead[other]).sum(axis=1) < -0.8)
    links = csr_array((np.ones(on.sum()), (street[one[on]], street[other[on]])), shape=(len(rank), len(rank)))
    return connected_components(links, directed=False)[1]


def _street_names(rng: np.random.Generator, rank: int) -> Iterator[Words]:
    """Names for streets of class 3, 4 or 5, no two alike until the lists are used up."""
    suffixes = _SUFFIXES[rank]
    while True:
        for i in rng.permutation(len(WORDS) * len(suffixes)):
            (zh, en), (suffix, ending) = WORDS[i % len(WORDS)], suffixes[i // len(WORDS)]
            yield {"zh": zh + suffix, "en": f"{en} {ending}"}
