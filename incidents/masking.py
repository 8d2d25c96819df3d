"""Masking: telephone numbers, identity cards, number plates and callers' names, as those see them who need not know.

One pass over a text that is cut to a length first: whatever is sent in, it costs time in proportion to its length.
"""

import re
from types import MappingProxyType

LONGEST = 8000  # signs; what is longer is cut
_PLATES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领"
_NAMED = "我叫|我姓|来电人|报警人|报案人|举报人|投诉人|联系人|当事人|反映人|姓名"
_SAYS = "姓名|称|说|反映|反应|表示|要求|希望|投诉|来电|电话|已|在|被|不|无"  # no name begins like that
_ENDS = r"\s，。；,.;:："
# Digits, letters and signs that Chinese keyboards write wide are the same for who reads them.
_NARROW = MappingProxyType({ord(wide): chr(ord(wide) - 0xFEE0) for wide in "０１２３４５６７８９＠．－＋（）ＸｘＱ"})
# Every part has a length that is bounded, and begins with something of its own: nothing is tried twice over.
_PERSONAL = re.compile(
    rf"""
    (?P<card>(?<![0-9A-Za-z])[1-9]\d{{16}}[\dXx](?![0-9A-Za-z]))
    |(?P<phone>(?<![0-9A-Za-z])(?:\+?86[\ .-]?)?1[3-9]\d[\ .-]?\d{{4}}[\ .-]?\d{{4}}(?![0-9A-Za-z]))
    |(?P<line>(?<![0-9A-Za-z.])(?:\+\d{{1,3}}[\ -])?\(?0\d{{2,3}}\)?[\ .-]?\d{{3,4}}[\ .-]?\d{{4}}(?![0-9A-Za-z]))
    |(?P<mail>[0-9A-Za-z][0-9A-Za-z._+-]{{0,60}}@[0-9A-Za-z][0-9A-Za-z.-]{{1,60}})
    |(?P<written>(?i:微信号?|(?<![0-9A-Za-z_-])(?:QQ号?|WeChat))(?:\ ?[:：是为]\ ?|\ )?)
     (?P<sign>[0-9A-Za-z][0-9A-Za-z_-]{{4,24}})
    |(?P<abroad>(?<![0-9A-Za-z.])\(?[2-9]\d{{2}}\)?[\ .-]\d{{3}}[\ .-]\d{{4}}(?![0-9A-Za-z]))
    |(?P<plate>[{_PLATES}][A-Z][\ ·-]?[0-9A-Z]{{4,5}}[0-9A-Z挂学警港澳](?![0-9A-Za-z]))
    |(?P<said>(?:{_NAMED})(?:姓名)?(?:[:：]\s?|(?!{_SAYS})(?=[^{_ENDS}]{{2,4}}(?:[{_ENDS}]|$))))
     (?P<name>[A-Z][\w'-]{{1,20}}(?:\ [A-Z][\w'-]{{1,20}})?|[^{_ENDS}*]{{2,12}})
    |(?P<saying>(?i:\b(?:caller|reporter|reported\ by|contact)\b)(?:\ is|:)?\ )
     (?P<called>[A-Z][\w'-]{{1,20}}(?:\ [A-Z][\w'-]{{1,20}})?|[\u4e00-\u9fff]{{2,12}})
    """,
    re.VERBOSE,
)

# What is hidden after words that say what it is.
_AFTER = MappingProxyType({"name": "said", "called": "saying", "sign": "written"})


def masked(text: str) -> str:
    """The text without what tells who a person is.

    >>> masked("来电人：王小明，13812345678，车牌鄂A12345")
    '来电人：**，138****5678，车牌鄂A****5'
    >>> masked("caller: Li Wei, ID 11010519491231002X, incident 20261120-0001")
    'caller: **, ID 1101**************, incident 20261120-0001'
    >>> masked("我叫李大伟，微信 lidawei77，wang@example.com，１３８．１２３４．５６７８，（027）8888 1234")
    '我叫**，微信 **，**@example.com，138****5678，027****1234'
    """
    return _PERSONAL.sub(_star, text[:LONGEST].translate(_NARROW))


def _star(found: re.Match[str]) -> str:
    said, kind = found.group(), found.lastgroup or ""
    if kind in _AFTER:
        return f"{found.group(_AFTER[kind])}**"
    if kind == "mail":
        return f"**@{said.partition('@')[2]}"
    if kind == "card":
        return said[:4] + "*" * 14
    if kind == "plate":
        return f"{said[:2]}****{said[-1]}"
    digits = [one for one in said if one.isdigit()]
    return f"{''.join(digits[:3])}****{''.join(digits[-4:])}"
