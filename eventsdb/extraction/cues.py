"""Reporting verbs in a parsed text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from eventsdb.extraction.reporting import CueGroup, ReportingLexicon
from eventsdb.extraction.tenses import is_conditional, is_future
from eventsdb.extraction.tokens import Doc, Token
from eventsdb.extraction.verb_groups import (
    INVERTED,
    NOT,
    Form,
    VerbGroup,
    form_of,
    lemma_of,
    may_be_verb,
    verb_group,
)

_POSSIBLE = ("VERB", "AUX", "NOUN", "ADJ", "ADV", "PROPN", "X")  # what the model may call a verb
_IF = frozenset({"si", "s'", "s’"})
_NONE = frozenset({"aucun", "aucune"})
_BEFORE_INFINITIVE = frozenset({"de", "d'", "d’", "à", "par"})
_MAX_GAP = 4  # words that may stand inside a phrase: "mettre X en cause"
_FULL_QUOTE = 5  # words from which on any verb may report a quotation before it


def indices(doc: Doc, attribute: str, values: Iterable[str]) -> list[int]:
    """The tokens whose attribute ("pos_", "dep_", "lower_") has one of the values."""
    wanted, value = frozenset(values), attrgetter(attribute)
    return [token.i for token in doc if value(token) in wanted]


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb: tokens `start` to `end`, headed by `head`.

    `subject_head` is the verb whose subject speaks: the head, or the verb that governs it ("tient à dire").
    `inverted` when a clitic subject follows ("a-t-il dit").
    """

    start: int
    end: int
    head: int
    subject_head: int
    group: CueGroup
    form: Form
    inverted: bool
    negated: bool


def find_cues(doc: Doc, quoted: Sequence[int], lexicon: ReportingLexicon) -> Iterator[Cue]:
    """The reporting verbs of a text that stand outside quotations (`quoted[i]` is -1), in order.

    Any verb reports when it follows a full quotation and its subject follows it ("« ... », a réagi X").
    """
    for i in indices(doc, "pos_", _POSSIBLE):
        token = doc[i]
        if quoted[i] != -1 and not (_opens_quotation(token, quoted) or _is_scare(token, quoted)):
            continue
        if i and doc[i - 1].text == "-" and not doc[i - 1].whitespace_:
            continue  # "bande-annonce"
        if token.pos_ in ("VERB", "AUX") or may_be_verb(token):
            lemma = lemma_of(token, lexicon.verbs)
            if lemma in lexicon.verbs:
                cue = _lexical_cue(token, lemma, lexicon)
            elif token.is_alpha and token.pos_ != "AUX" and lemma not in lexicon.auxiliaries:
                cue = _any_verb(token, quoted, lexicon)
            else:
                cue = None
            if cue is not None:
                yield cue


def _lexical_cue(token: Token, lemma: str, lexicon: ReportingLexicon) -> Cue | None:
    group = verb_group(token)
    for pattern in lexicon.verbs[lemma]:
        end = _phrase_end(token, pattern.rest)
        if pattern.reflexive == group.reflexive and end is not None:
            return _cue(token, end, group, pattern.group, lexicon)
    return None


def _any_verb(token: Token, quoted: Sequence[int], lexicon: ReportingLexicon) -> Cue | None:
    """The cue of a verb that the lexicon lacks: right after a full quotation, or ", apprend-on"."""
    doc, group = token.doc, verb_group(token)
    before = group.start - 1
    while before > 0 and (doc[before].is_space or doc[before].text == ","):
        before -= 1
    if before <= 0:
        return None
    words = 0
    while before - words >= 0 and quoted[before] != -1 and quoted[before - words] == quoted[before]:
        words += 1
    impersonal = any(t.lower_ in ("-on", "-t-on") for t in doc[token.i + 1 : token.i + 3])
    set_apart = impersonal and before < group.start - 1
    return (
        _cue(token, token.i + 1, group, lexicon.any_verb, lexicon)
        if words > _FULL_QUOTE or set_apart
        else None
    )


def _cue(token: Token, end: int, group: VerbGroup, kind: CueGroup, lexicon: ReportingLexicon) -> Cue | None:
    form = form_of(token, group)
    if form is None:
        return None
    doc, start, subject_head = token.doc, group.start, token
    if form == "infinitive":
        governor = _governor(token, lexicon)
        if governor is None:
            return None
        conditional = any(c.lower_ in _IF and c.dep_ == "mark" for c in governor.lefts)
        if conditional or is_future(governor) or is_conditional(governor):
            return None  # "si X continue à contester", "devrait évoquer"
        subject_head = governor
    inverted = group.inverted
    while end < len(doc) and (doc[end].lower_ in INVERTED or doc[end].lower_ == "-t"):
        inverted, end = True, end + 1
    after = doc[end] if end < len(doc) else None
    negated = group.negated or (after is not None and after.lower_ in NOT and after.dep_ == "advmod")
    negated = negated or (after is not None and group.denies and after.lower_ in _NONE)
    return Cue(start, end, token.i, subject_head.i, kind, form, inverted, negated)


def _phrase_end(head: Token, rest: tuple[str, ...]) -> int | None:
    """The token after a phrase that begins at `head`, a few words between its own allowed."""
    doc, position = head.doc, head.i + 1
    for word in rest:
        elided = word[:-1] + "'" if len(word) == 2 else word
        for i in range(position, min(position + _MAX_GAP, len(doc))):
            token = doc[i]
            if token.lemma_.lower() == word or token.lower_.replace("’", "'") in (word, elided):
                position = i + 1
                break
            if token.pos_ not in ("ADV", "DET", "ADJ", "PRON", "ADP"):
                return None
        else:
            return None
    return position


def _governor(token: Token, lexicon: ReportingLexicon) -> Token | None:
    """The verb that makes an infinitive a saying that took place: "avant d'ajouter", "tient à dire"."""
    doc, i = token.doc, token.i - 1
    if i >= 0 and doc[i].lower_ in _BEFORE_INFINITIVE:
        i -= 1
    if i < 0:
        return None
    if doc[i].lower_ == "avant":
        return token.head
    if doc[i].lower_ == "et" and doc[i].is_sent_start and i < token.i - 1:
        return token  # "Et d'ajouter : ..."
    if doc[i].lower_ == "pour" and token.head.i < i and token.head.lemma_.lower() in lexicon.occasions:
        return token.head  # "est intervenu pour affirmer que"
    governs = doc[i].lemma_.lower() in lexicon.controls
    meant = doc[i].lemma_.lower() == "vouloir" and token.lemma_ == "dire"  # "ce qui veut dire que"
    return doc[i] if governs and not meant else None


def _opens_quotation(token: Token, quoted: Sequence[int]) -> bool:
    """Whether a verb opens a quotation and its subject precedes: le texte « rappelle que ... »."""
    doc, i = token.doc, token.i
    if i < 2 or i + 1 == len(doc) or doc[i + 1].lower_ not in ("que", "qu'", "qu’"):
        return False
    return doc[i - 1].is_quote and quoted[i - 1] == quoted[i] and quoted[i - 2] != quoted[i]


def _is_scare(token: Token, quoted: Sequence[int]) -> bool:
    """Whether a verb stands alone in quotation marks: "X « salue » la décision"."""
    doc, i = token.doc, token.i
    if i < 2 or i + 2 >= len(doc) or not (doc[i - 1].is_quote and doc[i + 1].is_quote):
        return False
    return quoted[i - 2] != quoted[i] and quoted[i + 2] != quoted[i]
