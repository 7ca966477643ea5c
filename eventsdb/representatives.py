"""Who stands for a state in an event: beside a minister his state and ministry are no participants more."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from eventsdb.records import Actor, ActorKind, ParticipantRole

_SPEECH = frozenset({"CONSULT", "AGREE", "SUPPORT", "CONCEDE", "REQUEST", "REJECT"})
"""What a person does by speaking, for his government too."""

_SUFFERED = frozenset({"ASSAULT", "COERCE", "RETREAT", "SANCTION"})
"""What is done to a person himself, not to his state."""


class Member(NamedTuple):
    """A participant: any key that tells actors apart, what it is, and the keys of the bodies it serves."""

    actor: Hashable
    kind: ActorKind
    country: str | None
    is_ministry: bool = False
    offices: frozenset[Hashable] = frozenset()


def is_ministry(actor: Actor) -> bool:
    """Whether an actor is a body of its country's government."""
    return actor.kind == "organization" and actor.sector == "GOV" and actor.country is not None


def speaks_for_state(event_type: str, role: ParticipantRole) -> bool:
    """Whether persons in that role of an event stand there for their government."""
    return event_type in (_SPEECH if role == "actor" else _SUFFERED)


def represented(members: Sequence[Member]) -> set[Hashable]:
    """The actors for which persons in the same role stand: their governments, the ministries they head."""
    states = {m.country for m in members if m.kind == "person"} - {None}
    served = frozenset[Hashable]().union(*(m.offices for m in members))
    return {
        m.actor
        for m in members
        if (m.kind == "government" and m.country in states) or (m.is_ministry and m.actor in served)
    }
