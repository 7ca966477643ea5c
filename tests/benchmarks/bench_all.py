"""Every benchmark but `growth`, one after another, and their figures in one table; about ten minutes."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time

from tests.benchmarks.figures import machine

_ROW = re.compile(r"\| (?P<figure>(?!figure).+?)(?: \(asked: (?P<asked>.+?)\))? \| (?P<value>(?!---).+?) \|")


def main(arguments: list[str]) -> None:
    """Run each in a program of its own, with sizes that take a quiet machine a minute or three."""
    parser = argparse.ArgumentParser("tests.benchmarks all", description=__doc__)
    parser.add_argument("folder", help="articles in French, some hundreds of them")
    parser.add_argument(
        "--part", type=float, default=1.0, help="of the articles (default: 1; less to try it)"
    )
    options = parser.parse_args(arguments)

    def articles(count: int) -> str:
        return str(max(192, round(count * options.part)))

    runs = [
        ["start", "--turns", "10"],
        ["load", options.folder, "--articles", articles(256)],
        ["load", options.folder, "--articles", articles(384), "--processes", "2"],
        ["dask", options.folder, "--articles", articles(1_000)],
        ["store", "--articles", articles(640)],
        ["memory", "--few", articles(1_000), "--many", articles(20_000), "--extracted", articles(4_000)],
    ]
    table = ["| benchmark | figure | asked | measured |", "| --- | --- | --- | --- |"]
    for run in runs:
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks", *run], stdout=subprocess.PIPE, text=True, check=False
        )
        print(done.stdout, f"\n{' '.join(run)}: {time.perf_counter() - started:.0f} s", flush=True)  # noqa: T201
        table += _rows(done.stdout) if done.returncode == 0 else [f"| {run[0]} | failed | | |"]
    print(f"\n{machine()}\n", *table, sep="\n")  # noqa: T201


def _rows(shown: str) -> list[str]:
    """The rows of the tables that a benchmark shows, each under the title of its table."""
    rows, title = [], ""
    for line in shown.splitlines():
        if row := _ROW.match(line):
            rows.append(f"| {title} | {row['figure']} | {row['asked'] or ''} | {row['value']} |")
        elif line and not line.startswith("|"):
            title = line.partition(" (")[0].partition(":")[0]
    return rows
