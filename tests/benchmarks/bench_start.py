"""How long commands take to start, against a bare Python that imports what they cannot do without."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from statistics import median

from tests.benchmarks.figures import show

_PAIRS = {
    "eventsdb --version": (["--version"], "import typer"),
    "eventsdb query list": (["query", "list"], "import typer, sqlalchemy"),
}


def main(arguments: list[str]) -> None:
    """Start each of a pair in turn; medians."""
    parser = argparse.ArgumentParser("tests.benchmarks start", description=__doc__)
    parser.add_argument("--turns", type=int, default=20)
    turns = parser.parse_args(arguments).turns
    rows = []
    for name, (command, imports) in _PAIRS.items():
        taken = [
            (
                _milliseconds("-m", "eventsdb", *command),
                _milliseconds("-c", imports),
                _milliseconds("-c", "pass"),
            )
            for _ in range(turns)
        ]
        ours, bare, python = (median(each) for each in zip(*taken, strict=True))
        rows.append((f'{name} / python -c "{imports}"', f"{ours / bare:.2f}"))
        rows.append(("the same in ms, and Python alone", f"{ours:.0f} / {bare:.0f}, {python:.0f}"))
    show(f"start: median of {turns}", rows)


def _milliseconds(*arguments: str) -> float:
    """Milliseconds that Python takes."""
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return 1000 * (time.perf_counter() - started)
