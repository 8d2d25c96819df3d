"""The first day is as the operators' page tells it: its blocks run in an empty house, up to the first shift."""

import re
import subprocess
from pathlib import Path

from tests.running import Running

PAGE = Path(__file__).parent.parent.parent / "docs" / "operators.md"
COUNTED = "curl() { command curl --max-time 30 -w '%{stderr}%{http_code}\\n' \"$@\" 2>> statuses; }\n"
WORD = 'a horse, a "battery" and staples'
FIRST = (
    'command curl -s -o /dev/null -H "Origin: $at" $at/first -d name=%s -d link=%s --data-urlencode "password=$word"\n'
)
LINK = "$(ask -X POST $api/accounts/chen/links | sed 's/.*link=\\([^\"]*\\)\".*/\\1/')"


def script(secret: str) -> str:
    """The blocks of the steps 4 to 6, where whoever reads types passwords and opens links."""
    page = PAGE.read_text("utf-8")
    steps = page[page.index("4. **The first administrator.**") : page.index("7. **Before the first day.**")]
    lines = "\n".join(line[7:] for line in steps.splitlines() if line.startswith("       "))
    typed = re.sub(r"read -rsp 'password: ' word; ", lambda _: f"word='{WORD}'\n{FIRST % ('gao', secret)}", lines)
    return re.sub(r"read -rsp 'password of chen: ' word; ", lambda _: FIRST % ("chen", LINK), typed)


def test_the_steps_lead_from_an_empty_house_to_a_shift_on_duty(tmp_path: Path, packs: Path):
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "packs").symlink_to(packs)
    house = Running(tmp_path / "state", ONESCREEN_SOURCES="none").start()
    try:
        assert house.process is not None
        assert house.process.stdout is not None
        secret = house.process.stdout.readline().partition("link=")[2].strip()
        told = COUNTED + script(secret).replace("http://127.0.0.1:8050", house.address) + "\nask $api/shifts\n"
        ran = subprocess.run(
            ["bash", "-c", told], cwd=tmp_path, capture_output=True, text=True, timeout=90, check=False
        )
    finally:
        house.stop()
    statuses = (tmp_path / "statuses").read_text("utf-8").split()
    assert set(statuses) <= {"200", "201"}, f"{statuses}\n{ran.stdout[-3000:]}\n{ran.stderr[-2000:]}"
    assert len(statuses) == 16, ran.stderr
    assert '"first"' in ran.stdout.splitlines()[-1]
