"""What was acknowledged survives a kill -9."""

import json
import subprocess
import sys
from pathlib import Path


def test_nothing_acknowledged_is_lost_in_twenty_kills(root: Path, tmp_path: Path):
    command = [sys.executable, "-m", "tests.store.killed_desk", str(tmp_path / "city.db"), "20", "7"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60, check=True)
    said = json.loads(done.stdout)
    assert said["acknowledged"] > 20
    assert (said["lost"], said["torn"], said["health"]) == ([], [], "ok")
