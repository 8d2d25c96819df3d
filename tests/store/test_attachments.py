"""What is attached is what it says, without what nobody should see, whole on the disk and in the log."""

import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from incidents.attachments import LARGEST, PARTS, Kept, Made, NotAccepted, Stage, Taken
from incidents.desk import Desk
from incidents.incident import Signal
from incidents.ports import StoreUnavailable
from incidents.refusals import NoSuchIncident
from incidents.roles import Actor, Role
from live.clerk import Clerk
from store.memory import MemoryRecord
from store.opening import open_record
from store.pictures import accepted
from store.shelf import FileShelf, MemoryShelf
from store.sql import SqlRecord
from tests.store.builders import NOON

LI = Actor(by="li", roles=frozenset({Role.CALL_TAKER}))
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
GPS, MAKER, ORIENTATION = 0x8825, 0x010F, 0x0112


def picture(kind: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> bytes:
    """A picture whose left half is dark, taken on its side by a camera that knows where it was."""
    drawn = Image.new(mode, size)
    drawn.paste(255 if mode == "L" else (250, 250, 250, 255)[: len(mode)], (size[0] // 2, 0, size[0], size[1]))
    notes = Image.Exif()
    notes[MAKER], notes[ORIENTATION] = "SPYCAM of Mr. Li", 6
    notes.get_ifd(GPS)[1] = "N"
    made = BytesIO()
    drawn.save(made, kind, exif=notes)
    return made.getvalue() + b"<script>alert(1)</script>"


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("PNG", "RGBA"), ("WEBP", "RGB")])
def test_a_picture_keeps_what_is_seen_and_nothing_else(kind: str, mode: str):
    made = accepted(picture(kind, mode))
    again = Image.open(BytesIO(made.content))
    assert (again.format, made.media_type) == (kind, f"image/{kind.lower()}")
    assert again.size == (20, 40), "it stands upright"
    dark, light = again.convert("L").getpixel((10, 5)), again.convert("L").getpixel((10, 35))
    assert (dark < 40, light > 215) == (True, True)
    assert (dict(again.getexif()), again.info.get("exif")) == ({}, None)
    assert not any(word in made.content for word in (b"SPYCAM", b"Exif", b"<script>"))


def test_a_pdf_is_taken_as_it_is():
    assert accepted(PDF) == Made(content=PDF, media_type="application/pdf")


def _gif() -> bytes:
    made = BytesIO()
    Image.new("L", (4, 4)).save(made, "GIF")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "neither a picture"),
        (b"<html><script>alert(1)</script></html>", "neither a picture"),
        (b"MZ" + bytes(500), "neither a picture"),
        (b"%PDF-1.7 cut off", "neither a picture"),
        (picture()[:300], "damaged|neither"),
        (picture("PNG")[:60], "damaged|neither"),
        (bytes(LARGEST + 1), "too large"),
    ],
)
def test_what_is_no_picture_and_no_paper_is_refused(content: bytes, said: str):
    with pytest.raises(NotAccepted, match=said) as refusal:
        accepted(content)
    assert refusal.value.words["zh"]


def test_a_gif_and_a_picture_that_would_fill_the_memory_are_refused():
    with pytest.raises(NotAccepted, match="neither a picture"):
        accepted(_gif())
    bomb = BytesIO()
    Image.new("1", (6000, 4001)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 20_000
    with pytest.raises(NotAccepted, match="too large"):
        accepted(bomb.getvalue())


@pytest.mark.parametrize("made", [lambda folder: FileShelf(folder / "shelf"), lambda _: MemoryShelf()])
def test_what_was_laid_down_is_read_as_its_hash_says(tmp_path: Path, made: Callable[[Path], FileShelf | MemoryShelf]):
    shelf = made(tmp_path)
    kept = shelf.keep(accepted(picture()))
    assert shelf.keep(accepted(picture())) == kept
    assert (len(shelf.read(kept)), kept.media_type) == (kept.size, "image/jpeg")
    with pytest.raises(StoreUnavailable, match="is gone"):
        shelf.read(Kept(sha256="0" * 64, media_type="image/png", size=1))


def test_a_file_lies_there_whole_for_its_owner_alone_and_betrays_a_change(tmp_path: Path):
    shelf = FileShelf(tmp_path)
    kept = shelf.keep(accepted(PDF))
    [file] = [one for one in tmp_path.rglob("*") if one.is_file()]
    assert (file.name, stat.S_IMODE(file.stat().st_mode)) == (kept.sha256, 0o600)
    file.write_bytes(PDF + b"more")
    with pytest.raises(StoreUnavailable, match="was changed"):
        shelf.read(kept)
    (tmp_path / "in the way").write_text("a file")
    with pytest.raises(StoreUnavailable, match="cannot be written"):
        FileShelf(tmp_path / "in the way").keep(accepted(PDF))
    with pytest.raises(StoreUnavailable, match="no folder for attachments"):
        FileShelf(None).keep(accepted(PDF))


def test_an_attachment_and_its_line_of_the_log_are_written_together_and_once(record: MemoryRecord | SqlRecord):
    desk = Desk(record, lambda: NOON, lambda _: None, lambda *_: "")
    signal = Signal(origin="desk", key="k", at=NOON, category="U0452", level=2, lon=None, lat=None)
    number = desk.receive(signal, "li").incident.number
    kept = MemoryShelf().keep(accepted(PDF))
    for _ in range(2):
        after = desk.attach(number, kept, stage=Stage.BEFORE, name="通知.pdf", actor=LI)
    assert after.version == 2
    [attachment] = record.attachments(number)
    assert (attachment.kept, attachment.stage, attachment.name, attachment.at) == (kept, Stage.BEFORE, "通知.pdf", NOON)
    assert record.log(number)[-1].details["sha256"] == kept.sha256
    assert (record.holders(kept.sha256), record.holders("0" * 64)) == ((number,), ())
    with pytest.raises(NoSuchIncident):
        desk.attach("7", kept, stage=Stage.BEFORE, name="", actor=LI)


def test_the_shelf_lies_beside_the_database(tmp_path: Path):
    record = open_record(f"sqlite:///{tmp_path}/city.db")
    kept = record.shelf.keep(accepted(PDF))
    assert (tmp_path / "attachments" / kept.sha256[:2] / kept.sha256).read_bytes() == PDF
    record.close()


def photographed(**own: object) -> bytes:
    """A picture of a camera that knows the time, and the place where `own` has one."""
    notes, made = Image.Exif(), BytesIO()
    notes.get_ifd(0x8769)[0x9003] = "2026:11:20 19:50:00"
    if "zone" in own:
        notes.get_ifd(0x8769)[0x9011] = own["zone"]
    if "north" in own:
        notes.get_ifd(GPS).update({1: "N", 2: own["north"], 3: "W", 4: own["west"]})
    Image.new("RGB", (8, 8)).save(made, "JPEG", exif=notes)
    return made.getvalue()


def test_a_picture_tells_when_and_where_it_was_taken_as_far_as_it_says():
    zone = ZoneInfo("Asia/Shanghai")
    assert accepted(photographed(), zone).taken == Taken(at=datetime(2026, 11, 20, 11, 50, tzinfo=UTC))
    assert accepted(photographed(zone="+01:00"), zone).taken.at == datetime(2026, 11, 20, 18, 50, tzinfo=UTC)
    there = accepted(photographed(north=(37.0, 45.0, 36.0), west=(122.0, 25.0, 12.0)), zone).taken
    assert (there.lat, there.lon) == (37.76, -122.42)
    for nothing in (picture("PNG"), PDF, photographed(north=(95.0, 0.0, 0.0), west=(1.0, 0.0, 0.0))):
        said = accepted(nothing, zone).taken
        assert (said.lon, said.lat) == (None, None)


@pytest.mark.parametrize("shelf", ["memory", "folder"])
def test_what_lies_on_a_shelf_is_known_by_its_hash(shelf: str, tmp_path: Path):
    shelves = {"memory": MemoryShelf(), "folder": FileShelf(tmp_path)}
    for content in (picture("PNG"), PDF):
        kept = shelves[shelf].keep(accepted(content))
        assert shelves[shelf].kept(kept.sha256) == kept
    assert shelves[shelf].kept("0" * 64) is None


def test_a_photo_that_no_incident_holds_is_taken_away_after_a_week_and_no_other(tmp_path: Path):
    record = MemoryRecord()
    record.shelf = shelf = FileShelf(tmp_path)
    desk, now = Desk(record, lambda: NOON, lambda _: None, lambda *_: ""), [datetime.now(UTC)]
    clerk = Clerk(record, {}, lambda: NOON, real=lambda: now[0])
    incident = desk.receive(Signal(origin="desk", key="k", at=NOON, category="U0452", level=2, lon=0.0, lat=0.0), "li")
    held, left = (shelf.keep(accepted(picture(size=(40, side)))) for side in (20, 22))
    assert incident.incident is not None
    desk.attach(incident.incident.number, held, stage=Stage.BEFORE, name="", actor=LI)

    def whole_shelf(**later: float) -> int:
        now[0] = datetime.now(UTC) + timedelta(**later)
        counts: list[int] = []
        for _ in range(PARTS):
            now[0] += timedelta(seconds=60)
            counts.append(clerk.clear_shelf())
        return sum(counts)

    assert whole_shelf(days=6) == 0
    assert whole_shelf(days=8) == 1
    assert (shelf.kept(held.sha256), shelf.kept(left.sha256)) == (held, None)


def test_what_is_laid_down_again_is_no_leftover(tmp_path: Path):
    shelf = FileShelf(tmp_path)
    kept, now = shelf.keep(accepted(PDF)), datetime.now(UTC)
    part, week = int(kept.sha256[:2], 16), timedelta(days=7)
    os.utime(tmp_path / kept.sha256[:2] / kept.sha256, ((now - 2 * week).timestamp(),) * 2)
    assert shelf.lying(part, now - 3 * week, now - week) == (kept.sha256,)
    shelf.keep(accepted(PDF))
    assert shelf.lying(part, now - 3 * week, now - week) == ()
