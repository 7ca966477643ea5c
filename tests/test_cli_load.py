import pytest
from databases import ask, named
from typer.testing import CliRunner

from eventsdb.cli import app
from eventsdb.storage.engine import database_url

NEWS = "La ministre et son homologue se sont vus hier soir. Alice Aubert a rencontré Bob Berger à la mairie."


@pytest.fixture
def invoke(toy_extractor, migrated_url, monkeypatch, tmp_path):
    """The command line in a folder of its own, with a database and the toy extractor."""
    monkeypatch.setenv("EVENTSDB_URL", named(migrated_url))
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "news.txt"
    path.write_text(NEWS, encoding="utf-8")
    return path


def test_load_makes_and_fills_the_default_database(invoke, news, tmp_path, monkeypatch):
    monkeypatch.delenv("EVENTSDB_URL")
    assert invoke("load", "news.txt").exit_code == 0
    assert ask(database_url(tmp_path / "events.db"), "SELECT count(*) FROM events") == [(1,)]


def test_load_shows_a_summary(invoke, news):
    result = invoke("load", "news.txt")
    assert result.exit_code == 0
    assert "1 read: 1 new, 0 seen before, 0 duplicates, 0 inputs failed" in result.stdout
    for line in ("actors      2 (+2", "events      1 (+1", "claims      0 (+0", "seconds"):
        assert line in result.stdout


def test_no_progress_bar_when_piped(invoke, news):
    assert invoke("load", "news.txt").stderr == ""


def test_inputs_that_failed_are_named_on_stderr_and_the_exit_code_is_1(invoke, news):
    result = invoke("load", "news.txt", "nowhere.txt")
    assert result.exit_code == 1
    assert "nowhere.txt: open: no such file or folder" in result.stderr
    assert "1 new" in result.stdout


def test_reprocess_needs_no_path(invoke, news):
    invoke("load", "news.txt")
    result = invoke("load", "--reprocess")
    assert result.exit_code == 0
    assert "1 extracted again: 0 say something else" in result.stdout
    assert "events      0 added, 0 removed, 0 altered" in result.stdout


def test_load_without_anything_to_load_is_a_usage_error(invoke):
    assert invoke("load").exit_code == 2


def test_a_correction_is_made_listed_and_undone(invoke, news):
    invoke("load", "news.txt")
    key = invoke("query", "sql", "SELECT key FROM actors WHERE name = 'Bob Berger'").stdout.split()[-1]
    made = invoke(
        "correct", "actor", "rename", key, "Robert Berger", "--by", "me", "--reason", "his full name"
    )
    assert made.exit_code == 0, made.stderr
    assert "Robert Berger" in invoke("query", "sql", "SELECT name FROM actors").stdout
    assert invoke("correct", "list").stdout.split("\t")[1:3] == ["actor", "rename"]
    assert invoke("correct", "undo", "1", "--by", "me").exit_code == 0
    assert "Bob Berger" in invoke("query", "sql", "SELECT name FROM actors").stdout
