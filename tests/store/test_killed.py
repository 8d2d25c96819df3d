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


def test_nor_in_a_whole_house_that_clients_act_on(root: Path, packs: Path, tmp_path: Path):
    (tmp_path / "packs").symlink_to(packs)
    command = [sys.executable, "-m", "tests.store.killed_house", str(tmp_path), "3", "5"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300, check=True)
    said = json.loads(done.stdout)
    assert said.pop("acknowledged") > 5
    assert said.pop("repeated") > 0
    assert said == {
        "kills": 3, "refused": [], "lost": [], "torn": [], "doubled": [], "otherwise": [], "incidents_per_signal": 1,
        "bound_otherwise": [], "health": "ok", "log": "The log is whole",
    }  # fmt: skip
