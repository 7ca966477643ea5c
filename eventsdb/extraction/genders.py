"""Whether a person is a man or a woman, by what the text calls them and by the first name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from eventsdb.extraction.gazetteer import Gender
    from eventsdb.extraction.persons import PersonName
    from eventsdb.extraction.tokens import Doc


@dataclass(frozen=True, slots=True)
class Genders:
    """The genders of the persons of one article; `women` are the first names of women."""

    doc: Doc
    persons: Mapping[int, Sequence[PersonName]]
    women: Container[str]

    def of(self, actor: int, name: str) -> Gender | None:
        """The gender that the text tells, else a man's for a full name that does not look a woman's."""
        if told := self.told(actor, name):
            return told
        names = self.persons.get(actor, ())
        feminine = any(self.doc[p.start].morph.get("Gender", []) == ["Fem"] for p in names)
        return None if feminine or " " not in name else "m"

    def told(self, actor: int, name: str) -> Gender | None:
        """The gender that an address, an office, an article or the first name tells; None when none does."""
        names = self.persons.get(actor, ())
        if told := next((p.gender for p in names if p.gender), None):
            return told
        articles = {self._article(p) for p in names}
        if articles & {"la", "une", "cette"}:
            return "f"
        if name.split(maxsplit=1)[0] in self.women and " " in name:
            return "f"
        return "m" if articles & {"le", "un", "ce"} else None

    def _article(self, name: PersonName) -> str:
        """The article of the phrase of a name: of an office, or of the noun before ("la romancière X")."""
        if name.office:
            return self.doc[name.phrase_start].lower_
        before = name.start - 2
        noun = before >= 0 and self.doc[before + 1].pos_ == "NOUN" and not self.doc[name.start].is_sent_start
        return self.doc[before].lower_ if noun else ""
