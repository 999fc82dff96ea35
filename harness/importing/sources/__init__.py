"""Files as people have them as lines of text with their formulas whole: `read_source` is the one reader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from harness.errors import ImportFileError
from harness.importing.document import Source
from harness.importing.pages import text_lines
from harness.importing.sources.html import read_html
from harness.importing.sources.kinds import NAMES, as_text, kind_of, read_bytes
from harness.importing.sources.markdown import read_markdown
from harness.importing.sources.notebook import read_notebook
from harness.importing.sources.tex import read_tex

_READERS: dict[str, Callable[[str, str], Source]] = {
    "tex": read_tex,
    "markdown": lambda text, where: read_markdown(text),
    "notebook": read_notebook,
    "html": lambda text, where: read_html(text),
    "text": lambda text, where: Source("text", text_lines(text)),
}
"""Kind → its reader; a PDF is read by `harness.importing.pdf`."""


def read_source(path: Path) -> Source:
    """Return a file's lines, its kind told by its content.

    ImportFileError where it is missing, too large, or holds no text that a person wrote.
    """
    content = read_bytes(path)
    kind = kind_of(content)
    if kind == "pdf":
        from harness.importing.pdf import read_pdf

        return read_pdf(path)
    if kind not in _READERS:
        raise ImportFileError(
            f"{path}: is {NAMES[kind]}, an export or a log; bring it in with --format transcripts"
        )
    return _READERS[kind](as_text(content), str(path))
