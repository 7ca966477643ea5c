"""Whether an event happened: from tense, mood, negation, and the words that govern it.

The words are in ``fr/factuality.toml``. None means that the event is mere content of a demand, a threat,
an offer, an aim or a wish, and no event of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from eventsdb.extraction.forms import (
    fellow,
    finite_part,
    is_definite,
    is_past_participle,
    is_present_participle,
)
from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.negation import DENIED_BY_NE, is_negated
from eventsdb.extraction.support import load_support
from eventsdb.extraction.syntax import has, is_infinitive
from eventsdb.extraction.tenses import is_conditional
from eventsdb.extraction.tokens import Token
from eventsdb.records import Factuality

Effect = Literal["asserted", "alleged", "future", "hypothetical", "negated", "ignored"]
_EFFECTS = ("asserted", "alleged", "future", "hypothetical", "negated", "ignored")
_THEM = frozenset({"lui", "elle", "eux", "elles"})
_PASSED_ON = frozenset({"future", "hypothetical", "alleged", "negated", "ignored"})  # by a verb to its nouns
_REFLEXIVE = frozenset({"se", "s'", "s’"})
_TO_WHOM = frozenset({"à", "au", "aux", "de", "du", "des", "d'", "d’"})
_REPEATED = frozenset({"il", "elle", "ils", "elles"})


@dataclass(frozen=True, slots=True)
class _Words:
    embedding: Mapping[str, Effect]
    purpose: frozenset[str]
    conditional: frozenset[str]
    planning: frozenset[str]
    carrying: frozenset[str]
    presuming: frozenset[str]
    modal: frozenset[str]
    campaigning: frozenset[str]
    habitual: frozenset[str]


@cache
def _words() -> _Words:
    lexicon = load_lexicon("factuality.toml")
    embedding: dict[str, Effect] = {}
    for entry in lexicon.entries("embedding"):
        entry.only("effect", "lemmas")
        effect = cast(Effect, entry.text("effect", among=_EFFECTS))
        entry.add_to(embedding, entry.texts("lemmas"), effect)
    return _Words(
        embedding,
        frozenset(lexicon.section("purpose").only("words").texts("words")),
        frozenset(lexicon.section("conditional").only("words").texts("words")),
        frozenset(lexicon.section("planning").only("verbs").texts("verbs")),
        frozenset(lexicon.section("carrying").only("nouns").texts("nouns")),
        frozenset(lexicon.section("presuming").only("verbs").texts("verbs")),
        frozenset(lexicon.section("modal").only("verbs").texts("verbs")),
        frozenset(lexicon.section("campaigning").only("lemmas").texts("lemmas")),
        frozenset(lexicon.section("habit").only("adverbs").texts("adverbs")),
    )


def factuality_of(trigger: Token) -> Factuality | None:
    """The factuality of the event that a verb or noun tells of, or None when it is no event of its own."""
    words = _words()
    token, result = trigger, _stronger(_own(trigger), _put_to_source(trigger))
    for _ in range(8):
        if result not in {"asserted", "future"}:
            break
        head = token.head
        if head.i == token.i or _is_looked_back_at(token):
            break
        if token.dep_ == "conj":
            # coordinated words stand under the same governor, but a finite verb has its own tense
            finite = _is_finite(token) and token.pos_ in {"VERB", "AUX"}
            if token.pos_ == "VERB" and head.pos_ in {"NOUN", "PROPN"}:
                head = _coordinated(token) or head
            inherited = _own(head) if not finite and head.pos_ in {"VERB", "AUX"} else None
            result = _stronger(result, inherited)
            token = head
            continue
        if _is_taken_for_known(token, head, words):
            break
        result = _stronger(_stronger(result, _from_governor(token, head, words)), _put_to_source(head))
        if _is_finite(token) and token.dep_ not in {"ccomp", "acl:relcl", "xcomp"}:
            break
        if token.dep_ in {"acl:relcl"} or (token.dep_.startswith("advcl") and _is_finite(token)):
            break
        if token.dep_ == "acl" and is_past_participle(token):
            break  # "il veut voir le ministre accusé de vol": what is said of the minister holds
        token = head
    return None if result == "ignored" else result


def _coordinated(verb: Token) -> Token | None:
    """The verb that one goes on from, which the parser joins to a noun: "a promis une aide et exhorté X"."""
    if (before := fellow(verb)) is not None:
        return before
    return next((t for t in verb.head.ancestors if t.pos_ == "VERB"), None) if _is_finite(verb) else None


def _is_looked_back_at(noun: Token) -> bool:
    """Whether what may or will be comes after it, and leaves it a fact: "après le sommet, il pourrait"."""
    return noun.pos_ == "NOUN" and any(c.lower_ in {"après", "depuis"} for c in noun.lefts)


def _is_taken_for_known(noun: Token, head: Token, words: _Words) -> bool:
    """Whether the word above a noun takes what it names for a fact, come what may of that word.

    "Ils ont empêché le récit de l'attaque" denies no attack, nor does "il n'a pas commenté l'attaque".
    """
    if noun.pos_ != "NOUN" or head.lemma_ in words.embedding:
        return False
    if head.pos_ == "NOUN":
        return noun.dep_ == "nmod" and head.lemma_ not in words.carrying and is_definite(noun)
    if head.pos_ != "VERB" or not noun.dep_.startswith(("obj", "obl:arg")):
        return False
    if head.lemma_ in words.presuming:
        return True
    carries = any((head.lemma_, slot) in load_support().carriers for slot in ("object", "à"))
    return is_negated(head) and is_definite(noun) and not carries


def _put_to_source(clause: Token) -> Effect | None:
    """Whether a clause leaves what it says to someone taken up again: "qui, selon elle, montrent que ..."."""
    own = any(c.lower_ in _THEM and any(k.lower_ == "selon" for k in c.lefts) for c in clause.children)
    return "alleged" if own else None


_ORDER = {"asserted": 0, "future": 1, "alleged": 2, "hypothetical": 3, "negated": 4, "ignored": 5}


def _stronger(one: Effect, other: Effect | None) -> Effect:
    return one if other is None or _ORDER[one] >= _ORDER[other] else other


def _own(token: Token) -> Effect:
    """From the word itself: its tense and mood, its negation, its modifiers."""
    if token.pos_ in {"VERB", "AUX", "ADJ"}:
        return _own_verb(token)
    words = _words()
    result: Effect = "asserted"
    for child in token.children:
        if child.lower_ in {"aucun", "aucune"}:
            return "negated"
        describes = child.dep_ in {"amod", "acl"} and not child.lower_.endswith("ant")
        if describes and child.lemma_ in words.embedding and _agrees(child, token):
            effect = words.embedding[child.lemma_]
            if effect in {"future", "hypothetical", "alleged", "negated"}:
                result = _stronger(result, effect)
        if child.dep_ == "case" and child.lower_ in {"sans"}:
            return "ignored"
    return result


def _agrees(adjective: Token, noun: Token) -> bool:
    """Whether an adjective can describe a noun: "l'arrestation de rebelles présumés" is no alleged arrest."""
    return all(
        not (set(adjective.morph.get(feature, [])) and set(noun.morph.get(feature, [])))
        or set(adjective.morph.get(feature, [])) & set(noun.morph.get(feature, []))
        for feature in ("Gender", "Number")
    )


def _own_verb(verb: Token) -> Effect:
    words = _words()
    if is_negated(verb):
        return "negated"
    if any(child.lower_ in words.habitual for child in verb.children):
        return "ignored"
    if verb.dep_ in {"csubj", "nsubj", "ROOT"} and has(verb, "VerbForm", "Inf"):
        return "ignored"  # "reprendre les négociations serait ..."
    finite = finite_part(verb)
    result: Effect = "asserted"
    for child in verb.lefts:
        if (
            child.dep_ == "mark"
            and child.lower_ in words.conditional
            and child.pos_ in {"SCONJ", "ADP", "ADV"}
            and not _concedes(verb)
        ):
            return "hypothetical"
        if child.dep_ == "mark" and child.lower_ in words.purpose:
            return "ignored"
        if child.dep_ == "mark" and child.lower_ == "sans":
            return "negated"
        if child.dep_ == "case" and child.lower_ in words.purpose and has(verb, "VerbForm", "Inf"):
            return "ignored"
    if finite is None:
        return result
    if has(finite, "Mood", "Imp") and finite.i == verb.i:
        return "asserted"
    if has(finite, "Tense", "Fut"):
        return "future"
    if has(finite, "Mood", "Cnd") or is_conditional(finite):
        if finite.i != verb.i and finite.lemma_ in {"avoir", "être"} and _compound(verb):
            return "alleged"
        return "future" if _in_reported_clause(verb) else "hypothetical"
    return result


def _concedes(verb: Token) -> bool:
    """Whether "si" grants what was so: "s'il accusait X, il a changé", not "il aurait changé"."""
    finite, main = finite_part(verb), finite_part(verb.head)
    if verb.dep_ != "advcl" or finite is None or main is None or is_conditional(main):
        return False
    past = finite.lemma_ == "avoir" or has(finite, "Tense", "Imp")
    return past and not (has(main, "Tense", "Fut") or has(main, "Mood", "Cnd"))


def _compound(verb: Token) -> bool:
    """Whether "aurait livré": an auxiliary in the conditional with a past participle, not "serait reçu"."""
    auxiliaries = [c for c in verb.lefts if c.dep_.startswith("aux")]
    conditional = [a for a in auxiliaries if has(a, "Mood", "Cnd")]
    return any(a.lemma_ == "avoir" for a in conditional) or any(a.dep_ == "aux:tense" for a in conditional)


def _in_reported_clause(verb: Token) -> bool:
    return verb.dep_ == "ccomp" or any(
        c.dep_ == "mark" and c.lower_ in {"que", "qu'", "qu’"} for c in verb.lefts
    )


def _is_finite(verb: Token) -> bool:
    return finite_part(verb) is not None


def _from_governor(token: Token, head: Token, words: _Words) -> Effect | None:
    """What the word above says of the one below it."""
    if token.dep_.startswith("nsubj") and head.lemma_ not in words.planning:
        # what is said of an event's noun leaves it a fact, unless it is cancelled or planned
        if head.pos_ in {"VERB", "AUX", "ADJ"} and _own_verb(head) in {"future", "hypothetical", "alleged"}:
            return _own_verb(head)
        return None
    if _is_asked(token, head, words):
        return "ignored"
    effect = words.embedding.get(head.lemma_)
    if head.lemma_ in words.campaigning and any(c.dep_ == "case" and c.lower_ == "pour" for c in token.lefts):
        return "ignored"  # "ils défilent pour la démission du ministre"
    if head.lemma_ in words.modal and _is_over(head):
        effect = "asserted"  # "il a dû partir": he left
    elif head.lemma_ in words.modal and _compound(head):
        effect = "negated"  # "il aurait dû partir": he did not
    if head.lemma_ in DENIED_BY_NE and is_negated(head):
        effect = "negated"
    if effect == "alleged" and any(c.lower_ in _REFLEXIVE for c in head.lefts):
        effect = None  # "ils s'affirment prêts": to say so is to be so
    if token.dep_ == "advcl" and (is_present_participle(token) or is_past_participle(token)):
        # "il a annulé la visite, accusant X", "accusé par X, il refuse": no content of what governs it
        effect = None
    if effect == "ignored" and token.dep_ == "acl:relcl" and _is_over(token) and _is_finite(token):
        effect = None  # "la demande qu'il a rejetée"
    if token.dep_ == "advcl" and _is_finite(token) and not any(c.dep_ == "mark" for c in token.lefts):
        return None  # "un homme suspecté de vol a été tué": the parser took the participle for the verb
    if head.pos_ in {"VERB", "AUX"}:
        own = _own_verb(head)
        if effect == "negated" and own == "ignored":
            return own  # "pour empêcher l'attaque"
        if effect == "asserted" or effect is None:
            if token.pos_ in {"NOUN", "PROPN"} and own in _PASSED_ON:
                return own if token.dep_ in {"obj", "obl:arg"} else None
            return own if _depends_on_tense(token) else None
        if effect == "alleged" and token.pos_ in {"NOUN", "PROPN"}:
            return None  # "dénoncer une attaque" takes the attack for a fact
        if effect == "ignored" and token.dep_.startswith(("obl:mod", "advmod")) and token.pos_ != "VERB":
            return None  # "il a demandé à partir, lors d'une visite"
        return effect
    if head.pos_ == "NOUN" and token.dep_ == "acl" and not is_infinitive(token):
        return None  # "un suspect tué par la police" was killed
    if head.pos_ in {"NOUN", "ADJ"} and token.dep_.startswith(
        ("nmod", "acl", "xcomp", "ccomp", "obl", "advcl")
    ):
        if effect is None and is_infinitive(token) and head.head.i < head.i < token.i:
            # "accusé par X d'avoir menti": the parser hangs the infinitive on the noun before it
            effect = words.embedding.get(head.head.lemma_)
        if effect is None and has(token, "VerbForm", "Inf") and not _is_finite(token):
            return "ignored"  # "le pouvoir d'arrêter"
        return effect if effect != "asserted" else None
    return None


def _is_asked(token: Token, head: Token, words: _Words) -> bool:
    """Whether a verb is what is asked, though the parser hangs it elsewhere.

    "Ils ont repoussé l'appel à céder" (hung on the verb), "exiger de X qu'il cède" (as a relative clause).
    """
    if is_infinitive(token) and head.pos_ == "VERB":
        opening = next((c for c in token.lefts if c.dep_ == "mark"), token)
        before = token.doc[opening.i - 1] if opening.i > token.sent.start else token
        asking = before.pos_ == "NOUN" and before.head.i == head.i
        return asking and words.embedding.get(before.lemma_) == "ignored"
    if token.dep_ != "acl:relcl" or words.embedding.get(head.head.lemma_) != "ignored":
        return False
    addressed = any(c.dep_ == "case" and c.lower_ in _TO_WHOM for c in head.lefts)
    lefts = [c.lower_ for c in token.lefts]
    return addressed and bool(_REPEATED & set(lefts)) and lefts[0] in {"qu'", "qu’"}


def _is_over(verb: Token) -> bool:
    """Whether a verb stands in the indicative's compound tenses or past historic, or in a past infinitive."""
    finite = finite_part(verb)
    if finite is None:
        return any(c.dep_.startswith("aux") and has(c, "VerbForm", "Inf") for c in verb.lefts)
    if has(finite, "Mood", "Cnd") or has(finite, "Tense", "Fut"):
        return False
    return finite.i != verb.i or has(finite, "Tense", "Past")


def _depends_on_tense(token: Token) -> bool:
    """An infinitive or participle complement has no tense of its own."""
    return token.pos_ == "VERB" and not _is_finite(token) and token.dep_ in {"xcomp", "ccomp", "obl:arg"}
