"""Whether two reports can be, and whether they are, of one event.

Hard conditions first (`conflict`): reports that break one are never of the same event, whatever else
they share. Then evidence is counted (`likeness`): who, where, when, how many, and in which words.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, hypot, radians

from eventsdb.resolution.features import Features, Level, Side, Spot

ALIKE = 2.7
"""Evidence from which two reports that do not conflict are of one event, chosen on agency news."""

UNLIKE = 1.8
"""Evidence below which two reports are not in one event even when a third one is like both."""

_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT"})
_SAID = frozenset({"ACCUSE", "SUPPORT", "REQUEST", "AGREE", "REJECT", "CONCEDE", "THREATEN"})
_INQUIRY = "investigate"  # of accusations the deed, not words
_OWN_MODE = frozenset({"visit", "phone"})  # a visit and the meeting held during it are two events
_ANOTHER = 0.75  # what each shared participant after the first one counts for
_STANDS_FOR = 0.75  # what a government and its minister count for, each named for the other
_OF_A_STATE = frozenset({"person", "group"})  # may be its leaders or delegations; its companies are not
_BOTH = 0.5  # points when both those who act and those they act on are shared
_OF_WHAT_IS_SAID = 0.5  # who says it counts for less: one person says many things on a day
_WORDING, _WORDING_SAID = 3.0, 4.0  # points for wording that is wholly shared
_NAME, _NAMES = 0.5, 3  # points for each other name in the sentences, and how many count
_TOLL = 1.5  # points for the same number of people, fewer when it is a small one
_LARGE_TOLL = 5
_SETTLED = 1.25  # by so much counts of the dead still differ when they are settled
_OTHER_MODE = 0.5  # points that modes which differ take away: how a thing is put varies
_ELSEWHERE = 1.0  # points that another place takes away where something is said: it is told of two places
_FAR = 0.5  # points that a place far from the region named elsewhere takes away
_ONE_DAY = 0.5  # points for days that the words of both allow, not only what is inferred for one
_DENIED = 0.5  # points where one denies what the other tells of the same two sides
_REMOTE = 1.0  # points for telling of the same time long past: few events are still told then
_LEAST_WORDING = 0.12  # a share of the wording below which one participant is not evidence enough;
_LEAST_SAID = 0.25  # what somebody says, not to whom, takes so much wording in common,
_LEAST_BESIDES = 1.0  # or so many points for names
_BOTH_SIDES = 2.0  # two are, with so many points, unless something is said
_NOTHING_NAMED = 0.3  # points less when neither a place, a name nor a toll is shared, nor
_SOMEBODY = 0.75  # a participant with so many points
_FEW_WORDS = 8  # so many stems shared by chance mean little; a shorter report is not wholly shared
_NEAR_KM = 40.0
_REGION_KM = 300.0
_KM_PER_DEGREE = 111.2


def conflict(one: Features, other: Features) -> bool:
    """Whether the reports cannot be of one event."""
    return (
        one.type != other.type
        or one.article == other.article
        or one.start > other.end
        or other.start > one.end
        or not one.anchors & other.anchors
        or _of_other_kind(one.mode, other.mode)
        or (one.type not in _SAID and _places_differ(one.place, other.place))
        or (one.is_remote and other.is_remote and _dead_differ(one, other))
        or any(_sides_differ(mine, theirs) for mine, theirs in _compared(one, other))
    )


def likeness(one: Features, other: Features) -> float:
    """The evidence that two reports without conflict are of one event; `ALIKE` is enough."""
    said = one.type in _SAID
    shared = [_shared(mine, theirs) for mine, theirs in _compared(one, other)]
    both = len(shared[0]) > 1 if one.type in _MUTUAL else all(shared)
    who = _who(one.type, shared, both=both)
    points = who
    place = _place_points(one.place, other.place)
    if said and _places_differ(one.place, other.place):
        place = -_ELSEWHERE
    points += place
    if one.mode is not None and other.mode is not None:
        points += 0.5 if one.mode == other.mode else -_OTHER_MODE
    if one.level == other.level == Level.DATED and _days_meet(one, other):
        points += _ONE_DAY
    is_denial = both and one.is_negated != other.is_negated
    if is_denial:
        points += _DENIED
    if one.is_remote and other.is_remote:
        points += _REMOTE
    if one.triggers & other.triggers:
        points += 0.5
    told_alike = _NAME * min(len(_other_names(one, other)), _NAMES) + _toll_points(one, other)
    triggers = one.triggers | other.triggers
    wording = _wording(one.words - triggers, other.words - triggers)
    words = wording * (_WORDING_SAID if said else _WORDING)
    told_alike += words
    if said and not both and _INQUIRY not in (one.mode, other.mode):
        bare = wording < _LEAST_SAID and told_alike - words < _LEAST_BESIDES
    else:
        bare = wording < _LEAST_WORDING and told_alike < _NAME
    if bare and not is_denial and (said or who < _BOTH_SIDES):
        return min(points + told_alike, ALIKE - 0.1)
    if who < _SOMEBODY and told_alike - words < _NAME and place < 1.0:
        points -= _NOTHING_NAMED
    return points + told_alike


def _days_meet(one: Features, other: Features) -> bool:
    """Whether the days meet on which the articles date the event themselves."""
    return one.told_from <= other.end and other.told_from <= one.end


def _place_points(one: Spot | None, other: Spot | None) -> float:
    if one is None or other is None:
        return 0.0
    if one.location == other.location:
        return 0.5 if one.kind == "country" else 1.0
    if "country" in (one.kind, other.kind):
        return 0.25 if one.country == other.country else 0.0
    distance = _kilometres(one, other)
    return -_FAR if distance is not None and distance > _REGION_KM else 0.0


def _other_names(one: Features, other: Features) -> frozenset[str]:
    """Names in the sentences of both; participants and the place, which count by themselves, left out."""
    counted = {side.handle for report in (one, other) for side in report.sides}
    counted |= {report.place.location for report in (one, other) if report.place}
    return (one.names & other.names) - counted


def _toll_points(one: Features, other: Features) -> float:
    numbers = [number for _, number in one.tolls & other.tolls if number > 1]
    return min(sum(_TOLL if n >= _LARGE_TOLL else _TOLL / 3 for n in numbers), _TOLL)


def _dead_differ(one: Features, other: Features) -> bool:
    """Whether the reports count the dead otherwise, which of what is long past means another event."""
    mine, theirs = (max((n for name, n in r.tolls if name == "dead"), default=0) for r in (one, other))
    return bool(mine and theirs) and max(mine, theirs) > _SETTLED * min(mine, theirs)


def _of_other_kind(one: str | None, other: str | None) -> bool:
    return one != other and bool({one, other} & _OWN_MODE)


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
    if one.country is None or one.country != other.country or not (one.is_state or other.is_state):
        return 0.0
    return _STANDS_FOR if all(side.is_state or side.kind in _OF_A_STATE for side in (one, other)) else 0.0


def _sides_differ(mine: list[Side], theirs: list[Side]) -> bool:
    """Whether both name participants and share none, or each names one that the other cannot mean."""
    mine, theirs = _telling(mine), _telling(theirs)
    if not mine or not theirs:
        return False
    mine_alone = [s for s in mine if not any(_match(s, o) for o in theirs)]
    theirs_alone = [s for s in theirs if not any(_match(s, o) for o in mine)]
    return (
        len(mine_alone) == len(mine)
        or len(theirs_alone) == len(theirs)
        or (bool(mine_alone) and bool(theirs_alone))
    )


def _telling(sides: list[Side]) -> list[Side]:
    """The sides that can contradict others.

    Unnamed people ("armed men", "residents") may be anyone, and beside its minister a government says
    no more than he does.
    """
    represented = {side.country for side in sides if side.kind == "person"}
    return [
        side
        for side in sides
        if side.kind != "group" and not (side.is_state and side.country and side.country in represented)
    ]


def _who(type_: str, shared: list[list[float]], *, both: bool) -> float:
    """Points for shared participants, more when those on both sides are shared.

    Where something is said they count for less: a person says many things on a day, and of many others.
    What two do together by words, as to sign an agreement, is as good as a deed.
    """
    points = sum(map(sum, shared)) + (_BOTH if both else 0.0)
    together = both and type_ in _MUTUAL
    return points if together or type_ not in _SAID else points * _OF_WHAT_IS_SAID


def _shared(mine: list[Side], theirs: list[Side]) -> list[float]:
    """Points for each shared participant: all for the one that says most, a part for each other one.

    No participant is shared twice, as by a government and its minister.
    """
    matches = sorted(
        ((_match(s, o) * _weight(s, o), m, t) for m, s in enumerate(mine) for t, o in enumerate(theirs)),
        reverse=True,
    )
    left, right = set(range(len(mine))), set(range(len(theirs)))
    found: list[float] = []
    for points, m, t in matches:
        if points and m in left and t in right:
            left.remove(m)
            right.remove(t)
            found.append(points * (_ANOTHER if found else 1.0))
    return found


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
