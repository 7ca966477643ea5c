"""`eventsdb report`: what the page shows, where its marks lead, and that words of articles stay words."""

import re

import lxml.html
import pytest
from databases import connected, named
from factories import World
from hostile import ADDRESS, ATTACKER, DENIAL, SOURCE, TITLE, TOWN, TRIGGER, VICTIM, load_hostile
from sqlalchemy.orm import Session

KINDS = ("timeline", "map", "dyads", "network")


@pytest.fixture
def report(eventsdb, tmp_path):
    """Make the page, and give it as text."""

    def report(url, *options):
        file = tmp_path / "report.html"
        code, out, err = eventsdb("report", file, "--db", named(url), "--lang", "en", *options)
        assert (code, out) == (0, ""), err
        return file.read_text(encoding="utf-8")

    return report


@pytest.fixture(scope="module")
def pages():
    """Pages by address of their database, so that each is made once."""
    return {}


@pytest.fixture
def html_of(report, pages):
    """The page of the news of tests/factories.py in a database, as text."""

    def html_of(url):
        if str(url) not in pages:
            pages[str(url)] = report(url)
        return pages[str(url)]

    return html_of


@pytest.fixture
def page(html_of, news_url):
    return parsed(html_of(news_url))


def parsed(html):
    return lxml.html.document_fromstring(html)


def words(element):
    return " ".join(element.text_content().split())


def anchored(page, link):
    """The element that a link leads to."""
    (found,) = page.xpath("//*[@id=$anchor]", anchor=link.get("href").removeprefix("#"))
    return found


def marks_of(page, kind):
    """The links of the chart's marks, by what they say."""
    return {
        link.xpath("string(*[local-name()='title'])"): link
        for link in page.xpath(f"//section[@id='{kind}']//figure[@class='wide']//*[local-name()='a']")
    }


def test_every_link_leads_to_a_place_of_the_page_or_to_the_web(page):
    anchors = page.xpath("//@id")
    assert len(anchors) == len(set(anchors))
    for address in page.xpath("//@href"):
        assert address[1:] in anchors if address.startswith("#") else address.startswith("https://")


@pytest.mark.parametrize("kind", KINDS)
def test_each_chart_has_marks_for_both_widths_that_lead_to_evidence(page, kind):
    for width in ("wide", "narrow"):
        links = page.xpath(f"//section[@id='{kind}']//figure[@class='{width}']//*[local-name()='a']")
        assert links
        assert all(anchored(page, link).getparent() is not None for link in links)
    # What a mark leads to is an event, or names events or actors that have some.
    for link in marks_of(page, kind).values():
        target = anchored(page, link)
        followed = target if target.tag == "article" else target.getparent()
        assert followed.xpath(".//blockquote//mark")


def test_a_mark_leads_to_the_sentence_its_source_its_date_and_how_it_is_told(page):
    gao = marks_of(page, "map")["Gao: 1 alleged, 1 asserted"]
    assert words(anchored(page, gao)).startswith("Gao")
    (attack,) = page.xpath("//article[@id='e-e-attack']")
    (sentence,) = attack.xpath(".//blockquote")
    assert words(sentence) == "Une explosion a tué douze soldats à Gao dimanche."
    assert [words(mark) for mark in sentence.xpath("mark")] == ["explosion"]
    assert "Élise Morel en visite à Bamako, Sahel Presse, February 13, 2024" in words(attack)
    assert words(attack.xpath(".//h5")[0]) == "February 11, 2024 · Gao · asserted"
    assert "Front du Nord → Mali" in words(attack)


def test_a_mark_for_one_event_leads_straight_to_it(page):
    (link,) = [link for says, link in marks_of(page, "dyads").items() if says.startswith("France → Mali")]
    assert link.get("href").startswith("#d-")  # a visit and aid
    (link,) = [link for says, link in marks_of(page, "dyads").items() if says.startswith("Mali → Front")]
    assert link.get("href") == "#e-e-accusing"


def test_a_denial_stands_beside_what_it_denies(page):
    (dispute,) = page.find_class("dispute")
    claimed, denied = dispute.xpath("./div")
    assert words(claimed).startswith(
        "Claimed Mali · accusation Le Mali accuse le Front du Nord d'avoir attaqué"
    )
    assert [words(mark) for mark in claimed.xpath(".//mark")] == ["avoir attaqué Gao"]
    assert words(denied).startswith("Denied Front du Nord · denial")
    assert anchored(page, dispute.xpath("./p/a")[0]).get("id") == "e-e-raid"


def test_the_page_asks_nothing_of_a_network_and_runs_nothing(page):
    assert not page.xpath("//script | //link | //img | //iframe | //object | //embed | //@src | //@srcset")
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    assert "url(" not in page.xpath("string(//style)")
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")


def test_both_databases_give_the_same_page(html_of, news_sqlite_url, news_postgresql_url):
    first, second = (
        re.sub("Made on [^<]*", "", html_of(url)) for url in (news_sqlite_url, news_postgresql_url)
    )
    assert first == second


def test_narrowing_shows_only_what_an_actor_did_in_a_stretch_of_time(report, news_url):
    options = ("--actor", "front du nord", "--since", "février 2024", "--until", "2024-02")
    page = parsed(report(news_url, *options))
    assert {article.get("id") for article in page.xpath("//article")} == {"e-e-attack", "e-e-accusing"}
    title = "Events with front du nord from February 1, 2024 to February 29, 2024"
    assert words(page.xpath("//h1")[0]) == title
    assert len(page.find_class("dispute")) == 1  # its denial was published then


def test_nothing_to_show_is_said_in_words(report, shared_url, eventsdb, tmp_path):
    page = parsed(report(shared_url))
    for kind in KINDS:
        (section,) = page.xpath(f"//section[@id='{kind}']")
        assert not section.xpath(".//figure")
        assert words(section).endswith("There are no events to show.")
    assert "Nobody denies anything in these articles." in words(page)
    code, _, err = eventsdb("report", tmp_path / "r.html", "--db", named(shared_url), "--actor", "Personne")
    assert (code, err) == (0, "eventsdb: no actor is called 'Personne'\n")


def test_it_says_how_many_events_are_listed_and_lists_one_for_each_mark(report, news_url):
    page = parsed(report(news_url, "--limit", "0"))
    note = words(page.xpath("//section[@id='evidence']/p")[0])
    listed = len(page.xpath("//article"))
    assert note.startswith(f"Listed are {listed} of 8 events")
    assert "eventsdb query timeline" in note
    assert {link.get("href") for link in page.xpath("//*[local-name()='svg']//*[local-name()='a']")} <= {
        f"#{anchor}" for anchor in page.xpath("//@id")
    }


def test_a_page_in_french(eventsdb, news_url, tmp_path, monkeypatch):
    for name in ("LANGUAGE", "LC_ALL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_MESSAGES", "fr_FR.UTF-8")
    file = tmp_path / "report.html"
    assert eventsdb("report", file, "--db", named(news_url))[0] == 0
    page = parsed(file.read_text(encoding="utf-8"))
    assert page.get("lang") == "fr"
    assert words(page.xpath("//section[@id='dyads']/h2")[0]) == "Qui agit sur qui"
    assert "11 février 2024 · Gao · affirmé" in words(page)
    assert "Gao : 1 allégué, 1 affirmé" in marks_of(page, "map")


def test_an_earlier_page_is_left_as_it_was_when_no_new_one_can_be_made(eventsdb, tmp_path):
    file = tmp_path / "report.html"
    file.write_text("before", encoding="utf-8")
    code, _, err = eventsdb("report", file, "--db", tmp_path / "nothing.db")
    assert code == 3
    assert "there is no database" in err
    assert file.read_text(encoding="utf-8") == "before"


def test_thousands_of_events_stay_few_marks_and_a_page_that_can_be_read(report, migrated_url):
    with connected(migrated_url) as connection, Session(connection) as session:
        world = World(session)
        article = world.article("a.txt", "Une attaque. " * 40, published="2024-02-20")
        people = [world.actor(f"Groupe {number}", "armed_group") for number in range(40)]
        for number in range(400):
            event = world.event(
                f"e{number}",
                "ASSAULT" if number % 3 else "CONSULT",
                day=f"20{number % 20:02}-{number % 12 + 1:02}",
                actors=[people[number % 40]],
                recipients=[people[(number * 7 + 1) % 40]] if (number * 7 + 1) % 40 != number % 40 else [],
            )
            world.evidence(event, article, "attaque")
        session.commit()
    page = parsed(report(migrated_url, "--limit", "50"))
    assert len(page.xpath("//article")) < 250
    timeline = {words(text) for text in page.xpath("//section[@id='timeline']//*[local-name()='text']")}
    assert {"2000", "2019"} <= timeline  # years: 24 months would hold too little
    assert "of 400 events" in words(page)
    assert re.search(r"Drawn are \d+ of 40 actors", words(page))
    assert "more events are not listed." in words(page)


def test_words_of_articles_are_shown_as_words(report, chromium, migrated_url, tmp_path):
    trap = tmp_path / "trap.html"
    trap.write_text(f"<html><body>{ATTACKER}", encoding="utf-8")
    assert parsed(chromium.dom(trap)).get("data-ran")  # as it would be if the page took words for markup
    load_hostile(migrated_url, tmp_path)
    html = report(migrated_url)
    open_to_scripts = tmp_path / "open.html"  # what the page forbids to itself is not all that protects it
    open_to_scripts.write_text(re.sub(r"<meta http-equiv[^>]*>", "", html), encoding="utf-8")
    for file in (tmp_path / "report.html", open_to_scripts):
        seen = parsed(chromium.dom(file))
        assert seen.get("data-ran") is None
        assert not seen.xpath("//script | //img | //iframe | //b")
        assert not [name for element in seen.iter() for name in element.attrib if name.startswith("on")]
        assert all(address.startswith("#") for address in seen.xpath("//@href"))
        text = words(seen)
        for hostile in (ATTACKER, VICTIM, TOWN, TRIGGER, TITLE, SOURCE, DENIAL, ADDRESS):
            assert " ".join(hostile.split()) in text
