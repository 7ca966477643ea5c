"""PLOVER's event types and modes, for whoever has to check a code (PLOVER 0.8 manual).

Scores, quad classes and names are lookup rows of the database; see the first migration.
"""

from __future__ import annotations

from types import MappingProxyType

MODES: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "AGREE": (),
        "CONSULT": ("visit", "third-party", "multilateral", "phone"),
        "SUPPORT": (),
        "CONCEDE": (),
        "COOPERATE": (),
        "AID": (),
        "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
        "REQUEST": ("assist", "change", "yield", "meet"),
        "ACCUSE": ("disapprove", "investigate", "allege"),
        "REJECT": ("assist", "change", "yield", "meet"),
        "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
        "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
        "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
        "MOBILIZE": ("troops", "weapons", "police", "militia"),
        "COERCE": (
            "seize",
            "restrict",
            "ban",
            "censor",
            "curfew",
            "martial-law",
            "arrest",
            "deport",
            "withhold",
            "misinformation",
            "cyber",
        ),
        "ASSAULT": (
            "abduct",
            "beat",
            "torture",
            "sexual",
            "targeted",
            "destroy",
            "primitive",
            "firearms",
            "explosives",
            "suicide-attack",
            "aerial",
            "drone",
            "heavy-weapons",
            "crowd-control",
            "unconventional",
        ),
    }
)
"""The modes of each of the 16 event types; none where PLOVER has none."""

SYMMETRIC = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types whose participants are all `actor` when they act together."""

SECTORS = frozenset(
    {
        "GOV",
        "MIL",
        "COP",
        "JUD",
        "LEG",
        "PTY",
        "REB",
        "PRM",
        "SPY",
        "UAF",
        "OPP",
        "CVL",
        "BUS",
        "EDU",
        "JRN",
        "LAB",
        "MED",
        "REF",
        "REL",
        "CRM",
        "AGR",
        "ELI",
        "SOC",
        "IGO",
        "NGO",
        "UNK",
    }
)
"""PLOVER's sectors for actors."""
