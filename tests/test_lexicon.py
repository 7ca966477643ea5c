"""Lexicons: what is wrong in a file is named, with the file and the entry."""

from __future__ import annotations

import pytest

from eventsdb.errors import LexiconError
from eventsdb.extraction.frames import load_frames, read_frames
from eventsdb.extraction.lexicon import Entry, Lexicon, load_lexicon
from eventsdb.plover import MODES

FRAME = """
[[verb]]
id = "x"
type = "AID"
triggers = ["livrer"]
actor = ["subject"]
"""


def test_the_shipped_frames_cover_every_type():
    frames = load_frames()
    readings = [f for index in (frames.verbs, frames.nouns) for found in index.values() for f in found]
    assert {f.type for f in readings} == set(MODES)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("AID", "AYD"), "AYD"),
        (('"AID"', '"AID"\nmode = "visit"'), "visit"),
        (('["subject"]', '["sujet"]'), "sujet"),
        (('["subject"]', '["subject"]\nneeds = ["objet"]'), "objet"),
        (('["subject"]', '["subject"]\nneeds = ["object:@nothing"]'), "@nothing"),
        (('["subject"]', '["subject"]\nneed = ["actor"]'), "unknown key need"),
        (('triggers = ["livrer"]', ""), "triggers"),
        (('"livrer"', '"livrer à"'), "preposition"),
        (('"livrer"', '"livrer les arme"'), "'les'"),
        (('"livrer"', '"s\'en prendre"'), "'en'"),
        (("[[verb]]", "[[verbs]]"), "unknown section verbs"),
    ],
)
def test_a_wrong_frame_is_named(change, reason):
    lexicon = Lexicon("mine.toml", FRAME.replace(*change))
    with pytest.raises(LexiconError, match=r"mine\.toml") as caught:
        read_frames([lexicon], {})
    assert reason in str(caught.value)


def test_two_frames_may_not_share_an_id():
    with pytest.raises(LexiconError, match="twice"):
        read_frames([Lexicon("mine.toml", FRAME + FRAME)], {})


def test_a_file_that_is_not_toml_is_named():
    with pytest.raises(LexiconError, match=r"bad\.toml"):
        Lexicon("bad.toml", "a = ")


def test_a_missing_file_is_named():
    with pytest.raises(LexiconError, match=r"nowhere\.toml"):
        load_lexicon("nowhere.toml")


@pytest.mark.parametrize(
    ("values", "read"),
    [
        ({}, lambda e: e.text("a")),
        ({"a": 1}, lambda e: e.text("a")),
        ({"a": ""}, lambda e: e.text("a")),
        ({"a": "z"}, lambda e: e.text("a", among=("b",))),
        ({"a": [1]}, lambda e: e.texts("a")),
        ({"a": True}, lambda e: e.number("a")),
        ({"a": "yes"}, lambda e: e.flag("a")),
        ({"a": 1, "b": 2}, lambda e: e.only("a")),
    ],
)
def test_a_wrong_value_is_refused(values, read):
    with pytest.raises(LexiconError, match=r"file\.toml, entry one"):
        read(Entry("file.toml", "one", values))


def test_values_are_read_as_they_stand():
    entry = Entry("file.toml", "one", {"a": "x", "b": ["y", "z"], "c": 2, "d": True})
    assert (entry.text("a"), entry.texts("b"), entry.texts("a"), entry.texts("e")) == (
        "x",
        ("y", "z"),
        ("x",),
        (),
    )
    assert (entry.number("c"), entry.number("e", 3), entry.flag("d"), entry.flag("e")) == (
        2.0,
        3.0,
        True,
        False,
    )


def test_a_reading_that_another_one_hides_is_refused():
    other = FRAME.replace('"x"', '"y"').replace("AID", "SUPPORT")
    with pytest.raises(LexiconError, match=r"'livrer' stands with the same needs in verb:x"):
        read_frames([Lexicon("mine.toml", FRAME + other)], {})
    read_frames([Lexicon("mine.toml", FRAME + other + 'needs = ["place"]')], {})


def test_a_word_stands_for_one_thing():
    entry, table = Entry("mine.toml", "x", {}), {"nier": "negated"}
    entry.add_to(table, ["nier", "refuser"], "negated")
    assert table == {"nier": "negated", "refuser": "negated"}
    with pytest.raises(LexiconError, match="'nier' stands elsewhere"):
        entry.add_to(table, ["nier"], "asserted")
