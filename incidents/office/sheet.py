"""The sheet of a handover: beside the incidents, what is undecided, shelved or broken, what wants to be followed up."""

from collections.abc import Iterable

from incidents.annunciation import Alarm, AlarmState
from incidents.guards import Words
from incidents.intake.reasons import SHELVE
from incidents.intake.reception import Reception, SignalState
from incidents.masking import masked
from incidents.office.causes import WHY
from incidents.office.matters import View, headline, joined
from incidents.ports import Checkpoint
from incidents.shifts import Line, Shift

HIDDEN = (AlarmState.SHELVED, AlarmState.SUPPRESSED)
EQUIPMENT = "equipment"  # a remark of this kind tells of something that does not work


def undecided(signals: Iterable[Reception], view: View) -> Iterable[Line]:
    """The signals that somebody still has to decide on, the most urgent and then the oldest first."""
    for one in sorted(signals, key=lambda one: (one.level, one.received_at)):
        shelved, signal = one.state is SignalState.SHELVED, one.signal
        place = masked(signal.address or signal.detail)
        words = headline(
            one.number, one.level, view.title(one.category, one.level),
            {"zh": place, "en": masked(signal.address_en or signal.detail_en) or place}, drill=signal.exercise,
        )  # fmt: skip
        about = "shelved_signal" if shelved else "signal"
        yield Line(about=about, number=one.number, words=words, more=_how(one, view))


def _how(one: Reception, view: View) -> Words:
    """How a signal waits: since when, or on the shelf until when and why; whether its time has run out."""
    zh, en = ("待核实", "to be looked at") if one.state is SignalState.VERIFY else ("待受理", "to be accepted")
    late_zh, late_en = ("已超时", "overdue") if one.breached else ("", "")
    since = view.clock(one.received_at)
    if one.state is not SignalState.SHELVED or one.until is None:
        return {"zh": joined(zh, f"{since} 收到", late_zh), "en": joined(en, f"received {since}", late_en)}
    until, why = view.clock(one.until), SHELVE.get(one.reason, {"zh": one.reason, "en": one.reason})
    return {
        "zh": joined(f"搁置至 {until}", why["zh"], one.by, late_zh),
        "en": joined(f"on the shelf until {until}", why["en"], one.by, late_en),
    }


def hidden(alarms: Iterable[Alarm], view: View) -> Iterable[Line]:
    """The alarms that nobody sees now: until when they are shelved, why and by whom, or by which rule."""
    for one in alarms:
        if one.state not in HIDDEN:
            continue
        until = "" if one.shelved_until is None else view.clock(one.shelved_until)
        why = WHY.get(one.why, {"zh": masked(one.why), "en": masked(one.why)})
        yield Line(
            about="hidden_alarm", number=one.about, words={"zh": one.words["zh"], "en": one.words["en"]},
            more={
                "zh": joined(f"搁置至 {until}" if until else "按规则抑制", why["zh"], one.shelved_by),
                "en": joined(f"shelved until {until}" if until else "suppressed by rule", why["en"], one.shelved_by),
            },
        )  # fmt: skip


def own(shift: Shift, note: str) -> Iterable[Line]:
    """What does not work, what the shift wants followed up, what its chief has to say; always the test of sounds."""
    for one in shift.remarks:
        if one.kind == EQUIPMENT:
            yield Line(
                about="fault", number=one.number, words={"zh": f"设备：{one.text}", "en": f"Equipment: {one.text}"}
            )
    for one in shift.remarks:
        if one.due_at is not None and one.kind != EQUIPMENT:
            yield Line(about="follow_up", number=one.number, words={"zh": f"待跟进：{one.text}", "en": one.text})
    for text in filter(None, (line.strip() for line in note.splitlines())):
        yield Line(about="own", words={"zh": text, "en": text})
    yield Line(about="sound", words={"zh": "告警声音测试：接班人听到", "en": "Alarm sounds: heard by who takes over"})


def sealed(seal: Checkpoint | None) -> Iterable[Line]:
    """How far the log had come, for who takes over to compare; nothing where nobody signs it."""
    if seal is not None and seal.hmac:
        line, head = seal.seq, seal.head[:12]
        words = {"zh": f"日志封存：第 {line} 行 · {head}", "en": f"The log is sealed at line {line} · {head}"}
        yield Line(about="seal", words=words)
