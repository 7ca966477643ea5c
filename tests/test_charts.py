"""`eventsdb chart`: its files, its words, and what its marks stand for."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from databases import connected, named
from factories import World
from hostile import ATTACKER, VICTIM, load_hostile
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from sqlalchemy.orm import Session

from eventsdb import pictures, plover
from eventsdb.pictures import FORMS, KINDS, labels, marks
from eventsdb.pictures.data import Actor, Event, Pair, Place
from eventsdb.records import ClaimType, Factuality

GAO = Place("lgao", "Gao", "city", 16.27, -0.04)
SOMEWHERE = Place("lsea", "La mer", "water", None, None)
EVENT = Event(1, "e1", "ASSAULT", None, 4, -9.0, "asserted", None, None, None, "Une attaque", 1, None)


@pytest.fixture
def draw(eventsdb, news_url, tmp_path):
    """Draw a chart of the news of tests/factories.py into a file."""

    def draw(kind, suffix, *options):
        file = tmp_path / f"{kind}{suffix}"
        assert eventsdb("chart", kind, "-o", file, "--db", named(news_url), *options) == (0, "", "")
        return file.read_bytes()

    return draw


def texts(svg):
    return [text.text for text in etree.fromstring(svg).iter("{*}text")]


@pytest.mark.parametrize("kind", KINDS)
def test_every_chart_is_a_picture_with_a_title_and_marks_that_say_what_they_are(draw, kind):
    png = draw(kind, ".png")
    assert png.startswith(b"\x89PNG")
    width, height = (int.from_bytes(png[start : start + 4]) for start in (16, 20))
    assert 200 < height < 4000
    assert 200 < width < 4000
    svg = draw(kind, ".svg", "--lang", "en")
    assert labels.Words("en").text(kind) in texts(svg)
    said = [mark.get("aria-label") for mark in etree.fromstring(svg).iter("{*}path")]
    assert any(re.search(r": .*1 asserted", label or "") for label in said)
    assert b"page.invalid" not in svg  # links are for pages


def test_other_forms_go_by_the_suffix(draw, eventsdb, tmp_path):
    assert draw("timeline", ".pdf").startswith(b"%PDF")
    assert "vega-lite" in json.loads(draw("timeline", ".JSON"))["$schema"]
    code, _, err = eventsdb("chart", "map", "-o", tmp_path / "map.gif")
    assert code == 2
    assert "must end in one of .png, .svg, .pdf, .json" in err


def test_labels_in_french(draw):
    french, english = (texts(draw("timeline", ".svg", "--lang", language)) for language in ("fr", "en"))
    assert {"Agression", "févr. 2024", "sans mois", "conflit matériel"} <= set(french)
    assert {"Assault", "Feb 2024", "no month", "material conflict"} <= set(english)


def test_actors_and_dates_narrow_what_is_drawn(draw):
    shown = texts(draw("map", ".svg", "--lang", "en", "--actor", "MOREL", "--until", "mars 2024"))
    assert "Bamako" in shown
    assert "Gao" not in shown
    assert "Events by place with MOREL to March 31, 2024" in shown


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("timeline --since 2030", "there are no events to show"),
        ("map --actor Mali --since 2024-03", "no event has a place whose coordinates are known"),
        (
            "dyads --since 2024-03-15 --until 2024-03-20",
            "no event has both somebody who acts and somebody it is done to",
        ),
    ],
)
def test_nothing_to_show_is_an_error_and_no_file(eventsdb, news_url, tmp_path, options, said):
    file = tmp_path / "chart.png"
    done = eventsdb("chart", *options.split(), "-o", file, "--db", named(news_url), "--lang", "en")
    assert done == (1, "", f"eventsdb: {said}\n")
    assert not file.exists()


def test_a_name_nobody_has_is_told_with_who_may_be_meant(eventsdb, news_url, tmp_path):
    file = tmp_path / "chart.png"
    code, _, err = eventsdb("chart", "map", "-o", file, "--db", named(news_url), "--actor", "Moral")
    assert code == 1
    assert "no actor is called 'Moral'; perhaps Élise Morel" in err


def test_without_the_extra_it_says_which(eventsdb, news_sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "find_spec", lambda name: None)
    for command in (["chart", "map", "-o", tmp_path / "map.png"], ["report", tmp_path / "report.html"]):
        code, _, err = eventsdb(*command, "--db", named(news_sqlite_url))
        assert (code, err) == (1, "eventsdb: charts need the extra: pip install 'eventsdb[charts]'\n")


def test_other_commands_do_not_import_what_draws():
    program = """
import sys
from eventsdb.cli import main

for command in ("--help", "query list", "chart --help", "report --help"):
    sys.argv = ["eventsdb", *command.split()]
    try:
        main()
    except SystemExit as stop:
        assert not stop.code, command
print(*sys.modules, file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    imported = set(done.stderr.split())
    assert "eventsdb.pictures" in imported
    assert not imported & {"altair", "jinja2", "vl_convert", "babel", "lxml.etree", "sqlalchemy"}


def test_names_from_articles_are_text_in_a_picture(eventsdb, migrated_url, tmp_path):
    load_hostile(migrated_url, tmp_path)
    for kind in KINDS:
        file = tmp_path / f"{kind}.svg"
        assert eventsdb("chart", kind, "-o", file, "--db", named(migrated_url))[0] == 0
        root = etree.parse(file).getroot()
        assert not list(root.iter("{*}script", "{*}img", "{*}foreignObject"))
        assert not [
            name for element in root.iter(etree.Element) for name in element.attrib if name[:2] == "on"
        ]
        if kind in ("dyads", "network"):
            assert {ATTACKER[:12], VICTIM[:12]} <= {text[:12] for text in texts(file.read_bytes()) if text}


def test_characters_that_no_picture_can_have_are_left_out(eventsdb, migrated_url, tmp_path):
    with connected(migrated_url) as connection, Session(connection) as session:
        world = World(session)
        front, mali = (world.actor(name, "armed_group") for name in ("Front\x0b du\x01 Nord", "Mali"))
        world.event("e1", "ASSAULT", day="2024-02-20", actors=[front], recipients=[mali])
        session.commit()
    for kind in ("dyads", "network"):
        file = tmp_path / f"{kind}.svg"
        assert eventsdb("chart", kind, "-o", file, "--db", named(migrated_url))[0] == 0
        assert "Front du Nord" in texts(file.read_bytes())


def test_both_languages_have_the_same_words_for_every_code():
    french, english = (labels.Words(language)._words for language in ("fr", "en"))

    def flat(words, prefix=""):
        for name, value in words.items():
            if isinstance(value, dict):
                yield from flat(value, f"{prefix}{name}.")
            else:
                forms = [value] if isinstance(value, str) else value
                yield (
                    f"{prefix}{name}",
                    len(forms),
                    {frozenset(re.findall(r"{(\w+)}", form)) for form in forms},
                )

    assert sorted(flat(french), key=str) == sorted(flat(english), key=str)
    assert set(english["types"]) == set(plover.MODES)
    assert set(english["factuality"]) == set(Factuality.__args__)
    assert set(english["claim_types"]) == set(ClaimType.__args__)


def test_numbers_and_dates_are_written_as_the_language_writes_them():
    french, english = labels.Words("fr"), labels.Words("en")
    assert english.count("events", 1) == "1 event"
    assert english.count("events", 1500) == "1,500 events"
    assert french.count("events", 0) == "0 événement"
    assert french.count("events", 2) == "2 événements"
    assert french.edtf("2024-02/2024-03-01") == "février 2024 – 1er mars 2024"
    assert english.edtf("2024") == "2024"


dates = st.none() | st.tuples(
    st.dates(date(1940, 1, 1), date(2030, 12, 31)), st.sampled_from([0, 0, 3, 40, 400])
)


@st.composite
def some_events(draw):
    events = []
    for number, dated in enumerate(draw(st.lists(dates, min_size=1, max_size=60))):
        first, last = (
            (None, None)
            if dated is None
            else (dated[0], date.fromordinal(sum((dated[0].toordinal(), dated[1]))))
        )
        events.append(
            replace(
                EVENT,
                id=number,
                key=f"e{number}",
                first_day=first,
                last_day=last,
                factuality=draw(st.sampled_from(["asserted", "alleged", "negated"])),
                place=draw(st.sampled_from([None, GAO, SOMEWHERE])),
            )
        )
    return events


@given(some_events())
def test_every_event_is_in_one_cell_of_a_timeline_of_few_columns_in_a_row(events):
    timeline = marks.timeline(events)
    drawn = [event.key for cell in timeline.cells for event in cell.events]
    assert sorted(drawn) == sorted(event.key for event in events)
    assert {cell.column for cell in timeline.cells} <= set(timeline.columns)
    dated = [column for column in timeline.columns if column[0].isdigit()]
    assert len(dated) <= marks.COLUMNS
    form = "%Y-%m" if timeline.unit == "month" else "%Y"
    for before, after in pairwise(dated):
        days = date.fromisoformat(f"{after}-01-01"[:10]) - date.fromisoformat(f"{before}-01-01"[:10])
        assert days.days in (range(28, 32) if timeline.unit == "month" else range(365, 367))
    for cell in timeline.cells:
        for event in cell.events:
            days = {day and day.strftime(form) for day in (event.first_day, event.last_day)}
            match cell.column:
                case marks.EARLIER:
                    assert max(days) < dated[0]
                case marks.LATER:
                    assert min(days) > dated[-1]
                case marks.UNKNOWN:
                    assert days == {None} or len(days) == 2
                case column:
                    assert days == {column}


def test_a_timeline_is_of_years_where_few_months_would_hold_too_little():
    def dated(*days):
        return [
            replace(EVENT, id=number, key=f"e{number}", first_day=day, last_day=day)
            for number, day in enumerate(days)
        ]

    close = [date(2023, 7, 1), date(2023, 9, 1)]
    assert marks.timeline(dated(*close)).columns == ("2023-07", "2023-08", "2023-09")
    assert marks.timeline(dated(*close, date(1950, 1, 1))).columns == (
        marks.EARLIER,
        "2023-07",
        "2023-08",
        "2023-09",
    )
    apart = [date(year, 1, 1) for year in (2001, 2004, 2007, 2007)]
    timeline = marks.timeline(dated(*close, *apart, date(1950, 1, 1)))
    assert (timeline.columns[0], timeline.columns[1], timeline.columns[-1]) == (marks.EARLIER, "2001", "2023")


@given(some_events())
def test_every_event_is_on_the_map_or_counted_as_not(events):
    places = marks.places(events)
    drawn = [event for spot in places.spots for event in spot.events]
    assert len(drawn) + places.events_without_point == len(events)
    assert {event.place for event in drawn} <= {GAO}
    for spot in places.spots:
        assert spot.asserted == sum(event.factuality == "asserted" for event in spot.events)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=40), st.integers(1, 6))
def test_a_network_and_a_matrix_draw_no_more_than_they_say(ends, size):
    actors = [Actor(f"a{number}", f"Groupe {number}") for number in range(9)]
    events = [replace(EVENT, id=number, key=f"e{number}") for number in range(len(ends))]
    pairs = [Pair(n, actors[a], actors[b]) for n, (a, b) in enumerate(ends) if a != b]
    found = marks.dyads(events, pairs)
    assert sum(len(dyad.events) for dyad in found) == len(pairs)
    matrix, network = marks.matrix(found, size), marks.network(found, size)
    assert len(matrix.actors) <= size >= len(matrix.recipients)
    assert {dyad.actor for dyad in matrix.dyads} == set(matrix.actors)
    assert {dyad.recipient for dyad in matrix.dyads} == set(matrix.recipients)
    assert len(network.actors) <= size
    assert set(network.actors) == {actor for dyad in network.dyads for actor in (dyad.actor, dyad.recipient)}
    assert matrix.all_dyads == network.all_dyads == len(found)


def test_forms_and_kinds_are_those_the_help_names(eventsdb):
    _, out, _ = eventsdb("chart", "--help")
    assert all(f".{form}" in out for form in FORMS)
    assert all(kind in out for kind in KINDS)
