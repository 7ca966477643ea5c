"""Memory at its highest: loading many articles against loading few, with and without extraction."""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.figures import Databases, show

_WORDS = (
    "le",
    "la",
    "des",
    "pour",
    "contre",
    "ministre",
    "accord",
    "ville",
    "armée",
    "annoncé",
    "signé",
    "hier",
)
_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=sys.stderr)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def main(arguments: list[str]) -> None:
    """Load short made-up articles, each way in a program of its own."""
    parser = argparse.ArgumentParser("tests.benchmarks memory", description=__doc__)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--many", type=int, default=20_000)
    parser.add_argument("--extracted", type=int, default=4_000, help="as many as that with extraction")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        databases = Databases(Path(scratch))
        stored = [_peak(Path(scratch), databases, n, "--no-extract") for n in (options.few, options.many)]
        extracted = [
            _peak(Path(scratch), databases, n, "--workers", "1") for n in (options.few, options.extracted)
        ]
    show(
        "memory",
        [
            (f"peak of {options.many} / {options.few} articles, stored", f"{stored[1] / stored[0]:.2f}"),
            (
                f"peak of {options.extracted} / {options.few} articles, extracted",
                f"{extracted[1] / extracted[0]:.2f}",
            ),
            ("peaks in MB", ", ".join(f"{peak / 1024:.0f}" for peak in (*stored, *extracted))),
        ],
    )


def _peak(scratch: Path, databases: Databases, count: int, *how: str) -> int:
    """The kilobytes that a load of so many articles took at most."""
    file = scratch / f"{count}.jsonl"
    draw = random.Random(count)
    with file.open("w", encoding="utf-8") as out:
        for number in range(count):
            text = " ".join(_sentence(draw) for _ in range(4))
            out.write(json.dumps({"text": text, "uri": f"made-up:{number}", "language": "fr"}) + "\n")
    command = [sys.executable, "-m", "eventsdb", "load", file, "--db", databases.new(), *how]
    found = subprocess.run([sys.executable, "-c", _PEAK, *command], check=True, stdout=subprocess.PIPE)
    return int(found.stdout)


def _sentence(draw: random.Random) -> str:
    return f"{' '.join(draw.choices(_WORDS, k=11)).capitalize()} {draw.randrange(10**6)}."
