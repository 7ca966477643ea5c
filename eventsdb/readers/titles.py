"""Which first line of a text is its title, and what of it is only the name of the site."""

from __future__ import annotations

import re

_LONGEST = 200  # characters; a headline beyond it is the first paragraph
_SENTENCE_INSIDE = re.compile(r"[.!?…][»”\"')\]]* +[A-ZÀ-Ý«“\"].*[.!?…]", re.DOTALL)
_PIPE = re.compile(r" *[|｜] *(?P<site>[^|]{2,40})$")
_DASH = re.compile(r" +[-–—·•] +(?P<site>[^-–—·•|]{2,40})$")
_DOMAIN = re.compile(
    r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|fr|org|net|info|be|ch|ca|africa|[a-z]{2})", re.IGNORECASE
)


def split_title(paragraphs: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """Take the title off the paragraphs: a short first one that is no sentence, with text after it."""
    if len(paragraphs) < 2:
        return None, paragraphs
    first = paragraphs[0]
    if len(first) > _LONGEST or first[-1] in ".,;:…" or _SENTENCE_INSIDE.search(first):
        return None, paragraphs
    if first[0].islower() or not any(character.isalpha() for character in first):
        return None, paragraphs
    if max(len(paragraph) for paragraph in paragraphs[1:]) <= len(first):
        return None, paragraphs
    return first, paragraphs[1:]


def without_site(title: str, body: str) -> str:
    """Return `title` without a site's name at its end: "… | Site"; "… - Site" if the text never names it."""
    title = title.lstrip("#").strip()
    while found := _PIPE.search(title):
        title = title[: found.start()]
    found = _DASH.search(title)
    if found and _is_site(found["site"], title[: found.start()], body):
        title = title[: found.start()]
    return title.strip()


def _is_site(name: str, rest: str, body: str) -> bool:
    if _DOMAIN.fullmatch(name):
        return True
    words = name.split()
    named = len(words) <= 4 and words[0][0].isupper() and not any(word.isdigit() for word in words)
    return named and len(rest.split()) >= 4 and name.casefold() not in body.casefold()
