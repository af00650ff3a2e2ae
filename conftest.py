"""What tests and features share: a real PostgreSQL server of their own, and fresh databases on it."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from psycopg import sql

from eventlog.database import Database, connect
from eventlog.server.default import DATABASE_NAME, DefaultServer
from eventlog.server.passwords import OPERATOR, SEALING, SUPERUSER

# Only the outermost conftest may load plugins.
pytest_plugins = [
    "features.steps.customers",
    "features.steps.orders",
    "features.steps.complaints",
    "features.steps.products",
    "features.steps.compliance",
    "features.steps.anomalies",
    "features.steps.margins",
    "features.steps.supply",
    "features.steps.seals",
    "features.steps.surveys",
    "features.steps.grades",
    "features.steps.contacts",
    "features.steps.promises",
    "features.steps.days",
]

# The same examples in every run, and no verdict on how fast the machine makes them.
settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


@pytest.fixture(scope="session")
def make_home() -> Iterator[Callable[[str], Path]]:
    """Makes homes for servers; at the end each server is stopped and each home removed."""
    # Not pytest's own temporary directory: root's is closed to the account that the server runs under.
    place = Path(tempfile.mkdtemp(prefix="indelible-test-"))
    place.chmod(0o711)
    homes: list[Path] = []

    def make(name: str) -> Path:
        homes.append(place / f"{len(homes)}" / name)
        return homes[-1]

    yield make
    for home in homes:
        DefaultServer(home).stop()
    shutil.rmtree(place)


@pytest.fixture(scope="session")
def server(make_home: Callable[[str], Path]) -> DefaultServer:
    """One running server for all tests of this process. Do not stop it: tests that must, make their own."""
    running = DefaultServer(make_home("shared"))
    running.start()
    return running


@contextmanager
def _database(server: DefaultServer) -> Iterator[Database]:
    """An empty database, dropped in the end."""
    name = f"test_{uuid4().hex[:12]}"
    identifiers = {"name": sql.Identifier(name), "template": sql.Identifier(DATABASE_NAME)}
    with connect(server.conninfo(SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {name} TEMPLATE {template} OWNER indelible_owner").format(**identifiers)
        )
        yield Database(
            operator=server.conninfo(OPERATOR, name),
            sealer=server.conninfo(SEALING, name),
            admin=server.conninfo(SUPERUSER, name),
        )
        connection.execute(sql.SQL("DROP DATABASE {name} WITH (FORCE)").format(**identifiers))


@pytest.fixture
def database(server: DefaultServer) -> Iterator[Database]:
    """A database of the test's own."""
    with _database(server) as made:
        yield made


@pytest.fixture(scope="session")
def shared_database(server: DefaultServer) -> Iterator[Database]:
    """One database for all tests of this process that are content with a branch of their own: ten times cheaper."""
    with _database(server) as made:
        yield made
