"""The made-up city's streets (街道) by name: old quarters in the middle, towns (镇) at the edge."""

import numpy as np
import shapely

from geo.areas import Ints, Words
from geo.made_up.plane import Shapes

TOWN_PER_KM2 = 2_600  # a street with fewer residents is a town (镇)
# By district, as in names.DISTRICTS; the first names go to the streets nearest to the city's centre.
_NAMES = (
    "钟楼 Zhonglou, 文庙 Wenmiao, 鼓楼 Gulou, 府前 Fuqian, 江岸 Jiang'an, 书院门 Shuyuanmen, 金融城 Jinrongcheng, "
    "南门 Nanmen, 望云 Wangyun, 站前 Zhanqian, 迎春 Yingchun, 东湖里 Donghuli, 柳堤 Liudi, 长庆 Changqing; "
    "白塔 Baita, 塔前 Taqian, 北苑 Beiyuan, 汇泉 Huiquan, 上林 Shanglin, 丰乐 Fengle, 石坊 Shifang, 栗园 Liyuan, "
    "双柏 Shuangbai, 北庄 Beizhuang, 龙潭 Longtan, 坪山 Pingshan, 北岗 Beigang; "
    "青湖 Qinghu, 湖滨 Hubin, 东站 Dongzhan, 莲花 Lianhua, 水岸 Shui'an, 采菱 Cailing, 明珠 Mingzhu, 渔浦 Yupu, "
    "东升 Dongsheng, 观澜 Guanlan, 芦港 Lugang, 沙溪 Shaxi, 东圩 Dongwei; "
    "鹤洲 Hezhou, 鹤鸣 Heming, 西津 Xijin, 铁西 Tiexi, 西苑 Xiyuan, 瓦窑 Wayao, 古柳 Guliu, 机场 Jichang, "
    "白鹭 Bailu, 西塘 Xitang, 陈湾 Chenwan, 杨林 Yanglin, 马场 Machang; "
    "望江 Wangjiang, 南岸 Nan'an, 滨江 Binjiang, 体育城 Tiyucheng, 建设 Jianshe, 桥南 Qiaonan, 锦园 Jinyuan, "
    "红星 Hongxing, 平安 Ping'an, 南湖 Nanhu, 月亮湾 Yueliangwan, 花溪 Huaxi, 桃李 Taoli, 南庄 Nanzhuang; "
    "临港 Lingang, 港前 Gangqian, 新港 Xingang, 保税 Baoshui, 化工园 Huagongyuan, 船厂 Chuanchang, 海棠 Haitang, "
    "港南 Gangnan, 沙洲 Shazhou, 东滩 Dongtan, 大圩 Dawei, 柳林 Liulin, 横塘 Hengtang; "
    "松岭 Songling, 岭下 Lingxia, 松涛 Songtao, 茶园 Chayuan, 南泉 Nanquan, 清风 Qingfeng, 竹溪 Zhuxi, 红叶 Hongye, "
    "石门 Shimen, 南岭 Nanling, 桐坞 Tongwu, 梅村 Meicun, 响水 Xiangshui; "
    "兰溪 Lanxi, 大学城 Daxuecheng, 兰亭 Lanting, 学苑 Xueyuan, 西江 Xijiang, 水厂 Shuichang, 芷兰 Zhilan, "
    "渡西 Duxi, 双溪 Shuangxi, 蓝田 Lantian, 枫桥 Fengqiao, 吴家埠 Wujiabu, 西渡 Xidu"
)  # fmt: skip


def street_titles(shapes: Shapes, district: Ints, people: Ints) -> list[Words]:
    """The name of each street: from its district's list, the nearest to the city's centre first."""
    off = shapely.distance(shapely.centroid(shapes), shapely.points(0, 0))
    thin = people / (shapely.area(shapes) / 1e6) < TOWN_PER_KM2
    titles: list[Words] = [{} for _ in shapes]
    for number, listed in enumerate(_NAMES.split("; ")):
        these = np.flatnonzero(district == number)
        for at, name in zip(these[np.argsort(off[these])].tolist(), listed.split(", "), strict=False):
            zh, en = name.split(" ")
            suffix = ("镇", "Town") if thin[at] else ("街道", "Subdistrict")
            titles[at] = {"zh": zh + suffix[0], "en": f"{en} {suffix[1]}"}
    return titles
