"""The sheet of a handover: beside the incidents, what comes back, what is shelved, what wants to be followed up."""

from collections.abc import Iterable
from datetime import datetime

from incidents.annunciation import Alarm, AlarmState
from incidents.incident import Incident
from incidents.intake.reception import Reception, SignalState
from incidents.masking import masked
from incidents.ports import Checkpoint
from incidents.shifts import Line, Shift

HIDDEN = (AlarmState.SHELVED, AlarmState.SUPPRESSED)


def coming_back(incidents: Iterable[Incident], until: datetime) -> Iterable[Line]:
    """What is suspended or deferred and is looked at again before `until`."""
    for one in incidents:
        if one.resumes_at is not None and one.resumes_at < until:
            where = masked(one.address) or one.number
            yield Line(
                about="resumes", number=one.number,
                words={"zh": f"挂账或缓办将到期：{where}", "en": f"Put off, comes back: {where}"},
            )  # fmt: skip


def undecided(signals: Iterable[Reception], alarms: Iterable[Alarm]) -> Iterable[Line]:
    """The signals that somebody still has to decide on, and the alarms that nobody sees now."""
    for one in signals:
        what = masked(one.signal.address or one.signal.detail) or one.category
        shelved = one.state is SignalState.SHELVED
        zh, en = ("已搁置线索", "A signal on the shelf") if shelved else ("待决线索", "A signal to decide")
        yield Line(
            about="shelved_signal" if shelved else "signal", number=one.number,
            words={"zh": f"{zh}：{what}", "en": f"{en}: {what}"},
        )  # fmt: skip
    for one in alarms:
        if one.state in HIDDEN:
            zh, en = ("已搁置", "shelved") if one.state is AlarmState.SHELVED else ("已抑制", "suppressed")
            yield Line(
                about="hidden_alarm", number=one.about,
                words={"zh": f"告警{zh}：{one.words['zh']}", "en": f"Alarm {en}: {one.words['en']}"},
            )  # fmt: skip


def own(shift: Shift, note: str) -> Iterable[Line]:
    """What the shift wants followed up, what its chief has to say, and the test of sounds, which is always a line."""
    for one in shift.remarks:
        if one.due_at is not None:
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
