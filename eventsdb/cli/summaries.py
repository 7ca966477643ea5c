"""What a load did, written for people or for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from eventsdb.summary import Summary

_MOST_FAILURES = 20  # lines about inputs that failed; the rest are in load_errors


class SummaryFormat(StrEnum):
    """How to write a summary."""

    TEXT = "text"
    JSON = "json"


def write_summary(summary: Summary, form: SummaryFormat) -> None:
    """Write the summary to stdout, and what went wrong to stderr."""
    for failure in summary.failures[:_MOST_FAILURES]:
        typer.echo(f"eventsdb: {failure.uri}: {failure.stage}: {failure.reason}", err=True)
    if len(summary.failures) > _MOST_FAILURES:
        more = len(summary.failures) - _MOST_FAILURES
        typer.echo(f"eventsdb: {more} more: eventsdb load --errors", err=True)
    if summary.stopped:
        typer.echo("eventsdb: stopped at the first failure; what was loaded before stays", err=True)
    if summary.lost:
        typer.echo(f"eventsdb: {summary.lost} corrections without target: eventsdb correct list", err=True)
    if form is SummaryFormat.JSON:
        typer.echo(json.dumps(summary.as_dict(), ensure_ascii=False))
    else:
        typer.echo("\n".join(_lines(summary)))


def _lines(summary: Summary) -> Iterator[str]:
    if summary.changes:
        yield f"articles    {summary.read} extracted again: {summary.reprocessed} say something else"
    else:
        yield (
            f"articles    {summary.read} read: {summary.new} new, {summary.unchanged} seen before, "
            f"{summary.duplicates} duplicates, {len(summary.failures)} inputs failed"
        )
    if summary.completed:
        yield f"            {summary.completed} stored before and extracted now"
    if summary.unextracted:
        yield f"            {summary.unextracted} stored without extraction: load them again to extract them"
    if languages := summary.without_extractor:
        named = ", ".join(f"{name} {count}" for name, count in languages.most_common())
        yield f"            stored in languages that have no extractor: {named}"
    for name, changes in summary.changes.items():
        yield f"{name:<11} {changes.added} added, {changes.removed} removed, {changes.altered} altered"
    for name, total in summary.total.items():
        yield f"{name:<11} {total} ({summary.added[name]:+} in this load)"
    rate = f" ({summary.read / summary.seconds:.1f} articles/s)" if summary.read and summary.seconds else ""
    yield f"{'seconds':<11} {summary.seconds:.1f}{rate}"
