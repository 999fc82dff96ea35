"""Templates to pages: one environment, one policy, one writer to the disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2

from harness.errors import RunError
from harness.files import folder_within, opened
from reports.typeset.escape import clean, finalize
from reports.typeset.words import SHAPES, WORDS

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'"
)
"""What a page may load: its own folder's style, script, figures and frames, and nothing else."""

LIVE = POLICY.replace("form-action 'none'", "form-action 'self'; connect-src 'self'")
"""The same for a page of ``harness view``, which also speaks to its own server."""

ASSETS = (
    "report.css", "theme.js", "report.js", "text.woff2", "text-italic.woff2", "text-bold.woff2",
    "mathematics.woff2", "fonts-licence.txt",
)  # fmt: skip
"""What a report carries with it; ``view.js`` is only served."""


@dataclass(frozen=True, slots=True)
class Page:
    """An entry of the navigation."""

    title: str
    href: str
    """Relative to the report's folder."""


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages of one report share."""

    name: str
    footer: str
    pages: tuple[Page, ...]
    home: str = "index.html"


class Writer:
    """The only place in reports that writes to the disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written: list[Path] = []

    def text(self, name: str, text: str) -> Path:
        """Write UTF-8 text under the folder and return its path; RunError where that fails."""
        return self.data(name, text.encode("utf-8", "replace"))

    def data(self, name: str, data: bytes) -> Path:
        """Write bytes under the folder and return their path; RunError where that fails."""
        path = self.folder / name
        try:
            folder_within(self.folder, path.parent)
            with opened(path, "wb") as out:
                out.write(data)
        except OSError as cause:
            raise RunError(f"{path}: cannot be written: {cause.strerror}") from cause
        self.written.append(path)
        return path

    def assets(self) -> None:
        """Write the style sheet and the script."""
        for name in ASSETS:
            self.data(f"assets/{name}", asset(name))


@cache
def asset(name: str) -> bytes:
    """Return a style sheet, script or font that ships."""
    return (files("reports.pages") / "static" / name).read_bytes()


@cache
def environment() -> jinja2.Environment:
    """Return the template environment: escaping on, every printed value through the one door."""
    found = jinja2.Environment(
        loader=jinja2.PackageLoader("reports.pages", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(shapes=SHAPES, words=WORDS)
    return found


def page(template: str, site: Site, here: str, title: str, values: Mapping[str, Any]) -> str:
    """Return a page as HTML; ``here`` is its own address within the report."""
    up = "../" * here.count("/")
    shared = {"site": site, "here": here, "up": up, "title": title, "policy": POLICY}
    return environment().get_template(template).render({**shared, **values})


def plain_page(title: str, body: str) -> str:
    """Return a page without script or navigation for one long text, for a frame or on its own."""
    policy = "default-src 'none'; style-src 'self'; font-src 'self'"
    values = {"title": clean(title), "body": body, "policy": policy}
    return environment().get_template("thinking.html").render(values)
