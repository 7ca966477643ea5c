"""Loads on a Dask cluster: the same content as a plain load, also when a worker is killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from databases import ask, everything
from test_workers import words
from toy import ToyExtractor

from eventsdb.errors import EventsdbError
from eventsdb.etl import batches
from eventsdb.extraction.registry import Extractors
from eventsdb.load import load
from eventsdb.readers import ReadOptions, read_paths
from eventsdb.reprocess import reprocess

distributed = pytest.importorskip("distributed")

ARTICLES = 40


class Cluster:
    """A scheduler and workers, each a process of its own."""

    def __init__(self, folder):
        self._environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
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

    def address(self, workers, allowed_failures=1):
        """Where it is once it has so many workers that live; a task may kill so many and be tried again."""
        self.workers = [worker for worker in self.workers if worker.poll() is None]
        while len(self.workers) < workers:
            self.workers.append(self._start("worker", "--no-nanny", "--nthreads", "1", "--no-dashboard"))
        with distributed.Client(scheduler_file=self._file, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=60)
            client.run_on_scheduler(_allow, allowed_failures)
            return client.scheduler.address

    def stop(self):
        for process in (*self.workers, self._scheduler):
            process.kill()
            process.wait()


def _allow(failures, dask_scheduler):
    dask_scheduler.allowed_failures = failures


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    yield cluster
    cluster.stop()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(batches, "BATCH", 4)
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(ARTICLES):
        (folder / f"{number:03}.txt").write_text(words(number), encoding="utf-8")
    (folder / "empty.txt").touch()
    return folder


def test_a_cluster_that_loses_a_worker_stores_what_a_plain_load_does(
    cluster, folder, databases, migrated_url
):
    plain = databases.migrated()
    expected = load([folder], db=plain, extractors=Extractors(ToyExtractor()))
    killed = []

    def kill_one(summary):
        if not killed and summary.read >= 4:
            killed.append(cluster.workers[0])
            os.killpg(cluster.workers[0].pid, signal.SIGKILL)

    summary = load(
        [folder],
        db=migrated_url,
        extractors=Extractors(ToyExtractor(seconds=0.02)),
        cluster=cluster.address(workers=2),
        on_progress=kill_one,
    )
    assert killed
    assert (summary.new, summary.duplicates) == (expected.new, expected.duplicates)
    assert summary.failures == expected.failures
    assert everything(migrated_url) == everything(plain)
    assert ask(migrated_url, "SELECT extractors, status FROM runs") == [("fr 1", "finished")]
    again = load(
        [folder],
        db=migrated_url,
        extractors=Extractors(ToyExtractor()),
        cluster=cluster.address(1),
    )
    assert (again.new, again.unchanged) == (0, ARTICLES)


def test_installed_extractors_stay_on_the_workers_for_later_loads(
    cluster, folder, sqlite_databases, tmp_path, monkeypatch
):
    installed = tmp_path / "installed" / "toy-1.dist-info"
    installed.mkdir(parents=True)
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: toy\nVersion: 1\n")
    (installed / "entry_points.txt").write_text("[eventsdb.extractors]\neo = toy:CountedExtractor\n")
    monkeypatch.syspath_prepend(installed.parent)
    address = cluster.address(workers=1)
    for language, versions in (("eo", "eo 1"), ("eo", "eo 1"), ("ia", None)):
        url = sqlite_databases.migrated()
        load([folder], db=url, options=ReadOptions(language=language), cluster=address)
        assert ask(url, "SELECT extractors FROM runs") == [(versions,)]


def test_reprocessing_and_single_large_files_on_a_cluster(cluster, folder, databases, monkeypatch):
    from eventsdb.parallel import cluster as parallel

    monkeypatch.setattr(parallel, "_SMALL", 10)  # every file is too large for the workers to read
    address, url = cluster.address(workers=2), databases.migrated()
    french = ReadOptions(language="fr")
    load([folder], db=url, options=french, extractors=Extractors(ToyExtractor()), cluster=address)
    changed = {"version": "2", "verb": "a rencontré|a parlé"}
    summary = reprocess(db=url, extractors=Extractors(ToyExtractor(**changed)), cluster=address)
    assert (summary.read, summary.reprocessed) == (ARTICLES, ARTICLES)
    plain = databases.migrated()
    load([folder], db=plain, options=french, extractors=Extractors(ToyExtractor(**changed)))
    assert everything(url) == everything(plain)


def test_an_article_that_kills_its_workers_fails_alone(cluster, folder, migrated_postgresql_url):
    (folder / "025.txt").write_text(words(25) + " Le pont s'écroule.", encoding="utf-8")
    address = cluster.address(workers=4, allowed_failures=0)
    extractors = Extractors(ToyExtractor(fatal=True))
    summary = load([folder], db=migrated_postgresql_url, extractors=extractors, cluster=address)
    assert summary.new == ARTICLES - 1
    failed = "SELECT uri, stage FROM load_errors WHERE stage <> 'read'"
    assert ask(migrated_postgresql_url, failed) == [(str(folder / "025.txt"), "extract")]


def test_files_named_one_by_one_are_read_together(folder):
    given = []

    def read(files, options):
        given.append([file.name for file in files if isinstance(file, Path)])
        return iter(())

    files = [folder / "000.txt", folder / "001.txt"]
    list(read_paths([*files, folder, *files, "missing/*.txt"], read=read))
    names = [file.name for file in files]
    assert (given[0], given[2], len(given[1])) == (names, names, ARTICLES + 1)


def test_no_scheduler_is_an_error_that_names_its_address(tmp_path, monkeypatch):
    from eventsdb.parallel import cluster as parallel

    monkeypatch.setattr(parallel, "_TIMEOUT", 0.2)
    with pytest.raises(EventsdbError, match="no Dask scheduler answers"):
        load([tmp_path], db=tmp_path / "none.db", cluster="tcp://127.0.0.1:9")
