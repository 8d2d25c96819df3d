"""Video: how many cameras answer with a usable picture, how many polls were answered, how soon faults are mended."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from city.kinds.infrastructure import CAMERA_CLASSES, DIAGNOSES
from city.readings import Floats, Mask
from city.views import Rows, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter, Sureness
from indicators.contributors import ByRow
from indicators.methods.per_thing import names_of
from indicators.methods.wilson import FEW_EN, FEW_ZH, bandable, percent, wilson_pct

BANDS = Bands(98, 95, 90, sure=(Sureness.READ, Sureness.OURS, Sureness.OURS))
SOUND = DIAGNOSES.index("sound")
NOTES = (
    {"zh": "离线", "en": "offline"},
    {"zh": "黑屏", "en": "black"},
    {"zh": "画面冻结", "en": "frozen"},
    {"zh": "模糊", "en": "blurred"},
    {"zh": "偏移", "en": "shifted"},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Polls:
    """Polls (k,) whose answer is known, by camera and, for each camera, from old to new; `newest` marks its last."""

    row: Ints
    who: Ints
    age_s: Floats
    intact: Mask
    newest: Mask


def polls_of(cameras: Table) -> Polls:
    """The polls that say whether the picture is usable: not answered, or answered and diagnosed."""
    diagnosis = cameras.attributes["diagnosis"]
    with np.errstate(invalid="ignore"):
        told = np.flatnonzero((cameras.value < 0.5) | (cameras.value >= 0.5) & ~np.isnan(diagnosis))
    row = told[np.lexsort((-cameras.age_s[told], cameras.who[told]))]
    who = cameras.who[row]
    newest = np.ones(len(row), dtype=np.bool_)
    newest[:-1] = who[1:] != who[:-1]
    intact = (cameras.value[row] >= 0.5) & (diagnosis[row] == SOUND)
    return Polls(row=row, who=who, age_s=cameras.age_s[row], intact=intact, newest=newest)


def eased(bands: Bands, by: float) -> Bands:
    """The cuts of a class that is held to less: all lower by as much as its target is."""
    return replace(bands, attention=bands.attention - by, warning=bands.warning - by, critical=bands.critical - by)


def repair_h(polls: Polls, leaf: Ints, cameras: Table) -> Floats:
    """The mean time to repair per area: hours that cameras were out, open faults included, by faults that ended.

    A poll's answer holds until the next one, the newest until now. NaN where no fault ended.
    """
    until = np.zeros(len(polls.row))
    until[:-1] = np.where(polls.newest[:-1], 0.0, polls.age_s[1:])
    mended = np.zeros(len(polls.row))
    mended[:-1] = ~polls.newest[:-1] & ~polls.intact[:-1] & polls.intact[1:]
    out_h = cameras.areas.summed(leaf, np.where(polls.intact, 0.0, (polls.age_s - until) / 3600.0))
    ended = cameras.areas.summed(leaf, mended)
    return np.where(ended > 0, out_h / np.maximum(ended, 1.0), np.nan)


def compute(cameras: Table, parameters: Mapping[str, float], bands: Bands = BANDS) -> Outcome:
    """The share of cameras with a usable picture by their newest poll, per area and, among companions, per class."""
    polls, answers = polls_of(cameras), ~np.isnan(cameras.value)
    last = polls.row[polls.newest]
    leaf, intact = cameras.leaf[last], polls.intact[polls.newest].astype(np.float64)
    sound, many = cameras.areas.summed(leaf, intact), cameras.areas.summed(leaf)
    low, high = wilson_pct(sound, many)
    banded, by_class = bandable(low, high, many, bands), dict[str, Floats]()
    of_class = cameras.attributes["class"][last]
    strictest = max(parameters[f"{name}_pct"] for name in CAMERA_CLASSES)
    bounds: list[Floats] = []
    for place, name in enumerate(CAMERA_CLASSES):
        mine = (of_class == place).astype(np.float64)
        part, whole = cameras.areas.summed(leaf, mine * intact), cameras.areas.summed(leaf, mine)
        by_class[f"{name}_pct"] = percent(part, whole)
        easier = strictest - parameters[f"{name}_pct"]
        bound = bandable(*wilson_pct(part, whole), whole, eased(bands, easier))
        bounds.append(np.minimum(bound + easier, 100.0))
    worst = np.fmin.reduce(bounds)
    polled = cameras.summed(answers.astype(np.float64))
    return Outcome(
        value=percent(sound, many),
        numerator=sound,
        denominator=many,
        low=low,
        high=high,
        banded=np.where(np.isnan(worst), banded, worst),
        coverage=polled / np.maximum(cameras.summed(), 1.0),
        companions={
            "online_pct": percent(cameras.summed((cameras.value >= 0.5).astype(np.float64)), polled),
            "faulty": many - sound,
            "repair_h": repair_h(polls, cameras.leaf[polls.row], cameras),
            **by_class,
        },
        contributors=_faulty(cameras, last, 1.0 - intact),
        adds_up_to="faulty",
    )


def _faulty(cameras: Table, last: Ints, amount: Floats) -> ByRow:
    """The cameras without a usable picture, with what is wrong."""
    wrong = np.where(cameras.value[last] >= 0.5, cameras.attributes["diagnosis"][last], 0.0)
    return ByRow(
        areas=cameras.areas,
        leaf=cameras.leaf[last],
        thing=names_of(cameras.thing, last),
        amount=amount,
        notes=NOTES,
        which=np.clip(wrong, 0, len(NOTES) - 1).astype(np.intp),
    )


INDICATOR = Indicator(
    name="video_online_quality",
    title={"zh": "视频监控完好率", "en": "Cameras with a usable picture"},
    domain=Domain.INFRASTRUCTURE,
    unit="%",
    better=Better.HIGHER,
    bands=BANDS,
    wants_bands=True,
    judged_on={"zh": "最差类别（折算至重点区域）", "en": "worst class (as a key area)"},
    inputs={"cameras": Rows("camera.poll", 24 * 60)},
    every_s=1800,
    digits=1,
    version=2,
    formula={
        "zh": "最近一次巡检在线且画面诊断正常的摄像机数÷摄像机数（近24小时有巡检结论者）；威尔逊95%区间，各类分别按下"
        "限与其目标（重点区域{key_area_pct:g}%，道路{road_pct:g}%，社区{community_pct:g}%，行业{industry_pct:g}%，相差"
        f"部分加回）定级，取最差；不足30台不定级{FEW_ZH}。另列近24小时在线率（应答次数÷巡检次数）与平均修复时间（故障"
        "时长÷修复次数，含未修复者）。",
        "en": "Cameras whose newest poll of 24 hours was answered with a sound picture ÷ cameras with a newest poll; "
        "Wilson 95 % interval, each class banded on its lower bound against its target (key areas {key_area_pct:g} %, "
        "roads {road_pct:g} %, communities {community_pct:g} %, industries {industry_pct:g} %; the difference is "
        f"added), the worst of them; fewer than 30 have no band{FEW_EN}. Beside it the share of polls answered, and "
        "the mean time to repair: hours out, open faults included, by faults mended.",
    },
    source="Xueliang programme (98 % key areas, 95 % industries); other targets and cuts are our default",
    compute=compute,
    companions={
        "online_pct": {"zh": "在线率（%）", "en": "Polls answered, %"},
        "faulty": {"zh": "故障台数", "en": "Out of order"},
        "repair_h": {"zh": "平均修复时间（小时）", "en": "Mean time to repair, h"},
        "key_area_pct": {"zh": "重点区域完好率（%）", "en": "Key areas, %"},
        "road_pct": {"zh": "道路完好率（%）", "en": "Roads, %"},
        "community_pct": {"zh": "社区完好率（%）", "en": "Communities, %"},
        "industry_pct": {"zh": "行业完好率（%）", "en": "Industries, %"},
    },
    settable={
        "key_area_pct": Parameter(98.0, (0.0, 100.0), {"zh": "重点区域目标（%）", "en": "Target of key areas, %"}),
        "road_pct": Parameter(95.0, (0.0, 100.0), {"zh": "道路目标（%）", "en": "Target of roads, %"}),
        "community_pct": Parameter(95.0, (0.0, 100.0), {"zh": "社区目标（%）", "en": "Target of communities, %"}),
        "industry_pct": Parameter(95.0, (0.0, 100.0), {"zh": "行业目标（%）", "en": "Target of industries, %"}),
    },
    owner={"zh": "公安科技信息化", "en": "Public security, technology"},
    heavy=True,
)
