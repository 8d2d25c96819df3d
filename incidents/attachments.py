"""Attachments: pictures and papers of an incident, known by the hash of what they hold."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from incidents.parts import Stage
from incidents.refusals import Refused

LARGEST = 10 * 1024 * 1024  # bytes as they come in
PARTS = 256  # of a shelf, by the first two signs of the hash
LEFT_FOR = timedelta(days=7)  # what nobody attached to an incident by then is a leftover
LOOKED_AT_FOR = timedelta(days=53)  # so long it is looked for after that
MOST_PIXELS = 24_000_000  # as a phone takes them; told by the first bytes, before anything is decoded


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was put on the shelf: the hash of what lies there now, its type by its content, and its size in bytes."""

    sha256: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """When and where a picture says itself that it was taken, in degrees (WGS 84); None where it does not say."""

    at: datetime | None = None
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What may be laid down: a picture made anew, or a paper as it is; and what the picture said of itself before."""

    content: bytes
    media_type: str
    taken: Taken = Taken()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One thing on the shelf that belongs to an incident; `name` is what it was called where it came from."""

    number: str
    kept: Kept
    stage: Stage
    name: str
    by: str
    at: datetime


class NotAccepted(Refused):
    """What should be attached is too large, of no type that we take, or damaged."""

    code = "not_accepted"


class Shelf(Protocol):
    """Where attachments lie."""

    def keep(self, made: Made) -> Kept:
        """Lay it down, whole or not at all. Raises `StoreUnavailable`."""
        ...

    def kept(self, sha256: str) -> Kept | None:
        """What lies under this hash, None where nothing does. Raises `StoreUnavailable`."""
        ...

    def lying(self, part: int, since: datetime, until: datetime) -> tuple[str, ...]:
        """What was laid down between the two by the real time, in one of the `PARTS`. Raises `StoreUnavailable`."""
        ...

    def clear(self, sha256: str) -> None:
        """Take away what lies under this hash, if anything does. Raises `StoreUnavailable`."""
        ...

    def read(self, kept: Kept) -> bytes:
        """What was laid down. Raises `StoreUnavailable` where it is gone or was changed."""
        ...


def too_large() -> NotAccepted:
    """It has too many bytes or pixels."""
    mb, pixels = LARGEST // 1024**2, MOST_PIXELS // 1_000_000
    return NotAccepted({
        "zh": f"附件过大：至多 {mb} MB、{pixels} 百万像素。请缩小后再传。",
        "en": f"It is too large: at most {mb} MB and {pixels} million pixels. Make it smaller and send it again.",
    })  # fmt: skip


def no_type_of_ours() -> NotAccepted:
    """By its content it is nothing that we take."""
    return NotAccepted({
        "zh": "附件应为 JPEG、PNG、WebP 图片或 PDF 文件。",
        "en": "It is neither a picture (JPEG, PNG, WebP) nor a PDF. Send one of these.",
    })  # fmt: skip


def damaged() -> NotAccepted:
    """It begins like a picture, but cannot be read to its end."""
    return NotAccepted({
        "zh": "图片已损坏，无法读取。请重新拍摄或重新上传。",
        "en": "The picture is damaged and cannot be read. Take or send it again.",
    })  # fmt: skip


def unreadable() -> NotAccepted:
    """Whoever should read it broke down over it, or was stopped at too much work."""
    return NotAccepted({
        "zh": "图片无法处理：解码程序未能完成。请重新拍摄，或缩小、另存为 JPEG 后再传。",
        "en": "The program that reads pictures did not get through this one. Send it smaller, or as a JPEG.",
    })  # fmt: skip
