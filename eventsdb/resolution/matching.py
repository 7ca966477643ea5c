"""Whether two reports can be, and whether they are, of one event.

Hard conditions first (`conflict`): reports that break one are never of the same event, whatever else
they share. Then evidence is counted (`likeness`): who, where, when, how many, and in which words.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, hypot, inf, radians

from eventsdb.resolution.features import Features, Level, Side, Spot

ALIKE = 3.1
"""Evidence from which two reports that do not conflict are of one event, chosen on agency news."""

UNLIKE = 2.2
"""Evidence below which two reports are not in one event even when a third one is like both."""

_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT"})
_OWN_MODE = frozenset({"visit", "phone"})  # a visit and the meeting held during it are two events
_ANOTHER = 0.75  # what each shared participant after the first one counts for
_STANDS_FOR = 0.75  # what a government and its minister count for, each named for the other
_BOTH = 0.5  # points when both those who act and those they act on are shared
_LEAST_WORDING = 0.1  # a share of the wording below which nothing else is evidence enough
_FEW_WORDS = 8  # so many stems shared by chance mean little; a shorter report is not wholly shared
_NEAR_KM = 40.0
_KM_PER_DEGREE = 111.2


def conflict(one: Features, other: Features) -> bool:
    """Whether the reports cannot be of one event."""
    return (
        one.type != other.type
        or one.article == other.article
        or one.start > other.end
        or other.start > one.end
        or not one.anchors & other.anchors
        or _modes_differ(one.mode, other.mode)
        or _places_differ(one.place, other.place)
        or any(_sides_differ(mine, theirs) for mine, theirs in _compared(one, other))
    )


def likeness(one: Features, other: Features) -> float:
    """The evidence that two reports without conflict are of one event; `ALIKE` is enough."""
    shared = [_shared(mine, theirs) for mine, theirs in _compared(one, other)]
    points = sum(shared) + (_BOTH if len(shared) > 1 and all(shared) else 0.0)
    if one.place and other.place and one.place.location == other.place.location:
        points += 0.5 if one.place.kind == "country" else 1.0
    if one.mode is not None and one.mode == other.mode:
        points += 0.5
    if one.level == other.level == Level.DATED:
        points += 0.5
    points += 0.5 * min(len(one.triggers & other.triggers), 2)
    wording = _wording(one.words, other.words)
    return min(points + 3.0 * wording, ALIKE - 0.1 if wording < _LEAST_WORDING else inf)


def _modes_differ(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one != other and bool({one, other} & _OWN_MODE)
    return one != other


def _places_differ(one: Spot | None, other: Spot | None) -> bool:
    if one is None or other is None or one.location == other.location:
        return False
    if one.country and other.country and one.country != other.country:
        return True
    wide = {"country", "region", "water"}
    if one.kind in wide or other.kind in wide:
        return one.kind == other.kind != "water" and one.kind != "country"
    distance = _kilometres(one, other)
    return distance is None or distance > _NEAR_KM


def _kilometres(one: Spot, other: Spot) -> float | None:
    """The distance between places near each other, on a plane; None without coordinates."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    east = (one.longitude - other.longitude) * cos(radians((one.latitude + other.latitude) / 2))
    return _KM_PER_DEGREE * hypot(one.latitude - other.latitude, east)


def _compared(one: Features, other: Features) -> Iterable[tuple[list[Side], list[Side]]]:
    """The participants to compare: role by role, or all at once where the roles say little."""
    if one.type in _MUTUAL:
        yield list(one.sides), list(other.sides)
        return
    for role in ("actor", "recipient"):
        yield [s for s in one.sides if s.role == role], [s for s in other.sides if s.role == role]


def _match(one: Side, other: Side) -> float:
    """1 for the same actor; less when one stands for the other, as a government and its minister."""
    if one.actor == other.actor:
        return 1.0
    if one.country and one.country == other.country and (one.is_state or other.is_state):
        return _STANDS_FOR
    return 0.0


def _sides_differ(mine: list[Side], theirs: list[Side]) -> bool:
    """Whether both name participants and share none, or each names one that the other cannot mean."""
    if not mine or not theirs:
        return False
    mine_alone = [s for s in mine if not any(_match(s, o) for o in theirs)]
    theirs_alone = [s for s in theirs if not any(_match(s, o) for o in mine)]
    return (
        len(mine_alone) == len(mine)
        or len(theirs_alone) == len(theirs)
        or (bool(mine_alone) and bool(theirs_alone))
    )


def _shared(mine: list[Side], theirs: list[Side]) -> float:
    """Points for shared participants: all for the one that says most, a part for each other one."""
    return max(_points(mine, theirs), _points(theirs, mine))


def _points(mine: list[Side], theirs: list[Side]) -> float:
    best = [max((_match(s, o) * _weight(s, o) for o in theirs), default=0.0) for s in mine]
    best.sort(reverse=True)
    return sum(best[:1]) + _ANOTHER * sum(best[1:])


def _weight(one: Side, other: Side) -> float:
    """What a shared participant says: a name most, a state less, its police less still, people nothing."""
    kinds = {one.kind, other.kind}
    if "group" in kinds:
        return 0.5 if one.country else 0.0
    if "government" in kinds:
        return 1.0
    return 0.5 if one.is_state or other.is_state else 1.5


def _wording(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the shorter report's wording the other one shares, from 0 to 1."""
    if not one or not other:
        return 0.0
    return len(one & other) / max(min(len(one), len(other)), _FEW_WORDS)
