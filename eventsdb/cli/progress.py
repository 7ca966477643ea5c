"""How far a load is: a bar on a terminal, nothing in a pipe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

if TYPE_CHECKING:
    from eventsdb.summary import Summary


class _Rate(ProgressColumn):
    """Articles a second since the start."""

    def render(self, task: Task) -> Text:
        """The rate, as soon as there is one."""
        elapsed = task.elapsed or 0.0
        return Text(f"{task.fields['articles'] / elapsed:.1f}/s" if elapsed else "")


@contextmanager
def progress(console: Console, label: str, files: int | None) -> Iterator[Callable[[Summary], None]]:
    """Show a load while the block runs; it calls what it is given with each new summary.

    With the number of files known, a bar and the time that remains are shown. A single file may hold any
    number of articles, so it has neither.
    """
    counted = files is not None and files > 1
    bar = (
        BarColumn(),
        TextColumn("{task.completed}/{task.total} files"),
        TimeRemainingColumn(),
    )
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}: {task.fields[articles]} articles, {task.fields[failed]} failed"),
        _Rate(),
        TimeElapsedColumn(),
        *(bar if counted else ()),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    ) as shown:
        task = shown.add_task(label, total=files if counted else None, articles=0, failed=0)

        def show(summary: Summary) -> None:
            shown.update(task, completed=summary.files, articles=summary.read, failed=len(summary.failures))

        yield show
