"""Events as one article tells them: type and mode, mentions brought together, places, tolls."""

from __future__ import annotations

import pytest

from eventsdb.extraction.french import FrenchExtractor
from eventsdb.records import Article, Event, Extraction


def read(extractor: FrenchExtractor, text: str) -> Extraction:
    return next(iter(extractor.extract([Article("news.txt", text, "0" * 64, language="fr")])))


def types(found: Extraction) -> set[tuple[str, str | None]]:
    return {(event.type, event.mode) for event in found.events}


def only(found: Extraction, event_type: str) -> Event:
    (event,) = [e for e in found.events if e.type == event_type]
    return event


def place(found: Extraction, event: Event) -> str | None:
    return None if event.location is None else found.locations[event.location].name


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Le Maroc s'est engagé à libérer les détenus.", ("AGREE", None)),
        ("Angela Merkel a rencontré Emmanuel Macron à Meseberg.", ("CONSULT", None)),
        ("Le président tchadien Idriss Déby s'est rendu mardi au Niger.", ("CONSULT", "visit")),
        ("Recep Tayyip Erdogan a téléphoné mardi au président ukrainien.", ("CONSULT", "phone")),
        ("Le Pérou et le Chili ont signé un accord de pêche.", ("SUPPORT", None)),
        ("Le Premier ministre canadien a présenté ses excuses aux victimes.", ("CONCEDE", None)),
        ("Le Japon et l'Inde ont mené des exercices navals conjoints.", ("COOPERATE", None)),
        ("La Norvège a livré des chars à l'Ukraine.", ("AID", None)),
        ("Les soldats éthiopiens se sont retirés de la ville de Mekele.", ("RETREAT", "withdraw")),
        ("Le Premier ministre italien a démissionné.", ("RETREAT", "resign")),
        ("L'opposition vénézuélienne a exigé la démission du président.", ("REQUEST", "change")),
        ("Le Canada a accusé l'Inde d'avoir tué un opposant.", ("ACCUSE", "allege")),
        ("Le parquet a ouvert une enquête contre le ministre.", ("ACCUSE", "investigate")),
        ("La justice kényane a entamé une procédure contre le groupe Delta.", ("ACCUSE", "investigate")),
        ("Le maire de Porto a été vivement critiqué mardi.", ("ACCUSE", "disapprove")),
        ("Les usagers dénoncent la décision de la ville.", ("ACCUSE", "disapprove")),
        ("Ana Duarte s'en est prise avec une rare violence à Luis Vega.", ("ACCUSE", "disapprove")),
        ("L'enquête sur la mort du juge est au point mort.", ("ACCUSE", "investigate")),
        ("Ils veulent le départ de la ministre accusée de fraude par l'opposition.", ("ACCUSE", "allege")),
        ("Accusé de fraude par l'opposition, le maire de Porto refuse de partir.", ("ACCUSE", "allege")),
        ("Le Chili a promis une aide rapide et exhorté le Pérou à négocier.", ("REQUEST", "change")),
        ("Voici les propositions qu'Ana Duarte s'était engagée à reprendre.", ("AGREE", None)),
        ("Idriss Déby, en visite au Niger, s'est tu.", ("CONSULT", "visit")),
        ("La Pologne a rejeté la proposition de la Commission européenne.", ("REJECT", None)),
        ("Le Pakistan a menacé l'Inde de représailles.", ("THREATEN", "violence")),
        ("Des milliers d'étudiants ont manifesté à Santiago.", ("PROTEST", "demo")),
        ("Les cheminots belges se sont mis en grève.", ("PROTEST", "strike")),
        ("La Suisse a expulsé deux diplomates russes.", ("SANCTION", "expel")),
        ("Un tribunal de Tunis a condamné l'opposant à dix ans de prison.", ("SANCTION", "convict")),
        ("L'Inde a testé un missile balistique.", ("MOBILIZE", "weapons")),
        ("L'Éthiopie a déployé des troupes à la frontière.", ("MOBILIZE", "troops")),
        ("La police ougandaise a arrêté trois journalistes.", ("COERCE", "arrest")),
        ("Le gouvernement a décrété un couvre-feu à Lima.", ("COERCE", "curfew")),
        ("Des hommes armés ont enlevé un ingénieur à Kano.", ("ASSAULT", "abduct")),
        ("L'aviation turque a bombardé un village kurde.", ("ASSAULT", "aerial")),
    ],
)
def test_every_type_is_read(extractor, text, event):
    assert event in types(read(extractor, text))


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("La ville a été bombardée lundi par l'armée soudanaise.", "ASSAULT"),
        ("L'armée soudanaise aurait bombardé la ville.", "ASSAULT"),
        ("Le bombardement de la ville par l'armée soudanaise a duré deux heures.", "ASSAULT"),
        ("L'armée soudanaise a mené une offensive contre la ville d'El Geneina.", "ASSAULT"),
        ("L'armée soudanaise, qui a bombardé la ville, avance.", "ASSAULT"),
        ("L'armée soudanaise continue de bombarder la ville.", "ASSAULT"),
        ("La ville, bombardée lundi par l'armée soudanaise, est en ruines.", "ASSAULT"),
    ],
)
def test_voice_and_construction_do_not_matter(extractor, text, event_type):
    found = read(extractor, text)
    assert event_type in {e.type for e in found.events}
    actors = {found.actors[p.actor].name for e in found.events for p in e.participants if p.role == "actor"}
    assert "Armée soudanaise" in actors


@pytest.mark.parametrize(
    "text",
    [
        "L'attaquant a frappé fort et son équipe a remporté le match contre Lyon.",
        "Un violent incendie a ravagé une forêt de pins près de Bordeaux.",
        "Le film a conquis le public du festival.",
        "La tempête a tué trois personnes en Floride.",
        "Un cheval a été égorgé lundi près de Lima.",
        "Il faudra découvrir si la substance était dangereuse.",
        "Les deux pays sont des alliés historiques.",
        "La jeune femme a retrouvé la liberté de mouvement.",
        "Le prix du pétrole a attaqué la semaine en baisse.",
    ],
)
def test_metaphor_sport_and_weather_give_no_event(extractor, text):
    assert read(extractor, text).events == ()


def test_several_mentions_of_one_event_are_one_event(extractor):
    found = read(
        extractor,
        "Un attentat à la bombe a frappé Quetta mardi. L'attaque a fait douze morts. "
        "Cet attentat a été revendiqué par les talibans.",
    )
    attack = only(found, "ASSAULT")
    assert sum(m.event == found.events.index(attack) for m in found.event_mentions) >= 3
    assert attack.dead == 12


def test_a_second_event_of_the_type_stays_a_second_event(extractor):
    found = read(
        extractor,
        "La Chine a condamné le Japon. Plus loin, l'Australie a condamné la Birmanie.",
    )
    assert len([e for e in found.events if e.type == "ACCUSE"]) == 2


def test_an_accusation_and_what_it_alleges_are_two_events(extractor):
    found = read(extractor, "Le Rwanda a accusé le Burundi d'avoir bombardé un village.")
    assert {(e.type, e.factuality) for e in found.events} == {("ACCUSE", "asserted"), ("ASSAULT", "alleged")}


def test_a_threatened_or_demanded_measure_is_no_second_event(extractor):
    assert {e.type for e in read(extractor, "Téhéran a menacé d'expulser les inspecteurs.").events} == {
        "THREATEN"
    }
    assert {e.type for e in read(extractor, "L'Inde a demandé au Népal de libérer les soldats.").events} == {
        "REQUEST"
    }


def test_the_place_comes_from_the_clause_not_from_elsewhere(extractor):
    found = read(
        extractor,
        "La police a arrêté dix opposants à Kampala. Paris est la capitale de la France.",
    )
    assert place(found, only(found, "COERCE")) == "Kampala"


def test_a_visit_names_its_host(extractor):
    found = read(extractor, "Le président Macky Sall s'est rendu en Mauritanie.")
    visit = only(found, "CONSULT")
    assert {(found.actors[p.actor].name, p.role) for p in visit.participants} == {
        ("Macky Sall", "actor"),
        ("Mauritanie", "recipient"),
    }


@pytest.mark.parametrize(
    ("text", "toll"),
    [
        ("L'attentat de Kaboul a fait au moins 12 morts et une vingtaine de blessés.", (12, 20, None)),
        ("Les rebelles ont pilonné Hodeïda, tuant vingt-trois civils.", (23, None, None)),
        ("La police a interpellé plus de 150 manifestants à Minsk.", (None, None, 150)),
        ("Des dizaines de civils ont été tués dans une attaque à Mopti.", (None, None, None)),
        ("Une attaque à Mopti a fait 1.500 morts.", (1500, None, None)),
        ("La police a attaqué un bal à Cuzco, dans un pays qui compte 9.000 morts du virus.", (None,) * 3),
    ],
)
def test_tolls_are_numbers_of_the_text(extractor, text, toll):
    found = read(extractor, text)
    numbers = [
        next((getattr(e, kind) for e in found.events if getattr(e, kind) is not None), None)
        for kind in ("dead", "injured", "arrested")
    ]
    assert tuple(numbers) == toll


def test_every_mention_is_a_span_of_its_sentence(extractor):
    text = (
        "Le ministre kényan a condamné mardi l'attaque de Garissa. Il s'est entretenu avec son homologue "
        "somalien. « Nous exigeons des réponses », a-t-il dit."
    )
    found = read(extractor, text)
    assert found.event_mentions
    for mention in found.event_mentions:
        sentence = found.sentences[mention.sentence]
        assert sentence.start <= mention.start < mention.end <= sentence.end
        assert mention.rule


def test_a_summary_keeps_the_phrases_of_its_clause_whole(extractor):
    text = "Au cours de son voyage à Lima, Evo Morales a rencontré Rafael Correa."
    summaries = [event.summary for event in read(extractor, text).events]
    assert text in summaries


def test_the_summary_is_made_of_the_words_of_the_text(extractor):
    text = "Le ministre kényan a condamné mardi l'attaque de Garissa."
    summary = only(read(extractor, text), "ACCUSE").summary
    assert summary
    assert summary in text


@pytest.mark.parametrize(
    ("text", "event_type", "toll"),
    [
        ("La police a annoncé l'arrestation de 16 rebelles.", "COERCE", (None, None, 16)),
        ("Cinq jeunes ont été placés en garde à vue mercredi.", "COERCE", (None, None, 5)),
        ("Le groupe a revendiqué l'assassinat de deux policiers à Astana.", "ASSAULT", (2, None, None)),
        ("L'armée a bombardé le port, faisant dix-neuf personnes blessées.", "ASSAULT", (None, 19, None)),
        (
            "Sept employés, six Danois et un Togolais, ont été tués dimanche par des hommes armés.",
            "ASSAULT",
            (7, None, None),
        ),
        ("L'attentat a fait entre 60 et 90 morts à Quetta.", "ASSAULT", (90, None, None)),
        ("L'opposant Juan Soto, 71 ans, a été arrêté à Lima.", "COERCE", (None, None, None)),
    ],
)
def test_tolls(extractor, text, event_type, toll):
    (found,) = extractor.extract([Article("news.txt", text, "0" * 64, language="fr")])
    event = next(e for e in found.events if e.type == event_type)
    assert (event.dead, event.injured, event.arrested) == toll


@pytest.mark.parametrize(
    ("text", "event_type", "count"),
    [
        # the lead tells what the title told
        (
            "Pérou : attaque de marché\n\nDes hommes ont attaqué un marché de Cuzco mardi 8 mars 2022.",
            "ASSAULT",
            1,
        ),
        # two demands of two in one sentence
        ("Le Pérou demande un audit et le Chili réclame des excuses.", "REQUEST", 2),
        # a phrase and the adjective in it
        ("Le préfet du Nord s'est dit prêt à discuter avec les pêcheurs.", "AGREE", 1),
        # another one
        (
            "Un attentat a frappé Herat mardi. Un autre attentat a tué deux policiers.",
            "ASSAULT",
            2,
        ),
        # in another country
        (
            "Un attentat a fait trois morts à Herat. L'attentat de Lahore avait fait dix morts.",
            "ASSAULT",
            2,
        ),
        # at another time
        (
            "La police a arrêté le maire de Cuzco mardi 8 mars 2022. Elle avait arrêté le maire en 2015.",
            "COERCE",
            2,
        ),
        # two bodies of one justice in one matter
        (
            "La justice polonaise a ouvert une enquête lundi. Le parquet de Gdansk a ouvert une enquête.",
            "ACCUSE",
            1,
        ),
        # many, and one person
        (
            "La police a arrêté 80 manifestants lundi à Lima. Elle a aussi arrêté Ramiro Quispe.",
            "COERCE",
            2,
        ),
        # of another length
        (
            "La cour a condamné Ramiro Quispe à cinq ans de prison. Elle a condamné sa femme à 6 mois.",
            "SANCTION",
            2,
        ),
        # with another aim
        (
            "Le syndicat réclame 40 euros par mois. La grève est suivie. Les écoles sont fermées. "
            "Le syndicat exige une hausse des salaires. L'État se tait. Il exige la démission du ministre.",
            "REQUEST",
            2,
        ),
        # one, and all of its kind
        (
            "Des rebelles ont mené une attaque lundi contre Goma. La ville est calme. Les rues sont vides. "
            "Les attaques des rebelles effraient les habitants.",
            "ASSAULT",
            2,
        ),
        # the like of it
        (
            "Un tribunal de Lima a libéré un journaliste lundi. Il en avait arrêté un autre. "
            "Un tribunal de Lima a libéré un autre journaliste.",
            "RETREAT",
            2,
        ),
        # another wrong
        (
            "Le Chili accuse le Pérou de bloquer les cargos. Les ports sont vides. La mer est calme. "
            "Le Pérou est accusé de polluer les rivières.",
            "ACCUSE",
            2,
        ),
        # besides
        (
            "Le Pérou a condamné le tir mardi. La mer est calme. Le Pérou a également condamné le blocus.",
            "ACCUSE",
            2,
        ),
        # to sign and to praise
        (
            "Le Pérou et le Chili ont signé un accord lundi. Le Chili a salué les efforts du Pérou.",
            "SUPPORT",
            2,
        ),
        # what names a weapon in the phrase of an attack is that attack
        ("Dix civils ont été tués à Herat dans trois attentats à la voiture piégée.", "ASSAULT", 1),
        # the same number of people
        (
            "Pérou : douze mineurs arrêtés\n\nLe ministre a parlé. Il a plu à Cuzco. On a chanté. "
            "La foule a dansé. Il a neigé. La nuit est tombée. Douze syndicalistes ont été arrêtés.",
            "COERCE",
            1,
        ),
        # the parts of a double attack
        (
            "Un double attentat suicide a frappé Kaboul lundi. Une deuxième attaque a visé les secours.",
            "ASSAULT",
            1,
        ),
        # counted after it was told
        (
            "Une attaque a fait trois morts lundi à Gao. Il s'agit de la troisième attaque depuis mars.",
            "ASSAULT",
            1,
        ),
        # under its name and its initials
        (
            "La Commission européenne a rejeté la réforme. La CE a rejeté la réforme mardi.",
            "REJECT",
            1,
        ),
        # asked again in the same words, whatever "également" says
        (
            "Le ministre Paul Durand a appelé lundi à une transition rapide et pacifique. M. Durand a "
            "également appelé à une transition rapide et pacifique. Il a aussi appelé à baisser les impôts.",
            "REQUEST",
            2,
        ),
        # the last one before is another
        (
            "Un soldat a été tué dans une attaque à Tanga. La dernière attaque remontait à mars 2015.",
            "ASSAULT",
            2,
        ),
        # a third person hurt is hurt in the same attack
        ("Une fusillade a fait deux morts à Lima. Une troisième personne a été blessée.", "ASSAULT", 1),
        # a ministry speaks for its government
        (
            "Le Canada a condamné le procès. Le ministère canadien des Affaires étrangères a condamné "
            "une mascarade.",
            "ACCUSE",
            1,
        ),
        # an agreement told again without its parties
        ("Le Pérou et le Chili ont conclu un accord de pêche. L'accord a été conclu à Lima.", "SUPPORT", 1),
    ],
)
def test_mentions_of_one_event_and_of_two(extractor, text, event_type, count):
    found = read(extractor, text)
    assert sum(event.type == event_type for event in found.events) == count


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Un homme a attaqué deux passants avec un couteau à Malaga.", "primitive"),
        ("Un policier a été tué par balle lundi à Malaga.", "firearms"),
        ("Une frappe de l'aviation a tué dix civils à Raqqa.", "aerial"),
        ("Trois soldats ont été tués par l'explosion d'une bombe.", "explosives"),
        ("Un policier a été tué lundi à Malaga.", None),
        # two ways: neither is told
        ("Deux policiers ont été tués par une bombe et des tirs.", None),
    ],
)
def test_weapons_tell_the_mode_of_an_assault(extractor, text, mode):
    assert only(read(extractor, text), "ASSAULT").mode == mode


def test_each_sends_a_delegation_of_his_own(extractor):
    found = read(extractor, "La Chine et l'Inde ont envoyé des délégations au Népal en mai 2021.")
    visitors = [
        [found.actors[p.actor].name for p in event.participants if p.role == "actor"]
        for event in found.events
        if event.mode == "visit"
    ]
    assert sorted(visitors) == [["Chine"], ["Inde"]]


def test_a_quotation_may_look_back_at_a_dated_meeting(extractor):
    text = "« Après le sommet du 3 mai 2021 entre la Chine et le Kenya, nous pouvons agir », a dit Ali Keita."
    found = read(extractor, text)
    meeting = only(found, "CONSULT")
    assert (meeting.period.edtf, meeting.factuality) == ("2021-05-03", "asserted")
    text = "« Un sommet entre la Chine et le Kenya nous ferait du bien », a dit Ali Keita."
    assert not [event for event in read(extractor, text).events if event.type == "CONSULT"]
