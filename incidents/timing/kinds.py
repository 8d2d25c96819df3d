"""Kinds of clocks: what somebody or something is waited for (section A.3 of the specification)."""

from enum import StrEnum


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
