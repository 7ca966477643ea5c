"""The README's list of commands is what the code has; run this file to write the list anew."""

import functools
import os
import re
from pathlib import Path
from unittest.mock import patch

import pytest
import typer

from eventsdb.cli import app
from eventsdb.queries import library

README = Path(__file__).parent.parent / "README.md"
BLOCK = re.compile(r"(?<=<!-- commands -->\n).*?(?=<!-- end of commands -->)", re.DOTALL)
ANSWERING = ("db", "form", "file", "limit", "timeout", "plan", "show_sql")
"""Options of everything that answers with rows, which the list names once."""


@functools.cache
def commands():
    """Every command that runs something, by its words: `query timeline`."""
    root = typer.main.get_command(app)
    without_settings = patch.dict(os.environ, {"EVENTSDB_QUERIES": "", "XDG_CONFIG_HOME": os.devnull})
    with without_settings, root.make_context("eventsdb", [], resilient_parsing=True) as context:
        return {" ".join(path): command for path, command in _leaves(root, context, ())}


def _leaves(command, context, path):
    if not hasattr(command, "list_commands"):
        yield path, command
        return
    for name in command.list_commands(context):
        child = command.get_command(context, name)
        with child.make_context(name, [], parent=context, resilient_parsing=True) as inner:
            yield from _leaves(child, inner, (*path, name))


def block(found):
    """The README's lists: the commands with all their options, then the canned queries with their own."""
    plain = {path: each for path, each in found.items() if not is_canned(path)}
    canned = {path: each for path, each in found.items() if is_canned(path)}
    shared = [each for each in found["query sql"].params if each.name in ANSWERING]
    return "\n".join(
        [
            *table("command", plain),
            "",
            f"† as every canned query: {', '.join(map(option, shared))}.",
            "",
            *table("canned query", canned),
            "",
        ]
    )


def is_canned(path):
    return path.startswith("query ") and path.removeprefix("query ") in library.find()


def table(title, found):
    yield f"| {title} | | options |"
    yield "| --- | --- | --- |"
    for path, command in found.items():
        arguments = [each for each in command.params if each.param_type_name == "argument"]
        options = [each for each in command.params if each.param_type_name == "option" and not each.hidden]
        answers = {each.name for each in options} >= set(ANSWERING)
        named = [option(each) for each in options if not (answers and each.name in ANSWERING)]
        if answers and not is_canned(path):
            named.append("†")
        call = " ".join((path, *map(argument, arguments)))
        does = re.sub(r"\s+", " ", command.help.split("\n\n")[0]).partition(". ")[0].rstrip(".")
        cells = [cell.replace("|", r"\|") for cell in (f"`{call}`", does, ", ".join(named))]
        yield f"| {' | '.join(cells)} |"


def argument(parameter):
    name = parameter.metavar or parameter.name.upper()
    name += "..." if parameter.nargs == -1 and not name.endswith("...") else ""
    return name if parameter.required else f"[{name}]"


def option(parameter):
    return "/".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))


def test_the_readme_lists_every_command_and_option():
    written = BLOCK.search(README.read_text(encoding="utf-8"))
    assert written, "the README has lost the marks of its list of commands"
    assert written[0] == block(commands()), "out of date: run python tests/test_readme_commands.py"


@pytest.mark.parametrize("path", commands())
def test_every_command_explains_itself_with_an_example_of_itself(path):
    command = commands()[path]
    assert f"eventsdb {path}" in command.help.partition("Example")[2], path
    for parameter in command.params:
        assert getattr(parameter, "hidden", False) or parameter.help, (path, parameter.name)


if __name__ == "__main__":
    new = block(commands())
    README.write_text(BLOCK.sub(lambda _: new, README.read_text(encoding="utf-8")), encoding="utf-8")
