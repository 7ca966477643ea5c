"""`eventsdb browse`: the pages that Datasette serves, as HTML and, where there is one, in a browser."""

import asyncio
import html
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from contextlib import closing, contextmanager

import pytest
from factories import World
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from eventsdb.browsing.marking import Span, pieces
from eventsdb.browsing.metadata import Described, metadata
from eventsdb.browsing.questions import questions
from eventsdb.errors import DatabaseError
from eventsdb.queries import library
from eventsdb.storage import migrations
from eventsdb.storage.engine import create_database_engine, database_url

KEY = "eabcdefghijkl"  # one as extraction makes them


@pytest.fixture(scope="module")
def served(news_sqlite_url, tmp_path_factory):
    """What answers a path of the news with (status, address it led to, page)."""
    pytest.importorskip("datasette", reason="Datasette is not installed: pip install 'eventsdb[web]'")
    from eventsdb.browsing.serving import datasette

    path = tmp_path_factory.mktemp("browse") / "the news é.db"
    shutil.copy(news_sqlite_url.database, path)
    engine = create_database_engine(database_url(path))
    with Session(engine) as session:
        session.connection().exec_driver_sql("UPDATE events SET key = ? WHERE key = 'e-visit'", (KEY,))
        session.connection().exec_driver_sql("UPDATE key_aliases SET key = ? WHERE key = 'e-visit'", (KEY,))
        session.commit()
    engine.dispose()
    app = datasette(database_url(path), tuple(map(library.read, library.find().values())))

    def get(path):
        answer = asyncio.run(app.client.get(path, follow_redirects=True))
        return answer.status_code, str(answer.url), answer.text

    return get


def page(served, path):
    status, _, text = served(path)
    assert status == 200, text
    return text


def links(text):
    return [html.unescape(link) for link in re.findall(r'href="([^"]+)"', text)]


def link_to(text, part):
    return next(link for link in links(text) if part in link)


HOME = "/the+news+~C3~A9"


def test_from_an_event_to_its_evidence_is_two_clicks(served):
    listed = page(served, link_to(page(served, "/"), "/v_events"))
    event = page(served, link_to(listed, f"/-/event/{KEY}"))
    assert "<h1>Élise Morel se rend à Bamako</h1>" in event
    assert "La ministre a <mark>rencontré</mark> Awa Diarra lundi à Bamako." in event
    assert "Morel s&#39;était <mark>rendue</mark> à Bamako en février." in event
    article = page(served, link_to(event, "/-/article/1"))
    assert re.search(r'<mark class="asked" id="asked"><a [^>]*>rencontré</a></mark>', article)


def test_an_old_key_finds_its_event_and_an_unknown_one_says_so(served):
    assert "Élise Morel se rend à Bamako" in page(served, f"{HOME}/-/event/e-visit-old")
    status, _, text = served(f"{HOME}/-/event/enone")
    assert (status, "There is no event with the key enone" in text) == (404, True)
    assert served(f"{HOME}/-/article/99")[0] == 404
    assert served(f"{HOME}/-/claim/c-none")[0] == 404
    assert served("/nowhere/-/event/e-raid")[0] == 404


def test_an_event_shows_who_says_so_and_who_denies_it(served):
    text = page(served, f"{HOME}/-/event/e-raid")
    assert "alleged, denied by Front du Nord" in text
    assert '<span class="claim-denial">denial</span> by <a' in text
    assert "Le Mali accuse le Front du Nord d&#39;<mark>avoir attaqué Gao</mark>." in text


def test_a_claim_leads_to_its_words_in_the_article(served):
    status, address, text = served(f"{HOME}/-/claim/c-denial")
    assert status == 200
    assert "#asked" in address
    assert '<mark class="asked" id="asked">avoir attaqué la ville</mark>' in text


def test_tables_have_titles_descriptions_labels_facets_and_an_order(served):
    text = page(served, f"{HOME}/events")
    assert "What happened, may have or is to" in text
    assert "sorted by date_start descending" in text
    assert {"event_type", "event_mode", "factuality"} <= set(re.findall(r'data-column="(\w+)"', text))
    assert ">Bamako</a>" in text  # the place, by name
    assert 'data-column-description="First day; NULL when unknown"' in text
    hidden = page(served, HOME)
    assert "article_bands" not in hidden
    assert "unconfirmed: Events that are alleged" in hidden


def test_wherever_words_stand_the_article_is_a_click_away(served):
    mentions = page(served, f"{HOME}/actor_mentions")
    assert '-/article/1">Élise Morel en visite à Bamako</a>' in mentions
    article = page(served, link_to(mentions, "/-/article/1?start=0&end=11"))
    assert '<mark class="asked" id="asked">Élise Morel</mark>' in article


def test_every_canned_query_answers_with_an_empty_form(served):
    home = links(page(served, HOME))
    for name, path in library.find().items():
        address = next(link for link in home if re.search(rf"/{name}(-query)?$", link))
        empty = "&".join(f"{parameter.name}=" for parameter in library.read(path).parameters)
        assert 'class="message-error"' not in page(served, f"{address}?{empty}"), name


@pytest.mark.parametrize(
    ("question", "there", "missing"),
    [
        ("timeline?since=12+février+2024&until=2024-02&actor=", "e-accusing", "e-attack"),
        ("timeline?since=&until=&actor=elise++MOREL", KEY, "e-attack"),
        ("timeline?place=GAO", "e-attack", KEY),
        ("dyads?min_events=1&actor=Front", "0 results", "Front du Nord</td>"),
        ("dyads?min_events=1&actor=front+du+nord&factuality=", "Front du Nord</td>", "France</td>"),
        ("event?key=e-visit-old", "rencontré", "0 results"),
        ("articles-query?duplicates=", "c/front.txt", "b/visite.txt"),
        ("articles-query?duplicates=yes", "b/visite.txt", "0 results"),
    ],
)
def test_a_canned_query_takes_what_its_form_is_given(served, question, there, missing):
    answer = page(served, f"{HOME}/{question}").split("<form")[1].split("</form>")[1]
    assert there in answer
    assert missing not in answer


def test_values_of_a_form_are_never_part_of_the_sql():
    query = library.read(library.find()["timeline"])
    asked = questions([query], (), {"actor": "x' OR 1=1 --", "since": "2024"})["timeline"]
    assert "OR 1=1" not in asked["sql"]
    assert "e.date_end >= '2024-01-01'" in asked["sql"]
    assert ":until" not in asked["sql"]


def test_a_wrong_date_is_said_on_the_page(served):
    text = page(served, f"{HOME}/timeline?since=someday'+%3B")
    assert "This is no date: write 2023-07-26" in text
    assert ">someday&#39; ;</td>" in text


def test_metadata_is_made_from_the_dictionary():
    made = metadata(
        [
            Described("events", "", "What happened"),
            Described("events", "date_start", "First day"),
            Described("event_reports", "", "Reports; for eventsdb"),
            Described("v_events", "", "Events in words"),
        ],
        "news",
        "/news",
    )
    tables = made["databases"]["news"]["tables"]
    assert tables["events"]["title"] == "Events"
    assert tables["events"]["columns"] == {"date_start": "First day"}
    assert tables["events"]["label_column"] == "summary"
    assert tables["event_reports"]["hidden"]
    assert "hidden" not in tables["v_events"]


@given(
    st.text(max_size=20),
    st.lists(st.builds(Span, st.integers(-5, 25), st.integers(-5, 25), st.text(max_size=2))),
)
def test_pieces_add_up_to_the_text_and_each_character_has_its_marks(text, spans):
    made = pieces(text, spans)
    assert "".join(piece.text for piece in made) == text
    marks = [set(piece.marks) for piece in made for _ in piece.text]
    assert marks == [{s.what for s in spans if s.start <= n < s.end} for n in range(len(text))]


# Text from articles is text


HOSTILE = '"><script>document.title="RUN"</script><img src=x onerror="document.title=\'RUN\'">&amp;{{7*7}}'


@pytest.fixture(scope="module")
def hostile(sqlite_backend, tmp_path_factory):
    """A database whose every text is markup and script."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    shutil.copy(sqlite_backend.migrated.database, path)
    engine = create_database_engine(database_url(path))
    with Session(engine) as session:
        world = World(session)
        article = world.article(
            f"javascript:alert(1)//{HOSTILE}",
            f"Alice {HOSTILE} a vu {HOSTILE} hier.",
            published="2024-02-13",
            source=world.source(f"Source {HOSTILE}"),
        )
        article.title = f"Titre {HOSTILE}"
        actor = world.actor(f"Alice {HOSTILE}", "person", aliases=("Alice",))
        world.mention(actor, article, "Alice")
        place = world.location(f"Lieu {HOSTILE}", "city")
        event = world.event(
            KEY, "CONSULT", "visit", day="2024-02-12", place=place, factuality="alleged", actors=[actor],
            summary=f"Alice {HOSTILE}",
        )  # fmt: skip
        claim = world.claim(
            "cabcdefghijkl", article, HOSTILE, speaker=actor, claim_type="denial", event=event, cue=HOSTILE
        )
        world.evidence(event, article, HOSTILE, claim=claim)
        world.variant(event, "place", HOSTILE, article, kept=True)
        session.commit()
    engine.dispose()
    return path


IN_BROWSER = [f"/-/event/{KEY}", "/v_events", "/actor?name=alice"]
READ = [
    "/-/claim/cabcdefghijkl",
    "/actors?_facet=name",
    "/-/article/1",
    "/v_claims",
    "/v_articles",
    "/articles/1",
    "/locations",
    "/event_mentions",
    f"/event?key={KEY}",
]


@contextmanager
def browsing(*arguments):
    """`eventsdb browse` in a process of its own; gives it and the address that it prints."""
    command = [sys.executable, "-m", "eventsdb", "browse", "--port", "0", *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        watchdog = threading.Timer(180, process.kill)
        watchdog.start()
        try:
            line = process.stderr.readline()
            assert "http://" in line, line
            yield process, re.search(r"http://\S+?(?=/ )", line)[0]
        finally:
            watchdog.cancel()
            process.kill()


@pytest.fixture(scope="module")
def hostile_address(hostile):
    with browsing("--db", hostile) as (_, address):
        yield f"{address}/hostile"


def test_text_of_an_article_becomes_no_markup(hostile_address):
    for path in IN_BROWSER + READ:
        with urllib.request.urlopen(hostile_address + path) as answer:
            source = answer.read().decode()
        assert "<img src=x" not in source, path
        assert "<script>document" not in source, path
        assert 'href="javascript:' not in source, path
        assert "{{7*7}}" in source, path


def test_text_of_an_article_does_not_run(hostile_address, chromium):
    for path in IN_BROWSER:
        shown = chromium.dom(hostile_address + path, milliseconds=1000)
        assert "<title>RUN" not in shown, path
        assert "&lt;script&gt;document.title" in shown, path


# The process


def test_later_loads_are_seen_nothing_is_written_and_ctrl_c_ends_it(hostile, tmp_path):
    path = tmp_path / "live.db"
    shutil.copy(hostile, path)
    with browsing("--db", path) as (process, address):
        before = path.stat().st_mtime_ns
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{address}/live.json?sql=delete+from+actors")
        assert (refused.value.code, "must be a SELECT" in refused.value.read().decode()) == (400, True)
        assert path.stat().st_mtime_ns == before
        engine = create_database_engine(database_url(path))
        with engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO sources (name) VALUES ('Un titre de plus')")
        engine.dispose()
        with urllib.request.urlopen(f"{address}/live/sources.json") as answer:
            assert "Un titre de plus" in answer.read().decode()
        for wrong, status in (("/live/none", 404), ("/live?sql=SELECT+nonsense", 400)):
            with pytest.raises(urllib.error.HTTPError) as error:
                urllib.request.urlopen(address + wrong)
            assert error.value.code == status
        process.send_signal(signal.SIGINT)
        assert "Traceback" not in process.stderr.read() + process.stdout.read()
        assert process.wait(timeout=30) in (0, 130)


def test_a_port_that_is_taken_is_named(eventsdb, hostile):
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        code, _, err = eventsdb("browse", "--db", hostile, "--port", port)
    assert (code, err) == (1, f"eventsdb: 127.0.0.1, port {port}: is taken: choose another with --port\n")


def test_what_cannot_be_browsed_is_said(eventsdb, tmp_path):
    code, _, err = eventsdb("browse", "--db", "postgresql://me@nowhere/news")
    assert (code, "Datasette reads SQLite files only" in err, "eventsdb copy" in err) == (3, True, True)
    code, _, err = eventsdb("browse", "--db", tmp_path / "none.db")
    assert (code, "there is no database" in err) == (3, True)


def test_a_database_of_an_older_version_is_refused_with_what_to_run(eventsdb, hostile, tmp_path):
    path = tmp_path / "old.db"
    shutil.copy(hostile, path)
    migrations.downgrade(database_url(path), "0004")
    code, _, err = eventsdb("browse", "--db", path)
    assert (code, "eventsdb db upgrade" in err) == (3, True)


def test_without_the_extra_it_says_what_to_install(eventsdb, hostile, monkeypatch):
    monkeypatch.setitem(sys.modules, "datasette.app", None)
    code, _, err = eventsdb("browse", "--db", hostile)
    assert (code, "pip install 'eventsdb[web]'" in err) == (1, True)


def test_a_file_that_is_none_of_ours_is_refused(tmp_path):
    from eventsdb.browsing.serving import datasette

    (tmp_path / "words.db").write_text("no database" * 100)
    with pytest.raises(DatabaseError):
        datasette(database_url(tmp_path / "words.db"), ())
