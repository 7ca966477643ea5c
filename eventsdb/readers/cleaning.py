"""From the text of a page to the paragraphs of its article.

What counts as site furniture and what typography is put right is data: `cleaning.toml`. This module
applies it, repairs characters, and joins lines broken only for width.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from statistics import median

from eventsdb.extraction.lexicon import load_lexicon

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_LINE_END = re.compile(r"\r\n?|[\u0085\u2028\u2029\v\f]")
_SPACES = re.compile(r"[^\S\n]+")
_TAIL_FROM = 2 / 3  # lists of other articles and comments end a page; the same words earlier do not
_NARROWEST, _WIDEST = 45, 120  # characters of a line broken for width; shorter ones are a list
_SENTENCE_END = re.compile(r"[.!?…:;][»”\"')\]]*$")


@dataclass(frozen=True, slots=True)
class _LineRule:
    kind: str
    pattern: re.Pattern[str]
    limit: int


@dataclass(frozen=True, slots=True)
class _InlineRule:
    pattern: re.Pattern[str]
    replacement: str


@dataclass(frozen=True, slots=True)
class _Rules:
    lines: tuple[_LineRule, ...]
    tails: tuple[re.Pattern[str], ...]
    inline: tuple[_InlineRule, ...]


def clean(raw: str) -> list[str]:
    """Return the paragraphs of `raw` without site furniture, their characters and typography put right."""
    lines = [_SPACES.sub(" ", line).strip() for line in repair(raw).split("\n")]
    lines = [line for line in _without_tail(lines) if not line or furniture(line) is None]
    return [tidy for paragraph in _paragraphs(lines) if (tidy := typography(paragraph))]


def repair(raw: str) -> str:
    """Mend mojibake, drop invisible characters, make every space and line end an ordinary one (NFC)."""
    from ftfy import TextFixerConfig, fix_text  # noqa: PLC0415 (a load needs it, a query does not)

    text = _LINE_END.sub("\n", raw)
    if not text.isascii():
        text = fix_text(text, TextFixerConfig(uncurl_quotes=False, unescape_html=False, explain=False))
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return _SPACES.sub(" ", text)


def furniture(line: str) -> str | None:
    """Return what kind of site furniture the whole line is (share, credits, ...), None for article text."""
    folded = line.replace("’", "'")
    for rule in _rules().lines:
        if len(folded) <= rule.limit and rule.pattern.fullmatch(folded):
            return rule.kind
    return None


def typography(paragraph: str) -> str:
    """Apply the inline rules: reference marks, stray spaces, links left inside a paragraph."""
    for rule in _rules().inline:
        paragraph = rule.pattern.sub(rule.replacement, paragraph)
    return _SPACES.sub(" ", paragraph).strip()


def _without_tail(lines: list[str]) -> list[str]:
    written = [number for number, line in enumerate(lines) if line]
    for number in written[int(len(written) * _TAIL_FROM) :]:
        line = lines[number]
        if any(tail.fullmatch(line.replace("’", "'")) for tail in _rules().tails):
            return lines[:number]
    return lines


def _paragraphs(lines: list[str]) -> list[str]:
    """One paragraph a line, unless the lines are broken for width: then one a block."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    inner = [line for block in blocks for line in block[:-1]]
    broken = sum(not _SENTENCE_END.search(line) for line in inner) > 0.6 * len(inner)
    if (
        len(inner) >= 2
        and broken
        and median(map(len, inner)) >= _NARROWEST
        and max(map(len, inner)) <= _WIDEST
    ):
        return [" ".join(block) for block in blocks if block]
    return [line for block in blocks for line in block]


@cache
def _rules() -> _Rules:
    lexicon = load_lexicon("cleaning.toml", "eventsdb.readers")
    lines = tuple(
        _LineRule(entry.text("kind"), re.compile(pattern, re.IGNORECASE), int(entry.number("limit")))
        for entry in lexicon.entries("line")
        for pattern in entry.only("kind", "limit", "patterns").texts("patterns")
    )
    tails = tuple(
        re.compile(pattern, re.IGNORECASE)
        for entry in lexicon.entries("tail")
        for pattern in entry.only("kind", "patterns").texts("patterns")
    )
    inline = tuple(
        _InlineRule(re.compile(entry.text("pattern")), entry.values["with"])
        for entry in lexicon.entries("inline")
    )
    return _Rules(lines, tails, inline)
