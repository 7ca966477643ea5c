import json

import pytest
from databases import ask as ask_of
from databases import everything
from toy import ToyExtractor

from eventsdb.errors import DatabaseError
from eventsdb.extraction.registry import Extractors
from eventsdb.load import load
from eventsdb.reprocess import reprocess
from eventsdb.storage import migrations, store

MEETING = (
    "La ministre et son homologue se sont retrouvés hier. Alice Aubert a rencontré Bob Berger à la mairie du "
    "village. Ils ont parlé longtemps de la nouvelle route, puis chacun est rentré chez soi."
)
VISIT = (
    "Le maire du village a reçu ses voisins. Carl Colin a rencontré Alice Aubert dans la cour de la ferme, "
    "avant de repartir dans la soirée vers la ville avec les autres habitants."
)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "meeting.txt").write_text(MEETING, encoding="utf-8")
    (folder / "visit.txt").write_text(VISIT, encoding="utf-8")
    return folder


@pytest.fixture
def run(migrated_url):
    def run(*paths, version="1", **options):
        return load(paths, db=migrated_url, extractors=Extractors(ToyExtractor(version)), **options)

    return run


@pytest.fixture
def ask(migrated_url):
    return lambda sql: ask_of(migrated_url, sql)


def test_articles_are_stored_with_all_that_they_tell(run, ask, folder):
    summary = run(folder)
    assert (summary.read, summary.new, summary.failures) == (2, 2, [])
    assert summary.total == {"actors": 3, "locations": 0, "events": 2, "claims": 0}
    assert ask(
        "SELECT a.name, substr(r.text, m.char_start + 1, m.char_end - m.char_start) FROM actor_mentions m "
        "JOIN actors a ON a.id = m.actor_id JOIN articles r ON r.id = m.article_id ORDER BY 1"
    ) == [(name, name) for name in ("Alice Aubert", "Alice Aubert", "Bob Berger", "Carl Colin")]
    assert ask(
        "SELECT DISTINCT substr(r.text, m.char_start + 1, m.char_end - m.char_start) FROM event_mentions m "
        "JOIN articles r ON r.id = m.article_id"
    ) == [("a rencontré",)]


def test_a_run_records_versions_and_counts(run, ask, folder):
    run(folder)
    run(folder)
    assert ask(
        "SELECT status, extractors, articles_read, articles_added, articles_unchanged FROM runs ORDER BY id"
    ) == [
        ("finished", "fr 1", 2, 2, 0),
        ("finished", "fr 1", 2, 0, 2),
    ]


def test_loading_again_changes_nothing(run, folder, migrated_url):
    run(folder)
    before = everything(migrated_url)
    again = run(folder, folder / "visit.txt")
    assert (again.new, again.unchanged) == (0, 3)
    assert everything(migrated_url) == before


def test_the_same_content_under_another_name_gives_no_second_mentions(run, ask, folder):
    (folder / "copy.txt").write_text(MEETING, encoding="utf-8")
    summary = run(folder)
    assert (summary.new, summary.duplicates) == (2, 1)
    assert ask("SELECT count(*) FROM event_mentions") == [(2,)]
    assert ask("SELECT count(*) FROM articles WHERE duplicate_of_id IS NOT NULL") == [(1,)]


def test_an_article_with_small_edits_or_cut_short_is_a_duplicate(run, ask, folder):
    (folder / "edited.txt").write_text(MEETING.replace("longtemps", "longuement"), encoding="utf-8")
    (folder / "cut.txt").write_text(VISIT.rsplit(",", 1)[0] + ".", encoding="utf-8")
    summary = run(folder)
    assert (summary.new, summary.duplicates) == (2, 2)
    assert ask("SELECT uri FROM articles WHERE duplicate_of_id IS NULL") == [
        (str(folder / "edited.txt"),),
        (str(folder / "visit.txt"),),
    ]


def test_inputs_that_fail_are_recorded_and_stop_nothing(run, ask, folder):
    (folder / "empty.txt").write_bytes(b"")
    (folder / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    (folder / "noise.txt").write_text("x" * 5_000_000)
    (folder / "latin.txt").write_text(
        "À l'été, les élèves ont planté des arbres près de l'école. Denise Dubois a rencontré Émile Étienne.",
        encoding="latin-1",
    )
    summary = run(folder, folder / "nowhere.txt")
    assert summary.new == 3
    assert {failure.uri.rsplit("/", 1)[1] for failure in summary.failures} == {
        "empty.txt",
        "image.png",
        "noise.txt",
        "nowhere.txt",
    }
    assert len(ask("SELECT uri, stage, error FROM load_errors WHERE error <> ''")) == 4


def test_an_article_that_cannot_be_extracted_stops_only_itself(run, ask, folder):
    (folder / "bad.txt").write_text(MEETING.replace("longtemps", "trébuche"), encoding="utf-8")
    summary = run(folder)
    assert summary.new == 2
    assert [(f.stage, f.reason) for f in summary.failures] == [("extract", "RuntimeError: stumbled")]
    assert ask("SELECT count(*) FROM articles") == [(2,)]


def test_an_article_that_cannot_be_stored_leaves_nothing_behind(run, ask, folder, monkeypatch):
    whole = store.update

    def failing(connection, added, *rest):
        whole(connection, added, *rest)
        if any("Bob" in story.article.text for story in added):
            raise ValueError("full")

    monkeypatch.setattr(store, "update", failing)
    summary = run(folder)
    assert summary.new == 1
    assert [(f.stage, f.reason) for f in summary.failures] == [("store", "ValueError: full")]
    assert ask("SELECT name FROM actors ORDER BY 1") == [("Alice Aubert",), ("Carl Colin",)]


def test_an_interruption_keeps_what_was_committed_and_a_rerun_completes_it(run, ask, folder, migrated_url):
    for number in range(40):
        (folder / f"z{number:02}.txt").write_text(
            f"{VISIT} Il était {number} heures passées.", encoding="utf-8"
        )

    def interrupt(summary):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(folder, on_progress=interrupt)
    assert ask("SELECT count(*) FROM articles") == [(32,)]
    assert ask("SELECT status FROM runs") == [("interrupted",)]
    rest = run(folder)
    assert (rest.new + rest.duplicates, rest.unchanged) == (10, 32)


def test_languages_without_extractor_are_stored_as_they_are(run, ask, folder):
    english = (
        "The mayor of the village met his neighbours yesterday and they talked about the new road for hours."
    )
    (folder / "english.txt").write_text(english, encoding="utf-8")
    summary = run(folder)
    assert (summary.new, summary.without_extractor) == (3, {"en": 1})
    assert ask("SELECT count(*) FROM articles a WHERE language = 'en'") == [(1,)]
    assert ask("SELECT count(*) FROM extractions") == [(2,)]


def test_an_empty_database_gets_its_tables(folder, empty_url):
    load([folder], db=empty_url, extractors=Extractors(ToyExtractor()))
    assert migrations.current(empty_url) == migrations.history()[-1].id


def test_an_older_database_is_refused_with_the_command_to_run(folder, empty_url):
    migrations.upgrade(empty_url, migrations.history()[0].id)
    with pytest.raises(DatabaseError, match="eventsdb db upgrade"):
        load([folder], db=empty_url, extractors=Extractors(ToyExtractor()))


def test_payloads_are_plain_json(run, ask, folder):
    run(folder)
    payload = ask("SELECT CAST(payload AS TEXT) FROM extractions ORDER BY article_id")[0][0]
    assert json.loads(payload)["extractor"] == "toy 1"


def test_reprocessing_with_the_same_pipeline_changes_nothing(run, folder, migrated_url):
    run(folder)
    before = everything(migrated_url)
    summary = reprocess(db=migrated_url, extractors=Extractors(ToyExtractor()))
    assert (summary.read, summary.reprocessed) == (2, 0)
    assert everything(migrated_url) == before


def test_reprocessing_ends_where_a_fresh_load_would_and_says_what_changed(
    run, ask, folder, migrated_url, databases
):
    run(folder)
    changed = Extractors(ToyExtractor("2", verb="a rencontré|ont parlé"))
    summary = reprocess(db=migrated_url, extractors=changed)
    assert (summary.read, summary.reprocessed) == (2, 2)
    assert (summary.changes["events"].added, summary.changes["events"].removed) == (1, 0)
    assert ask("SELECT articles_reprocessed, events_added FROM runs ORDER BY id DESC LIMIT 1") == [(2, 1)]
    fresh = databases.migrated()
    load([folder], db=fresh, extractors=changed)
    assert everything(migrated_url) == everything(fresh)


def test_a_key_that_a_new_pipeline_does_not_give_leads_to_what_took_its_place(run, ask, folder, migrated_url):
    run(folder)
    old = {key for (key,) in ask("SELECT key FROM events")}
    reprocess(db=migrated_url, extractors=Extractors(ToyExtractor("2", verb="rencontré")))
    assert not old & {key for (key,) in ask("SELECT key FROM events")}
    found = ask("SELECT k.old_key FROM key_aliases k JOIN events e ON e.key = k.key WHERE k.kind = 'event'")
    assert {key for (key,) in found} == old
