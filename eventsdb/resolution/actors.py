"""Who is who: the own key of an actor as one article presents it, and what a weak one is taken for.

A presentation is strong when it tells who is meant: a person's full name by its sounds, whatever the
transliteration; an organization's name with its country or its acronym; a government. It is weak when
others may share it: a surname alone, an organization without more. A weak one is taken for the one
strong actor that can be found by the same handle and does not lie in another country; when there is
none, or more than one, it stays an actor of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from eventsdb.records import Actor, ActorKind
from eventsdb.resolution.keys import content_key
from eventsdb.resolution.names import fold, is_acronym, person_words

T = TypeVar("T", bound=str)


@dataclass(frozen=True, slots=True)
class Variant:
    """A name that articles give an actor, and how many do; `is_usual` marks full names."""

    own_key: str
    name: str
    is_usual: bool
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    articles: int = 1


@dataclass(frozen=True, slots=True)
class Handle:
    """What the actor of an own key can be found by."""

    text: str
    own_key: str
    is_weak: bool
    country: str | None


def actor_key(actor: Actor) -> str:
    """The own key: the same for all presentations that surely mean one actor."""
    names = (actor.name, *actor.aliases)
    if _is_weak(actor.kind, actor.country, names):
        return content_key("actor", "weak", _short_names(actor.kind, names)[0], actor.country)
    if actor.kind == "person":
        return content_key("actor", "person", "".join(person_words(actor.name)))
    return content_key("actor", _family(actor.kind), actor.country, _joined(actor.name))


def short_name(actor: Actor) -> str:
    """What the actor's usual name can be found by: a surname, or the whole name of anything else."""
    return _short_names(actor.kind, [actor.name])[0]


def variants(actor: Actor, own_key: str) -> list[Variant]:
    """The names that one article gives the actor of an own key."""
    usual = Variant(own_key, actor.name, True, actor.kind, actor.country, actor.sector)
    others = [name for name in dict.fromkeys(actor.aliases) if name != actor.name]
    return [usual, *(replace(usual, name=name, is_usual=False) for name in others)]


def handles(presented: Collection[Variant]) -> list[Handle]:
    """What an own key can be found by, from all its variants."""
    best = usual(presented)
    names = list(dict.fromkeys([best.name, *sorted(variant.name for variant in presented)]))
    weak = _is_weak(best.kind, best.country, names)
    found = _short_names(best.kind, names)
    return [Handle(text, best.own_key, weak, best.country) for text in (found[:1] if weak else found)]


def usual(presented: Iterable[Variant]) -> Variant:
    """How an actor is shown: the full name, kind, country and sector that most articles give it."""
    full = [variant for variant in presented if variant.is_usual]
    if len(full) == 1:
        return full[0]
    return Variant(
        own_key=full[0].own_key,
        name=_most([(v.name, v.articles) for v in full]) or full[0].name,
        is_usual=True,
        kind=_most([(v.kind, v.articles) for v in full]) or full[0].kind,
        country=_most([(v.country, v.articles) for v in full if v.country]),
        sector=_most([(v.sector, v.articles) for v in full if v.sector]),
        articles=sum(v.articles for v in full),
    )


def attach(found: Iterable[Handle]) -> dict[str, str]:
    """What each weak own key is taken for, given every handle that shares its text with a weak one."""
    strong: dict[str, list[Handle]] = {}
    weak = []
    for handle in found:
        if handle.is_weak:
            weak.append(handle)
        else:
            strong.setdefault(handle.text, []).append(handle)
    taken = {handle.own_key: _only(handle.country, strong.get(handle.text, [])) for handle in weak}
    return {own: key for own, key in taken.items() if key is not None}


def _only(country: str | None, candidates: Collection[Handle]) -> str | None:
    """The one actor that fits: of that country if any is, else of an unknown one."""
    if country is not None and any(c.country == country for c in candidates):
        candidates = [c for c in candidates if c.country == country]
    elif country is not None:
        candidates = [c for c in candidates if c.country is None]
    keys = {c.own_key for c in candidates}
    return keys.pop() if len(keys) == 1 else None


def _is_weak(kind: ActorKind, country: str | None, names: Collection[str]) -> bool:
    first = next(iter(names))
    if kind == "person":
        return len(person_words(first)) == 1
    return kind != "government" and country is None and not any(map(is_acronym, list(names)[1:]))


def _short_names(kind: ActorKind, names: Collection[str]) -> list[str]:
    """What the names can be found by, the usual name's own first, each marked with the family of the kind."""
    first, *others = names
    if kind == "person":
        own = person_words(first)
        alone = [words[0] for words in map(person_words, others) if len(words) == 1]
        found = [own[-1], own[0], *alone]
    else:
        found = [_joined(first), *(_joined(name) for name in others if is_acronym(name))]
    return [f"{_family(kind)} {name}" for name in dict.fromkeys(found)]


def _family(kind: ActorKind) -> str:
    return kind if kind in ("person", "government") else "organization"


@lru_cache(maxsize=20_000)
def _joined(name: str) -> str:
    return fold(name).replace(" ", "")


def _most(counted: Iterable[tuple[T, int]]) -> T | None:
    """The value with the highest count, the first by alphabet of equal ones."""
    counts: Counter[T] = Counter()
    for value, count in counted:
        counts[value] += count
    return min(counts, key=lambda value: (-counts[value], value), default=None)
