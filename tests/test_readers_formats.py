"""One folder of the same articles in every format: all must read alike."""

import bz2
import csv
import gzip
import html
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from eventsdb.readers import Article, ReadFailure, ReadOptions, read_paths

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return list(read_paths([SEEDS]))


@pytest.fixture(scope="module")
def rows(articles) -> list[dict[str, str]]:
    return [
        {
            "title": item.title or "",
            "text": item.text.removeprefix(item.title or "").strip(),
            "published": item.published.period.edtf,
            "link": f"https://www.lemonde.fr/{Path(item.uri).stem}.html?utm_source=feed",
        }
        for item in articles
    ]


def paragraphs(row: dict[str, str]) -> str:
    return "".join(f"<p>{html.escape(paragraph)}</p>\n" for paragraph in row["text"].split("\n\n"))


def page(row: dict[str, str]) -> bytes:
    heading = f"<h1>{html.escape(row['title'])}</h1>" if row["title"] else ""
    return f"""<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>{html.escape(row["title"])} | Site</title>
<meta property="article:published_time" content="{row["published"][:7]}-15T08:00:00+02:00">
<meta property="og:site_name" content="Le Monde.fr"><link rel="canonical" href="{row["link"]}"></head>
<body><nav><ul><li><a href="/">Accueil</a></li><li><a href="/monde">Monde</a></li></ul></nav>
<article>{heading}{paragraphs(row)}</article>
<footer><a href="/legal">Mentions légales</a></footer></body></html>""".encode()


def table(rows: list[dict[str, str]], delimiter: str) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def json_lines(rows: list[dict[str, str]]) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def rss(rows: list[dict[str, str]]) -> bytes:
    items = "".join(
        f"<item><title>{html.escape(row['title'])}</title><link>{html.escape(row['link'])}</link>"
        "<pubDate>Wed, 26 Jul 2023 08:00:00 GMT</pubDate>"
        f"<content:encoded><![CDATA[{paragraphs(row)}]]></content:encoded></item>"
        for row in rows
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        f'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Le Monde</title>{items}'
        "</channel></rss>"
    ).encode()


def atom(rows: list[dict[str, str]]) -> bytes:
    entries = "".join(
        f'<entry><title>{html.escape(row["title"])}</title><link href="{html.escape(row["link"])}"/>'
        "<updated>2023-07-26T08:00:00Z</updated>"
        f'<content type="html">{html.escape(paragraphs(row))}</content></entry>'
        for row in rows
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Le Monde</title>{entries}</feed>'.encode()


def warc(rows: list[dict[str, str]], packed: bool) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for row in rows:
        headers = StatusAndHeaders(
            "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.0"
        )
        writer.write_record(
            writer.create_warc_record(
                row["link"], "response", payload=io.BytesIO(page(row)), http_headers=headers
            )
        )
    return out.getvalue()


def parquet(rows: list[dict[str, str]]) -> bytes:
    arrow, files = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    out = io.BytesIO()
    files.write_table(arrow.Table.from_pylist(rows), out)
    return out.getvalue()


def archive(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return out.getvalue()


def markdown(row: dict[str, str]) -> bytes:
    heading = f"# {row['title']}\n\n" if row["title"] else ""
    return f'---\ntitle: "{row["title"]}"\ndate: {row["published"]}\n---\n\n{heading}{row["text"]}\n'.encode()


def seed_files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in SEEDS.glob("*.txt")}


FORMATS = {
    "a.jsonl": json_lines,
    "a.jsonl.gz": lambda rows: gzip.compress(json_lines(rows)),
    "a.jsonl.bz2": lambda rows: bz2.compress(json_lines(rows)),
    "a.ndjson.zst": lambda rows: zstandard.compress(json_lines(rows)),
    "no suffix but JSON lines": json_lines,
    "array.json": lambda rows: json.dumps(rows).encode(),
    "object.json": lambda rows: json.dumps({"status": "ok", "articles": rows}, indent=1).encode(),
    "nested.json": lambda rows: json.dumps({"articles": {"results": rows, "count": len(rows)}}).encode(),
    "search.json": lambda rows: json.dumps({"hits": {"hits": [{"_source": row} for row in rows]}}).encode(),
    "a.csv": lambda rows: table(rows, ","),
    "semicolon.csv": lambda rows: table(rows, ";"),
    "a.tsv": lambda rows: table(rows, "\t"),
    "a.rss": rss,
    "feed.xml": atom,
    "a.warc": lambda rows: warc(rows, packed=False),
    "a.warc.gz": lambda rows: warc(rows, packed=True),
    "a.parquet": parquet,
    "pages.zip": lambda rows: archive({f"{number}.html": page(row) for number, row in enumerate(rows)}),
    "notes.zip": lambda rows: archive({f"{number}.md": markdown(row) for number, row in enumerate(rows)}),
    "texts.zip": lambda rows: archive(seed_files()),
    "mixed.zip": lambda rows: archive({"a/lines.jsonl.gz": gzip.compress(json_lines(rows))}),
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_articles_in_any_format_have_the_same_text(name, rows, articles, tmp_path):
    (tmp_path / name).write_bytes(FORMATS[name](rows))
    found = list(read_paths([tmp_path / name]))
    assert not [item for item in found if isinstance(item, ReadFailure)]
    assert {item.sha256 for item in found} == {item.sha256 for item in articles}
    assert all(item.published for item in found)


def test_standard_input_is_told_by_its_content(rows, articles, monkeypatch):
    for content in (json_lines(rows), gzip.compress(rss(rows)), archive(seed_files())):
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content)))
        assert {item.sha256 for item in read_paths(["-"])} == {item.sha256 for item in articles}


def test_a_page_gives_title_date_site_country_language_and_clean_address(rows, tmp_path):
    row = next(row for row in rows if row["title"])
    (tmp_path / "page.html").write_bytes(page(row))
    (item,) = read_paths([tmp_path])
    assert item.title == row["title"]
    assert (item.published.period.edtf, item.published.basis) == (f"{row['published'][:7]}-15", "metadata")
    assert (item.source.name, item.source.domain, item.source.country) == ("Le Monde", "lemonde.fr", "FR")
    assert item.language == "fr"
    assert "?" not in item.url
    assert item.uri.endswith("/page.html")


TEXT = (
    "Le président du Niger a reçu mardi à Niamey son homologue algérien. Les deux chefs d'État ont évoqué "
    "la sécurité de leur frontière commune, selon un communiqué de la présidence nigérienne."
)


@pytest.mark.parametrize(
    "record",
    [
        {  # news-please
            "maintext": TEXT,
            "title": "Niamey reçoit Alger",
            "date_publish": "2023-07-26 08:00:00",
            "source_domain": "www.jeuneafrique.com",
            "url": "https://www.jeuneafrique.com/1/",
            "language": "fr",
            "authors": ["A. Diop", "B. Ba"],
        },
        {  # fundus
            "body": {"summary": [], "sections": [{"headline": [], "paragraphs": [TEXT]}]},
            "title": "Niamey reçoit Alger",
            "publishing_date": "2023-07-26 08:00:00+00:00",
            "publisher": "Jeune Afrique",
            "authors": ["A. Diop", "B. Ba"],
        },
        {  # Media Cloud
            "text": TEXT,
            "title": "Niamey reçoit Alger",
            "publish_date": "2023-07-26",
            "media_name": "jeuneafrique.com",
            "language": "fr",
            "author": "A. Diop, B. Ba",
        },
        {  # GDELT DOC API, with the text fetched beside it
            "text": TEXT,
            "title": "Niamey reçoit Alger",
            "seendate": "20230726T080000Z",
            "domain": "jeuneafrique.com",
            "language": "French",
            "author": "A. Diop, B. Ba",
        },
        {  # Event Registry
            "body": TEXT,
            "title": "Niamey reçoit Alger",
            "dateTime": "2023-07-26T08:00:00Z",
            "source": {"uri": "jeuneafrique.com", "title": "Jeune Afrique"},
            "lang": "fra",
            "authors": [{"name": "A. Diop"}, {"name": "B. Ba"}],
        },
        {  # JSON Feed and schema.org
            "content_html": f"<p>{TEXT}</p>",
            "headline": "Niamey reçoit Alger",
            "datePublished": "2023-07-26T08:00:00+02:00",
            "publisher": {"name": "Jeune Afrique"},
            "inLanguage": "fr-FR",
            "author": "A. Diop, B. Ba",
        },
    ],
    ids=["news-please", "fundus", "Media Cloud", "GDELT", "Event Registry", "schema.org"],
)
def test_common_exports_are_read_without_a_mapping(record, tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    (item,) = read_paths([tmp_path])
    assert item.text == f"Niamey reçoit Alger\n\n{TEXT}"
    assert (item.published.period.edtf, item.published.basis) == ("2023-07-26", "metadata")
    assert (item.source.name, item.source.country) == ("Jeune Afrique", "FR")
    assert item.language == "fr"
    assert item.author == "A. Diop, B. Ba"


def test_a_mapping_names_other_columns(tmp_path):
    content = f"ref;corps de l'article;le jour;intitulé\nn12;{TEXT};03/04/2024;Niamey reçoit Alger\n"
    (tmp_path / "a.csv").write_text(content)
    options = ReadOptions(
        mapping={"text": "corps de l'article", "published": "le jour", "title": "intitulé", "uri": "ref"}
    )
    (item,) = read_paths([tmp_path], options)
    assert (item.uri, item.title, item.published.period.edtf) == ("n12", "Niamey reçoit Alger", "2024-04-03")


def test_what_is_stated_for_a_load_holds_for_every_article(tmp_path):
    (tmp_path / "a.txt").write_text(f"Publié le 3 mars 2024\n\n{TEXT}")
    options = ReadOptions(source="Radio Sahel", published="2024-03", language="fr")
    (item,) = read_paths([tmp_path], options)
    assert (item.source.name, item.published.period.edtf, item.published.basis) == (
        "Radio Sahel",
        "2024-03",
        "metadata",
    )
    assert item.text == TEXT


def test_files_are_chosen_by_patterns_dates_and_a_limit(tmp_path):
    for day in range(1, 6):
        folder = tmp_path / ("even" if day % 2 == 0 else "odd")
        folder.mkdir(exist_ok=True)
        (folder / f"{day}.txt").write_text(f"Publié le {day} mars 2024\n\nPoint {day}. {TEXT}")

    def days(options: ReadOptions, path: str = "") -> str:
        return "".join(Path(item.uri).stem for item in read_paths([f"{tmp_path}{path}"], options))

    assert days(ReadOptions()) == "24135"
    assert days(ReadOptions(include=("odd/*",))) == "135"
    assert days(ReadOptions(exclude=("3.txt", "even/*"))) == "15"
    assert days(ReadOptions(), "/*/[12].txt") == "21"
    assert days(ReadOptions(limit=2)) == "24"
    assert days(ReadOptions(since=date(2024, 3, 3))) == "435"
