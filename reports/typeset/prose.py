"""Markdown from a model to HTML: raw HTML off, links inert, mathematics typeset, claims marked in place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup
from mdit_py_plugins.dollarmath import dollarmath_plugin

from reports.typeset import mathematics
from reports.typeset.escape import clean, escape
from reports.typeset.texrules import tex_plugin

LONGEST = 150_000
LONGEST_LINE = 20_000
"""Beyond these a text is shown as it stands, not as Markdown."""

OPEN, CLOSE = {"claim": "\ue000", "false-step": "\ue001", "note": "\ue003"}, "\ue002"
_SENTINELS = re.compile("[\ue000-\ue003]")
_KINDS = {sentinel: kind for kind, sentinel in OPEN.items()}
_MATH = re.compile(r"\$\$|\$|\\\[|\\\]|\\\(|\\\)|\\begin\{[a-z*]{1,20}\}|\\end\{[a-z*]{1,20}\}")
_LEAD = re.compile(r"[\s>#*+\-]*(?:\d{1,3}[.)]\s+)?[*_]*")


class Mark(NamedTuple):
    """A stretch of the text to be shown as marked."""

    start: int
    end: int
    kind: str = "claim"


class _Renderer(RendererHTML):
    """HTML in which links are text, formulas are MathML and sentinels are marks."""

    def text(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return _marked_text(tokens[idx].content, env)

    def code_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"<code>{_marked_text(tokens[idx].content, env)}</code>"

    def code_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f'<pre class="code">{_marked_text(tokens[idx].content, {})}</pre>\n'

    fence = code_block

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f'<span class="link">[image: {escape(_plain(tokens[idx].content))}]</span>'

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        target = _plain(str(tokens[idx].attrGet("href") or ""))[:300]
        return f'<span class="link" title="link not followed: {escape(target)}">'

    def link_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</span>"

    def math_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return _math(tokens[idx].content, display=False)

    def math_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f'<div class="display">{_math(tokens[idx].content, display=True)}</div>\n'

    def math_inline_double(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f'<span class="display">{_math(tokens[idx].content, display=True)}</span>'

    def heading_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f'<p class="heading h{tokens[idx].tag[1:]}">'

    def heading_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</p>\n"


def _parser() -> MarkdownIt:
    parser = MarkdownIt(
        "commonmark", {"html": False, "linkify": False, "maxNesting": 20}, renderer_cls=_Renderer
    )
    parser.enable(["table", "strikethrough"])
    parser.use(dollarmath_plugin, allow_space=True, allow_digits=True, double_inline=True)
    parser.use(tex_plugin)
    ours: Any = parser.renderer
    for name in ("math_inline", "math_inline_double", "math_block"):
        ours.rules[name] = getattr(ours, name)
    ours.rules["math_block_label"] = ours.rules["math_block"]
    return parser


_PARSER = _parser()


def render(text: str, marks: Iterable[Mark] = ()) -> Markup:
    """Return the text as HTML with the marks shown in place; odd or huge text as it stands."""
    safe = clean(text)
    if len(safe) > LONGEST or any(len(line) > LONGEST_LINE for line in safe.split("\n")):
        return plain(text, marks)
    html = _PARSER.render(place(safe, marks), {})
    return Markup(_SENTINELS.sub("", html))


def inline(text: str) -> Markup:
    """Return one line of our own words with its formulas typeset."""
    safe = clean(text)
    return escape(safe) if len(safe) > LONGEST_LINE else Markup(_PARSER.renderInline(safe, {}))


def plain(text: str, marks: Iterable[Mark] = ()) -> Markup:
    """Return the text as preformatted HTML, marks in place, nothing interpreted."""
    safe = clean(text)
    found = [mark for mark in marks if 0 <= mark.start < mark.end <= len(safe)]
    cuts = sorted({0, len(safe), *(mark.start for mark in found), *(mark.end for mark in found)})
    starting = _at((mark.start, mark.kind) for mark in found)
    ending = _at((mark.end, mark.kind) for mark in found)
    out, open_ = [], list[str]()
    for start, end in pairwise(cuts):
        for kind in ending.get(start, ()):
            open_.remove(kind)
        open_ += starting.get(start, ())
        piece = escape(safe[start:end])
        kinds = " ".join(dict.fromkeys(open_))
        out.append(Markup('<mark class="{}">{}</mark>').format(kinds, piece) if kinds else piece)
    return Markup('<pre class="plain">{}</pre>').format(Markup("").join(out))


def _at(spots: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    """Return the kinds at each position."""
    found: dict[int, list[str]] = {}
    for spot, kind in spots:
        found.setdefault(spot, []).append(kind)
    return found


def place(text: str, marks: Iterable[Mark]) -> str:
    """Return the text with sentinels where marks begin and end, formulas marked whole."""
    spans = math_spans(text)
    inserts: list[tuple[int, str]] = []
    for mark in marks:
        if 0 <= mark.start < mark.end <= len(text):
            inserts += _inserts(text, mark, spans)
    out, at = [], 0
    for position, sentinel in sorted(inserts, key=lambda pair: pair[0]):
        out += [text[at:position], sentinel]
        at = position
    return "".join([*out, text[at:]])


def math_spans(text: str) -> list[tuple[int, int]]:
    """Return the stretches between mathematics delimiters, delimiters excluded."""
    closers = {"$": "$", "$$": "$$", "\\[": "\\]", "\\(": "\\)"}
    spans, start, wanted = [], 0, ""
    for found in _MATH.finditer(text):
        token = found.group()
        if wanted and token == wanted:
            spans.append((start, found.start()))
            wanted = ""
        elif not wanted and (token in closers or token.startswith("\\begin")):
            wanted = closers.get(token) or token.replace("\\begin", "\\end")
            start = found.end()
    return spans


def _inserts(text: str, mark: Mark, spans: list[tuple[int, int]]) -> list[tuple[int, str]]:
    inserts, at = [], mark.start
    for start, end in spans:
        if start - 2 >= mark.end or end <= mark.start - 2:
            continue
        inserts.append((start, OPEN[mark.kind]))
        inserts += _text_inserts(text, at, min(start - 2, mark.end), mark.kind)
        at = max(at, end + 2)
    return inserts + _text_inserts(text, at, mark.end, mark.kind)


def _text_inserts(text: str, start: int, end: int, kind: str) -> list[tuple[int, str]]:
    inserts: list[tuple[int, str]] = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        lead = _LEAD.match(text, start, stop)
        first = lead.end() if lead else start
        if text[first:stop].strip(" *_$\\"):
            inserts += [(first, OPEN[kind]), (first + len(text[first:stop].rstrip()), CLOSE)]
        start = stop + 1
    return inserts


def _marked_text(content: str, env: Any) -> str:
    """Return the text escaped, stretches between sentinels marked; marks may overlap and span tokens."""
    if not _SENTINELS.search(content) and not (env and env.get("marking")):
        return str(escape(content))
    out, kinds = [], list(env.get("marking", ())) if env is not None else []
    for piece in re.split("([\ue000-\ue003])", content):
        if piece == CLOSE:
            kinds = kinds[:-1]
        elif piece in _KINDS:
            kinds.append(_KINDS[piece])
        elif piece:
            out.append(_wrapped(str(escape(piece)), kinds))
    if env is not None:
        env["marking"] = kinds
    return "".join(out)


def _wrapped(shown: str, kinds: Sequence[str]) -> str:
    return f'<mark class="{" ".join(dict.fromkeys(kinds))}">{shown}</mark>' if kinds else shown


def _math(content: str, display: bool) -> str:
    shown = str(mathematics.formula(_plain(content), display))
    return _wrapped(shown, [_KINDS[found] for found in _SENTINELS.findall(content) if found in _KINDS])


def _plain(content: str) -> str:
    return _SENTINELS.sub("", content)
