"""``python -m tests.benchmarks NAME [OPTIONS]``: how fast, how large, how flat.

Each benchmark compares two ways of doing the same work in turns, so that what else the machine does falls on
both; its figures are ratios. `--help` after a name tells what it measures.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

BENCHMARKS = {
    path.stem.removeprefix("bench_"): f"tests.benchmarks.{path.stem}"
    for path in sorted(Path(__file__).parent.glob("bench_*.py"))
}


def main() -> None:
    """Run the benchmark that is named."""
    name, *arguments = sys.argv[1:] or [""]
    if name not in BENCHMARKS:
        sys.exit(f"{__doc__}\nBenchmarks: {', '.join(BENCHMARKS)}")
    importlib.import_module(BENCHMARKS[name]).main(arguments)


if __name__ == "__main__":
    main()
