"""Loads with several processes: the same content, whatever becomes of a process."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from contents import contents
from toy import ToyExtractor

from eventsdb import load as loading
from eventsdb.errors import EventsdbError
from eventsdb.extraction.registry import Extractors
from eventsdb.load import load, reprocess
from eventsdb.storage.engine import create_database_engine, database_url

NAMES = ("Alice Aubert", "Bob Berger", "Carl Colin", "Denise Dubois", "Émile Étienne")


def words(number):
    """A story that is nobody else's near duplicate: most of its words bear its number."""
    who, whom = NAMES[number % 5], NAMES[(number + 1 + number // 5 % 3) % 5]
    walk = " ".join(f"chemin{number}x{step}" for step in range(12))
    return f"Le maire a parlé de la route avec les voisins, le long du {walk}. {who} a rencontré {whom} hier."


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Thirty articles, in batches of four."""
    monkeypatch.setattr(loading, "BATCH", 4)
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(words(number), encoding="utf-8")
    return folder


@pytest.fixture
def run(tmp_path):
    def run(folder, name, workers=2, **toy):
        path = tmp_path / f"{name}.db"
        extractors = Extractors(ToyExtractor(fallen=tmp_path / "fallen", **toy))
        return load([folder], db=path, extractors=extractors, workers=workers), path

    return run


def everything(path):
    engine = create_database_engine(database_url(path))
    with engine.connect() as connection:
        found = contents(connection)
    engine.dispose()
    return found


def test_processes_store_what_one_would_and_in_the_same_order(folder, run):
    (folder / "05.txt").write_text(words(5).replace("voisins", "voisins qui trébuche"), encoding="utf-8")
    (folder / "empty.txt").touch()
    one, alone = run(folder, "one", workers=1)
    three, together = run(folder, "three", workers=3)
    assert everything(alone) == everything(together)
    assert (three.new, three.duplicates) == (one.new, one.duplicates)
    assert three.failures == one.failures
    assert [f.stage for f in three.failures] == ["extract", "read"]
    uris = [
        sqlite3.connect(path).execute("SELECT uri FROM articles ORDER BY id").fetchall()
        for path in (alone, together)
    ]
    assert uris[0] == uris[1]


def test_runs_name_the_extractors_of_other_processes(folder, run):
    _, path = run(folder, "two")
    assert sqlite3.connect(path).execute("SELECT extractors FROM runs").fetchall() == [("fr 1",)]


def test_an_article_that_kills_its_process_costs_nobody_else_anything(folder, run):
    (folder / "13.txt").write_text(words(13) + " Le pont s'écroule.", encoding="utf-8")
    summary, path = run(folder, "killed")
    assert (summary.read, summary.new) == (30, 29)
    (failure,) = summary.failures
    assert (failure.uri, failure.stage) == (str(folder / "13.txt"), "extract")
    assert "died (SIGKILL)" in failure.reason
    stored = sqlite3.connect(path)
    assert stored.execute("SELECT uri, stage FROM load_errors").fetchall() == [(failure.uri, "extract")]
    (folder / "13.txt").unlink()
    assert everything(path) == everything(run(folder, "without", workers=1)[1])


def test_a_process_that_dies_is_replaced_and_its_batch_tried_again(folder, run, tmp_path):
    (folder / "13.txt").write_text(words(13) + " Le pont chancelle.", encoding="utf-8")
    summary, path = run(folder, "replaced")
    assert (tmp_path / "fallen").exists()
    assert (summary.new, summary.failures) == (30, [])
    assert everything(path) == everything(run(folder, "alone", workers=1)[1])


def test_few_articles_start_no_process(folder, run):
    for file in sorted(folder.iterdir())[4:]:
        file.unlink()
    (folder / "02.txt").write_text(words(2) + " Le pont s'écroule.", encoding="utf-8")
    summary, _ = run(folder, "few")
    assert [f.reason for f in summary.failures] == ["AssertionError: this would end the tests"]


def test_reprocessing_in_processes_ends_where_one_would(folder, run):
    _, path = run(folder, "old", workers=1)
    changed = {"version": "2", "verb": "a rencontré|ont parlé|a parlé"}
    summary = reprocess(db=path, extractors=Extractors(ToyExtractor(**changed)), workers=2)
    assert (summary.read, summary.reprocessed) == (30, 30)
    assert everything(path) == everything(run(folder, "new", workers=1, **changed)[1])


class Unmade(Extractors):
    """Extractors that cannot be made, as when a language model is missing."""

    def get(self, language):
        raise ModuleNotFoundError("no model")


def test_extractors_that_cannot_be_made_end_the_load(folder, tmp_path):
    with pytest.raises(EventsdbError, match="no model"):
        load([folder], db=tmp_path / "none.db", extractors=Unmade(), workers=2)


def test_extractors_that_cannot_be_pickled_are_an_error_a_user_can_act_on(folder, tmp_path):
    toy = ToyExtractor()
    toy.verb = lambda: "a rencontré"
    with pytest.raises(EventsdbError, match="load with one worker"):
        load([folder], db=tmp_path / "none.db", extractors=Extractors(toy), workers=2)


PROGRAM = """
import sys
import eventsdb.cli, eventsdb.load
from eventsdb.extraction.registry import Extractors
from toy import ToyExtractor

if __name__ == "__main__":
    eventsdb.load.BATCH = 4
    eventsdb.load.Extractors = lambda: Extractors(ToyExtractor(seconds=0.05))
    eventsdb.cli.main()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no process groups to interrupt")
def test_ctrl_c_ends_all_processes_and_keeps_what_was_committed(folder, run, tmp_path):
    for number in range(30, 300):
        (folder / f"{number}.txt").write_text(words(number), encoding="utf-8")
    program, path = tmp_path / "program.py", tmp_path / "interrupted.db"
    program.write_text(PROGRAM, encoding="utf-8")
    command = [sys.executable, program, "load", folder, "--db", path, "--workers", "2"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    with subprocess.Popen(
        command, env=environment, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            wait_for(lambda: path.exists() and articles(path) >= 4)
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does: all of them get it
            _, errors = process.communicate(timeout=120)
        finally:
            process.kill()
    assert (process.returncode, errors.decode()) == (130, "eventsdb: interrupted\n")
    with pytest.raises(ProcessLookupError):
        wait_for(lambda: os.killpg(process.pid, 0))  # the resource tracker takes a moment to follow
    kept = articles(path)
    assert 4 <= kept < 300
    assert sqlite3.connect(path).execute("SELECT status FROM runs").fetchall() == [("interrupted",)]
    rest = load([folder], db=path, extractors=Extractors(ToyExtractor()))
    assert (rest.new + rest.duplicates, rest.unchanged) == (300 - kept, kept)


def wait_for(happened, seconds=120.0):
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def articles(path):
    try:
        return sqlite3.connect(path, timeout=10).execute("SELECT count(*) FROM articles").fetchone()[0]
    except sqlite3.OperationalError:  # its tables are being made
        return 0
