"""Subjects and objects told by their place, where the parser left a verb without one.

The parser loses them in long sentences: it hangs them on a noun, a conjunction or another clause. In
French a noun phrase without preposition that ends where a finite verb begins is its subject, and one
that begins where a verb with a subject ends is its object.
"""

from __future__ import annotations

from eventsdb.extraction.forms import group_start, has, is_finite, is_infinitive, is_present_participle
from eventsdb.extraction.support import load_support
from eventsdb.extraction.tokens import Token
from eventsdb.extraction.words import POSSESSIVES, RELATIVE, Words

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_WITHIN = tuple("conj flat fixed amod det nummod case appos acl nmod obl obj advmod".split())  # noqa: SIM905
_FILLED = ("nsubj", "obj", "iobj")  # relations in which a noun serves the verb it hangs on
_PERSONAL = frozenset({"il", "elle", "ils", "elles", "on", "nous", "vous", "je", "j'", "j’", "tu"})
_PLACE_CLITICS = frozenset({"y", "en"})
_THAT = frozenset({"que", "qu'", "qu’"})
_STEPS = 10
_ASIDE = 20  # tokens between the commas of an aside


def subject_before(verb: Token, words: Words) -> Token | None:
    """The head of the noun phrase or pronoun that ends where the group of a finite verb begins."""
    if (
        verb.pos_ not in {"VERB", "AUX"}
        or verb.dep_ == "amod"
        or verb.i in words.timed
        or not is_finite(verb)
    ):
        return None
    if (named := _apposed_before(verb, words)) is not None:
        return named
    last = _word_before(verb, words)
    if last is None or last.lower_ in RELATIVE:
        return None
    head = _head(last, verb, words)
    if head is None or words.preposition(head) is not None or not _agree(head, verb):
        return None
    return head


def _apposed_before(verb: Token, words: Words) -> Token | None:
    """The name set off by commas before a verb without subject: "le vieux chef, Luis Vega, a promis"."""
    end = group_start(verb) - 1
    if end <= verb.sent.start or words.doc[end].text != ",":
        return None
    name = words.entities.at(end - 1)
    if name is None or not name.actors or name.form != "name" or name.phrase_end != end:
        return None
    if name.phrase_start <= verb.sent.start or words.doc[name.phrase_start - 1].text != ",":
        return None
    root = words.doc[name.root]
    lost = root.head.i >= verb.i or root.dep_ == "appos"
    return root if lost and words.preposition(root) is None and _agree(root, verb) else None


def object_after(verb: Token, words: Words) -> Token | None:
    """The head of the noun phrase that begins where a verb with a subject of its own ends."""
    if verb.pos_ != "VERB" or words.is_passive(verb) or not _may_have_object(verb, words):
        return None
    first = _after_asides(verb, words)
    if first is None or first.pos_ not in {"DET", "NUM", "NOUN", "PROPN", "ADJ"}:
        return None
    noun = first
    while noun.head.i > noun.i and noun.dep_ in {"det", "amod", "nummod", "advmod"}:
        noun = noun.head
    determined = noun.pos_ == "PROPN" or any(c.dep_ in {"det", "nummod"} for c in noun.lefts)
    if noun.pos_ not in {"NOUN", "PROPN"} or not determined or noun.i in words.timed:
        return None
    if noun.head.i == noun.i or words.preposition(noun) is not None:
        return None
    if noun.head.i > noun.i and not is_infinitive(noun.head):
        return None  # "accuser X d'avoir menti": the parser makes X the subject of the infinitive
    taken = noun.dep_.startswith(_FILLED) and noun.head.i != verb.i and not is_infinitive(noun.head)
    return None if taken or any(c.dep_ == "cop" for c in noun.lefts) else noun


def _after_asides(verb: Token, words: Words) -> Token | None:
    """The first word after a verb that is no adverb, time or aside: "a accusé, dans une lettre, X"."""
    i, end = verb.i + 1, verb.sent.end
    while i < end:
        token = words.doc[i]
        if token.text == "," and i == verb.i + 1:
            closed = next((j for j in range(i + 1, min(i + _ASIDE, end)) if words.doc[j].text == ","), end)
            if i + 1 >= end or (words.doc[i + 1].pos_ not in {"ADP", "ADV"} and i + 1 not in words.timed):
                return None
            i = closed + 1
        elif is_turn(token, words):
            i += 3
        elif _is_aside(token, words):
            i += 1
        else:
            return token
    return None


def is_turn(start: Token, words: Words) -> bool:
    """Whether three words only say that it is someone else's turn to speak: "de son côté"."""
    if start.pos_ != "ADP" or start.i + 2 >= len(words.doc):
        return False
    possessive, noun = words.doc[start.i + 1], words.doc[start.i + 2]
    return possessive.lower_ in POSSESSIVES and noun.lower_ in load_support().asides


def _may_have_object(verb: Token, words: Words) -> bool:
    """Whether what follows a verb can be its object: its subject stands before it, or it can have none."""
    if is_infinitive(verb) or is_present_participle(verb):
        return True
    own = any(c.dep_.startswith("nsubj") and c.i < verb.i for c in verb.lefts)
    return own or subject_before(verb, words) is not None


def _is_aside(token: Token, words: Words) -> bool:
    """Whether a word is an adverb or part of an expression of time."""
    return token.pos_ == "ADV" or token.i in words.timed


def _word_before(verb: Token, words: Words) -> Token | None:
    """The word before the verb group, adverbs and expressions of time left out."""
    start = verb.sent.start
    i = group_start(verb) - 1
    while i >= start:
        if not _is_aside(words.doc[i], words) and words.doc[i].lower_ not in _PLACE_CLITICS:
            break
        i -= 1
    return words.doc[i] if i >= start and (words.doc[i].is_alpha or "-" in words.doc[i].text) else None


def _head(last: Token, verb: Token, words: Words) -> Token | None:
    """The noun whose phrase ends with a word: "les médecins traitant M. X" from its X."""
    if last.lower_ in _PERSONAL:
        # the parser takes "il" for nobody's, or hangs it on the auxiliary: "il a par ailleurs qualifié"
        personal = verb.lemma_ not in load_support().impersonal and not words.is_passive(verb)
        return last if personal else None
    token = last
    for _ in range(_STEPS):
        over = token.head
        if over.i == token.i or over.i >= group_start(verb) or _opens_clause(token, over, words):
            break
        if not token.dep_.startswith(_WITHIN):
            break
        if over.pos_ == "VERB" and not _describes(over):
            token = _subject_of_participle(over) or token
            break
        token = over
    return token if token.pos_ in _NOMINAL and token.i < group_start(verb) else None


def _opens_clause(noun: Token, over: Token, words: Words) -> bool:
    """Whether a noun is no part of the phrase of the one that the parser hangs it on.

    No preposition ties "au Soudan, le ministre a"; and in "on cite des témoins et la préfecture dément"
    the second noun joins the first in nothing.
    """
    if noun.dep_ == "conj":
        return (
            over.dep_.startswith(_FILLED) or over.pos_ not in _NOMINAL or words.preposition(over) is not None
        )
    if noun.dep_ == "appos" and words.preposition(over) is not None and _is_named(noun, words):
        return True  # "au Soudan, M. Vega a"
    if noun.pos_ not in {"NOUN", "PROPN"} or not any(c.dep_ == "det" for c in noun.lefts):
        return False
    if noun.dep_ == "appos":
        return words.preposition(over) is not None
    return noun.dep_.startswith(("nmod", "obl")) and words.preposition(noun) is None


def _is_named(noun: Token, words: Words) -> bool:
    """Whether a noun heads the name of an actor that begins after a comma."""
    name = words.entities.at(noun.i)
    if name is None or not name.actors or name.form != "name" or name.root != noun.i:
        return False
    return name.phrase_start > 0 and words.doc[name.phrase_start - 1].text == ","


def _subject_of_participle(verb: Token) -> Token | None:
    """The noun that a present participle has for its own subject, which is also that of the clause."""
    if not is_present_participle(verb):
        return None
    return next((c for c in verb.lefts if c.dep_.startswith("nsubj")), None)


def _describes(verb: Token) -> bool:
    """Whether a verb belongs to a noun: a participle or a relative clause."""
    return verb.dep_.startswith("acl") and verb.head.i < verb.i


def _agree(noun: Token, verb: Token) -> bool:
    """Whether number allows a noun to be the subject; a list counts as plural."""
    finite = next((c for c in verb.lefts if c.dep_.startswith("aux") and has(c, "VerbForm", "Fin")), verb)
    if has(finite, "Number", "Sing"):
        return not has(noun, "Number", "Plur")
    listed = any(c.dep_ == "conj" for c in noun.rights)
    return listed or not has(noun, "Number", "Sing") or noun.pos_ == "PROPN"


def describes_object(verb: Token, objects: list[Token]) -> bool:
    """Whether a "que" clause describes its object and has another: "les vols qu'ont commis les rebelles"."""
    que = any(c.dep_ == "obj" and c.pos_ == "PRON" and c.lower_ in _THAT for c in verb.lefts)
    return que and [one.i > verb.i for one in objects] == [False, True]


def is_dative(word: Token) -> bool:
    """Whether a word is the pronoun of those to whom, also where the parser takes it for a subject."""
    return word.lower_ == "leur" and word.pos_ == "PRON" and word.i < word.head.i


def governed(noun: Token) -> list[Token]:
    """What a noun that stands for a preposition governs: "à l'encontre de X", "à son encontre"."""
    return [
        c
        for c in noun.children
        if c.dep_.startswith(("nmod", "obl", "dep")) or (c.i < noun.i and c.lower_ in POSSESSIVES)
    ]
