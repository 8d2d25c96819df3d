"""The page of the API is true: its blocks run in their order against a fresh house, and each answer is as it says."""

import re
import subprocess
from pathlib import Path

from PIL import Image

from tests.running import Running

PAGE = Path(__file__).parent.parent.parent / "docs" / "api.md"
# Every call notes the status of its answer, in the order in which they are made.
COUNTED = "curl() { command curl --max-time 30 -w '%{stderr}%{http_code}\\n' \"$@\" 2>> statuses; }\n"
CALL = re.compile(r"\b(?:ask|act|curl|sit)\b(?!\()")


def blocks(page: str) -> list[str]:
    """The lines of its indented blocks."""
    return [line[4:] for line in page.splitlines() if line.startswith("    ")]


def expected(lines: list[str]) -> list[tuple[str, str]]:
    """Each command that asks, and the status that the page tells of it."""
    found: list[tuple[str, str]] = []
    for line in lines:
        code, _, said = line.partition("  #")
        if re.match(r"\w+\(\) \{", code):
            continue
        status = said.strip()[:3] if said.strip()[:3].isdigit() else ""
        if CALL.search(code):
            found.append((code.strip(), status or "200"))
        elif status and found:  # a command that goes on over two lines
            found[-1] = (found[-1][0], status)
    return found


def test_every_call_of_the_page_is_answered_as_the_page_says(tmp_path: Path, packs: Path):
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "packs").symlink_to(packs)
    Image.new("RGB", (40, 30), "red").save(tmp_path / "before.jpg")
    lines, house = blocks(PAGE.read_text("utf-8")), Running(tmp_path / "state").start()
    try:
        house.wait_until_living()
        script = COUNTED + "\n".join(lines).replace("http://127.0.0.1:8050", house.address)
        ran = subprocess.run(
            ["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=240, check=False
        )
    finally:
        house.stop()
    statuses = (tmp_path / "statuses").read_text("utf-8").split()
    told = expected(lines)
    wrong = [(call, wanted, came) for (call, wanted), came in zip(told, statuses, strict=False) if wanted != came]
    assert not wrong, f"{wrong}\n{ran.stdout[-3000:]}\n{ran.stderr[-3000:]}"
    assert len(statuses) == len(told) > 40, ran.stderr
