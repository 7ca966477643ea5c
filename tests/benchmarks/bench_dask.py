"""Two workers of a Dask cluster against one, on one machine."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from distributed import Client

from eventsdb.load import load
from tests.benchmarks.figures import Databases, sample, show


def main(arguments: list[str]) -> None:
    """Load the same articles with one worker and with two, in turns, models loaded before."""
    parser = argparse.ArgumentParser("tests.benchmarks dask", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--turns", type=int, default=2)
    options = parser.parse_args(arguments)
    files = sample(options.folder, options.articles)
    seconds = {1: 0.0, 2: 0.0}
    with tempfile.TemporaryDirectory() as scratch:
        databases = Databases(Path(scratch))
        for turn in range(options.turns):
            for workers in seconds:
                with _Cluster(Path(scratch) / f"{turn}-{workers}", workers) as address:
                    seconds[workers] += _seconds(files, databases.new(), address)

    def _rate(taken: float) -> str:
        return f"{len(files) * options.turns / taken:.1f}"

    show(
        f"Dask: {len(files)} articles, {options.turns} turns",
        [
            ("one worker / two workers, wall", f"{seconds[1] / seconds[2]:.2f}"),
            (
                "articles/s of one, of two",
                ", ".join(_rate(len(files), options.turns, s) for s in seconds.values()),
            ),
        ],
    )


def _seconds(files: list[Path], database: Path, address: str) -> float:
    """What a load takes from its first batch to its last, for all of its articles."""
    done: list[tuple[float, int]] = []
    load(
        files,
        db=database,
        cluster=address,
        on_progress=lambda summary: done.append((time.perf_counter(), summary.read)),
    )
    (first, read), (last, all_read) = done[0], done[-1]
    return (last - first) * all_read / (all_read - read)


class _Cluster:
    """A scheduler and workers, each a process."""

    def __init__(self, folder: Path, workers: int) -> None:
        self._file = folder / "scheduler.json"
        self._folder = folder
        self._workers = workers
        self._processes = ExitStack()

    def __enter__(self) -> str:
        self._folder.mkdir()
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        for _ in range(self._workers):
            self._start("worker", "--no-nanny", "--nthreads", "1", "--no-dashboard")
        with Client(scheduler_file=self._file, timeout=120, set_as_default=False) as client:
            client.wait_for_workers(self._workers, timeout=120)
            return str(client.scheduler.address)

    def __exit__(self, *_: object) -> None:
        self._processes.close()

    def _start(self, kind: str, *options: str) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{kind}", *options, "--scheduler-file", self._file],
            cwd=self._folder,
            stderr=subprocess.DEVNULL,
        )
        self._processes.callback(process.wait)
        self._processes.callback(process.kill)
