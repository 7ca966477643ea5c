"""Loads on a Dask cluster: the same content as a plain load, also when a worker is killed."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from contents import contents
from sqlalchemy import text
from test_workers import words
from toy import ToyExtractor

from eventsdb import load as loading
from eventsdb.errors import EventsdbError
from eventsdb.extraction.registry import Extractors
from eventsdb.load import load, reprocess
from eventsdb.readers import ReadOptions
from eventsdb.storage.engine import create_database_engine, database_url

distributed = pytest.importorskip("distributed")

ARTICLES = 40


class Cluster:
    """A scheduler and workers, each a process of its own."""

    def __init__(self, folder, allowed_failures):
        self._environment = {
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parent),
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(allowed_failures),
        }
        self._folder = folder
        self._file = folder / "scheduler.json"
        self._scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.workers = []

    def _start(self, kind, *options):
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *options]
        return subprocess.Popen(
            [*command, "--scheduler-file", self._file],
            cwd=self._folder,
            env=self._environment,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def add_worker(self):
        self.workers.append(self._start("worker", "--no-nanny", "--nthreads", "1", "--no-dashboard"))

    def address(self, workers):
        with distributed.Client(scheduler_file=self._file, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=60)
            return client.scheduler.address

    def stop(self):
        for process in (*self.workers, self._scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path, request):
    """A scheduler with two workers."""
    cluster = Cluster(tmp_path, getattr(request, "param", 1))
    for _ in range(2):
        cluster.add_worker()
    yield cluster
    cluster.stop()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "BATCH", 4)
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(ARTICLES):
        (folder / f"{number:03}.txt").write_text(words(number), encoding="utf-8")
    (folder / "empty.txt").touch()
    return folder


def everything(url):
    engine = create_database_engine(database_url(url))
    with engine.connect() as connection:
        found = contents(connection)
    engine.dispose()
    return found


def test_a_cluster_that_loses_a_worker_stores_what_a_plain_load_does(
    cluster, folder, tmp_path, migrated_postgresql_url
):
    plain = tmp_path / "plain.db"
    expected = load([folder], db=plain, extractors=Extractors(ToyExtractor()))
    killed = []

    def kill_one(summary):
        if not killed and summary.read >= 4:
            killed.append(cluster.workers[0])
            os.killpg(cluster.workers[0].pid, signal.SIGKILL)

    summary = load(
        [folder],
        db=migrated_postgresql_url,
        extractors=Extractors(ToyExtractor(seconds=0.02)),
        cluster=cluster.address(workers=2),
        on_progress=kill_one,
    )
    assert killed
    assert (summary.new, summary.duplicates) == (expected.new, expected.duplicates)
    assert summary.failures == expected.failures
    assert everything(migrated_postgresql_url) == everything(plain)
    engine = create_database_engine(migrated_postgresql_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT extractors, status FROM runs")).all() == [("fr 1", "finished")]
    engine.dispose()
    again = load(
        [folder],
        db=migrated_postgresql_url,
        extractors=Extractors(ToyExtractor()),
        cluster=cluster.address(1),
    )
    assert (again.new, again.unchanged) == (0, ARTICLES)


def test_reprocessing_and_single_large_files_on_a_cluster(cluster, folder, tmp_path, monkeypatch):
    from eventsdb.parallel import cluster as parallel

    monkeypatch.setattr(parallel, "_SMALL", 10)  # every file is too large for the workers to read
    address, path = cluster.address(workers=2), tmp_path / "cluster.db"
    french = ReadOptions(language="fr")
    load([folder], db=path, options=french, extractors=Extractors(ToyExtractor()), cluster=address)
    changed = {"version": "2", "verb": "a rencontré|a parlé"}
    summary = reprocess(db=path, extractors=Extractors(ToyExtractor(**changed)), cluster=address)
    assert (summary.read, summary.reprocessed) == (ARTICLES, ARTICLES)
    plain = tmp_path / "plain.db"
    load([folder], db=plain, options=french, extractors=Extractors(ToyExtractor(**changed)))
    assert everything(path) == everything(plain)


@pytest.mark.parametrize("cluster", [0], indirect=True)
def test_an_article_that_kills_its_workers_fails_alone(cluster, folder, tmp_path):
    for _ in range(2):
        cluster.add_worker()
    (folder / "025.txt").write_text(words(25) + " Le pont s'écroule.", encoding="utf-8")
    path = tmp_path / "killed.db"
    extractors = Extractors(ToyExtractor(fatal=True))
    summary = load([folder], db=path, extractors=extractors, cluster=cluster.address(workers=4))
    assert summary.new == ARTICLES - 1
    stored = sqlite3.connect(path).execute("SELECT uri, stage FROM load_errors WHERE stage <> 'read'")
    assert stored.fetchall() == [(str(folder / "025.txt"), "extract")]


def test_no_scheduler_is_an_error_that_names_its_address(tmp_path, monkeypatch):
    from eventsdb.parallel import cluster as parallel

    monkeypatch.setattr(parallel, "_TIMEOUT", 0.2)
    with pytest.raises(EventsdbError, match="no Dask scheduler answers"):
        load([tmp_path], db=tmp_path / "none.db", cluster="tcp://127.0.0.1:9")
