"""What the form of a word tells: participle, infinitive, tense, and what it may be a form of."""

from __future__ import annotations

from functools import lru_cache

from eventsdb.extraction.tokens import Token

DEFINITE = frozenset("le la les l' l’ ce cet cette ces son sa ses leur leurs mon ma notre".split())  # noqa: SIM905
"""Determiners that take what their noun names for known."""
DEMONSTRATIVE = frozenset({"ce", "cet", "cette", "ces"})
LASTING = frozenset({"pendant", "durant"})
"""How long something went on; what the parser hangs on that noun goes with the verb."""
REFLEXIVE = frozenset({"se", "s'", "s’"})
OBJECT_CLITICS = frozenset({"le", "la", "l'", "l’", "les"})
DATIVE_CLITICS = frozenset({"lui", "leur"})
_CONTRACTED = frozenset({"au", "aux", "du", "des"})
_GROUP = frozenset({"ne", "n'", "n’", *REFLEXIVE, *OBJECT_CLITICS, *DATIVE_CLITICS})
_NOMINAL = frozenset({"det", "case", "cop", "amod", "nummod"})  # what stands before a noun, not a verb
_PARTICIPLE_ENDINGS = ("é", "i", "u", "û", "s", "t")
_FEMININE = (("trice", "teur"), ("euse", "eur"), ("ienne", "ien"), ("ffe", "f"), ("ère", "er"), ("e", ""))


@lru_cache(maxsize=8192)
def masculine(word: str) -> tuple[str, ...]:
    """A word and what it may be the feminine or plural of."""
    forms = [word, word.removesuffix("s")]
    forms += [form.removesuffix(old) + new for form in forms for old, new in _FEMININE if form.endswith(old)]
    return tuple(forms)


def has(token: Token, feature: str, value: str) -> bool:
    """Whether the tagger gives a word this morphological feature."""
    return value in token.morph.get(feature, [])


def is_ordinal(noun: Token) -> bool:
    """Whether a noun has its number among several: "la troisième attaque depuis mars"."""
    return any(has(child, "NumType", "Ord") for child in noun.lefts)


def is_definite(noun: Token) -> bool:
    """Whether a determiner, also within "du" or "aux", takes what a noun names for known."""
    return any(
        (c.dep_ == "det" and c.lower_ in DEFINITE) or (c.dep_ == "case" and c.lower_ in _CONTRACTED)
        for c in noun.lefts
    )


def is_past_participle(token: Token) -> bool:
    """Whether a word is a past participle, by its tag or its auxiliary."""
    if has(token, "VerbForm", "Part") and has(token, "Tense", "Past"):
        # the tagger errs: "déplore" is none
        return token.lower_.endswith("s") or token.lower_.removesuffix("e").endswith(_PARTICIPLE_ENDINGS)
    if token.pos_ in {"VERB", "AUX"}:
        return False
    return is_stray_participle(token) or any(c.dep_.startswith("aux") for c in token.lefts)


def is_present_participle(token: Token) -> bool:
    """Whether a word is a present participle, by its tag."""
    return has(token, "VerbForm", "Part") and has(token, "Tense", "Pres")


def is_stray_participle(token: Token) -> bool:
    """Whether the tagger took a participle for a noun: "un suspect arrêté lundi", "Arrêté, il a ..."."""
    if token.pos_ != "NOUN" or token.lefts:
        return False
    after_noun = token.dep_ == "acl" and token.i == token.head.i + 1
    opening = token.is_sent_start and token.dep_.startswith(("obl", "advcl")) and token.head.pos_ == "VERB"
    return bool(after_noun or opening) and token.lower_.rstrip("es").endswith(_PARTICIPLE_ENDINGS)


def is_stray_verb(token: Token) -> bool:
    """Whether the tagger took a finite verb for a noun: "L'Union menace le pays", "le FBI enquête"."""
    if token.pos_ not in {"NOUN", "ADJ"} or token.text[0].isupper():
        return False
    if not token.lower_.endswith(("e", "ent")) or token.lower_.endswith("ée"):
        return False
    lefts = [c.dep_ for c in token.lefts]
    if not any(dep.startswith("nsubj") for dep in lefts):
        return False
    if any(dep in _NOMINAL or dep.startswith("aux") for dep in lefts):
        return False
    if token.dep_ == "ROOT" and any(c.dep_ == "nsubj" and c.i == token.i - 1 for c in token.lefts):
        return True
    nominal = token.pos_ == "NOUN"
    governs = any(c.dep_ in {"obj", "ccomp", "xcomp"} for c in token.rights)
    return nominal and (token.dep_ == "acl:relcl" or governs)


def fellow(verb: Token) -> Token | None:
    """The participle before one that stands under its auxiliary: "ont poursuivi et tué".

    The parser may join it to a word between them: "a estimé que c'était une faute et exigé des excuses".
    """
    head = verb.head
    if verb.dep_ != "conj" or head.i > verb.i or not is_past_participle(verb):
        return None
    if any(c.dep_.startswith(("aux", "nsubj:pass", "cop")) for c in verb.lefts):
        return None
    if is_past_participle(head):
        return head
    return next((t for t in head.ancestors if t.i < verb.i and _is_compound(t)), None)


def _is_compound(verb: Token) -> bool:
    """Whether a verb is told in a compound tense."""
    return is_past_participle(verb) and any(
        c.dep_.startswith("aux") and has(c, "VerbForm", "Fin") for c in verb.lefts
    )


def is_infinitive(token: Token) -> bool:
    """Whether a verb is an infinitive, simple or compound ("avoir livré", "être reçu")."""
    if has(token, "VerbForm", "Inf"):
        return True
    return any(
        has(c, "VerbForm", "Inf")
        for c in token.lefts
        if c.dep_.startswith("aux") or c.lower_ in {"avoir", "être"}
    )


def finite_part(verb: Token) -> Token | None:
    """The word of a verb group that carries tense."""
    for child in verb.lefts:
        if child.dep_.startswith(("aux", "cop")) and has(child, "VerbForm", "Fin"):
            return child
    return verb if has(verb, "VerbForm", "Fin") else None


def is_finite(verb: Token) -> bool:
    """Whether a verb group carries tense, in itself or its auxiliary."""
    group = (verb, *(c for c in verb.lefts if c.dep_.startswith("aux")))
    return any(has(t, "VerbForm", "Fin") and not has(t, "Mood", "Imp") for t in group)


def group_start(verb: Token) -> int:
    """Where a verb begins with its auxiliaries, negation and clitics."""
    words = (c.i for c in verb.lefts if c.dep_.startswith("aux") or c.lower_ in _GROUP)
    return min((verb.i, *words))
