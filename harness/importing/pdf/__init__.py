"""PDFs read in two dimensions: from the places of glyphs and rules to lines whose formulas are LaTeX."""

from __future__ import annotations

from pathlib import Path

from harness.errors import ImportFileError
from harness.importing.document import About, Source
from harness.importing.pdf.child import SECONDS, content_of
from harness.importing.pdf.layout import lines_of, spoken

__all__ = ["read_pdf"]


def read_pdf(path: Path, seconds: float = SECONDS) -> Source:
    """Return a PDF's lines; ImportFileError where it holds no text or cannot be read within the limits."""
    document = content_of(path, seconds)
    lines = spoken(lines_of(document))
    if not any(line.text.strip() for line in lines):
        raise ImportFileError(
            f"{path}: the PDF holds no text (a scan?); run it through text recognition first"
        )
    return Source("pdf", lines, About(document.title, document.author, document.date))
