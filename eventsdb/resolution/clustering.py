"""Which reports are of one event.

In steps, from what is dated well to what is not, so that vague reports never chain exact ones together:
dated reports among themselves; then each loose one joins a group of dated ones when exactly one fits, and
those left over group among themselves; then the undated ones in the same way. Reports that something did
not happen come last: what one denies, another may tell, but a "no longer" or "not yet" must not part
reports of what did. Two groups become one only when every report of the one can stand beside every report
of the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from eventsdb.resolution.corrections import Corrections
from eventsdb.resolution.features import Features, Level
from eventsdb.resolution.matching import ALIKE, UNLIKE, conflict, likeness

Group = frozenset[Features]


def related(one: Features, other: Features) -> bool:
    """Whether the two may influence each other's group."""
    return not conflict(one, other) and likeness(one, other) >= ALIKE


def cluster(reports: Iterable[Features]) -> frozenset[Group]:
    """The reports in groups, one an event; the same whatever their order."""
    steps: dict[tuple[bool, Level], list[Features]] = {}
    for report in sorted(reports, key=lambda r: r.key):
        steps.setdefault((report.is_negated, report.level), []).append(report)
    groups: list[Group] = []
    for step in sorted(steps):
        groups = _join_level(groups, steps[step])
    return frozenset(groups)


def _join_level(groups: Sequence[Group], reports: Sequence[Features]) -> list[Group]:
    joined: dict[Group, list[Features]] = {}
    alone = []
    for report in reports:
        fitting = [group for group in groups if _fits(report, group)]
        if len(fitting) == 1:
            joined.setdefault(fitting[0], []).append(report)
        else:
            alone.append(report)
    grown = [_with_all(group, joined.get(group, [])) for group in groups]
    return [group for parts in grown for group in parts] + _agglomerate(alone)


def _fits(report: Features, group: Group) -> bool:
    return all(_compatible(report, member) for member in group) and any(
        likeness(report, member) >= ALIKE for member in group
    )


def _compatible(one: Features, other: Features) -> bool:
    return not conflict(one, other) and likeness(one, other) >= UNLIKE


def _with_all(group: Group, reports: Sequence[Features]) -> list[Group]:
    """The group with the reports that fit it; those that cannot stand beside an earlier one stand alone."""
    members = set(group)
    alone = []
    for report in reports:
        if all(_compatible(report, member) for member in members):
            members.add(report)
        else:
            alone.append(report)
    return [frozenset(members), *(frozenset({report}) for report in alone)]


def _agglomerate(reports: Sequence[Features]) -> list[Group]:
    """Groups made by joining the most alike first."""
    pairs = sorted(
        (-score, one.key, other.key, one, other)
        for one, other in combinations(reports, 2)
        if not conflict(one, other) and (score := likeness(one, other)) >= ALIKE
    )
    group_of: dict[Features, set[Features]] = {report: {report} for report in reports}
    for _, _, _, one, other in pairs:
        mine, theirs = group_of[one], group_of[other]
        if mine is theirs or not all(_compatible(a, b) for a in mine for b in theirs):
            continue
        mine |= theirs
        for member in theirs:
            group_of[member] = mine
    return [frozenset(group) for group in {id(group): group for group in group_of.values()}.values()]


def regrouped_by_people(groups: Iterable[Group], corrections: Corrections) -> list[tuple[str, ...]]:
    """The own keys of the reports of each event, once people's merges and splits are applied."""
    event_of: dict[str, tuple[str, str]] = {}
    for group in groups:
        first = min(report.key for report in group)
        for report in group:
            event_of[report.key] = (first, corrections.apart.get(report.key, ""))
    joined: dict[tuple[str, str], set[str]] = {}
    for key, event in event_of.items():
        joined.setdefault(event, set()).add(key)
    for one, other in sorted(corrections.event_merges):
        if one in event_of and other in event_of and event_of[one] != event_of[other]:
            into, gone = event_of[one], event_of[other]
            joined[into] |= joined[gone]
            event_of.update(dict.fromkeys(joined.pop(gone), into))
    return sorted(tuple(sorted(keys)) for keys in joined.values())
