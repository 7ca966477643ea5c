import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic import command
from databases import connected
from sqlalchemy import insert, inspect, text
from sqlalchemy.exc import IntegrityError

from eventsdb.errors import DatabaseError
from eventsdb.plover import MODES, SECTORS
from eventsdb.storage import migrations
from eventsdb.storage.engine import database_url
from eventsdb.storage.models import Base

REVISIONS = [revision.id for revision in migrations.history()]
VOCABULARIES = {
    "calendar",
    "countries",
    "sectors",
    "quad_classes",
    "event_types",
    "event_modes",
    "data_dictionary",
}
VIEWS = {"v_events", "v_event_participants", "v_claims", "v_articles", "v_actors", "v_timeline"} | {
    f"dim_{name}" for name in ("date", "actor", "place", "source")
}

SPAN = {"char_start": 0, "char_end": 5}
PLACE_IN_TEXT = {"article_id": 1, "sentence_id": 1, **SPAN}
DAY = date(2024, 6, 1)
NOW = datetime(2024, 6, 1, 8, tzinfo=UTC)
ROWS = {
    "runs": [{"id": 1, "started_at": NOW, "finished_at": NOW, "status": "finished", "eventsdb_version": "1"}],
    "load_errors": [{"run_id": 1, "uri": "a.png", "stage": "read", "error": "not text"}],
    "sources": [{"id": 1, "name": "Le Courrier", "domain": "courrier.example", "country_code": "FR"}],
    "articles": [
        {"id": 1, "uri": "a.txt", "text": "Alice a vu Bob.", "sha256": "1", "source_id": 1, "run_id": 1},
        {"id": 2, "uri": "b.txt", "text": "Alice a vu Bob.", "sha256": "1", "duplicate_of_id": 1},
    ],
    "extractions": [{"article_id": 1, "extractor": "fr 1", "payload": {"events": [1]}}],
    "sentences": [{"id": 1, "article_id": 1, "position": 0, "char_start": 0, "char_end": 15}],
    "actors": [
        {"id": 1, "key": "alice", "name": "Alice", "kind": "person", "country_code": "FR", "sector": "GOV"},
        {"id": 2, "key": "bob", "name": "Bob", "kind": "person"},
    ],
    "actor_aliases": [{"actor_id": 1, "name": "Alice", "folded": "alice"}],
    "actor_roles": [{"id": 1, "actor_id": 1, "title": "ministre", "first_seen": DAY, "last_seen": DAY}],
    "actor_role_mentions": [{"role_id": 1, **PLACE_IN_TEXT}],
    "actor_mentions": [{"actor_id": 1, **PLACE_IN_TEXT}],
    "actor_references": [{"actor_id": 2, "form": "pronoun", **PLACE_IN_TEXT}],
    "locations": [{"id": 1, "key": "paris", "name": "Paris", "kind": "city", "latitude": 48.9}],
    "location_mentions": [{"location_id": 1, **PLACE_IN_TEXT}],
    "events": [
        {
            "id": 1,
            "key": "meeting",
            "event_type": "CONSULT",
            "event_mode": "visit",
            "date_start": DAY,
            "date_end": DAY,
            "date_precision": "day",
            "location_id": 1,
            "factuality": "asserted",
            "summary": "Alice voit Bob",
        }
    ],
    "event_participants": [
        {"event_id": 1, "actor_id": 1, "role": "actor", "date_start": DAY, "date_end": DAY},
        {"event_id": 1, "actor_id": 2, "role": "recipient", "date_start": DAY, "date_end": DAY},
    ],
    "claims": [
        {"id": 1, "key": "c1", "claim_type": "denial", "quote_type": "direct", "text": "Alice"}
        | PLACE_IN_TEXT
        | {"speaker_id": 2, "event_id": 1},
        {"id": 2, "key": "c2", "claim_type": "statement", "quote_type": "direct", "text": "Alice"}
        | PLACE_IN_TEXT
        | {"speaker_id": 1, "event_id": 1},
    ],
    "event_mentions": [
        {"event_id": 1, "factuality": "asserted", "claim_id": 1, "rule": "r", **PLACE_IN_TEXT}
    ],
    "event_variants": [
        {
            "event_id": 1,
            "field": "place",
            "value": "Paris",
            "article_id": 1,
            "is_kept": True,
            "differs": False,
        }
    ],
    "claim_links": [{"claim_id": 1, "related_claim_id": 2, "relation": "contradicts"}],
    "actor_variants": [
        {
            "article_id": 1,
            "position": 0,
            "name": "Alice",
            "is_usual": True,
            "kind": "person",
            "own_key": "alice",
            "actor_id": 1,
        }
    ],
    "actor_variant_counts": [
        {"own_key": "alice", "name": "Alice", "is_usual": True, "kind": "person", "articles": 1}
    ],
    "location_variant_counts": [{"location_id": 1, "name": "Paris", "kind": "city", "articles": 1}],
    "actor_handles": [{"handle": "p:alis", "own_key": "alice", "is_weak": True}],
    "location_variants": [
        {"article_id": 1, "position": 0, "name": "Paris", "kind": "city", "location_id": 1}
    ],
    "event_reports": [{"id": 1, "own_key": "meeting", "event_id": 1, "article_id": 1, "position": 0}],
    "event_anchors": [
        {
            "report_id": 1,
            "anchor": "FR",
            "event_type": "CONSULT",
            "level": 0,
            "date_start": DAY,
            "date_end": DAY,
        }
    ],
    "claim_wordings": [{"claim_id": 1, "wording": "w"}],
    "article_bands": [{"article_id": 1, "band": "b"}],
    "key_aliases": [{"kind": "actor", "old_key": "alicia", "key": "alice"}],
    "corrections": [
        {"kind": "actor", "action": "merge", "target_key": "alice", "made_by": "me", "made_at": NOW}
    ],
}


def fill(url):
    """Rows in every table that the vocabularies do not fill."""
    with connected(url) as connection:
        for name, rows in ROWS.items():
            for row in rows:
                connection.execute(insert(Base.metadata.tables[name]), row)


def contents(url):
    """The rows of every table, by table and column; of the days of 150 years one year's, and how many."""
    found = {}
    with connected(url) as connection:
        for table in set(inspect(connection).get_table_names()) - {"alembic_version"}:
            some = " WHERE year = 2024" if table == "calendar" else ""
            for row in connection.execute(text(f"SELECT * FROM {table}{some}")).mappings():
                for column, value in row.items():
                    found.setdefault((table, column), []).append(repr(value))
            if some:
                found[table, "count"] = [connection.scalar(text(f"SELECT count(*) FROM {table}"))]
    return {where: sorted(values) for where, values in found.items()}


def kept(before, after):
    """What of `before` the other schema has a place for; the dictionary describes each its own."""
    return {
        where: values for where, values in before.items() if where in after and where[0] != "data_dictionary"
    }


def sqlite_schema(url):
    with closing(sqlite3.connect(url.database)) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    return {(type_, name): " ".join(sql.split()) if sql else None for type_, name, sql in rows}


def postgresql_schema(url):
    """Columns, constraints, indexes, comments and views, as PostgreSQL itself words them.

    Columns are counted without those dropped, whose numbers PostgreSQL does not give again.
    """
    queries = (
        "SELECT table_name, column_name, rank() OVER (PARTITION BY table_name ORDER BY ordinal_position), "
        "data_type, is_nullable, column_default "
        "FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT viewname, definition FROM pg_views WHERE schemaname = 'public'",
        "SELECT objoid::regclass::text, attname, description FROM pg_description "
        "LEFT JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid AND attnum > 0 "
        "WHERE classoid = 'pg_class'::regclass AND objoid::regclass::text NOT LIKE 'pg\\_%%' "
        "AND objoid::regclass::text NOT LIKE 'information%%'",
    )
    with connected(url) as connection:
        return [sorted(map(tuple, connection.exec_driver_sql(query)), key=repr) for query in queries]


def schema(url):
    return sqlite_schema(url) if url.get_backend_name() == "sqlite" else postgresql_schema(url)


def make_from_models(url):
    with connected(url) as connection:
        Base.metadata.create_all(connection)


# What the migrations make


def test_migrated_sqlite_schema_is_that_of_the_models(migrated_sqlite_url, sqlite_url):
    make_from_models(sqlite_url)
    migrated = {
        what: sql
        for what, sql in sqlite_schema(migrated_sqlite_url).items()
        if what[0] != "view" and "alembic_version" not in what[1]
    }
    assert {what: in_any_order(sql) for what, sql in migrated.items()} == {
        what: in_any_order(sql) for what, sql in sqlite_schema(sqlite_url).items()
    }


def in_any_order(sql):
    """The parts of a CREATE statement without the order of the constraints, which says nothing."""
    if sql is None:
        return None
    return sorted(sql.replace('"', "").replace(" )", "").replace(", CONSTRAINT", "\nCONSTRAINT").splitlines())


def test_migrated_postgresql_schema_is_that_of_the_models(migrated_postgresql_url, postgresql_url):
    make_from_models(postgresql_url)
    migrated = [
        [row for row in rows if "alembic_version" not in str(row[:2]) and row[0] not in VIEWS]
        for rows in postgresql_schema(migrated_postgresql_url)
    ]
    assert migrated == postgresql_schema(postgresql_url)


def test_check_finds_no_drift(shared_url):
    migrations.check(shared_url)


def test_check_finds_a_dropped_column_but_lets_people_add_tables(migrated_url):
    with connected(migrated_url) as connection:
        connection.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY, words TEXT)"))
    migrations.check(migrated_url)
    with connected(migrated_url) as connection:
        connection.execute(text("ALTER TABLE load_errors DROP COLUMN error"))
    with pytest.raises(DatabaseError, match="error"):
        migrations.check(migrated_url)


def test_all_views_are_there_and_answer(migrated_url):
    fill(migrated_url)
    with connected(migrated_url) as connection:
        assert set(inspect(connection).get_view_names()) == VIEWS
        for view in VIEWS:
            assert connection.execute(text(f"SELECT * FROM {view}")).mappings().first(), view


def test_dictionary_says_what_the_models_say(shared_url):
    with connected(shared_url) as connection:
        rows = connection.execute(text("SELECT * FROM data_dictionary ORDER BY table_name, position")).all()
        tables = {name: [] for name, *_ in rows}
        for name, column, _, description in rows:
            tables[name].append((column, description))
        assert set(tables) == set(Base.metadata.tables) | VIEWS
        for table in Base.metadata.tables.values():
            expected = [("", table.comment), *((column.name, column.comment) for column in table.columns)]
            assert tables[table.name] == expected
        for view in VIEWS:
            columns = [column["name"] for column in inspect(connection).get_columns(view)]
            assert [column for column, _ in tables[view]] == ["", *columns]
            assert all(description for _, description in tables[view])


def test_vocabularies_are_those_of_plover(shared_url):
    with connected(shared_url) as connection:
        types = {row.code: row for row in connection.execute(text("SELECT * FROM event_types"))}
        modes = connection.execute(text("SELECT * FROM event_modes")).all()
        sectors = connection.scalars(text("SELECT code FROM sectors")).all()
    assert set(types) == set(MODES)
    assert {(mode.event_type, mode.code) for mode in modes} == {(t, m) for t in MODES for m in MODES[t]}
    assert set(sectors) == SECTORS
    assert all((row.score < 0) <= (row.quad_class > 2) for row in types.values())
    assert all(mode.quad_class == types[mode.event_type].quad_class for mode in modes)
    assert {mode.code for mode in modes if mode.score is None} == {"vandalize", "ban"}


def test_wrong_rows_are_refused(migrated_url):
    fill(migrated_url)
    event = ROWS["events"][0] | {"id": 9, "key": "another"}
    wrong = [
        ("actors", {"key": "x", "name": "X", "kind": "robot"}),
        ("actors", {"key": "x", "name": "X", "kind": "person", "country_code": "FRA"}),
        ("actors", {"key": "alice", "name": "X", "kind": "person"}),
        ("events", event | {"event_mode": "riot"}),
        ("events", event | {"date_end": date(2024, 5, 31)}),
        ("events", event | {"date_precision": "none"}),
        ("events", event | {"confidence": 1.1}),
        ("event_participants", {"event_id": 1, "actor_id": 1, "role": "witness"}),
        ("actor_mentions", {"actor_id": 2, **PLACE_IN_TEXT, "char_end": 0}),
        ("actor_mentions", {"actor_id": 99, **PLACE_IN_TEXT}),
        ("actor_mentions", {"actor_id": 1, **PLACE_IN_TEXT}),
        ("actor_references", {"actor_id": 2, "form": "name", **PLACE_IN_TEXT}),
        ("claim_links", {"claim_id": 1, "related_claim_id": 1, "relation": "repeats"}),
        ("articles", {"uri": "a.txt", "text": "x", "sha256": "2"}),
    ]
    with connected(migrated_url) as connection:
        for table, row in wrong:
            with pytest.raises(IntegrityError), connection.begin_nested():
                connection.execute(insert(Base.metadata.tables[table]), row)
        connection.execute(insert(Base.metadata.tables["events"]), event)


# The way from one to another


def test_every_revision_down_and_up_with_rows_in_the_tables(migrated_url):
    fill(migrated_url)
    filled = set(ROWS) | VOCABULARIES
    assert filled == set(Base.metadata.tables)
    schemas, rows = {}, {}
    for revision in reversed(REVISIONS):
        assert migrations.current(migrated_url) == revision
        schemas[revision], rows[revision] = schema(migrated_url), contents(migrated_url)
        older = REVISIONS[REVISIONS.index(revision) - 1] if revision != REVISIONS[0] else "base"
        if older != "base":
            migrations.downgrade(migrated_url, older)
            assert kept(rows[revision], contents(migrated_url)) == kept(
                contents(migrated_url), rows[revision]
            )
    for revision in REVISIONS[1:]:
        migrations.upgrade(migrated_url, revision)
        assert schema(migrated_url) == schemas[revision]
        after = contents(migrated_url)
        assert kept(rows[REVISIONS[0]], after).items() <= after.items()


def test_participants_of_older_databases_get_the_dates_of_their_events(migrated_url):
    fill(migrated_url)
    undated = ROWS["events"][0] | {"id": 2, "key": "undated", "date_precision": "none"}
    parts = [{"event_id": 2, "actor_id": n, "role": "actor", "title": "ministre"} for n in (1, 2)]
    with connected(migrated_url) as connection:
        connection.execute(
            insert(Base.metadata.tables["events"]), undated | {"date_start": None, "date_end": None}
        )
        connection.execute(insert(Base.metadata.tables["event_participants"]), parts)
    before = contents(migrated_url)
    migrations.downgrade(migrated_url, "0006")
    migrations.upgrade(migrated_url)
    assert contents(migrated_url) == before


def test_downgrade_to_base_leaves_no_trace_and_all_comes_back(empty_url):
    nothing = schema(empty_url) if empty_url.get_backend_name() != "sqlite" else {}
    assert migrations.ensure_current(empty_url).after == REVISIONS[-1]
    assert migrations.ensure_current(empty_url) is None
    made = schema(empty_url)
    fill(empty_url)
    migrations.downgrade(empty_url, "base")
    assert schema(empty_url) == nothing
    assert migrations.current(empty_url) is None
    migrations.upgrade(empty_url)
    assert schema(empty_url) == made
    fill(empty_url)


@pytest.fixture
def scripts(tmp_path, monkeypatch):
    """A copy of the migrations to which a test adds revisions."""
    folder = tmp_path / "100% ours"
    shutil.copytree(migrations.scripts_folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrations, "scripts_folder", lambda: folder)
    return folder


def add_revision(scripts, upgrade, downgrade="pass"):
    (scripts / "versions" / "9999_next.py").write_text(
        f"""\"\"\"What comes next.\"\"\"
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = {REVISIONS[-1]!r}

def upgrade():
    {upgrade}

def downgrade():
    {downgrade}
"""
    )


def test_altering_a_table_keeps_its_children_views_and_indexes(migrated_url, scripts):
    fill(migrated_url)
    before, rows = schema(migrated_url), contents(migrated_url)
    add_revision(
        scripts,
        "with op.batch_alter_table('events') as batch: batch.add_column(sa.Column('note', sa.Text()))",
        "with op.batch_alter_table('events') as batch: batch.drop_column('note')",
    )
    migrations.upgrade(migrated_url)
    after = contents(migrated_url)
    assert after.pop(("events", "note")) == ["None"]
    assert after == rows
    with connected(migrated_url) as connection:
        assert connection.execute(text("SELECT actors FROM v_events")).scalar() == "Alice"
    migrations.downgrade(migrated_url, REVISIONS[-1])
    assert contents(migrated_url) == rows
    if migrated_url.get_backend_name() == "sqlite":
        # The table made anew holds the same, its constraints in another order.
        assert {what: in_any_order(sql) for what, sql in sqlite_schema(migrated_url).items()} == {
            what: in_any_order(sql) for what, sql in before.items()
        }


def test_views_come_back_after_a_step_that_drops_one(migrated_url, scripts):
    before = schema(migrated_url)
    add_revision(scripts, "op.execute('DROP VIEW v_timeline')")
    migrations.upgrade(migrated_url)
    assert schema(migrated_url) == before


@pytest.mark.parametrize(
    "step",
    [
        "op.execute('CREATE TABLE half (id INTEGER)'); op.execute('SELECT nonsense')",
        "op.execute('DELETE FROM actor_aliases'); op.execute('INSERT INTO sectors (code) VALUES (NULL)')",
    ],
)
def test_failed_step_changes_nothing(migrated_url, scripts, step):
    fill(migrated_url)
    before = schema(migrated_url), contents(migrated_url)
    add_revision(scripts, step)
    with pytest.raises(DatabaseError, match="nothing has changed"):
        migrations.upgrade(migrated_url)
    assert (schema(migrated_url), contents(migrated_url)) == before
    assert migrations.current(migrated_url) == REVISIONS[-1]


def test_step_that_leaves_references_to_nothing_is_taken_back(migrated_sqlite_url, scripts):
    fill(migrated_sqlite_url)
    before = contents(migrated_sqlite_url)
    add_revision(scripts, "op.execute('DELETE FROM articles')")
    with pytest.raises(DatabaseError, match="sentences"):
        migrations.upgrade(migrated_sqlite_url)
    assert contents(migrated_sqlite_url) == before


def test_file_with_articles_is_copied_before_it_changes(migrated_sqlite_url):
    path = Path(migrated_sqlite_url.database)
    assert migrations.downgrade(migrated_sqlite_url, REVISIONS[-2]).backup is None
    migrations.upgrade(migrated_sqlite_url)
    fill(migrated_sqlite_url)
    before = contents(migrated_sqlite_url)
    backup = migrations.downgrade(migrated_sqlite_url, "base").backup
    assert (backup.parent, backup.name.startswith(f"{path.name}.{REVISIONS[-1]}.")) == (path.parent, True)
    assert contents(database_url(backup)) == before


def test_nothing_to_do_leaves_the_file_and_makes_no_copy(migrated_sqlite_url):
    fill(migrated_sqlite_url)
    path = Path(migrated_sqlite_url.database)
    before = path.read_bytes()
    assert migrations.upgrade(migrated_sqlite_url).backup is None
    assert migrations.ensure_current(migrated_sqlite_url) is None
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_views_and_triggers_of_people_survive(migrated_sqlite_url, scripts):
    with connected(migrated_sqlite_url) as connection:
        connection.execute(text("CREATE VIEW mine AS SELECT event_key, actors FROM v_events"))
        connection.execute(text("CREATE TABLE seen (event_key TEXT)"))
        notice = "INSERT INTO seen VALUES (new.key)"
        connection.execute(text(f"CREATE TRIGGER notice AFTER INSERT ON events BEGIN {notice}; END"))
    made_anew = "op.batch_alter_table('events', recreate='always')"
    add_revision(scripts, f"with {made_anew} as batch: batch.add_column(sa.Column('note', sa.Text()))")
    migrations.upgrade(migrated_sqlite_url)
    fill(migrated_sqlite_url)
    with connected(migrated_sqlite_url) as connection:
        assert connection.scalars(text("SELECT event_key FROM seen")).all() == ["meeting"]
        assert connection.scalars(text("SELECT actors FROM mine")).all() == ["Alice"]


def test_new_revision_is_numbered_and_needs_nothing_of_the_package(migrated_sqlite_url, scripts):
    with connected(migrated_sqlite_url) as connection:
        connection.execute(text("ALTER TABLE corrections DROP COLUMN undone_at"))
    config = migrations._config(migrated_sqlite_url)
    made = command.revision(config, "Bring it back", autogenerate=True)
    assert (made.revision, made.down_revision) == (f"{len(REVISIONS) + 1:04}", REVISIONS[-1])
    assert "import eventsdb" not in Path(made.path).read_text()
    migrations.upgrade(migrated_sqlite_url)
    migrations.check(migrated_sqlite_url)


# Which databases are taken


def test_two_programs_may_make_a_database_at_once(empty_url):
    command = [sys.executable, "-m", "eventsdb", "db", "upgrade"]
    environment = os.environ | {"EVENTSDB_URL": empty_url.render_as_string(hide_password=False)}
    programs = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) for _ in range(2)]
    assert [program.communicate()[1] for program in programs] == [b"", b""]
    assert migrations.current(empty_url) == REVISIONS[-1]


def test_older_database_is_refused_with_the_command_to_run(migrated_url):
    migrations.downgrade(migrated_url, REVISIONS[-2])
    with pytest.raises(DatabaseError, match=r"older eventsdb.*run `eventsdb db upgrade --db "):
        migrations.ensure_current(migrated_url)
    with pytest.raises(DatabaseError, match="older eventsdb"):
        migrations.check(migrated_url)


def test_newer_database_is_refused(migrated_url):
    with connected(migrated_url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '7777'"))
    for refuse in (migrations.ensure_current, migrations.upgrade, migrations.check):
        with pytest.raises(DatabaseError, match=r"newer eventsdb.*7777"):
            refuse(migrated_url)


def test_database_of_another_program_is_refused(empty_url):
    with connected(empty_url) as connection:
        connection.execute(text("CREATE TABLE bookmarks (id INTEGER)"))
    with pytest.raises(DatabaseError, match="not an eventsdb database"):
        migrations.ensure_current(empty_url)


def test_unknown_revision_is_refused(shared_url):
    with pytest.raises(DatabaseError, match="7777"):
        migrations.upgrade(shared_url, "7777")
