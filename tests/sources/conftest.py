"""The whole made-up city, drawn once for all workers."""

import fcntl
import os

import pytest

from geo.made_up.city import made_up_city
from geo.pack import CityPack, read_pack


@pytest.fixture(scope="session")
def yunzhou(tmp_path_factory: pytest.TempPathFactory) -> CityPack:
    """The made-up city's pack, drawn by the worker that asks first."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with (shared / "yunzhou.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return read_pack(made_up_city(shared))
