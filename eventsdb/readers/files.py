"""The files behind the paths a user gives, in one stable order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def walk(path: Path) -> Iterator[Path]:
    """Yield `path` itself when it is a file, else the files below it by name; hidden ones are left out."""
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(folder, name)


def uri_of(path: Path) -> str:
    """Return the address of a file in the database: its absolute path, in POSIX form.

    Absolute, so that the same file is the same article from whatever folder it is loaded; keys of
    articles come from their content and do not depend on it.
    """
    return Path(os.path.abspath(path)).as_posix()  # noqa: PTH100 (Path.resolve would follow links)
