"""Writing a result: for people (table, markdown, html) and for programs (csv, tsv, json, jsonl, geojson).

All but the table and parquet stream: a million rows take no more memory than one.
"""

from __future__ import annotations

import csv
import html
import json
import math
import re
from collections.abc import Iterable
from enum import StrEnum
from typing import IO

from eventsdb.errors import QueryError
from eventsdb.queries.library import Value
from eventsdb.queries.result import Result


class Format(StrEnum):
    """How to write a result."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    HTML = "html"
    GEOJSON = "geojson"
    PARQUET = "parquet"


SUFFIXES = {
    ".csv": Format.CSV,
    ".tsv": Format.TSV,
    ".json": Format.JSON,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".md": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".geojson": Format.GEOJSON,
    ".parquet": Format.PARQUET,
    ".txt": Format.TABLE,
}
"""The format a file name asks for."""

_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def write(result: Result, form: Format, stream: IO[str]) -> None:
    """Write all rows as text. Raises QueryError when the rows do not fit the format."""
    match form:
        case Format.TABLE:
            from eventsdb.queries.table import write_table  # noqa: PLC0415 - rich is slow to import

            write_table(result, stream)
        case Format.CSV:
            _write_delimited(result, stream, ",")
        case Format.TSV:
            _write_delimited(result, stream, "\t")
        case Format.JSON:
            _write_json(result, stream)
        case Format.JSONL:
            _write_jsonl(result, stream)
        case Format.MARKDOWN:
            _write_markdown(result, stream)
        case Format.HTML:
            _write_html(result, stream)
        case Format.GEOJSON:
            _write_geojson(result, stream)
        case Format.PARQUET:
            raise QueryError("parquet is no text: write it to a file with -o FILE")


def display(value: Value) -> str:
    """A cell for people: nothing for NULL, no control characters."""
    match value:
        case None:
            return ""
        case bytes():
            return value.hex()
        case float():
            return f"{value:.10g}"
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", str(value))


def guarded(value: Value) -> Value:
    """A cell that no spreadsheet takes for a formula: text that looks like one gets an apostrophe.

    (OWASP, CSV injection.) Numbers stay as they are, also when they are negative.
    """
    if isinstance(value, bytes):
        return value.hex()
    if not isinstance(value, str):
        return value
    # The csv module leaves a lone carriage return unquoted, and readers take it for the end of the line.
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if _FORMULA.match(value) and not _NUMBER.fullmatch(value) else text


def _write_delimited(result: Result, stream: IO[str], delimiter: str) -> None:
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow([guarded(name) for name in result.columns])
    for row in result:
        writer.writerow([guarded(value) for value in row])


def _json_value(value: Value) -> Value:
    if isinstance(value, bytes):
        return value.hex()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _json_row(columns: Iterable[str], row: Iterable[Value]) -> str:
    cells = dict(zip(columns, map(_json_value, row), strict=True))
    return json.dumps(cells, ensure_ascii=False)


def _write_json(result: Result, stream: IO[str]) -> None:
    separator = "["
    for row in result:
        stream.write(f"{separator}\n{_json_row(result.columns, row)}")
        separator = ","
    stream.write("\n]\n" if separator == "," else "[]\n")


def _write_jsonl(result: Result, stream: IO[str]) -> None:
    for row in result:
        stream.write(f"{_json_row(result.columns, row)}\n")


def _markdown_cell(value: Value) -> str:
    text = re.sub(r"([\\|`*_<>\[\]])", r"\\\1", display(value))
    return "<br>".join(text.splitlines())


def _write_markdown(result: Result, stream: IO[str]) -> None:
    def line(cells: Iterable[str]) -> str:
        return f"| {' | '.join(cells)} |\n"

    stream.write(line(map(_markdown_cell, result.columns)))
    stream.write(line("---" for _ in result.columns))
    for row in result:
        stream.write(line(map(_markdown_cell, row)))


def _write_html(result: Result, stream: IO[str]) -> None:
    def line(cells: Iterable[str], tag: str) -> str:
        return f"<tr>{''.join(f'<{tag}>{html.escape(cell)}</{tag}>' for cell in cells)}</tr>\n"

    stream.write('<!doctype html>\n<html><meta charset="utf-8"><title>eventsdb</title>\n')
    stream.write("<style>table{border-collapse:collapse;font:14px sans-serif}td,th{border:1px solid #bbb;")
    stream.write("padding:.3em .5em;text-align:left;vertical-align:top}</style>\n<table>\n<thead>")
    stream.write(line(result.columns, "th"))
    stream.write("</thead>\n<tbody>\n")
    for row in result:
        stream.write(line(map(display, row), "td"))
    stream.write("</tbody>\n</table>\n</html>\n")


def _write_geojson(result: Result, stream: IO[str]) -> None:
    """Write points (RFC 7946: longitude first); rows without coordinates become features without place."""
    if not {"latitude", "longitude"} <= set(result.columns):
        raise QueryError("geojson needs the columns latitude and longitude")
    stream.write('{"type": "FeatureCollection", "features": [')
    separator = ""
    for row in result:
        properties = dict(zip(result.columns, map(_json_value, row), strict=True))
        latitude, longitude = properties.pop("latitude"), properties.pop("longitude")
        placed = latitude is not None and longitude is not None
        geometry = {"type": "Point", "coordinates": [longitude, latitude]} if placed else None
        feature = {"type": "Feature", "geometry": geometry, "properties": properties}
        stream.write(f"{separator}\n{json.dumps(feature, ensure_ascii=False)}")
        separator = ","
    stream.write("\n]}\n")
