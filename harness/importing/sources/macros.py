r"""A LaTeX text with its own definitions (``\newcommand``, ``\def``, ``\newenvironment``, …) expanded.

The number of lines never changes, so that each line of the result is a reading of the same line of
the source. The work is bounded: a definition that calls itself ends in an error, not in a hang.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_EXPANSIONS = 100_000
LONGEST = 16 * 2**20
DEEPEST = 60

NAME = re.compile(r"\\([A-Za-z@]+\*?|.)", re.S)
_DEFINES = re.compile(
    r"\\(?:(?:re|provide)?newcommand\*?|DeclareRobustCommand\*?|DeclareMathOperator\*?|DeclarePairedDelimiter"
    r"|(?:New|Renew|Provide|Declare)DocumentCommand|(?:re)?newenvironment\*?|newtheorem\*?|[gex]?def|let)"
    r"(?![A-Za-z@])"
)


class EndlessError(Exception):
    """Definitions that would expand without end."""


@dataclass(frozen=True, slots=True)
class Macro:
    """One definition: how many arguments it takes, the first one's default, and what it stands for."""

    arguments: int
    body: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Definitions:
    """What a document defines for itself."""

    macros: dict[str, Macro]
    begins: dict[str, Macro]
    """Environment → what its beginning stands for."""
    ends: dict[str, str]
    theorems: dict[str, str]
    """Environment → the title that its instances bear, such as Problem."""


def group(text: str, at: int, opening: str = "{", closing: str = "}") -> tuple[str, int] | None:
    """Return the content of a group that begins at or, after white space, past ``at``, and where it ends."""
    start = at
    while start < len(text) and text[start] in " \t\n":
        start += 1
    if not text.startswith(opening, start):
        return None
    depth, place = 0, start
    while place < len(text):
        c = text[place]
        if c == "\\":
            place += 2
            continue
        if opening == "{" or c not in "{}":
            depth += (c == opening) - (c == closing)
        elif c == "{":  # a brace group inside brackets hides its own brackets
            inner = group(text, place)
            place = inner[1] if inner else len(text)
            continue
        place += 1
        if depth == 0:
            return text[start + 1 : place - 1], place
    return None


def argument(text: str, at: int) -> tuple[str, int] | None:
    """Return a command's argument, a group or one token, and where it ends."""
    if found := group(text, at):
        return found
    start = at
    while start < len(text) and text[start] in " \t\n":
        start += 1
    if start >= len(text) or text[start] == "}":
        return None
    match = NAME.match(text, start) if text[start] == "\\" else None
    end = match.end() if match else start + 1
    return text[start:end], end


def without_comments(text: str) -> str:
    """Return the text with every ``%`` comment taken out and every line end kept."""
    return re.sub(r"(?<!\\)((?:\\\\)*)%[^\n]*", r"\1", text)


def define(text: str) -> tuple[str, Definitions]:
    """Return the text with its definitions taken out, line ends kept, and the definitions."""
    known = Definitions({}, {}, {}, {})
    kept: list[str] = []
    place = 0
    while match := _DEFINES.search(text, place):
        end = _take_definition(text, match.end(), match[0][1:].rstrip("*"), known)
        kept.append(text[place : match.start()])
        if end is None:
            kept.append(match[0])
            end = match.end()
        else:
            kept.append("\n" * text.count("\n", match.start(), end))
        place = end
    return "".join([*kept, text[place:]]), known


def _take_definition(text: str, at: int, how: str, known: Definitions) -> int | None:
    if how == "let":
        match = re.compile(r"\s*\\([A-Za-z@]+)\s*=?\s*(\\[A-Za-z@]+|.)").match(text, at)
        if match:
            known.macros[match[1]] = Macro(0, match[2])
        return match.end() if match else None
    if how.endswith("def"):
        match = re.compile(r"\s*\\([A-Za-z@]+)((?:#\d)*)\s*").match(text, at)
        body = group(text, match.end()) if match else None
        if match and body:
            known.macros[match[1]] = Macro(len(match[2]) // 2, body[0])
        return body[1] if body else None
    named = argument(text, at)
    if named is None:
        return None
    name, place = named[0].strip().lstrip("\\"), named[1]
    if how == "newtheorem":
        return _theorem(text, place, name, known)
    if how in ("DeclareMathOperator", "DeclarePairedDelimiter"):
        return _operator(text, place, name, how, known)
    return _command(text, place, name, how, known)


def _theorem(text: str, at: int, name: str, known: Definitions) -> int | None:
    shared = group(text, at, "[", "]")
    title = group(text, shared[1] if shared else at)
    if title is None:
        return None
    known.theorems[name] = title[0]
    within = group(text, title[1], "[", "]")
    return within[1] if within else title[1]


def _operator(text: str, at: int, name: str, how: str, known: Definitions) -> int | None:
    first = argument(text, at)
    if first is None:
        return None
    if how == "DeclareMathOperator":
        known.macros[name] = Macro(0, rf"\operatorname{{{first[0]}}}")
        return first[1]
    second = argument(text, first[1])
    if second is None:
        return None
    known.macros[name] = Macro(1, rf"{first[0]} #1 {second[0]}")
    known.macros[name + "*"] = Macro(1, rf"\left{first[0]} #1 \right{second[0]}")
    return second[1]


def _command(text: str, at: int, name: str, how: str, known: Definitions) -> int | None:
    count, default, place = 0, None, at
    if "DocumentCommand" in how:
        spec = group(text, place)
        if spec is None:
            return None
        pieces = re.findall(r"[mo]|[O]\{([^{}]*)\}", spec[0])
        count, place = len(pieces), spec[1]
        default = pieces[0] if re.match(r"\s*[oO]", spec[0]) else None
    elif number := group(text, place, "[", "]"):
        count, place = int(number[0]) if number[0].strip().isdecimal() else 0, number[1]
        if optional := group(text, place, "[", "]"):
            default, place = optional
    body = group(text, place)
    if body is None:
        return None
    if not how.endswith("environment"):
        known.macros[name] = Macro(min(count, 9), body[0], default)
        return body[1]
    closing = group(text, body[1])
    if closing is None:
        return None
    known.begins[name], known.ends[name] = Macro(min(count, 9), body[0], default), closing[0]
    return closing[1]


class Expander:
    """Expands a document's definitions within one budget."""

    def __init__(self, known: Definitions) -> None:
        self.known = known
        self.left = MOST_EXPANSIONS
        self.room = LONGEST

    def expand(self, text: str, depth: int = 0) -> str:
        """Return the text with every defined command and environment expanded, as many lines long."""
        self.room -= len(text)
        if depth > DEEPEST or self.room < 0:
            raise EndlessError
        out: list[str] = []
        place = 0
        while (at := text.find("\\", place)) >= 0:
            match = NAME.match(text, at)
            if match is None:
                break
            out.append(text[place:at])
            replaced, place = self._call(text, match, depth)
            out.append(replaced)
        return "".join([*out, text[place:]])

    def _call(self, text: str, match: re.Match[str], depth: int) -> tuple[str, int]:
        name, end = match[1], match.end()
        if name in ("begin", "end") and (env := group(text, end)):
            macro = self.known.begins.get(env[0]) if name == "begin" else None
            if name == "end" and env[0] in self.known.ends:
                macro = Macro(0, self.known.ends[env[0]])
            if macro is None:
                return text[match.start() : env[1]], env[1]
            end = env[1]
        else:
            macro = self.known.macros.get(name)
            if macro is None and name.endswith("*"):
                macro, end = self.known.macros.get(name[:-1]), end - 1
            if macro is None:
                return match[0], match.end()
        self.left -= 1
        if self.left < 0:
            raise EndlessError
        body, end = _applied(macro, text, end)
        took = text.count("\n", match.start(), end)
        expanded = self.expand(body, depth + 1)
        if expanded[-1:].isalpha() and "\\" in expanded and text[end : end + 1].isalpha():
            expanded += " "
        return _lines(expanded, took), end


def _applied(macro: Macro, text: str, at: int) -> tuple[str, int]:
    """Return a macro's body with the arguments that stand at ``at`` put in, and where they end."""
    values: list[str] = []
    place = at
    if macro.default is not None:
        optional = group(text, place, "[", "]")
        values.append(optional[0] if optional else macro.default)
        place = optional[1] if optional else place
    while len(values) < macro.arguments:
        found = argument(text, place)
        values.append(found[0] if found else "")
        place = found[1] if found else place
    body = " ".join(macro.body.split("\n"))
    filled = re.sub(r"#(\d)", lambda m: values[int(m[1]) - 1] if 0 < int(m[1]) <= len(values) else "", body)
    return filled, place


def _lines(text: str, count: int) -> str:
    """Return the text with exactly ``count`` line ends."""
    surplus = text.count("\n") - count
    return text + "\n" * -surplus if surplus <= 0 else text.replace("\n", " ", surplus)
