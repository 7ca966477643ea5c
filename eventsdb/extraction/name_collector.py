"""Names gathered without overlap, with those that a text itself makes known: acronyms, surnames."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eventsdb.extraction.acronyms import find_acronyms
from eventsdb.extraction.mending import OF
from eventsdb.extraction.names import Name, Sort
from eventsdb.extraction.phrases import fold_words

if TYPE_CHECKING:
    from eventsdb.extraction.gazetteer import Gazetteer, Known
    from eventsdb.extraction.knowledge import Knowledge
    from eventsdb.extraction.phrases import Found
    from eventsdb.extraction.tokens import Doc

_THE = frozenset({"le", "la", "l'", "l’", "du", "au", "cette", "ce"})
_LETTERS = 3  # a name of one word must have more to be known again by itself


class Collector:
    """Names without overlap: the first one added to a token keeps it."""

    def __init__(self, doc: Doc, texts: list[str]) -> None:
        self.doc = doc
        self._texts = texts
        self._at: dict[int, Name] = {}

    def add(self, name: Name) -> None:
        """Add a name unless one of its tokens has a name."""
        if not any(i in self._at for i in range(name.start, name.end)):
            self._at.update(dict.fromkeys(range(name.start, name.end), name))

    def add_acronyms(self, known_at: dict[int, Found[Known]], knowledge: Knowledge) -> None:
        """Take names and the acronyms in brackets beside them for one, wherever the acronym stands."""
        full: dict[str, Name] = {}
        for found in find_acronyms(self.doc, self._texts, knowledge.bodies.opens):
            name = self.doc.span(found.start, found.end).text
            if knowledge.mender.is_event(self.doc, found.start, found.end):
                continue
            sector = knowledge.bodies.sector(self._texts[found.start].capitalize())
            known = knowledge.gazetteer.lookup(name) or _short_for(
                name, self._texts[found.token], knowledge.gazetteer
            )
            if known and known.actor and known.actor.kind == "media" and sector != "UNK":
                known = None
            sort: Sort = "known" if known else "organization"
            self.add(Name(found.start, found.end, sort, known, sector=sector))
            full[self._texts[found.token]] = Name(0, 0, sort, known, sector=sector, full=name)
        for i, text in enumerate(self._texts) if full else ():
            if text in full:
                self.add(replace(full[text], start=i, end=i + 1))

    def add_short_names(self, knowledge: Knowledge) -> None:
        """Take "le Nord" for the country where the country is named too."""
        named = {name.country for name in self._at.values()}
        short = knowledge.gazetteer.short_names
        current = {
            word: known for word, known in short.items() if known.place and known.place.country in named
        }
        for i, text in enumerate(self._texts) if current else ():
            known = current.get(text)
            if known and i > 1 and self._texts[i - 1].lower() == "le" and i not in self._at:
                after = self._texts[i + 1].lower() if i + 1 < len(self._texts) else ""
                if self.doc[i - 2].pos_ != "ADP" and after not in OF and after != "-":
                    self.add(Name(i, i + 1, "known", known))

    def add_repeated(self) -> None:
        """Take words for the person or body whose name they are elsewhere in the article."""
        named: dict[str, dict[tuple[str, ...], Name]] = {}
        for name in self.ordered():
            if name.sort in {"person", "organization"} and self.doc[name.start].text[0].isupper():
                words = tuple(self._texts[name.start : name.end])
                if len(words) > 1 or len(words[0]) > _LETTERS:
                    named.setdefault(words[0], {})[words] = name
        for i, text in enumerate(self._texts) if named else ():
            for words, name in named.get(text, {}).items():
                if i not in self._at and tuple(self._texts[i : i + len(words)]) == words:
                    self.add(replace(name, start=i, end=i + len(words)))

    def add_heads(self, knowledge: Knowledge) -> None:
        """Take "la Commission", "l'Assemblée" for the body named last whose name that noun opens."""
        opened: dict[str, Name] = {}
        last = -1
        for i, text in enumerate(self._texts):
            name = self._at.get(i)
            if name is not None:
                if (
                    i > last
                    and name.end - name.start > 1
                    and name.sort != "person"
                    and knowledge.bodies.opens(text)
                ):
                    opened[text.capitalize()] = name
                last = name.end - 1
            elif text in opened and self._stands_for_whole(i):
                self.add(replace(opened[text], start=i, end=i + 1))

    def _stands_for_whole(self, i: int) -> bool:
        """Whether a capitalised noun has its article and nothing that makes it another's name."""
        if i == 0 or self._texts[i - 1].lower() not in _THE or self.doc[i].is_sent_start:
            return False
        after = self.doc[i + 1] if i + 1 < len(self.doc) else None
        return after is None or (
            after.lower_ not in OF
            and (after.pos_ != "ADJ" or after.is_sent_start)
            and not after.text[0].isupper()
        )

    def add_surnames(self) -> None:
        """Take a capitalised word that is the surname of a person of the article for that person."""
        surnames = {
            self.doc[name.end - 1].text
            for name in self._at.values()
            if name.sort == "person"
            and name.end - name.start > 1
            and self.doc[name.end - 1].text[0].isupper()
            and not self.doc[name.end - 1].text.endswith(".")
        }
        for i, text in enumerate(self._texts):
            if text in surnames:
                name = self._at.get(i)
                if name is None or (name.end - name.start == 1 and _may_be_surname(name)):
                    start = self._first_name(i)
                    self._at.update(dict.fromkeys(range(start, i + 1), Name(start, i + 1, "person")))

    def _first_name(self, surname: int) -> int:
        """Where a name begins whose surname is at that token: at a capitalised word before, if it is free."""
        before = surname - 1
        if self.doc[surname].is_sent_start or before < 0 or before in self._at:
            return surname
        token = self.doc[before]
        return (
            before if token.pos_ == "PROPN" and token.text[0].isupper() and token.text.isalpha() else surname
        )

    def ordered(self) -> tuple[Name, ...]:
        """The names in reading order."""
        return tuple(sorted(dict.fromkeys(self._at.values()), key=lambda name: name.start))


def _short_for(name: str, acronym: str, gazetteer: Gazetteer) -> Known | None:
    """What an acronym is known for, unless all its names in full are others than the text's."""
    known = gazetteer.lookup(acronym)
    if known is None or known.actor is None:
        return known
    full = gazetteer.full_words.get(known.actor.name)
    return known if not full or len(full & set(fold_words(name))) > 1 else None


def _may_be_surname(name: Name) -> bool:
    """Whether a name taken for a place or body may be a surname after all."""
    if name.sort in {"place", "organization"}:
        return True
    place = name.known.place if name.known else None
    return place is not None and name.known is not None and place.kind != "country" and not name.known.seat
