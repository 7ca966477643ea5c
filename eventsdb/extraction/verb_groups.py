"""The group of a verb: auxiliaries, clitics and negation before it, and its form where the model errs."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from typing import Literal

from eventsdb.extraction.tenses import is_conditional, is_future
from eventsdb.extraction.tokens import Token

Form = Literal["finite", "participle", "infinitive", "passive", "past_participle"]

_REFLEXIVE = frozenset({"se", "s'", "s’", "me", "m'", "m’"})
_OBJECTS = frozenset({"lui", "leur", "nous", "vous", "y", "en", "l'", "l’", "le", "la", "les"})
INVERTED = frozenset({"-il", "-elle", "-on", "-ils", "-elles", "-t-il", "-t-elle", "-t-on"})
_THEMSELVES = frozenset({"lui", "elle", "eux", "elles"})  # "ont eux dénoncé"
_NE = frozenset({"ne", "n'", "n’"})
NOT = frozenset({"pas", "jamais", "rien", "aucun", "aucune", "nullement", "guère", "point"})
_ADVERBIAL = frozenset({"depuis", "plus", "tard", "d'", "d’", "ailleurs"})  # "a d'ailleurs dit"
_JOINED = frozenset({"conj", "advcl", "acl", "dep", "xcomp", "parataxis"})
_SAYS = frozenset({":", "«", '"', "“", "que", "qu'", "qu’"})
_CLOSING = frozenset({",", "»", '"', "”"})
_PARTICIPLES = ("é", "ée", "és", "ées")
_PRESENT_TOO = ("it", "ut")  # "dit", "conclut": participle and present alike
_MAX_GROUP = 9  # tokens before the verb that may belong to its group: "ne s' est -t -il pas encore"
_MAX_ASIDE = 16  # tokens between an auxiliary and its participle, set apart by commas


@dataclass
class VerbGroup:
    """What stands before a verb and belongs to it."""

    start: int
    auxiliaries: list[Token] = field(default_factory=list)
    reflexive: bool = False
    inverted: bool = False
    negated: bool = False
    denies: bool = False  # "ne" stands before it


def verb_group(token: Token) -> VerbGroup:
    """The auxiliaries, clitics, negation and adverbs before a verb."""
    doc, group = token.doc, VerbGroup(token.i)
    last = _before_aside(token)
    for i in range(last, max(token.sent.start, last + 1 - _MAX_GROUP) - 1, -1):
        left, word = doc[i], doc[i].lower_
        if left.pos_ == "AUX" or left.lemma_ in ("avoir", "être"):
            group.auxiliaries.append(left)
        elif word in _REFLEXIVE:
            group.reflexive = True
        elif word in INVERTED:
            group.inverted = True
        elif word in NOT:
            group.negated = True
        elif word in _NE:
            group.denies = True
        elif not (
            word == "-t"
            or word in _ADVERBIAL
            or left.pos_ == "ADV"
            or (word in _THEMSELVES and i and doc[i - 1].pos_ == "AUX")
            or word.endswith(("-même", "-mêmes"))
            or (word in _OBJECTS and left.pos_ == "PRON")
        ):
            break
        group.start = i
    while group.start < token.i and doc[group.start].pos_ == "ADV" and doc[group.start].lower_ not in _NE:
        group.start += 1
    return group


def form_of(token: Token, group: VerbGroup) -> Form | None:
    """The form of a verb, or None for one that reports nothing yet ("annoncera") or is said to the reader."""
    forms = token.morph.get("VerbForm", [])
    word, auxiliaries = token.lower_, group.auxiliaries
    if word.endswith("ant") and not auxiliaries:
        return "participle"
    if any(_is_infinitive(a) for a in auxiliaries):
        return "infinitive"
    if ("Part" in forms and _looks_participle(word)) or (auxiliaries and word.endswith(_PARTICIPLES)):
        auxiliaries = auxiliaries or _distant_auxiliaries(token)
        if not auxiliaries:
            present = word.endswith(_PRESENT_TOO) or _shares_auxiliary(token)
            return "finite" if present else "past_participle"
        active = any(a.lemma_ == "avoir" for a in auxiliaries) and all(a.lower_ != "été" for a in auxiliaries)
        return "finite" if active or group.reflexive else "passive"
    if "Inf" in forms or ("Fin" not in forms and word.endswith(("er", "ir", "re"))):
        return "infinitive"
    persons = token.morph.get("Person", [])
    addressed = bool(persons) and persons[0] in ("1", "2") and not word.endswith(("e", "es"))
    return None if is_future(token) or is_conditional(token) or addressed else "finite"


def lemma_of(token: Token, known: Container[str]) -> str:
    """The infinitive: the model's if `known`, else mended for a verb taken for a noun ("estime")."""
    lemma, word = token.lemma_.lower(), token.lower_
    if lemma in known:
        return lemma
    if word.endswith("e"):
        return word + "r"
    if word.endswith(_PARTICIPLES):
        return word.rstrip("es").removesuffix("é") + "er"
    return lemma


def may_be_verb(token: Token) -> bool:
    """Whether the model may have taken a verb for a noun: "Lisbonne menace de ...", "ont tweeté"."""
    doc, i, word = token.doc, token.i, token.lower_
    if i == 0 or i + 1 == len(doc) or token.text[0].isupper() or not word.endswith(("e", *_PARTICIPLES)):
        return False
    before, after = doc[i - 1], doc[i + 1]
    if after.lower_ == "-t" or after.lower_ in INVERTED:
        return True  # "estime-t-il"
    if token.pos_ == "ADV":
        return False
    if before.lower_ in _REFLEXIVE and before.pos_ == "PRON":
        return True
    if word.endswith(_PARTICIPLES):
        while before.pos_ == "ADV" and before.i:
            before = doc[before.i - 1]
        return before.pos_ == "AUX" or before.lemma_ == "avoir"
    if token.pos_ not in ("NOUN", "ADJ") or not word.endswith("e"):
        return False
    if before.text in _CLOSING and after.pos_ in ("DET", "PROPN"):
        return True
    subject = before.pos_ in ("PROPN", "NOUN", "PRON", "ADJ") or before.dep_.startswith("nsubj")
    complement = after.pos_ in ("DET", "SCONJ") or after.lower_ in ("que", "qu'", "qu’", ":", "«", '"')
    infinitive = after.lower_ in ("de", "d'", "d’") and i + 2 < len(doc) and _is_infinitive(doc[i + 2])
    return (subject and (complement or infinitive)) or (before.pos_ == "CCONJ" and infinitive)


def _before_aside(token: Token) -> int:
    """The token before a verb, or its auxiliary before what commas set off: "a, lundi, menacé"."""
    doc = token.doc
    if token.i and doc[token.i - 1].text == "," and _looks_participle(token.lower_):
        for i in range(token.i - 2, max(token.sent.start, token.i - _MAX_ASIDE), -1):
            if doc[i].text == ",":
                before = i - 1
                while before > token.sent.start and doc[before].pos_ == "ADV":
                    before -= 1
                if doc[before].lemma_ in ("avoir", "être") and doc[before].pos_ != "PUNCT":
                    return i - 1
    return token.i - 1


def _looks_participle(word: str) -> bool:
    """Whether a word can be a past participle by its ending: "rappelle" and "rétorque" cannot."""
    if word.endswith("que"):
        return False
    return word.endswith("s") or word.removesuffix("e").endswith(("é", "i", "u", "û", "s", "t"))


def _shares_auxiliary(token: Token) -> bool:
    """Whether a participle goes on with the auxiliary before it: "a promis de venir et indiqué que"."""
    doc, i = token.doc, token.i
    if not i or i + 1 == len(doc):
        return False
    return doc[i - 1].pos_ == "CCONJ" and doc[i + 1].lower_ in ("que", "qu'", "qu’")


def _distant_auxiliaries(token: Token) -> list[Token]:
    """The auxiliaries of a participle that stand apart from it, or before a verb that it is joined to."""
    doc, own = token.doc, token
    if token.dep_ in _JOINED and token.head.i < token.i and doc[token.i - 1].text in (",", "et", "puis"):
        following = doc[token.i + 1] if token.i + 1 < len(doc) else token
        takes_object = following.pos_ in ("DET", "PROPN", "SCONJ") or following.text in _SAYS
        own = token.head if token.dep_ == "conj" or takes_object else token
    return [c for c in own.children if c.dep_.startswith("aux") and c.i < token.i]


def _is_infinitive(token: Token) -> bool:
    return "Inf" in token.morph.get("VerbForm", [])
