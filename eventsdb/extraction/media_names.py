"""Media that no list holds, known by the noun before their name: "le magazine X", "la chaîne locale X"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.mending import OF
from eventsdb.extraction.phrases import Found

if TYPE_CHECKING:
    from eventsdb.extraction.gazetteer import Gazetteer, Known
    from eventsdb.extraction.tokens import Doc

_NAME_WORDS = 4
_CONTRACTED = {"du": "Le", "au": "Le", "des": "Les", "aux": "Les"}
_QUOTES = frozenset({"«", '"', "“"})


class MediaNames:
    """The nouns of the section `media` of names.toml.

    `nouns` mean a medium whatever follows, `general` only with one of `fields` ("agence de presse"); after
    `others` "du Monde" is none.
    """

    def __init__(self) -> None:
        section = load_lexicon("names.toml").section("media").only("nouns", "general", "fields", "others")
        self._nouns = frozenset(section.texts("nouns"))
        self._general = frozenset(section.texts("general"))
        self._fields = frozenset(section.texts("fields"))
        self._others = frozenset(section.texts("others"))

    def find(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """The first token of each name and its end, excluded."""
        for token in doc:
            if token.lower_ in self._nouns or token.lower_ in self._general:
                start = self._name_after(doc, token.i)
                if start is not None and (end := _end_of(doc, start)) > start:
                    yield start, end

    def contracted(self, doc: Doc, gazetteer: Gazetteer) -> Iterator[Found[Known]]:
        """The media of the gazetteer whose article has run together with a preposition: "confié au Monde"."""
        for token in doc[1:-1]:
            article = _CONTRACTED.get(token.text)
            after = doc[token.i + 1]
            if article is None or not after.text[0].isupper() or after.is_sent_start:
                continue
            before = doc[token.i - 1]
            if (before.text[0].isupper() and not before.is_sent_start) or not self._others.isdisjoint(
                {before.lemma_.lower(), after.lower_}
            ):
                continue  # "Médecins du Monde", "la Coupe du Monde"
            for end in range(_end_of(doc, after.i), after.i, -1):
                known = gazetteer.lookup(f"{article} {doc.span(after.i, end).text}")
                if known is not None and known.actor is not None and known.actor.kind == "media":
                    yield Found(after.i, end, known)
                    break

    def _name_after(self, doc: Doc, noun: int) -> int | None:
        """Where the name begins behind a noun, its adjectives and its field."""
        i, field = noun + 1, doc[noun].lower_ in self._nouns
        while i < len(doc) and not doc[i].is_sent_start and doc[i].text[0].islower():
            said = i + 1 < len(doc) and doc[i + 1].lower_ in self._fields
            if said and (doc[i].lower_ in OF or doc[i].lower_ == "en"):
                field, i = True, i + 2
            elif doc[i].pos_ == "ADJ":
                i += 1
            else:
                return None
        if i < len(doc) and doc[i].text in _QUOTES:
            i += 1
        elif i < len(doc) and noun and doc[noun - 1].lower_ in OF and doc[i].ent_type_ == "PER":
            return None  # "l'homme de radio Jean Petit"
        return i if field and i < len(doc) and not doc[i].is_sent_start else None


def _end_of(doc: Doc, start: int) -> int:
    """The end of the capitalised words from token `start` on."""
    end = start
    while end < min(len(doc), start + _NAME_WORDS) and doc[end].text[0].isupper():
        if end > start and doc[end].is_sent_start:
            break
        end += 1
    return end
