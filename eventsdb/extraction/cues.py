"""Reporting verbs in a parsed text, with their auxiliaries, clitics and form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal

from eventsdb.extraction.reporting import CueGroup, ReportingLexicon
from eventsdb.extraction.tenses import is_conditional, is_future
from eventsdb.extraction.tokens import Doc, Token

Form = Literal["finite", "participle", "infinitive", "passive", "past_participle"]

_POSSIBLE = ("VERB", "AUX", "NOUN", "ADJ", "PROPN", "X")  # what the model may call a verb
_REFLEXIVE = frozenset({"se", "s'", "s’", "me", "m'", "m’"})
_OBJECTS = frozenset({"lui", "leur", "nous", "vous", "y", "en", "l'", "l’", "le", "la", "les"})
_INVERTED = frozenset({"-il", "-elle", "-on", "-ils", "-elles", "-t-il", "-t-elle", "-t-on"})
_THEMSELVES = frozenset({"lui", "elle", "eux", "elles"})  # "ont eux dénoncé"
_NE = frozenset({"ne", "n'", "n’"})
_IF = frozenset({"si", "s'", "s’"})
_NOT = frozenset({"pas", "jamais", "rien", "aucun", "aucune", "nullement", "guère", "point"})
_NONE = frozenset({"aucun", "aucune"})
_ADVERBIAL = frozenset(
    {"depuis", "plus", "tard", "d'", "d’", "ailleurs"}
)  # "a d'ailleurs dit", "a plus tard dit"
_JOINED = frozenset({"conj", "advcl", "acl", "dep", "xcomp", "parataxis"})
_SAYS = frozenset({":", "«", '"', "“", "que", "qu'", "qu’"})
_CLOSING = frozenset({",", "»", '"', "”"})
_BEFORE_INFINITIVE = frozenset({"de", "d'", "d’", "à", "par"})
_PARTICIPLES = ("é", "ée", "és", "ées")
_PRESENT_TOO = ("it", "ut")  # "dit", "conclut": participle and present alike
_MAX_GROUP = 7  # tokens before the verb that may belong to its group: "ne s' est -t -il pas encore"
_MAX_ASIDE = 16  # tokens between an auxiliary and its participle, set apart by commas
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


@dataclass
class _VerbGroup:
    """What stands before a verb and belongs to it."""

    start: int
    auxiliaries: list[Token] = field(default_factory=list)
    reflexive: bool = False
    inverted: bool = False
    negated: bool = False
    denies: bool = False  # "ne" stands before it


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
        if token.pos_ in ("VERB", "AUX") or _may_be_verb(token):
            lemma = _lemma(token, lexicon)
            if lemma in lexicon.verbs:
                cue = _lexical_cue(token, lemma, lexicon)
            elif token.is_alpha and token.pos_ != "AUX" and lemma not in lexicon.auxiliaries:
                cue = _any_verb(token, quoted, lexicon)
            else:
                cue = None
            if cue is not None:
                yield cue


def _lexical_cue(token: Token, lemma: str, lexicon: ReportingLexicon) -> Cue | None:
    group = _verb_group(token)
    for pattern in lexicon.verbs[lemma]:
        end = _phrase_end(token, pattern.rest)
        if pattern.reflexive == group.reflexive and end is not None:
            return _cue(token, end, group, pattern.group, lexicon)
    return None


def _any_verb(token: Token, quoted: Sequence[int], lexicon: ReportingLexicon) -> Cue | None:
    """The cue of a verb that the lexicon lacks: right after a full quotation, or ", apprend-on"."""
    doc, group = token.doc, _verb_group(token)
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


def _cue(token: Token, end: int, group: _VerbGroup, kind: CueGroup, lexicon: ReportingLexicon) -> Cue | None:
    form = _form(token, group)
    if form is None:
        return None
    doc, start, subject_head = token.doc, group.start, token
    if form == "infinitive":
        governor = _governor(token, lexicon)
        if governor is None:
            return None
        if any(c.lower_ in _IF and c.dep_ == "mark" for c in governor.lefts):
            return None  # "si X continue à contester"
        subject_head = governor
    inverted = group.inverted
    while end < len(doc) and (doc[end].lower_ in _INVERTED or doc[end].lower_ == "-t"):
        inverted, end = True, end + 1
    after = doc[end] if end < len(doc) else None
    negated = group.negated or (after is not None and after.lower_ in _NOT and after.dep_ == "advmod")
    negated = negated or (after is not None and group.denies and after.lower_ in _NONE)
    return Cue(start, end, token.i, subject_head.i, kind, form, inverted, negated)


def _verb_group(token: Token) -> _VerbGroup:
    """The auxiliaries, clitics, negation and adverbs before a verb."""
    doc, group = token.doc, _VerbGroup(token.i)
    last = _before_aside(token)
    for i in range(last, max(token.sent.start, last + 1 - _MAX_GROUP) - 1, -1):
        left, word = doc[i], doc[i].lower_
        if left.pos_ == "AUX" or left.lemma_ in ("avoir", "être"):
            group.auxiliaries.append(left)
        elif word in _REFLEXIVE:
            group.reflexive = True
        elif word in _INVERTED:
            group.inverted = True
        elif word in _NOT:
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


def _form(token: Token, group: _VerbGroup) -> Form | None:
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
    governs = doc[i].lemma_.lower() in lexicon.controls
    meant = doc[i].lemma_.lower() == "vouloir" and token.lemma_ == "dire"  # "ce qui veut dire que"
    return doc[i] if governs and not meant else None


def _lemma(token: Token, lexicon: ReportingLexicon) -> str:
    """The infinitive, mended where the model takes a verb for its noun ("estime", "a tweeté")."""
    lemma, word = token.lemma_.lower(), token.lower_
    if lemma in lexicon.verbs:
        return lemma
    if word.endswith("e"):
        return word + "r"
    if word.endswith(_PARTICIPLES):
        return word.rstrip("es").removesuffix("é") + "er"
    return lemma


def _may_be_verb(token: Token) -> bool:
    """Whether the model may have taken a verb for a noun: "Lisbonne menace de ...", "ont tweeté"."""
    doc, i, word = token.doc, token.i, token.lower_
    if i == 0 or i + 1 == len(doc) or token.text[0].isupper() or not word.endswith(("e", *_PARTICIPLES)):
        return False
    before, after = doc[i - 1], doc[i + 1]
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


def _is_infinitive(token: Token) -> bool:
    return "Inf" in token.morph.get("VerbForm", [])
