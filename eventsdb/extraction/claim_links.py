"""The event a claim is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eventsdb.records import ClaimMention, ClaimType, Event, EventMention

_SPEECH_ACTS: dict[ClaimType, str] = {"pledge": "AGREE", "demand": "REQUEST", "threat": "THREATEN"}
_SPEECH_TYPES = frozenset({"AGREE", "REQUEST", "THREATEN", "REJECT", "SUPPORT", "ACCUSE"})


def link_claims(
    claims: Sequence[ClaimMention], events: Sequence[Event], mentions: Sequence[EventMention]
) -> tuple[ClaimMention, ...]:
    """Point each claim to its event.

    A pledge, demand or threat is about the speech act it makes, told in its sentence; any other claim
    about the deed told inside it, or, of an accusation without one, the criticism itself.
    """
    return tuple(replace(claim, event=_event_of(claim, events, mentions)) for claim in claims)


def _event_of(claim: ClaimMention, events: Sequence[Event], mentions: Sequence[EventMention]) -> int | None:
    inside = [m for m in mentions if claim.start <= m.start and m.end <= claim.end]
    around = [m for m in mentions if m.sentence == claim.sentence]
    if act := _SPEECH_ACTS.get(claim.type):
        return next((m.event for m in (*around, *inside) if events[m.event].type == act), None)
    deed = next((m.event for m in inside if events[m.event].type not in _SPEECH_TYPES), None)
    if deed is None and claim.type == "accusation":
        return next((m.event for m in around if events[m.event].type == "ACCUSE"), None)
    return deed
