r"""A LaTeX source as lines of text with its formulas whole: sections, lists, emphasis, own definitions.

What is read is article-like LaTeX, as people write homework in it. Line k of the result is a reading
of line k of the source; a line that holds only mark-up says nothing and is kept as such.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from harness.errors import ImportFileError
from harness.importing.document import About, Line, Role, Source
from harness.importing.sources import texwords as words
from harness.importing.sources.macros import (
    NAME,
    Definitions,
    EndlessError,
    Expander,
    argument,
    define,
    group,
    without_comments,
)

_VERBATIM = re.compile(r"\\begin\{(verbatim|Verbatim|lstlisting|minted)\*?\}.*?\\end\{\1\*?\}", re.S)
_SHORT = 120
"""Longest reading of a title, an author or a date that is taken as such."""


def read_tex(text: str, where: str) -> Source:
    """Return a LaTeX source's lines; ImportFileError where its definitions have no end."""
    plain, known = define(_outside_verbatim(text, without_comments))
    expander = Expander(known)
    try:
        whole = _outside_verbatim(plain, expander.expand)
    except EndlessError as cause:
        raise ImportFileError(
            f"{where}: its definitions (\\newcommand, \\def) expand without end; mend the one that calls"
            f" itself"
        ) from cause
    writer = _Writer(_body(whole), known)
    read = writer.written()
    source = text.split("\n")
    lines = [
        _line(number, raw, shown) for number, (raw, shown) in enumerate(zip(source, read.split("\n")), 1)
    ]
    if lines and not source[-1]:
        lines.pop()
    about = About(*(_tidy(writer.said.get(name, "")) for name in ("title", "author", "date")))
    return Source("tex", tuple(lines), about, writer.doubts())


def _line(number: int, raw: str, shown: str) -> Line:
    shown = shown.rstrip()
    heading = re.match(r" *(#{1,6}) ", shown)
    markup: Role | None = "markup" if raw.strip() and not shown.strip() else None
    return Line(
        number,
        1,
        shown[heading.end() :] if heading else shown,
        level=len(heading[1]) if heading else 0,
        known=markup,
        raw=raw if raw.rstrip() != shown else None,
    )


def _outside_verbatim(text: str, change: Callable[[str], str]) -> str:
    """Return the text with everything but its verbatim passages changed."""
    pieces, place = [], 0
    for match in _VERBATIM.finditer(text):
        pieces += [change(text[place : match.start()]), match[0]]
        place = match.end()
    return "".join([*pieces, change(text[place:])])


def _body(text: str) -> str:
    """Return the text with nothing of the preamble but what it says of title, author and date."""
    start = text.find(r"\begin{document}")
    if start < 0:
        return text
    kept = ["\n" * text.count("\n", 0, start)]
    said = list(re.finditer(r"\\(?:title|author|date)(?![A-Za-z])", text[:start]))
    if said:
        kept, place = [], 0
        for match in said:
            found = group(text, match.end())
            if found is None or found[1] > start or match.start() < place:
                continue
            kept += ["\n" * text.count("\n", place, match.start()), text[match.start() : found[1]]]
            place = found[1]
        kept.append("\n" * text.count("\n", place, start))
    end = text.find(r"\end{document}", start)
    end = len(text) if end < 0 else end
    return "".join([*kept, text[start:end], "\n" * text.count("\n", end)])


def _tidy(text: str) -> str:
    text = " ".join(re.sub(r"[*`]+", "", text).split())
    return text if len(text) <= _SHORT else ""


class _Writer:
    """Writes a body as Markdown-like text, as many lines long as the body."""

    def __init__(self, text: str, known: Definitions) -> None:
        self.text = text
        self.known = known
        self.out: list[str] = []
        self.said: dict[str, str] = {}
        self.unknown: Counter[str] = Counter()
        self.lists: list[words.Numbering] = []
        self.questions = 0

    def written(self) -> str:
        """Return the whole text as it reads."""
        self._write(self.text)
        return "".join(self.out)

    def doubts(self) -> tuple[str, ...]:
        """Return what was met and not understood."""
        return tuple(
            f"\\{name} is not known and stands as it was ({count} times)" if name not in words.FILES else
            f"\\{name} names another file, which was not read: put it in, or bring it in by itself"
            for name, count in sorted(self.unknown.items())
        )  # fmt: skip

    def _write(self, text: str) -> None:
        place = 0
        for match in words.SPECIAL.finditer(text):
            if match.start() < place:
                continue
            self.out.append(_plain(text[place : match.start()]))
            place = self._special(text, match)
        self.out.append(_plain(text[place:]))

    def _special(self, text: str, match: re.Match[str]) -> int:
        at, sign = match.start(), match[0]
        if sign[0] == "$" or sign in (r"\[", r"\("):
            return self._formula(text, at, sign)
        if sign == "~":
            self.out.append(" ")
            return match.end()
        if sign in "{}":
            return match.end()
        name = NAME.match(text, at)
        return self._command(text, name) if name else match.end()

    def _formula(self, text: str, at: int, sign: str) -> int:
        closing = words.CLOSING[sign]
        end = text.find(closing, at + len(sign))
        while end > 0 and closing[0] == "$" and text[end - 1] == "\\":
            end = text.find(closing, end + 1)
        if end < 0:
            self.unknown[f"{sign} (never closed)"] += 1
            self.out.append(sign)
            return at + len(sign)
        self.out.append(sign + words.formula(text[at + len(sign) : end]) + closing)
        return end + len(closing)

    # -------------------------------------------------------------- commands

    def _command(self, text: str, match: re.Match[str]) -> int:
        name, at = match[1], match.end()
        if name in ("begin", "end") and (env := group(text, at)):
            handle = self._begin if name == "begin" else self._end
            return handle(text, env[0].strip(), env[1])
        bare = name.rstrip("*")
        if bare in words.SIGNS:
            self.out.append(words.SIGNS[bare])
            return self._space(text, at, bare)
        if bare in words.ACCENTS:
            return self._accent(text, at, bare)
        for table, handle_known in (
            (words.HEADINGS, self._heading),
            (words.WRAPS, self._wrap),
            (words.DROPPED, self._dropped),
            (words.SAYS, self._says),
        ):
            if bare in table:
                return handle_known(text, at, bare)
        if bare in ("item", "question", "titledquestion", "part", "subpart"):
            return self._item(text, at, bare)
        self.unknown[bare] += 1
        self.out.append(match[0])
        return at

    def _space(self, text: str, at: int, name: str) -> int:
        """Return where the text goes on after a command's name, whose space TeX eats."""
        return at + (name[0].isalpha() and text[at : at + 1] == " ")

    def _accent(self, text: str, at: int, name: str) -> int:
        found = argument(text, at)
        if found is None:
            return at
        self.out.append(words.accented(name, found[0].strip("{}\\ ")) + "\n" * found[0].count("\n"))
        return found[1]

    def _heading(self, text: str, at: int, name: str) -> int:
        short = group(text, at, "[", "]")
        found = group(text, short[1] if short else at)
        if found is None:
            return at
        level = words.HEADINGS[name]
        self.out.append("#" * level + " " if level else "**")
        self._write(found[0])
        self.out.append("" if level else "** ")
        return found[1]

    def _wrap(self, text: str, at: int, name: str) -> int:
        """Write what a command's last argument says between the marks that the command stands for."""
        skip, before, after = words.WRAPS[name]
        place = at
        while optional := group(text, place, "[", "]"):
            place = optional[1]
        for _ in range(skip):
            left_out = argument(text, place)
            place = left_out[1] if left_out else place
        found = argument(text, place)
        if found is None:
            return at
        self.out.append("\n" * text.count("\n", at, place))
        inside = found[0].strip() if before else found[0]
        lost = found[0].count("\n") - inside.count("\n")
        if inside:
            self.out.append(before)
            self._write(inside)
            self.out.append(after)
        self.out.append("\n" * lost)
        return found[1]

    def _dropped(self, text: str, at: int, name: str) -> int:
        place = at
        while optional := group(text, place, "[", "]"):
            if "\n\n" in text[place : optional[1]]:
                break
            place = optional[1]
        for _ in range(words.DROPPED[name]):
            found = argument(text, place)
            place = found[1] if found else place
        if name in words.FILES:
            self.unknown[name] += 1
        self.out.append("\n" * text.count("\n", at, place))
        return place if place > at else self._space(text, at, name)

    def _says(self, text: str, at: int, name: str) -> int:
        """Write what the document says of itself, and remember it."""
        found = group(text, at)
        if found is None:
            return at
        before = len(self.out)
        self._write(found[0])
        self.said[name] = "".join(self.out[before:])
        return found[1]

    # ---------------------------------------------------------- environments

    def _begin(self, text: str, env: str, at: int) -> int:
        bare = env.rstrip("*")
        if bare in words.FORMULAS:
            return self._display(text, env, at)
        if bare in ("verbatim", "Verbatim", "lstlisting", "minted"):
            return self._verbatim(text, env, at)
        optional = group(text, at, "[", "]")
        place = optional[1] if optional else at
        for _ in range(words.ENVIRONMENT_ARGUMENTS.get(bare, 0)):
            found = group(text, place)
            place = found[1] if found else place
        if bare in words.LISTS:
            self.lists.append(words.Numbering.of(bare, optional[0] if optional else "", len(self.lists)))
        else:
            self._announce(bare, optional[0] if optional else "")
        self.out.append("\n" * text.count("\n", at, place))
        return place

    def _announce(self, env: str, option: str) -> None:
        """Write what an environment's beginning says: a problem's number, a solution, an evaluation."""
        title = self.known.theorems.get(env, env)
        named = re.search(r"title\s*=\s*\{?([^{},]+)", option)
        if re.fullmatch(words.PROBLEM, title, re.I):
            self.questions += 1
            said = option if option and not named else ""
            self.out.append(f"# {title.capitalize()} {self.questions}{': ' + said if said else ''} ")
        elif named:
            self.out.append(f"**{named[1].strip().rstrip(':')}:** ")
        elif re.fullmatch(words.ANNOUNCED, title, re.I):
            self.out.append(f"**{title.capitalize()}:** ")
        elif env in self.known.theorems or env == "proof":
            self.out.append(f"**{title.capitalize()}{' (' + option + ')' if option else ''}.** ")

    def _end(self, text: str, env: str, at: int) -> int:
        if env.rstrip("*") in words.LISTS and self.lists:
            self.lists.pop()
        return at

    def _display(self, text: str, env: str, at: int) -> int:
        closing = f"\\end{{{env}}}"
        end = text.find(closing, at)
        if end < 0:
            self.unknown[f"begin{{{env}}} (never closed)"] += 1
            return at
        rows = words.FORMULAS[env.rstrip("*")]
        start = at
        if env.startswith("alignat") and (count := group(text, at)):
            start = count[1]
        inside = words.formula(text[start:end])
        begin, finish = (f"\\begin{{{rows}}}", f"\\end{{{rows}}}") if rows else ("", "")
        self.out.append(f"$${begin}{inside}{finish}$$")
        return end + len(closing)

    def _verbatim(self, text: str, env: str, at: int) -> int:
        end = text.find(f"\\end{{{env}}}", at)
        end = len(text) if end < 0 else end
        _options, _, rest = text[at:end].partition("\n")
        body, line, last = rest.rpartition("\n")
        self.out.append("```\n" + body + line + ("```" if line else last + " ```"))
        return min(len(text), end + len(f"\\end{{{env}}}"))

    def _item(self, text: str, at: int, name: str) -> int:
        optional = group(text, at, "[", "]")
        if name in ("question", "titledquestion"):
            self.questions += 1
            title = group(text, optional[1] if optional else at) if name == "titledquestion" else None
            self.out.append(f"# Question {self.questions}{': ' + title[0] if title else ''} ")
            return title[1] if title else optional[1] if optional else at
        mine = self.lists[-1] if self.lists else words.Numbering("-", 0)
        points = name != "item" and optional is not None and optional[0].strip().isdecimal()
        if optional and not points:
            self._write(optional[0])
            self.out.append(" ")
        else:
            self.out.append(mine.next() + " ")
        place = optional[1] if optional else at
        return place + (text[place : place + 1] == " ")


def _plain(text: str) -> str:
    for tex, sign in (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”")):
        text = text.replace(tex, sign)
    return text
