"""How words of a parse are used and tied: verb or noun, voice, preposition, lists, clauses."""

from __future__ import annotations

from collections.abc import Iterator

from eventsdb.extraction.document import Entities, Reference
from eventsdb.extraction.forms import (
    REFLEXIVE,
    fellow,
    finite_part,
    has,
    is_past_participle,
    is_present_participle,
    is_stray_participle,
    is_stray_verb,
)
from eventsdb.extraction.support import load_support
from eventsdb.extraction.tokens import Doc, Token

RELATIVE = frozenset(
    "qui que qu' qu’ dont où lequel laquelle lesquels lesquelles auquel auxquels".split()  # noqa: SIM905
)
_WHO = frozenset({"qui", "que", "qu'", "qu’"})
POSSESSIVES = frozenset(["son", "sa", "ses", "leur", "leurs"])
_WITH_ETRE = frozenset(
    """aller venir arriver partir entrer sortir rester retourner rentrer mourir naître tomber parvenir
    intervenir convenir apparaître réapparaître accourir devenir revenir descendre monter passer survenir
    provenir décéder advenir repartir""".split()  # noqa: SIM905
)
_CONTRACTED = {
    "au": "à",
    "aux": "à",
    "du": "de",
    "des": "de",
    "d'": "de",
    "d’": "de",
    "à": "à",
    "jusqu'": "à",
}
_SEPARATORS = ([","], ["et"], ["ou"], [",", "et"], ["ainsi", "que"], [",", "ainsi", "que"])


class Words:
    """The words of one parsed article, the parser's usual slips undone."""

    def __init__(self, doc: Doc, entities: Entities, timed: frozenset[int]) -> None:
        """Read a document; `timed` are the tokens of its time expressions."""
        self.doc = doc
        self.entities = entities
        self.timed = timed
        self._support = load_support()
        self._prepositions: dict[int, str | None] = {}
        self._lists = self._find_lists()

    def is_verb(self, token: Token) -> bool:
        """Whether a word is used as a verb: the tagger errs, an auxiliary or a determiner tells better."""
        if token.pos_ in {"VERB", "AUX"}:
            return not self.is_noun(token)
        if is_stray_participle(token) or is_stray_verb(token):
            return True
        return any(c.dep_.startswith("aux") and c.pos_ == "AUX" for c in token.lefts)

    def is_noun(self, token: Token) -> bool:
        """Whether a word is used as a noun."""
        if token.pos_ in {"NOUN", "PROPN"}:
            return not (is_stray_participle(token) or is_stray_verb(token)) and not any(
                c.dep_.startswith("aux") and c.pos_ == "AUX" for c in token.lefts
            )
        if token.pos_ == "ADJ":  # "de nouvelles frappes"
            return any(c.dep_ == "amod" and c.i > token.left_edge.i for c in token.lefts) and any(
                c.dep_ in {"det", "case"} for c in token.lefts
            )
        return token.pos_ == "VERB" and any(
            c.dep_ == "det" and not self.is_elided_object(c, token) for c in token.lefts
        )

    def is_elided_object(self, word: Token, verb: Token) -> bool:
        """Whether the tagger took an object for an article: "l'accusant de mentir"."""
        return word.lower_ in {"l'", "l’"} and word.i == verb.i - 1 and is_present_participle(verb)

    def is_share(self, token: Token) -> bool:
        """Whether a number or pronoun stands for some of those named after it: "l'un d'eux"."""
        return token.pos_ == "NUM" or token.lower_ in self._support.shares

    def group_of(self, verb: Token) -> Token:
        """The head of a verb group: of "ont fait sauter" the parser may make "sauter" that head."""
        caused = verb.lemma_ == "faire" and verb.dep_ in {"dep", "aux:caus", "aux"} and verb.head.i > verb.i
        return verb.head if caused and has(verb.head, "VerbForm", "Inf") else verb

    def is_reflexive(self, verb: Token) -> bool:
        """Whether the verb carries "se"."""
        verb = self.group_of(verb)
        return any(c.lower_ in REFLEXIVE and c.pos_ == "PRON" for c in verb.lefts)

    def is_passive(self, verb: Token) -> bool:
        """Whether the verb is passive, or a past participle standing alone, which is passive too."""
        if not is_past_participle(verb) or self.is_reflexive(verb):
            return False
        if (before := fellow(verb)) is not None:
            return self.is_passive(before)  # "ont poursuivi et tué", "ont été arrêtés puis relâchés"
        auxiliaries = {
            c.lemma_ for c in verb.lefts if c.pos_ in {"AUX", "VERB"} and c.dep_.startswith(("aux", "cop"))
        }
        if "être" in auxiliaries:
            return verb.lemma_ not in _WITH_ETRE
        return not auxiliaries and verb.lemma_ not in _WITH_ETRE

    def is_told_passive(self, verb: Token) -> bool:
        """Whether a passive is told with its auxiliary, as an event: "une enquête a été ouverte"."""
        told = fellow(verb) or verb
        return self.is_passive(verb) and any(c.dep_.startswith("aux") for c in told.lefts)

    def preposition(self, token: Token) -> str | None:
        """The preposition that introduces a noun phrase, contractions undone; None when there is none."""
        if token.i not in self._prepositions:
            self._prepositions[token.i] = self._preposition(token)
        return self._prepositions[token.i]

    def _preposition(self, token: Token) -> str | None:
        case = next(
            (
                c
                for c in token.lefts
                # the parser takes dates for prepositions: "a rejeté vendredi un plan"
                if (
                    (c.dep_ == "case" and c.pos_ in {"ADP", "DET", "VERB", "NOUN"})
                    # "renoncer au pouvoir": what could be a verb has the mark of one
                    or (c.dep_ == "mark" and c.pos_ == "ADP" and token.pos_ in {"NOUN", "PROPN"})
                )
                and c.i not in self.timed
            ),
            None,
        )
        if case is None:
            reference = self.entities.at(token.i)
            start = reference.phrase_start if reference else token.left_edge.i
            before = self.doc[start - 1] if start > 0 else None
            if before is None or before.pos_ != "ADP" or before.sent.start != token.sent.start:
                return None
            case = before
        return self._support.prepositions.get(case.lower_, _CONTRACTED.get(case.lower_, case.lower_))

    def children(self, token: Token) -> Iterator[Token]:
        """The dependents of a word; what the parser hung on a date between them belongs to the word too."""
        for child in token.children:
            if child.i in self.timed and child.pos_ in {"NOUN", "NUM", "ADV", "PROPN", "ADJ"}:
                yield from (inner for inner in self.children(child) if inner.i > child.i)
            else:
                yield child

    def content(self, token: Token) -> Token:
        """The noun meant by "une série de frappes", "deux des otages": what follows "de" after a measure."""
        for _ in range(3):
            if token.lemma_.lower() not in self._support.transparent and not self.is_share(token):
                break
            inner = next((c for c in token.children if self.preposition(c) == "de" and c.i > token.i), None)
            if inner is None or inner.pos_ not in {"NOUN", "PROPN", "ADJ", "PRON"}:
                break
            token = inner
        return token

    def clause(self, token: Token) -> Token | None:
        """The nearest verb that governs a token."""
        for ancestor in token.ancestors:
            if ancestor.pos_ in {"VERB", "AUX"}:
                return ancestor
        return None

    def antecedent(self, verb: Token) -> Token | None:
        """The noun that a verb's relative clause describes."""
        for token in (verb, *verb.ancestors):
            if token.dep_ == "acl:relcl":
                return self._named_before(token) or self._agreeing(token)
            if any(c.lower_ in _WHO and c.dep_ in {"obj", "nsubj"} for c in token.lefts):
                return self._named_before(token)  # "..., qui" taken for a clause of the verb above
            if token.dep_ not in {"conj", "xcomp"}:
                return None
        return None

    def _named_before(self, clause: Token) -> Token | None:
        """The name right before a relative clause that the parser hung on a thing or a verb above it.

        "l'hostilité envers X, que Y accuse", "« ... », énumère X, qui n'est plus membre".
        """
        relative = next((c for c in clause.lefts if c.lower_ in _WHO), None)
        if relative is None or relative.i == 0:
            return None
        parted = self.doc[relative.i - 1].text == ","
        end = relative.i - parted
        end -= end > 0 and self.doc[end - 1].text == ")"
        name, head = self.entities.at(end - 1), self.entities.at(clause.head.i)
        if name is None or not name.actors or name.form != "name" or name.reading != "actor":
            return None
        if (head is not None and head.actors) or name.phrase_end != end:
            return None
        return self.doc[name.root] if parted or relative.lower_ == "qui" else None

    def _agreeing(self, clause: Token) -> Token:
        """The noun above a relative clause, or the one behind it whose number its verb has.

        "la marche des ouvriers, qui ont tenté": the parser hangs the clause on the march.
        """
        noun = clause.head
        who = next((c for c in clause.lefts if c.lower_ == "qui" and c.dep_.startswith("nsubj")), None)
        finite = finite_part(clause)
        if who is None or finite is None or not has(finite, "Number", "Plur"):
            return noun
        if not has(noun, "Number", "Sing") or any(c.dep_ == "conj" for c in noun.rights):
            return noun
        behind = (self.doc[i] for i in range(who.i - 1, noun.i, -1))
        return next((t for t in behind if t.pos_ == "NOUN" and has(t, "Number", "Plur")), noun)

    def only_describes(self, noun: Token) -> bool:
        """Whether an event's noun only says what kind a thing is: "un avion de combat"."""
        if noun.dep_ != "nmod" or self.preposition(noun) != "de" or has(noun, "Number", "Plur"):
            return False
        if any(c.dep_ in {"det", "nummod"} for c in noun.lefts):
            return False
        return noun.head.pos_ in {"NOUN", "PROPN"} and noun.head.lemma_ not in (
            self._support.bearing | self._support.transparent
        )

    def conjuncts(self, token: Token) -> Iterator[Token]:
        """The token and what is coordinated with it as one list of participants."""
        yield token
        for other in self._lists.get(token.i, ()):
            # the parser loses count of long lists of names
            if other.i == token.i or (other.dep_.startswith("nsubj") and other.head.i != token.head.i):
                continue
            if other.i < token.i and self.preposition(other) != self.preposition(token):
                continue  # "il doute de X et Y répond": Y opens a clause
            yield other
        for child in token.children:
            named = child.pos_ in {"NOUN", "PROPN", "PRON", "ADJ"} and child.i > token.i
            if child.dep_ == "conj" and named and not (self._describes(child) or _is_set_against(child)):
                yield from self.conjuncts(child)

    def _describes(self, noun: Token) -> bool:
        """Whether the parser took for one of a list what only describes: "la Norvège, membre de l'Otan"."""
        if noun.pos_ != "NOUN" or self.doc[noun.i - 1].text != "," or noun.text[0].isupper():
            return False
        return not any(c.dep_ in {"det", "nummod", "case", "cc"} for c in noun.lefts)

    def list_of(self, adjective: Token) -> Iterator[Token]:
        """An adjective and those coordinated with it, whatever the tagger makes of them."""
        yield adjective
        for child in adjective.children:
            if child.dep_ == "conj":
                yield from self.list_of(child)

    def _find_lists(self) -> dict[int, tuple[Token, ...]]:
        """Actors named one after the other ("la Grèce, la France et l'Italie"), by the root of each."""
        lists: dict[int, tuple[Token, ...]] = {}
        chain: list[Reference] = []
        joined = False

        def close() -> None:
            if len(chain) > 1 and (joined or len(chain) > 2):
                roots = tuple(self.doc[r.root] for r in chain)
                lists.update((root.i, roots) for root in roots)

        for reference in self.entities.references:
            if not reference.actors or (chain and reference.phrase_end <= chain[-1].phrase_end):
                continue  # nobody, or named inside the phrase before: "le roi de X et Y"
            between = self.doc[chain[-1].phrase_end : reference.phrase_start] if chain else ()
            words = [t.lower_ for t in between if t.pos_ not in {"DET", "SPACE"}]
            ended = joined and words == [","] and reference.form != "pronoun"  # "X et Y, Z dit"
            if chain and words in _SEPARATORS and not ended:
                joined = joined or words != [","]
            else:
                close()
                chain, joined = [], False
            chain.append(reference)
        close()
        return lists


def _is_set_against(noun: Token) -> bool:
    """Whether "mais" opens a clause with a noun that the parser puts into a list."""
    return any(c.dep_ == "cc" and c.lower_ == "mais" for c in noun.lefts)
