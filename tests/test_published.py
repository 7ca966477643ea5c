"""When an article appeared, and where that was read."""

import pytest

from eventsdb.readers import read_paths
from eventsdb.readers.drafts import Draft, finish

BODY = (
    "Le président du Niger a reçu son homologue algérien à Niamey. Les deux chefs d'État ont évoqué la "
    "sécurité de leur frontière commune, selon un communiqué de la présidence."
)


def published(text: str, stated: str | None = None) -> tuple[str, str] | None:
    found = finish(Draft("a.txt", text, published=stated)).published
    return (found.period.edtf, found.basis) if found else None


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("Publié le 3 mars 2024 à 14h05", "2024-03-03"),
        ("Publié le 03/04/2024", "2024-04-03"),
        ("Posté le 1er avril 2019", "2019-04-01"),
        ("Reuters, publié le lundi 4 mai 2020 à 7h00", "2020-05-04"),
        ("Par Awa Diop, le 12 janvier 2021 à 18:30", "2021-01-12"),
        ("Mis à jour le 5 mars 2024 à 9h00", "2024-03-05"),
        ("Mis à jour le 5 mars 2024 à 9h00, publié le 2 mars 2024", "2024-03-02"),
        ("Publié le 2 mars 2024, mis à jour le 5 mars 2024", "2024-03-02"),
        ("July 26, 2023", "2023-07-26"),
        ("2023-07-26T10:00:00+02:00", "2023-07-26"),
        ("vendredi 9 juin 2017", "2017-06-09"),
        ("Le 9/06/17 à 8h", "2017-06-09"),
        ("Le Monde, 9 juin 2017 à 8h30", "2017-06-09"),
        ("AFP - 09.06.2017", "2017-06-09"),
    ],
)
def test_a_dateline_alone_on_its_line_is_read_and_taken_out(line, edtf):
    for text in (f"Niamey reçoit Alger\n\n{line}\n\n{BODY}", f"Niamey reçoit Alger\n\n{BODY}\n\n{line}"):
        article = finish(Draft("a.txt", text))
        assert (article.published.period.edtf, article.published.basis) == (edtf, "dateline")
        assert article.text == f"Niamey reçoit Alger\n\n{BODY}"


@pytest.mark.parametrize(
    ("start", "edtf"),
    [
        ("14 mars 2018. – ", "2018-03-14"),
        ("1er mars 2018 . –\n", "2018-03-01"),
        ("14 mars 2018, 14h30. – ", "2018-03-14"),
        ("14 mars 2018, Niamey. – ", "2018-03-14"),
        ("NIAMEY, 14 mars 2018 (AFP) - ", "2018-03-14"),
        ("Niamey, le 14 mars 2018 (Reuters) -- ", "2018-03-14"),
        ("Niamey, le 14 mars 2018 — ", "2018-03-14"),
    ],
)
def test_words_after_a_dateline_stay(start, edtf):
    article = finish(Draft("a.txt", f"Niamey reçoit Alger\n\n{start}{BODY}"))
    assert article.published.period.edtf == edtf
    assert article.text == f"Niamey reçoit Alger\n\n{BODY}"


def test_a_line_that_only_ends_with_a_date_stays():
    text = f"Niamey reçoit Alger\n\nLe sommet de Niamey, 9 juin 2017\n\n{BODY}"
    article = finish(Draft("a.txt", text))
    assert article.text == text
    assert article.published is None


def test_an_agency_mark_at_the_start_is_the_source():
    article = finish(Draft("a.txt", f"Niamey reçoit Alger\n\n(AFP) - {BODY}"))
    assert article.source.name == "AFP"
    assert article.text == f"Niamey reçoit Alger\n\n{BODY}"


def test_a_header_is_taken_out_of_the_first_sentence():
    article = finish(Draft("a.txt", f" date 2023-07 {BODY}"))
    assert (article.published.period.edtf, article.published.basis) == ("2023-07", "header")
    assert article.text == BODY
    assert article.title is None


def test_a_day_of_the_lead_called_this_day_or_yesterday():
    assert published(BODY.replace("a reçu", "a reçu ce jeudi 14 mars 2024")) == ("2024-03-14", "text")
    assert published(BODY.replace("a reçu", "a reçu hier, jeudi 14 mars 2024,")) == ("2024-03-15", "text")


@pytest.mark.parametrize(
    ("sentence", "edtf"),
    [
        ("La rencontre a eu lieu mardi 12 mars 2024.", "2024-03"),
        ("La rencontre a eu lieu dimanche 31 mars 2024.", "2024"),
        (
            "Ce jeudi marque le 80e anniversaire du débarquement de Normandie.",
            "2024-06",
        ),
        ("Liz Truss, qui a pris ses fonctions la semaine dernière, ne s'est pas exprimée.", "2022-09"),
        ("Il a fui mardi dernier. La chute du mardi 12 mars 2019 a surpris.", "2019-03"),
    ],
)
def test_inference_gives_a_month_at_most(sentence, edtf):
    assert published(f"{BODY} {sentence}") == (edtf, "inferred")


@pytest.mark.parametrize(
    "sentence",
    [
        "La guerre avait éclaté en 1990.",
        "Il est né le 20 février 1927.",
        "La rencontre a eu lieu mardi 12 mars.",
        "La rencontre avait eu lieu mardi 12 mars 2019, avant la crise de 2021.",
        "Le sommet se tiendra mardi 12 mars 2024.",
        "Le procès de l'attaque du mardi 12 mars 2019 s'est ouvert lundi.",
        "Le 70e anniversaire de l'armistice de Corée avait déjà été évoqué.",
        "Le 14 mars 2018, 45 février 2020 et 31/02/2020 ne disent rien.",
    ],
)
def test_background_is_no_evidence(sentence):
    assert published(f"{BODY} {sentence}") is None


def test_stated_metadata_come_first():
    assert published(f"date 2023-07 {BODY}", stated="2023-07-26T08:00:00Z") == ("2023-07-26", "metadata")
    assert published(f"date 2023-07 {BODY}", stated="Wed, 26 Jul 2023 08:00:00 GMT") == (
        "2023-07-26",
        "metadata",
    )
    assert published(f"date 2023-07 {BODY}", stated="never") == ("2023-07", "header")


def test_a_page_that_states_a_month_gets_no_day(tmp_path):
    body = "".join(
        f"<p>Le maire a inauguré le pont numéro {n} de la ville, a dit son adjoint.</p>" for n in "1234"
    )
    head = '<meta charset="utf-8"><meta name="date" content="2021-05">'
    page = f"<html><head>{head}</head><body><article>{body}</article></body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    (article,) = read_paths([tmp_path])
    assert article.published.period.edtf == "2021-05"
