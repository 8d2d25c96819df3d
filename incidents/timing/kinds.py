"""Kinds of clocks: what somebody or something is waited for (section A.3 of the specification)."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class ClockKind(StrEnum):
    """What is waited for."""

    ANSWER = "answer"  # 接听: until the call is answered
    ACCEPT = "accept"  # 受理: until a signal is accepted, refused or linked
    VERIFY = "verify"  # 核实: until it is confirmed or not found
    FILE = "file"  # 立案
    DISPATCH = "dispatch"  # 派遣
    ACKNOWLEDGE = "acknowledge"  # 签收
    TURNOUT = "turnout"  # 出动: until the unit is on its way
    ARRIVE = "arrive"  # 路程, 到场: until the first unit is on scene
    MAKE_SAFE = "make_safe"  # 先期处置: until nobody can be hurt any more
    DISPOSE = "dispose"  # 处置: from the dispatch until it is done
    CHECK = "check"  # 核查
    CLOSE = "close"  # 结案
    REPLY = "reply"  # 答复: until whoever reported it was answered
    REPORT_UP = "report_up"  # 信息报送
    SUPERVISE = "supervise"  # 督办: until the order is answered


KIND_TITLES: Mapping[ClockKind, Mapping[str, str]] = MappingProxyType(
    {
        ClockKind.ANSWER: {"zh": "接听", "en": "answering"},
        ClockKind.ACCEPT: {"zh": "受理", "en": "accepting"},
        ClockKind.VERIFY: {"zh": "核实", "en": "verifying"},
        ClockKind.FILE: {"zh": "立案", "en": "filing"},
        ClockKind.DISPATCH: {"zh": "派遣", "en": "dispatching"},
        ClockKind.ACKNOWLEDGE: {"zh": "签收", "en": "acknowledging"},
        ClockKind.TURNOUT: {"zh": "出动", "en": "turning out"},
        ClockKind.ARRIVE: {"zh": "到场", "en": "arriving"},
        ClockKind.MAKE_SAFE: {"zh": "先期处置", "en": "making safe"},
        ClockKind.DISPOSE: {"zh": "处置", "en": "the work"},
        ClockKind.CHECK: {"zh": "核查", "en": "checking"},
        ClockKind.CLOSE: {"zh": "结案", "en": "closing"},
        ClockKind.REPLY: {"zh": "答复", "en": "answering who reported it"},
        ClockKind.REPORT_UP: {"zh": "信息报送", "en": "reporting upward"},
        ClockKind.SUPERVISE: {"zh": "督办", "en": "the order"},
    }
)
