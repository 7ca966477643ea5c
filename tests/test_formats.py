"""Formats: what is written can be read back, and harms nobody who opens it."""

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsdb.errors import QueryError
from eventsdb.queries.formats import Format, guarded, write
from eventsdb.queries.parquet import write_parquet
from eventsdb.queries.result import Cursor, Result

CELLS = st.none() | st.integers(-(2**63), 2**63 - 1) | st.text(st.characters(exclude_categories=["Cs"]))


def written(form, columns, rows, limit=None):
    stream = io.StringIO()
    result = Result(Cursor(tuple(columns), iter([tuple(row) for row in rows])), limit)
    write(result, Format(form), stream)
    return stream.getvalue()


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2)))
def test_json_and_json_lines_read_back_the_same(rows):
    expected = [dict(zip("ab", row, strict=True)) for row in rows]
    assert json.loads(written("json", "ab", rows)) == expected
    lines = written("jsonl", "ab", rows).split("\n")
    assert [json.loads(line) for line in lines if line] == expected


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
@given(rows=st.lists(st.lists(CELLS, min_size=2, max_size=2)))
def test_delimited_text_reads_back_save_for_the_guard(form, delimiter, rows):
    text = written(form, "ab", rows)
    header, *body = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    assert header == ["a", "b"]
    assert body == [["" if cell is None else str(guarded(cell)) for cell in row] for row in rows]


@given(CELLS)
def test_no_text_cell_begins_a_formula(cell):
    safe = guarded(cell)
    if isinstance(safe, str) and safe.strip()[:1] in {"=", "+", "-", "@"}:
        float(safe.replace(",", "."))  # only what is a plain number may begin so


@pytest.mark.parametrize(
    "formula",
    ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n@x", "＝1+1", '=HYPERLINK("x")'],
)
def test_formulas_are_disarmed(formula):
    assert written("csv", ["a"], [[formula]]).splitlines()[1].lstrip('"').startswith("'") or "'" in guarded(
        formula
    )
    assert str(guarded(formula)).startswith("'")


@pytest.mark.parametrize("value", [-5, -1.5, "-5", "+33", "-1,5", "a=b", ""])
def test_numbers_and_plain_text_stay(value):
    assert guarded(value) == value


def test_blobs_and_endless_numbers_have_a_json_form():
    assert json.loads(written("json", "ab", [[b"\xff\x00", float("inf")]])) == [{"a": "ff00", "b": None}]


def test_columns_of_one_name_are_all_kept():
    assert json.loads(written("json", ["n", "n", "m"], [[1, 2, 3]])) == [{"n": 1, "n_2": 2, "m": 3}]


def test_markdown_and_html_escape_what_would_be_markup():
    cell = "<script>a|b\nc*d</script>"
    line = written("markdown", ["x"], [[cell]]).splitlines()[2]
    assert line == r"| \<script\>a\|b<br>c\*d\</script\> |"
    page = written("html", ["x<y"], [[cell]])
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "x&lt;y" in page


def test_a_table_shows_no_control_characters_and_folds_rather_than_cuts():
    text = written("table", ["name", "note"], [["Élise\x1b[31m", "mot " * 100]])
    assert "\x1b" not in text
    assert text.count("mot") == 100


def test_an_empty_cell_under_an_empty_name_is_a_table_too():
    assert written("table", [""], [[""], [None]]).strip("\n ─") == ""


def test_a_row_too_wide_for_a_table_becomes_a_record():
    text = written("table", [f"column_{n}" for n in range(30)], [list(range(30)), [None] * 30])
    assert any(line.split() == ["column_7", "7"] for line in text.splitlines())


def test_geojson_has_longitude_first_and_no_place_where_none_is_known():
    columns = ["name", "latitude", "longitude"]
    found = json.loads(written("geojson", columns, [["Gao", 16.3, -0.04], ["?", None, None]]))
    placed, unplaced = found["features"]
    assert placed["geometry"] == {"type": "Point", "coordinates": [-0.04, 16.3]}
    assert placed["properties"] == {"name": "Gao"}
    assert unplaced["geometry"] is None
    with pytest.raises(QueryError, match="latitude and longitude"):
        written("geojson", ["name"], [["Gao"]])


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl", "markdown", "html", "table"])
def test_no_rows_are_written_too(form):
    assert written(form, ["name"], []) is not None
    if form == "json":
        assert json.loads(written(form, ["name"], [])) == []


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl", "markdown", "html"])
def test_rows_are_written_as_they_come(form):
    stream = io.StringIO()
    sizes = []

    def rows():
        for number in range(3):
            sizes.append(len(stream.getvalue()))
            yield (number,)

    write(Result(Cursor(("n",), rows())), Format(form), stream)
    assert sizes[0] < sizes[1] < sizes[2]


def test_parquet_has_the_types_of_the_values(tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    rows = [(1, 0.5, "2024-02-12", "2024-02", None), (None, 2.0, None, "2024-02-12", None)]
    columns = ("n", "score", "day", "edtf", "nothing")
    write_parquet(Result(Cursor(columns, iter(rows))), tmp_path / "rows.parquet")
    table = pq.read_table(tmp_path / "rows.parquet")
    assert [str(field.type) for field in table.schema] == ["int64", "double", "date32[day]", "string", "null"]
    assert table.column("day").to_pylist() == [date(2024, 2, 12), None]
    mixed = Result(Cursor(("n",), iter([(1,), ("one",)])))
    with pytest.raises(QueryError, match="mixes"):
        write_parquet(mixed, tmp_path / "mixed.parquet")


def test_a_limit_is_kept_and_told():
    result = Result(Cursor(("n",), iter([(1,), (2,), (3,)])), limit=2)
    assert [*result] == [(1,), (2,)]
    assert result.truncated
    result = Result(Cursor(("n",), iter([(1,), (2,)])), limit=2)
    assert [*result] == [(1,), (2,)]
    assert not result.truncated
