"""``eventsdb evaluate``: scores against annotated articles."""

from __future__ import annotations

import json
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from eventsdb.errors import DatabaseError

if TYPE_CHECKING:
    from eventsdb.evaluation import Evaluation, GoldArticle, Proportion, Retrieval


class Misses(StrEnum):
    """What can be listed item by item."""

    ACTORS = "actors"
    LOCATIONS = "locations"
    EVENTS = "events"
    CLAIMS = "claims"


def evaluate(
    folders: Annotated[
        list[Path],
        typer.Argument(
            help="Folders of NAME.txt and NAME.yaml pairs.", exists=True, file_okay=False, show_default=False
        ),
    ],
    db: Annotated[
        str | None,
        typer.Option(
            "--db",
            help="Score this database (path or URL), which holds the articles already. "
            "Without it they are loaded into a scratch database.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the measures as JSON.")] = False,
    misses: Annotated[
        Misses | None,
        typer.Option("--misses", help="Also list what was missed and what was too much.", show_default=False),
    ] = None,
) -> None:
    """Score extraction against articles that people annotated.

    Example: eventsdb evaluate tests/gold --misses events
    """
    from eventsdb.evaluation import read_gold  # noqa: PLC0415 - needs a database and YAML: only here

    gold = read_gold(folders)
    if db is not None:
        result = _score(db, gold)
    else:
        with tempfile.TemporaryDirectory() as scratch:
            result = _load_and_score(folders, Path(scratch) / "scratch.db", gold)
    typer.echo(json.dumps(_as_json(result), indent=1) if as_json else "\n".join(_as_lines(result)))
    for stem in result.missing:
        typer.echo(f"not in the database: {stem}", err=True)
    for miss in result.misses:
        if miss.measure == misses:
            typer.echo(f"{miss.article}\t{'spurious' if miss.spurious else 'missed'}\t{miss.text}", err=True)


def _load_and_score(folders: list[Path], scratch: Path, gold: tuple[GoldArticle, ...]) -> Evaluation:
    from eventsdb.load import load  # noqa: PLC0415 - imports spaCy

    load([text for folder in folders for text in sorted(folder.glob("*.txt"))], db=str(scratch))
    return _score(str(scratch), gold)


def _score(db: str, gold: tuple[GoldArticle, ...]) -> Evaluation:
    from eventsdb.evaluation import evaluate as score  # noqa: PLC0415 - see above
    from eventsdb.storage import engine  # noqa: PLC0415

    url = engine.database_url(db)
    path = engine.sqlite_path(url)
    if path is not None and not path.exists():
        raise DatabaseError(f"{path} does not exist; make it with: eventsdb load PATH --db {path}")
    with engine.database_errors(url), engine.create_database_engine(url).connect() as connection:
        return score(connection, gold)


def _as_json(result: Evaluation) -> dict[str, Any]:
    measures: dict[str, Any] = {name: _numbers(value) for name, value in result.measures()}
    measures["by_type"] = {code: _numbers(value) for code, value in sorted(result.by_type.items())}
    return {"missing": result.missing, "measures": measures}


def _numbers(value: Retrieval | Proportion) -> dict[str, float | int | None]:
    return {k: round(v, 4) if isinstance(v, float) else v for k, v in value.numbers().items()}


def _as_lines(result: Evaluation) -> list[str]:
    rows = [*result.measures(), *((f"  {code}", value) for code, value in sorted(result.by_type.items()))]
    return [f"{name:24} {_line(value)}" for name, value in rows]


def _line(value: Retrieval | Proportion) -> str:
    shown = []
    for name, number in value.numbers().items():
        text = "-" if number is None else f"{number:.3f}" if isinstance(number, float) else str(number)
        shown.append(f"{name} {text}")
    return "  ".join(shown)
