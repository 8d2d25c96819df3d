"""What was acknowledged survives a kill -9 at any point; nothing is half done, and a retry doubles nothing."""

import json
import subprocess
import sys
from pathlib import Path


def test_nothing_acknowledged_is_lost_torn_or_doubled_in_sixteen_kills(root: Path, tmp_path: Path):
    command = [sys.executable, "-m", "tests.store.killed_desk", str(tmp_path), "16", "7"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60, check=True)
    said = json.loads(done.stdout)
    assert said.pop("acknowledged") > 20
    assert said == {
        "lost": [], "torn": [], "doubled": [], "incidents_per_signal": 1, "health": "ok", "log": "The log is whole",
    }  # fmt: skip
