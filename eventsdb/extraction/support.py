"""What `fr/support.toml` says of words that carry other words: control, light verbs, prepositions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from eventsdb.extraction.lexicon import load_lexicon


@dataclass(frozen=True, slots=True)
class Support:
    """What `fr/support.toml` says."""

    object_control: frozenset[str]
    dative_control: frozenset[str]
    carriers: Mapping[tuple[str, str], tuple[str | None, str | None]]
    targets: frozenset[str]
    occurrence: frozenset[str]
    scenes: frozenset[str]
    causing: frozenset[str]
    harmed: frozenset[str]
    bearing: frozenset[str]
    prepositions: Mapping[str, str]
    transparent: frozenset[str]
    shares: frozenset[str]
    impersonal: frozenset[str]
    texts: frozenset[str]
    issuing: frozenset[str]
    asked_for: frozenset[str]
    asides: frozenset[str]
    labelling: frozenset[str]
    being: frozenset[str]
    crowds: frozenset[str]
    courts: frozenset[str]
    announcing: frozenset[str]
    police: frozenset[str]
    punishing: frozenset[str]


@cache
def load_support() -> Support:
    """Read and check `fr/support.toml`.

    Raises:
        LexiconError: an unknown key or slot.
    """
    lexicon = load_lexicon("support.toml")
    control = lexicon.section("control").only("object", "dative")
    carriers: dict[tuple[str, str], tuple[str | None, str | None]] = {}
    for entry in lexicon.entries("verb"):
        entry.only("lemmas", "slot", "subject", "object")
        slot = entry.text("slot", among=("subject", "object", "à", "de"))
        roles = (entry.optional_text("subject"), entry.optional_text("object"))
        entry.add_to(carriers, [(lemma, slot) for lemma in entry.texts("lemmas")], roles)
    targets = {lemma for entry in lexicon.entries("noun") for lemma in entry.only("lemmas").texts("lemmas")}
    prepositions = lexicon.section("prepositions")
    occurrence = lexicon.section("occurrence").only("verbs", "places")
    authors = lexicon.section("authors").only("texts", "verbs")
    return Support(
        frozenset(control.texts("object")),
        frozenset(control.texts("dative")),
        carriers,
        frozenset(targets),
        frozenset(occurrence.texts("verbs")),
        frozenset(occurrence.texts("places")),
        frozenset(lexicon.section("causing").only("verbs").texts("verbs")),
        frozenset(lexicon.section("harmed").only("lemmas").texts("lemmas")),
        frozenset(lexicon.section("bearing").only("nouns").texts("nouns")),
        {noun: prepositions.text(noun) for noun in prepositions.values},
        frozenset(lexicon.section("transparent").only("nouns").texts("nouns")),
        frozenset(lexicon.section("shares").only("words").texts("words")),
        frozenset(lexicon.section("impersonal").only("verbs").texts("verbs")),
        frozenset(authors.texts("texts")),
        frozenset(authors.texts("verbs")),
        frozenset(lexicon.section("asked_for").only("nouns").texts("nouns")),
        frozenset(lexicon.section("asides").only("nouns").texts("nouns")),
        frozenset(lexicon.section("labelling").only("verbs").texts("verbs")),
        frozenset(lexicon.section("being").only("verbs").texts("verbs")),
        frozenset(lexicon.section("crowds").only("nouns").texts("nouns")),
        frozenset(lexicon.section("courts").only("nouns").texts("nouns")),
        frozenset(lexicon.section("announcing").only("verbs").texts("verbs")),
        frozenset(lexicon.section("police").only("adjectives").texts("adjectives")),
        frozenset(lexicon.section("punishing").only("verbs").texts("verbs")),
    )
