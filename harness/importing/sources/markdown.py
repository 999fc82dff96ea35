"""A Markdown text as lines: headings with their depth, code that begins nothing, front matter."""

from __future__ import annotations

import re
from dataclasses import replace

from markdown_it import MarkdownIt

from harness.importing.document import About, Line, Source
from harness.importing.pages import text_lines

FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
FIELD = re.compile(r"^(title|author|date|model|questions)\s*:\s*(.+)$", re.M | re.I)
LEAST_UNDERLINE = 3
"""Signs that underline a heading; a lone ``=`` belongs to a formula set over several lines."""
MOST_NESTED = 20


def read_markdown(text: str) -> Source:
    """Return a Markdown text's lines, each heading without its signs but with its depth."""
    lines = list(text_lines(text))
    about = About()
    if front := FRONT.match(text):
        said = {name.lower(): value.strip(" \"'") for name, value in FIELD.findall(front[1])}
        about = About(**said)
        for index in range(front[0].rstrip("\n").count("\n") + 1):
            lines[index] = replace(lines[index], known="markup")
    mark_blocks(lines, text)
    if not about.title and (first := next((line for line in lines if line.level == 1), None)):
        about = replace(about, title=first.text.strip())
    return Source("markdown", tuple(lines), about)


def mark_blocks(lines: list[Line], text: str) -> None:
    """Give headings their depth and their bare text, and code its role, in place."""
    reader = MarkdownIt("commonmark", {"maxNesting": MOST_NESTED})
    for token in reader.parse(text):
        if token.map is None or token.map[0] >= len(lines):
            continue
        first, last = token.map
        if token.type == "fence":
            for index in range(first, min(last, len(lines))):
                lines[index] = replace(lines[index], known="code")
        elif token.type == "heading_open":
            _heading(lines, first, last, token.markup, int(token.tag[1:]))


def _heading(lines: list[Line], first: int, last: int, markup: str, depth: int) -> None:
    line = lines[first]
    if markup[:1] == "#":
        shown = re.sub(r"^\s{0,3}(?:>\s?)*#{1,6}[ \t]+|[ \t]+#+[ \t]*$", "", line.text)
        lines[first] = replace(line, text=shown, level=depth, raw=line.text)
    elif last - first == 2 and len(lines[last - 1].text.strip()) >= LEAST_UNDERLINE:
        lines[first] = replace(line, level=depth)
        lines[last - 1] = replace(lines[last - 1], text="", known="markup", raw=lines[last - 1].text)
