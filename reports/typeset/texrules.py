r"""Markdown rules for ``\( … \)``, ``\[ … \]`` and bare environments, linear in the text."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_BEGIN = re.compile(
    r"\\begin\{(equation|align|aligned|gather|gathered|multline|cases|[bpvBV]?matrix|array)(\*?)\}"
)
_PAIRS = {"\\(": ("\\)", "math_inline"), "\\[": ("\\]", "math_inline_double")}


def tex_plugin(parser: MarkdownIt) -> None:
    """Teach the parser TeX's own delimiters."""
    parser.inline.ruler.before("escape", "tex_inline", _inline)
    parser.block.ruler.before(
        "fence", "tex_block", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


def _closing(text: str, opened: int, limit: int, hopeless: set[str]) -> tuple[int, int, str] | None:
    """Return where the content begins and ends and its token type, for what opens at ``opened``.

    A closer that was not found once is not looked for again: the search stays linear.
    """
    pair = _PAIRS.get(text[opened : opened + 2])
    begin = None if pair else _BEGIN.match(text, opened)
    if pair is None and begin is None:
        return None
    closer = pair[0] if pair else f"\\end{{{begin[1]}{begin[2]}}}" if begin else ""
    if closer in hopeless:
        return None
    end = text.find(closer, opened + 2, limit)
    if end < 0:
        hopeless.add(closer)
        return None
    return (opened + 2, end, pair[1]) if pair else (opened, end + len(closer), "math_inline_double")


def _inline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "\\":
        return False
    opener = state.src[state.pos : state.pos + 2]
    if opener not in _PAIRS and opener != "\\b":
        return False
    hopeless = state.env.setdefault("hopeless", {}).setdefault(state.src, set())
    found = _closing(state.src, state.pos, len(state.src), hopeless)
    if found is None:
        return False
    start, end, kind = found
    if not silent:
        token = state.push(kind, "math", 0)
        token.content = state.src[start:end]
    state.pos = end if opener == "\\b" else end + 2
    return True


def _block(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    start = state.bMarks[first] + state.tShift[first]
    if state.is_code_block(first) or not state.src.startswith(("\\[", "\\begin{"), start):
        return False
    line = first
    hopeless = state.env.setdefault("hopeless blocks", {}).setdefault(last, set())
    found = _closing(state.src, start, state.eMarks[last - 1], hopeless)
    if found is None:
        return False
    while line < last and state.eMarks[line] < found[1]:
        line += 1
        if line < last and state.isEmpty(line) and state.src.startswith("\\begin", start):
            return False
    closes = found[1] + (2 if state.src.startswith("\\[", start) else 0)
    if line >= last or state.src[closes : state.eMarks[line]].strip(" \t.,;"):
        return False
    if not silent:
        token = state.push("math_block", "math", 0)
        token.block = True
        token.content = state.src[found[0] : found[1]]
        token.map = [first, line + 1]
        state.line = line + 1
    return True
