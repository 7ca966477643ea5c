"""Which workers a load has."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from eventsdb.errors import EventsdbError
from eventsdb.extraction.registry import Extractors
from eventsdb.parallel.processes import Processes
from eventsdb.parallel.workers import ThisProcess, Workers


def chosen_workers(
    extractors: Extractors | None, count: int, cluster: str | None
) -> AbstractContextManager[Workers]:
    """Those of a cluster, else so many processes, of which one is this process itself.

    They have the installed extractors unless others are given.

    Raises:
        EventsdbError: Dask is not installed, the cluster cannot be reached or has no workers.
    """
    if cluster is not None:
        try:
            from eventsdb.parallel.cluster import Cluster  # noqa: PLC0415 (Dask is slow to import)
        except ModuleNotFoundError as error:
            raise EventsdbError("a cluster needs Dask: pip install 'eventsdb[dask]'") from error
        return Cluster(extractors, cluster)
    extractors = extractors or Extractors()
    return Processes(extractors, count) if count > 1 else nullcontext(ThisProcess(extractors))
