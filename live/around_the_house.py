"""Around the house: what the sheet of a handover says of it: sources that are silent, devices and figures that fail.

Which units are out of service nobody tells OneScreen: that is a line of its own, to be handed over by word.
"""

from collections.abc import Iterator, Mapping
from datetime import tzinfo

from city.picture import Newest, Picture, SourceState
from incidents.guards import Words
from incidents.shifts import Line
from indicators.base import Indicator

SILENT = ("stale", "no_data")
GAS, FAULTY = "gas.lel", 1.0  # the kind of readings that tell of their own detector whether it works
MOST_NAMED = 5


def around(picture: Picture, indicators: Mapping[str, Indicator], zone: tzinfo) -> Iterator[Line]:
    """A line for the units, each source out of date or unread, the detectors that fail and each figure that does."""
    words = {
        "zh": "停用力量：系统未接入，请口头交接",
        "en": "Units out of service: not known here, hand them over by word",
    }
    yield Line(about="unit", words=words)
    for one in picture.sources.values():
        if one.status in SILENT or one.problem:
            yield _of_source(one, zone)
    if (gas := picture.newest.get(GAS)) is not None and (broken := _broken(gas)):
        more = f" +{len(broken) - MOST_NAMED}" if len(broken) > MOST_NAMED else ""
        named = ", ".join(broken[:MOST_NAMED]) + more
        words = {"zh": f"故障燃气探测器 {len(broken)} 台", "en": f"Gas detectors out of order: {len(broken)}"}
        yield Line(about="fault", words=words, more={"zh": named, "en": named})
    for name, one in picture.measures.items():
        if one.error and name in indicators:
            title = indicators[name].title
            words = {"zh": f"指标无法计算：{title['zh']}", "en": f"Cannot be computed: {title['en']}"}
            yield Line(about="fault", words=words, more={"zh": one.error, "en": one.error})


def _of_source(one: SourceState, zone: tzinfo) -> Line:
    zh, en = (one.title.get(language, one.name) for language in ("zh", "en"))
    return Line(
        about="source", words={"zh": f"数据源无新数据：{zh}", "en": f"No new data from {en}"}, more=_since(one, zone)
    )  # fmt: skip


def _since(one: SourceState, zone: tzinfo) -> Words:
    """Since when a source is silent, and what its reader says of it."""
    if one.newest_at is None:
        zh, en = "从未收到", "never heard"
    else:
        at = f"{one.newest_at.astimezone(zone):%m-%d %H:%M}"
        zh, en = f"最新数据 {at}", f"newest {at}"
    return {"zh": " · ".join(filter(None, (zh, one.problem))), "en": " · ".join(filter(None, (en, one.problem)))}


def _broken(newest: Newest) -> list[str]:
    """The detectors whose newest reading says that they do not work."""
    status = newest.attributes.get("status")
    if status is None:
        return []
    return [str(thing) for thing, says in zip(newest.thing, status.tolist(), strict=True) if says == FAULTY]
