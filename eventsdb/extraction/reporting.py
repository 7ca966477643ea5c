"""Reporting words in a parsed text: the lexicon (`fr/reporting.toml`) and the cues it finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from spacy.tokens import Doc, Token

from eventsdb.errors import LexiconError
from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.tenses import is_future

CueType = Literal[
    "open",
    "statement",
    "accusation",
    "denial",
    "pledge",
    "demand",
    "threat",
    "warning",
    "portrayal",
    "allegation",
    "proposal",
]
Hint = Literal["asserts", "alleges", "denies", "doubts", "wants"]
Complement = Literal[
    "que", "inf", "object", "de", "contre", "quote", "incise", "target", "addressee", "predicate", "passive"
]
Form = Literal["finite", "participle", "infinitive", "passive", "past_participle"]

_REFLEXIVE = frozenset({"se", "s'", "s’", "me", "m'", "m’"})
_NEGATION = frozenset({"pas", "jamais", "rien", "aucun", "aucune", "nullement", "guère", "point"})
_INVERTED = frozenset({"il", "elle", "on", "ils", "elles"})
_MAX_GROUP = 7  # tokens before the verb that may belong to its group: "ne s' est -t -il pas encore"


@dataclass(frozen=True, slots=True)
class CueGroup:
    """A group of reporting verbs that behave alike; see the head of `fr/reporting.toml`."""

    name: str
    type: CueType
    hint: Hint
    takes: frozenset[str]
    objects: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Pattern:
    group: CueGroup
    reflexive: bool
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourcePhrase:
    """Words before the name of a source ("selon"); `speaker_only` when not any noun may follow."""

    words: tuple[str, ...]
    speaker_only: bool


@dataclass(frozen=True)
class ReportingLexicon:
    """What `fr/reporting.toml` holds, indexed for look-up."""

    verbs: dict[str, tuple[_Pattern, ...]]
    sources: dict[str, tuple[SourcePhrase, ...]]
    controls: frozenset[str]
    measures: frozenset[str]
    voices: frozenset[str]
    powers: frozenset[str]
    sameness: frozenset[str]
    reports: frozenset[str]
    dates: frozenset[str]
    trailing: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying in its form: tokens `start` to `end`, headed by `head`.

    `subject_head` is the verb whose subject speaks: the head itself, or the verb that governs it ("tient à
    dire"). `inverted` when a clitic subject follows ("a-t-il dit").
    """

    start: int
    end: int
    head: int
    subject_head: int
    group: CueGroup
    form: Form
    inverted: bool
    negated: bool


@cache
def reporting_lexicon() -> ReportingLexicon:
    """Read and check `fr/reporting.toml`.

    Raises:
        LexiconError: an entry is malformed or a verb stands in two groups.
    """
    lexicon = load_lexicon("reporting.toml")
    verbs: dict[str, list[_Pattern]] = {}
    seen: dict[str, str] = {}
    for entry in lexicon.entries("cue"):
        entry.only("name", "type", "hint", "takes", "verbs", "objects")
        group = CueGroup(
            entry.text("name"),
            entry.text("type", get_args(CueType)),  # type: ignore[arg-type]
            entry.text("hint", get_args(Hint)),  # type: ignore[arg-type]
            frozenset(entry.texts("takes", get_args(Complement))),
            frozenset(entry.texts("objects")),
        )
        for phrase in entry.texts("verbs"):
            if phrase in seen:
                raise LexiconError(
                    f"{lexicon.file}: '{phrase}' stands in '{seen[phrase]}' and '{group.name}'"
                )
            seen[phrase] = group.name
            reflexive = phrase.startswith(("se ", "s'"))
            verb, *rest = (phrase.removeprefix("se ").removeprefix("s'") if reflexive else phrase).split()
            verbs.setdefault(verb, []).append(_Pattern(group, reflexive, tuple(rest)))
    sources: dict[str, list[SourcePhrase]] = {}
    for entry in lexicon.entries("source"):
        entry.only("words", "needs")
        speaker_only = entry.text("needs", ("noun", "speaker")) == "speaker"
        for phrase in entry.texts("words"):
            parts = tuple(phrase.replace("d'", "d' ").split())
            sources.setdefault(parts[0], []).append(SourcePhrase(parts, speaker_only))
    words = lexicon.section("words").only(
        "controls", "measures", "voices", "powers", "sameness", "reports", "dates", "trailing"
    )
    return ReportingLexicon(
        # Phrases first: "mettre en garde" before "mettre", and a reflexive verb before the plain one.
        {
            verb: tuple(sorted(found, key=lambda p: (-len(p.rest), not p.reflexive)))
            for verb, found in verbs.items()
        },
        {word: tuple(sorted(found, key=lambda s: -len(s.words))) for word, found in sources.items()},
        frozenset(words.texts("controls")),
        frozenset(words.texts("measures")),
        frozenset(words.texts("voices")),
        frozenset(words.texts("powers")),
        frozenset(words.texts("sameness")),
        frozenset(words.texts("reports")),
        frozenset(words.texts("dates")),
        tuple(tuple(phrase.split()) for phrase in words.texts("trailing")),
    )


def find_cues(doc: Doc, quoted: Sequence[int], lexicon: ReportingLexicon) -> Iterator[Cue]:
    """The reporting verbs of a text that stand outside quotations (`quoted[i]` is -1), in order."""
    for token in doc:
        if quoted[token.i] != -1 and not _opens_quotation(token, quoted):
            continue
        if token.pos_ in ("VERB", "AUX") or _may_be_verb(token):
            patterns = lexicon.verbs.get(_lemma(token, lexicon))
            if patterns and (cue := _cue(doc, token, patterns, lexicon)):
                yield cue


def _may_be_verb(token: Token) -> bool:
    """Whether the model may have taken a verb for a noun: "Lisbonne menace de ...", "ont tweeté"."""
    doc, i = token.doc, token.i
    if i == 0 or i + 1 == len(doc) or token.is_space or token.is_punct:
        return False
    before, after = doc[i - 1], doc[i + 1]
    if before.pos_ == "AUX" or before.lemma_ == "avoir":
        return True
    incise = before.text in (",", "»", '"', "”") and after.pos_ in ("DET", "PROPN")
    subject = before.pos_ in ("PROPN", "NOUN", "PRON") or before.dep_.startswith("nsubj")
    complement = after.pos_ in ("DET", "SCONJ") or after.lower_ in ("que", "qu'", "qu’", ":", "«", '"')
    infinitive = after.lower_ in ("de", "d'", "d’") and i + 2 < len(doc) and _is_infinitive(doc[i + 2])
    return (
        token.pos_ == "NOUN"
        and token.lower_.endswith("e")
        and (incise or (subject and (complement or infinitive)))
    )


def _is_infinitive(token: Token) -> bool:
    return "Inf" in token.morph.get("VerbForm", [])


def _opens_quotation(token: Token, quoted: Sequence[int]) -> bool:
    """Whether a verb opens a quotation and its subject precedes: le texte « rappelle que ... »."""
    i = token.i
    return i >= 2 and token.doc[i - 1].is_quote and quoted[i - 1] == quoted[i] and quoted[i - 2] != quoted[i]


def _lemma(token: Token, lexicon: ReportingLexicon) -> str:
    """The infinitive, mended where the model takes a verb for its noun ("estime", "a tweeté")."""
    lemma = token.lemma_.lower()
    if lemma in lexicon.verbs:
        return lemma
    word = token.lower_
    if word.endswith("e"):
        return word + "r"
    if word.endswith(("é", "ée", "és", "ées")):
        return word.rstrip("es").removesuffix("é") + "er"
    return lemma


def _cue(doc: Doc, token: Token, patterns: tuple[_Pattern, ...], lexicon: ReportingLexicon) -> Cue | None:
    sentence_start = token.sent.start
    start, auxiliaries, clitics, negated = token.i, [], [], False
    for i in range(token.i - 1, max(sentence_start, token.i - _MAX_GROUP) - 1, -1):
        left = doc[i]
        word = left.lower_
        if left.pos_ == "AUX" or left.lemma_ in ("avoir", "être"):
            auxiliaries.append(left)
        elif (
            word in _REFLEXIVE
            or (
                word in ("lui", "leur", "nous", "vous", "y", "en", "l'", "l’", "le", "la", "les")
                and left.pos_ == "PRON"
            )
        ) or (left.pos_ == "PRON" and word.lstrip("-") in _INVERTED and word.startswith("-")):
            clitics.append(word)
        elif word in ("ne", "n'", "n’", "-t", "-t-") or word in _NEGATION:
            negated = negated or word in _NEGATION
        elif left.pos_ != "ADV" and word not in ("depuis", "plus", "tard", "d'", "d’", "ailleurs"):
            break
        start = i
    while start < token.i and doc[start].pos_ == "ADV" and doc[start].lower_ not in ("ne", "n'", "n’"):
        start += 1
    for pattern in patterns:
        reflexive = any(c in _REFLEXIVE for c in clitics)
        if pattern.reflexive != reflexive:
            continue
        end = _phrase_end(doc, token.i, pattern.rest)
        if end is None:
            continue
        form = _form(doc, token, auxiliaries, reflexive=reflexive)
        if form is None:
            return None
        head, subject_head = token, token
        if form == "infinitive":
            governor = _governor(token, lexicon)
            if governor is None:
                return None
            subject_head = governor
            start = min(start, token.i)
        inverted = any(c.startswith("-") for c in clitics)
        following = doc[end] if end < len(doc) else None
        while (
            following is not None
            and following.lower_.lstrip("-") in ("t", *_INVERTED)
            and (following.text.startswith("-") or following.lower_ == "t")
        ):
            inverted = inverted or following.lower_.lstrip("-") in _INVERTED
            end += 1
            following = doc[end] if end < len(doc) else None
        if following is not None and following.lower_ in _NEGATION and following.dep_ == "advmod":
            negated = True
        return Cue(start, end, head.i, subject_head.i, pattern.group, form, inverted, negated)
    return None


def _phrase_end(doc: Doc, head: int, rest: tuple[str, ...]) -> int | None:
    """The token after a phrase that begins at `head`; up to three words may stand between its own."""
    position = head + 1
    for word in rest:
        for i in range(position, min(position + 4, len(doc))):
            token = doc[i]
            if token.lemma_.lower() == word or token.lower_ in (
                word,
                word.replace("e", "'", 1) if len(word) == 2 else word,
            ):
                position = i + 1
                break
            if token.pos_ not in ("ADV", "DET", "ADJ", "PRON", "ADP"):
                return None
        else:
            return None
    return position


def _form(doc: Doc, token: Token, auxiliaries: list[Token], *, reflexive: bool) -> Form | None:
    forms = token.morph.get("VerbForm", [])
    participle = "Part" in forms or (auxiliaries and token.lower_.endswith(("é", "ée", "és", "ées")))
    if token.lower_.endswith("ant") and not auxiliaries:
        return "participle"
    if any(_is_infinitive(a) for a in auxiliaries):
        return "infinitive"
    if participle:
        auxiliaries = auxiliaries or _distant_auxiliaries(token)
        lemmas = {a.lemma_ for a in auxiliaries}
        if "avoir" in lemmas and not any(a.lower_ in ("été",) for a in auxiliaries):
            return "finite"
        if auxiliaries and reflexive:
            return "finite"
        return "passive" if auxiliaries else "past_participle"
    if "Inf" in forms or (token.lower_.endswith(("er", "ir", "re")) and "Fin" not in forms):
        return "infinitive"
    if is_future(token):
        return None
    persons = token.morph.get("Person", [])
    if persons and persons[0] in ("1", "2") and not token.lower_.endswith(("e", "es")):
        return None
    return "finite"


def _distant_auxiliaries(token: Token) -> list[Token]:
    """The auxiliaries of a participle that stand apart from it, or before a verb that it is joined to."""
    head = token.head if token.dep_ == "conj" else token
    return [c for c in head.children if c.dep_.startswith("aux") and c.i < token.i]


def _governor(token: Token, lexicon: ReportingLexicon) -> Token | None:
    """The verb that makes an infinitive a saying that took place: "avant d'ajouter", "tient à dire"."""
    before = token.doc[token.i - 1] if token.i else None
    if before is not None and before.lower_ in ("de", "d'", "d’", "à", "pour", "sans"):
        marker = before
        before = token.doc[marker.i - 1] if marker.i else None
        if (before is not None and before.lower_ == "avant") or marker.lower_ == "pour":
            return token.head if token.head.i != token.i else token
    if before is not None and before.lemma_.lower() in lexicon.controls:
        return before
    return None
