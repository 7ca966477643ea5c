"""Pages as a browser shows them: headless Chromium, run once for each page."""

from __future__ import annotations

import html
import shutil
import subprocess
import tempfile
from pathlib import Path

_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--allow-file-access-from-files",
)
_NARROWEST = 500  # pixels: Chromium makes no window narrower than this


class Chromium:
    """Opens pages, given as a file or an address; none of its methods leaves a process or a profile."""

    def __init__(self, program: str) -> None:
        self._program = program

    @classmethod
    def find(cls) -> Chromium | None:
        """The browser of this machine, or None."""
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        return cls(program) if program else None

    def dom(self, page: Path | str, milliseconds: int = 5000) -> str:
        """The document as HTML, after its scripts, if any, had so many milliseconds to run in."""
        return self._run(page, "--dump-dom", f"--virtual-time-budget={milliseconds}")

    def screenshot(self, page: Path | str, file: Path, *, width: int = 1280, height: int = 900) -> Path:
        """A PNG of a window of that size; make `height` large to see a whole page."""
        size = f"--window-size={max(width, _NARROWEST)},{height}"
        if width >= _NARROWEST:
            self._run(page, f"--screenshot={file}", size)
            return file
        with tempfile.NamedTemporaryFile("w", suffix=".html") as phone:
            style = f"border:0;width:{width}px;height:{height}px"
            phone.write(
                '<body style="margin:0;background:#888">'
                f'<iframe src="{html.escape(_address(page))}" style="{style}"></iframe>'
            )
            phone.flush()
            self._run(Path(phone.name), f"--screenshot={file}", size)
        return file

    def pdf(self, page: Path | str, file: Path) -> Path:
        """The page as it is printed."""
        self._run(page, f"--print-to-pdf={file}", "--no-pdf-header-footer")
        return file

    def _run(self, page: Path | str, *options: str) -> str:
        with tempfile.TemporaryDirectory(prefix="eventsdb-chromium-", ignore_cleanup_errors=True) as profile:
            command = [self._program, *_OPTIONS, f"--user-data-dir={profile}", *options, _address(page)]
            done = subprocess.run(command, capture_output=True, timeout=120, check=True)
        return done.stdout.decode()


def _address(page: Path | str) -> str:
    return page.resolve().as_uri() if isinstance(page, Path) else page
