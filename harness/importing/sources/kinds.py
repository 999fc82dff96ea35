"""What kind of file it is, told by its content: the name and the ending are not asked."""

from __future__ import annotations

import re
from pathlib import Path

from harness.errors import ImportFileError
from harness.files import read_bounded

MOST_BYTES = 64 * 2**20
HEAD = 4_096
"""How much of a text its kind is told by."""

NAMES = {
    "pdf": "a PDF",
    "tex": "a LaTeX source",
    "markdown": "a Markdown text",
    "notebook": "a Jupyter notebook",
    "html": "a web page",
    "json": "JSON",
    "zip": "a ZIP archive",
    "text": "a plain text",
}
"""Kind → what a person calls it."""

_HTML = re.compile(r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.I)
_TAGS = re.compile(r"</(?:p|div|span|h[1-6]|li|math|table|article|section|details)\s*>", re.I)
_TEX = re.compile(
    r"\\documentclass|\\documentstyle|\\begin\{document\}|\\usepackage|\\(?:sub)*section\*?\{"
    r"|\\begin\{(?:enumerate|itemize|questions|parts|solution|problem|exercise)\}|\\item\b|\\textbf\{"
)
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|```|~~~)|\*\*\S[^*\n]*\*\*|\$\$", re.M)
_PAGES = re.compile(r"^-{2,} ?Page \d+ ?-{2,}$|\f", re.M)
"""Marks of pages, as programs leave them that pull text out of a PDF."""


def read_bytes(path: Path) -> bytes:
    """Return what a file holds; ImportFileError where it is missing or too large."""
    try:
        found = read_bounded(path, MOST_BYTES)
        if len(found) > MOST_BYTES:
            raise ImportFileError(f"{path}: larger than {MOST_BYTES >> 20} MB; split it first")
        return found
    except OSError as cause:
        raise ImportFileError(f"{path}: cannot be read: {cause.strerror}") from cause


def read_head(path: Path) -> bytes:
    """Return as much of a file as its kind is told by; ImportFileError where it is missing."""
    try:
        return read_bounded(path, 32 * HEAD - 1)
    except OSError as cause:
        raise ImportFileError(f"{path}: cannot be read: {cause.strerror}") from cause


def kind_of(content: bytes) -> str:
    """Return the kind of a file, a key of `NAMES`.

    >>> kind_of(b"# Question 1"), kind_of(b"<!doctype html><p>x"), kind_of(b"%PDF-1.5")
    ('markdown', 'html', 'pdf')
    """
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content[:4] == b"PK\x03\x04":
        return "zip"
    text = as_text(content)
    begins = text[:HEAD].lstrip("\ufeff \t\r\n")
    if begins[:1] in ("{", "[") and re.match(r"[\[{]\s*[\"{\[\]}]", begins):
        return "notebook" if re.search(r'"nbformat"\s*:', text) and '"cells"' in text else "json"
    if _HTML.search(begins) or (begins[:1] == "<" and _TAGS.search(text[: 4 * HEAD])):
        return "html"
    if _PAGES.search(text[: 16 * HEAD]):
        return "text"
    if _TEX.search(text[: 16 * HEAD]) and not re.search(r"^#{1,6} \S", begins, re.M):
        return "tex"
    return "markdown" if _MARKDOWN.search(text[: 16 * HEAD]) else "text"


def as_text(content: bytes) -> str:
    """Return the text of a file, UTF-8 unless a byte order mark says otherwise; line ends become ``\\n``."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return content.decode(encoding, errors="replace").replace("\r\n", "\n").replace("\r", "\n")
