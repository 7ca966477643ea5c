"""Where sentences begin and end, and that documents come in order."""

import pytest

from eventsdb.records import Article


def article(text):
    return Article(uri="test:1", text=text, sha256="0" * 64, language="fr")


@pytest.fixture(scope="module")
def sentences(extractor):
    def sentences(text):
        (extraction,) = extractor.extract([article(text)])
        return [text[s.start : s.end] for s in extraction.sentences]

    return sentences


@pytest.mark.parametrize(
    "expected",
    [
        ["Kim Jong-Un est arrivé.", "Il repart mardi."],
        ["M. Adjei a vu J. K. Mensah à Lomé.", "Mme Diallo était absente."],
        ["« Non ! », a répondu le ministre.", "La séance a repris."],
        ['"Aucun blessé", a dit la police.', '"Tout va bien."'],
        ["Où est-il ?", "Nul ne sait."],
        ["Le tir a eu lieu à 3.500 m.", "Deux autres ont suivi."],
        ["Il a dit (sans rire) que oui... puis que non.", "Silence."],
    ],
)
def test_sentences_end_where_a_reader_would_end_them(sentences, expected):
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il part, selon l'AFP.Le maire reste.", ["Il part, selon l'AFP.", "Le maire reste."]),
        ("Il part (dit-on).Le maire reste.", ["Il part (dit-on).", "Le maire reste."]),
        (
            "Il part, a dit Jean Petit.- Un départ -Le maire reste.",
            ["Il part, a dit Jean Petit.", "- Un départ -", "Le maire reste."],
        ),
    ],
)
def test_lines_that_have_run_together_are_told_apart(sentences, text, expected):
    assert sentences(text) == expected


def test_a_line_end_ends_a_sentence(sentences):
    assert sentences("Accord à Genève\n\nLes deux pays ont signé.") == [
        "Accord à Genève",
        "Les deux pays ont signé.",
    ]


def test_sentences_cover_all_words_without_overlap(sentences):
    text = "Titre sans point\nM. X. arrive. « Oui. Bien sûr », dit-il. Fin…\n\nEncore une ligne"
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_extractions_come_in_the_order_of_the_articles(extractor):
    texts = [f"Article numéro {n}." for n in range(40)]
    extractions = list(extractor.extract(article(text) for text in texts))
    assert [e.sentences[0].end for e in extractions] == [len(text) for text in texts]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "«", "M.", "😀 😀"])
def test_texts_without_sentences_are_read(extractor, text):
    (extraction,) = extractor.extract([article(text)])
    assert extraction.actors == ()


def test_an_interposed_phrase_leaves_every_mention_where_it_stands(extractor):
    text = (
        "Oslo a de son côté rejeté le plan de l'ONU. L'ONU a une nouvelle fois déploré ce refus d'Oslo. "
        "« Nous le regrettons », a-t-elle pour sa part affirmé. "
        "Elle veut entendre Lima, qui de son côté accuse Oslo."
    )
    (extraction,) = extractor.extract([article(text)])
    named = {text[m.start : m.end] for m in extraction.actor_mentions}
    assert {"Oslo", "ONU"} <= named
    told = [text[m.start : m.end] for m in extraction.event_mentions]
    assert any(words.startswith("rejeté") for words in told)
    assert any(words.startswith("déploré") for words in told)
    assert any(words.startswith("accuse") for words in told)
    assert "a-t-elle pour sa part affirmé" in {claim.cue for claim in extraction.claims}
