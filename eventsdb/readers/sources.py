"""Who published an article: one name, domain and country for each publisher, however it is credited."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.records import Source

# National endings that are not their country's code, or are sold to everyone.
_NOT_THE_CODE = {
    "uk": "GB",
    "eu": None,
    "io": None,
    "tv": None,
    "co": None,
    "me": None,
    "ai": None,
    "fm": None,
}


def find_source(name: str | None, address: str | None = None) -> Source | None:
    """Return the source known by a name or by the domain of a web address; None without either."""
    domain = _domain(address or "") or _domain(name or "")
    known = (_known_by_domain(domain) if domain else None) or (_by_name().get(_fold(name)) if name else None)
    if known:
        return known
    if name and not _domain(name):
        return Source(" ".join(name.split()), domain, _country(domain))
    return Source(domain, domain, _country(domain)) if domain else None


def known_publisher(name: str) -> bool:
    """Whether a name is that of a well-known publisher (`sources.toml`)."""
    return _fold(name) in _by_name()


def canonical_url(url: str) -> str:
    """Return a web address without tracking parameters and fragment; as it was when it is no such address."""
    from courlan import clean_url  # noqa: PLC0415 (a load needs it, a query does not)

    return clean_url(url) or url


def _domain(address: str) -> str | None:
    """The host of a URL or a bare host name, without "www."; None for other words."""
    host = urlsplit(address).hostname if "://" in address else address.strip().casefold()
    if not host or not re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}", host):
        return None
    return host.removeprefix("www.")


def _known_by_domain(domain: str) -> Source | None:
    labels = domain.split(".")
    return next(
        (found for n in range(len(labels) - 1) if (found := _by_domain().get(".".join(labels[n:])))), None
    )


def _country(domain: str | None) -> str | None:
    ending = (domain or "").rsplit(".", maxsplit=1)[-1]
    return _NOT_THE_CODE.get(ending, ending.upper()) if len(ending) == 2 else None


def _fold(name: str) -> str:
    return re.sub(r"\W+", "", name).casefold()


@cache
def _by_domain() -> dict[str, Source]:
    return {
        entry.text("domain"): Source(
            entry.texts("names")[0], entry.text("domain"), entry.optional_text("country")
        )
        for entry in load_lexicon("sources.toml", "eventsdb.readers").entries("source")
    }


@cache
def _by_name() -> dict[str, Source]:
    return {
        _fold(name): _by_domain()[entry.text("domain")]
        for entry in load_lexicon("sources.toml", "eventsdb.readers").entries("source")
        for name in entry.texts("names")
    }
