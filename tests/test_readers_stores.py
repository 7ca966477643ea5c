"""Articles in an object store; fsspec's store in memory stands for all of them."""

from pathlib import Path

import pytest

from eventsdb.readers import Article, ReadFailure, ReadOptions, read_paths

fsspec = pytest.importorskip("fsspec")

TEXT = "Le maire du village a reçu ses voisins dans la cour de la ferme, puis chacun est rentré chez soi."


@pytest.fixture
def store():
    store = fsspec.filesystem("memory")
    store.pipe({f"/news/2024/{name}.txt": f"{name} : {TEXT}".encode() for name in ("a", "b")})
    store.pipe("/news/notes.md", f"---\ndate: 2024-05-06\n---\n{TEXT}".encode())
    store.pipe("/news/settings.toml", b"companion = true")
    yield store
    store.rm("/news", recursive=True)


@pytest.mark.parametrize(
    ("path", "options", "expected"),
    [
        ("memory://news", {}, ["2024/a.txt", "2024/b.txt", "notes.md"]),
        ("memory://news/2024/*.txt", {}, ["2024/a.txt", "2024/b.txt"]),
        ("memory://news/notes.md", {}, ["notes.md"]),
        ("memory://news", {"include": ("*.md",)}, ["notes.md"]),
        ("memory://news", {"exclude": ("2024/*",)}, ["notes.md"]),
    ],
)
def test_a_store_is_read_like_a_folder(store, path, options, expected):
    found = list(read_paths([Path(path)], ReadOptions(**options)))
    assert all(isinstance(item, Article) for item in found)
    assert [item.uri.partition("/news/")[2] for item in found] == expected
    assert found[0].uri.startswith("memory://")


@pytest.mark.parametrize(
    ("path", "reason"), [("memory://nowhere", "nothing there"), ("nosuch://bucket", "cannot be listed")]
)
def test_what_is_not_there_is_a_failure(path, reason):
    (failure,) = read_paths([Path(path)])
    assert isinstance(failure, ReadFailure)
    assert (failure.uri, failure.stage) == (path, "open")
    assert reason in failure.reason
