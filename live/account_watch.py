"""The account watch: what administrators did about who may act is an alarm, so that it is seen at the desk."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from accounts.account import ACCOUNT
from accounts.lost_password import ACTION
from accounts.rules import FIRST
from incidents.guards import Words
from incidents.lines import Line
from incidents.office.causes import Cause
from incidents.ports import Record
from incidents.roles import ROLE_TITLES, Role

LASTS = timedelta(hours=8)  # a shift: whoever comes on duty within it sees it, too
NEVER = datetime.max.replace(tzinfo=UTC)
AT_ONCE = 500
LEVEL = 3  # it chimes, and keeps nobody from what is urgent
TITLES: Mapping[str, Words] = MappingProxyType(
    {
        "make": {"zh": "新建账号", "en": "made the account"},
        "make_first": {"zh": "成为首位系统管理员", "en": "became the first administrator"},
        "change": {"zh": "变更账号", "en": "changed the account"},
        "give_link": {"zh": "签发登录链接", "en": "gave out a link for"},
        ACTION: {"zh": "在服务器上签发登录链接", "en": "gave out, on the machine itself, a link for"},
        "make_key": {"zh": "签发机器密钥", "en": "made the key"},
    }
)
MIGHTY = frozenset({"roles", "department", "unit", "disabled"})  # a change of these is a change of what somebody may do


class AccountWatch:
    """Follows the log from a shift ago on, wherever and by whichever process it was written."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._read_to: int | None = None
        self._told: tuple[Line, ...] = ()

    def causes(self, now: datetime) -> Iterator[Cause]:
        """What was done within a shift."""
        self._follow(now)
        self._told = tuple(one for one in self._told if one.recorded_at >= now - LASTS)
        yield from (_cause(one) for one in self._told)

    def _follow(self, now: datetime) -> None:
        if self._read_to is None:
            end = _before(self._record, NEVER)
            self._told = tuple(self._since(_before(self._record, now - LASTS), end))
            self._read_to = end
        while lines := self._record.lines_since(self._read_to, AT_ONCE):
            self._read_to = lines[-1].seq or self._read_to
            self._told += tuple(one for one in lines if _is_told(one))

    def _since(self, at: int, end: int) -> Iterator[Line]:
        """What is told of the lines after a place, up to another: a start has no time to read all of them."""
        while lines := self._record.lines_since(at, AT_ONCE, (ACCOUNT,)):
            at = lines[-1].seq or at
            yield from (one for one in lines if _is_told(one) and (one.seq or 0) <= end)


def _before(record: Record, since: datetime) -> int:
    """A place in the log before which nothing was written at `since` or later."""

    def is_early(seq: int) -> bool:
        found = record.lines_since(seq, 1)
        return bool(found) and found[0].recorded_at < since

    if not is_early(0):
        return 0
    early, late = 0, 1
    while is_early(late):
        early, late = late, 2 * late
    while late - early > 1:
        middle = (early + late) // 2
        early, late = (middle, late) if is_early(middle) else (early, middle)
    return late


def _is_told(one: Line) -> bool:
    kind, _, name = one.stream.partition(":")
    if kind != ACCOUNT or one.action not in TITLES:
        return False
    # The house's own link for the first administrator is nobody's until it is opened.
    return name != FIRST and (one.action != "change" or not MIGHTY.isdisjoint(one.body))


def _cause(one: Line) -> Cause:
    about = str(one.body.get("key", "")) or one.stream.partition(":")[2]
    titles = [ROLE_TITLES[Role(role)] for role in one.body.get("roles", ()) if role in set(Role)]
    roles = {language: ", ".join(title[language] for title in titles) for language in ("zh", "en")}
    said, by = TITLES[one.action], one.body.get("who", one.by)
    return Cause(
        key=f"accounts:{one.seq}", kind="accounts", level=LEVEL, about=about, share="accounts",
        words={
            "zh": f"账号：{by} {said['zh']} {about}" + (f"（{roles['zh']}）" if titles else ""),
            "en": f"Accounts: {by} {said['en']} {about}" + (f" ({roles['en']})" if titles else ""),
        },
        share_words={"zh": "账号与密钥", "en": "Accounts and keys"},
    )  # fmt: skip
