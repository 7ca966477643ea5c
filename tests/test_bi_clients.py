"""What BI tools read: each client reads every view of a published file, with types and values as they are.

Which type each column has is asked of PostgreSQL, where every column of a view has one.
"""

import asyncio
import importlib.util
import math
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from databases import connected

from eventsdb.storage import fulltext
from eventsdb.storage.engine import database_url
from eventsdb.storage.snapshot import snapshot

KINDS = {
    "date": date,
    "timestamp without time zone": datetime,
    "integer": int,
    "double precision": float,
    "text": str,
}
READ = {date: date.fromisoformat, datetime: datetime.fromisoformat, int: int, float: float, str: str}
"""What makes a value of a type of what SQLite's own library gives."""

JDBC_JAR = Path("/usr/share/java/sqlite-jdbc.jar")


@pytest.fixture(scope="module")
def kinds(postgresql_backend):
    """The type of each column, by view."""
    with connected(postgresql_backend.migrated) as connection:
        rows = connection.exec_driver_sql(
            "SELECT table_name, column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = 'public' AND table_name IN (SELECT viewname FROM pg_views) "
            "ORDER BY table_name, ordinal_position"
        ).all()
    found = {}
    for view, column, data_type in rows:
        found.setdefault(view, {})[column] = KINDS[data_type]
    return found


@pytest.fixture(scope="module")
def published(news_sqlite_url, tmp_path_factory):
    """A published file of the news, with a full-text index."""
    folder = tmp_path_factory.mktemp("published")
    url = database_url(shutil.copy(news_sqlite_url.database, folder / "events.db"))
    fulltext.make(url)
    snapshot(url, folder / "news.db")
    return folder / "news.db"


@pytest.fixture(scope="module")
def expected(published, kinds):
    """The rows of each view, as a client should give them."""
    with closing(sqlite3.connect(published)) as connection:
        rows = {view: connection.execute(select(view)).fetchall() for view in kinds}
    return {
        view: [
            tuple(
                None if value is None else READ[kind](value)
                for value, kind in zip(row, of.values(), strict=True)
            )
            for row in rows[view]
        ]
        for view, of in kinds.items()
    }


def select(view):
    """All rows of a view, but one year of days."""
    return f"SELECT * FROM {view}{' WHERE year = 2024' if view == 'dim_date' else ''}"


def assert_same(found, expected):
    """The same values, of the same types, whatever the order of the rows."""
    assert found.keys() == expected.keys()
    for view, rows in found.items():
        assert sorted(map(told, rows)) == sorted(map(told, expected[view])), view


def told(row):
    return [f"{type(value).__name__} {value}" for value in row]


def driver(name):
    return pytest.importorskip(name, reason=f"{name} is not installed: pip install 'eventsdb[bi]'")


def test_every_view_has_rows_and_every_type_occurs(expected):
    assert all(expected.values())
    types = {type(value) for rows in expected.values() for row in rows for value in row}
    assert types == {*KINDS.values(), type(None)}


def test_odbc(published, expected):
    pyodbc = driver("pyodbc")
    if "SQLite3" not in pyodbc.drivers():
        pytest.skip("the ODBC driver is not installed: apt-get install libsqliteodbc")
    with closing(pyodbc.connect(f"DRIVER=SQLite3;Database={published}", autocommit=True)) as connection:
        found = {
            view: [tuple(row) for row in connection.execute(select(view)).fetchall()] for view in expected
        }
    assert_same(found, expected)


JDBC = """
import java.sql.*;

class Read {
    public static void main(String[] arguments) throws Exception {
        Connection connection = DriverManager.getConnection(
            "jdbc:sqlite:" + arguments[0] + "?date_string_format=yyyy-MM-dd");
        for (int view = 1; view < arguments.length; view += 2) {
            ResultSet rows = connection.createStatement().executeQuery(arguments[view + 1]);
            ResultSetMetaData columns = rows.getMetaData();
            while (rows.next()) {
                StringBuilder line = new StringBuilder(arguments[view]);
                for (int n = 1; n <= columns.getColumnCount(); n++)
                    line.append((char) 1).append(cell(rows, columns, n));
                System.out.println(line.append((char) 2));
            }
        }
    }

    // As a tool does that goes by the type of the column. The driver takes a moment for a day, and
    // knows one format for both: that of days is set, and the only moment is read as text.
    static String cell(ResultSet rows, ResultSetMetaData columns, int n) throws SQLException {
        if (rows.getObject(n) == null) return "null";
        if (columns.getColumnTypeName(n).equals("DATETIME")) return "datetime" + rows.getString(n);
        switch (columns.getColumnType(n)) {
            case Types.DATE: return "date" + rows.getDate(n);
            case Types.INTEGER: case Types.BIGINT: return "int" + rows.getLong(n);
            case Types.REAL: case Types.FLOAT: case Types.DOUBLE: return "float" + rows.getDouble(n);
            default: return "str" + rows.getString(n);
        }
    }
}
"""


def test_jdbc(published, expected, tmp_path):
    if not JDBC_JAR.exists() or shutil.which("javac") is None:
        pytest.skip("JDBC is not installed: apt-get install libxerial-sqlite-jdbc-java default-jdk-headless")
    source = tmp_path / "Read.java"
    source.write_text(JDBC)
    command = ["java", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-cp", JDBC_JAR, source]
    views = [word for view in expected for word in (view, select(view))]
    done = subprocess.run([*command, published, *views], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    types = {kind.__name__: kind for kind in READ}
    found = {view: [] for view in expected}
    for line in done.stdout.decode().split("\2\n")[:-1]:
        view, *cells = line.split("\1")
        found[view].append(tuple(jdbc_value(cell, types) for cell in cells))
    assert_same(found, expected)


def jdbc_value(cell, types):
    if cell == "null":
        return None
    name = max((name for name in types if cell.startswith(name)), key=len)
    return READ[types[name]](cell.removeprefix(name))


def test_duckdb(published, expected, kinds):
    duckdb = driver("duckdb")
    driver("duckdb_extension_sqlite_scanner")
    folder = Path(importlib.util.find_spec("duckdb_extension_sqlite_scanner").origin or "").parent
    (scanner,) = folder.glob(f"extensions/v{duckdb.__version__}/*.duckdb_extension")
    with closing(duckdb.connect()) as connection:
        connection.execute(f"LOAD '{scanner}'")
        connection.execute(f"ATTACH '{published}' AS news (TYPE sqlite, READ_ONLY)")
        connection.execute("USE news")
        found = {view: connection.execute(select(view)).fetchall() for view in expected}
        types = {view: connection.execute(f"DESCRIBE {view}").fetchall() for view in expected}
    assert_same(found, expected)
    names = {
        "DATE": date,
        "TIMESTAMP": datetime,
        "BIGINT": int,
        "INTEGER": int,
        "DOUBLE": float,
        "VARCHAR": str,
    }
    assert {view: {row[0]: names[row[1]] for row in rows} for view, rows in types.items()} == kinds


def test_polars(published, expected, kinds):
    polars = driver("polars")
    driver("connectorx")
    frames = {
        view: polars.read_database_uri(select(view), f"sqlite://{published}", engine="connectorx")
        for view in expected
    }
    assert_same({view: frame.rows() for view, frame in frames.items()}, expected)
    types = {view: dict(zip(frame.columns, frame.dtypes, strict=True)) for view, frame in frames.items()}
    assert {
        view: {name: each.to_python() for name, each in of.items()} for view, of in types.items()
    } == kinds


def test_pandas(published, expected, kinds):
    pandas = driver("pandas")
    found = {}
    with closing(sqlite3.connect(published)) as connection:
        for view, columns in kinds.items():
            days = [name for name, kind in columns.items() if kind in (date, datetime)]
            frame = pandas.read_sql_query(select(view), connection, parse_dates=days)
            for name, kind in columns.items():
                assert frame[name].isna().all() or is_of(pandas, frame[name], kind), (view, name)
            rows = frame.astype(object).itertuples(index=False, name=None)
            found[view] = [tuple(map(plain, row, columns.values())) for row in rows]
    assert_same(found, expected)


def is_of(pandas, column, kind):
    """Whether pandas took a column for what it is; whole numbers with gaps are floats to it."""
    tests = pandas.api.types
    if kind in (date, datetime):
        return tests.is_datetime64_any_dtype(column)
    if kind is int:
        return tests.is_integer_dtype(column) or (column.isna().any() and tests.is_float_dtype(column))
    return tests.is_float_dtype(column) if kind is float else tests.is_string_dtype(column)


def plain(value, kind):
    if value is None or (isinstance(value, float) and math.isnan(value)) or str(value) == "NaT":
        return None
    if kind is date:
        return value.date()
    return value.to_pydatetime() if kind is datetime else kind(value)


def test_datasette(published, expected, kinds):
    app = driver("datasette.app")

    async def read():
        served = app.Datasette([str(published)], settings={"sql_time_limit_ms": 60_000})
        rows = {}
        for view in expected:
            answer = await served.client.get("/news.json", params={"_shape": "arrays", "sql": select(view)})
            rows[view] = answer.json()["rows"]
        return rows, (await served.client.get("/news.json")).json()["tables"]

    rows, tables = asyncio.run(read())
    # JSON has neither dates nor, in 4.0, a float of its own: dates must be text that reads as one.
    found = {
        view: [
            tuple(
                value if value is None else READ[kind](value) if kind in (date, datetime, float) else value
                for value, kind in zip(row, kinds[view].values(), strict=True)
            )
            for row in of
        ]
        for view, of in rows.items()
    }
    assert_same(found, expected)
    assert not [table["name"] for table in tables if "_fts" in table["name"] and not table["hidden"]]
