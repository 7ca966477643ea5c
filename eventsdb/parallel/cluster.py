"""Extraction on the workers of a Dask cluster, many machines or one.

Workers read and extract; the client stores. Identities are decided one load at a time, so storing from many
workers would only make them queue, and one writer keeps what one load promises: the order of articles, whole
batches, each failure once, and a rerun of lost tasks that cannot store anything twice. Articles read by a
worker stay there until they are extracted: what travels is each text once, to be stored, and what was found
in it. The installed extractors stay on the workers, so that later loads find their language models loaded.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from importlib.metadata import entry_points
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any, cast

from distributed import Client, Future, KilledWorker, Worker, WorkerPlugin, get_worker

from eventsdb import __version__
from eventsdb.errors import EventsdbError
from eventsdb.extraction.registry import GROUP, Extractors, Outcome
from eventsdb.parallel.workers import Packed, in_order, pack, unpack
from eventsdb.readers import Article, File, ReadFailure, ReadOptions, read_files

_SMALL = 1_000_000
"""Bytes of a file that a worker reads whole; the client reads larger ones, which hold many articles."""
_FILES = 32
"""Files that a worker reads at a time."""
_AHEAD = 4
"""Batches a worker thread, under way or waiting to be stored."""
_HELD = 20_000
"""Articles that are remembered to lie on a worker; those known already are never asked for."""
_TRIES = 2  # of an article alone
_TIMEOUT = 20  # seconds until a scheduler is out of reach
_KILLED = "the workers that extracted it died, one after another"

Item = Article | ReadFailure


class Cluster:
    """Extracts on the workers of the scheduler at an address (``tcp://host:8786``). A context manager."""

    def __init__(self, extractors: Extractors | None, address: str) -> None:
        """Connect, and give every worker, also those that join later, the extractors; None: those installed.

        Raises:
            EventsdbError: no scheduler answers there, or it has no workers.
        """
        self._name = f"eventsdb-{uuid.uuid4().hex}"
        self._versions: dict[str, str] = {}
        self._held: dict[Article, tuple[Future[Any], int]] = {}
        try:
            self._client = Client(address, timeout=_TIMEOUT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise EventsdbError(f"no Dask scheduler answers at {address}: {error}") from error
        threads = sum(self._client.nthreads().values())
        if not threads:
            self._client.close()
            raise EventsdbError(f"the scheduler at {address} has no workers: start some with dask worker")
        self._window = threads * _AHEAD
        self._plugin = _Plugin(_installed(), Extractors(), stays=True)
        if extractors is not None:
            self._plugin = _Plugin(self._name, extractors, stays=False)
        self._client.register_plugin(self._plugin)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.clear()
        try:
            if not self._plugin.idempotent:
                self._client.unregister_worker_plugin(self._plugin.name)
        finally:
            self._client.close()

    @property
    def versions(self) -> Mapping[str, str]:
        """The versions of the extractors used so far, by language."""
        return self._versions

    def read(self, files: Iterable[File | ReadFailure], options: ReadOptions) -> Iterator[Item]:
        """Read files as `read_files` does, the small ones on workers where these can open them."""
        sent = replace(options, mapping=dict(options.mapping))  # a mapping proxy cannot be pickled
        parts = in_order(partial(self._start_reading, options=sent), _groups(files), self._window)
        return chain.from_iterable(parts)

    def extract(self, batches: Iterable[Sequence[Article]]) -> Iterator[list[Outcome]]:
        """The outcomes of each batch."""
        return in_order(self._start_extracting, batches, self._window)

    def _start_reading(
        self, files: Sequence[File | ReadFailure], options: ReadOptions
    ) -> Callable[[], Iterable[Item]]:
        if not all(_is_small(file) for file in files):
            return partial(read_files, files, options)
        task = self._submit(_read, files, options)
        return partial(self._articles, files, options, task)

    def _articles(
        self, files: Sequence[File | ReadFailure], options: ReadOptions, task: Future[Any]
    ) -> Iterable[Item]:
        try:
            items: list[Item] | None = task.result()
        except KilledWorker:
            items = None
        if items is None:
            return read_files(files, options)
        for position, item in enumerate(items):
            if isinstance(item, Article):
                self._held[item] = task, position
        while len(self._held) > _HELD:
            del self._held[next(iter(self._held))]
        return items

    def _start_extracting(self, articles: Sequence[Article]) -> Callable[[], list[Outcome]]:
        if not articles:
            return list
        return partial(self._outcomes, articles, self._submit_articles(articles))

    def _outcomes(self, articles: Sequence[Article], task: Future[Any]) -> list[Outcome]:
        try:
            answer: _Answer = task.result()
        except KilledWorker:
            return [self._alone(article) for article in articles]
        if answer.eventsdb != __version__:
            raise EventsdbError(
                f"a worker has eventsdb {answer.eventsdb}, this is {__version__}: install the same everywhere"
            )
        self._versions |= answer.versions
        for article in articles:
            self._held.pop(article, None)
        return unpack(articles, answer.packed)

    def _alone(self, article: Article) -> Outcome:
        """The outcome of one article of a batch whose workers died, not always through its fault.

        Dask suspects every task that a worker had when it died, also those it had not begun.
        """
        for _ in range(_TRIES):
            try:
                answer: _Answer = self._submit_articles([article]).result()
            except KilledWorker:
                continue
            return unpack([article], answer.packed)[0]
        return Outcome(article, failure=_KILLED)

    def _submit_articles(self, articles: Sequence[Article]) -> Future[Any]:
        """Have articles extracted: sent, or where they lie, as the result of a task and a position in it."""
        held = [self._held.get(article) for article in articles]
        tasks = list({place[0].key: place[0] for place in held if place is not None}.values())
        numbers = {task.key: number for number, task in enumerate(tasks)}
        picks = [
            article if place is None else (numbers[place[0].key], place[1])
            for article, place in zip(articles, held, strict=True)
        ]
        return self._submit(_extract, self._plugin.name, tasks, picks)

    def _submit(self, function: Any, *arguments: Any) -> Future[Any]:  # noqa: ANN401 (Dask has no types)
        # Never a task that Dask knows from before: a load that is run again reads its files again. The name
        # tells reading from extraction: by it Dask learns how long a task takes, and shares them out.
        key = f"eventsdb{function.__name__.replace('_', '-')}-{uuid.uuid4().hex}"
        return self._client.submit(function, *arguments, key=key)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a worker made of a batch, and the versions of what did."""

    packed: list[Packed]
    versions: Mapping[str, str]
    eventsdb: str


class _Plugin(WorkerPlugin):
    """Keeps the extractors of a worker, so that their models are loaded once; for one thread at a time.

    Those that stay when a load ends are found as they are by the next that registers them (`idempotent`).
    """

    def __init__(self, name: str, extractors: Extractors, *, stays: bool) -> None:
        self.name = name
        self.extractors = extractors
        self.idempotent = stays

    def setup(self, worker: Worker) -> None:
        """Called by Dask on every worker."""
        self.lock = threading.Lock()


def _read(files: Sequence[File | ReadFailure], options: ReadOptions) -> list[Item] | None:
    """On a worker: the articles of the files; None when it cannot see them all."""
    if any(isinstance(file, Path) and not file.exists() for file in files):
        return None
    return list(read_files(files, options))


def _extract(
    name: str, read: Sequence[Sequence[Item]], picks: Sequence[Article | tuple[int, int]]
) -> _Answer:
    """On a worker: the outcomes of articles that are sent, or picked from what was read."""
    plugin = cast(_Plugin, get_worker().plugins[name])
    found = [pick if isinstance(pick, Article) else read[pick[0]][pick[1]] for pick in picks]
    articles = [item for item in found if isinstance(item, Article)]
    with plugin.lock:
        packed = pack(plugin.extractors.extract(articles))
        made = plugin.extractors.versions.items()  # also for other loads
    used = {article.language for article in articles}
    return _Answer(packed, {language: v for language, v in made if language in used}, __version__)


def _installed() -> str:
    """A name for the installed extractors that changes with any of them."""
    found = sorted((e.name, e.value, e.dist.version if e.dist else "") for e in entry_points(group=GROUP))
    return f"eventsdb-{sha256(repr((__version__, found)).encode()).hexdigest()}"


def _groups(files: Iterable[File | ReadFailure]) -> Iterator[list[File | ReadFailure]]:
    """Small files, and failures, together; each larger file alone."""
    group: list[File | ReadFailure] = []
    for file in files:
        if _is_small(file):
            group.append(file)
        if len(group) == _FILES or (group and not _is_small(file)):
            yield group
            group = []
        if not _is_small(file):
            yield [file]
    if group:
        yield group


def _is_small(file: File | ReadFailure) -> bool:
    if isinstance(file, ReadFailure):
        return True
    try:
        size = file.stat().st_size if isinstance(file, Path) else file.size
    except OSError:
        return False
    return size <= _SMALL
