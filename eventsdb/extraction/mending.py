"""The model's entities, mended: titles and articles cut off, halves joined, common words dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.phrases import fold_words

if TYPE_CHECKING:
    from eventsdb.extraction.gazetteer import Demonym, Gender
    from eventsdb.extraction.knowledge import Office
    from eventsdb.extraction.phrases import PhraseIndex
    from eventsdb.extraction.tokens import Doc

Sort = Literal["person", "organization", "place"]
ARTICLES = frozenset({"le", "la", "les", "l'", "l’"})
OF = frozenset({"de", "d'", "d’", "du", "des"})
_SORTS: dict[str, Sort] = {"PER": "person", "ORG": "organization", "LOC": "place"}
_NO_NOUN = frozenset({"VERB", "AUX", "ADV", "PRON", "SCONJ", "INTJ", "ADP", "DET"})
_OPENING = frozenset({"«", "“", "("})
_CENTURY = re.compile("[IVX]+(?:e|er|ème)")
_DAYS = frozenset(
    {
        "hier",
        "aujourd'hui",
        "aujourd’hui",
        "demain",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
    }
)
_ONE = frozenset({"le", "la", "l'", "l’", "un", "une", "du", "au"})
_INITIAL = re.compile(r"[A-ZÉ]\.")
_BREAKS = frozenset(
    {"et", "à", "par", "pour", "dans", "que", "qui", "est", "avec", "sur", "en", "au", "ou", ":", ";", ","}
)


@dataclass(frozen=True, slots=True)
class Entity:
    """A mended entity: tokens `start` to `end`, end excluded."""

    start: int
    end: int
    sort: Sort


class Mender:
    """Mends entities by the words of names.toml and the forms of address of titles.toml."""

    def __init__(
        self, addresses: dict[str, Gender | None], demonyms: dict[str, Demonym], offices: PhraseIndex[Office]
    ) -> None:
        lexicon = load_lexicon("names.toml")
        words = lexicon.section("never").only("words").texts("words")
        self._never = frozenset(fold_words(word) for word in words)
        events = lexicon.section("events").only("first", "things")
        self._events = frozenset(fold_words(word) for word in events.texts("first"))
        self._things = frozenset(events.texts("things"))
        self._particles = frozenset(lexicon.section("persons").only("particles").texts("particles"))
        self._addresses = addresses
        self._demonyms = demonyms
        self._offices = offices

    def entities(self, doc: Doc) -> Iterator[Entity]:
        """The entities of a document that are names, mended, in reading order."""
        last = 0
        common = {token.text for token in doc if token.text[0].islower()}
        for span in doc.ents:
            sort = _SORTS.get(span.label_)
            if span.start < last:
                continue
            start, end = self._trim(doc, span.start, span.end, sort or "person")
            if start < end and sort == "person":
                start, end = self._person(doc, start, end)
            name = self._without_office(doc, start, end)
            before = doc[start - 1].text if start else ""
            if before in self._addresses or (name > start and _like_person(doc, name, end)):
                sort = "person"
            if sort is None:
                continue  # titles and works, save where they hold a person: "Premier ministre X"
            start = name
            if sort == "person" and end - start == 1 and _opens(doc, start) and doc[start].pos_ == "NOUN":
                continue  # "Spectre du confinement"
            if sort != "place" and self.is_event(doc, start, end):
                continue
            if end - start == 1 and _opens(doc, start) and doc[start].lower_ in common:
                continue
            if start < end and sort != "place" and _is_phrase(doc, start):
                continue
            if sort != "place" and self._is_thing(doc, start):
                continue
            if start < end and self.is_name(doc, start, end):
                last = end
                yield Entity(start, end, sort)

    def titled_person(self, doc: Doc, end: int) -> tuple[int, int] | None:
        """The name right after an office or form of address that ends before token `end`."""
        while end < len(doc) and doc[end].lower_ in self._demonyms and not doc[end].is_sent_start:
            end += 1
        addressed = end > 0 and (doc[end - 1].text in self._addresses or self._is_someone(doc, end - 1))
        if end >= len(doc) or doc[end].is_sent_start or not self._continues(doc, end, any_type=addressed):
            return None
        return self._person(doc, end, end + 1, any_type=addressed)

    def _is_someone(self, doc: Doc, i: int) -> bool:
        """Whether a capitalised noun of nationality is one person: "la Suédoise X", unlike "des Suédois"."""
        demonym = self._demonyms.get(doc[i].lower_)
        if demonym is None or demonym.plural or not doc[i].text[0].isupper() or doc[i].is_sent_start:
            return False
        return doc[i - 1].lower_ in _ONE

    def is_name(self, doc: Doc, start: int, end: int) -> bool:
        """Whether a stretch of text can be a name: capitalised, and no common word or nationality."""
        text = doc.span(start, end).text
        words = fold_words(text)
        if not words or words in self._never or len("".join(words)) < 2 or "\n" in text:
            return False
        if all(token.lower_ in self._demonyms or token.pos_ == "ADJ" for token in doc[start:end]):
            return False
        if end - start == 1 and _opens(doc, start) and doc[start].pos_ in _NO_NOUN:
            return False
        if _CENTURY.fullmatch(doc[start].text):
            return False  # "XXIe siècle", "IVe République"
        return any(c.isupper() for c in text)

    def _is_thing(self, doc: Doc, start: int) -> bool:
        """Whether the noun before a name says that it is that of a thing ("l'opération Bouclier")."""
        i = start - 1
        while i > 0 and (doc[i].is_quote or doc[i].text in _OPENING):
            i -= 1
        return i >= 0 and doc[i].lower_ in self._things and not doc[i + 1].is_sent_start

    def is_event(self, doc: Doc, start: int, end: int) -> bool:
        """Whether a name of several words is that of an event or a law ("Accord de libre-échange")."""
        words = fold_words(doc.span(start, end).text)
        return any(words[:size] in self._events for size in range(1, min(len(words), 4)))

    def _trim(self, doc: Doc, start: int, end: int, sort: Sort) -> tuple[int, int]:
        """Cut articles, forms of address and lower-case words from the front, punctuation from both ends."""
        for i in range(start, end):
            opened = i > start and (
                doc[i].is_sent_start or doc[i].text in _OPENING or doc[i].text in self._addresses
            )
            if "\n" in doc[i].text or opened:
                end = i
                break
        while start < end and (
            doc[start].text in self._addresses
            or not doc[start].text[0].isalnum()
            or doc[start].text[0].islower()
            or (doc[start].lower_ in ARTICLES and (sort != "organization" or doc[start].is_sent_start))
        ):
            start += 1
        while end > start and (
            not doc[end - 1].text[-1].isalnum()
            or doc[end - 1].lower_ in OF | ARTICLES
            or (doc[end - 1].text in _DAYS and end - start > 1)
        ):
            if doc[end - 1].text in {"'", "’"} and sort == "organization":
                break
            if sort == "person" and end - start > 1 and _INITIAL.fullmatch(doc[end - 1].text):
                break  # "Karim B."
            end -= 1
        if end - start > 2 and doc[end - 1].pos_ == "VERB" and doc[end - 2].lower_ in OF:
            end -= 2  # "a prié X de partir"
        return start, end

    def _without_office(self, doc: Doc, start: int, end: int) -> int:
        """Where a name starts behind an office and its field ("Défense", "Premier ministre")."""
        while start < end:
            for size in (3, 2, 1):
                stop = start + size
                if stop > end:
                    continue
                text = doc.span(start, stop).text
                if (
                    self._offices.lookup(text)
                    or (size < end - start and text.lower() in self._demonyms)
                    or (size < end - start and fold_words(text) in self._never)
                ):
                    break
            else:
                return start
            start = stop
            while start < end and (not doc[start].text[0].isupper() or doc[start].lower_ in OF | ARTICLES):
                start += 1
        return start

    def _person(self, doc: Doc, start: int, end: int, *, any_type: bool = False) -> tuple[int, int]:
        """Cut what comes before the last joining word, then take in the rest of the name."""
        for i in range(end - 2, start, -1):
            if doc[i].lower_ in _BREAKS:
                start = i + 1
                while start < end - 1 and not doc[start].text[0].isupper():
                    start += 1
                break
        while (after := self._past_particles(doc, end)) < len(doc) and self._continues(
            doc, after, any_type=any_type
        ):
            end = after + 1
        if end < len(doc) and _INITIAL.fullmatch(doc[end].text) and not doc[end].is_sent_start:
            end += 1  # the surname of a suspect or victim: "Karim B."
        return start, end

    def _past_particles(self, doc: Doc, i: int) -> int:
        """The token after the small words inside a name ("von der", "al") from token `i` on."""
        while i < len(doc) and doc[i].lower_ in self._particles - OF and not doc[i].is_sent_start:
            i += 1
        return i

    def _continues(self, doc: Doc, i: int, *, any_type: bool = False) -> bool:
        """Whether a token may go on a person's name; the model's type of it counts unless `any_type`."""
        token = doc[i]
        return (
            token.pos_ == "PROPN"
            and not token.is_sent_start
            and token.text[0].isupper()
            and token.text.replace("-", "").isalpha()
            and (any_type or token.ent_type_ in {"", "PER"})
            and bool(doc[i - 1].whitespace_)
        )


def _opens(doc: Doc, i: int) -> bool:
    """Whether a word opens a sentence or a quotation, and so bears a capital whatever it is."""
    return doc[i].is_sent_start or (i > 0 and doc[i - 1].is_quote)


def _is_phrase(doc: Doc, start: int) -> bool:
    """Whether words that open a sentence are a common noun with its complement ("Benjamine du Congrès")."""
    if doc[start].lower_.startswith("ex-"):
        return True
    following = doc[start + 1].lower_ if start + 1 < len(doc) else ""
    noun = doc[start].pos_ == "NOUN" and not doc[start].text.isupper()
    return noun and _opens(doc, start) and following in OF


def _like_person(doc: Doc, start: int, end: int) -> bool:
    """Whether words look like a first name and a surname."""
    words = [doc[i].text for i in range(start, end)]
    return 2 <= len(words) <= 4 and all(word[0].isupper() and not word.isupper() for word in words)
