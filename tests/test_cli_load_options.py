"""The options of ``eventsdb load``, with a toy extractor."""

import csv
import gzip
import io
import json

import pytest
from databases import named
from rich.console import Console
from typer.testing import CliRunner

from eventsdb.cli import app
from eventsdb.cli.progress import progress
from eventsdb.summary import Summary

MEETING = "La ministre a parlé de la route hier soir. Alice Aubert a rencontré Bob Berger à la mairie."
VISIT = "Le maire du village a reçu ses voisins. Carl Colin a rencontré Denise Dubois dans la cour."
ENGLISH = "The mayor of the village met his neighbours and they talked about the new road for hours."


@pytest.fixture
def load_nothing(toy_extractor, shared_url, monkeypatch, tmp_path):
    """`eventsdb load` in a folder of its own, with a database that it is not to change."""
    monkeypatch.setenv("EVENTSDB_URL", named(shared_url))
    monkeypatch.chdir(tmp_path)
    return lambda *arguments, **more: CliRunner().invoke(app, ["load", *arguments], **more)


@pytest.fixture
def load(load_nothing, migrated_url, monkeypatch):
    """`eventsdb load` in a folder of its own, with a database and the toy extractor."""
    monkeypatch.setenv("EVENTSDB_URL", named(migrated_url))
    return load_nothing


@pytest.fixture
def ask():
    def ask(sql):
        shown = CliRunner().invoke(app, ["query", "sql", sql, "-f", "json"])
        return [tuple(row.values()) for row in json.loads(shown.stdout)]

    return ask


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "meeting.txt").write_text(f"2 mars 2023\n\n{MEETING}", encoding="utf-8")
    (folder / "visit.md").write_text(f"---\ndate: 2024-05-06\n---\n{VISIT}", encoding="utf-8")
    return folder


def rows(result):
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_a_mapping_and_what_is_stated_reach_the_articles(load, ask, tmp_path):
    (tmp_path / "a.csv").write_text(f"wording,page\n{MEETING},https://example.org/1\n", encoding="utf-8")
    result = load("a.csv", "--map", "text=wording,uri=page", "--source", "Le Monde", "--published", "2023-07")
    assert result.exit_code == 0, result.stderr
    assert ask(
        "SELECT a.uri, s.name, a.published, a.language FROM articles a JOIN sources s ON s.id = a.source_id"
    ) == [("https://example.org/1", "Le Monde", "2023-07", "fr")]


def test_a_stated_language_is_taken(load, ask, news):
    load("news", "--language", "en")
    assert ask("SELECT DISTINCT language FROM articles") == [("en",)]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], ["meeting.txt", "visit.md"]),
        (["--include", "*.md"], ["visit.md"]),
        (["--exclude", "*.md"], ["meeting.txt"]),
        (["--include", "*.md", "--include", "m*"], ["meeting.txt", "visit.md"]),
        (["--since", "2024"], ["visit.md"]),
        (["--since", "mars 2023"], ["meeting.txt", "visit.md"]),
        (["--limit", "1"], ["meeting.txt"]),
        (["--limit", "0"], ["meeting.txt", "visit.md"]),
    ],
)
def test_a_dry_run_lists_what_would_be_read_and_writes_nothing(load_nothing, ask, news, options, expected):
    result = load_nothing("news", "--dry-run", *options)
    assert result.exit_code == 0, result.stderr
    assert [row["uri"].rpartition("/")[2] for row in rows(result)] == expected
    assert ask("SELECT count(*) FROM articles") == [(0,)]
    assert ask("SELECT count(*) FROM runs") == [(0,)]


def test_a_dry_run_tells_date_basis_and_language_and_names_what_fails(load_nothing, news, tmp_path):
    result = load_nothing("news", "nowhere.txt", "--dry-run", "-o", "found.jsonl")
    assert result.exit_code == 1
    assert "nowhere.txt: open: no such file" in result.stderr
    visit = json.loads((tmp_path / "found.jsonl").read_text().splitlines()[1])
    assert (visit["published"], visit["basis"], visit["language"]) == ("2024-05-06", "metadata", "fr")


@pytest.mark.parametrize(
    "wrong",
    [
        ["news", "--map", "text"],
        ["news", "--map", "body=text"],
        ["news", "--published", "some day"],
        ["news", "--language", "french"],
        ["news", "--since", "whenever"],
        ["news", "--format", "csv"],
        ["--dry-run"],
        ["--no-extract"],
        ["news", "--workers", "0"],
        ["news", "--workers", "2", "--dask", "tcp://127.0.0.1:8786"],
    ],
)
def test_options_that_do_not_fit_are_usage_errors(load_nothing, news, wrong):
    assert load_nothing(*wrong).exit_code == 2


def test_what_is_stored_without_extraction_is_extracted_by_the_next_load(load, ask, news):
    first = load("news", "--no-extract")
    assert "2 new" in first.stdout
    assert "2 stored without extraction" in first.stdout
    assert ask("SELECT count(*) FROM events") == [(0,)]
    second = load("news")
    assert "2 stored before and extracted now" in second.stdout
    assert ask("SELECT count(*) FROM events") == [(2,)]


def test_the_summary_can_be_read_by_programs(load, news):
    (news / "english.txt").write_text(ENGLISH, encoding="utf-8")
    result = load("news", "nowhere.txt", "--summary", "json")
    told = json.loads(result.stdout)
    assert (told["files"], told["read"], told["new"], told["failed"]) == (3, 3, 3, 1)
    assert told["without_extractor"] == {"en": 1}
    assert told["added"]["events"] == 2
    assert told["failures"][0]["stage"] == "open"


def test_a_strict_load_stops_at_the_first_failure(load, ask, news):
    (news / "noise.txt").write_text("x" * 9000)
    result = load("news", "--strict")
    assert result.exit_code == 1
    assert "stopped at the first failure" in result.stderr
    assert [uri.rpartition("/")[2] for (uri,) in ask("SELECT uri FROM articles")] == ["meeting.txt"]
    assert ask("SELECT status FROM runs") == [("failed",)]


def test_standard_input_is_loaded(load, ask):
    lines = "\n".join(json.dumps({"text": words}) for words in (MEETING, VISIT))
    assert load("-", input=gzip.compress(lines.encode())).exit_code == 0
    assert ask("SELECT count(*) FROM events") == [(2,)]


def test_each_bad_item_is_one_row_with_its_place_however_often_it_is_loaded(load, ask, news):
    good = json.dumps({"text": MEETING})
    (news / "mixed.jsonl").write_text(f'{good}\n{{"text": broken\n{{"title": "x"}}\n', encoding="utf-8")
    (news / "cut.jsonl.gz").write_bytes(gzip.compress(good.encode() * 50)[:-20])
    for _ in range(2):
        assert load("news").exit_code == 1
    listed = rows(load("--errors"))
    assert [row["uri"].rpartition("/")[2] for row in listed] == [
        *("cut.jsonl.gz" for _ in listed[2:]),
        "mixed.jsonl#L2",
        "mixed.jsonl#L3",
    ]
    assert len(listed) == 3
    assert "malformed JSON" in listed[1]["error"]
    assert len(rows(load("--errors", "--limit", "1"))) == 1


def test_errors_are_tried_again_and_those_mended_are_cleared(load, news, tmp_path):
    bad = news / "bad.txt"
    bad.write_text(MEETING.replace("hier", "trébuche"), encoding="utf-8")
    (news / "lines.jsonl").write_text('{"text": broken\n', encoding="utf-8")
    load("news", "later.txt")
    assert [(row["uri"].rpartition("/")[2], row["stage"]) for row in rows(load("--errors"))] == [
        ("later.txt", "open"),
        ("bad.txt", "extract"),
        ("lines.jsonl#L1", "read"),
    ]
    bad.write_text(f"{MEETING} Puis chacun est rentré.", encoding="utf-8")
    (tmp_path / "later.txt").write_text(f"{VISIT} La nuit tombait.", encoding="utf-8")
    result = load("--retry-errors")
    assert result.exit_code == 1
    assert "2 read" in result.stdout
    assert [row["uri"].rpartition("/")[2] for row in rows(load("--errors"))] == ["lines.jsonl#L1"]
    (news / "lines.jsonl").write_text(json.dumps({"text": VISIT}), encoding="utf-8")
    assert load("--retry-errors").exit_code == 0
    assert "nothing to try again" in load("--retry-errors").stderr


def test_a_load_of_the_same_files_clears_what_no_longer_fails(load, ask, news):
    bad = news / "lines.jsonl"
    bad.write_text('{"text": broken\n', encoding="utf-8")
    load("news")
    bad.write_text(json.dumps({"text": VISIT}), encoding="utf-8")
    load("news", "--exclude", "*.jsonl")
    assert ask("SELECT count(*) FROM load_errors") == [(1,)]
    load("news")
    assert ask("SELECT count(*) FROM load_errors") == [(0,)]


def test_what_no_file_is_known_of_cannot_be_tried_again(load):
    load("-", input=b'{"text": broken\n')
    result = load("--retry-errors")
    assert "1 cannot be found again" in result.stderr


def test_errors_of_a_database_that_is_not_there(load_nothing):
    for option in ("--errors", "--retry-errors"):
        assert "no" in str(load_nothing(option, "--db", "none.db").exception)


def test_progress_shows_rate_and_files_on_a_terminal_only():
    for terminal, words in ((True, ("7 articles", "2/4 files")), (False, ())):
        shown = io.StringIO()
        console = Console(file=shown, force_terminal=terminal, width=150)
        with progress(console, "Loading", 4) as show:
            show(Summary(files=2, read=7))
        assert all(word in shown.getvalue() for word in words)
        assert bool(shown.getvalue()) == terminal
