"""The migrations are found however eventsdb is installed; dependencies are those of this environment."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROGRAM = """
import sys
from eventsdb.cli import main

for command in sys.argv[1:]:
    sys.argv = ["eventsdb", *command.split()]
    try:
        main()
    except SystemExit as stop:
        if stop.code:
            raise
"""


class Environment:
    """A fresh virtual environment that sees the installed dependencies, but not the eventsdb under test."""

    def __init__(self, folder):
        self.python = folder / "bin" / "python"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
        self.packages = Path(self.run("-c", "import sysconfig; print(sysconfig.get_path('purelib'))"))
        paths = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
        # A plain line adds a folder but reads no .pth file in it, such as that of an editable install.
        (self.packages / "dependencies.pth").write_text("\n".join(paths))

    def run(self, *arguments, **options):
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        environment |= options.pop("env", {})
        done = subprocess.run(
            [self.python, *arguments], check=False, capture_output=True, text=True, env=environment, **options
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def install(self, *arguments):
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", self.python]
        command = [*pip, "install", "--quiet", "--no-index", "--no-deps", "--ignore-installed", *arguments]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def eventsdb(self, *commands, **options):
        """Run commands one after another in one Python; what they print."""
        return self.run("-c", PROGRAM, *commands, **options)

    def package_folder(self, cwd):
        return Path(self.run("-c", "import eventsdb; print(eventsdb.__file__)", cwd=cwd)).parent


@pytest.fixture
def environment(tmp_path):
    return Environment(tmp_path / "environment")


@pytest.fixture
def elsewhere(tmp_path):
    """A working folder that is no checkout."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


def check_commands(environment, cwd):
    told = environment.eventsdb("db upgrade", "db check", "db downgrade base", cwd=cwd).splitlines()
    assert "-> 0" in told[0]
    assert "up to date" in told[1]
    assert told[2].endswith("-> none")


def test_wheel(environment, elsewhere, tmp_path):
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT]
    subprocess.run(build, check=True, capture_output=True)
    environment.install(*tmp_path.glob("*.whl"))
    assert environment.package_folder(elsewhere).is_relative_to(environment.packages)
    check_commands(environment, elsewhere)


def test_editable(environment, elsewhere):
    environment.install("--no-build-isolation", "--editable", ROOT)
    assert environment.package_folder(elsewhere) == ROOT / "eventsdb"
    check_commands(environment, elsewhere)


@pytest.fixture
def checkout(tmp_path):
    folder = tmp_path / "checkout"
    for name in ("alembic", "eventsdb"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_checkout(environment, checkout):
    assert environment.package_folder(checkout) == checkout / "eventsdb"
    check_commands(environment, checkout)


def test_alembic_itself_in_a_checkout(environment, checkout, elsewhere):
    database = {"EVENTSDB_URL": f"sqlite:///{elsewhere / 'events.db'}"}
    environment.run("-m", "alembic", "upgrade", "head", cwd=checkout, env=database)
    environment.run("-m", "alembic", "check", cwd=checkout, env=database)
