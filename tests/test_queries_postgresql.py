"""SQL of one's own on PostgreSQL, asked by a superuser: it reads, and can do nothing else."""

from contextlib import closing

import psycopg
import pytest

from eventsdb.errors import DatabaseError, QueryError, QueryTimeoutError
from eventsdb.queries.limits import Limits
from eventsdb.queries.run import explain, run


@pytest.fixture
def ask(news_postgresql_url):
    def answer(sql, limits=None, **values):
        with run(news_postgresql_url, sql, values, limits or Limits(seconds=20)) as result:
            return [*result]

    return answer


COUNT = "SELECT (SELECT count(*) FROM sources), (SELECT count(*) FROM information_schema.tables)"


@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM sources",
        "UPDATE sources SET name = 'x' RETURNING id",
        "CREATE TABLE other (x int)",
        "WITH t AS (INSERT INTO sources (name) VALUES ('x') RETURNING id) SELECT * FROM t",
        "WITH t AS (DELETE FROM sources RETURNING id) SELECT * FROM t",
        "SELECT * INTO other FROM sources",
        "SELECT * FROM sources FOR UPDATE",
        "SELECT 1; SELECT 2",
        "SELECT 1; COMMIT; BEGIN READ WRITE; CREATE TABLE other (x int)",
        "SELECT 1; SET ROLE NONE",
        "COMMIT",
        "SET TRANSACTION READ WRITE",
        "COPY sources TO '/tmp/other'",
        "COPY sources TO PROGRAM 'true'",
        "DO $$ BEGIN PERFORM 1; END $$",
        "CALL other()",
        "LISTEN x",
        "SELECT set_config('role', 'none', true)",
        "SELECT set_config('transaction_read_only', 'off', true)",
        "SELECT nextval('sources_id_seq')",
        "SELECT setval('sources_id_seq', 99)",
        "SELECT pg_read_file('PG_VERSION')",
        "SELECT \"pg_read_file\"('PG_VERSION')",
        "SELECT U&\"\\0070g_read_file\"('PG_VERSION')",
        "SELECT/**/pg_read_binary_file/**/('PG_VERSION')",
        "SELECT pg_ls_dir('.')",
        "SELECT pg_stat_file('PG_VERSION')",
        "SELECT lo_import('/etc/hostname')",
        "SELECT query_to_xml('SELECT set_config(''role'', ''none'', true)', true, true, '')",
        "SELECT pg_reload_conf()",
        "SELECT pg_terminate_backend(pg_backend_pid())",
        "SELECT rolpassword FROM pg_authid",
        "",
    ],
)
def test_nothing_but_reading_is_done(ask, attack):
    before = ask(COUNT)
    with pytest.raises(QueryError):
        ask(attack)
    assert ask(COUNT) == before


@pytest.mark.parametrize(
    "attack",
    ["SELECT 1; COMMIT; BEGIN READ WRITE; CREATE TABLE other (x int)", "ANALYZE DELETE FROM claim_links"],
)
def test_explaining_does_nothing_either(ask, news_postgresql_url, attack):
    before = ask(COUNT)
    with pytest.raises(QueryError), explain(news_postgresql_url, attack, {}, Limits()):
        pass
    assert ask(COUNT) == before


@pytest.mark.parametrize(
    "sql",
    [
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT count(*) FROM n",
        "SELECT pg_sleep(30)",
        "SELECT generate_series(1, 1000000000)",
    ],
)
def test_a_runaway_query_is_stopped(ask, sql):
    with pytest.raises(QueryTimeoutError, match=r"stopped after 0\.3 s"):
        ask(sql, Limits(seconds=0.3))


def test_values_come_as_they_do_from_sqlite(ask):
    assert ask(
        "SELECT true, 1.50::numeric, 2::numeric, DATE '2024-02-12', '{\"a\": 1}'::jsonb, '\\xff'::bytea"
    ) == [(1, 1.5, 2, "2024-02-12", '{"a": 1}', b"\xff")]
    assert ask("SELECT started_at FROM runs WHERE id = 1") == [("2024-06-01 08:00:00",)]


def test_parameters_are_bound_and_read_by_their_context(ask):
    assert ask("SELECT name FROM actors WHERE id = :id", id=1) == ask("SELECT name FROM actors WHERE id = 1")
    assert ask("SELECT name FROM actors WHERE name = :n", n="x'; DROP TABLE actors; --") == []
    assert ask("SELECT name FROM actors ORDER BY id LIMIT :n", n=1) == [("France",)]
    assert ask("SELECT '50 %' || :unit", unit=" %s") == [("50 % %s",)]


def test_rows_stop_at_the_limit(news_postgresql_url):
    with run(news_postgresql_url, "SELECT generate_series(1, 100000)", {}, Limits(rows=3)) as result:
        assert [*result] == [(1,), (2,), (3,)]
        assert result.truncated


def test_errors_are_one_line(ask, news_postgresql_url):
    with pytest.raises(QueryError, match=r"^syntax error at or near \"FORM\"$"):
        ask("SELECT * FORM actors")
    with pytest.raises(QueryError, match="division by zero"):
        ask("SELECT 1 / (SELECT count(*) FROM actors WHERE id < 0)")
    gone = news_postgresql_url.set(database="nowhere")
    with pytest.raises(DatabaseError, match="nowhere"), run(gone, "SELECT 1", {}, Limits()):
        pass


def test_a_role_that_may_only_select_can_ask(news_postgresql_url):
    reader = news_postgresql_url.set(username="only_reader")
    with closing(
        psycopg.connect(news_postgresql_url.set(drivername="postgresql").render_as_string())
    ) as owner:
        owner.execute("CREATE ROLE only_reader LOGIN")
        owner.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO only_reader")
        owner.commit()
        try:
            with run(
                reader, "SELECT current_user, count(*) FROM v_events GROUP BY 1", {}, Limits()
            ) as result:
                assert [*result] == [("only_reader", 8)]
        finally:
            owner.execute("DROP OWNED BY only_reader")
            owner.execute("DROP ROLE only_reader")
            owner.commit()
