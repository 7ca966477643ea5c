"""Who and what an article names: persons, governments, bodies, media, places; what takes them up again."""

import pytest

from eventsdb.records import Article


@pytest.fixture(scope="module")
def read(extractor):
    """What a text says, as one extraction."""

    def read(text):
        (extraction,) = extractor.extract([Article(uri="test:1", text=text, sha256="0" * 64, language="fr")])
        return Reading(text, extraction)

    return read


class Reading:
    def __init__(self, text, extraction):
        self.text = text
        self.extraction = extraction

    def actors(self, form="name"):
        """Words that stand for actors -> the actors' names."""
        found = {}
        for mention in self.extraction.actor_mentions:
            if mention.form == form:
                words = self.text[mention.start : mention.end]
                found.setdefault(words, set()).add(self.extraction.actors[mention.actor].name)
        return found

    def actor(self, name):
        return next(actor for actor in self.extraction.actors if actor.name == name)

    def places(self):
        """Words that name places -> the place."""
        return {
            self.text[m.start : m.end]: self.extraction.locations[m.location]
            for m in self.extraction.location_mentions
        }


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Moscou a rejeté la proposition.", "Moscou", ("Russie", "government", "RU")),
        ("Le Kremlin a démenti ces informations.", "Kremlin", ("Russie", "government", "RU")),
        ("La Maison Blanche a condamné l'attaque.", "Maison Blanche", ("États-Unis", "government", "US")),
        (
            "La RDC accuse le Rwanda de soutenir les rebelles.",
            "RDC",
            ("République démocratique du Congo", "government", "CD"),
        ),
        ("L'Onu et l’Otan ont réagi. L'OTAN a protesté.", "OTAN", ("OTAN", "organization", None)),
        (
            "Le Quai d’Orsay a convoqué l'ambassadeur.",
            "Quai d’Orsay",
            ("Ministère français des Affaires étrangères", "organization", "FR"),
        ),
        (
            "Le ministère turc de la Défense a publié une vidéo.",
            "ministère turc de la Défense",
            ("Ministère turc de la Défense", "organization", "TR"),
        ),
        (
            "Le ministère de la Défense du Mali a publié une vidéo.",
            "ministère de la Défense du Mali",
            ("Ministère malien de la Défense", "organization", "ML"),
        ),
        (
            "L'administration Obama a levé les sanctions.",
            "administration Obama",
            ("États-Unis", "government", "US"),
        ),
        ("L'armée birmane a bombardé un village.", "armée birmane", ("Armée birmane", "organization", "MM")),
        (
            "Le Conseil de sécurité russe s'est réuni.",
            "Conseil de sécurité russe",
            ("Conseil de sécurité russe", "organization", "RU"),
        ),
        (
            "Le Conseil de sécurité de l'ONU s'est réuni.",
            "Conseil de sécurité de l'ONU",
            ("Conseil de sécurité de l'ONU", "organization", None),
        ),
        ("Les rebelles houthis ont tiré un missile.", "rebelles houthis", ("Houthis", "armed_group", "YE")),
        ("L'attaque a été revendiquée par l'EI.", "EI", ("État islamique", "armed_group", None)),
        (
            "L'opposition vénézuélienne a manifesté.",
            "opposition vénézuélienne",
            ("Opposition vénézuélienne", "group", "VE"),
        ),
        ("Selon l'agence Reuters, trois soldats sont morts.", "Reuters", ("Reuters", "media", "GB")),
        ("Selon El País, un accord est proche.", "El País", ("El País", "media", "ES")),
        ("La chaîne privée Zabdra TV l'a dit.", "Zabdra TV", ("Zabdra TV", "media", None)),
        ("Selon le magazine Zabdra, il est parti.", "Zabdra", ("Zabdra", "media", None)),
    ],
)
def test_known_actors_have_their_usual_name_kind_and_country(read, text, words, expected):
    name, kind, country = expected
    reading = read(text)
    assert reading.actors()[words] == {name}
    assert (reading.actor(name).kind, reading.actor(name).country) == (kind, country)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Le général Abdel Fattah al-Burhan a pris le pouvoir.",
            "Abdel Fattah al-Burhan",
            "Abdel Fattah al-Burhan",
        ),
        (
            "Le ministre des Affaires étrangères Jean-Yves Le Drian est arrivé.",
            "Jean-Yves Le Drian",
            "Jean-Yves Le Drian",
        ),
        ("Mme Ursula von der Leyen a promis une aide.", "Ursula von der Leyen", "Ursula von der Leyen"),
        ("Kim Jong Un a inspecté une usine.", "Kim Jong Un", "Kim Jong-un"),
        ("Benjamin Netanyahu a salué cette décision.", "Benjamin Netanyahu", "Benyamin Netanyahou"),
        ("Karim B. a été inculpé à Bruxelles.", "Karim B.", "Karim B."),
    ],
)
def test_persons_are_named_whole_and_without_their_titles(read, text, words, name):
    assert read(text).actors()[words] == {name}


def test_a_person_has_the_office_and_country_that_the_title_gives(read):
    reading = read("Le ministre bolivien de la Santé, Ramiro Quispe Vargas, a démissionné mardi.")
    person = reading.actor("Ramiro Quispe Vargas")
    assert person.country == "BO"
    assert [role.title for role in person.roles] == ["ministre de la Santé"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (
            "Le ministre bolivien de la santé, Ramiro Quispe, a démissionné mardi.",
            ("ministre de la Santé", "Ministère bolivien de la Santé", "BO"),
        ),
        (
            "Ramiro Quispe, ministre de la Santé de la Bolivie, a démissionné mardi.",
            ("ministre de la Santé", "Ministère bolivien de la Santé", "BO"),
        ),
        (
            "Le chef de la diplomatie danoise, Henrik Poulsen, s'est rendu à Oslo.",
            ("chef de la diplomatie", "Ministère danois des Affaires étrangères", "DK"),
        ),
        (
            "Le directeur général de l'OMS, Paulo Ferreira, a remercié les médecins.",
            ("directeur général de l'OMS", "Organisation mondiale de la santé", None),
        ),
        (
            "Le Premier ministre danois, Henrik Poulsen, s'est rendu à Oslo.",
            ("Premier ministre", None, "DK"),
        ),
    ],
)
def test_an_office_is_one_title_held_in_one_body(read, text, role):
    actors = read(text).extraction.actors
    ((title, held_in, country),) = [(r.title, r.organization, r.country) for a in actors for r in a.roles]
    assert (title, None if held_in is None else actors[held_in].name, country) == role


def test_a_title_belongs_to_who_holds_it_not_to_who_is_served(read):
    reading = read("Le porte-parole de Vladimir Poutine a refusé de commenter.")
    assert reading.actor("Vladimir Poutine").roles == ()


@pytest.mark.parametrize(
    "text",
    [
        "L'ancien ministre danois de la Santé, Henrik Poulsen, s'est rendu à Oslo.",
        "Henrik Poulsen, ancien ministre danois de la Santé, s'est rendu à Oslo.",
        "L'ex-ministre danois de la Santé Henrik Poulsen s'est rendu à Oslo.",
        "Le président élu, Henrik Poulsen, s'est rendu à Oslo.",
        "Le ministre a reçu son homologue danois Henrik Poulsen.",
    ],
)
def test_an_office_of_another_time_is_not_held(read, text):
    assert read(text).actor("Henrik Poulsen").roles == ()


def test_names_of_one_person_are_one_actor(read):
    reading = read(
        "Le Premier ministre Tariq Belkacem a rencontré les syndicats. M. Belkacem a promis une hausse. "
        "Belkacem devait partir lundi."
    )
    assert len([actor for actor in reading.extraction.actors if actor.kind == "person"]) == 1
    assert reading.actors()["Belkacem"] == {"Tariq Belkacem"}


def test_two_persons_of_one_surname_stay_two(read):
    reading = read("Raúl Castro a succédé à Fidel Castro.")
    assert reading.actors()["Raúl Castro"] != reading.actors()["Fidel Castro"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Le festival se tient en Hongrie.", "Hongrie"),
        ("Des combats ont éclaté dans le nord du Mali.", "Mali"),
        ("Deux bombes ont explosé à Bagdad.", "Bagdad"),
        ("La tempête a traversé la Syrie.", "Syrie"),
        ("Liban : deux morts dans une explosion", "Liban"),
    ],
)
def test_a_country_or_capital_is_a_place_where_its_words_say_so(read, text, place):
    reading = read(text)
    assert place in reading.places()
    assert place not in reading.actors()


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("La Hongrie a opposé son veto.", "Hongrie"),
        ("Washington a signé un accord avec Bagdad.", "Bagdad"),
        ("La Chine a livré des vaccins à la Serbie.", "Serbie"),
        ("Paris soutient la Grèce, l'Italie et Chypre.", "Chypre"),
    ],
)
def test_a_country_or_capital_acts_where_its_words_say_so(read, text, actor):
    reading = read(text)
    assert actor in reading.actors()
    assert actor not in reading.places()


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Un séisme a frappé Mossoul.", "Mossoul", ("city", "IQ", (36.3, 43.1))),
        (
            "Une fusée a décollé du cosmodrome de Vostotchny.",
            "cosmodrome de Vostotchny",
            ("site", "RU", (51.9, 128.3)),
        ),
        ("Des pêcheurs ont disparu en mer Noire.", "mer Noire", ("water", None, (43, 34))),
        ("Des heurts ont éclaté au Darfour.", "Darfour", ("region", "SD", (13.5, 24.5))),
        ("Le convoi est arrivé à Pointe-Noire.", "Pointe-Noire", ("city", "CG", (-4.8, 11.9))),
    ],
)
def test_places_have_kind_country_and_coordinates(read, text, words, expected):
    kind, country, near = expected
    place = read(text).places()[words]
    assert (place.kind, place.country) == (kind, country)
    assert (place.latitude, place.longitude) == pytest.approx(near, abs=0.6)


def test_a_road_is_a_site_without_coordinates(read):
    place = read("Des routiers ont bloqué l'A7 en France.").places()["A7"]
    assert (place.kind, place.country, place.latitude) == ("site", "FR", None)


def test_of_towns_with_one_name_the_one_in_the_article_s_country_is_meant(read):
    reading = read(
        "L'armée libanaise a déployé des chars. Des tirs ont retenti à Tripoli, dans le nord du Liban."
    )
    assert reading.places()["Tripoli"].country == "LB"


def test_a_name_inside_a_name_is_no_place_of_its_own(read):
    reading = read("Un professeur de l'université de Kaboul a été arrêté.")
    assert "Kaboul" not in reading.places()


def test_an_unknown_place_has_no_coordinates(read):
    place = read("L'attaque a eu lieu à Zabdrakoulé, en Syrie.").places().get("Zabdrakoulé")
    assert place is None or place.latitude is None


def test_a_nationality_is_no_name(read):
    reading = read("Le Français a gagné devant un Italien et deux Espagnols.")
    assert not reading.places()
    assert not reading.actors()


@pytest.mark.parametrize(
    ("text", "form", "words", "names"),
    [
        (
            "Le président Vladimir Poutine a reçu son homologue Xi Jinping. Les deux dirigeants ont signé.",
            "nominal",
            "Les deux dirigeants",
            {"Vladimir Poutine", "Xi Jinping"},
        ),
        (
            "L'Inde et le Pakistan ont échangé des tirs. Les deux pays négocient une trêve.",
            "nominal",
            "Les deux pays",
            {"Inde", "Pakistan"},
        ),
        (
            "Le président ghanéen Kwame Adjei est arrivé à Lomé. Il a rencontré des étudiants.",
            "pronoun",
            "Il",
            {"Kwame Adjei"},
        ),
        (
            "La ministre Clara Nunes a démissionné. Elle était contestée depuis mars.",
            "pronoun",
            "Elle",
            {"Clara Nunes"},
        ),
        (
            "Le président ghanéen Kwame Adjei est arrivé. Le chef de l'État a salué la foule.",
            "nominal",
            "Le chef de l'État",
            {"Kwame Adjei"},
        ),
        (
            "Le Hezbollah a tiré des roquettes. Le mouvement a revendiqué l'attaque.",
            "nominal",
            "Le mouvement",
            {"Hezbollah"},
        ),
        (
            "Les enquêteurs ont interrogé deux suspects. Ces derniers ont nié les faits.",
            "pronoun",
            "Ces derniers",
            {"Enquêteurs"},
        ),
        (
            "Le président Vladimir Poutine a reçu son homologue turc.",
            "name",
            "homologue turc",
            {"Turquie"},
        ),
        (
            "L'Union européenne a tenu un sommet. Les États membres se sont engagés à agir.",
            "nominal",
            "Les États membres",
            {"Union européenne"},
        ),
        (
            "Le Hezbollah a attaqué une base voisine de celle de l'État islamique. Le groupe a fui.",
            "nominal",
            "Le groupe",
            {"Hezbollah"},
        ),
        (
            "La romancière Lise Marquet a critiqué la loi. Elle a dénoncé des mensonges.",
            "pronoun",
            "Elle",
            {"Lise Marquet"},
        ),
    ],
)
def test_what_takes_up_a_name_stands_for_it(read, text, form, words, names):
    assert read(text).actors(form)[words] == names


@pytest.mark.parametrize(
    "text",
    [
        "Le président Kwame Adjei est arrivé. Il pleut depuis trois jours.",
        "Le président Kwame Adjei est arrivé. Il faut attendre.",
        "Il a été arrêté lundi.",
        "Un attentat a frappé la ville. Il a fait dix morts.",
    ],
)
def test_a_pronoun_that_nothing_resolves_stands_for_nobody(read, text):
    assert "Il" not in read(text).actors("pronoun")


def test_every_mention_lies_in_its_sentence_and_holds_its_words(read):
    reading = read(
        "M. Kwame Adjei, président du Ghana, a rencontré à Lomé la délégation de l'ONU.\n\nIl part lundi."
    )
    extraction = reading.extraction
    for mention in (*extraction.actor_mentions, *extraction.location_mentions):
        sentence = extraction.sentences[mention.sentence]
        assert sentence.start <= mention.start < mention.end <= sentence.end
        assert reading.text[mention.start : mention.end].strip()


@pytest.mark.parametrize(
    ("text", "words", "name", "country"),
    [
        ("Le parquet de Besançon a ouvert une enquête.", "parquet de Besançon", "Parquet de Besançon", "FR"),
        ("La police de Portland a tiré.", "police de Portland", "Police de Portland", "US"),
        ("Le tribunal de Paris a tranché.", "tribunal de Paris", "Tribunal de Paris", "FR"),
        ("Le gouvernement écossais a réagi.", "gouvernement écossais", "Gouvernement écossais", "GB"),
        ("L'armée de Kiev a reculé.", "armée de Kiev", "Armée ukrainienne", "UA"),
    ],
)
def test_a_city_or_region_has_bodies_of_its_own(read, text, words, name, country):
    reading = read(text)
    assert reading.actors()[words] == {name}
    assert reading.actor(name).country == country


def test_a_bare_noun_takes_up_the_body_of_the_city(read):
    reading = read("La mairie de Lyon a porté plainte. La mairie a dénoncé un acte odieux.")
    assert reading.actors("nominal")["mairie"] == {"Mairie de Lyon"}


@pytest.mark.parametrize(
    ("text", "full"),
    [
        (
            "L'Association pour la défense des personnes détenues (ADPD) proteste. L'ADPD est inquiète.",
            "Association pour la défense des personnes détenues",
        ),
        (
            "Le Front pour la libération des hautes terres (FLHT) a refusé. Le FLHT a quitté la salle.",
            "Front pour la libération des hautes terres",
        ),
        ("Le FMI (Fonds monétaire international) a prêté. Le FMI attend.", "FMI"),
    ],
)
def test_a_name_and_its_acronym_are_one_actor(read, text, full):
    reading = read(text)
    assert [actor.name for actor in reading.extraction.actors if actor.kind == "organization"] == [full]


def test_an_acronym_stands_for_the_words_beside_it_not_for_persons_before(read):
    reading = read("Le chef de l'État a vu Donald Trump et Paul Vidard dans la Maison du zouave (DMZ).")
    assert {actor.name for actor in reading.extraction.actors if actor.kind == "person"} == {
        "Donald Trump",
        "Paul Vidard",
    }


def test_the_only_leader_named_of_a_country_is_its_head(read):
    text = "Un accord lie Angela Merkel et Paul Vidard. La chancelière allemande a salué cet accord."
    assert read(text).actors("nominal")["La chancelière allemande"] == {"Angela Merkel"}


def test_a_prosecutor_is_no_mayor(read):
    text = "Le procureur Paul Vidard a ouvert une enquête. Le maire a démissionné."
    assert "Le maire" not in read(text).actors("nominal")


def test_persons_without_an_office_are_of_the_country_the_article_is_about(read):
    text = "À Lyon et à Marseille, en France, la police française a interrogé Paul Vidard."
    assert read(text).actor("Paul Vidard").country == "FR"
    text = "La Chine, le Pérou et le Ghana se taisent. Paul Vidard a parlé."
    assert read(text).actor("Paul Vidard").country is None


@pytest.mark.parametrize(
    ("text", "name", "sector"),
    [
        ("Le président malien Moussa Koné a parlé.", "Moussa Koné", "GOV"),
        ("L'ancien ministre malien Moussa Koné a parlé.", "Moussa Koné", "ELI"),
        ("L'opposant malien Moussa Koné a parlé.", "Moussa Koné", "OPP"),
        ("Le général malien Moussa Koné a parlé.", "Moussa Koné", "MIL"),
        ("Le syndicaliste malien Moussa Koné a parlé.", "Moussa Koné", "LAB"),
        ("Moussa Koné a parlé lundi à Bamako.", "Moussa Koné", None),
    ],
)
def test_the_office_of_a_person_tells_the_sector(read, text, name, sector):
    actors = {actor.name: actor.sector for actor in read(text).extraction.actors}
    assert actors[name] == sector


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Le virus circule dans toute la Suède.", "Suède"),
        ("Les autres pays retenus sont l'Estonie et la Lettonie.", "Lettonie"),
        ("La mission travaille dans trois pays : le Tchad, le Mali et le Niger.", "Niger"),
        ("Le Pérou est le pays le plus touché du continent.", "Pérou"),
        ("Un corps a été retrouvé près de la frontière avec la Syrie.", "Syrie"),
        ("Les Kurdes d'Irak votent lundi.", "Irak"),
    ],
)
def test_a_country_that_is_only_told_of_is_a_place(read, text, word):
    reading = read(text)
    assert word in reading.places()
    assert word not in reading.actors()


def test_a_shorter_name_is_that_of_the_body_named_in_full(read):
    reading = read("La Fondation Jeanne Morel a publié un rapport. La Fondation Morel s'inquiète.")
    assert reading.actors()["Fondation Morel"] == {"Fondation Jeanne Morel"}


def test_an_acronym_is_what_the_text_spells_not_what_is_known_elsewhere(read):
    reading = read("Le groupe Future Pipe Industries (FPI) a vendu ses parts. FPI se tait.")
    assert reading.actors()["FPI"] == {"Future Pipe Industries"}


def test_what_a_minister_is_in_charge_of_is_no_body(read):
    reading = read("Le ministre des Comptes publics et de la Fonction publique, Paul Vidard, a parlé.")
    assert set(reading.actors()) == {"Paul Vidard"}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Le procureur a requis quatre ans de prison au Mali.", "procureur", "Parquet malien"),
        ("Au Mali, le préfet a interdit la marche.", "préfet", "Préfecture malienne"),
        (
            "Le Mali s'inquiète. Le ministre de la Santé a démissionné.",
            "ministre de la Santé",
            "Ministère malien de la Santé",
        ),
        ("Le ministre malien de la Santé a démissionné.", "ministre malien de la Santé", "Mali"),
    ],
)
def test_an_office_without_a_name_stands_for_its_body(read, text, words, name):
    assert read(text).actors()[words] == {name}


def test_a_surname_is_the_relative_that_it_is_used_of(read):
    text = "François Fillon a parlé. Penelope Fillon est convoquée. M. Fillon se tait. Fillon a reçu un prêt."
    reading = read(text)
    assert {actor.name for actor in reading.extraction.actors if actor.kind == "person"} == {
        "François Fillon",
        "Penelope Fillon",
    }
    assert reading.actors()["Fillon"] >= {"François Fillon"}


def test_a_people_is_told_from_others_by_its_country(read):
    reading = read("Les Kurdes syriens avancent. Les Kurdes attendent.")
    assert reading.actor("Kurdes syriens").country == "SY"
    assert reading.actors()["Kurdes"] == {"Kurdes"}


def test_some_people_of_a_country_are_not_its_government(read):
    reading = read("Des Russes ont manifesté mardi contre la réforme.")
    assert [(a.kind, a.country) for a in reading.extraction.actors] == [("group", "RU")]


def test_people_who_act_again_and_again_are_named_by_what_they_are(read):
    text = "Des manifestants ont incendié la mairie de Lomé. Les manifestants ont pillé trois magasins."
    assert any(words.endswith("manifestants") for words in read(text).actors())


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Les combats ont repris dans la ville moyenne de Dayr Zeïn.", "Dayr Zeïn"),
        ("L'armée approche de Dayr Zeïn, située au bord du fleuve.", "Dayr Zeïn"),
    ],
)
def test_words_around_a_name_tell_that_it_is_a_place(read, text, place):
    assert place in read(text).places()


@pytest.mark.parametrize(
    "text",
    [
        "Nous sommes au XXIe siècle, dit Paul Vidard.",
        "Le Canada-UE est un sommet, dit Paul Vidard.",
        "La Ligue des champions reprend, dit Paul Vidard.",
        "Spectre du reconfinement dans le pays, dit Paul Vidard.",
        "L'ex-procureure générale est partie. Benjamine du groupe, elle y tenait, dit Paul Vidard.",
    ],
)
def test_events_laws_and_common_words_are_no_actors(read, text):
    assert set(read(text).actors()) == {"Paul Vidard"}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Le Japon vote dimanche. La Chambre des représentants a été dissoute.", "JP"),
        ("Les États-Unis votent. La Chambre des représentants est divisée, le Japon aussi.", "US"),
        ("La Chambre des représentants a été dissoute.", "US"),
    ],
)
def test_a_body_that_many_countries_have_is_that_of_the_country_spoken_of(read, text, country):
    assert read(text).actor("Chambre des représentants").country == country


def test_the_country_said_in_the_clause_is_that_of_the_ministry(read):
    text = "L'Espagne et la France ont fermé leurs écoles. En Italie, le ministère de la Santé se tait."
    assert read(text).actor("Ministère italien de la Santé").country == "IT"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Les accords de Minsk restent lettre morte, dit Paul Vidard.", "Minsk"),
        ("Un incendie a ravagé l'État de Victoria, dit Paul Vidard.", "Seychelles"),
        ("Les églises Saint-Pierre et Saint-Paul ont brûlé, dit Paul Vidard.", "Saint-Paul"),
    ],
)
def test_a_town_in_the_name_of_something_else_is_no_government(read, text, word):
    reading = read(text)
    assert word not in reading.actors()
    assert all(actor.kind == "person" for actor in reading.extraction.actors)


@pytest.mark.parametrize(
    "text",
    [
        "« Je pars », a écrit le ministre sur Twitter.",
        "Le maire a réagi dans un message publié sur le réseau social Facebook et sur Instagram.",
        "Selon le compte Twitter officiel de la mairie, la route est fermée.",
        "La vidéo a été vue des milliers de fois sur Facebook, Twitter ou YouTube.",
    ],
)
def test_a_platform_that_only_carries_what_is_said_is_no_actor(read, text):
    names = {actor.name for actor in read(text).extraction.actors}
    assert names.isdisjoint({"Facebook", "Twitter", "Instagram", "YouTube"})


@pytest.mark.parametrize(
    ("noun", "names"),
    [
        ("l'église", {"Église Saint-Pierre et Saint-Paul"}),
        ("les églises", {"Saint-Pierre", "Saint-Paul"}),
    ],
)
def test_a_church_may_have_two_saints(read, noun, names):
    found = read(f"Un attentat a visé {noun} Saint-Pierre et Saint-Paul lundi.").extraction
    assert {place.name for place in found.locations} >= names


def test_a_platform_that_acts_is_an_actor(read):
    assert "Facebook" in read("Mardi, Facebook a fermé trois cents comptes russes.").actors()


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Il a été entendu par le service national des fraudes (SNF).",
            "SNF",
            "Service national des fraudes",
        ),
        ("Le SNF (service national des fraudes) a ouvert un dossier.", "SNF", "Service national des fraudes"),
        (
            "L'Assemblée nationale siège lundi. Le texte a été amendé par l'Assemblée.",
            "Assemblée",
            "Assemblée nationale",
        ),
        ("« Nous tiendrons », a confié le préfet au Monde.", "Monde", "Le Monde"),
        ("La compagnie ferroviaire Carlotti a suspendu ses trains.", "Carlotti", "Carlotti"),
        ("Le directeur de la Société de la tour Eiffel a démissionné.", "Société de la tour Eiffel", None),
        ("Elle préside la Ligue contre la faim dans le monde.", "Ligue contre la faim", None),
        ("Il vote au Conseil de la presse du pays.", "Conseil de la presse", None),
    ],
)
def test_a_body_is_known_by_the_words_of_its_name(read, text, words, name):
    assert read(text).actors().get(words) == {name or words}


def test_what_an_acronym_spells_may_be_no_body(read):
    assert not read("Le rétablissement de l'Impôt sur les fenêtres (ISF) est demandé.").actors()


def test_what_left_a_town_is_no_party(read):
    reading = read("Un avion parti de Lyon a disparu.")
    assert not reading.actors()
    assert "Lyon" in reading.places()


def test_who_is_of_radio_is_no_medium(read):
    assert read("L'homme de radio Jean Lacombe est mort.").actor("Jean Lacombe").kind == "person"


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Les États-Unis ont réagi à Washington. Le Français Luc Mercier a été jugé.", "Luc Mercier", "FR"),
        ("À Rome, en Italie, Karim Benali, un Tunisien de 30 ans, a été jugé.", "Karim Benali", "TN"),
        ("À Berlin, en Allemagne, Paul Dupin (France) a voté contre.", "Paul Dupin", "FR"),
        (
            "Au Mali, le chef de la mission de l'ONU, Mahamat Salah, est parti de Bamako.",
            "Mahamat Salah",
            None,
        ),
        ("Au Mali, à Bamako, l'Association internationale des puits a réagi.", None, None),
        ("L'opposition dénonce un scrutin truqué au Bélarus. Minsk se tait.", "Opposition biélorusse", "BY"),
        ("Le collectif Marées Vertes Bretagne manifeste en France.", "Marées Vertes Bretagne", "FR"),
    ],
)
def test_the_country_is_what_the_words_beside_a_name_tell(read, text, name, country):
    name = name or "Association internationale des puits"
    assert read(text).actor(name).country == country


def test_a_known_name_is_not_read_by_its_nouns(read):
    reading = read("Les Forces démocratiques syriennes ont avancé vers Raqqa, en Syrie.")
    assert reading.actors()["Forces démocratiques syriennes"] == {"Forces démocratiques syriennes"}


def test_a_title_holds_no_other_person(read):
    reading = read(
        "Le maire LR de Nice Christian Leroux a proposé un accord entre la droite et Paul Mercier."
    )
    assert not reading.actor("Paul Mercier").roles


def test_who_is_only_spoken_of_by_what_he_is_has_no_row(read):
    names = {actor.name for actor in read("La France est calme. On voit peu la police.").extraction.actors}
    assert "Police française" not in names
