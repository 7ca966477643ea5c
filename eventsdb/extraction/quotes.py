"""Quotations in plain text: « », “ ”, " ", ‘ ’, the agencies' + +, and lines of dialogue.

Knows typography, no words: what a quotation means is for `claims`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LONGEST = 3000  # characters: what opens and does not close within this was a slip
_PAIRS = {"«": "»", "“": "”", "„": "“", "‹": "›"}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_CLOSERS["”"] = "“"
_PARAGRAPH = re.compile(r"\n\s*")
_MARKS = re.compile(r"[«»“”„‹›\"‘’+]")
_DIALOGUE = re.compile(r"[–—]\s+(?=\w)")
_SENTENCE_END = re.compile(r"[.!?…]\s+(?=[^\s,])")
_SPACED = re.compile(r"\" [^\W\d_a-zà-ÿ]")
_SENTENCE_BEFORE = re.compile(r"(?:^|[.!?…:\n»])\s*$")
_CUE_FOLLOWS = re.compile(r"\s?,\s+[a-zà-ÿ]")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One outermost quotation: `start` to `end` with its marks, `inner_start` to `inner_end` without.

    `dialogue`: a paragraph that a dash opens; a cue inside it may still be the writer's.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    dialogue: bool = False


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of a text, in order; none overlap.

    A quotation may run over sentences, and over paragraphs when its marks are directed. A mark that opens
    and never closes is ignored; one that closes before a cue ("...", a-t-il dit) without having opened
    closes a quotation that began with its sentence.
    """
    found: list[Quotation] = []
    position = 0
    for mark in _MARKS.finditer(text):
        at = mark.start()
        if at < position:
            continue
        quotation = _read(text, at)
        if quotation is None and _is_stray_closer(text, at):
            quotation = _began_with_sentence(text, at, position)
        if quotation is not None:
            found.append(quotation)
            position = quotation.end
    return tuple(sorted([*found, *_dialogue(text, found)], key=lambda q: q.start))


def _read(text: str, at: int) -> Quotation | None:
    """The quotation that the mark at `at` opens, if it does and is closed."""
    mark = text[at]
    if mark in _PAIRS:
        end = _directed_end(text, at)
    elif mark == '"' and (_may_open(text, at) or _opens_with_space(text, at)):
        end = _straight_end(text, at)
    elif mark == "‘" and _may_open(text, at):
        end = _single_end(text, at)
    elif mark == "+" and _may_open(text, at) and at + 1 < len(text) and text[at + 1].isalpha():
        end = _plus_end(text, at)
    else:
        end = None
    if end is None:
        return None
    inner_start, inner_end = trim(text, at + 1, end)
    while end + 1 < len(text) and text[end + 1] == '"':  # a mark typed twice
        end += 1
    return Quotation(at, end + 1, inner_start, inner_end) if inner_end > inner_start else None


def _directed_end(text: str, at: int) -> int | None:
    """Where the directed mark at `at` is closed, nested pairs of its kind skipped.

    A new paragraph that opens with the same mark continues the quotation (French and English usage).
    """
    opener, closer = text[at], _PAIRS[text[at]]
    depth = 1
    for i in range(at + 1, min(len(text), at + _LONGEST)):
        char = text[i]
        if char == opener:
            if not _PARAGRAPH.fullmatch(text, _line_break(text, i), i):
                depth += 1
        elif char == closer:
            depth -= 1
            if depth == 0:
                return i
    if depth > 1:  # one of the inner marks has no partner: trust the first that closes
        first = text.find(closer, at + 1, at + _LONGEST)
        return first if first >= 0 else None
    return None


def _line_break(text: str, at: int) -> int:
    """Where the white space that ends at `at` begins, if it holds a line break; else `at`."""
    start = at
    while start > 0 and text[start - 1].isspace():
        start -= 1
    return start if "\n" in text[start:at] else at


def _may_open(text: str, at: int) -> bool:
    """Whether an undirected mark can open: space, an elision or a bracket before, a word after."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if after in ",.;:!?)":
        return False
    glued = before in ".!?" and after.isupper()  # the space after the full stop was lost
    return (before.isspace() or glued or before in "('’‘«“[:-–—+\"") and not after.isspace()


def _opens_with_space(text: str, at: int) -> bool:
    """Whether an undirected mark opens though a space follows: a sentence begins after it and before it."""
    return bool(_SPACED.match(text, at)) and bool(_SENTENCE_BEFORE.search(text, max(0, at - 4), at))


def _straight_end(text: str, at: int) -> int | None:
    """Where a straight mark is closed: the next one in the paragraph that does not open a nested pair."""
    limit = text.find("\n", at)
    limit = min(len(text) if limit < 0 else limit, at + _LONGEST)
    nested = False
    for match in re.compile('"').finditer(text, at + 1, limit):
        i = match.start()
        opens = (
            text[i - 1] not in ".!?" and _may_open(text, i) and text[i + 1 : i + 2] not in tuple(",.;:!?)")
        )
        if not opens:
            if nested:
                nested = False
                continue
            return i
        if text[i - 1].isspace():
            closing = text.find('"', i + 1, limit)
            if closing < 0:
                return None
            nested = True
    return None


def _single_end(text: str, at: int) -> int | None:
    """Where ‘ is closed: a ’ that no letter follows."""
    match = re.compile(r"’(?!\w)").search(text, at + 1, at + 400)
    return match.start() if match and "\n" not in text[at : match.start()] else None


def _plus_end(text: str, at: int) -> int | None:
    match = re.compile(r"(?<=[\w.!?…])\+(?!\w)").search(text, at + 1, at + 400)
    return match.start() if match and "\n" not in text[at : match.start()] else None


def _is_stray_closer(text: str, at: int) -> bool:
    return text[at] in '»”"' and bool(_CUE_FOLLOWS.match(text, at + 1))


def _began_with_sentence(text: str, at: int, floor: int) -> Quotation | None:
    """The quotation that a stray closing mark ends: it began with the sentence, after `floor`."""
    start = max(floor, text.rfind("\n", 0, at) + 1)
    for match in _SENTENCE_END.finditer(text, start, at):
        start = match.end()
    start, end = trim(text, start, at)
    return Quotation(start, at + 1, start, end) if end - start > 20 else None


def _dialogue(text: str, found: list[Quotation]) -> Iterator[Quotation]:
    """Paragraphs that a dash opens, as in an interview, when no other quotation lies in them."""
    start = 0
    for line in text.split("\n"):
        body = line.strip()
        begin = start + (line.find(body) if body else 0)
        end = begin + len(body)
        dash = _DIALOGUE.match(text, begin, end) if body else None
        if dash and not any(q.start < end and q.end > begin for q in found):
            yield Quotation(begin, end, dash.end(), end, dialogue=True)
        start += len(line) + 1


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
