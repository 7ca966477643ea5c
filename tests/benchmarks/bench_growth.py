"""Whether a large database slows down loads and queries.

Makes a database of generated events (about 6 GB a million; kept in the folder, and used again), one of 10,000
and an empty one. Then the same ready-made extractions are stored into the empty and into the large one, batch
by batch in turn, as a load does once articles are extracted. The canned queries that take an actor and a span
of time are asked of the large database and of that of 10,000 events, and their SQL of the sqlite3 shell.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from eventsdb.etl.batches import BATCH
from eventsdb.extraction.registry import Extractors
from eventsdb.queries import library
from eventsdb.queries.limits import Limits
from eventsdb.queries.run import run
from eventsdb.readers import read_paths
from eventsdb.records import Article
from eventsdb.storage import migrations
from eventsdb.storage.engine import create_database_engine, database_url
from eventsdb.storage.runs import start_run
from eventsdb.storage.store import Story, add_stories
from tests.benchmarks.figures import Clock, show
from tests.benchmarks.filling import fill, multiply
from tests.benchmarks.generated import World

_BASE_EVENTS, _SMALL_EVENTS = 40_000, 10_000
_ACTOR = "Gouvernement CN"
_QUERIES = (
    "timeline",
    "actor",
    "dyads",
    "dyads-by-month",
    "meetings",
    "visits",
    "claims",
    "accusations",
    "plans",
    "unconfirmed",
)
_VOCABULARY = {"event_types", "event_modes", "quad_classes", "sectors", "countries", "runs"}


def main(arguments: list[str]) -> None:
    """Ask, then load: a load leaves the large database with more in it."""
    parser = argparse.ArgumentParser("tests.benchmarks growth", description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "eventsdb-growth")
    parser.add_argument("--read", type=Path, default=Path("seeds"), help="articles to time extraction by")
    options = parser.parse_args(arguments)
    options.folder.mkdir(exist_ok=True)
    small, large = options.folder / "small.db", options.folder / f"{options.events}.db"
    stories = _databases(small, large, options.events, options.articles)
    events = f"{_count(large):,} events"
    show(f"growth: queries on {events}; milliseconds, medians", _queries(small, large))
    show(f"growth: loading {len(stories):,} articles into {events}", _loads(large, stories, options.read))


def _databases(small: Path, large: Path, events: int, articles: int) -> list[Story]:
    """Make the databases that are not there; the stories of the days after the large one's last."""
    if not small.exists():
        world = World()
        fill(small, world, world.news(), _SMALL_EVENTS)
    base = large.with_name("base.db")
    world = World()
    news = world.news()
    if base.exists():
        last = _days(base)[1]
        while next(news)[0].article.published.period.start < last:  # type: ignore[union-attr]
            pass
    else:
        fill(base, world, news, _BASE_EVENTS)
    if not large.exists():
        first, last = _days(base)
        multiply(large, base, round(events / _BASE_EVENTS), (last - first).days + 1)
    stories: list[Story] = []
    while len(stories) < articles:
        stories += [Story(each.article, each.extraction) for each in next(news)]
    return stories[:articles]


def _days(path: Path) -> tuple[date, date]:
    with closing(sqlite3.connect(path)) as connection:
        row = connection.execute("SELECT min(published_start), max(published_start) FROM articles").fetchone()
    return date.fromisoformat(row[0]), date.fromisoformat(row[1])


def _loads(large: Path, stories: list[Story], texts: Path) -> list[tuple[str, str]]:
    empty = large.with_name("empty.db")
    empty.unlink(missing_ok=True)
    migrations.upgrade(database_url(empty))
    clocks = Clock(), Clock()
    engines = [create_database_engine(database_url(path)) for path in (empty, large)]
    runs = []
    for engine in engines:
        with engine.begin() as connection:
            runs.append(start_run(connection))
    for start in range(0, len(stories), BATCH):
        for clock, engine, run_id in zip(clocks, engines, runs, strict=True):
            with clock.running(), engine.begin() as connection:
                add_stories(connection, run_id, stories[start : start + BATCH])
    for engine in engines:
        engine.dispose()
    extracting = _extraction(texts)
    extracting_all = extracting.cpu * sum(len(story.article.text) for story in stories)
    alone = [clock.cpu for clock in clocks]
    whole = [extracting_all + seconds for seconds in alone]
    each = [f"{1000 * seconds / len(stories):.0f}" for seconds in (*alone, extracting_all)]
    return [
        ("whole load: large / empty (asked: at most 1.3)", f"{whole[1] / whole[0]:.2f}"),
        ("storing ready-made extractions alone: large / empty", f"{alone[1] / alone[0]:.2f}"),
        ("the same by the wall", f"{clocks[1].wall / clocks[0].wall:.2f}"),
        ("ms an article: storing into empty, into large; extracting French of that length", ", ".join(each)),
    ]


def _extraction(texts: Path) -> Clock:
    """Seconds to extract a character of the articles of a file or folder."""
    articles = [each for each in read_paths([texts]) if isinstance(each, Article)]
    extractors = Extractors()
    list(extractors.extract(articles[:1]))  # loads the model
    clock = Clock()
    with clock.running():
        list(extractors.extract(articles))
    length = sum(len(article.text) for article in articles)
    return Clock(clock.wall / length, clock.cpu / length)


def _count(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM events").fetchone()[0])


def _queries(small: Path, large: Path) -> list[tuple[str, str]]:
    rows = []
    for name in _QUERIES:
        few, many = (_ask(name, path) for path in (small, large))
        scanned = f"scans {', '.join(many.scanned)}" if many.scanned else "scans no table"
        rows.append(
            (
                f"{name}: large / 10,000 events (asked: at most 10)",
                f"{many.milliseconds / few.milliseconds:.1f} ({many.milliseconds:.1f} for {many.rows} rows,"
                f" sqlite3 shell {many.shell:.1f}; {few.milliseconds:.1f} for {few.rows}); {scanned}",
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class _Answer:
    """How long a query took, here and in the shell, how many rows it gave, and the tables it scanned."""

    milliseconds: float
    shell: float
    rows: int
    scanned: list[str]


def _ask(name: str, path: Path) -> _Answer:
    """Ask a canned query about an actor of the news of the last 30 days."""
    query = library.read(library.find()[name])
    last = _days(path)[1]
    wanted: dict[str, object] = {"since": last - timedelta(days=30), "until": last}
    wanted |= dict.fromkeys(("actor", "name", "speaker", "by"), _ACTOR)
    declared = {parameter.name for parameter in query.parameters}
    sql, bound = query.bind({each: str(value) for each, value in wanted.items() if each in declared})
    url = database_url(path)
    taken = []
    for _ in range(7):
        started = time.perf_counter()
        with run(url, sql, bound, Limits()) as result:
            rows = sum(1 for _ in result)
        taken.append(1000 * (time.perf_counter() - started))
    return _Answer(median(taken), 1000 * _shell(path, sql, bound), rows, _scanned(path, sql, bound))


def _scanned(path: Path, sql: str, values: dict[str, object]) -> list[str]:
    """The tables that SQLite's program goes through from end to end, in themselves or by an index."""
    with closing(sqlite3.connect(path)) as connection:
        tables = dict(connection.execute("SELECT rootpage, tbl_name FROM sqlite_master WHERE rootpage > 0"))
        opened: dict[int, str] = {}
        scanned = set()
        for _, operation, cursor, page, database, *_ in connection.execute(f"EXPLAIN {sql}", values):
            if operation == "OpenRead" and database == 0:
                opened[cursor] = tables[page]
            elif operation in ("Rewind", "Last") and cursor in opened:
                scanned.add(opened[cursor])
    return sorted(scanned - _VOCABULARY)


def _shell(path: Path, sql: str, values: dict[str, object]) -> float:
    """The median of the seconds that the sqlite3 shell reports for a query."""
    script = [".timer on", ".output /dev/null"]
    for name, value in values.items():
        script.append(f".parameter set :{name} \"'{value}'\"")
    script += [f"{sql};"] * 5
    done = subprocess.run(
        ["sqlite3", "-readonly", str(path)],
        input="\n".join(script),
        capture_output=True,
        text=True,
        check=True,
    )
    return median(float(each) for each in re.findall(r"Run Time: real ([\d.]+)", done.stdout + done.stderr))
