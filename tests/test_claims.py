"""Claims in French text: content, speaker, type and kind of quote."""

from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventsdb.records import Article


@pytest.fixture(scope="module")
def claims(extractor):
    """The claims of a text as (speaker, content, type, quote)."""

    def read(text):
        article = Article("memory:test", text, sha256(text.encode()).hexdigest(), language="fr")
        (extraction,) = extractor.extract([article])
        return [
            (
                extraction.actors[c.speaker].name if c.speaker is not None else c.speaker_text,
                text[c.start : c.end],
                c.type,
                c.quote,
            )
            for c in extraction.claims
        ]

    return read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Paul Durand a déclaré lundi que la réunion aurait lieu à Genève.",
            ("Paul Durand", "la réunion aurait lieu à Genève", "statement", "indirect"),
            id="que",
        ),
        pytest.param(
            "« Nous restons », a assuré, mardi soir, auprès de la presse, Paul Durand.",
            ("Paul Durand", "Nous restons", "statement", "direct"),
            id="after what is set off twice",
        ),
        pytest.param(
            '"Ils vont aider le pays", estime-t-il, avant de partir.',
            ("il", "Ils vont aider le pays", "statement", "direct"),
            id="inverted verb that may be a noun",
        ),
        pytest.param(
            "Paul Durand affirme avoir reçu les documents.",
            ("Paul Durand", "avoir reçu les documents", "statement", "indirect"),
            id="infinitive",
        ),
        pytest.param(
            "Si Paul Durand a affirmé qu'il attendait, la foule est partie.",
            ("Paul Durand", "il attendait", "statement", "indirect"),
            id="clause before the main one",
        ),
        pytest.param(
            "Paul Durand a dénoncé un accord secret alors que la mairie se tait.",
            ("Paul Durand", "un accord secret", "accusation", "indirect"),
            id="noun phrase before a clause",
        ),
        pytest.param(
            "Paul Durand a jugé prématurées ces conclusions.",
            ("Paul Durand", "prématurées ces conclusions", "statement", "indirect"),
            id="attribute",
        ),
        pytest.param(
            "Paul Durand plaide pour une trêve à Alep.",
            ("Paul Durand", "une trêve à Alep", "demand", "indirect"),
            id="pleading for what is wanted",
        ),
        pytest.param(
            "Paul Durand demande que la route soit rouverte et que le pont soit refait.",
            ("Paul Durand", "la route soit rouverte et que le pont soit refait", "demand", "indirect"),
            id="two clauses with que",
        ),
        pytest.param(
            "Les tirs, survenus dans la nuit, ont été dénoncés par Paul Durand.",
            ("Paul Durand", "Les tirs", "accusation", "indirect"),
            id="passive without what is set apart",
        ),
        pytest.param(
            "Paul Durand estime que le président ne respecte pas l'accord.",
            ("Paul Durand", "le président ne respecte pas l'accord", "accusation", "indirect"),
            id="a duty not done",
        ),
        pytest.param(
            "Paul Durand a affirmé qu'il n'y avait pas eu de tirs.",
            ("Paul Durand", "il n'y avait pas eu de tirs", "denial", "indirect"),
            id="nothing happened",
        ),
        pytest.param(
            "La Russie a déclaré que la Russie retirera ses navires.",
            ("Russie", "la Russie retirera ses navires", "pledge", "indirect"),
            id="what the body that speaks will do",
        ),
        pytest.param(
            "« Nous écoutons tout le monde et nous restons calmes », a dit Paul Durand.",
            ("Paul Durand", "Nous écoutons tout le monde et nous restons calmes", "statement", "direct"),
            id="present of the first person",
        ),
        pytest.param(
            "Selon un correspondant de l'AFP, les combats ont repris.",
            ("AFP", "les combats ont repris", "statement", "indirect"),
            id="who works for a medium",
        ),
        pytest.param(
            "Paul Durand a annoncé sa démission.",
            ("Paul Durand", "sa démission", "pledge", "indirect"),
            id="announcing what is to be done",
        ),
        pytest.param(
            "Paul Durand a annoncé avoir quitté le comité.",
            ("Paul Durand", "avoir quitté le comité", "statement", "indirect"),
            id="announcing what is done",
        ),
        pytest.param(
            "Paul Durand affirme que le Portugal a bombardé le port.",
            ("Paul Durand", "le Portugal a bombardé le port", "accusation", "indirect"),
            id="harm by another",
        ),
        pytest.param(
            "Paul Durand affirme que la forêt est menacée.",
            ("Paul Durand", "la forêt est menacée", "statement", "indirect"),
            id="harm by nobody",
        ),
        pytest.param(
            "Paul Durand a averti le maire de ne pas ouvrir les vannes.",
            ("Paul Durand", "le maire de ne pas ouvrir les vannes", "statement", "indirect"),
            id="someone warned",
        ),
        pytest.param(
            "Pour Anne Morel, juriste qui suit le dossier, la digue est une réussite.",
            ("Anne Morel", "la digue est une réussite", "statement", "indirect"),
            id="opinion after an apposition",
        ),
        pytest.param(
            "Paul Durand a expliqué : « La séance reprendra demain matin. »",
            ("Paul Durand", "La séance reprendra demain matin.", "statement", "direct"),
            id="colon",
        ),
        pytest.param(
            "« La séance reprendra demain matin », a précisé mardi Paul Durand.",
            ("Paul Durand", "La séance reprendra demain matin", "statement", "direct"),
            id="incise",
        ),
        pytest.param(
            "Les deux navires ont quitté le port dans la nuit, a fait savoir Paul Durand.",
            ("Paul Durand", "Les deux navires ont quitté le port dans la nuit", "statement", "indirect"),
            id="final attribution",
        ),
        pytest.param(
            "Paul Durand a assuré que la trêve était « une chance » pour la région.",
            ("Paul Durand", "la trêve était « une chance » pour la région", "statement", "mixed"),
            id="mixed",
        ),
        pytest.param(
            "Jean Moreau est parti. Paul Durand l'accuse d'avoir vendu les plans.",
            ("Paul Durand", "avoir vendu les plans", "accusation", "indirect"),
            id="object pronoun",
        ),
        pytest.param(
            "Paul Durand a affirmé ne pas connaître le navire.",
            ("Paul Durand", "ne pas connaître le navire", "statement", "indirect"),
            id="negated infinitive",
        ),
        pytest.param(
            "Les avocats qui défendent Paul Durand assurent que la réunion aura lieu.",
            ("Avocats", "la réunion aura lieu", "statement", "indirect"),
            id="object of a relative clause",
        ),
        pytest.param(
            'Paul Durand a estimé lundi soir sur Europe 1 qu\'"il pleuvra encore demain".',
            ("Paul Durand", "il pleuvra encore demain", "statement", "direct"),
            id="quotation after an elision",
        ),
        pytest.param(
            "Selon Paul Durand, l'un des conseillers du maire, « la séance reprendra demain ».",
            ("Paul Durand", "la séance reprendra demain", "statement", "direct"),
            id="source with an apposition",
        ),
        pytest.param(
            "Paul Durand a démenti dans une vidéo diffusée mardi que le navire ait coulé.",
            ("Paul Durand", "le navire ait coulé", "denial", "indirect"),
            id="participle between",
        ),
        pytest.param(
            "Paul Durand attribue cette attaque à un groupe de mercenaires.",
            ("Paul Durand", "cette attaque à un groupe de mercenaires", "accusation", "indirect"),
            id="attributed deed",
        ),
        pytest.param(
            "Des manifestants ont affirmé que la police avait tiré.",
            ("Des manifestants", "la police avait tiré", "statement", "indirect"),
            id="some of a group",
        ),
        pytest.param(
            "Aucun navire n'a été arraisonné dans la nuit, a assuré Paul Durand.",
            ("Paul Durand", "Aucun navire n'a été arraisonné dans la nuit", "denial", "indirect"),
            id="nothing was done",
        ),
        pytest.param(
            "« Ne cédez pas à la peur », a lancé Paul Durand.",
            ("Paul Durand", "Ne cédez pas à la peur", "demand", "direct"),
            id="negated imperative",
        ),
        pytest.param(
            "Selon des experts, la production a doublé en un an.",
            ("des experts", "la production a doublé en un an", "statement", "indirect"),
            id="source first",
        ),
        pytest.param(
            "La production a doublé en un an, selon des experts.",
            ("des experts", "La production a doublé en un an", "statement", "indirect"),
            id="source last",
        ),
        pytest.param(
            "Le Portugal accuse l'Espagne d'avoir fermé le pont.",
            ("Portugal", "l'Espagne d'avoir fermé le pont", "accusation", "indirect"),
            id="accuse",
        ),
        pytest.param(
            "Le Portugal a nié toute participation à l'attaque.",
            ("Portugal", "toute participation à l'attaque", "denial", "indirect"),
            id="deny",
        ),
        pytest.param(
            "Le Portugal a promis de rouvrir la frontière.",
            ("Portugal", "rouvrir la frontière", "pledge", "indirect"),
            id="pledge",
        ),
        pytest.param(
            "Le Portugal exige le départ des observateurs.",
            ("Portugal", "le départ des observateurs", "demand", "indirect"),
            id="demand",
        ),
        pytest.param(
            "Le Portugal menace de fermer le détroit.",
            ("Portugal", "fermer le détroit", "threat", "indirect"),
            id="threat",
        ),
        pytest.param(
            "« Nous rouvrirons les écoles en mai », a déclaré Paul Durand.",
            ("Paul Durand", "Nous rouvrirons les écoles en mai", "pledge", "direct"),
            id="first-person future",
        ),
        pytest.param(
            "« Nous n'avons jamais livré d'armes », a déclaré Paul Durand.",
            ("Paul Durand", "Nous n'avons jamais livré d'armes", "denial", "direct"),
            id="first-person negation",
        ),
        pytest.param(
            "« C'est un crime inadmissible », a déclaré Paul Durand.",
            ("Paul Durand", "C'est un crime inadmissible", "accusation", "direct"),
            id="judgement",
        ),
        pytest.param(
            "Paul Durand a qualifié le vote de « farce ».",
            ("Paul Durand", "le vote de « farce »", "accusation", "mixed"),
            id="portrayal",
        ),
        pytest.param(
            "Le convoi a été attaqué de nuit. L'embuscade a été revendiquée par les talibans.",
            ("Talibans", "L'embuscade", "statement", "indirect"),
            id="responsibility",
        ),
    ],
)
def test_reads_a_claim(claims, text, expected):
    assert claims(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Jean Moreau est parti. « La séance reprendra », a dit lundi Paul Durand. Il a promis de venir.",
            ("Paul Durand", "venir"),
            id="a pronoun takes up who spoke last",
        ),
        pytest.param(
            "« La séance reprendra », a dit Paul Durand. « Nous y serons », a ajouté le médecin.",
            ("Paul Durand", "Nous y serons"),
            id="a verb of going on keeps the speaker",
        ),
        pytest.param(
            "« La séance reprendra », a dit Paul Durand. Et d'ajouter : « Nous y serons demain matin. »",
            ("Paul Durand", "Nous y serons demain matin."),
            id="a bare infinitive keeps the speaker",
        ),
        pytest.param(
            "« La digue tient », assure Anne Morel. « Je reste ici », ajoute cette femme de 50 ans.",
            ("Anne Morel", "Je reste ici"),
            id="this woman is she who spoke",
        ),
        pytest.param(
            "La digue tient encore, selon Le Monde. Paul Durand est sur place. « Je veille », confie-t-il.",
            ("Paul Durand", "Je veille"),
            id="who says I is no newspaper",
        ),
        pytest.param(
            "« La digue tient », a dit Paul Durand. Anne Morel a quitté la salle en colère. "
            "« Je ne peux pas accepter une telle décision. »",
            ("Anne Morel", "Je ne peux pas accepter une telle décision."),
            id="a quotation after a deed is the doer's",
        ),
        pytest.param(
            "Anne Morel a parlé lundi, dénonçant un accord secret et appelant à un changement de cap.",
            ("Anne Morel", "un changement de cap"),
            id="a second participle begins a claim of its own",
        ),
        pytest.param(
            "Le Portugal a appelé la Grèce à la retenue.",
            ("Portugal", "la Grèce à la retenue"),
            id="what someone is called to",
        ),
        pytest.param(
            "« La digue tient », assure Anne Morel. Le soir tombe. « Nous restons tous ici », dit Anne.",
            ("Anne Morel", "Nous restons tous ici"),
            id="a first name alone",
        ),
    ],
)
def test_who_spoke_goes_on(claims, text, expected):
    assert claims(text)[-1][:2] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Paul Durand n'a pas dit que la réunion aurait lieu.",
        "Il est passé par le « marché aux puces » avant midi.",
        "Selon que le vent tourne ou non, les bateaux sortent.",
        "Le tribunal a rendu son jugement vendredi.",
        "« La digue tient encore »\n\nLe pont a été fermé dans la nuit.",
        "La mairie voulait dire que le pont serait fermé.",
        "La mairie de Nantes devrait évoquer le projet de pont.",
        "Si la mairie continue à contester le projet, le pont sera fermé.",
        "Cette information n'a pas été confirmée par la mairie de Nantes.",
        "Le contrat prévoit « une pause de deux heures » chaque jour.",
    ],
)
def test_what_nobody_is_said_to_say_is_no_claim(claims, text):
    assert claims(text) == []


def test_a_quotation_in_its_own_sentence_goes_on_with_the_speaker(claims):
    text = "« La route est longue », a déclaré Paul Durand. « Nous avons tout le temps qu'il nous faut. »"
    assert [speaker for speaker, *_ in claims(text)] == ["Paul Durand", "Paul Durand"]


def test_a_quotation_cut_by_its_cue_is_one_claim_with_its_longest_part(claims):
    text = "« Oui », a répondu Paul Durand, « la route est longue mais elle reste ouverte ce soir »."
    assert [content for _, content, *_ in claims(text)] == [
        "la route est longue mais elle reste ouverte ce soir"
    ]


def test_of_two_steps_the_innermost_speaker_counts(claims):
    text = "Paul Durand a déclaré que la digue avait cédé, a rapporté l'agence Reuters."
    assert [(speaker, content) for speaker, content, *_ in claims(text)] == [
        ("Paul Durand", "la digue avait cédé")
    ]


def test_a_quotation_repeated_word_for_word_is_entered_once(claims):
    text = (
        "« La route est longue mais sûre », a déclaré Paul Durand.\n\n"
        "Plus tard, « La route est longue mais sûre », a répété Paul Durand."
    )
    assert len(claims(text)) == 1


def test_a_participle_takes_its_speaker_from_the_main_clause(claims):
    text = "Paul Durand a quitté la salle, affirmant que le débat était clos."
    assert claims(text) == [("Paul Durand", "le débat était clos", "statement", "indirect")]


def test_cues_of_one_sentence_share_it(claims):
    text = "Paul Durand a déclaré que le pont tenait, mais Anne Morel a affirmé que la digue avait cédé."
    assert [(speaker, content) for speaker, content, *_ in claims(text)] == [
        ("Paul Durand", "le pont tenait"),
        ("Anne Morel", "la digue avait cédé"),
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param(
            "Anne Morel a pris la parole devant la presse. « La digue tient encore », a-t-elle assuré.",
            "Anne Morel",
            id="pronoun",
        ),
        pytest.param(
            "Le Portugal et l'Espagne ont exigé le départ des observateurs.", "Portugal", id="joint"
        ),
        pytest.param(
            "Le Portugal a répondu par la voix de Paul Durand : « Nous n'avons rien à ajouter à cela. »",
            "Paul Durand",
            id="mouthpiece",
        ),
        pytest.param("Paul Durand : « La route reste ouverte jusqu'à ce soir. »", "Paul Durand", id="colon"),
        pytest.param(
            "La route sera rouverte ce soir, apprend-on de source diplomatique.",
            "source diplomatique",
            id="unnamed",
        ),
        pytest.param("« Nous partons demain matin », a grondé Paul Durand.", "Paul Durand", id="any verb"),
        pytest.param(
            "« La digue tient encore », a déclaré la directrice du port de Nantes, Anne Morel.",
            "Anne Morel",
            id="name after an office",
        ),
        pytest.param(
            "« La digue tient encore », rétorque Paul Durand.", "Paul Durand", id="no participle in -que"
        ),
        pytest.param(
            "Après sa rencontre avec le maire, Anne Morel, Paul Durand est parti, affirmant que tout allait.",
            "Paul Durand",
            id="participle after a comma",
        ),
        pytest.param(
            "Selon Paul Durand, qui a visité le chantier lundi, le pont tient encore.",
            "Paul Durand",
            id="source with a relative clause",
        ),
        pytest.param(
            "Le directeur du port, Paul Durand, a réagi sur Twitter : « Tout va bien sur la digue »",
            "Paul Durand",
            id="whose reaction a colon announces",
        ),
        pytest.param(
            "Les pêcheurs accompagnant Paul Durand ont affirmé que la digue tenait.",
            "Pêcheurs",
            id="a plural verb has a plural subject",
        ),
        pytest.param(
            "La digue tient encore, selon l'un de ses voisins, Paul Durand.",
            "Paul Durand",
            id="one of",
        ),
        pytest.param(
            "Demandant « une enquête sérieuse », Paul Durand est venu à Nantes.",
            "Paul Durand",
            id="participle that opens the sentence",
        ),
        pytest.param(
            "« La digue tient encore ce soir », a lancé en anglais Mme Morel.", "Morel", id="adverbial before"
        ),
        pytest.param(
            "« La digue tient encore ce soir », a lancé en écho Anne Morel.", "Anne Morel", id="manner before"
        ),
        pytest.param(
            "Paul Durand a d'ores et déjà accusé le maire d'avoir menti.",
            "Paul Durand",
            id="adverbial of words",
        ),
        pytest.param(
            "Paul Durand est intervenu lundi pour affirmer que la digue tenait.", "Paul Durand", id="pour"
        ),
        pytest.param(
            "La digue a cédé, selon un communiqué diffusé lundi par Reuters.",
            "Reuters",
            id="author",
        ),
        pytest.param("– La digue tient encore ce soir, affirme Paul Durand.", "Paul Durand", id="dialogue"),
    ],
)
def test_finds_the_speaker(claims, text, speaker):
    ((found, *_),) = claims(text)
    assert found == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param(
            "Le député Paul Durand a protesté, a raconté Anne Morel. « Nous partons tous », a-t-elle ajouté.",
            "Anne Morel",
            id="who spoke before",
        ),
        pytest.param(
            "Pour Anne Morel, « la digue tient encore » à Nantes, a-t-elle affirmé lundi.",
            "Anne Morel",
            id="named at the head of the sentence",
        ),
        pytest.param(
            "Le texte a été rejeté par Anne Morel. « Il veut gagner du temps », a-t-elle estimé.",
            "Anne Morel",
            id="agent of a passive",
        ),
        pytest.param(
            "Invité mardi, Paul Durand a parlé de la rentrée. « Rien ne change », a déclaré le ministre.",
            "Paul Durand",
            id="office that nobody else has",
        ),
        pytest.param(
            "Le député Paul Durand a protesté. « Rien ne change ici », a déclaré le ministre.",
            "le ministre",
            id="office of somebody else",
        ),
        pytest.param(
            "Un policier a parlé mardi. Paul Durand a protesté. « La digue tient », a assuré le policier.",
            "le policier",
            id="somebody without a name",
        ),
        pytest.param(
            "Paul Durand a protesté. « La digue tient encore », explique t-il.", "Paul Durand", id="no hyphen"
        ),
    ],
)
def test_the_last_claim_is_of_whom_its_words_take_up(claims, text, speaker):
    assert claims(text)[-1][0] == speaker


def test_a_headline_makes_no_claim(extractor):
    title = "Le Portugal exige le départ des observateurs"
    text = f"{title}\n\nLe vote a eu lieu jeudi."
    article = Article("memory:title", text, sha256(text.encode()).hexdigest(), title=title, language="fr")
    (extraction,) = extractor.extract([article])
    assert extraction.claims == ()


def test_who_is_asked_is_the_addressee(extractor):
    text = "Paul Durand a demandé à Anne Morel de rouvrir la route."
    (extraction,) = extractor.extract([Article("memory:ask", text, sha256(text.encode()).hexdigest())])
    (claim,) = extraction.claims
    assert claim.addressee is not None
    assert extraction.actors[claim.addressee].name == "Anne Morel"


def test_every_claim_says_what_its_span_holds(extractor):
    text = (
        "« La digue tient », a dit Paul Durand, ajoutant que « rien » ne pressait. "
        "Selon Anne Morel, elle a cédé.\n\n"
        "Le Portugal dénonce une « provocation » et menace de fermer le détroit."
    )
    (extraction,) = extractor.extract([Article("memory:spans", text, sha256(text.encode()).hexdigest())])
    assert len(extraction.claims) == 5
    for claim in extraction.claims:
        sentence = extraction.sentences[claim.sentence]
        assert sentence.start <= claim.start < sentence.end
        assert text[claim.start : claim.end] == text[claim.start : claim.end].strip()
        assert claim.cue is not None
        assert claim.cue in text
        assert claim.speaker_text is not None
        assert claim.speaker_text in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        '"',
        "« ",
        "«»",
        "Selon",
        "Il a dit que",
        "Selon Paul Durand",
        "a dit :",
        "– ",
        "Comme l'a dit",
        "Il nie",
        "Il menace de",
    ],
)
def test_text_that_breaks_off_makes_no_claim(claims, text):
    assert claims(text) == []


_PIECES = (
    *(
        "Paul Durand",
        "l'Espagne",
        "il",
        "la digue tient",
        "partir",
        "mardi",
        "a déclaré",
        "a-t-il dit",
        "menace",
    ),
    *("accuse", "nie", "affirmant", "s'est félicité", "a été accusé", "avant d'ajouter", "comme l'a dit"),
    *("que", "qu'", "qui", "selon", "Selon", "d'après", "pour", "par", "de", "d'", "à", "et", "mais"),
    *("«", "»", '"', ",", ".", ":", "?", "–", "(", ")", "\n\n"),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(_PIECES), max_size=25))
def test_any_text_gives_claims_that_lie_in_it(extractor, pieces):
    text = " ".join(pieces)
    (extraction,) = extractor.extract([Article("memory:any", text, sha256(text.encode()).hexdigest())])
    for claim in extraction.claims:
        assert 0 <= claim.start < claim.end <= len(text)
        assert text[claim.start : claim.end].strip()
