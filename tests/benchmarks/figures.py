"""What the benchmarks share: articles to work on, clocks, and how figures are shown."""

from __future__ import annotations

import os
import platform
import random
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from eventsdb.readers import files_of
from eventsdb.storage import migrations
from eventsdb.storage.engine import database_url


@dataclass(slots=True)
class Clock:
    """Seconds that blocks took: by the wall, and of this process's own."""

    wall: float = 0.0
    cpu: float = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Add what the block takes."""
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self.wall += time.perf_counter() - wall
            self.cpu += time.process_time() - cpu


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment of a run: how many articles were done, and the seconds by the wall and of processors."""

    done: int
    wall: float
    cpu: float


def mark(done: int, processes: Iterable[psutil.Process]) -> Mark:
    """Now; the seconds of processors are those of the processes."""
    times = [process.cpu_times() for process in processes]
    return Mark(done, time.perf_counter(), sum(each.user + each.system for each in times))


def per_article(first: Mark, last: Mark) -> tuple[float, float]:
    """Milliseconds of an article between two marks, by the wall and of processors."""
    if first.done == last.done:
        sys.exit("too few articles: every process needs two batches at least")
    share = 1000 / (last.done - first.done)
    return share * (last.wall - first.wall), share * (last.cpu - first.cpu)


def family() -> list[psutil.Process]:
    """This process and those that it started."""
    return [psutil.Process(), *psutil.Process().children(recursive=True)]


def sample(folder: Path, count: int | None) -> list[Path]:
    """So many files of a folder, drawn by lot but always the same; all of them without a count."""
    files = [Path(str(file)) for file in files_of([folder])]
    random.Random(1).shuffle(files)
    return files[:count]


class Databases:
    """Empty SQLite databases, copies of one that was migrated once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = 0
        self._template = folder / "template.db"
        migrations.upgrade(database_url(self._template))

    def new(self) -> Path:
        """Another one."""
        self._made += 1
        path = self._folder / f"{self._made}.db"
        shutil.copy(self._template, path)
        return path


def show(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Print figures as a Markdown table, with the machine they hold for."""
    print(f"\n{title} ({machine()})\n\n| figure | value |\n| --- | --- |")  # noqa: T201
    for name, value in rows:
        print(f"| {name} | {value} |", flush=True)  # noqa: T201


def machine() -> str:
    """What the figures were taken on."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores {_processor()}, Python {platform.python_version()}{load}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.partition(": ")[2] for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()
