"""The files behind the paths a user gives, in one stable order."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from glob import glob, has_magic
from pathlib import Path

from eventsdb.readers.base import ReadFailure, ReadOptions
from eventsdb.readers.stores import StoredFile, files_of_store, store_url

# Data and code that lie beside articles: annotations, settings, scripts. Read as text they would become
# nonsense articles.
_COMPANIONS = re.compile(
    r"\.(?:ann|bib|cfg|css|go|h|ini|ipynb|java|js|lock|log|po|py|sh|sql|svg|tex|toml|ts|ya?ml|[cr]|rs)"
)
_WEB = re.compile(r"(?P<scheme>https?:|ftp:)/+", re.IGNORECASE)


File = Path | StoredFile
"""A file of this machine, or one of an object store."""


def walk(path: Path, options: ReadOptions) -> Iterator[File | ReadFailure]:
    """Yield `path` itself when it is a file, else the files below it by name.

    Hidden files and companions (`is_companion`) below a folder are left out unless a pattern asks for
    them; links are followed once. A pattern (`news/**/*.txt`) that no file bears as its name is expanded.
    What cannot be opened is a failure.
    """
    if address := _WEB.match(str(path)):
        web = f"{address['scheme']}//{str(path)[address.end() :]}"  # a Path has made one slash of two
        yield ReadFailure(
            web, "open", "addresses are not fetched: save the page (curl -o page.html URL), load that"
        )
    elif url := store_url(path):
        yield from _stored(url, options)
    elif path.is_dir():
        yield from _below(path, path, options, (os.path.realpath(path),))
    elif path.exists() or path.is_symlink():
        yield path
    elif has_magic(str(path)) and (matches := sorted(glob(str(path), recursive=True))):  # noqa: PTH207
        for match in matches:
            yield from walk(Path(match), options) if not Path(match).is_dir() else ()
    else:
        yield ReadFailure(uri_of(path), "open", "no such file or folder")


def is_companion(name: str) -> bool:
    """Whether the suffix of a file's name is one of data or code that holds no article."""
    return _COMPANIONS.fullmatch(Path(name).suffix.lower()) is not None


def uri_of(path: File) -> str:
    """Return the address of a file in the database: its absolute path, in POSIX form, or its URL.

    Absolute, so that the same file is the same article from whatever folder it is loaded; keys of
    articles come from their content and do not depend on it.
    """
    if isinstance(path, StoredFile):
        return path.url
    return Path(os.path.abspath(path)).as_posix()  # noqa: PTH100 (Path.resolve would follow links)


def path_of(uri: str) -> Path:
    """Return the file behind the uri of an article or failure that was read from it, for reading it again."""
    for mark in ("!/", "#"):
        file = Path(uri.partition(mark)[0])
        if not Path(uri).exists() and file.exists():
            return file
    return Path(uri)


def _below(
    root: Path, folder: Path, options: ReadOptions, above: tuple[str, ...]
) -> Iterator[Path | ReadFailure]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield ReadFailure(uri_of(folder), "open", f"cannot be listed: {error.strerror}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if not entry.is_dir():
            if _wanted(entry, root, options):
                yield entry
        elif (real := os.path.realpath(entry)) in above:
            yield ReadFailure(uri_of(entry), "open", "a link to a folder that holds it (link loop)")
        else:
            yield from _below(root, entry, options, (*above, real))


def _stored(url: str, options: ReadOptions) -> Iterator[StoredFile | ReadFailure]:
    try:
        found = files_of_store(url)
    except OSError as error:
        yield ReadFailure(url, "open", f"cannot be listed: {error.strerror or error}")
        return
    if not found:
        yield ReadFailure(url, "open", "nothing there")
    for file in found:
        if not file.below or _wanted_names((file.name, file.below), options):
            yield file


def _wanted(file: Path, root: Path, options: ReadOptions) -> bool:
    return _wanted_names((file.name, file.relative_to(root).as_posix()), options)


def _wanted_names(names: tuple[str, ...], options: ReadOptions) -> bool:

    def matches(patterns: tuple[str, ...]) -> bool:
        return any(fnmatch(name, pattern) for pattern in patterns for name in names)

    wanted = matches(options.include) if options.include else not is_companion(names[0])
    return wanted and not matches(options.exclude)
