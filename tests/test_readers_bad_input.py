"""Bad inputs: each is one failure that names it, and everything else is read."""

import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventsdb.errors import InputError
from eventsdb.readers import Article, ReadFailure, ReadOptions, parse_mapping, read_paths, read_stream
from eventsdb.readers.base import LARGEST
from eventsdb.readers.registry import readers

TEXT = (
    "Le président du Niger a reçu mardi à Niamey son homologue algérien. Les deux chefs d'État ont évoqué "
    "la sécurité de leur frontière commune, selon un communiqué de la présidence nigérienne."
)


def lines(count: int) -> bytes:
    return b"".join(
        json.dumps({"text": f"Point {number}. {TEXT}"}).encode() + b"\n" for number in range(count)
    )


BOMB = lines(1) + (b" " * 9_999 + b"\n") * 6_000


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("bomb.jsonl", BOMB)
        packed.writestr("good.txt", TEXT)
    return out.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "articles", "reason"),
    [
        ("cut.jsonl.gz", gzip.compress(lines(200), 1)[:-400], range(1, 200), "cut short"),
        ("not.gz", b"\x1f\x8b\x08 but not gzip at all", [0], "cannot be read"),
        ("line.jsonl", lines(2) + b'{"text": "oh\n' + lines(2), [4], "malformed JSON"),
        ("scalar.jsonl", lines(1) + b"12\n" + lines(1), [2], "not a JSON object"),
        ("empty text.jsonl", lines(1) + b'{"text": "  "}\n' + lines(1), [2], "no article text"),
        ("array.json", b'[{"text": "' + TEXT.encode() + b'"}, {"text": ]', [1], "malformed JSON"),
        ("deep.json", b"[" * 50_000, [0], "malformed JSON"),
        ("no.json", b'{"status": "ok", "count": 3}', [0], "--map text=FIELD"),
        ("no column.csv", b"jour,lien\n2024-01-01,x\n2024-01-02,y\n", [0], "--map text=FIELD"),
        (
            "page.html",
            b"<!doctype html><html><body></body></html>",
            [0],
            "without an article",
        ),
        ("feed.xml", b"<rss version='2.0'><channel><title>x</title></channel></rss>", [0], "without entries"),
        ("large.txt", b"a " * (LARGEST // 2 + 1), [0], "larger than"),
        ("long line.jsonl", lines(1) + b'{"text": "' + b"a " * (LARGEST // 2) + b'"}', [1], "longer than"),
        ("bomb.zip", bomb(), [2], "zip bomb"),
        ("bomb.jsonl.gz", gzip.compress(BOMB), [1], "zip bomb"),
        (
            "nested.gz",
            gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"x")))),
            [0],
            "packed more than",
        ),
        (
            "office.docx",
            zipped({"[Content_Types].xml": b"", "word/document.xml": b""}),
            [0],
            "office document",
        ),
        ("cut.zip", zipped({"a.txt": TEXT.encode()})[:-10], [0], "cannot be read"),
        (
            "one bad.zip",
            zipped({"a.txt": b"", "b.txt": TEXT.encode(), "c.png": b"\x89PNG\r\n"}),
            [1],
            "empty file",
        ),
        ("broken.warc", b"WARC/1.0\r\nnonsense", [0], "no article"),
        ("broken.parquet", b"PAR1 no parquet", [0], "Parquet"),
        ("news.xml", b"<?xml version='1.0'?><NewsML><p>Texte</p></NewsML>", [0], "neither a feed nor a page"),
        (
            "mixed.csv",
            b"titre,texte\nA," + TEXT.encode() + b"\nB," + TEXT.encode("latin-1") + b"\xc3\xa9\n",
            [1],
            "mixed",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,  # packed bytes hold the time
)
def test_each_bad_item_is_a_failure_and_the_rest_is_read(tmp_path, name, content, articles, reason):
    (tmp_path / name).write_bytes(content)
    (tmp_path / "z.txt").write_text(f"Un autre. {TEXT}")
    found = list(read_paths([tmp_path]))
    failures = [item for item in found if isinstance(item, ReadFailure)]
    assert len(found) - len(failures) - 1 in articles
    assert failures
    assert any(reason in failure.reason for failure in failures)
    assert all(f"/{name}" in failure.uri for failure in failures)
    assert isinstance(found[-1], Article)


def test_companions_of_articles_are_left_out_of_folders_and_refused_by_name(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    companion = tmp_path / "a.ann"
    companion.write_text("T1\tPerson 0 5\tElise")
    assert [type(item) for item in read_paths([tmp_path])] == [Article]
    (failure,) = read_paths([companion])
    assert isinstance(failure, ReadFailure)
    assert ".ann file holds data or code" in failure.reason
    asked = list(read_paths([tmp_path], ReadOptions(include=("*.ann",))))
    assert all(isinstance(item, ReadFailure) for item in asked)


def test_a_malformed_line_is_named_by_its_number(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(lines(2) + b"{oh\n" + lines(1))
    (failure,) = (item for item in read_paths([tmp_path]) if isinstance(item, ReadFailure))
    assert failure.uri.endswith("/a.jsonl#L3")


def test_link_loops_broken_links_and_addresses(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    found = {Path(item.uri).name: item for item in read_paths([tmp_path])}
    assert isinstance(found["a.txt"], Article)
    assert "link loop" in found["loop"].reason
    assert isinstance(found["dangling.txt"], ReadFailure)
    (failure,) = read_paths(["https://example.org/page.html"])
    assert "not fetched" in failure.reason
    assert failure.uri == "https://example.org/page.html"


@pytest.mark.parametrize(
    "stated",
    [
        {"published": "some day"},
        {"published": "0025-01-01"},
        {"language": "french"},
        {"mapping": {"body": "text"}},
    ],
)
def test_what_a_user_states_is_checked_at_once(stated):
    with pytest.raises(InputError):
        ReadOptions(**stated)


def test_a_mapping_is_read_from_one_word():
    assert parse_mapping("text=body, published=the date") == {"text": "body", "published": "the date"}
    for wrong in ("", "text", "text=", "=body", "text=a,b"):
        with pytest.raises(InputError, match="FIELD=COLUMN"):
            parse_mapping(wrong)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_permissions(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.txt").chmod(0)
    failure, _ = read_paths([tmp_path])
    assert "Permission denied" in failure.reason


NAMES = sorted({f"x{suffix}" for reader in readers() for suffix in reader.suffixes} | {"x", "x.gz", "x.zip"})
STARTS = [
    b"", b"<html><body><p>", b"<rss><channel><item>", b"WARC/1.0\r\n", b"PAR1", b'{"text": "', b'[{"text":',
    b"---\ntitle: x\n---\n", b"text,title\n", b"\x1f\x8b\x08", b"PK\x03\x04", b"BZh9", b"\x28\xb5\x2f\xfd",
    b"\xff\xfe", b" date 2023-07 ", b"12 juin 2016. -", b"# ",
]  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(NAMES), st.sampled_from(STARTS), st.binary(max_size=400) | st.text(max_size=200))
def test_no_bytes_whatever_crash_a_reader(name, start, rest):
    content = start + (rest if isinstance(rest, bytes) else rest.encode("utf-8", "surrogatepass"))
    for item in read_stream(io.BytesIO(content), f"/{name}", ReadOptions()):
        assert isinstance(item, Article | ReadFailure)
        assert item.uri


_PEAK = """
import resource, sys
from eventsdb.readers import read_paths
assert sum(1 for _ in read_paths([sys.argv[1]])) == int(sys.argv[2])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_size_of_a_file(tmp_path):
    peaks = []
    for count in (50, 1_000):
        (tmp_path / "a.jsonl").write_bytes(lines(count))
        command = [sys.executable, "-c", _PEAK, str(tmp_path / "a.jsonl"), str(count)]
        peaks.append(int(subprocess.run(command, capture_output=True, check=True, text=True).stdout))
    assert peaks[1] < 1.2 * peaks[0]
