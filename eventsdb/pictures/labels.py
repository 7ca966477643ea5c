"""The words of charts and pages, in French or English (`labels.toml`)."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import default_locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from eventsdb import periods
from eventsdb.errors import DateError
from eventsdb.pictures import Language


def words_of(language: Language | None) -> Words:
    """The words of a language; without one, of the locale's (LC_ALL, LC_MESSAGES, LANG), else English."""
    if language is not None:
        return Words(language)
    return Words("fr" if (default_locale("LC_MESSAGES") or "").startswith("fr") else "en")


class Words:
    """The words of one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._words = _file()[language]
        self._locale = Locale(language)

    def text(self, name: str, **values: object) -> str:
        """A label or a sentence; numbers among `values` are written as the language writes them."""
        return self._fill(self._words[name], values)

    def count(self, name: str, n: int, **values: object) -> str:
        """A sentence or a noun with the number `n`, in its singular or plural."""
        singular, plural = self._words[name]
        form = singular if self._locale.plural_form(n) == "one" else plural
        return self._fill(form, {"n": n, **values})

    def one_of(self, group: str, code: object) -> str:
        """The word for a code of `types`, `classes`, `factuality` or `claim_types`; else the code."""
        return str(self._words[group].get(str(code), code))

    def day(self, when: date) -> str:
        """A day, in full; the first of a month in French as it is said, "1er août 2020"."""
        written = format_date(when, "long", self._locale)
        return written.replace("1 ", "1er ", 1) if self.language == "fr" and when.day == 1 else written

    def month(self, when: date) -> str:
        """A month and its year, abbreviated."""
        return format_skeleton("yMMM", when, locale=self._locale)

    def edtf(self, text: str) -> str:
        """A date in EDTF (ISO 8601-2) as people write it: days, months, years and intervals of these."""
        return " – ".join(map(self._simple, text.split("/")))

    def _simple(self, text: str) -> str:
        try:
            period = periods.parse_edtf(text)
        except DateError:
            return text
        match period.precision:
            case "day":
                return self.day(period.start)
            case "month":
                return format_skeleton("yMMMM", period.start, locale=self._locale)
            case _:
                return text

    def number(self, value: float) -> str:
        """A number with at most one decimal, and a minus as wide as its digits."""
        return format_decimal(value, "#,##0.#", self._locale).replace("-", "−")

    def _fill(self, form: str, values: dict[str, Any]) -> str:
        written = {
            name: self.number(value) if isinstance(value, int | float) else value
            for name, value in values.items()
        }
        return form.format(**written)


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "labels.toml").read_text(encoding="utf-8"))
