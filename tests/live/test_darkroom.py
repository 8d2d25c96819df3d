"""The darkroom gives what this process would, survives what it is shown, and ends with the house."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from threading import Thread
from zoneinfo import ZoneInfo

import psutil
import pytest
from PIL import Image

from incidents.attachments import NotAccepted
from live.darkroom import Apart, TooSlow
from live.darkroom_worker import MOST_BYTES, MOST_CPU_S
from live.lasting import HOUSE
from store.pictures import accepted
from tests.store.test_attachments import PDF, photographed, picture

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def room() -> Iterator[Apart]:
    room = Apart()
    yield room
    room.close()


def large(mode: str = "RGB") -> bytes:
    made = BytesIO()
    Image.new(mode, (6000, 4000)).save(made, "PNG", compress_level=1)
    return made.getvalue()


def process_of(room: Apart) -> psutil.Process:
    assert room._lasting.process is not None
    return psutil.Process(room._lasting.process.pid)


def refusal_of(develop: Callable[[], object]) -> str:
    with pytest.raises(NotAccepted) as refusal:
        develop()
    assert refusal.value.words["zh"]
    return refusal.value.words["en"]


def test_another_process_gives_what_this_one_would(room: Apart):
    there = photographed(north=(37.0, 45.0, 36.0), west=(122.0, 25.0, 12.0))
    kinds = (picture(), picture("JPEG", "L"), picture("PNG", "RGBA"), picture("WEBP"), there, PDF)
    for content in kinds:
        assert room.developed(content, ZONE) == accepted(content, ZONE)


def test_what_is_no_picture_is_refused_in_the_same_words_and_the_process_goes_on(room: Apart):
    bomb = BytesIO()
    Image.new("1", (6000, 4001)).save(bomb, "PNG")
    for content in (b"", b"<html></html>", picture("PNG")[:60], picture()[:300], bomb.getvalue()):
        said = refusal_of(lambda content=content: accepted(content, ZONE))
        assert refusal_of(lambda content=content: room.developed(content, ZONE)) == said
    before = process_of(room).pid
    assert room.developed(PDF, ZONE).content == PDF
    assert process_of(room).pid == before


def test_a_picture_that_ends_the_process_is_refused_and_the_next_is_made(room: Apart):
    room.developed(PDF, ZONE)
    at_work, said = process_of(room), list[str]()
    idle_s = at_work.cpu_times().user
    upload = large()
    asking = Thread(target=lambda: said.append(refusal_of(lambda: room.developed(upload, ZONE))))
    asking.start()
    while at_work.cpu_times().user < idle_s + 0.05:
        asking.join(0.001)
    at_work.kill()
    asking.join()
    assert "did not get through" in said[0]
    assert room.developed(picture(), ZONE) == accepted(picture(), ZONE)


def test_a_picture_that_stalls_the_process_is_refused_in_time_and_the_next_is_made():
    room = Apart(longest_s=0.2)
    try:
        room.open()
        process_of(room).suspend()
        with pytest.raises(TooSlow, match=r"within 0\.2 s"):
            room.developed(large(), ZONE)
        room._longest_s = 60
        assert room.developed(PDF, ZONE).content == PDF
    finally:
        room.close()


def test_a_picture_takes_so_much_memory_and_so_much_of_a_core_and_no_more(room: Apart):
    room.developed(PDF, ZONE)
    process = process_of(room)
    assert process.rlimit(psutil.RLIMIT_AS) == (MOST_BYTES, MOST_BYTES)
    assert MOST_CPU_S <= process.rlimit(psutil.RLIMIT_CPU)[0] <= MOST_CPU_S + 2
    process.rlimit(psutil.RLIMIT_AS, (process.memory_info().vms + 20 * 1024**2, MOST_BYTES))
    assert "too large" in refusal_of(lambda: room.developed(large(), ZONE))
    assert room.developed(picture(), ZONE) == accepted(picture(), ZONE)
    assert process.is_running()


def test_nobody_is_left_after_the_house_is_closed_or_killed(room: Apart):
    room.developed(PDF, ZONE)
    closed = process_of(room)
    room.close()
    assert not closed.is_running()
    house = (
        "import os, signal; from live.darkroom import Apart; from zoneinfo import ZoneInfo; room = Apart();"
        "room.developed(b'%PDF-1.7 %%EOF', ZoneInfo('UTC')); os.kill(room._lasting.process.pid, signal.SIGSTOP);"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    # Both write to the same pipe, which ends when the last of them is gone.
    killed = subprocess.run([sys.executable, "-c", house], cwd=HOUSE, stderr=subprocess.PIPE, check=False, timeout=30)
    assert killed.returncode == -signal.SIGKILL


PATCHED = """
from gevent import monkey
monkey.patch_all()
import gevent
from live.darkroom import Apart, TooSlow
from tests.live.test_darkroom import PDF, ZONE, large, process_of

ticks = [0]
def tick():
    while True:
        gevent.sleep(0.01)
        ticks[0] += 1

room, upload = Apart(), large()
gevent.spawn(tick)
asked = [gevent.spawn(room.developed, upload, ZONE) for _ in range(2)]
gevent.joinall(asked, raise_error=True)
print(ticks[0] > 20, asked[0].value == asked[1].value)
process_of(room).suspend()
try:
    with gevent.Timeout(0.2):
        room.developed(upload, ZONE)
except gevent.Timeout:
    print(room.developed(PDF, ZONE).content == PDF)
process_of(room).suspend()
room._longest_s = 0.2
try:
    room.developed(upload, ZONE)
except TooSlow:
    room._longest_s = 60
    print(room.developed(PDF, ZONE).content == PDF)
room.close()
"""


def test_the_beat_goes_on_meanwhile_and_nobody_is_given_anothers_picture():
    said = subprocess.run([sys.executable, "-c", PATCHED], cwd=HOUSE, capture_output=True, check=True, text=True)
    assert (said.stdout.split(), said.stderr) == (["True"] * 4, "")
