"""What `read_paths` makes of files and folders, good and bad."""

import random
import string
from pathlib import Path

import pytest

from eventsdb.readers import ReadFailure, read_paths
from eventsdb.records import Article

SEEDS = Path(__file__).parents[1] / "seeds"
PROSE = (
    "Le président du Niger a reçu mardi à Niamey son homologue algérien. Les deux chefs d'État ont évoqué "
    "la sécurité de leur frontière commune, selon un communiqué de la présidence nigérienne."
)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256))


def read_one(path: Path) -> Article | ReadFailure:
    (item,) = read_paths([path])
    return item


def published(item: Article) -> tuple[str, str]:
    return item.published.period.edtf, item.published.basis


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_seeds_are_read_with_language_date_and_basis():
    articles = {Path(item.uri).name[:3]: item for item in read_paths([SEEDS])}
    assert {item.language for item in articles.values()} == {"fr"}
    assert published(articles["000"]) == ("2023-07", "header")
    assert published(articles["002"]) == ("2024-09-13", "text")
    assert articles["002"].source.name == "AFP"
    assert articles["004"].title == "Pourparlers de défense entre la Russie et la Corée du Nord"
    assert articles["000"].title is None
    for item in articles.values():
        assert "of page" not in item.text
        assert "commentaire" not in item.text
        assert "© KCNA" not in item.text


def test_text_begins_with_the_title(tmp_path):
    item = read_one(write(tmp_path / "a.txt", f"Le Niger reçoit l'Algérie\n\n{PROSE}\n"))
    assert item.title == "Le Niger reçoit l'Algérie"
    assert item.text == f"{item.title}\n\n{PROSE}"
    assert item.uri.endswith("/a.txt")


def test_same_words_have_the_same_hash_under_any_path_and_encoding(tmp_path):
    paths = [
        write(tmp_path / "utf8.txt", PROSE),
        write(tmp_path / "bom.txt", b"\xef\xbb\xbf" + PROSE.encode()),
        write(tmp_path / "latin1.txt", PROSE.encode("latin-1")),
        write(tmp_path / "utf16.txt", PROSE.encode("utf-16")),
        write(tmp_path / "crlf.txt", f"\r\n  {PROSE}\r\n\r\n"),
    ]
    assert len({item.sha256 for item in read_paths(paths)}) == 1


def _noise(characters: str, size: int) -> bytes:
    rng = random.Random(7)
    return "".join(rng.choices(characters, k=size)).encode()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\n\t ", "empty"),
        (PNG, "PNG image"),
        (_noise(string.ascii_letters + string.digits, 5_000_000), "no sentences"),
        (_noise(string.printable, 100_000), "no sentences"),
        (_noise(string.ascii_lowercase + "     ", 100_000), "no sentences"),
        (b"\x00\x01\x02binary\x00" * 100, "binary"),
        ("déjà vu ".encode() + "à l'étranger".encode("latin-1"), "mixed encodings"),
        (bytes(range(128, 256)) * 20, "neither UTF-8"),
        (PROSE.encode("utf-16")[:-1], "malformed"),
    ],
    ids=["empty", "blank", "png", "line", "printable", "letters", "nul", "mixed", "high bytes", "cut utf-16"],
)
def test_what_is_no_article_is_refused_with_a_reason(tmp_path, content, reason):
    item = read_one(write(tmp_path / "input.txt", content))
    assert isinstance(item, ReadFailure)
    assert reason in item.reason
    assert item.uri.endswith("/input.txt")


def test_bad_files_do_not_stop_the_others(tmp_path):
    write(tmp_path / "a.png", PNG)
    write(tmp_path / "b.txt", b"")
    write(tmp_path / "c.txt", PROSE.encode("latin-1"))
    write(tmp_path / "d.txt", (SEEDS / "000_a101030ea932c045.txt").read_bytes())
    items = list(read_paths([tmp_path]))
    assert [Path(item.uri).name for item in items if isinstance(item, Article)] == ["c.txt", "d.txt"]
    assert [Path(item.uri).name for item in items if isinstance(item, ReadFailure)] == ["a.png", "b.txt"]


def test_missing_path_and_empty_folder_are_failures(tmp_path):
    missing, empty = read_paths([tmp_path / "none.txt", tmp_path])
    assert "no such file" in missing.reason
    assert "nothing readable" in empty.reason
