"""Where events took place: in their clause, in words that take a place up, on the scene of the news."""

from __future__ import annotations

import pytest

from eventsdb.extraction.french import FrenchExtractor
from eventsdb.records import Article


def places(extractor: FrenchExtractor, text: str) -> dict[str, str | None]:
    """The name of the place of the last event of each type."""
    (found,) = extractor.extract([Article("news.txt", text, "0" * 64, language="fr")])
    return {
        event.type: None if event.location is None else found.locations[event.location].name
        for event in found.events
    }


@pytest.mark.parametrize(
    ("text", "event_type", "place"),
    [
        ("Le chancelier autrichien est en visite officielle en Pologne, à Gdansk.", "CONSULT", "Gdansk"),
        ("Les ministres grec et turc se sont rencontrés à Rome.", "CONSULT", "Rome"),
        ("Un homme s'est fait exploser lundi sur le marché de Hérat en Afghanistan.", "ASSAULT", "Hérat"),
        (
            "Dix personnes sont mortes et vingt blessées lorsqu'un homme s'est fait exploser à Hérat.",
            "ASSAULT",
            "Hérat",
        ),
        ("Un soldat malien a été tué jeudi à Gao, dans le nord du Mali.", "ASSAULT", "Gao"),
        ("L'usine de Feyzin est bloquée par des grévistes depuis lundi.", "PROTEST", "Feyzin"),
        (
            "Sergueï Lavrov a rencontré son homologue cubain Bruno Rodriguez dans la capitale.",
            "CONSULT",
            "La Havane",
        ),
        ("Trois policiers ont été tués dans la capitale somalienne.", "ASSAULT", "Mogadiscio"),
        ("Des policiers ont été attaqués lundi dans un quartier de Bagdad.", "ASSAULT", "Bagdad"),
        ("Un juge a été tué près d'un marché de la ville de Quetta, au Pakistan.", "ASSAULT", "Quetta"),
        ("L'ancien maire a été condamné jeudi par le tribunal correctionnel de Dijon.", "SANCTION", "Dijon"),
        ("L'ambassadeur de Norvège à Ottawa, Per Hansen, a dénoncé ces propos.", "ACCUSE", None),
        ("Le ministre est allé à Lima, où il a rencontré le président chilien.", "CONSULT", "Lima"),
        ("L'Inde a signé l'accord, qui sera présenté à Genève.", "SUPPORT", None),
        ("Le Pérou a fait des concessions à Quito.", "CONCEDE", None),
        (
            "Le Népal a nié avoir livré des armes au Laos, mais des experts disent que des fusils népalais "
            "ont été utilisés en Birmanie.",
            "AID",
            None,
        ),
    ],
)
def test_place_of_the_clause(
    extractor: FrenchExtractor, text: str, event_type: str, place: str | None
) -> None:
    assert places(extractor, text)[event_type] == place


def test_a_town_is_taken_up(extractor: FrenchExtractor) -> None:
    text = "Le maire de Lyon a parlé. Des milliers de manifestants ont défilé lundi dans la ville."
    assert places(extractor, text)["PROTEST"] == "Lyon"


def test_deeds_of_the_same_news_share_its_scene(extractor: FrenchExtractor) -> None:
    text = (
        "Des émeutes ont éclaté jeudi à Bamako. La foule a incendié un commissariat. "
        "En 2012, la police malienne avait arrêté vingt personnes."
    )
    assert places(extractor, text) == {"PROTEST": "Bamako", "COERCE": "Mali"}


def test_whom_words_are_about_need_not_be_there(extractor: FrenchExtractor) -> None:
    text = (
        "Le président français Paul Durand a salué mardi à Oslo la décision du président chilien Luis Prado. "
        "Luis Prado, confronté à une contestation inédite, a quitté le pouvoir."
    )
    assert places(extractor, text)["PROTEST"] == "Chili"


def test_words_have_no_scene(extractor: FrenchExtractor) -> None:
    text = "Des émeutes ont éclaté jeudi à Bamako. Le Portugal a condamné les violences."
    assert places(extractor, text)["ACCUSE"] is None


@pytest.mark.parametrize(
    ("text", "event_type", "place"),
    [
        # the headline names the country, the lead the town
        (
            "Pérou : deux policiers tués\n\n"
            "Deux agents ont été pris pour cible mardi, dans une rue de Cuzco, selon la presse.",
            "ASSAULT",
            "Cuzco",
        ),
        # a sentence that only says where
        (
            "Des inconnus ont tué deux douaniers maliens. L'incident s'est produit mardi à Sikasso.",
            "ASSAULT",
            "Sikasso",
        ),
        # what police and courts do in the matter days later
        (
            "Un maire a été frappé lundi 7 mars 2022 à Vesoul. Il va mieux. Il est rentré. La police a "
            "arrêté deux hommes vendredi 11 mars 2022.",
            "COERCE",
            "Vesoul",
        ),
        (
            "Une bombe a explosé à Mossoul. Le ministre irakien s'est rendu sur place jeudi.",
            "CONSULT",
            "Mossoul",
        ),
        ("Trois soldats maliens ont été tués à Tofala, dans le centre.", "ASSAULT", "Tofala"),
        # two towns: the news is of the country
        (
            "Pérou : deux policiers tués\n\nDes hommes ont tiré mardi à Cuzco et à Lima, selon la presse.",
            "ASSAULT",
            "Pérou",
        ),
        # a meeting told before the visit it belongs to
        (
            "Sergueï Lavrov a salué mercredi ses discussions avec le président cubain. "
            "Sergueï Lavrov est en visite à La Havane.",
            "CONSULT",
            "La Havane",
        ),
    ],
)
def test_the_scene_of_the_news(
    extractor: FrenchExtractor, text: str, event_type: str, place: str | None
) -> None:
    assert places(extractor, text)[event_type] == place


@pytest.mark.parametrize(
    ("text", "event_type", "place"),
    [
        # the parser hangs the place on the relative clause
        (
            "Le médecin a été enlevé par des hommes armés, qui n'ont rien demandé, le 3 juin 2019 à Kidal, "
            "dans le nord du Mali.",
            "ASSAULT",
            "Kidal",
        ),
        ("Deux soldats ont été tués dans une embuscade, près de la ville de Ménaka.", "ASSAULT", "Ménaka"),
        (
            "Le syndicat a organisé une manifestation qui a rassemblé deux mille personnes à Limoges.",
            "PROTEST",
            "Limoges",
        ),
        ("La ville de Cali est le théâtre de manifestations depuis lundi.", "PROTEST", "Cali"),
        ("Le ministre est arrivé à Tunis. Trois hommes y ont été arrêtés lundi.", "COERCE", "Tunis"),
        ("Des étudiants ont manifesté devant l'université de Lagos.", "PROTEST", "Université de Lagos"),
        ("Dix soldats ont été tués lundi dans la province de Kayanza.", "ASSAULT", "Province de Kayanza"),
        ("Une bombe a tué deux personnes devant un hôtel de Bagdad.", "ASSAULT", "Bagdad"),
        # what they talk about lies elsewhere
        (
            "Le ministre grec a discuté avec son homologue turc de la situation en Libye.",
            "CONSULT",
            None,
        ),
        # told before the deed that it says the place of
        (
            "L'incident s'est produit à Bria, dans l'est de la Centrafrique. Des hommes armés ont tué deux "
            "commerçants.",
            "ASSAULT",
            "Bria",
        ),
        # the meeting is the news
        (
            "Les ministres grec et turc se sont réunis lundi à Genève. La Grèce et la Turquie se sont "
            "engagées à reprendre le dialogue.",
            "AGREE",
            "Genève",
        ),
    ],
)
def test_places_that_the_parse_hides(
    extractor: FrenchExtractor, text: str, event_type: str, place: str | None
) -> None:
    assert places(extractor, text)[event_type] == place


@pytest.mark.parametrize(
    ("text", "event_type", "place"),
    [
        # words are said where the speaker is told to be
        (
            "La chancelière Karin Holm est arrivée lundi à Lima. Les deux pays sont amis. "
            "Karin Holm a dénoncé la corruption.",
            "ACCUSE",
            "Lima",
        ),
        ("Le ministre a appelé mardi à des réformes lors d'un discours à Gdansk.", "REQUEST", "Gdansk"),
        # what went before is not the scene of the news, nor where the news is
        (
            "Le chancelier Karl Holm est arrivé à Lima. "
            "Karl Holm avait remercié le 3 mai 2019 le Premier ministre polonais.",
            "SUPPORT",
            None,
        ),
        (
            "Deux jours après l'attentat survenu à Kirov, c'est le tour de la Lettonie.\n\n"
            "Trois hommes ont été arrêtés.",
            "COERCE",
            None,
        ),
        (
            "Le Tchad a réagi. Trois hommes ont été tués à Abéché, non loin de la frontière du Soudan. "
            "Un maire a été arrêté dans le pays en 2009.",
            "COERCE",
            "Tchad",
        ),
        ("Le Portugal a menacé de poursuivre ses opérations militaires en Libye.", "THREATEN", "Libye"),
        ("Des étudiants ont envahi l'ambassade du Pérou à Oslo.", "ASSAULT", "Ambassade du Pérou"),
        ("Des grévistes ont bloqué une des portes du marché de Rungis (Île-de-France).", "PROTEST", "Rungis"),
        ("Tout est calme, à l'exception de Kirov où les rassemblements sont interdits.", "COERCE", "Kirov"),
        (
            "Un meurtrier a avoué le passage à tabac d'un chauffeur de taxi à Niort (Ouest).",
            "ASSAULT",
            "Niort",
        ),
        # the parser hangs the place on what describes the victims or the place
        (
            "Le groupe a revendiqué l'assassinat de deux agents appartenant à la police à Kirov.",
            "ASSAULT",
            "Kirov",
        ),
        (
            "La mairie a demandé l'aide de la police dans deux garages bloqués par des hommes à Niort.",
            "REQUEST",
            "Niort",
        ),
        ("Un marin a été tué lundi sur l'île Maurice.", "ASSAULT", "Maurice"),
        # what is counted takes place where its number does
        ("Une vague d'attaques a débuté en octobre 2015 en Libye.", "ASSAULT", "Libye"),
        # names set off behind a noun spell out where
        ("Les rebelles ont bombardé lundi deux villes, Alep et Homs.", "ASSAULT", "Alep"),
        ("Nul ne sort des deux villes assiégées par l'armée, Alep et Homs.", "COERCE", "Alep"),
    ],
)
def test_places_told_in_other_words(
    extractor: FrenchExtractor, text: str, event_type: str, place: str | None
) -> None:
    assert places(extractor, text)[event_type] == place


def test_a_capital_letter_without_its_accent_is_a_preposition(extractor: FrenchExtractor) -> None:
    text = "La colère monte.A Londres, des dizaines de personnes ont protesté contre le port du masque."
    assert places(extractor, text)["PROTEST"] == "Londres"
    (found,) = extractor.extract([Article("news.txt", text, "0" * 64, language="fr")])
    assert text[found.sentences[1].start :].startswith("A Londres")
