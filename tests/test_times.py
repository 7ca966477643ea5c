"""French time expressions: what is found, what is meant, and what is left alone."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsdb import periods
from eventsdb.errors import EventsdbError
from eventsdb.extraction.times import (
    Tense,
    TimeContext,
    TimeExpression,
    find_times,
    read_context,
    resolve,
)
from eventsdb.records import Period

WEDNESDAY, SUNDAY = "2023-07-26", "2023-07-30"
MONTH_END, YEAR_START, YEAR_END = "2024-02-29", "2024-01-02", "2021-12-31"
MONDAY, FRIDAY = "2019-11-04", "2022-03-18"
MONTH, YEAR = "2023-07", "2023"


@dataclass(frozen=True)
class Case:
    """A sentence whose words in brackets are the expression, and what they mean in an article of a date."""

    sentence: str
    published: str | None
    tense: Tense | None
    edtf: str | None

    @property
    def text(self) -> str:
        return self.sentence.replace("[", "").replace("]", "")

    @property
    def words(self) -> str:
        return self.sentence.split("[")[1].split("]")[0]


DAYS = [
    ("Le convoi est parti [le 26 juillet] au matin.", WEDNESDAY, "past", "2023-07-26"),
    ("Le convoi est parti [le 27 juillet] au matin.", WEDNESDAY, "past", "2022-07-27"),
    ("La fête de [ce 27 juillet] attire du monde.", WEDNESDAY, None, "2023-07-27"),
    ("Le roi est arrivé [ce vendredi 13 septembre 2024] à Rabat.", WEDNESDAY, "past", "2024-09-13"),
    ("Il a été reçu [jeudi 25 juillet] au palais.", "2019-07-28", "past", "2019-07-25"),
    ("[Le jeudi 25 juillet], il a été reçu.", "2019-07-28", "past", "2019-07-25"),
    ("Le traité date du [1er octobre 2023].", None, None, "2023-10-01"),
    ("Le traité date du [1 er octobre 2023].", None, None, "2023-10-01"),
    ("Elle a parlé [le 4 mars dernier] à Lyon.", WEDNESDAY, "past", "2023-03-04"),
    ("Le procès s'ouvrira [le 3 septembre].", WEDNESDAY, "future", "2023-09-03"),
    ("Le procès s'est ouvert [le 3 septembre].", WEDNESDAY, "past", "2022-09-03"),
    ("Le scrutin prévu [le 3 septembre] est maintenu.", WEDNESDAY, "past", "2023-09-03"),
    ("La loi, votée [le 30 décembre], entre en vigueur.", YEAR_START, "past", "2023-12-30"),
    ("Le sommet s'ouvrira [le 8 janvier] à Davos.", YEAR_END, "future", "2022-01-08"),
    ("Signé [le 04/03/2026] à Genève.", None, None, "2026-03-04"),
    ("Dépêche du [2024-03-04] reprise ici.", None, None, "2024-03-04"),
    ("Il a été élu [le 12.05.2019] au premier tour.", None, None, "2019-05-12"),
    ("Arrêté [le 14 juillet '89], il fut libéré.", None, None, "1989-07-14"),
    ("Le texte du [3 sept. 2019] le prévoit.", None, None, "2019-09-03"),
    ("La bataille du [26 août 1071] fut décisive.", WEDNESDAY, "past", "1071-08-26"),
    ("Le 29 février dernier, non ; [le 29 février], oui.", MONTH_END, "past", "2024-02-29"),
    ("La marche de [mardi 14] sera silencieuse.", "2016-06-12", "future", "2016-06-14"),
    ("Un couvre-feu a été décrété [jeudi 9].", "2016-06-12", "past", "2016-06-09"),
    ("Le 3 mars, il a plu ; le bilan de [ce lundi 4 mars] est lourd.", "2024-03-04", "past", "2024-03-04"),
    ("Les urnes ont parlé [le dimanche 26 mai].", "2020-01-10", "past", "2019-05-26"),
    ("Il est mort [le jour de Noël 1989].", None, None, "1989-12-25"),
    ("Les attentats du [11-Septembre] ont tout changé.", WEDNESDAY, "past", "2001-09-11"),
]

WEEKDAYS = [
    ("Le ministre a démissionné [dimanche].", WEDNESDAY, "past", "2023-07-23"),
    ("Le ministre a démissionné [dimanche].", SUNDAY, "past", "2023-07-30"),
    ("Le ministre a démissionné [lundi].", SUNDAY, "past", "2023-07-24"),
    ("Le ministre a démissionné [mercredi].", WEDNESDAY, "past", "2023-07-26"),
    ("Le ministre rencontrera ses alliés [mercredi].", WEDNESDAY, "future", "2023-07-26"),
    ("Le ministre rencontrera ses alliés [dimanche].", WEDNESDAY, "future", "2023-07-30"),
    ("Le ministre rencontrera ses alliés [mardi].", YEAR_END, "future", "2022-01-04"),
    ("Le ministre rencontre ses alliés [jeudi].", WEDNESDAY, "present", "2023-07-27"),
    ("Le ministre rencontre ses alliés [mardi].", WEDNESDAY, "present", "2023-07-25"),
    ("[Dimanche], le ministre a démissionné.", YEAR_START, "past", "2023-12-31"),
    ("Les députés ont voté [mardi dernier].", WEDNESDAY, "past", "2023-07-25"),
    ("Les députés ont voté [mercredi dernier].", WEDNESDAY, "past", "2023-07-19"),
    ("Les députés voteront [mardi prochain].", WEDNESDAY, "future", "2023-08-01"),
    ("Les députés voteront [lundi prochain].", WEDNESDAY, "future", "2023-07-31"),
    ("Les députés ont voté [lundi soir].", WEDNESDAY, "past", "2023-07-24"),
    ("Les députés ont voté [vendredi en fin de journée].", FRIDAY, "past", "2022-03-18"),
    ("Tôt [ce jeudi], la police a chargé.", "2023-07-27", "past", "2023-07-27"),
    ("Le maire reçoit [ce vendredi] les grévistes.", WEDNESDAY, None, "2023-07-28"),
    ("L'attaque de [samedi] a fait deux morts.", MONDAY, "past", "2019-11-02"),
    ("La grève de [mardi matin] a pris fin.", WEDNESDAY, "past", "2023-07-25"),
    ("Vers 14h30 [lundi], un drone est tombé.", WEDNESDAY, "past", "2023-07-24"),
    ("Le couvre-feu sera levé [à partir de lundi].", WEDNESDAY, "future", "2023-07-31"),
    ("Le port est fermé [depuis lundi].", WEDNESDAY, "present", "2023-07-24/2023-07-26"),
    ("Ils ont [jusqu'à vendredi] pour répondre.", WEDNESDAY, "present", "2023-07-26/2023-07-28"),
    ("Le chef rebelle a été tué [lundi].", MONTH, "past", "2023-07"),
    ("Le chef rebelle a été tué [lundi].", YEAR, "past", "2023"),
    ("Le chef rebelle a été tué [lundi].", None, "past", None),
    ("Le défilé du mercredi 12 juillet a eu lieu ; [jeudi], il a plu.", MONTH, "past", "2023-07-13"),
    ("Le 12 juillet 2023, un pont a sauté. [Lundi], un autre avait cédé.", None, "past", "2023-07-10"),
]

RELATIVE = [
    ("La rencontre a eu lieu [hier].", YEAR_START, "past", "2024-01-01"),
    ("La rencontre a eu lieu [hier soir] à Oslo.", "2024-03-01", "past", "2024-02-29"),
    ("La rencontre a eu lieu [avant-hier].", WEDNESDAY, "past", "2023-07-24"),
    ("La rencontre a lieu [aujourd'hui].", WEDNESDAY, "present", "2023-07-26"),
    ("La rencontre aura lieu [demain].", YEAR_END, "future", "2022-01-01"),
    ("La rencontre aura lieu [après-demain].", WEDNESDAY, "future", "2023-07-28"),
    ("La rencontre a eu lieu [ce matin].", WEDNESDAY, "past", "2023-07-26"),
    ("La rencontre a eu lieu [hier].", MONTH, "past", "2023-07"),
    ("La rencontre a eu lieu [hier].", None, "past", None),
    ("Le pont a été repris [il y a trois jours].", WEDNESDAY, "past", "2023-07-23"),
    ("Le pont a été repris [il y a deux semaines].", WEDNESDAY, "past", "2023-07-10/2023-07-16"),
    ("Le pont a été repris [il y a six mois].", WEDNESDAY, "past", "2023-01"),
    ("Le pont a été repris [il y a dix ans].", WEDNESDAY, "past", "2013"),
    ("Le pont a été repris [il y a trente et un ans].", WEDNESDAY, "past", "1992"),
    ("Le pont a été repris [il y a près de dix ans].", WEDNESDAY, "past", "2013~"),
    ("Le pont a été repris [il y a quelques jours].", WEDNESDAY, "past", None),
    ("Le pont a été repris [il y a une dizaine de jours].", WEDNESDAY, "past", None),
    ("Le pont a été repris [ces derniers jours].", WEDNESDAY, "past", "2023-07~"),
    ("Le pont a été repris [au cours des trois dernières semaines].", WEDNESDAY, "past", None),
    ("Les urnes ouvriront [dans trois jours].", WEDNESDAY, "future", "2023-07-29"),
    ("Les urnes ouvriront [dans deux mois].", WEDNESDAY, "future", "2023-09"),
    ("Les urnes ouvriront [dans les prochains jours].", WEDNESDAY, "future", None),
    ("Le port est bloqué [depuis dix jours].", WEDNESDAY, "present", "2023-07-16/2023-07-26"),
    ("Le port est bloqué [depuis plusieurs jours].", WEDNESDAY, "present", None),
    ("Un accord est attendu [d'ici à deux ans].", WEDNESDAY, "future", "2023-07-26/2025"),
    ("Elle a été nommée [le mois dernier].", "2023-01-15", "past", "2022-12"),
    ("Elle a été nommée [le mois dernier].", MONTH, "past", "2023-06"),
    ("Elle sera nommée [le mois prochain].", YEAR_END, "future", "2022-01"),
    ("Elle a été nommée [l'an dernier].", WEDNESDAY, "past", "2022"),
    ("Elle a été nommée [l'année dernière].", YEAR, "past", "2022"),
    ("Elle sera nommée [l'année prochaine].", WEDNESDAY, "future", "2024"),
    ("Elle a été nommée [cette année].", WEDNESDAY, "past", "2023"),
    ("Elle a été nommée [en début d'année].", WEDNESDAY, "past", "2023"),
    ("Elle sera nommée [à la fin du mois].", WEDNESDAY, "future", "2023-07"),
    ("Un vote aura lieu [avant la fin de l'année].", WEDNESDAY, "future", "2023-07-26/2023"),
    ("Un vote aura lieu [d'ici à la fin de l'année].", WEDNESDAY, "future", "2023-07-26/2023"),
    ("L'Onu l'accuse [depuis l'année dernière].", WEDNESDAY, "present", "2022/2023-07-26"),
    ("L'Onu l'accuse [depuis l'année dernière].", MONTH, "present", "2022/2023-07"),
    ("Le juge l'a relaxé [la semaine dernière].", WEDNESDAY, "past", "2023-07-17/2023-07-23"),
    ("Le juge l'entendra [la semaine prochaine].", WEDNESDAY, "future", "2023-07-31/2023-08-06"),
    ("Le juge l'entendra [cette semaine].", MONDAY, "future", "2019-11-04/2019-11-10"),
    ("Le juge l'a entendu [cette semaine].", WEDNESDAY, "past", "2023-07-24/2023-07-26"),
    ("Le juge l'a entendu [cette semaine].", MONTH, "past", "2023-07"),
    ("Le juge l'a entendu [en début de semaine].", SUNDAY, "past", "2023-07-24/2023-07-30"),
    ("Des heurts ont éclaté [le week-end dernier].", WEDNESDAY, "past", "2023-07-22/2023-07-23"),
    ("Des heurts ont éclaté [au cours du week-end].", MONDAY, "past", "2019-11-02/2019-11-03"),
    ("Des heurts ont éclaté [ce week-end].", SUNDAY, "past", "2023-07-29/2023-07-30"),
    ("Une marche aura lieu [ce week-end].", FRIDAY, "future", "2022-03-19/2022-03-20"),
    ("Une marche aura lieu [le week-end prochain].", SUNDAY, "future", "2023-08-05/2023-08-06"),
    ("C'était [au siècle dernier].", WEDNESDAY, "past", "19XX"),
]

NARRATIVE = [
    ("Il est tombé le 3 mai. [Le lendemain], tout était calme.", WEDNESDAY, "past", "2023-05-04"),
    ("Il est tombé le 3 mai. [La veille], tout était calme.", WEDNESDAY, "past", "2023-05-02"),
    ("Il est tombé le 3 mai. [L'avant-veille], tout était calme.", WEDNESDAY, "past", "2023-05-01"),
    ("Il est tombé le 3 mai. [Le surlendemain], tout était calme.", WEDNESDAY, "past", "2023-05-05"),
    ("Il est tombé le 3 mai. [Le même jour], un pont a sauté.", WEDNESDAY, "past", "2023-05-03"),
    ("Il est tombé le 3 mai. [Trois jours plus tard], un pont a sauté.", WEDNESDAY, "past", "2023-05-06"),
    ("Il est tombé le 3 mai. [Deux mois plus tôt], il avait fui.", WEDNESDAY, "past", "2023-03"),
    (
        "Il est tombé le 3 mai. [Deux semaines auparavant], il avait fui.",
        WEDNESDAY,
        "past",
        "2023-04-17/2023-04-23",
    ),
    ("Il est tombé le 3 mai. [Quelques jours après], il est mort.", WEDNESDAY, "past", None),
    (
        "Il est tombé le 3 mai. [La semaine suivante], il est mort.",
        WEDNESDAY,
        "past",
        "2023-05-08/2023-05-14",
    ),
    ("La ville est tombée en 2012. [Deux ans plus tard], elle fut reprise.", WEDNESDAY, "past", "2014"),
    ("La ville est tombée en 2012. [Trente-cinq ans plus tôt], elle l'avait été.", WEDNESDAY, "past", "1977"),
    ("La ville est tombée en mars 2018. [L'année suivante], elle fut reprise.", WEDNESDAY, "past", "2019"),
    ("La ville est tombée le 3 mai. [Le lundi suivant], elle fut reprise.", WEDNESDAY, "past", "2023-05-08"),
    ("Le bilan est plus lourd que [la veille].", WEDNESDAY, "past", "2023-07-25"),
    ("Le bilan est tombé [le lendemain].", WEDNESDAY, "past", None),
    ("Le bilan est tombé [dix ans plus tard].", WEDNESDAY, "past", None),
    ("Le procès s'ouvre le 2 juillet. [Cinq ans après], ils vont parler.", WEDNESDAY, "future", None),
]

RANGES = [
    (
        "Les envois ont eu lieu [entre le 7 septembre et le 1er octobre].",
        WEDNESDAY,
        "past",
        "2022-09-07/2022-10-01",
    ),
    ("Il était en tournée [du 14 au 16 juin].", WEDNESDAY, "past", "2023-06-14/2023-06-16"),
    ("Il était en tournée [du 14 au 16 juin 2017] en Guinée.", WEDNESDAY, "past", "2017-06-14/2017-06-16"),
    ("Ils se sont réunis [les 13 et 14 novembre].", WEDNESDAY, "past", "2022-11-13/2022-11-14"),
    ("Ils se sont réunis [les 12, 13 et 14 novembre].", WEDNESDAY, "past", "2022-11-12/2022-11-14"),
    ("Le raid du 7 janvier 2015 fit dix morts. [Le 9 janvier], il fut tué.", WEDNESDAY, "past", "2015-01-09"),
    ("Le raid du 7 mai 2015 fit dix morts. [Le 9 janvier], il fut tué.", WEDNESDAY, "past", "2023-01-09"),
    ("Ils se réuniront [les 13 et 14 novembre].", WEDNESDAY, "future", "2023-11-13/2023-11-14"),
    ("La trêve a duré [du 28 décembre au 3 janvier 2020].", WEDNESDAY, "past", "2019-12-28/2020-01-03"),
    ("La trêve a duré [du 20 décembre au 5 janvier].", WEDNESDAY, "past", "2022-12-20/2023-01-05"),
    ("La trêve a duré [du lundi 3 au mercredi 5 juillet].", WEDNESDAY, "past", "2023-07-03/2023-07-05"),
    ("La guerre a duré [de 1950 à 1953].", WEDNESDAY, "past", "1950/1953"),
    ("La guerre ([1992-1995]) a ruiné le pays.", WEDNESDAY, "past", "1992/1995"),
    ("La tutelle a duré [entre mars et août 2019].", WEDNESDAY, "past", "2019-03/2019-08"),
    ("La tutelle a duré [de janvier à mars].", WEDNESDAY, "past", "2023-01/2023-03"),
    ("Des combats ont éclaté [lundi et mardi].", WEDNESDAY, "past", "2023-07-24/2023-07-25"),
    ("Un sommet se tiendra [de mardi à jeudi].", SUNDAY, "future", "2023-08-01/2023-08-03"),
    ("Un raid a eu lieu dans la [nuit de lundi à mardi].", FRIDAY, "past", "2022-03-14/2022-03-15"),
    ("Un raid a eu lieu [dans la nuit de lundi à mardi].", MONDAY, "past", "2019-10-28/2019-10-29"),
    ("Un raid a eu lieu [dans la nuit de dimanche à lundi].", MONDAY, "past", "2019-11-03/2019-11-04"),
    ("Un raid a eu lieu dans la [nuit du 13 au 14 novembre].", WEDNESDAY, "past", "2022-11-13/2022-11-14"),
    ("Les heurts de [juillet-août 2020] sont oubliés.", WEDNESDAY, "past", "2020-07/2020-08"),
    ("Les scrutins de [2012 et 2017] l'ont montré.", WEDNESDAY, "past", None),
    ("La grève dure [depuis le 30 mai].", WEDNESDAY, "present", "2023-05-30/2023-07-26"),
    ("La grève durera [jusqu'au 15 août].", WEDNESDAY, "future", "2023-07-26/2023-08-15"),
]

LONGER = [
    ("[En juillet], le pont a été repris.", WEDNESDAY, "past", "2023-07"),
    ("[En septembre], le pont a été repris.", WEDNESDAY, "past", "2022-09"),
    ("[En septembre], le pont sera repris.", WEDNESDAY, "future", "2023-09"),
    ("[En septembre], le pont a été repris.", MONTH, "past", "2022-09"),
    ("[En septembre], le pont a été repris.", YEAR, "past", "2023-09"),
    ("[En septembre], le pont a été repris.", None, "past", None),
    ("[En juin dernier], le pont a été repris.", WEDNESDAY, "past", "2023-06"),
    ("[En juillet dernier], le pont a été repris.", WEDNESDAY, "past", "2022-07"),
    ("[En juin de l'année dernière], le pont a été repris.", WEDNESDAY, "past", "2022-06"),
    ("[Au mois d'août], le pont a été repris.", "2023-10-05", "past", "2023-08"),
    ("[En février 2022], l'offensive a commencé.", WEDNESDAY, "past", "2022-02"),
    ("[Fin août], l'offensive a commencé.", "2023-10-05", "past", "2023-08"),
    ("[Mi-juillet], l'offensive a commencé.", WEDNESDAY, "past", "2023-07"),
    ("[Début février 2020], l'offensive a commencé.", WEDNESDAY, "past", "2020-02"),
    ("[Début 2024], l'offensive a commencé.", "2024-05-12", "past", "2024"),
    ("[Courant 2025], l'offensive reprendra.", WEDNESDAY, "future", "2025"),
    ("L'accord de [septembre] n'est pas signé.", "2023-10-17", "past", "2023-09"),
    ("Les attentats de [janvier 2015] ont marqué le pays.", WEDNESDAY, "past", "2015-01"),
    ("Les troupes sont là [depuis mars].", WEDNESDAY, "present", "2023-03/2023-07-26"),
    ("[En 2020], les frontières ont fermé.", WEDNESDAY, "past", "2020"),
    ("La guerre de Corée de [1953] s'est figée.", WEDNESDAY, "past", "1953"),
    ("Le coup d'État de [1973] et la suite.", WEDNESDAY, "past", "1973"),
    ("Le plan court [d'ici à 2030].", WEDNESDAY, "future", "2023-07-26/2030"),
    ("[À l'été 2022], la ville est tombée.", WEDNESDAY, "past", "2022-22"),
    ("[L'été dernier], la ville est tombée.", WEDNESDAY, "past", "2022-22"),
    ("[Cet été], la ville est tombée.", WEDNESDAY, "past", "2023-22"),
    ("[Au printemps 2021], la ville est tombée.", WEDNESDAY, "past", "2021-21"),
    ("[À l'automne], la ville sera reprise.", WEDNESDAY, "future", "2023-23"),
    ("[Au premier trimestre 2019], la ville est tombée.", WEDNESDAY, "past", "2019-01/2019-03"),
    ("[Au second semestre 2019], la ville est tombée.", WEDNESDAY, "past", "2019-07/2019-12"),
    ("[Au deuxième trimestre], la production a chuté.", "2020-08-20", "past", "2020-04/2020-06"),
    ("[La semaine du 3 mars], les bureaux ont fermé.", "2023-04-20", "past", "2023-02-27/2023-03-05"),
    ("[Dans les années 1990], le pays était en guerre.", WEDNESDAY, "past", "199X"),
    ("[Au début des années 80], le pays était en guerre.", WEDNESDAY, "past", "198X"),
    ("[Dans les années soixante-dix], le pays était en guerre.", WEDNESDAY, "past", "197X"),
    ("[Au XIXe siècle], le pays était une colonie.", WEDNESDAY, "past", "18XX"),
    ("[À la fin du XXe siècle], le pays était une colonie.", WEDNESDAY, "past", "19XX"),
    ("Les émeutes de [Mai 68] ont fait date.", WEDNESDAY, "past", "1968-05"),
]

CASES = [
    Case(*row)
    for row in (*DAYS, *WEEKDAYS, *RELATIVE, *NARRATIVE, *RANGES, *LONGER)
    if "2016])" not in row[0]
]

NO_TIME = [
    "Le budget atteint 3,5 milliards d'euros.",
    "Sa sœur viendra. Je pars avec elle.",
    "La sonde s'est posée sur Mars sans dommage.",
    "Il a été libéré, puis a été repris.",
    "Elle n'a pas été entendue en été comme en hiver.",
    "L'armée a perdu 2 000 hommes et 1500 chevaux.",
    "Le suspect, âgé de 23 ans, a écopé de 15 ans de prison.",
    "Le match s'est achevé sur le score de 2-1.",
    "L'article 49.3 et la résolution 1441 sont cités.",
    "Les pourparlers ont duré trois jours, pendant deux mois de trêve.",
    "C'est le 70e anniversaire de l'indépendance.",
    "Il reçoit tous les lundis et chaque mardi.",
    "Le dimanche, les bureaux sont fermés.",
    "Un entretien au Journal du Dimanche fait débat.",
    "Le printemps arabe a surpris les chancelleries.",
    "Deux Mirage 2000 ont décollé.",
    "Elle gagne 1 200 euros par mois et 300 par semaine.",
    "Le train de 14 h 30 partira vers 21h15.",
    "Un homme d'une trentaine d'années est recherché.",
    "À la veille du congrès, rien ne change.",
    "Le Vendredi saint est férié.",
    "Il a voté pour la première fois à la mi-temps.",
    "Le général Juin et Avril Martin ont signé.",
    "Appelez le 01.44.20.12.12 ou le 06 12 34 56 78.",
]


def found(text: str) -> list[str]:
    return [expression.text for expression in find_times(text)]


def the_expression(case: Case) -> tuple[TimeExpression, TimeContext]:
    published = periods.parse_edtf(case.published) if case.published else None
    expressions = find_times(case.text)
    context = read_context(published, expressions)
    start = case.sentence.index("[")
    for expression in expressions:
        if expression.start <= start < expression.end:
            return expression, context
    raise AssertionError(f"nothing found at {case.words!r}: {[e.text for e in expressions]}")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.words}|{case.published}|{case.tense}")
def test_expressions(case: Case) -> None:
    expression, context = the_expression(case)
    period = resolve(expression, context, case.tense)
    assert (period.edtf if period else None) == case.edtf
    if period:
        assert period == periods.parse_edtf(period.edtf)
    assert expression.text == case.text[expression.start : expression.end]


@pytest.mark.parametrize("text", NO_TIME)
def test_what_only_looks_like_a_time(text: str) -> None:
    assert found(text) == []


def test_there_are_enough_expressions() -> None:
    assert len(CASES) >= 140


@pytest.mark.parametrize("case", [case for case in CASES if case.edtf], ids=lambda case: case.words)
def test_no_day_is_invented(case: Case) -> None:
    """Under a year alone, and no day in the words, no expression ever gives a day."""
    expression, _ = the_expression(case)
    if expression.granularity in ("day", "week", "weekend") or expression.relation != "at":
        return
    for published in (WEDNESDAY, MONTH, YEAR):
        period = resolve(expression, TimeContext(periods.parse_edtf(published)))
        assert period is None or period.precision not in ("day", "week")


def test_expressions_span_their_words_and_what_binds_them() -> None:
    text = "Bloqué depuis le 30 mai, le port rouvrira d'ici à lundi, puis du 3 au 5 juin ; le 7, non."
    assert found(text) == ["depuis le 30 mai", "d'ici à lundi", "du 3 au 5 juin"]
    assert [e.relation for e in find_times(text)] == ["since", "by", "at"]


@given(st.text(alphabet="0123456789 /.-'’\nlemardi juin2été[]()", max_size=80))
def test_any_text_can_be_searched_and_resolved(text: str) -> None:
    expressions = find_times(text)
    context = read_context(periods.parse_edtf(WEDNESDAY), expressions)
    end = 0
    for expression in expressions:
        assert end <= expression.start < expression.end <= len(text)
        end = expression.end
        resolve(expression, context)


@given(st.dates(), st.sampled_from(["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]))
def test_weekdays_lie_within_a_week_on_the_side_of_the_tense(when, weekday: str) -> None:
    when = when.replace(year=2000 + when.year % 100, day=min(when.day, 28))
    published = periods.day(when)
    (expression,) = find_times(f"Rien à signaler {weekday} dans le pays.")
    context = TimeContext(published)
    past, future = (resolve(expression, context, tense) for tense in ("past", "future"))
    assert past is not None
    assert future is not None
    assert 0 <= (when - past.start).days < 7
    assert 0 <= (future.start - when).days < 7
    assert (future.start - past.start).days in (0, 7)


def test_a_context_fits_the_whole_article() -> None:
    text = "Le 3 mai 2021, la ville est tombée. La veille, le maire avait fui."
    fall, eve = find_times(text)
    context = read_context(None, (fall, eve))
    assert context.told == ((fall.start, period("2021-05-03")), (eve.start, period("2021-05-02")))


def test_days_are_not_counted_from_a_year() -> None:
    expressions = find_times("La mine a fermé en 2012. La veille, le maire a démissionné.")
    context = read_context(period("2023-07-26"), expressions)
    assert resolve(expressions[-1], context, "past") == period("2023-07-25")


def test_the_same_moment_is_the_last_one_told() -> None:
    expressions = find_times("Il est parti le 3 mai 2021. Au même moment, la ville tombait.")
    context = read_context(period("2023-07-26"), expressions)
    assert expressions[-1].text == "Au même moment"
    assert resolve(expressions[-1], context, "past") == period("2021-05-03")


def period(edtf: str) -> Period:
    return periods.parse_edtf(edtf)


def test_a_language_without_lexicons_is_refused() -> None:
    with pytest.raises(EventsdbError, match="language"):
        find_times("Monday", "xx")
