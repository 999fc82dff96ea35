"""PDFs read in two dimensions: from the places of glyphs and rules to lines whose formulas are LaTeX."""

from __future__ import annotations

from pathlib import Path

from harness.errors import ImportFileError
from harness.importing.document import Source
from harness.importing.pdf.child import MEMORY, SECONDS, source_of

__all__ = ["read_pdf"]


def read_pdf(path: Path, seconds: int = SECONDS, memory: int = MEMORY) -> Source:
    """Return a PDF's lines; ImportFileError where it holds no text or cannot be read within the limits."""
    source = source_of(path, seconds, memory)
    if not any(line.text.strip() for line in source.lines):
        raise ImportFileError(
            f"{path}: the PDF holds no text (a scan?); run it through text recognition first"
        )
    return source
