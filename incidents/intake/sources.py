"""Sources: who may send signals, and what is believed of whom (section A.1 of the specification). One row each."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from incidents.guards import Words


class Verify(StrEnum):
    """Whether somebody has to look before a signal is accepted."""

    NEVER = "never"
    ALONE = "if_alone"  # only where a single sensor says so
    ALWAYS = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What is believed of one source.

    `origins` are the names that its signals carry. `key` says what makes two of them the same, `machine` whether nobody
    but a device speaks, `caller` whether a person does who may wait for an answer. `at_once` is whether it makes an
    incident without anybody's hand, `files` at which levels that incident is filed at once. `links` allows to link it
    without a person, `raises` to raise its level. `supervised` puts an order of the inspectors on it from the start.
    """

    code: str
    title: Words
    origins: tuple[str, ...]
    key: Words
    verify: Verify = Verify.NEVER
    machine: bool = False
    caller: bool = False
    at_once: bool = False
    files: frozenset[int] = frozenset()
    links: bool = False
    raises: bool = True
    supervised: bool = False
    note: Words


EVERY_LEVEL = frozenset({1, 2, 3, 4})

SOURCES = (
    Admission(
        code="HOTLINE", origins=("12345", "HOTLINE"), verify=Verify.ALWAYS, caller=True,
        title={"zh": "12345 热线", "en": "12345 hotline"},
        key={"zh": "平台 + 工单号", "en": "platform and ticket number"},
        note={"zh": "须先核实；危及生命的立即受理。须答复并回访。",
              "en": "Looked at first; danger to life is taken at once. An answer and a call back are owed."},
    ),
    Admission(
        code="RESPONSE", origins=("minhu", "RESPONSE"), verify=Verify.ALWAYS, caller=True,
        title={"zh": "民呼我应", "en": "Citizens' response platform"},
        key={"zh": "本平台 + 单号", "en": "its own name and ticket number"},
        note={"zh": "同 12345；同一来电人同类诉求 24 小时内为追记，不另立线索。",
              "en": "As 12345; the same caller on the same matter within 24 h follows up, and is no new signal."},
    ),
    Admission(
        code="GRID", origins=("GRID",), at_once=True, files=frozenset({3, 4}), caller=True,
        title={"zh": "网格员/监督员", "en": "Grid officer"},
        key={"zh": "应用 + 上报编号（手机离线生成）", "en": "app and report id, made on the phone even without a net"},
        note={"zh": "照片与定位相距不超过 100 米；三、四级可直接立案。",
              "en": "With a photo no farther than 100 m; levels 3 and 4 are filed at once."},
    ),
    Admission(
        code="IOT", origins=("IOT",), verify=Verify.ALONE, machine=True, links=True,
        title={"zh": "物联感知", "en": "Sensors"},
        key={"zh": "设备 + 指标 + 告警起始", "en": "device, figure and when the episode began"},
        note={"zh": "单个传感器须核实，两个以上独立传感器不必；无数据不等于正常。",
              "en": "A single sensor is looked at, two independent ones are not; no data is not normal."},
    ),
    Admission(
        code="VIDEO", origins=("VIDEO",), verify=Verify.ALWAYS, machine=True, links=True,
        title={"zh": "视频智能识别", "en": "Video analysis"},
        key={"zh": "摄像机 + 区域 + 类别 + 起始", "en": "camera, region, class and when the episode began"},
        note={"zh": "由人确认；截图与片段保存 30 天。",
              "en": "A person confirms it; snapshot and clip are kept 30 days."},
    ),
    Admission(
        code="INDICATOR", origins=("indicator", "INDICATOR"), machine=True, at_once=True, raises=False,
        title={"zh": "指标异常", "en": "Indicators"},
        key={"zh": "指标 + 区域 + 规则 + 起始", "en": "indicator, area, rule and when the episode began"},
        note={"zh": "先由分析员研判；从不自行派遣。", "en": "Judged by an analyst first; never sends a unit itself."},
    ),
    Admission(
        code="ENTERPRISE", origins=("ENTERPRISE",), caller=True,
        title={"zh": "企业报告", "en": "Enterprises"},
        key={"zh": "企业 + 报告编号", "en": "enterprise and report number"},
        note={"zh": "报告自有设施，来源可追溯，不必核实；由人受理。",
              "en": "It speaks of its own plant and can be asked, so nobody looks first; a person accepts it."},
    ),
    Admission(
        code="CAP", origins=("CAP",), machine=True, raises=False,
        title={"zh": "预警信息", "en": "Warnings (CAP)"},
        key={"zh": "发布者 + 标识 + 时间", "en": "sender, identifier and time sent"},
        note={"zh": "提示启动响应，不自动成案；演练、测试隔离。",
              "en": "It proposes a response, never an incident by itself; exercises and tests are kept apart."},
    ),
    Admission(
        code="OPEN311", origins=("OPEN311",), verify=Verify.ALWAYS, caller=True,
        title={"zh": "Open311 公众上报", "en": "Open311"},
        key={"zh": "辖区 + 请求编号", "en": "jurisdiction and request number"},
        note={"zh": "须先核实并答复。", "en": "Looked at first; an answer is owed."},
    ),
    Admission(
        code="LINKAGE", origins=("110", "119", "120", "L110", "L119", "L120"), at_once=True, files=EVERY_LEVEL,
        caller=True, raises=False,
        title={"zh": "110/119/120 联动", "en": "110, 119, 120"},
        key={"zh": "平台 + 警单号", "en": "platform and their number"},
        note={"zh": "指挥权归对方，我方联动支援；由其答复报警人。",
              "en": "Their command stays theirs and we support; they answer their caller."},
    ),
    Admission(
        code="LEADER", origins=("LEADER",), at_once=True, files=EVERY_LEVEL, caller=True, supervised=True,
        title={"zh": "领导交办", "en": "Leaders' orders"},
        key={"zh": "文号", "en": "number of the document"},
        note={"zh": "自始一级督办。", "en": "Under the inspectors' order from the start."},
    ),
    Admission(
        code="MEDIA", origins=("MEDIA",), at_once=True, files=EVERY_LEVEL, supervised=True,
        title={"zh": "媒体曝光", "en": "Media"},
        key={"zh": "文号", "en": "number of the document"},
        note={"zh": "自始一级督办；公开回应，不逐一答复。",
              "en": "Under the inspectors' order from the start; answered in public, not one by one."},
    ),
    Admission(
        code="DESK", origins=("desk", "DESK"), at_once=True, caller=True, raises=False,
        title={"zh": "本台登记", "en": "Our desk"},
        key={"zh": "登记窗口的操作键", "en": "key of the form that was filled in"},
        note={"zh": "由坐席判断后登记，级别由人决定。", "en": "A person at the desk judged it, and chose its level."},
    ),
)  # fmt: skip

# Whoever has the right to send but stands in no row: a person decides.
STRANGER = Admission(
    code="OTHER", origins=(), caller=True,
    title={"zh": "其他来源", "en": "Another source"},
    key={"zh": "来源 + 编号", "en": "its name and its key"},
    note={"zh": "未登记的来源，由人受理。", "en": "In no row of the table: a person accepts it."},
)  # fmt: skip

_BY_ORIGIN = MappingProxyType({origin: one for one in SOURCES for origin in one.origins})
_COMMAND = _BY_ORIGIN["119"]


def admission(origin: str, command: str = "") -> Admission:
    """What is believed of a source; whatever an allied command leads comes in as theirs.

    >>> admission("12345").verify, admission("our neighbour").code
    (<Verify.ALWAYS: 'always'>, 'OTHER')
    """
    return _COMMAND if command else _BY_ORIGIN.get(origin, STRANGER)
