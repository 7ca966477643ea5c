"""The lexicon of reporting words, `fr/reporting.toml`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from eventsdb.errors import LexiconError
from eventsdb.extraction.lexicon import load_lexicon

CueType = Literal[
    "open",
    "announcement",
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
    "que",
    "inf",
    "object",
    "de",
    "à",
    "contre",
    "quote",
    "incise",
    "target",
    "addressee",
    "predicate",
    "attribute",
    "passive",
]


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
    """Words before the name of a source ("selon"); `speaker_only` when not any noun may follow.

    `named` when the last of them belongs to the name ("de source diplomatique").
    """

    words: tuple[str, ...]
    speaker_only: bool
    named: bool


@dataclass(frozen=True)
class ReportingLexicon:
    """What `fr/reporting.toml` holds, indexed for look-up."""

    verbs: dict[str, tuple[_Pattern, ...]]
    sources: dict[str, tuple[SourcePhrase, ...]]
    controls: frozenset[str]
    occasions: frozenset[str]
    continuing: frozenset[str]
    auxiliaries: frozenset[str]
    measures: frozenset[str]
    voices: frozenset[str]
    powers: frozenset[str]
    sameness: frozenset[str]
    things: frozenset[str]
    abstract: tuple[str, ...]
    bodies: frozenset[str]
    dates: frozenset[str]
    trailing: tuple[tuple[str, ...], ...]
    mouthpieces: tuple[tuple[str, ...], ...]
    documents: frozenset[str]
    any_verb: CueGroup  # what any verb is after a quotation

    def can_speak(self, noun: str) -> bool:
        """Whether a noun (lemma) may name a source: no thing, and no abstract but a body of people."""
        if noun in self.voices or noun in self.bodies:
            return True
        abstract = noun.endswith(self.abstract) and not noun.endswith("eure")  # "professeure"
        return noun not in self.things and not abstract

    def source_at(self, words: Sequence[str]) -> SourcePhrase | None:
        """The phrase before the name of a source ("selon") that begins a list of lower-case words, if any."""
        for phrase in self.sources.get(words[0], ()) if words else ():
            if tuple(word.replace("’", "'") for word in words[: len(phrase.words)]) == phrase.words:
                return phrase
        return None


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
        needs = entry.text("needs", ("noun", "speaker", "nothing"))
        for phrase in entry.texts("words"):
            parts = tuple(phrase.replace("d'", "d' ").split())
            for first in {parts[0], parts[0].replace("'", "’")}:
                sources.setdefault(first, []).append(
                    SourcePhrase(parts, needs == "speaker", needs == "nothing")
                )
    words = lexicon.section("words").only(
        "controls",
        "occasions",
        "continuing",
        "auxiliaries",
        "measures",
        "voices",
        "powers",
        "sameness",
        "things",
        "abstract",
        "bodies",
        "dates",
        "trailing",
        "mouthpieces",
        "documents",
    )
    return ReportingLexicon(
        # Phrases first: "mettre en garde" before "mettre", and a reflexive verb before the plain one.
        {
            verb: tuple(sorted(found, key=lambda p: (-len(p.rest), not p.reflexive)))
            for verb, found in verbs.items()
        },
        {word: tuple(sorted(found, key=lambda s: -len(s.words))) for word, found in sources.items()},
        frozenset(words.texts("controls")),
        frozenset(words.texts("occasions")),
        frozenset(words.texts("continuing")),
        frozenset(words.texts("auxiliaries")),
        frozenset(words.texts("measures")),
        frozenset(words.texts("voices")),
        frozenset(words.texts("powers")),
        frozenset(words.texts("sameness")),
        frozenset(words.texts("things")),
        words.texts("abstract"),
        frozenset(words.texts("bodies")),
        frozenset(words.texts("dates")),
        tuple(tuple(phrase.split()) for phrase in words.texts("trailing")),
        tuple(tuple(phrase.split()) for phrase in words.texts("mouthpieces")),
        frozenset(words.texts("documents")),
        CueGroup("any verb", "open", "asserts", frozenset({"incise"}), frozenset()),
    )
