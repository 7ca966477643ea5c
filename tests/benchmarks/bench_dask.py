"""Two workers of a Dask cluster against one, on one machine."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import psutil
from distributed import Client

from eventsdb.load import load
from tests.benchmarks.figures import Databases, mark, per_article, sample, show

_WARMING = 128
"""Articles loaded first: four batches, so that each worker has one and with it the language model."""
_SETTINGS = {
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s",
}
"""As the README recommends."""


def main(arguments: list[str]) -> None:
    """Load the same articles with one worker and with two, in turns, workers that have loaded before.

    The machine also runs the client, which stores, and the scheduler, so two cores cannot give twice as much.
    """
    parser = argparse.ArgumentParser("tests.benchmarks dask", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--turns", type=int, default=1)
    options = parser.parse_args(arguments)
    files = sample(options.folder, _WARMING + options.articles)
    wall, cpu = {1: 0.0, 2: 0.0}, {"client": 0.0, "scheduler": 0.0, "workers": 0.0}
    with tempfile.TemporaryDirectory() as scratch:
        databases = Databases(Path(scratch))
        for turn in range(options.turns):
            for workers in wall:
                with _Cluster(Path(scratch) / f"{turn}-{workers}", workers) as cluster:
                    milliseconds, processor = _per_article(files, databases, cluster)
                wall[workers] += milliseconds / options.turns
                if workers == 2:
                    for who, taken in processor.items():
                        cpu[who] += taken / options.turns
    show(
        f"Dask: {options.articles} articles, {options.turns} turns",
        [
            ("one worker / two workers, wall (asked: at least 1.6)", f"{wall[1] / wall[2]:.2f}"),
            ("ms an article: one worker, two", ", ".join(f"{each:.0f}" for each in wall.values())),
            (
                "ms of processors an article: " + ", ".join(cpu),
                ", ".join(f"{each:.0f}" for each in cpu.values()),
            ),
        ],
    )


def _per_article(
    files: list[Path], databases: Databases, cluster: _Cluster
) -> tuple[float, dict[str, float]]:
    """Milliseconds of an article, by the wall and by who spends them."""
    watched = {
        "client": [psutil.Process()],
        "scheduler": cluster.processes[:1],
        "workers": cluster.processes[1:],
    }
    load(files[:_WARMING], db=databases.new(), cluster=cluster.address)
    before = {who: mark(0, processes) for who, processes in watched.items()}
    load(files[_WARMING:], db=databases.new(), cluster=cluster.address)
    after = {who: mark(len(files) - _WARMING, processes) for who, processes in watched.items()}
    taken = {who: per_article(before[who], after[who]) for who in watched}
    return taken["client"][0], {who: processor for who, (_, processor) in taken.items()}


class _Cluster:
    """A scheduler and workers, each a process; `processes` has the scheduler first."""

    def __init__(self, folder: Path, workers: int) -> None:
        self.processes: list[psutil.Process] = []
        self.address = ""
        self._file = folder / "scheduler.json"
        self._folder = folder
        self._workers = workers
        self._ending = ExitStack()

    def __enter__(self) -> _Cluster:
        self._folder.mkdir()
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        for _ in range(self._workers):
            self._start("worker", "--no-nanny", "--nthreads", "1", "--no-dashboard")
        with Client(scheduler_file=self._file, timeout=120, set_as_default=False) as client:
            client.wait_for_workers(self._workers, timeout=120)
            self.address = str(client.scheduler.address)
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.close()

    def _start(self, kind: str, *options: str) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{kind}", *options, "--scheduler-file", self._file],
            cwd=self._folder,
            env={**os.environ, **_SETTINGS},
            stderr=subprocess.DEVNULL,
        )
        self._ending.callback(process.wait)
        self._ending.callback(process.kill)
        self.processes.append(psutil.Process(process.pid))
