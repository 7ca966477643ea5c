"""The vocabulary of events: one short report per family of words, and sentences that tell of none."""

import hashlib

import pytest

from eventsdb.records import Article

REPORTS = [
    # what is sent: arms help whoever gets them, soldiers and ships are a show of force
    ("Le Kenya a envoyé des missiles et des munitions à la Somalie.", "AID", None),
    ("La Turquie a envoyé un navire de guerre au large de Chypre.", "MOBILIZE", "troops"),
    # agreement, meetings
    ("Le gouvernement éthiopien a accepté de rouvrir le dialogue avec les rebelles.", "AGREE", None),
    ("Le Premier ministre promet une hausse des salaires des infirmiers.", "AGREE", None),
    ("Les deux pays sont parvenus à un accord sur la pêche.", "AGREE", None),
    ("Pékin s'est dit prêt à négocier avec Taipei.", "AGREE", None),
    ("Le président chilien s'est entretenu au téléphone avec son homologue argentin.", "CONSULT", "phone"),
    ("La ministre norvégienne s'est rendue lundi au Kenya.", "CONSULT", "visit"),
    ("L'ex-président péruvien était en déplacement au Mexique.", "CONSULT", "visit"),
    ("Le roi de Jordanie a reçu mardi le secrétaire d'État américain.", "CONSULT", "visit"),
    ("Le chef de l'État a présidé une réunion de crise à Lisbonne.", "CONSULT", "multilateral"),
    ("Angela Merkel et Emmanuel Macron se sont rencontrés à Berlin.", "CONSULT", None),
    # support, concession
    ("Le Parlement portugais a ratifié le traité d'extradition.", "SUPPORT", None),
    ("Le président chilien a félicité le vainqueur du scrutin.", "SUPPORT", None),
    ("Le ministre de l'Intérieur a défendu la réforme.", "SUPPORT", None),
    ("Le Canada a reconnu l'indépendance du Kosovo.", "SUPPORT", None),
    ("La maire a rendu hommage aux pompiers.", "SUPPORT", None),
    ("Le Premier ministre japonais a présenté ses excuses aux victimes.", "CONCEDE", None),
    ("Le gouvernement a levé l'interdiction de manifester.", "CONCEDE", None),
    ("Madrid a renoncé à son projet de loi.", "CONCEDE", None),
    # cooperation, aid
    ("Le Brésil et l'Argentine mènent un exercice conjoint dans l'Atlantique.", "COOPERATE", None),
    ("La Bolivie a extradé un trafiquant vers le Chili.", "COOPERATE", None),
    ("La Suède a livré des vaccins à la Moldavie.", "AID", None),
    ("Le Danemark a accordé l'asile à un opposant biélorusse.", "AID", None),
    # retreat
    ("Les troupes éthiopiennes se sont retirées de Somalie.", "RETREAT", "withdraw"),
    ("La police a relâché les deux journalistes.", "RETREAT", "release"),
    ("Le tribunal a acquitté l'ancien maire.", "RETREAT", "release"),
    ("Les rebelles ont déposé les armes.", "RETREAT", "disarm"),
    ("Les deux camps ont signé un cessez-le-feu.", "RETREAT", "ceasefire"),
    ("La ministre de la Santé a démissionné mercredi.", "RETREAT", "resign"),
    ("Le député a remis sa démission au président.", "RETREAT", "resign"),
    # requests
    ("L'opposition exige la dissolution du Parlement.", "REQUEST", "change"),
    ("Le syndicat réclame une hausse des salaires.", "REQUEST", "change"),
    ("L'ONU a exhorté le Soudan à protéger les civils.", "REQUEST", "change"),
    ("Amnesty International demande la libération du militant.", "REQUEST", "yield"),
    ("Le maire a sollicité l'aide de l'armée.", "REQUEST", "assist"),
    ("« Nous voulons des actes », réclame le syndicat CGT.", "REQUEST", "change"),
    # accusations, courts
    ("Varsovie accuse Minsk d'envoyer des migrants à sa frontière.", "ACCUSE", "allege"),
    ("Le député a fustigé la politique du gouvernement.", "ACCUSE", "disapprove"),
    ("Le ministre s'est insurgé contre la décision de Bruxelles.", "ACCUSE", "disapprove"),
    ("La Suède a convoqué l'ambassadeur d'Iran.", "ACCUSE", "disapprove"),
    ("L'ancien ministre a été mis en examen pour corruption.", "ACCUSE", "investigate"),
    ("Le parquet de Lyon a ouvert une enquête sur le maire.", "ACCUSE", "investigate"),
    ("L'association a porté plainte contre le préfet.", "ACCUSE", "investigate"),
    ("Le procès de l'ancien maire de Nice s'est ouvert lundi.", "ACCUSE", "investigate"),
    ("« C'est une insulte aux électeurs », fustige le sénateur Paul Durand.", "ACCUSE", "disapprove"),
    # refusals, threats
    ("La Hongrie a refusé de signer la déclaration.", "REJECT", None),
    ("Moscou a rejeté la proposition de l'ONU.", "REJECT", None),
    ("La Turquie s'oppose à l'adhésion de la Suède.", "REJECT", None),
    ("Le président brésilien a annulé sa visite à Paris.", "REJECT", "meet"),
    ("Téhéran a menacé de quitter le traité.", "THREATEN", "relations"),
    ("Le président turc a menacé d'expulser les ambassadeurs.", "THREATEN", "expel"),
    ("Un juge espagnol a lancé un mandat d'arrêt contre le rappeur.", "THREATEN", "arrest"),
    ("Pyongyang a menacé Séoul de représailles.", "THREATEN", "violence"),
    # protest
    ("Des milliers d'avocats ont défilé samedi à Rome.", "PROTEST", "demo"),
    ("Les manifestants ont brandi des pancartes devant le palais.", "PROTEST", "demo"),
    ("Les cheminots sont en grève depuis lundi.", "PROTEST", "strike"),
    ("Trois syndicats ont déposé un préavis de grève.", "PROTEST", "strike"),
    ("Le détenu a entamé une grève de la faim.", "PROTEST", "hunger"),
    ("L'opposition boycotte le scrutin.", "PROTEST", "boycott"),
    ("Des agriculteurs ont bloqué l'autoroute.", "PROTEST", "obstruct"),
    ("Des militants ont déboulonné la statue du général.", "PROTEST", "vandalize"),
    ("Des émeutes ont éclaté mardi à Athènes.", "PROTEST", "riot"),
    # sanctions
    ("Washington a imposé des sanctions contre deux banques russes.", "SANCTION", None),
    ("L'ancien maire a été condamné à trois ans de prison.", "SANCTION", "convict"),
    ("Le trafiquant a écopé d'une peine de dix ans.", "SANCTION", "convict"),
    ("Un Canadien a été condamné à mort en Chine.", "SANCTION", "convict"),
    ("La Lituanie a expulsé trois diplomates russes.", "SANCTION", "expel"),
    ("L'Algérie a rompu ses relations diplomatiques avec le Maroc.", "SANCTION", "withdraw"),
    ("Le Canada a suspendu son aide au Mali.", "SANCTION", "discontinue"),
    # mobilization
    ("Le Pakistan a déployé des troupes à la frontière.", "MOBILIZE", "troops"),
    ("L'Inde a testé un missile balistique.", "MOBILIZE", "weapons"),
    ("Le préfet a mobilisé 300 gendarmes.", "MOBILIZE", "police"),
    # coercion
    ("La police a interpellé douze militants.", "COERCE", "arrest"),
    ("Le journaliste a été placé en détention.", "COERCE", "arrest"),
    ("Les gendarmes ont procédé à l'arrestation du suspect.", "COERCE", "arrest"),
    ("La Grèce a refoulé des migrants vers la Turquie.", "COERCE", "deport"),
    ("Les douaniers ont saisi deux tonnes de cocaïne.", "COERCE", "seize"),
    ("Des militaires ont renversé le président.", "COERCE", "seize"),
    ("La préfecture a interdit la manifestation.", "COERCE", "ban"),
    ("La police a ordonné la dispersion du rassemblement.", "COERCE", "ban"),
    ("Le gouvernement a fermé les frontières.", "COERCE", "restrict"),
    ("Les autorités ont suspendu la chaîne de télévision.", "COERCE", "censor"),
    ("Le gouvernement a décrété un couvre-feu.", "COERCE", "curfew"),
    ("Le président a instauré l'état d'urgence.", "COERCE", "martial-law"),
    ("Des hackers ont piraté le ministère de la Défense.", "COERCE", "cyber"),
    # assault
    ("Des hommes armés ont enlevé trois humanitaires.", "ASSAULT", "abduct"),
    ("L'armée a bombardé le village.", "ASSAULT", "heavy-weapons"),
    ("Des raids aériens ont visé la capitale du Yémen.", "ASSAULT", "aerial"),
    ("La police a dispersé les manifestants.", "ASSAULT", "crowd-control"),
    ("Un attentat-suicide a frappé Kaboul.", "ASSAULT", "suicide-attack"),
    ("L'opposant a été empoisonné à Minsk.", "ASSAULT", "unconventional"),
    ("Des détenus ont été torturés par les gardiens.", "ASSAULT", "torture"),
    ("Le ministre a été assassiné par des inconnus.", "ASSAULT", "targeted"),
    ("Un homme a poignardé deux passants à Londres.", "ASSAULT", "primitive"),
    ("Les soldats ont ouvert le feu sur la foule.", "ASSAULT", "firearms"),
]  # fmt: skip

NO_EVENT = [
    "Le club a remporté la finale de la Coupe devant dix mille spectateurs.",
    "Le cycliste slovène a attaqué dans la dernière montée.",
    "La chanteuse présentera son nouvel album au printemps.",
    "La tempête a tué trois personnes et détruit des maisons.",
    "Un incendie a ravagé deux cents hectares de forêt.",
    "Les températures atteindront trente degrés dimanche.",
    "L'action du constructeur a reculé de trois pour cent.",
    "Un automobiliste est mort dans un accident près de Metz.",
    "Le festival accueille des artistes du monde entier.",
    "Les chercheurs ont découvert une nouvelle espèce de grenouille.",
    "Le film raconte la vie d'un boulanger de campagne.",
    "La vaccination progresse dans la région.",
    "Le musée expose quarante tableaux du peintre.",
    "La voiture est proposée avec deux moteurs.",
    "Le nombre de chômeurs a baissé en septembre.",
    "La Croatie n'a pas exclu de nouvelles mesures.",
]


def article(text):
    return Article(uri=text, text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), language="fr")


@pytest.fixture(scope="module")
def told(extractor):
    """The types and modes of the events in every sentence, read in one batch."""
    texts = [text for text, *_ in REPORTS] + NO_EVENT
    extractions = extractor.extract([article(text) for text in texts])
    return {text: {(e.type, e.mode) for e in x.events} for text, x in zip(texts, extractions, strict=True)}


@pytest.mark.parametrize(("text", "event_type", "mode"), REPORTS)
def test_a_report_gives_an_event_of_its_type(told, text, event_type, mode):
    assert (event_type, mode) in told[text]


@pytest.mark.parametrize("text", NO_EVENT)
def test_what_is_no_politics_gives_no_event(told, text):
    assert told[text] == set()
