"""Memory at its highest: loading many short articles against loading few, with and without extraction."""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from tests.benchmarks.figures import Databases, show
from tests.benchmarks.generated import ARTICLES_A_DAY, FIRST_DAY, word

_SENTENCES = (
    "Le ministre {person} a rencontré {other} à {city} lundi.",
    "{person} a accusé l'armée d'avoir tué {number} civils à {city}.",
    "Des milliers de manifestants ont défilé à {city} contre le projet {project}.",
    "« Nous signerons l'accord {project} avant l'été », a déclaré {person}.",
    "Le syndicat {project} appelle à la grève, selon {other}.",
    "La police de {city} a arrêté {person} et {number} autres personnes.",
)
_CITIES = ("Paris", "Berlin", "Moscou", "Le Caire", "Bamako", "Pékin", "Brasilia", "Ottawa", "Séoul", "Kiev")
_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=sys.stderr)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def main(arguments: list[str]) -> None:
    """Load articles made for the purpose, each way in a program of its own, on one process."""
    parser = argparse.ArgumentParser("tests.benchmarks memory", description=__doc__)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--many", type=int, default=20_000)
    parser.add_argument("--extracted", type=int, help="as many as that with extraction (default: --many)")
    options = parser.parse_args(arguments)
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        databases = Databases(Path(scratch))
        for kind, many, how in (
            ("stored", options.many, ("--no-extract",)),
            ("extracted", options.extracted or options.many, ("--workers", "1")),
        ):
            low, high = (_peak(Path(scratch), databases, count, *how) for count in (options.few, many))
            rows.append(
                (
                    f"peak of {many:,} articles / {options.few:,}, {kind} (asked: at most 1.2)",
                    f"{high / low:.2f}",
                )
            )
            rows.append(("the same in MB", f"{high / 1024:.0f} / {low / 1024:.0f}"))
    show("memory", rows)


def _peak(scratch: Path, databases: Databases, count: int, *how: str) -> int:
    """The kilobytes that a load of so many articles took at most."""
    file = scratch / f"{count}.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for number in range(count):
            out.write(json.dumps(_article(number)) + "\n")
    command = [sys.executable, "-m", "eventsdb", "load", file, "--db", databases.new(), *how]
    found = subprocess.run([sys.executable, "-c", _PEAK, *command], check=True, stdout=subprocess.PIPE)
    return int(found.stdout)


def _article(number: int) -> dict[str, str]:
    """Two sentences with names that few other articles have, published in their turn."""
    draw = random.Random(number)
    text = " ".join(
        sentence.format(
            person=_person(draw),
            other=_person(draw),
            city=draw.choice(_CITIES),
            number=draw.randrange(2, 90),
            project=word(draw.randrange(8_000), 3).title(),
        )
        for sentence in draw.sample(_SENTENCES, 2)
    )
    day = FIRST_DAY + timedelta(days=number // ARTICLES_A_DAY)
    return {"text": text, "uri": f"made-up:{number}", "language": "fr", "published": day.isoformat()}


def _person(draw: random.Random) -> str:
    return f"{word(draw.randrange(300), 2).title()} {word(draw.randrange(100_000), 4).title()}"
