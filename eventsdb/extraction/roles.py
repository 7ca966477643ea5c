"""The offices of persons as roles: one title whatever the words, and the body in which it is held.

"Le ministre russe de la Défense" and "ministre de la défense" of Russia are one role, "ministre de la
Défense", held in the ministry of that country.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventsdb.extraction.institutions import InstitutionName
from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.mending import ARTICLES, OF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventsdb.extraction.knowledge import Knowledge
    from eventsdb.extraction.names import Names
    from eventsdb.extraction.persons import PersonName
    from eventsdb.extraction.tokens import Doc, Token

_STATE = frozenset({"GOV", "LEG", "MIL", "JUD"})
_NO_FIELD = frozenset({"à", "au", "en", "par", "pour", "chez", "sans"})  # "ministre à l'origine de la loi"
_PREMIER = ("premier ministre", "première ministre")
_LEADS = ARTICLES | {"un", "une", "son", "sa", "ce", "cette"}


class Titles:
    """Reads the titles of one article.

    Raises:
        LexiconError: the section `ministries` of titles.toml is malformed.
    """

    def __init__(self, names: Names, knowledge: Knowledge) -> None:
        self._doc: Doc = names.doc
        self._knowledge = knowledge
        self._countries = {
            name.start: name.end
            for name in names.names
            if name.known and name.known.place and name.known.place.kind == "country"
        }
        ministries = load_lexicon("titles.toml").section("ministries")
        self._fields = {office: ministries.text(office) for office in ministries.values}

    def usual(self, start: int, end: int) -> str:
        """The title in tokens `start` to `end` without article and nationality, its field in capitals."""
        while start < end and self._doc[start].lower_ in _LEADS:
            start += 1
        words: list[str] = []
        i = start
        while i < end:
            token = self._doc[i]
            if (after := self._after_country(i)) is not None:
                i = after
                continue
            i += 1
            if i - 1 > start and token.lower_ in self._knowledge.gazetteer.demonyms:
                continue
            words.append(token.text + token.whitespace_)
        title = "".join(words).strip(" ,(")
        first = "P" if title.casefold().startswith(_PREMIER) else title[:1].lower()
        return self._with_capitals(first + title[1:])

    def is_held(self, start: int, end: int) -> bool:
        """Whether a title is an office held now, unlike "ancien ministre", "président élu" or "homologue"."""
        known = self._knowledge
        while start > 0 and not self._doc[start].is_sent_start and self._qualifies(self._doc[start - 1]):
            start -= 1
        words = [token.lower_ for token in self._doc[start:end]]
        return not any(
            word in known.elsewhen or word in known.relative_offices or word.startswith("ex-")
            for word in words
        )

    def _qualifies(self, token: Token) -> bool:
        return token.text == "-" or token.lower_ in self._knowledge.qualifiers

    def ministry(self, title: str, country: str | None) -> InstitutionName | None:
        """The ministry that a minister's usual title names, of that country."""
        field = next((f for office, f in self._fields.items() if title.casefold().startswith(office)), None)
        if field is None:
            office, joint, rest = title.partition(" de")
            words = office.casefold().split("-")[-1].split(" ")
            minister = words[0] == "ministre" and _NO_FIELD.isdisjoint(words)
            field = joint.strip() + rest if minister and joint else None
        noun = self._knowledge.institutions.lookup("ministère")
        if field is None or country is None or noun is None:
            return None
        return InstitutionName(0, 0, noun, country, field)

    def sector(self, names: Sequence[PersonName]) -> str | None:
        """PLOVER's sector of a person by the offices the text gives; ELI for an office of state once held."""
        sectors = [(name, name.office.sector) for name in names if name.title and name.office]
        held = next((sector for name, sector in sectors if sector and self.is_held(*name.title_span)), None)
        former = any(sector in _STATE for _, sector in sectors)
        return held or ("ELI" if former else None)

    def _after_country(self, i: int) -> int | None:
        """Where the words "de la Russie" end that begin at token i."""
        if self._doc[i].lower_ not in OF:
            return None
        after = i + 1
        while after < len(self._doc) and self._doc[after].lower_ in ARTICLES:
            after += 1
        return self._countries.get(after)

    def _with_capitals(self, title: str) -> str:
        """A minister's title with its fields written alike: "ministre de la défense" gets its capital."""
        words = title.replace("’", "'").split(" ")
        if "ministre" not in words[0].casefold():
            return title
        for i in range(1, len(words)):
            word, before = words[i], words[i - 1].casefold()
            if word.startswith(("l'", "d'")) and len(word) > 2:
                words[i] = word[:2] + word[2].upper() + word[3:]
            elif before in {"de", "des", "du", "la", "les"} and word.casefold() not in {"la", "les", "l'"}:
                words[i] = word[0].upper() + word[1:]
        return " ".join(words)
