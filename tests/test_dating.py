"""Which expression dates which event of a sentence, read off real parses."""

import pytest

from eventsdb import periods
from eventsdb.extraction.dating import Dating
from eventsdb.extraction.narrative import Dated, Narrative
from eventsdb.extraction.times import find_times
from eventsdb.records import Article, Factuality, Published

FRIDAY = "2022-03-18"


@pytest.fixture
def dated(extractor):
    """When the event of a word of a text took place."""

    def read(
        text: str, word: str, published: str | None = FRIDAY, factuality: Factuality = "asserted"
    ) -> Dated:
        when = Published(periods.parse_edtf(published), "metadata") if published else None
        article = Article("a.txt", text, "0" * 64, published=when)
        results = []
        for document in extractor._parser.pipe([article]):
            trigger = next(token for token in document.doc if token.text == word)
            narrative = Narrative(document, Dating(document, find_times(text)))
            results.append(narrative.date(trigger, factuality))
        return results[0]

    return read


@pytest.mark.parametrize(
    ("sentence", "word", "edtf", "words"),
    [
        ("Le ministre a rencontré son homologue mardi à Oslo.", "rencontré", "2022-03-15", "mardi"),
        ("Mardi, le ministre a rencontré son homologue à Oslo.", "rencontré", "2022-03-15", "Mardi"),
        (
            "Le ministre avait rencontré son homologue en juin 2019 à Oslo.",
            "rencontré",
            "2019-06",
            "en juin 2019",
        ),
        ("Le président a critiqué jeudi l'accord du 3 mars 2015.", "critiqué", "2022-03-17", "jeudi"),
        ("Le président a critiqué jeudi l'accord du 3 mars 2015.", "accord", "2015-03-03", "3 mars 2015"),
        ("Le maire a dénoncé jeudi l'attaque qui a eu lieu lundi.", "attaque", "2022-03-14", "lundi"),
        ("Le maire a dénoncé jeudi l'attaque survenue lundi.", "attaque", "2022-03-14", "lundi"),
        (
            "Après la signature le 3 mai 2021 d'un accord de paix, rien ne bouge.",
            "accord",
            "2021-05-03",
            "le 3 mai 2021",
        ),
        ("Le maire a dénoncé jeudi l'attaque survenue lundi.", "dénoncé", "2022-03-17", "jeudi"),
        ("L'armée a procédé mercredi à un tir de missile.", "tir", "2022-03-16", "mercredi"),
        ("Le procès du maire doit s'ouvrir lundi à Lima.", "procès", "2022-03-21", "lundi"),
        ("La grève de jeudi devrait être peu suivie.", "grève", "2022-03-24", "jeudi"),
        ("Le projet de loi annoncé jeudi devrait être adopté.", "annoncé", "2022-03-17", "jeudi"),
        (
            "Il y a trois jours, l'armée avait été expulsée de Bari.",
            "expulsée",
            "2022-03-15",
            "Il y a trois jours",
        ),
        # what stands between a noun and its complement dates the noun alone
        ("Le maire a condamné l'arrestation lundi de deux élus.", "arrestation", "2022-03-14", "lundi"),
        (
            "Le maire a accusé jeudi ses rivaux, au lendemain de la signature d'un accord.",
            "accord",
            "2022-03-16",
            "au lendemain",
        ),
        # a day so long past would have its year
        ("Le maire a été convoqué le 30 mars par un juge.", "convoqué", "2022-03-30", "le 30 mars"),
        # right after a participle a time is the participle's
        (
            "Le roi se soucie du sort des quatre hommes condamnés à mort le 3 mars.",
            "condamnés",
            "2022-03-03",
            "le 3 mars",
        ),
        # what is told as being something took place on its own day
        (
            "La grève est une réponse au meurtre en mars 2019 de deux juges.",
            "meurtre",
            "2019-03",
            "en mars 2019",
        ),
        # a date goes before a word that takes up the story
        ("Il avait alors été arrêté le 7 mai 2016.", "arrêté", "2016-05-07", "le 7 mai 2016"),
        # what something came after is counted back from the news
        ("Six jours après l'attaque, le ministre a démissionné.", "attaque", "2022-03-12", "Six jours après"),
        (
            "Six jours après l'attaque, le ministre a démissionné.",
            "démissionné",
            "2022-03-18",
            "Six jours après",
        ),
        (
            "Le jeudi 10 mars, une attaque à Lima, un port de la côte, a fait dix morts.",
            "attaque",
            "2022-03-10",
            "Le jeudi 10 mars",
        ),
        ("Dans la journée de lundi, des mineurs avaient défilé à Lota.", "défilé", "2022-03-14", "lundi"),
        (
            "Les captifs ne furent libérés qu'en janvier 1991, après un échange.",
            "libérés",
            "1991-01",
            "en janvier 1991",
        ),
        (
            "Le médecin avait été enlevé par des hommes masqués, qui n'ont jamais été vus, le 3 juin 2019.",
            "enlevé",
            "2019-06-03",
            "le 3 juin 2019",
        ),
        (
            "Le 4 mars, le ministère publie un communiqué qui condamne les violences.",
            "condamne",
            "2022-03-04",
            "Le 4 mars",
        ),
        (
            "En février, la firme a annoncé qu'elle quittait la ville, dénonçant le maire.",
            "dénonçant",
            "2022-02",
            "En février",
        ),
        (
            "Lors du sommet du 13 mars, le ministre a accusé Riga de mentir.",
            "accusé",
            "2022-03-13",
            "13 mars",
        ),
        (
            "Le maire a rappelé l'attentat de Turku commis le 3 mars dernier.",
            "attentat",
            "2022-03-03",
            "le 3 mars dernier",
        ),
        # the parser takes the day for the root of the sentence
        (
            "Dimanche, M. Morel, lui-même ancien pharmacien, avait réclamé une enquête.",
            "réclamé",
            "2022-03-13",
            "Dimanche",
        ),
        ("L'armée a bombardé le port mercredi, tuant dix civils.", "tuant", "2022-03-16", "mercredi"),
        (
            "Il a accusé jeudi Paris d'avoir armé les rebelles qui ont pris la ville en 2019.",
            "pris",
            "2019",
            "en 2019",
        ),
        (
            "Il a accusé jeudi Paris d'avoir armé les rebelles qui ont pris la ville en 2019.",
            "accusé",
            "2022-03-17",
            "jeudi",
        ),
    ],
)
def test_the_expression_of_the_own_clause_or_phrase(dated, sentence, word, edtf, words) -> None:
    found = dated(sentence, word)
    assert (found.period, found.text) == (periods.parse_edtf(edtf), words)


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("La police a dit jeudi que des soldats avaient pillé le marché.", "pillé"),
        ("Accusé de corruption, le préfet a été arrêté lundi à Bari.", "Accusé"),
        ("Le tribunal a libéré mardi dix soldats capturés par les rebelles.", "capturés"),
    ],
)
def test_a_time_of_another_clause_dates_nothing_here(dated, sentence, word) -> None:
    assert dated(sentence, word) == Dated()


def test_what_came_before_does_not_date_what_followed(dated) -> None:
    found = dated(
        "Le parquet a ouvert une enquête après la publication d'images prises le 10 mars.", "ouvert"
    )
    assert found.text is None


def test_what_will_happen_is_looked_for_ahead(dated) -> None:
    found = dated("Le ministre rencontrera son homologue mardi à Oslo.", "rencontrera", factuality="future")
    assert found == Dated(periods.parse_edtf("2022-03-22"), "mardi")


@pytest.mark.parametrize(
    ("text", "word", "factuality", "edtf"),
    [
        ("Le gouvernement a condamné l'attaque.", "condamné", "asserted", "2022-03-18"),
        ("Le gouvernement a déjà condamné l'attaque.", "condamné", "asserted", None),
        ("Le gouvernement avait condamné l'attaque.", "condamné", "asserted", None),
        ("Le gouvernement condamnera l'attaque.", "condamnera", "future", None),
        ("Le gouvernement aurait condamné l'attaque.", "condamné", "alleged", None),
        (
            "Le maire a fui mercredi. Le gouvernement a condamné l'attaque.",
            "condamné",
            "asserted",
            "2022-03-16/2022-03-18",
        ),
        (
            "Le maire a fui en 2019. Le gouvernement a condamné l'attaque.",
            "condamné",
            "asserted",
            "2022-03-18",
        ),
        ("Cinq jours après la victoire, Oslo a condamné les heurts.", "condamné", "asserted", "2022-03-18"),
    ],
)
def test_undated_news_is_of_the_publication_or_since_the_day_told(
    dated, text, word, factuality, edtf
) -> None:
    period = dated(text, word, factuality=factuality).period
    assert (period.edtf if period else None) == edtf


def test_without_a_publication_date_undated_news_has_none(dated) -> None:
    assert dated("Le gouvernement a condamné l'attaque.", "condamné", None) == Dated()


def test_under_a_month_undated_news_is_of_the_month(dated) -> None:
    found = dated("Le gouvernement a condamné l'attaque.", "condamné", "2022-03")
    assert found == Dated(periods.parse_edtf("2022-03"))


@pytest.mark.parametrize(
    ("text", "word", "edtf"),
    [
        # what clauses of one sentence tell took place together
        ("Lundi, ils ont défilé à Bari, où un homme a été blessé.", "blessé", "2022-03-14"),
        ("Des heurts ont éclaté et un homme a été blessé lundi.", "éclaté", "2022-03-14"),
        # a quotation goes on with what was said
        (
            "Le maire a répondu mardi à la presse. « Le préfet nous ment et je l'accuse de fraude. »",
            "accuse",
            "2022-03-15",
        ),
        (
            "« Après des mois de travail, la paix est là », a dit le roi en signant le traité.",
            "signant",
            "2022-03-18",
        ),
        # the pluperfect goes on with what the pluperfect told
        (
            "Le maire a démissionné jeudi. Le 6 décembre 2021, le conseil avait exigé son départ. "
            "Il avait refusé cette demande.",
            "refusé",
            "2021-12-06",
        ),
        # and so does the perfect of the one it told of
        (
            "Le maire a démissionné jeudi. Le 6 décembre 2021, le conseil avait exigé le départ du chef. "
            "Ce dernier a refusé.",
            "refusé",
            "2021-12-06",
        ),
        # a demonstrative takes up what came before the news: it is not the news, and has no day
        (
            "Les manifestants ont défilé jeudi. Les voisins ont parlé. La foule a chanté. "
            "En 1979, des étudiants ont occupé l'ambassade. Cet épisode a provoqué la rupture des relations.",
            "rupture",
            None,
        ),
        # the imperfect sets the scene of the news
        ("Le maire a fait un discours jeudi. Des étudiants défilaient dehors.", "défilaient", "2022-03-17"),
        # a pronoun goes on with what its subject did
        ("Le roi est mort vendredi. Lundi, le maire a parlé. Il a promis un parc.", "promis", "2022-03-14"),
        # what was announced earlier than the news
        (
            "Le roi est mort vendredi. Il a plu. On a chanté. Lima est prête à signer, a dit lundi le maire.",
            "prête",
            "2022-03-14",
        ),
        # a day to come is not the day of the news
        ("Le roi ira jeudi à Oslo. Le maire a critiqué ce voyage.", "critiqué", "2022-03-18"),
        # nor is the day until which something holds
        ("Le maire a prolongé le couvre-feu jusqu'au 15 mai.", "prolongé", "2022-03-18"),
        # what stands in brackets is apart
        (
            "Le roi est mort. L'assaillant, Juan Soto (né le 3 mai 1977), a été tué à Lima.",
            "tué",
            "2022-03-18",
        ),
        # in a headline, deeds that only say whose victims are meant are no news
        ("Hommage aux victimes des attentats à Lima\n\nLe roi est venu.", "attentats", None),
        # later on the day told
        ("Le maire a parlé lundi. Plus tard dans la soirée, un juge a été blessé.", "blessé", "2022-03-14"),
        # "alors que" tells of no earlier time
        ("Un homme a attaqué le juge alors qu'il rentrait.", "attaqué", "2022-03-18"),
        # in a headline a comma ends what a day dates
        ("Le président au Chili jeudi, une enquête ouverte à Paris", "enquête", "2022-03-17/2022-03-18"),
        # what killed the man described came before
        (
            "Le roi est mort. Puis il a plu. On a chanté. La veuve d'un maire tué dans un attentat a parlé.",
            "attentat",
            None,
        ),
        # the deeds of a trial are older than it
        ("Le roi est venu. Le procès des attentats s'est ouvert mercredi.", "attentats", None),
        # the news tells the pluperfect nothing
        ("Le ministre a rencontré lundi les syndicats. Ils avaient condamné le projet.", "condamné", None),
        ("En juin 2018, le roi a dissous le Sénat. Lors de ces jours, des élus ont fui.", "fui", "2018-06"),
        ("Il avait demandé un procès lorsqu'il est rentré au Mali en juin 2021.", "demandé", "2021-06"),
        ("Le maire a été giflé mardi à Lima, où il visitait une école.", "visitait", "2022-03-15"),
        ("Émeutes à Lima après la mort d'un lycéen tué par la police", "tué", None),
        ("Le roi est venu. C'est la troisième attaque depuis janvier.", "attaque", FRIDAY),
        # what somebody recalls came before the news
        ("Le roi est mort. Le ministre rappelle que les deux pays ont conclu un accord.", "conclu", None),
        # what describes the past is not the news
        ("Le roi est mort. Riga et Lima avaient signé un accord qui a provoqué la rupture.", "rupture", None),
        # a time inside a noun's phrase is the noun's
        (
            "Le groupe, en froid avec Lima à la suite de la mutinerie du mois dernier, a été accusé de vol.",
            "accusé",
            "2022-03-18",
        ),
        # a headline is news, with or without a verb
        (
            "Chili : deux policiers blessés\n\nUne patrouille a été attaquée ce jeudi.",
            "blessés",
            "2022-03-17/2022-03-18",
        ),
        # words about an attack far from the lead do not date the attack
        (
            "Le président a parlé vendredi. La foule l'a applaudi. Il a plu. Puis on a chanté. "
            "Le maire a dénoncé l'attaque du musée.",
            "attaque",
            None,
        ),
    ],
)
def test_what_no_words_date_takes_the_time_of_its_story(dated, text, word, edtf) -> None:
    period = dated(text, word).period
    assert (period.edtf if period else None) == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        (
            "La visite du 3 janvier à Oslo fut courte. Au cours de ce voyage, il a rencontré le roi.",
            "2022-01-03",
        ),
        (
            "Le sommet de Lima du 3 janvier fut court. Lors de cette réunion, il a rencontré le roi.",
            "2022-01-03",
        ),
        # a meeting is no voyage
        (
            "Le sommet de Lima du 3 janvier fut court. Au cours de ce voyage, il a rencontré le roi.",
            "2022-03-18",
        ),
        # another summit
        (
            "Le sommet du 3 janvier fut court. Lors d'un sommet de l'Otan, il a rencontré le roi.",
            "2022-03-18",
        ),
    ],
)
def test_an_occasion_taken_up_again_has_the_date_told_before(dated, text, edtf) -> None:
    assert dated(text, "rencontré").period.edtf == edtf
