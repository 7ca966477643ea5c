"""Files of object stores and the like (``s3://``, ``gs://``, ``az://``, ``hdfs://``), by way of fsspec."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

# Two letters at least: "c:/news" is a folder of Windows.
_URL = re.compile(r"(?P<scheme>[a-z][a-z0-9+.]+):/+(?P<rest>.*)")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a store, by its URL; `below` is its path from the folder that was named, `size` in bytes."""

    url: str
    below: str
    size: int

    @property
    def name(self) -> str:
        """The last part of the URL."""
        return self.url.rpartition("/")[2]

    def open(self, mode: str) -> BinaryIO:
        """Open the file.

        Raises:
            OSError: it is gone, or may not be read.
        """
        import fsspec  # noqa: PLC0415 (only who names a store needs it)

        return cast(BinaryIO, fsspec.open(self.url, mode).open())


def store_url(path: Path) -> str | None:
    """The URL that a path was made of; None for a path of this machine."""
    found = _URL.fullmatch(path.as_posix())
    return f"{found['scheme']}://{found['rest']}" if found and not path.exists() else None


def files_of_store(url: str) -> list[StoredFile]:
    """The file at a URL, or those below it, by name; a pattern (``s3://bucket/2024/*.html``) is expanded.

    Raises:
        OSError: the store cannot be reached or listed, or fsspec does not know it as it is installed.
    """
    try:
        from fsspec.core import has_magic, url_to_fs  # noqa: PLC0415

        system, root = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise OSError(
            f"{error}; pip install 'eventsdb[dask]' and what fsspec needs for this store"
        ) from error
    if has_magic(root):
        found = system.glob(root, detail=True)
    elif system.isdir(root):
        found = system.find(root, detail=True)
    else:
        found = {root: system.info(root)} if system.exists(root) else {}
    return [
        StoredFile(
            system.unstrip_protocol(name), name.removeprefix(root).lstrip("/"), int(info.get("size") or 0)
        )
        for name, info in sorted(found.items())
        if info.get("type", "file") == "file"
    ]
