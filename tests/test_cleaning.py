"""What cleaning takes away from a page and what it must leave."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsdb.readers.cleaning import clean, furniture, repair, typography

FURNITURE = {
    "navigation": [
        "top of page",
        "bottom of page",
        "Retour en haut",
        "Haut de page",
        "Accueil > International > Afrique",
        "Aller au contenu principal",
        "Lire la suite",
        "Article précédent",
        "Articles suivants",
        "Se connecter",
        "Mentions légales",
        "© 2024 Tous droits réservés",
        "Publicité",
        "La suite après cette publicité",
        "source",
        "Mots-clés : Niger, Algérie",
        "Temps de lecture : 4 min",
        "Réservé aux abonnés",
        "* * *",
    ],
    "share": [
        "Partager sur Facebook",
        "Partager cet article :",
        "Facebook Twitter WhatsApp",
        "Courriel ,",
        "Envoyer par e-mail",
        "Suivez-nous sur les réseaux sociaux",
        "12 partages",
        "Copier le lien",
        "— Awa Diop (@awadiop) 3 mars 2018",
        "pic.twitter.com/AbCdEf123",
        "https://www.example.org/video/123",
    ],
    "comments": [
        "2 vues0 commentaire",
        "3 commentaires",
        "Commentaires (14)",
        "Comments",
        "Commenting has been turned off.",
        "Laisser un commentaire",
        "Les commentaires sont fermés.",
        "Soyez le premier à réagir",
        "Votre adresse e-mail ne sera pas publiée.",
    ],
    "cookies": [
        "Tout accepter",
        "Continuer sans accepter",
        "Ce site utilise des cookies pour mesurer son audience.",
        "En poursuivant votre navigation, vous acceptez l'utilisation de cookies.",
        "Gérer mes préférences",
    ],
    "credits": [
        "© Agence via Images Le ministre au salon, le 26 juillet 2023.",
        "Crédit photo : A. Diop",
        "Photo d'illustration",
        "Photo : A. Diop",
        "(Photo AFP)",
        "Awa DIOP / AFP",
        "AFP/Awa Diop",
        "abc-de/fgh/ij",
    ],
    "related": [
        "Lire aussi : Le sommet de Niamey reporté",
        "À lire aussi > Le sommet de Niamey reporté",
        "► Lire aussi l'entretien du ministre",
        "LIRE AUSSI",
        "Sur le même sujet",
        "Articles similaires",
        "Pour aller plus loin",
        "Voir aussi :",
    ],
    "subscription": [
        "Cet article est réservé aux abonnés.",
        "Il vous reste 70 % de cet article à lire.",
        "Déjà abonné ?",
        "Abonnez-vous pour lire la suite",
        "Connectez-vous pour accéder à cet article",
        "Soutenez notre rédaction",
    ],
    "newsletter": [
        "Inscrivez-vous à notre newsletter",
        "Recevez chaque matin l'actualité dans votre boîte",
        "Newsletter",
        "Téléchargez notre application",
    ],
}
SENTENCES = [
    "Le président a retrouvé son homologue à Niamey.",
    "La source du conflit reste inconnue.",
    "Photo de famille oblige, les dirigeants ont souri.",
    "Partager le pouvoir, voilà ce que refuse l'armée.",
    "Suivre l'exemple du voisin serait une erreur, dit-il.",
    "À la une de la presse, le sommet de Niamey.",
    "Les commentaires du ministre ont choqué Alger.",
    "Publicité mensongère : la cour condamne l'entreprise.",
    "La suite du procès est prévue lundi.",
    "Voir Niamey et partir : trois voyageurs racontent leur périple à travers le Sahel, de ville en ville.",
    "Sur le même sujet, le ministre avait déjà été entendu.",
    "Accepter les conditions de Moscou serait une défaite.",
    "Abonné aux défaites, le club a encore perdu.",
    "Le Mali a connu trois coups d'État depuis 2012.",
    "« Like », dit-il.",
]


@pytest.mark.parametrize(
    ("kind", "line"), [(kind, line) for kind, lines in FURNITURE.items() for line in lines]
)
def test_site_furniture_is_told_and_dropped(kind, line):
    assert furniture(line) in {kind, "navigation"}
    assert clean(f"Un premier paragraphe.\n\n{line}\n\nUn second paragraphe.") == [
        "Un premier paragraphe.",
        "Un second paragraphe.",
    ]
    assert furniture(line.replace("'", "’")) == furniture(line)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_that_begin_like_furniture_stay(sentence):
    assert clean(sentence) == [sentence]


@pytest.mark.parametrize(
    ("raw", "clean_text"),
    [
        ("Le Tchad , a confirmé la nouvelle .", "Le Tchad, a confirmé la nouvelle."),
        ("à Malmö ( Suède ), hier", "à Malmö (Suède), hier"),
        ("le 1 er septembre et le 104 e anniversaire", "le 1er septembre et le 104e anniversaire"),
        ("l' Organisation et l’ Union", "l'Organisation et l’Union"),
        ("il dit qu' « il viendra »", "il dit qu'« il viendra »"),
        ("une source[1] et une autre [23].", "une source et une autre."),
        ("une phrase. .", "une phrase."),
        ("le XX e siècle et M me Diop", "le XXe siècle et Mme Diop"),
        ("la fin du conflit.Le ministre a parlé", "la fin du conflit. Le ministre a parlé"),
        ("réuni à l'UE.Une hausse de 5%.Par ailleurs", "réuni à l'UE. Une hausse de 5%. Par ailleurs"),
        ('deux ans."On attend", dit-elle', 'deux ans. "On attend", dit-elle'),
        ('parle de "trahison".Elle part', 'parle de "trahison". Elle part'),
        ("Il part.- Colère à Dakar -Le maire parle", "Il part.\nColère à Dakar\nLe maire parle"),
        ("- Un intertitre -", "Un intertitre"),
        ("Il part (AFP)", "Il part"),
        ("Fin. À lire aussi sur Radio Sahel : La suite vient.", "Fin. La suite vient."),
        ("« Oui » , dit-il", "« Oui », dit-il"),
    ],
)
def test_typography_is_put_right(raw, clean_text):
    assert typography(raw) == clean_text


@pytest.mark.parametrize(
    "text",
    [
        "Il a 3,5 millions d'euros et 10.000 hommes.",
        "« Quoi ? » demande-t-il : rien !",
        "M. Diop, J.-P. Bemba et l'U.R.S.S. ...",
        "Une suite... et fin",
        "L’« État » d’Abidjan",
        "le site Actu.fr et la page radio.example.com",
        "entre 10 h et 11 h (heure locale)",
        "-10 degrés, un tir à 9 mm",
        "la phrase d' [un autre]",
    ],
)
def test_good_typography_is_left_alone(text):
    assert typography(text) == text


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        ("dÃ©claration", "déclaration"),
        ("lâ€™Ã‰tat", "l’État"),
        ("gouver\u00adnement", "gouvernement"),
        ("zéro\u200bespace", "zéroespace"),
        ("«\u00a0oui\u202f»", "« oui »"),
        ("e\u0301te\u0301", "été"),
        ("ﬁn de partie", "fin de partie"),
        ("une\tligne  large", "une ligne large"),
        ("« guillemets » “anglais” ‘simples’", "« guillemets » “anglais” ‘simples’"),
        ("un\r\ndeux\rtrois\u2028quatre", "un\ndeux\ntrois\nquatre"),
    ],
)
def test_characters_are_repaired_and_quotes_kept(raw, mended):
    assert repair(raw) == mended


def test_a_list_of_other_articles_at_the_end_is_cut_off():
    body = ["Un premier paragraphe du texte."] * 6
    page = [*body, "Articles similaires", "Le Mali ferme sa frontière", "Le Tchad élit son président"]
    assert clean("\n\n".join(page)) == body


def test_lines_broken_for_width_are_joined():
    raw = (
        "Le président du Niger a reçu mardi à Niamey son homologue\n"
        "algérien, a annoncé la présidence dans un communiqué que la\n"
        "télévision a lu.\n\nLes deux hommes ont parlé de leur frontière\ncommune."
    )
    first, second = clean(raw)
    assert first.endswith(
        "son homologue algérien, a annoncé la présidence dans un communiqué que la télévision a lu."
    )
    assert second == "Les deux hommes ont parlé de leur frontière commune."


def test_lines_that_are_sentences_stay_paragraphs():
    assert clean("Une phrase entière.\nUne autre phrase.\nUne troisième.") == [
        "Une phrase entière.",
        "Une autre phrase.",
        "Une troisième.",
    ]


@given(st.text(max_size=300))
def test_cleaning_never_crashes_and_leaves_tidy_paragraphs(raw):
    for paragraph in clean(raw):
        assert paragraph == " ".join(paragraph.split())
        assert paragraph
