"""One run of `nlp.pipe` or of `load` in several processes; prints its seconds a thousand articles.

What comes before the first results, starting the processes and loading their models, is left out on both
sides: `nlp.pipe` forks processes that have the model, `load` starts them clean.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tests.benchmarks.figures import sample


def main() -> None:
    kind, database, folder, articles, processes = sys.argv[1:]
    files = sample(Path(folder), int(articles) or None)
    run = _pipe if kind == "pipe" else _load
    marks = run(files, int(processes), Path(database))
    (first, done_first), (last, done_last) = marks[0], marks[-1]
    print(1000 * (last - first) / (done_last - done_first))  # noqa: T201


def _pipe(files: list[Path], processes: int, _: Path) -> list[tuple[float, int]]:
    from eventsdb.extraction.parsing import Parser
    from eventsdb.readers import Article, read_paths

    texts = [item.text for item in read_paths(files) if isinstance(item, Article)]
    pipe = Parser()._nlp.pipe(texts, batch_size=32, n_process=processes)
    done = [(time.perf_counter(), number) for number, _ in enumerate(pipe, start=1)]
    return done[31::32]


def _load(files: list[Path], processes: int, database: Path) -> list[tuple[float, int]]:
    from eventsdb.load import load

    done: list[tuple[float, int]] = []
    load(
        files,
        db=database,
        workers=processes,
        on_progress=lambda summary: done.append((time.perf_counter(), summary.read)),
    )
    return done


if __name__ == "__main__":
    main()
