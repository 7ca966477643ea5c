"""Extraction in processes of this machine.

Each process has a pipe and a thread of its own in this one, which hands it a batch and waits for the
outcomes. So a process that is killed costs nobody else anything: its thread sees the pipe end, knows which
batch it was at, and starts another. (The pools of the standard library break as a whole.)
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice
from multiprocessing.connection import Connection
from pickle import PicklingError
from types import TracebackType

from eventsdb.errors import EventsdbError
from eventsdb.extraction.registry import Extractors, Outcome
from eventsdb.parallel.workers import Packed, ThisProcess, in_order, pack, unpack
from eventsdb.readers import read_files
from eventsdb.records import Article

_WORTH_IT = 2
"""Batches that make it worth while to start processes: each loads the language models anew."""
_AHEAD = 3
"""Batches a process, under way or waiting to be stored: enough that none waits for a slow neighbour."""
_ENDING = 5.0
"""Seconds that a process has to end, once it has closed its pipe."""
_READY = "ready"
_DIED = "the process that extracted it died ({reason}); it was tried three times"

_context = multiprocessing.get_context("spawn")  # forked processes inherit locks and open connections


def available_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Processes:
    """Extracts in `count` processes, started when there is work for them. A context manager.

    The extractors are pickled to the processes. A process that dies is replaced and its batch tried again,
    then its articles one by one; an article that ends its process every time has failed.
    """

    read = staticmethod(read_files)

    def __init__(self, extractors: Extractors, count: int) -> None:
        self._extractors = extractors
        self._count = count
        self._versions: dict[str, str] = {}
        self._mine = threading.local()
        self._children: set[_Child] = set()
        self._lock = threading.Lock()
        self._closed = False
        self._threads = ThreadPoolExecutor(count, "extract", initializer=_keep_from_interrupts)

    def __enter__(self) -> Processes:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._closed = True
            children = tuple(self._children)
        for child in children:
            child.stop()
        self._threads.shutdown(cancel_futures=True)

    @property
    def versions(self) -> Mapping[str, str]:
        """The versions of the extractors used so far, by language."""
        return {**self._versions, **self._extractors.versions}

    def extract(self, batches: Iterable[Sequence[Article]]) -> Iterator[list[Outcome]]:
        """The outcomes of each batch; of few batches in this process itself.

        Raises:
            EventsdbError: no process can be started.
        """
        remaining = iter(batches)
        first = list(islice(remaining, _WORTH_IT))
        if len(first) < _WORTH_IT:
            return ThisProcess(self._extractors).extract(first)
        return in_order(
            lambda batch: self._threads.submit(self._extract, batch).result,
            chain(first, remaining),
            self._count * _AHEAD,
        )

    def _extract(self, articles: Sequence[Article]) -> list[Outcome]:
        for _ in range(2):
            try:
                return self._try(articles)
            except _DiedError:
                continue
        outcomes = []
        for article in articles:
            try:
                outcomes += self._try([article])
            except _DiedError as died:
                outcomes.append(Outcome(article, failure=_DIED.format(reason=died)))
        return outcomes

    def _try(self, articles: Sequence[Article]) -> list[Outcome]:
        if not articles:
            return []
        child: _Child | None = getattr(self._mine, "child", None)
        if child is None:
            child = self._mine.child = self._start()
        try:
            packed, versions = child.extract(articles)
        except _DiedError:
            self._mine.child = None
            with self._lock:
                self._children.discard(child)
            if self._closed:
                raise EventsdbError("the load was stopped") from None
            raise
        self._versions |= versions
        return unpack(articles, packed)

    def _start(self) -> _Child:
        with self._lock:  # no process may be started once they have been stopped
            if self._closed:
                raise EventsdbError("the load was stopped")
            child = _Child(self._extractors)
            self._children.add(child)
        child.wait_until_ready()
        return child


class _DiedError(Exception):
    """A process ended while it was waited for."""


class _Child:
    """A process that extracts, and this end of its pipe."""

    def __init__(self, extractors: Extractors) -> None:
        self._pipe, theirs = _context.Pipe()
        self._process = _context.Process(target=_serve, args=(theirs, extractors), daemon=True)
        try:
            self._process.start()
        except (AttributeError, TypeError, PicklingError) as error:
            raise EventsdbError(
                f"the extractors cannot be handed to other processes ({error}): load with one worker"
            ) from error
        finally:
            theirs.close()  # or the pipe would not end with the process

    def wait_until_ready(self) -> None:
        """Wait for the process to have started.

        Raises:
            EventsdbError: it ended instead.
        """
        try:
            self._pipe.recv()
        except (EOFError, OSError) as error:
            raise EventsdbError(
                f"a process for extraction could not be started ({self._reason()}); "
                "extract in this one: --workers 1"
            ) from error

    def extract(self, articles: Sequence[Article]) -> tuple[list[Packed], dict[str, str]]:
        """The outcomes of the articles, and the versions of the extractors used so far.

        Raises:
            _DiedError: the process ended, with the reason.
        """
        try:
            self._pipe.send(articles)
            answer = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise _DiedError(self._reason()) from error
        if isinstance(answer, Exception):
            raise answer
        packed, versions = answer
        return packed, versions

    def stop(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.join()

    def _reason(self) -> str:
        self._process.join(_ENDING)
        if self._process.exitcode is None:
            self.stop()
        code = self._process.exitcode or 0
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"


def _keep_from_interrupts() -> None:
    """Leave Ctrl-C to the main thread; the processes started by this thread inherit that."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _serve(pipe: Connection, extractors: Extractors) -> None:
    """Extract one batch after another, until the pipe ends with the process at its other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answer: object = _READY
    try:
        while True:
            pipe.send(answer)
            articles = pipe.recv()
            try:
                answer = pack(extractors.extract(articles)), extractors.versions
            except Exception as error:  # no article's fault, as when a language model is missing
                answer = EventsdbError(f"{type(error).__name__}: {error}")
    except (EOFError, OSError):
        return
