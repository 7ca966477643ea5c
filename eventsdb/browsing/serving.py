"""Serving a database with Datasette, read-only, until Ctrl-C."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL

from eventsdb.browsing.metadata import PLUGIN, Described, metadata
from eventsdb.errors import DatabaseError, ServeError
from eventsdb.queries.library import CannedQuery
from eventsdb.queries.limits import Limits
from eventsdb.queries.run import reading
from eventsdb.storage.engine import display_name, sqlite_path

if TYPE_CHECKING:
    from datasette.app import Datasette

_DICTIONARY = "SELECT table_name, column_name, description FROM data_dictionary ORDER BY table_name, position"
_SETTINGS = {
    "default_cache_ttl": 0,  # what a load adds is seen at once
    "default_facet_size": 10,
    "default_page_size": 50,
    "facet_time_limit_ms": 1_000,
    "sql_time_limit_ms": 10_000,
    "suggest_facets": False,  # ours are chosen
    "truncate_cells_html": 300,
}


def serve(
    url: URL, queries: tuple[CannedQuery, ...], host: str, port: int, ready: Callable[[str], object]
) -> None:
    """Serve a database until SIGINT, which then raises KeyboardInterrupt, or SIGTERM.

    Args:
        url: the database, a SQLite file at the newest revision.
        queries: the canned queries to offer.
        host: address to listen on; 127.0.0.1 is seen from this machine only.
        port: port to listen on; 0 takes a free one.
        ready: called with the address once it answers.

    Raises:
        DatabaseError: there is no such database, it is not SQLite's, or is of another revision.
        ServeError: the extra `web` is not installed, or the port cannot be taken.
    """
    app = datasette(url, queries).app()
    import uvicorn  # noqa: PLC0415 - comes with Datasette

    with closing(_listening(host, port)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
        shown = f"[{host}]" if ":" in host else host
        ready(f"http://{shown}:{listening.getsockname()[1]}/")
        server.run(sockets=[listening])


def datasette(url: URL, queries: tuple[CannedQuery, ...]) -> Datasette:
    """The Datasette instance for a database. Raises as `serve` does, but for the port."""
    if url.get_backend_name() != "sqlite":
        raise DatabaseError(
            f"{display_name(url)}: Datasette reads SQLite files only;"
            " make one with 'eventsdb copy --from URL --to FILE'"
        )
    try:
        from datasette.app import Datasette  # noqa: PLC0415 - an extra
        from datasette.plugins import pm  # noqa: PLC0415
        from datasette.utils import tilde_encode  # noqa: PLC0415
    except ImportError as error:
        raise ServeError("browsing needs Datasette: pip install 'eventsdb[web]'") from error
    import rich  # noqa: PLC0415 - slow to import

    from eventsdb.browsing.plugin import Plugin  # noqa: PLC0415
    from eventsdb.storage.migrations import require_current  # noqa: PLC0415 - slow to import

    # Datasette prints a traceback with all variables on rich's own console, at every page not found too.
    rich.reconfigure(quiet=True)
    with reading(url, Limits()) as reader:  # which complains where there is no such file
        dictionary = [Described(*map(str, row)) for row in reader.execute(_DICTIONARY, {}).rows]
    require_current(url)
    path = Path(str(sqlite_path(url)))
    if pm.has_plugin(PLUGIN):
        pm.unregister(name=PLUGIN)
    pm.register(Plugin(queries), name=PLUGIN)
    # A file that is not `immutables` is opened with mode=ro at each connection: later loads are seen.
    return Datasette(
        [str(path)],
        metadata=metadata(dictionary, path.stem, f"/{tilde_encode(path.stem)}"),
        settings=_SETTINGS,
    )


def _listening(host: str, port: int) -> socket.socket:
    """A socket that accepts connections, which wait until the server takes them."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = "is taken: choose another with --port" if error.errno == errno.EADDRINUSE else error.strerror
        raise ServeError(f"{host}, port {port}: {reason}") from error
