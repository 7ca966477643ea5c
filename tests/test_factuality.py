"""Whether an event happened, according to the words of its sentence."""

from __future__ import annotations

import pytest

from eventsdb.extraction.french import FrenchExtractor
from eventsdb.records import Article


def factuality(extractor: FrenchExtractor, text: str, event_type: str) -> set[str]:
    found = next(iter(extractor.extract([Article("news.txt", text, "0" * 64, language="fr")])))
    return {event.factuality for event in found.events if event.type == event_type}


@pytest.mark.parametrize(
    ("text", "event_type", "expected"),
    [
        ("L'Iran a livré des drones au Soudan.", "AID", "asserted"),
        ("L'Iran n'a pas livré de drones au Soudan.", "AID", "negated"),
        ("Londres a des photos qui, selon elle, montrent que l'Iran a livré des drones.", "AID", "alleged"),
        ("L'Iran n'a jamais livré de drones au Soudan.", "AID", "negated"),
        ("Aucune délégation ni aucun ministre italien ne s'est rendu au Soudan.", "CONSULT", "negated"),
        ("L'Iran aurait livré des drones au Soudan.", "AID", "alleged"),
        ("L'Iran livrera des drones au Soudan.", "AID", "future"),
        ("L'Iran va livrer des drones au Soudan.", "AID", "future"),
        ("L'Iran pourrait livrer des drones au Soudan.", "AID", "hypothetical"),
        ("L'Iran est accusé d'avoir livré des drones au Soudan.", "AID", "alleged"),
        ("Washington soupçonne l'Iran d'avoir livré des drones au Soudan.", "AID", "alleged"),
        ("L'Iran a annoncé avoir livré des drones au Soudan.", "AID", "asserted"),
        ("Selon Reuters, l'Iran a livré des drones au Soudan.", "AID", "asserted"),
        ("Washington a déclaré que l'Iran avait livré des drones au Soudan.", "AID", "alleged"),
        ("L'Iran a livré des drones au Soudan, a annoncé Washington.", "AID", "asserted"),
        ("Le gouvernement kényan a indiqué que sa police avait arrêté dix opposants.", "COERCE", "asserted"),
        ("Si l'Iran expulse les inspecteurs, l'accord est mort.", "SANCTION", "hypothetical"),
        ("Si l'Iran expulsait les inspecteurs, l'accord serait mort.", "SANCTION", "hypothetical"),
        ("S'il accusait le Chili au printemps, Luis Vega s'en est rapproché.", "ACCUSE", "asserted"),
        ("Le président Lula se rendra en Chine.", "CONSULT", "future"),
        ("La visite du président Lula en Chine est prévue en mai.", "CONSULT", "future"),
        ("La visite du président Lula en Chine a été annulée.", "CONSULT", "negated"),
        ("Les Occidentaux craignent une invasion de la Moldavie.", "ASSAULT", "hypothetical"),
        ("La Turquie a renoncé à bombarder la ville.", "ASSAULT", "negated"),
        ("La Turquie a commencé à bombarder la ville.", "ASSAULT", "asserted"),
        ("La Turquie a condamné l'attaque de Garissa.", "ASSAULT", "asserted"),
        ("La police a annoncé l'arrestation de dix rebelles présumés.", "COERCE", "asserted"),
        ("Les grévistes s'affirment prêts à suspendre le mouvement.", "AGREE", "asserted"),
        ("Le maire Paul Durand a dû démissionner.", "RETREAT", "asserted"),
        ("Le maire Paul Durand doit démissionner lundi.", "RETREAT", "future"),
        ("Angela Merkel aurait dû rencontrer Emmanuel Macron à Metz.", "CONSULT", "negated"),
        ("Personne n'a été interpellé à Minsk.", "COERCE", "negated"),
        ("Angela Merkel a annoncé qu'elle se rendrait à Rabat.", "CONSULT", "future"),
    ],
)
def test_factuality(extractor, text, event_type, expected):
    assert factuality(extractor, text, event_type) == {expected}


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("La Turquie refuse de bombarder la ville.", "ASSAULT"),
        ("La Turquie a promis de bombarder la ville.", "ASSAULT"),
        ("La Turquie veut bombarder la ville.", "ASSAULT"),
        ("L'armée s'est entraînée pour bombarder la ville.", "ASSAULT"),
        ("Reprendre les négociations avec la Turquie serait utile.", "CONSULT"),
        ("Dix mille personnes ont défilé à Rabat pour la libération du journaliste.", "RETREAT"),
        ("Selon la loi, toute personne reconnue coupable sera expulsée.", "SANCTION"),
    ],
)
def test_mere_content_is_no_event(extractor, text, event_type):
    assert factuality(extractor, text, event_type) == set()


def test_not_doing_what_was_asked_is_a_refusal(extractor):
    assert factuality(extractor, "Le Soudan n'a pas accepté de libérer les soldats.", "REJECT") == {
        "asserted"
    }
    assert factuality(extractor, "Le Soudan ne peut accepter ce plan.", "REJECT") == {"asserted"}
