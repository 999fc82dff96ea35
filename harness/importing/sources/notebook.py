"""A Jupyter notebook as lines: its Markdown cells as they are, its code and what the code printed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from harness.errors import ImportFileError
from harness.importing.document import Source
from harness.importing.sources.markdown import read_markdown

FENCE = "`" * 6
"""Longer than any fence that a cell is likely to hold."""


def read_notebook(text: str, where: str) -> Source:
    """Return a notebook's cells as the lines of one Markdown text; code stands in fences."""
    try:
        book = json.loads(text)
        cells = [cell for sheet in book.get("worksheets", [book]) for cell in sheet["cells"]]
        pieces = [piece for cell in cells for piece in _pieces(cell)]
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as cause:
        raise ImportFileError(
            f"{where}: not a notebook that can be read ({type(cause).__name__}: {cause})"
        ) from cause
    found = read_markdown("\n\n".join(pieces))
    said = book.get("metadata") or {}
    authors = said.get("authors") or []
    author = ", ".join(str(a.get("name", "")) for a in authors if isinstance(a, dict))
    about = replace(
        found.about,
        title=str(said.get("title") or found.about.title),
        author=author or found.about.author,
        date=str(said.get("date") or found.about.date),
    )
    return Source("notebook", found.lines, about)


def _pieces(cell: dict[str, Any]) -> Iterator[str]:
    text = _joined(cell.get("source", cell.get("input", "")))
    if cell.get("cell_type") in ("markdown", "raw", "heading"):
        yield ("#" * int(cell.get("level", 1)) + " " if cell["cell_type"] == "heading" else "") + text
        return
    if text.strip():
        yield f"{FENCE}python\n{text.rstrip()}\n{FENCE}"
    for output in cell.get("outputs") or []:
        printed = _printed(output).strip("\n")
        if printed:
            yield f"{FENCE}text\n{printed}\n{FENCE}"


def _printed(output: dict[str, Any]) -> str:
    """Return what one output of a code cell shows as text; a figure says that it is one."""
    if "text" in output:
        return _joined(output["text"])
    if "traceback" in output:
        return f"{output.get('ename', 'Error')}: {output.get('evalue', '')}"
    data = output.get("data") or {}
    shown = data.get("text/latex") or data.get("text/plain")
    return _joined(shown) if shown else ", ".join(f"[{kind}]" for kind in data)


def _joined(source: Any) -> str:
    return source if isinstance(source, str) else "".join(map(str, source))
