"""Loads with several processes: the same content, whatever becomes of a process."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from databases import ask, everything, named
from sqlalchemy import text
from toy import ToyExtractor, Unmade

from eventsdb.errors import EventsdbError
from eventsdb.etl import batches
from eventsdb.extraction.registry import Extractors
from eventsdb.load import load
from eventsdb.reprocess import reprocess
from eventsdb.storage.engine import create_database_engine

NAMES = ("Alice Aubert", "Bob Berger", "Carl Colin", "Denise Dubois", "Émile Étienne")


def words(number):
    """A story that is nobody else's near duplicate: most of its words bear its number."""
    who, whom = NAMES[number % 5], NAMES[(number + 1 + number // 5 % 3) % 5]
    walk = " ".join(f"chemin{number}x{step}" for step in range(12))
    return f"Le maire a parlé de la route avec les voisins, le long du {walk}. {who} a rencontré {whom} hier."


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Thirty articles, in batches of four."""
    monkeypatch.setattr(batches, "BATCH", 4)
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(words(number), encoding="utf-8")
    return folder


@pytest.fixture
def run(tmp_path, databases):
    """Load a folder into a fresh database: the summary and the database."""

    def run(folder, workers=2, **toy):
        url = databases.migrated()
        extractors = Extractors(ToyExtractor(fallen=tmp_path / "fallen", **toy))
        return load([folder], db=url, extractors=extractors, workers=workers), url

    return run


def test_processes_store_what_one_would_and_in_the_same_order(folder, run):
    (folder / "05.txt").write_text(words(5).replace("voisins", "voisins qui trébuche"), encoding="utf-8")
    (folder / "empty.txt").touch()
    one, alone = run(folder, workers=1)
    two, together = run(folder, workers=2)
    assert everything(alone) == everything(together)
    assert (two.new, two.duplicates) == (one.new, one.duplicates)
    assert two.failures == one.failures
    assert [f.stage for f in two.failures] == ["extract", "read"]
    in_order = "SELECT uri FROM articles ORDER BY id"
    assert ask(alone, in_order) == ask(together, in_order)
    assert ask(together, "SELECT extractors FROM runs") == [("fr 1",)]


def test_processes_that_die_are_replaced_and_cost_only_the_article_that_kills_each(folder, run, tmp_path):
    (folder / "13.txt").write_text(words(13) + " Le pont s'écroule.", encoding="utf-8")
    (folder / "21.txt").write_text(words(21) + " Le pont chancelle.", encoding="utf-8")
    summary, url = run(folder)
    assert (tmp_path / "fallen").exists()
    assert (summary.read, summary.new) == (30, 29)
    (failure,) = summary.failures
    assert (failure.uri, failure.stage) == (str(folder / "13.txt"), "extract")
    assert "died (SIGKILL)" in failure.reason
    assert ask(url, "SELECT uri, stage FROM load_errors") == [(failure.uri, "extract")]
    (folder / "13.txt").unlink()
    assert everything(url) == everything(run(folder, workers=1)[1])


def test_few_articles_start_no_process(folder, run):
    for file in sorted(folder.iterdir())[4:]:
        file.unlink()
    (folder / "02.txt").write_text(words(2) + " Le pont s'écroule.", encoding="utf-8")
    summary, _ = run(folder)
    assert [f.reason for f in summary.failures] == ["AssertionError: this would end the tests"]


def test_reprocessing_in_processes_ends_where_one_would(folder, run):
    _, url = run(folder, workers=1)
    changed = {"version": "2", "verb": "a rencontré|ont parlé|a parlé"}
    summary = reprocess(db=url, extractors=Extractors(ToyExtractor(**changed)), workers=2)
    assert (summary.read, summary.reprocessed) == (30, 30)
    assert everything(url) == everything(run(folder, workers=1, **changed)[1])


def test_extractors_that_cannot_be_made_end_the_load(folder, migrated_url):
    with pytest.raises(EventsdbError, match="no model"):
        load([folder], db=migrated_url, extractors=Unmade(), workers=2)


def test_extractors_that_cannot_be_pickled_are_an_error_a_user_can_act_on(folder, migrated_url):
    toy = ToyExtractor()
    toy.verb = lambda: "a rencontré"
    with pytest.raises(EventsdbError, match="load with one worker"):
        load([folder], db=migrated_url, extractors=Extractors(toy), workers=2)


PROGRAM = """
import sys
import eventsdb.cli, eventsdb.etl.batches
from eventsdb.extraction.registry import Extractors
from eventsdb.parallel import choosing
from toy import ToyExtractor

if __name__ == "__main__":
    eventsdb.etl.batches.BATCH = 4
    choosing.Extractors = lambda: Extractors(ToyExtractor(seconds=0.05))
    eventsdb.cli.main()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no process groups to interrupt")
def test_ctrl_c_ends_all_processes_and_keeps_what_was_committed(folder, databases, tmp_path):
    migrated_url = databases.migrated()
    engine = create_database_engine(migrated_url, begin="DEFERRED")
    for number in range(30, 200):
        (folder / f"{number}.txt").write_text(words(number), encoding="utf-8")
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    command = [sys.executable, program, "load", folder, "--db", named(migrated_url), "--workers", "2"]

    def articles():
        with engine.connect() as connection:
            return connection.scalar(text("SELECT count(*) FROM articles"))

    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    with subprocess.Popen(
        command, env=environment, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            wait_for(lambda: articles() >= 4)
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does: all of them get it
            _, errors = process.communicate(timeout=120)
        finally:
            process.kill()
    assert (process.returncode, errors.decode()) == (130, "eventsdb: interrupted\n")
    with pytest.raises(ProcessLookupError):
        wait_for(lambda: os.killpg(process.pid, 0))  # the resource tracker takes a moment to follow
    kept = articles()
    engine.dispose()
    assert 4 <= kept < 200
    assert ask(migrated_url, "SELECT status FROM runs") == [("interrupted",)]
    rest = load([folder], db=migrated_url, extractors=Extractors(ToyExtractor()))
    assert (rest.new + rest.duplicates, rest.unchanged) == (200 - kept, kept)


def wait_for(happened, seconds=300.0):
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.2)
