"""Who did it and to whom: how the words around a trigger fill the roles of its event."""

from __future__ import annotations

import pytest

from eventsdb.extraction.french import FrenchExtractor
from eventsdb.records import Article, Extraction


def read(extractor: FrenchExtractor, text: str) -> Extraction:
    return next(iter(extractor.extract([Article("news.txt", text, "0" * 64, language="fr")])))


def roles(found: Extraction, event_type: str) -> tuple[set[str], set[str]]:
    """The names of the actors and the recipients of all events of a type."""
    participants = [p for e in found.events if e.type == event_type for p in e.participants]
    names = [
        {found.actors[p.actor].name for p in participants if p.role == r} for r in ("actor", "recipient")
    ]
    return names[0], names[1]


@pytest.mark.parametrize(
    ("text", "event_type", "actors", "recipients"),
    [
        (
            "Les gouvernements espagnol, grec et suédois ont condamné l'attaque.",
            "ACCUSE",
            {"Espagne", "Grèce", "Suède"},
            set(),
        ),
        (
            "Le juge attend l'aide de l'Italie et les gendarmes kényans ont arrêté Ibrahim Sow.",
            "COERCE",
            {"Gendarmerie kényane"},
            {"Ibrahim Sow"},
        ),
        (
            "Elena Salinas vit à Lima. L'opposante a accusé le Pérou de torture.",
            "ACCUSE",
            {"Elena Salinas"},
            {"Pérou"},
        ),
        (
            "Paulo Nunes vit à Lisbonne. L'ancien ministre a accusé l'Espagne de mensonge.",
            "ACCUSE",
            {"Paulo Nunes"},
            {"Espagne"},
        ),
        (
            "Paulo Nunes vit à Lisbonne. Le premier avocat venu a accusé l'Espagne de mensonge.",
            "ACCUSE",
            set(),
            {"Espagne"},
        ),
        (
            "Paulo Nunes, ainsi que Ana Prado, font l'objet d'une enquête pour fraude.",
            "ACCUSE",
            set(),
            {"Paulo Nunes", "Ana Prado"},
        ),
        ("Le Soudan a accusé son voisin, le Tchad, d'avoir menti.", "ACCUSE", {"Soudan"}, {"Tchad"}),
        (
            "Paulo Nunes annonce un accord de paix entre le Pérou et la Bolivie.",
            "SUPPORT",
            {"Pérou", "Bolivie"},
            set(),
        ),
        (
            "Ana Prado a été giflée à Lima. Luis Roca a été arrêté. Ana Prado a décidé de porter plainte.",
            "ACCUSE",
            {"Ana Prado"},
            {"Luis Roca"},
        ),
        ("Un défilé militaire aura lieu lundi à Lima.", "MOBILIZE", {"Pérou"}, set()),
        ("Les autorités ne font rien, a dénoncé lundi le syndicat CGT.", "ACCUSE", {"CGT"}, {"France"}),
        (
            "L'attentat à la grenade perpétré lundi par le Hamas a tué deux soldats chiliens.",
            "ASSAULT",
            {"Hamas"},
            {"Armée chilienne"},
        ),
        (
            "Une fête a été donnée pour l'ambassadeur, puis la police kényane a arrêté Ibrahim Sow.",
            "COERCE",
            {"Police kényane"},
            {"Ibrahim Sow"},
        ),
        (
            "« C'est une honte », a dénoncé à la presse le ministre péruvien Luis Vega.",
            "ACCUSE",
            {"Luis Vega"},
            set(),
        ),
        (
            "Les ministres des Affaires étrangères du Pérou et de la Bolivie se sont rencontrés à Lima.",
            "CONSULT",
            {"Pérou", "Bolivie"},
            set(),
        ),
        (
            "L'organisation humanitaire Amnesty International a dénoncé le gouvernement turc.",
            "ACCUSE",
            {"Amnesty International"},
            {"Turquie"},
        ),
        ("Le gouvernement Merkel a condamné le Maroc.", "ACCUSE", {"Allemagne"}, {"Maroc"}),
        ("L'ONG Amnesty International a condamné le Maroc.", "ACCUSE", {"Amnesty International"}, {"Maroc"}),
        ("Un passant a été poignardé mardi par des policiers turcs.", "ASSAULT", {"Police turque"}, set()),
        (
            "L'armée turque annonce, dans un communiqué, avoir pris le pouvoir.",
            "COERCE",
            {"Armée turque"},
            set(),
        ),
        (
            "Vladimir Poutine a rencontré jeudi Angela Merkel à Moscou. La rencontre entre la Russie et"
            " l'Allemagne a duré deux heures.",
            "CONSULT",
            {"Vladimir Poutine", "Angela Merkel"},
            set(),
        ),
        (
            "Les Houthis ont enlevé en mai l'infirmière Anne Duval. Anne Duval a été libérée mardi.",
            "RETREAT",
            {"Houthis"},
            {"Anne Duval"},
        ),
        (
            "La France a accusé l'Iran d'avoir enlevé un marin. Paris a aussi dénoncé une manœuvre indigne.",
            "ACCUSE",
            {"France"},
            {"Iran"},
        ),
        (
            "La Norvège a dit jeudi avoir suspendu son aide au Venezuela.",
            "SANCTION",
            {"Norvège"},
            {"Venezuela"},
        ),
        (
            "L'armée soudanaise est accusée par l'ONU d'avoir tué des civils.",
            "ASSAULT",
            {"Armée soudanaise"},
            set(),
        ),
        (
            "Al-Qaïda a menacé de frapper le Danemark et la Suède.",
            "THREATEN",
            {"Al-Qaïda"},
            {"Danemark", "Suède"},
        ),
        (
            "Les rebelles ont menacé de bloquer la capitale si le Tchad ne libérait pas leurs chefs.",
            "THREATEN",
            {"Rebelles tchadiens"},
            {"Tchad"},
        ),
        ("Israël menace de poursuivre ses opérations au Liban.", "THREATEN", {"Israël"}, {"Liban"}),
        (
            "La Suède fait pression pour que la Grèce soutienne son plan.",
            "REQUEST",
            {"Suède"},
            {"Grèce"},
        ),
        (
            "Les mineurs ont poursuivi leur grève pour exiger la démission du président Evo Morales.",
            "PROTEST",
            {"mineurs"},
            {"Evo Morales"},
        ),
        (
            "Aucun élu italien n'est allé en Libye depuis lors, quand le pays a fermé ses frontières.",
            "COERCE",
            {"Libye"},
            set(),
        ),
        (
            "Londres a dénoncé un geste cruel du régime de Bachar al-Assad.",
            "ACCUSE",
            {"Royaume-Uni"},
            {"Syrie"},
        ),
        (
            "Oslo a exprimé son soutien à Lima après l'attentat.",
            "SUPPORT",
            {"Norvège"},
            {"Pérou"},
        ),
        (
            "Des soldats indiens et chinois se sont affrontés à la frontière.",
            "ASSAULT",
            {"Armée indienne", "Armée chinoise"},
            {"Armée indienne", "Armée chinoise"},
        ),
        (
            "Des heurts ont opposé la police et les manifestants à Athènes.",
            "PROTEST",
            {"Police grecque", "Manifestants grecs"},
            {"Police grecque", "Manifestants grecs"},
        ),
        ("L'agence Anadolu a annoncé l'arrestation de seize djihadistes.", "COERCE", set(), {"djihadistes"}),
        (
            "La Norvège, membre de l'Otan, a livré du matériel au Maroc.",
            "AID",
            {"Norvège"},
            {"Maroc"},
        ),
        ("Accusant le Pérou de mentir, Evo Morales a quitté Lima.", "ACCUSE", {"Evo Morales"}, {"Pérou"}),
        (
            "La Lettonie et la Lituanie, deux membres de l'Otan, ayant déployé des navires en mer Baltique.",
            "MOBILIZE",
            {"Lettonie", "Lituanie"},
            set(),
        ),
        (
            "Evo Morales a parlé longtemps. Des hommes l'ont enlevé mardi.",
            "ASSAULT",
            set(),
            {"Evo Morales"},
        ),
        (
            "On se souvient de Rafael Correa et de sa rencontre avec Evo Morales.",
            "CONSULT",
            {"Rafael Correa", "Evo Morales"},
            set(),
        ),
        ("Le Chili a menacé de rompre ses relations avec la Bolivie.", "THREATEN", {"Chili"}, {"Bolivie"}),
        ("Le Chili a menacé de rompre ses relations.", "THREATEN", {"Chili"}, set()),
        (
            "Le but est de parler des accords attendus entre le Pérou et le Chili signés en mai.",
            "SUPPORT",
            {"Pérou", "Chili"},
            set(),
        ),
        (
            "La police malienne a repris son enquête sur la mort de Paul Durand.",
            "ACCUSE",
            {"Police malienne"},
            set(),
        ),
        ("Evo Morales s'est vu refuser un visa par le Chili.", "COERCE", {"Chili"}, {"Evo Morales"}),
        (
            "Lima et Quito se sont renvoyé la responsabilité des tirs.",
            "ACCUSE",
            {"Pérou", "Équateur"},
            {"Pérou", "Équateur"},
        ),
        ("Le Chili a condamné les attaques du Hamas contre Israël.", "ACCUSE", {"Chili"}, {"Hamas"}),
        ("Le Chili a dénoncé l'arrestation d'Evo Morales.", "ACCUSE", {"Chili"}, set()),
        (
            "Lima a dénoncé l'arrestation d'Evo Morales par la police bolivienne.",
            "ACCUSE",
            {"Pérou"},
            {"Police bolivienne"},
        ),
        ("Lima a salué les efforts de la Bolivie et du Chili.", "SUPPORT", {"Pérou"}, {"Bolivie", "Chili"}),
        ("Le Mali a suspendu les soldats de l'ONU.", "SANCTION", {"Mali"}, {"ONU"}),
        ("Evo Morales est confronté à une contestation inédite.", "PROTEST", set(), {"Evo Morales"}),
        ("Le Pérou ne condamne que le Chili.", "ACCUSE", {"Pérou"}, {"Chili"}),
        (
            "Face à la crise qui dure, Evo Morales, au pouvoir depuis 2006, a accusé le Chili d'espionnage.",
            "ACCUSE",
            {"Evo Morales"},
            {"Chili"},
        ),
        ("« Le gouvernement ment », a dénoncé Evo Morales.", "ACCUSE", {"Evo Morales"}, {"Bolivie"}),
        (
            "Les ministres des Affaires étrangères grec et turc ont condamné l'attaque.",
            "ACCUSE",
            {"Grèce", "Turquie"},
            set(),
        ),
        ("L'ambassadeur du Chili à l'ONU a accusé l'Iran.", "ACCUSE", {"Chili"}, {"Iran"}),
        (
            "Les chefs d'État et de gouvernement de l'Union européenne ont condamné l'Iran.",
            "ACCUSE",
            {"Union européenne"},
            {"Iran"},
        ),
        (
            "Le deuil dure au Pérou. Le ministre de la Santé a condamné l'attaque.",
            "ACCUSE",
            {"Ministère péruvien de la Santé"},
            set(),
        ),
        ("Au Pérou, les autorités ont arrêté douze voleurs.", "COERCE", {"Pérou"}, set()),
        (
            "Après l'annonce d'un accord entre le Chili et la Bolivie, Paul Vidard a condamné l'Iran.",
            "ACCUSE",
            {"Paul Vidard"},
            {"Iran"},
        ),
        (
            "Le Pérou a accusé l'Iran de mentir. Lima accuse le président Rohani et l'Iran de tricher.",
            "ACCUSE",
            {"Pérou"},
            {"Iran"},
        ),
        ("Le principal groupe rebelle a condamné l'Iran.", "ACCUSE", {"principal groupe rebelle"}, {"Iran"}),
        # one person without a name is nobody
        ("Le petit-fils du fondateur a condamné l'Iran.", "ACCUSE", set(), {"Iran"}),
        (
            "Les petits-fils du fondateur ont condamné l'Iran.",
            "ACCUSE",
            {"petits-fils du fondateur"},
            {"Iran"},
        ),
        ("L'offre chilienne a cette fois été rejetée par le Pérou.", "REJECT", {"Pérou"}, {"Chili"}),
        (
            "Les ministres des Affaires étrangères de la Suède et de la Norvège se sont rencontrés à Oslo.",
            "CONSULT",
            {"Suède", "Norvège"},
            set(),
        ),
        ("Evo Morales a critiqué la politique chilienne.", "ACCUSE", {"Evo Morales"}, {"Chili"}),
        ("Lima accuse son voisin chilien d'espionnage.", "ACCUSE", {"Pérou"}, {"Chili"}),
        (
            "Lima redoute une invasion de la Bolivie par les troupes chiliennes.",
            "ASSAULT",
            {"Armée chilienne"},
            {"Bolivie"},
        ),
        (
            "Quito a annulé la rencontre, accusant Lima d'espionnage.",
            "ACCUSE",
            {"Équateur"},
            {"Pérou"},
        ),
        (
            "Des étudiants chiliens ont manifesté pour réclamer des réformes au gouvernement chilien.",
            "PROTEST",
            {"Étudiants chiliens"},
            {"Chili"},
        ),
        ("La police a arrêté six personnes mardi à Lima.", "COERCE", {"Police péruvienne"}, set()),
        (
            'Le chef du port "a menti", a poursuivi le maire Luis Vega, l\'accusant de fraude.',
            "ACCUSE",
            {"Luis Vega"},
            set(),
        ),
        (
            "Des manifestants se sont réunis lundi à Lima, dansant et appelant à la démission de Luis Vega.",
            "REQUEST",
            {"Manifestants péruviens"},
            {"Luis Vega"},
        ),
        (
            "La CGT a accusé, dans un texte publié lundi, l'armée kényane d'avoir brûlé des villages.",
            "ACCUSE",
            {"CGT"},
            {"Armée kényane"},
        ),
        ("Le Chili réclame la libération de l'écrivain Ibrahim Sow.", "REQUEST", {"Chili"}, set()),
        (
            "Le pays partage la même défiance à l'égard de la CGT, que le Pérou accuse d'espionnage.",
            "ACCUSE",
            {"Pérou"},
            {"CGT"},
        ),
        (
            "Le Chili a fustigé l'accord entre le Pérou et la Bolivie.",
            "ACCUSE",
            {"Chili"},
            {"Pérou", "Bolivie"},
        ),
        (
            "Le parlement hongrois a adopté une loi contre les grèves. Le Chili a critiqué cette loi.",
            "ACCUSE",
            {"Chili"},
            {"Parlement hongrois"},
        ),
        ("L'écrivain Ibrahim Sow est toujours en détention à Lima.", "COERCE", set(), {"Ibrahim Sow"}),
        (
            "La police kényane a dispersé un cortège. Ibrahim Sow a été arrêté mardi à Nairobi.",
            "COERCE",
            {"Police kényane"},
            {"Ibrahim Sow"},
        ),
        (
            "Les manifestants péruviens étaient nombreux. Une autre manifestation a eu lieu mardi à Lima.",
            "PROTEST",
            {"Manifestants péruviens"},
            set(),
        ),
        ("Le ministre a parlé de l'attentat de Londres lundi.", "ASSAULT", set(), set()),
        (
            "Luis Vega a rendu hommage aux victimes de l'attaque de Potosi.",
            "ASSAULT",
            set(),
            set(),
        ),
        (
            "Le dernier grand dirigeant du pays, Luis Vega, a condamné le Chili en 2008.",
            "ACCUSE",
            {"Luis Vega"},
            {"Chili"},
        ),
        (
            "Il pointait la marche des étudiants chiliens, qui ont crié avant d'être gazés par la police.",
            "ASSAULT",
            {"Police chilienne"},
            {"Étudiants chiliens"},
        ),
        (
            "Ils sont remplacés par l'organisation État islamique (Daech), qui s'empare de la région.",
            "COERCE",
            {"État islamique"},
            set(),
        ),
        ("Au Pérou, M. Vega est arrivé lundi. Luis Vega est chilien.", "CONSULT", {"Luis Vega"}, {"Pérou"}),
        (
            "L'attaque a eu lieu lundi à Lima et a été revendiquée par le Hamas.",
            "ASSAULT",
            {"Hamas"},
            set(),
        ),
        (
            "L'arrestation par les autorités chiliennes de trois militants chiliens a surpris.",
            "COERCE",
            {"Chili"},
            {"Militants chiliens"},
        ),
        ("De nombreux retraités ont manifesté lundi.", "PROTEST", {"Retraités"}, set()),
        (
            "Le parquet a ouvert une enquête sur des vols qu'auraient commis les forces croates à Zadar.",
            "ACCUSE",
            {"Parquet croate"},
            {"Armée croate"},
        ),
        (
            "Ana Prado vit à Lima. Le parquet a ouvert une enquête à son encontre.",
            "ACCUSE",
            {"Parquet péruvien"},
            {"Ana Prado"},
        ),
        (
            "Ana Prado et Lev Orlov étaient absents lundi. M. Rossi leur a lancé un appel au calme.",
            "REQUEST",
            {"Rossi"},
            {"Ana Prado", "Lev Orlov"},
        ),
        (
            "Des maires réclament, auprès de la Banque centrale européenne, un prêt plus long.",
            "REQUEST",
            {"maires"},
            {"Banque centrale européenne"},
        ),
        ("L'Italie a émis deux mandats d'arrêt visant Ana Prado.", "THREATEN", {"Italie"}, {"Ana Prado"}),
        (
            "L'Italie a refusé de participer à l'opération menée par l'Espagne.",
            "REJECT",
            {"Italie"},
            {"Espagne"},
        ),
        (
            "L'Italie a expulsé deux diplomates russes accusés d'espionnage.",
            "ACCUSE",
            {"Italie"},
            {"Russie"},
        ),
        ("La CGT appelle à une nouvelle grève à Air France mardi.", "PROTEST", {"CGT"}, {"Air France"}),
        ("Les Serbes de Bosnie ont exigé une trêve.", "REQUEST", {"Serbes de Bosnie"}, set()),
        ("Deux kamikazes turcs se sont fait exploser à Ankara.", "ASSAULT", {"Kamikazes turcs"}, set()),
        (
            "La Russie a quitté le traité. L'Union européenne l'accuse de mensonge.",
            "ACCUSE",
            {"Union européenne"},
            {"Russie"},
        ),
        (
            "Lev Orlov a été reconnu coupable par la Cour pénale internationale mardi.",
            "SANCTION",
            {"Cour pénale internationale"},
            {"Lev Orlov"},
        ),
        (
            "Dix personnes sont jugées devant la Cour pénale internationale pour des meurtres.",
            "ACCUSE",
            {"Cour pénale internationale"},
            set(),
        ),
        (
            "Recep Tayyip Erdogan s'est dit prêt à lever l'interdiction du PKK.",
            "AGREE",
            {"Recep Tayyip Erdogan", "PKK"},
            set(),
        ),
        (
            "Les rebelles ont renouvelé leurs revendications pour que le gouvernement burundais cède.",
            "REQUEST",
            {"Rebelles burundais"},
            {"Burundi"},
        ),
        (
            "Les rebelles tchadiens ont refusé de signer l'accord rédigé par Idriss Déby.",
            "REJECT",
            {"Rebelles tchadiens"},
            {"Idriss Déby"},
        ),
        (
            "Une organisation de défense des consommateurs a dénoncé la Croatie.",
            "ACCUSE",
            {"organisation de défense des consommateurs"},
            {"Croatie"},
        ),
        (
            "La police italienne est venue. Des lycéens italiens ont dénoncé les violences policières.",
            "ACCUSE",
            {"Lycéens italiens"},
            {"Police italienne"},
        ),
        (
            "Le syndicat UGTT a demandé une rencontre avec le gouvernement italien.",
            "REQUEST",
            {"UGTT"},
            {"Italie"},
        ),
        (
            "La Serbie a demandé aux Monténégrins de rester chez eux.",
            "REQUEST",
            {"Serbie"},
            {"Monténégro"},
        ),
    ],
)
def test_roles(
    extractor: FrenchExtractor, text: str, event_type: str, actors: set[str], recipients: set[str]
) -> None:
    assert roles(read(extractor, text), event_type) == (actors, recipients)


def test_a_pronoun_that_may_mean_two_persons_means_nobody(extractor: FrenchExtractor) -> None:
    text = "Rafael Correa a rencontré Evo Morales à Lima. Des hommes l'ont enlevé mardi."
    assert roles(read(extractor, text), "ASSAULT") == (set(), set())


def test_a_quotation_speaks_of_nobody_as_he_who_says_it(extractor):
    text = "Le procureur Paul Durand a pris la parole. « Il a été arrêté lundi à Lima », a-t-il déclaré."
    assert roles(read(extractor, text), "COERCE") == (set(), set())


def test_people_are_not_named_by_the_day(extractor):
    text = "Le ministre Paul Durand a rendu visite aux pompiers de la zone mardi matin."
    assert roles(read(extractor, text), "CONSULT")[1] == {"pompiers de la zone"}


@pytest.mark.parametrize(
    ("named", "actor"),
    [
        ("Des terroristes", "Terroristes colombiens"),
        ("Des extrémistes islamistes", "Djihadistes colombiens"),
    ],
)
def test_only_those_told_to_be_jihadists_are(extractor, named, actor):
    found = read(extractor, f"{named} ont attaqué un commissariat en Colombie lundi.")
    assert roles(found, "ASSAULT")[0] == {actor}


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Paul Durand a salué la foule lors d'un déplacement à Lima lundi.", {"Paul Durand"}, {"Pérou"}),
        ("« Nous restons », a lancé Paul Durand lors d'une visite à Lima.", {"Paul Durand"}, {"Pérou"}),
        ("Le ministre algérien Paul Durand a effectué une visite à Oran lundi.", {"Paul Durand"}, set()),
    ],
)
def test_visitors_are_told_by_the_clause_and_nobody_is_his_own_guest(extractor, text, actors, recipients):
    assert roles(read(extractor, text), "CONSULT") == (actors, recipients)
