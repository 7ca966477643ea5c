"""From a record with named fields (a JSON object, a table's row, front matter) to a `Draft`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache

from eventsdb.errors import InputError
from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.readers.base import FIELDS, Draft
from eventsdb.readers.markup import looks_like_html, text_of_html
from eventsdb.readers.sources import canonical_url, find_source

_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{6}Z?)?")


def draft_of(
    record: Mapping[str, object], position: str, mapping: Mapping[str, str], *, uri_is_file: bool = False
) -> Draft:
    """Make a draft of `record`, whose place in its input is `position`.

    Fields are found by `mapping` first, then by the names of `fields.toml`. The draft's uri is that of the
    record when it has a web address or an identifier was mapped, else `position` (always with `uri_is_file`).

    Raises:
        InputError: the record has no text; the message names the fields it has.
    """
    folded = _flat(record)
    values = {name: _find(folded, record, name, mapping) for name in FIELDS}
    text = values["text"]
    if not text:
        require_text([*map(str, record), *folded], mapping)
        raise InputError("empty: no article text")
    if looks_like_html(text):
        text = text_of_html(text)
    if values["lead"] and values["lead"][:40] not in text[:400] and len(values["lead"].split()) > 5:
        text = f"{values['lead']}\n\n{text}"
    url = canonical_url(values["url"]) if values["url"] and "://" in values["url"] else None
    uri = values["uri"] if "uri" in mapping else url
    return Draft(
        uri=position if uri_is_file or not uri else uri,
        text=text,
        title=values["title"],
        published=values["published"] and _date(values["published"]),
        language=values["language"] and language_code(values["language"]),
        source=find_source(values["source"], values["domain"] or url),
        author=values["author"],
        url=url,
    )


def require_text(names: Sequence[str], mapping: Mapping[str, str]) -> None:
    """Check that a field among `names` holds the text, by `mapping` or by a common name.

    Raises:
        InputError: there is none; the message names the fields there are and the way out.
    """
    wanted = mapping.get("text")
    folded = {_fold(name) for name in names}
    if not folded & ({_fold(wanted)} if wanted else set(_names().fields["text"])):
        reason = f"no field '{wanted}'" if wanted else "no field with the text"
        there = ", ".join(sorted(set(names), key=names.index)[:20]) or "none"
        raise InputError(f"{reason} (fields: {there}); name it with --map text=FIELD")


def language_code(value: str) -> str | None:
    """Return the ISO 639-1 code of a language given as code ("fra", "fr-CA") or name; None when unknown."""
    value = value.strip().casefold()
    if re.fullmatch(r"[a-z]{2}(?:[-_].*)?", value):
        return value[:2]
    return _names().languages.get(value)


def containers() -> tuple[str, ...]:
    """The dotted paths under which a JSON document may keep its list of articles."""
    return load_lexicon("fields.toml", "eventsdb.readers").section("containers").texts("names")


def _find(
    folded: Mapping[str, str], record: Mapping[str, object], name: str, mapping: Mapping[str, str]
) -> str | None:
    if wanted := mapping.get(name):
        return folded.get(_fold(wanted))
    return next((folded[key] for key in _names().fields[name] if folded.get(key)), None)


def _flat(record: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    """All values as text under folded, dotted names; those inside a list or object also under its name."""
    flat: dict[str, str] = {}
    for key, value in record.items():
        name = prefix + _fold(str(key))
        objects = [
            item for item in (value if isinstance(value, list) else [value]) if isinstance(item, Mapping)
        ]
        for inner in (_flat(item, f"{name}.") for item in objects):
            for path, text in inner.items():
                flat[path] = f"{flat[path]}, {text}" if path in flat else text
        between = ", " if isinstance(value, list) and not objects else "\n\n"
        if joined := between.join(_strings(value)).strip():
            flat[name] = joined
    return flat


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, date):
        yield value.isoformat()
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _date(value: str) -> str:
    """Make ISO of a compact date (GDELT) and of seconds or milliseconds since 1970; leave all else."""
    if found := _COMPACT.fullmatch(value):
        return "-".join(found.groups())
    if re.fullmatch(r"\d{9,10}(?:\.\d+)?|\d{12,13}", value):
        seconds = float(value) / (1000 if len(value) >= 12 and "." not in value else 1)
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    return value


def _fold(name: str) -> str:
    return re.sub(r"[\s_-]", "", name).casefold()


class _Names:
    def __init__(self) -> None:
        lexicon = load_lexicon("fields.toml", "eventsdb.readers")
        fields, languages = lexicon.section("fields"), lexicon.section("languages")
        self.fields = {name: fields.texts(name) for name in fields.values}
        self.languages = {word: code for code in languages.values for word in languages.texts(code)}


@cache
def _names() -> _Names:
    return _Names()
