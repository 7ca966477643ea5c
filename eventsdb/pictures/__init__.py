"""The database as pictures: single charts, and a page of them whose marks lead to their evidence.

`data` reads events, participants, evidence and claims; `marks` groups them into what a chart draws, one
mark each; a module for each chart turns marks into an Altair chart; `drawing` makes a file of a chart, and
`report` a page. What draws is an extra, imported only here.
"""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, get_args

from eventsdb.errors import PictureError

if TYPE_CHECKING:
    from eventsdb.pictures.data import Narrowing
    from eventsdb.queries.run import Reader

Kind = Literal["timeline", "map", "dyads", "network"]
"""Events by type and month, events by place, who acts on whom as a matrix, and as a network."""

Form = Literal["png", "svg", "pdf", "json"]
"""What a chart can be written as; json is its Vega-Lite specification."""

Language = Literal["fr", "en"]
"""What titles and labels are written in; names and quotations stay as the articles have them."""

KINDS: tuple[Kind, ...] = get_args(Kind)
FORMS: tuple[Form, ...] = get_args(Form)

EVENTS = 500
"""Events whose evidence a report lists at the most, unless told otherwise."""


def chart_file(
    reader: Reader, kind: Kind, narrowing: Narrowing, form: Form, language: Language | None = None
) -> bytes:
    """One chart as a file; without a language, in that of the locale.

    Raises PictureError when there is nothing to show or the extra is missing; QueryError and DatabaseError.
    """
    _need_the_extra()
    from eventsdb.pictures import charts, drawing  # noqa: PLC0415 - an extra
    from eventsdb.pictures.labels import words_of  # noqa: PLC0415

    return drawing.written(charts.picture(kind, reader, narrowing, words_of(language)), form)


def report_page(
    reader: Reader,
    narrowing: Narrowing,
    database: str,
    language: Language | None = None,
    most_events: int = EVENTS,
) -> str:
    """A page of all charts with their evidence, as HTML, made today from what `database` names.

    It lists the evidence of `most_events` events, and of one for each mark in any case. Raises PictureError
    when the extra is missing; QueryError and DatabaseError.
    """
    _need_the_extra()
    from eventsdb.pictures import report as pages  # noqa: PLC0415 - an extra
    from eventsdb.pictures.labels import words_of  # noqa: PLC0415

    imprint = pages.Imprint(date.today(), database)  # noqa: DTZ011 - the day where the user is
    return pages.page(reader, narrowing, words_of(language), imprint, most_events)


def _need_the_extra() -> None:
    for module in ("altair", "jinja2", "vl_convert"):
        if find_spec(module) is None:
            raise PictureError("charts need the extra: pip install 'eventsdb[charts]'")
