"""`eventsdb db` as a user meets it."""

import subprocess
import sys
from typing import NamedTuple

import pytest
from databases import named

from eventsdb import cli
from eventsdb.storage import migrations
from eventsdb.storage.engine import display_name

NEWEST = migrations.history()[-1].id


class Done(NamedTuple):
    code: int
    stdout: str
    stderr: str


@pytest.fixture
def eventsdb(tmp_path, monkeypatch, capsys):
    """Run a command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["eventsdb", *arguments])
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = stop.code
        return Done(code, *capsys.readouterr())

    return run


def test_a_database_is_made_looked_at_and_taken_back(eventsdb, empty_url, monkeypatch):
    monkeypatch.setenv("EVENTSDB_URL", named(empty_url))
    shown = display_name(empty_url)
    assert eventsdb("db", "current").stdout == "none\n"
    assert eventsdb("db", "upgrade", "0001").stdout == f"{shown}: none -> 0001\n"
    assert eventsdb("db", "upgrade").stdout == f"{shown}: 0001 -> {NEWEST}\n"
    assert eventsdb("db", "upgrade").stdout == f"{shown} is at revision {NEWEST} already\n"
    assert eventsdb("db", "current").stdout == f"{NEWEST}\n"
    assert eventsdb("db", "check").stdout == f"{shown} is up to date\n"
    assert eventsdb("db", "downgrade", "base").stdout == f"{shown}: {NEWEST} -> none\n"


def test_without_a_name_the_database_is_a_file_of_this_folder(eventsdb, tmp_path):
    assert eventsdb("db", "upgrade", "0001").stdout == "events.db: none -> 0001\n"
    assert [path.name for path in tmp_path.iterdir()] == ["events.db"]


def test_history_lists_the_revisions(eventsdb):
    lines = eventsdb("db", "history").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [revision.id for revision in migrations.history()]


def test_option_goes_before_variable(eventsdb, tmp_path, monkeypatch):
    monkeypatch.setenv("EVENTSDB_URL", "sqlite:///variable.db")
    eventsdb("db", "upgrade", "--db", "option.db")
    assert [path.name for path in tmp_path.iterdir()] == ["option.db"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["db", "check"], 3, "does not exist: run `eventsdb db upgrade --db events.db`"),
        (["db", "upgrade", "--db", "missing/events.db"], 3, "the folder missing does not exist"),
        (["db", "upgrade", "--db", "notes.db"], 3, "notes.db is not a SQLite database"),
        (["db", "upgrade", "7777"], 3, "7777"),
        (["db", "upgrade", "--db", "mysql://host/news"], 3, "mysql is not supported"),
    ],
)
def test_what_goes_wrong_is_one_line_and_an_exit_code(eventsdb, tmp_path, arguments, code, message):
    (tmp_path / "notes.db").write_text("These are notes, not tables. " * 100)
    done = eventsdb(*arguments)
    assert (done.code, done.stdout) == (code, "")
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_commands_that_do_not_migrate_start_without_alembic():
    code = "import sys, eventsdb.cli, eventsdb.storage.engine; sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
