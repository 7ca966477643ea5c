"""Whom a participle speaks of, where the parser hangs it elsewhere or makes it the verb of the sentence."""

from __future__ import annotations

from eventsdb.extraction.forms import (
    group_start,
    has,
    is_finite,
    is_infinitive,
    is_past_participle,
    is_present_participle,
)
from eventsdb.extraction.tokens import Token
from eventsdb.extraction.words import Words

_QUOTES = {"«": 1, "“": 1, "»": -1, "”": -1}
_BEFORE_INFINITIVE = frozenset({"après", "avant", "pour", "sans", "afin"})  # "Après avoir rejeté X, Y ..."


def headline_subject(verb: Token, words: Words) -> list[Token]:
    """A headline's bare participle: "Deux soldats tués dans l'est" when the parser makes it the root.

    A present participle or an infinitive that opens the sentence has the subject of the clause after it.
    """
    opens = verb.i == verb.sent.start and is_present_participle(verb)
    if opens or any(
        c.dep_ == "mark" and c.lower_ in _BEFORE_INFINITIVE for c in verb.lefts if c.is_sent_start
    ):
        after = (t for t in verb.sent if t.i > verb.i and t.dep_ == "nsubj")
        return [t for t in after if t.i < t.head.i][:1]
    if not is_past_participle(verb) or any(c.dep_.startswith("aux") for c in verb.children):
        return []
    return [c for c in verb.lefts if c.pos_ in {"NOUN", "PROPN"} and words.preposition(c) is None][:1]


def described_noun(participle: Token, noun: Token, words: Words) -> Token:
    """The noun that a past participle describes, of those above it: "un accord de principe conclu"."""
    noun = _inside_infinitive(participle, noun, words)
    while noun.dep_ in {"nmod", "amod"} and not _is_described(noun, participle):
        if noun.head.pos_ != "NOUN":
            break
        noun = noun.head
    return noun


def named_before(verb: Token, words: Words) -> Token | None:
    """The name that a participle after a comma describes: "la vidéo montre X, blessé lundi par Y"."""
    hung_high = verb.dep_ == "advcl" or (verb.dep_ == "acl" and not _agree(verb, verb.head))
    if not hung_high or not is_past_participle(verb) or verb.i <= verb.sent.start + 1:
        return None
    if any(c.dep_.startswith(("aux", "cop")) for c in verb.lefts):
        return None
    start = min((c.i for c in verb.lefts if c.dep_ == "advmod"), default=verb.i)
    reference = words.entities.at(start - 2) if words.doc[start - 1].text == "," else None
    if reference is None or not reference.actors or reference.form != "name":
        return None
    root = words.doc[reference.root]
    return root if words.preposition(root) in {None, "de"} and root.head.i < verb.i else None


def noun_before(verb: Token, words: Words) -> Token | None:
    """The noun right before a present participle: "les artisans ayant subi des pertes"."""
    first = next((c for c in verb.lefts if c.dep_.startswith("aux")), verb)
    if not is_present_participle(first) or first.i == verb.sent.start:
        return None
    noun = words.doc[first.i - 1]
    if noun.pos_ == "ADJ" and noun.head.pos_ == "NOUN" and noun.head.i < noun.i:
        noun = noun.head
    if noun.pos_ != "NOUN" or noun.i in words.timed or verb in noun.children:
        return None
    while noun.dep_ == "nmod" and not any(c.dep_ == "det" for c in noun.lefts):
        noun = noun.head
    return noun if noun.pos_ in {"NOUN", "PROPN"} else None


def main_verb(participle: Token, words: Words) -> Token | None:
    """The finite verb whose subject a loose present participle has: "..., a-t-il dit, accusant X".

    A comma or "en" stands before it, whatever noun the parser hangs it on; what is quoted before it is
    somebody's words.
    """
    start = group_start(participle)
    if not is_present_participle(participle) or start <= participle.sent.start:
        return None
    if words.doc[start - 1].lower_ not in {",", "en"}:
        return None
    above = (t for t in participle.ancestors if t.i < start and _is_told_with(t, start, words))
    before = (words.doc[i] for i in range(start - 1, participle.sent.start - 1, -1))
    return next(above, None) or next(
        (t for t in before if t.dep_ != "acl:relcl" and _is_told_with(t, start, words)), None
    )


def _is_told_with(verb: Token, start: int, words: Words) -> bool:
    """Whether a verb is finite and no quotation begins or ends between it and what starts at a token."""
    if verb.pos_ != "VERB" or not is_finite(verb):
        return False
    marks = [t.text for t in words.doc[verb.i + 1 : start]]
    return marks.count('"') % 2 == 0 and sum(_QUOTES.get(mark, 0) for mark in marks) == 0


def is_apposed(noun: Token, words: Words) -> bool:
    """Whether a noun only describes a name before it: "X et Y, deux voisins, ayant signé"."""
    before = noun.left_edge.i - 1
    return (
        noun.dep_ in {"nmod", "appos"}
        and noun.head.pos_ == "PROPN"
        and before > noun.head.i
        and words.doc[before].text == ","
        and words.preposition(noun) is None
    )


def _inside_infinitive(verb: Token, noun: Token, words: Words) -> Token:
    """The noun a participle describes across an infinitive: "le but est de lire la lettre reçue"."""
    aims = [c for c in noun.children if c.i < verb.i and c.dep_ == "acl" and is_infinitive(c)]
    if not aims or words.doc[verb.i - 1].text == ",":
        return noun
    between = reversed(words.doc[aims[-1].i + 1 : verb.i])
    gender = verb.morph.get("Gender", [])
    return next((t for t in between if t.pos_ == "NOUN" and t.morph.get("Gender", []) == gender), noun)


def _agree(participle: Token, noun: Token) -> bool:
    """Whether a past participle may be said of a noun by its number: "des tensions avec X, accusée"."""
    return participle.lower_.endswith("s") or not has(noun, "Number", "Plur")


def _is_described(noun: Token, participle: Token) -> bool:
    """Whether a participle tells of a noun and not of the one above it ("un accord de principe conclu").

    The noun has a determiner, or one within "du" or "des" and the number of the participle; and not the
    gender of the one above alone ("un attentat à la bombe commis lundi").
    """
    genders = [t.morph.get("Gender", []) for t in (participle, noun, noun.head)]
    if all(genders) and genders[0] == genders[2] != genders[1]:
        return False
    plural = participle.lower_.endswith("s")
    contracted = any(c.lower_ in {"du", "des"} for c in noun.lefts)
    return any(c.dep_ == "det" for c in noun.lefts) or (contracted and plural == has(noun, "Number", "Plur"))
