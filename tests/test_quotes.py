"""Quotations in plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsdb.extraction.quotes import find_quotations


def inner(text):
    return [text[q.inner_start : q.inner_end] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il a dit : « Nous partons demain ».", ["Nous partons demain"]),
        ("Il a dit : “Nous partons demain”.", ["Nous partons demain"]),
        ('Il a dit: "Nous partons demain".', ["Nous partons demain"]),
        ("Le mot ‘paix’ revient, l’accord aussi.", ["paix"]),
        ('Le journal y voit "un +cadeau+ fait à l\'opposition".', ["un +cadeau+ fait à l'opposition"]),
        ("« Le texte dit « jamais » et s'y tient », assure-t-il.", ["Le texte dit « jamais » et s'y tient"]),
        ("« Non. Nous restons. Et vous ? », a-t-il lancé.", ["Non. Nous restons. Et vous ?"]),
        ('Des "liens" et une "amitié": deux mots.', ["liens", "amitié"]),
        ("« Premier alinéa.\n\n« Second alinéa. »", ["Premier alinéa.\n\n« Second alinéa."]),
        ('"Qu\'ils partent"", a-t-il dit.', ["Qu'ils partent"]),
    ],
)
def test_finds_what_stands_between_the_marks(text, expected):
    assert inner(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        'Un écran de 27" et l\'autre de 32".',
        "« Ouvert et jamais fermé, le texte continue.",
        'Les blessures" infligées ce jour-là restent.',
        "L’accord d’hier n’a pas tenu.",
    ],
)
def test_ignores_marks_without_a_partner(text):
    assert inner(text) == []


def test_a_mark_that_only_closes_before_a_cue_ends_a_quotation_that_began_with_its_sentence():
    text = 'La séance est levée. Des actes graves ont été commis sous nos yeux", a assuré la reine.'
    assert inner(text) == ["Des actes graves ont été commis sous nos yeux"]


def test_a_paragraph_opened_by_a_dash_is_dialogue():
    (quotation,) = find_quotations("Question posée.\n– Je ne sais pas encore, dit-il.\n")
    assert quotation.dialogue


@given(st.text(alphabet='ab .,\n«»“”"‘’+–', max_size=80))
def test_quotations_lie_in_order_without_overlap_inside_the_text(text):
    end = 0
    for quotation in find_quotations(text):
        assert (
            end
            <= quotation.start
            <= quotation.inner_start
            < quotation.inner_end
            <= quotation.end
            <= len(text)
        )
        end = quotation.end
