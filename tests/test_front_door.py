"""The front door: what an operator gets wrong is told in one sentence, with a code, and without a trace."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def state(packs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder for all, in which the made-up city is there."""
    folder = tmp_path_factory.mktemp("state")
    (folder / "packs").symlink_to(packs)
    return folder


def opened(state: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What comes of opening OneScreen with these settings, which cannot work."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("ONESCREEN_")}
    return subprocess.run(
        [sys.executable, "app.py"], cwd=ROOT, env=ours | {"STATE": str(state), **environment},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def broken_pack(tmp_path: Path) -> str:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "city.yaml").write_text("name: [", encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"ONESCREEN_WEB__PROT": "9000"}, "there is no such setting. Did you mean ONESCREEN_WEB__PORT?"),
        ({"PORT": "many"}, "PORT"),
        ({"CITY": "atlantis"}, "There is no city atlantis. There is made_up (in "),
        ({"ONESCREEN_SOURCES": "rumour"}, "There is no source rumour"),
        ({"ONESCREEN_SOURCES": "replay"}, "has no recordings to replay"),
        ({"ONESCREEN_LIVE__BUS": "redis://127.0.0.1:1/0"}, "The bus at 127.0.0.1:1/0 is unavailable"),
        ({"ONESCREEN_STORE__URL": "sqlite:////proc/nowhere/x.db"}, "is unavailable"),
    ],
)
def test_a_wrong_setting_is_told_in_a_sentence(state: Path, environment: dict[str, str], sentence: str) -> None:
    ended = opened(state, **environment)
    assert ended.returncode == 2
    assert sentence in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_broken_pack_is_told_in_a_sentence(state: Path, tmp_path: Path) -> None:
    ended = opened(state, CITY=broken_pack(tmp_path))
    assert ended.returncode == 2
    assert "is no city pack" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_port_in_use_is_told_in_a_sentence(state: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = opened(state, PORT=str(taken.getsockname()[1]))
    assert ended.returncode == 2
    assert "another program listens there" in ended.stderr
    assert "Traceback" not in ended.stderr
