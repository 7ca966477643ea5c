"""The accent that a capital letter at the start of a sentence often goes without: "A Paris" for "À Paris"."""

from __future__ import annotations

import re

_OPENING = re.compile(
    r"""(?: ^ | (?<![A-Z]) [.!?…:;] ["»”)]* \s* )  # a line or sentence begins, or follows a colon
        A (?=[ ]\w) (?![ ]t-)                      # no list's "A.", nor "A-t-il"
      | [«"“] \s? A (?=[ ][a-zà-ÿ]) (?![ ]t-)      # in quotation marks, but no English title
    """,
    re.MULTILINE | re.VERBOSE,
)


def with_accents(text: str) -> str:
    """The text, of the same length, with "À" for each "A" that opens a sentence as a preposition.

    The parser takes the bare letter for a verb or for no word at all, and so do the rules.
    """
    return _OPENING.sub(lambda found: found.group()[:-1] + "À", text)
