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

CONSTRUCTIONS = [
    # agentless passives, coordination, appositions, nouns with light verbs, headlines
    ("Le ministre a assuré que les victimes seraient indemnisées avant la fin de l'année.", "AGREE"),
    ("Berlin s'est déclaré disposé à accueillir un millier de réfugiés.", "AGREE"),
    ("Il a été convenu de poursuivre les échanges la semaine prochaine.", "AGREE"),
    ("La Grèce a accepté d'héberger un nouveau camp.", "AGREE"),
    ("La chancelière était attendue mercredi à Varsovie pour une visite de deux jours.", "CONSULT"),
    ("Le Conseil de sécurité tiendra une réunion d'urgence vendredi.", "CONSULT"),
    ("Les pourparlers de paix ont repris mardi à Genève.", "CONSULT"),
    ("La rencontre entre les deux dirigeants a duré une heure.", "CONSULT"),
    ("Les chefs de la diplomatie du G7 se retrouvent vendredi à Londres.", "CONSULT"),
    ("Le pape a reçu en audience le président croate.", "CONSULT"),
    ("Les députés ont voté la confiance au gouvernement.", "SUPPORT"),
    ("Le Parlement européen s'est prononcé en faveur du texte.", "SUPPORT"),
    ("Le traité a été ratifié par trente pays.", "SUPPORT"),
    ("Saluée par les écologistes, la décision réjouit les riverains.", "SUPPORT"),
    ("Le ministre a reconnu des erreurs dans la gestion de la crise.", "CONCEDE"),
    ("L'entreprise a reconnu sa responsabilité dans l'accident.", "CONCEDE"),
    ("L'Indonésie a admis une faille de sécurité.", "CONCEDE"),
    ("Les deux polices ont mené une opération conjointe contre les passeurs.", "COOPERATE"),
    ("Airbus et Safran ont créé une coentreprise.", "COOPERATE"),
    ("L'Union européenne a débloqué une aide de 20 millions d'euros pour le Mozambique.", "AID"),
    ("Les pompiers ont porté secours à une dizaine de randonneurs.", "AID"),
    ("Le gouvernement va verser une prime de 1.000 euros aux soignants.", "AID"),
    ("La directrice de l'agence quitte ses fonctions.", "RETREAT"),
    ("L'ancien maire est sorti de prison mardi.", "RETREAT"),
    ("Le poste-frontière a rouvert lundi pour laisser passer les blessés.", "RETREAT"),
    ("Le chef du parti jette l'éponge.", "RETREAT"),
    ("Le retrait des troupes américaines d'Afghanistan a débuté.", "RETREAT"),
    ("L'ONG appelle les autorités à libérer les détenus.", "REQUEST"),
    ("L'ONU demande un accès sans entrave aux camps.", "REQUEST"),
    ("L'avocat a déposé une demande de remise en liberté.", "REQUEST"),
    ("Washington a pressé Bagdad de protéger son ambassade.", "REQUEST"),
    ("L'avocate a demandé l'acquittement de son client.", "REQUEST"),
    ("Le chauffeur, accusé de viol, nie les faits.", "ACCUSE"),
    ("L'homme doit être jugé en juin pour escroquerie.", "ACCUSE"),
    ("Le maire a exprimé sa colère après l'annonce de la fermeture.", "ACCUSE"),
    ("Il est poursuivi pour apologie du terrorisme.", "ACCUSE"),
    ("Les policiers ont perquisitionné le domicile du suspect.", "ACCUSE"),
    ("Le ministre a été entendu par les enquêteurs.", "ACCUSE"),
    ("« C'est un scandale », a dénoncé mardi le président de l'association, Jean Morel.", "ACCUSE"),
    ("Le maire, qui dénonçait des pressions, a porté plainte.", "ACCUSE"),
    ("Le parquet antiterroriste s'est saisi de l'enquête.", "ACCUSE"),
    ("Le Conseil d'État a rejeté le recours des opposants.", "REJECT"),
    ("La Russie a mis son veto à la résolution.", "REJECT"),
    ("Le maire s'oppose à la construction d'une mosquée.", "REJECT"),
    ("Les manifestants ont bravé l'interdiction de rassemblement.", "REJECT"),
    ("La maire a reçu des menaces de mort.", "THREATEN"),
    ("La Chine a mis en garde Washington contre toute ingérence.", "THREATEN"),
    ("« Nous riposterons à toute agression », a averti Téhéran.", "THREATEN"),
    ("Une centaine de personnes se sont rassemblées devant la préfecture.", "PROTEST"),
    ("Des gilets jaunes ont occupé un rond-point.", "PROTEST"),
    ("Les pharmaciens ont baissé le rideau samedi.", "PROTEST"),
    ("Des opposants au projet occupent le chantier depuis trois jours.", "PROTEST"),
    ("Des casseurs ont brisé des vitrines en marge du défilé.", "PROTEST"),
    ("La cour a confirmé la peine de l'ancien ministre.", "SANCTION"),
    ("Londres a expulsé 23 diplomates russes.", "SANCTION"),
    ("La Commission inflige une amende record à Apple.", "SANCTION"),
    ("Le tribunal a infligé une peine de cinq ans de prison au pirate.", "SANCTION"),
    ("Les Etats-Unis vont se retirer de l'OMS.", "SANCTION"),
    ("Des centaines de policiers ont été déployés dans la capitale.", "MOBILIZE"),
    ("Le pays a rappelé 10.000 réservistes.", "MOBILIZE"),
    ("Des chars ont pris position aux abords de la ville.", "MOBILIZE"),
    ("Le suspect a été placé en garde à vue.", "COERCE"),
    ("Les autorités ont fermé les écoles.", "COERCE"),
    ("La ville a été placée en quarantaine.", "COERCE"),
    ("Deux marins sont toujours détenus en Iran.", "COERCE"),
    ("Les militaires qui avaient pris le pouvoir ont suspendu la Constitution.", "COERCE"),
    ("Soixante-dix migrants ont été renvoyés vers la Libye.", "COERCE"),
    ("Une voiture piégée a explosé devant le commissariat.", "ASSAULT"),
    ("Le village a été attaqué par des hommes à moto.", "ASSAULT"),
    ("La police a tiré des gaz lacrymogènes.", "ASSAULT"),
    ("Des roquettes se sont abattues sur l'aéroport.", "ASSAULT"),
    ("Le convoi est tombé dans une embuscade.", "ASSAULT"),
    ("Arrivés en pick-up, les assaillants ont tué douze villageois et incendié des maisons.", "ASSAULT"),
    ("Deux hommes à moto ont ouvert le feu avant de prendre la fuite.", "ASSAULT"),
    ("Le détenu a été torturé à mort, selon sa famille.", "ASSAULT"),
    # refusals told as what is not done, what is given up, and phrases whose parts the parser hangs apart
    ("Lisbonne ne veut pas d'une commission d'enquête.", "REJECT"),
    ("Les insurgés n'ont pas voulu signer le texte.", "REJECT"),
    ("Quito ne reconnaît pas la victoire du candidat.", "REJECT"),
    ("Le Portugal refuse tout dialogue avec les putschistes.", "REJECT"),
    ("Le Tchad a décliné l'offre de médiation du Niger.", "REJECT"),
    ("Oslo est opposé à l'adhésion du royaume à l'alliance.", "REJECT"),
    ("Le juge a débouté l'association de sa plainte.", "REJECT"),
    ("Le Pérou a renoncé à rencontrer les négociateurs chiliens.", "REJECT"),
    ("La Colombie a dit non à une nouvelle trêve.", "REJECT"),
    ("Le gouvernement bolivien a cédé aux grévistes.", "CONCEDE"),
    ("La marine chilienne a reconnu avoir tué des pêcheurs.", "CONCEDE"),
    ("Les derniers soldats danois ont quitté le Mali mardi.", "RETREAT"),
    ("Le juge a ordonné la remise en liberté du militant.", "RETREAT"),
    ("Le président tchadien a renoncé au pouvoir.", "RETREAT"),
    ("La Norvège souhaite que l'enquête soit rouverte.", "REQUEST"),
    ("Des ONG ont interpellé le Parlement norvégien sur le sort des réfugiés.", "REQUEST"),
    ("Varsovie n'exclut pas une intervention militaire.", "THREATEN"),
    ("La Turquie se dit prête à frapper les rebelles.", "THREATEN"),
    ("Le ministre suédois s'en est pris à la presse.", "ACCUSE"),
    ("Des villageois ont pris les armes contre les pillards.", "MOBILIZE"),
    ("L'Iran a déployé des missiles sur la côte.", "MOBILIZE"),
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
    "Le PSG a battu Lyon 3-0 au Parc des Princes.",
    "La tempête a frappé les côtes bretonnes dans la nuit.",
    "Les prix du pétrole ont bondi de 3 % lundi.",
    "La chanteuse a annoncé la sortie de son album.",
    "L'incendie a détruit deux cents hectares de forêt.",
    "Deux randonneurs sont morts dans une avalanche.",
    "Le joueur a signé un contrat de quatre ans avec le club.",
    "La banque a relevé ses prévisions de croissance.",
    "La candidate a remporté l'élection avec 52 % des voix.",
    "L'écrivain est mort à 85 ans des suites d'une longue maladie.",
    "Le tennisman a éliminé son adversaire au deuxième tour.",
    "Le cours de l'or a atteint un niveau record.",
    "La canicule a tué des centaines de poissons.",
    "Le virus a tué 300 personnes en Italie.",
    "Le satellite a été placé en orbite mardi.",
    "La ville accueillera les Jeux olympiques en 2028.",
    "Le groupe a racheté son concurrent pour deux milliards d'euros.",
    "La pièce rencontre un grand succès.",
    "Les températures vont chuter jeudi.",
    "L'usine emploie 300 salariés.",
    "La population du pays a doublé en trente ans.",
    "Le vainqueur recevra un chèque de 10.000 euros.",
    "Le Français a pris la tête du classement général.",
    "Un camion s'est renversé sur l'autoroute A7.",
]


def article(text):
    return Article(uri=text, text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), language="fr")


@pytest.fixture(scope="module")
def told(extractor):
    """The types and modes of the events in every sentence, read in one batch."""
    texts = [text for text, *_ in (*REPORTS, *CONSTRUCTIONS)] + NO_EVENT
    extractions = extractor.extract([article(text) for text in texts])
    return {text: {(e.type, e.mode) for e in x.events} for text, x in zip(texts, extractions, strict=True)}


@pytest.mark.parametrize(("text", "event_type", "mode"), REPORTS)
def test_a_report_gives_an_event_of_its_type(told, text, event_type, mode):
    assert (event_type, mode) in told[text]


@pytest.mark.parametrize(("text", "event_type"), CONSTRUCTIONS)
def test_a_construction_gives_an_event_of_its_type(told, text, event_type):
    assert event_type in {found for found, _ in told[text]}


@pytest.mark.parametrize("text", NO_EVENT)
def test_what_is_no_politics_gives_no_event(told, text):
    assert told[text] == set()
