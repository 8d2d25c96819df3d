"""Chinese numerals: house numbers that are spelled out, as 一百零五号, made figures."""

import re
from types import MappingProxyType

FIGURES = MappingProxyType({sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2})
UNITS = MappingProxyType({"十": 10, "百": 100, "千": 1000})
WITH_UNITS = re.compile("(?:[^十百千]千)?零?(?:[^十百千]百)?零?(?:[^十百千]?十)?[^十百千]?")
SIGNS = "".join([*FIGURES, *UNITS])
# Only a number is followed by 号, or by the lane that a house stands in: 八一路 and 一号路 are names.
SPELLED = re.compile(rf"[{SIGNS}]+(?=[号號弄])(?!.(?:大街|[路街巷线桥]))|(?<=[号號][之附])[{SIGNS}]+")


def with_figures(text: str) -> str:
    """The text with its spelled house numbers as figures; a numeral that says no number stays.

    >>> with_figures("中山大道一百零五号"), with_figures("人民路二〇三号"), with_figures("八一路十二号")
    ('中山大道105号', '人民路203号', '八一路12号')
    """
    return SPELLED.sub(lambda found: str(value_of(found[0]) or found[0]), text)


def value_of(numeral: str) -> int | None:
    """The number that a numeral says, 1 to 9999; None where it says none.

    >>> [value_of(one) for one in ("十二", "一百零五", "两千三百", "一二三", "百十", "九九九九九")]
    [12, 105, 2300, 123, None, None]
    """
    if UNITS.keys().isdisjoint(numeral):  # read out figure by figure
        value = int("".join(str(FIGURES[sign]) for sign in numeral))
        return value if 0 < value <= 9999 else None
    if not WITH_UNITS.fullmatch(numeral):
        return None
    value, figure = 0, None
    for sign in numeral:
        if sign in UNITS:
            value, figure = value + (1 if figure is None else figure) * UNITS[sign], None
        else:
            figure = FIGURES[sign] or figure
    return (value + (figure or 0)) or None
