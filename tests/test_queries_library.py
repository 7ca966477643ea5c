"""Canned queries: what a .sql file says, and how it is put together."""

from pathlib import Path

import pytest

from eventsdb.errors import QueryError
from eventsdb.queries import library
from eventsdb.queries.placeholders import placeholders, to_pyformat

HEADER = """\
-- name: visits
-- help: Who visited whom,
--   and when.
-- example: eventsdb query visits France
-- param host text: Who received.
-- param since start-date?: From this day on.
-- param kind choice(visit, phone)?: How.
-- param top integer = 20: How many.
-- param planned flag: Also what is only planned.
"""
SQL = """\
SELECT ':host' AS literal, :host AS host
FROM events
WHERE 1 = 1
    AND date_end >= :since    -- if :since
    AND mode = :kind          -- if :kind
    -- if :planned
    OR factuality = 'future'
    -- end if
LIMIT :top;
"""


def read(text: str) -> library.CannedQuery:
    return library.parse(text, Path("visits.sql"))


def test_the_header_is_the_help_and_the_parameters():
    query = read(HEADER + SQL)
    assert (query.name, query.help) == ("visits", "Who visited whom, and when.")
    assert query.examples == ("eventsdb query visits France",)
    host, since, kind, top, planned = query.parameters
    assert (host.type, host.required, host.help) == ("text", True, "Who received.")
    assert (since.type, since.required, since.default) == ("start-date", False, None)
    assert kind.choices == ("visit", "phone")
    assert top.default == 20
    assert (planned.type, planned.required) == ("flag", False)


def test_lines_whose_parameter_is_not_given_are_left_out():
    sql, values = read(HEADER + SQL).bind({"host": "France"})
    assert values == {"host": "France", "top": 20}
    assert "since" not in sql
    assert "planned" not in sql
    assert "future" not in sql
    assert not sql.endswith(";")


def test_lines_whose_parameter_is_given_stay():
    sql, values = read(HEADER + SQL).bind({"host": "France", "since": "2024-01-01", "planned": True})
    assert values == {"host": "France", "since": "2024-01-01", "top": 20}
    assert "AND date_end >= :since\n" in sql
    assert "OR factuality = 'future'\n" in sql


EITHER = """\
-- name: visits
-- help: x
-- param since start-date?: y
-- param until end-date?: y
SELECT 1
-- if :since or :until
, 2
, :since -- if :since
, :until -- if :until
-- end if
, 3 -- if :until or :since"""


@pytest.mark.parametrize(
    ("values", "sql"),
    [
        ({}, "SELECT 1"),
        ({"since": "a"}, "SELECT 1\n, 2\n, :since\n, 3"),
        ({"until": "b"}, "SELECT 1\n, 2\n, :until\n, 3"),
        ({"since": "a", "until": "b"}, "SELECT 1\n, 2\n, :since\n, :until\n, 3"),
    ],
)
def test_a_condition_may_ask_for_either_and_lines_of_a_block_may_ask_for_more(values, sql):
    assert read(EITHER).bind(values) == (sql, values)


def test_zero_is_a_value_and_a_flag_that_is_off_is_none():
    text = (
        "-- name: visits\n-- help: x\n-- param n integer?: y\n-- param all flag: z\nSELECT 1\n, :n -- if :n"
    )
    query = read(f"{text}\n, 2 -- if :all")
    assert query.bind({"n": 0, "all": False}) == ("SELECT 1\n, :n", {"n": 0})


def test_values_must_fit_the_parameters():
    query = read(HEADER + SQL)
    with pytest.raises(QueryError, match="no parameter 'hots'"):
        query.bind({"hots": "France"})
    with pytest.raises(QueryError, match="needs a value for 'host'"):
        query.bind({})


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (SQL, "begin with '-- name"),
        ("-- name: Visits\n-- help: x\nSELECT 1", "begin with '-- name"),
        ("-- name: visits\nSELECT 1", "-- help"),
        ("-- name: visits\n-- help: x\n", "no SQL"),
        ("-- name: visits\n-- help: x\nSELECT :host", "':host' is used"),
        ("-- name: visits\n-- help: x\nSELECT 1 -- if :host", "':host' is used"),
        ("-- name: visits\n-- help: x\n-- param a text?: y\nSELECT 1\n-- if :a\n, 2", "no '-- end if'"),
        ("-- name: visits\n-- help: x\n-- param host text: y\nSELECT 1", "'host' is declared"),
        ("-- name: visits\n-- help: x\n-- param limit text: y\nSELECT :limit", "option 'limit'"),
        ("-- name: visits\n-- help: x\n-- param host\nSELECT 1", "visits.sql:3"),
        ("-- name: visits\n-- help: x\n-- param host date: y\nSELECT :host", "unknown type 'date'"),
        ("-- name: visits\n-- help: x\n-- param host choice: y\nSELECT :host", "lists its values"),
        ("-- name: visits\n-- help: x\n-- param n integer = ten: y\nSELECT :n", "'ten' is no integer"),
    ],
)
def test_a_malformed_file_is_named_with_what_is_wrong(text, complaint):
    with pytest.raises(QueryError, match=r"visits\.sql") as caught:
        read(text)
    assert complaint in str(caught.value)


def test_every_query_that_comes_with_eventsdb_is_well_formed_and_has_an_example():
    for name, path in library.find().items():
        query = library.read(path)
        assert query.name == name
        for example in query.examples:
            assert example.startswith(f"eventsdb query {name}")
        assert query.examples, f"{name} has no example"


def test_a_folder_of_the_users_adds_queries_and_overrides_built_in_ones(tmp_path):
    (tmp_path / "mine.sql").write_text("-- name: mine\n-- help: x\nSELECT 1")
    (tmp_path / "timeline.sql").write_text("-- name: timeline\n-- help: my own\nSELECT 2")
    found = library.find([tmp_path])
    assert found["mine"] == tmp_path / "mine.sql"
    assert library.read(found["timeline"]).help == "my own"
    assert "actors" in found


def test_a_query_is_named_after_its_file_and_folders_exist(tmp_path):
    (tmp_path / "other.sql").write_text("-- name: mine\n-- help: x\nSELECT 1")
    with pytest.raises(QueryError, match=r"'mine', its file 'other\.sql'"):
        library.read(tmp_path / "other.sql")
    with pytest.raises(QueryError, match="no folder of queries"):
        library.find([tmp_path / "nowhere"])


@pytest.mark.parametrize(
    ("sql", "names"),
    [
        ("SELECT :a, :b_2, :a", ("a", "b_2")),
        ("SELECT ':a', \"x:b\", '12:30'", ()),
        ("SELECT 'it''s :a', :b", ("b",)),
        ("SELECT x::text, :a::date", ("a",)),
        ("SELECT 1 -- :a\n, :b /* :c\n */", ("b",)),
        ("SELECT $$ :a $$, $x$ :b $$ $x$, :c", ("c",)),
    ],
)
def test_parameters_are_told_from_strings_comments_and_casts(sql, names):
    assert placeholders(sql) == names


def test_pyformat_keeps_percent_signs_and_strings():
    assert to_pyformat("SELECT '50 % :a' WHERE x LIKE :a || '%' AND y % 2 = 0") == (
        "SELECT '50 %% :a' WHERE x LIKE %(a)s || '%%' AND y %% 2 = 0"
    )
