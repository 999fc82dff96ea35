r"""The words of LaTeX: what each command and environment of running text stands for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

SPECIAL = re.compile(r"\$\$|\$|\\[\[(]|\\(?:[A-Za-z@]+\*?|.)|[~{}]", re.S)
CLOSING = {"$": "$", "$$": "$$", r"\[": r"\]", r"\(": r"\)"}

HEADINGS = {
    "chapter": 1, "section": 1, "subsection": 2, "subsubsection": 3, "paragraph": 0, "subparagraph": 0,
}  # fmt: skip
"""Command → depth of its heading; 0 for one that runs into its paragraph."""

WRAPS: dict[str, tuple[int, str, str]] = {
    **dict.fromkeys(("textbf", "bfseries*"), (0, "**", "**")),
    **dict.fromkeys(
        ("emph", "textit", "textsl", "textsc", "textrm", "textsf", "textup", "textmd", "textnormal", "text",
         "mbox", "underline", "uline", "hl", "fbox", "enquote", "centerline", "uppercase", "lowercase"),
        (0, "", "")),
    **dict.fromkeys(("texttt", "verb", "lstinline"), (0, "`", "`")),
    **dict.fromkeys(("textcolor", "href", "colorbox", "parbox", "makebox", "framebox", "raisebox", "scalebox",
                     "hyperref"), (1, "", "")),
    "fcolorbox": (2, "", ""),
    "footnote": (0, " (", ")"),
    "caption": (0, "", ""),
    "url": (0, "", ""),
    "tag": (0, "(", ")"),
    **dict.fromkeys(("marginpar", "marginnote", "todo", "sidenote", "pdfcomment"), (0, " ⟦note: ", "⟧ ")),
}  # fmt: skip
"""Command → how many arguments come before the one that is shown, and what stands around it."""

SAYS = frozenset(("title", "author", "date"))
FILES = frozenset(("input", "include", "subfile", "lstinputlisting"))

DROPPED = {
    **dict.fromkeys(
        ["maketitle", "noindent", "indent", "bigskip", "medskip", "smallskip", "newpage", "clearpage",
        "pagebreak", "linebreak", "newline", "par", "centering", "raggedright", "raggedleft", "tiny",
        "scriptsize", "footnotesize", "small", "normalsize", "large", "Large", "LARGE", "huge", "Huge",
        "bfseries", "itshape", "ttfamily", "rmfamily", "sffamily", "mdseries", "upshape", "scshape",
        "normalfont", "bf", "it", "tt", "rm", "sf", "em", "tableofcontents", "hline", "toprule", "midrule",
        "bottomrule", "hfill", "vfill", "quad", "qquad", "protect", "relax", "null", "appendix", "sloppy",
        "samepage", "break", "goodbreak", "leavevmode", "displaystyle", "textstyle", "ignorespaces",
        "unskip", "allowbreak", "doublespacing", "onehalfspacing", "singlespacing", "nopagebreak",
        "allowdisplaybreaks", "printanswers", "today", "begingroup", "endgroup", "bgroup", "egroup",
        "frontmatter", "mainmatter", "backmatter"], 0),
    **dict.fromkeys(
        ["vspace", "hspace", "label", "thispagestyle", "pagestyle", "setlength", "addtolength",
        "includegraphics", "bibliographystyle", "bibliography", "pagenumbering", "color", "cline", "vskip",
        "hskip", "setcounter", "graphicspath", "usepackage", "newcounter", "stepcounter", "refstepcounter",
        "phantom", "hphantom", "vphantom", "input", "include", "subfile", "lstinputlisting", "linespread",
        "geometry", "hypersetup", "theoremstyle"], 1),
    "setcounter": 2, "setlength": 2, "addtolength": 2, "rule": 2, "addcontentsline": 3, "markboth": 2,
    **dict.fromkeys(("ref", "eqref", "cite", "citep", "citet", "autoref", "cref", "Cref", "pageref"), 1),
}  # fmt: skip
"""Command → how many arguments are left out with it."""

SIGNS = {
    "%": "%", "&": "&", "_": "_", "#": "#", "$": r"\$", "{": "{", "}": "}", "\\": " ", " ": " ", ",": " ",
    ";": " ", ":": " ", "!": "", "-": "", "/": "", "\n": "\n", "@": "", "ldots": "…", "dots": "…",
    "textellipsis": "…", "ss": "ß", "o": "ø", "O": "Ø", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å",
    "AA": "Å", "l": "ł", "L": "Ł", "i": "ı", "S": "§", "P": "¶", "copyright": "©", "pounds": "£",
    "euro": "€", "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textbar": "|",
    "textless": "<", "textgreater": ">", "textdegree": "°", "textemdash": "—", "textendash": "–",
    "textquoteright": "’", "textquoteleft": "‘", "LaTeX": "LaTeX", "TeX": "TeX", "checkmark": "✓",
    "cmark": "✓",
    "xmark": "✗", "qed": "∎", "qedhere": "∎", "square": "□", "textonehalf": "½", "textbullet": "•",
    "tabularnewline": " ", "space": " ", "nobreakspace": " ", "slash": "/", "guillemotleft": "«",
    "guillemotright": "»", "og": "«", "fg": "»",
}  # fmt: skip
"""Command of running text → the character it prints."""

ACCENTS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323",
}  # fmt: skip

FORMULAS = {
    "equation": "", "displaymath": "", "math": "", "align": "aligned", "alignat": "aligned",
    "flalign": "aligned",
    "eqnarray": "aligned", "gather": "gathered", "multline": "gathered", "dmath": "",
}  # fmt: skip
"""Environment of a displayed formula → the environment of its rows, if it has any."""

LISTS = frozenset(("itemize", "enumerate", "description", "parts", "subparts", "questions", "compactenum",
                   "compactitem", "inparaenum", "tasks"))  # fmt: skip
ENVIRONMENT_ARGUMENTS = {
    "tabular": 1, "tabularx": 2, "minipage": 1, "multicols": 1, "thebibliography": 1, "adjustwidth": 2,
    "array": 1,
}  # fmt: skip
PROBLEM = r"problem|question|exercise|aufgabe|exercice|ejercicio|esercizio|task|homeworkproblem"
ANNOUNCED = (
    r"solution|answer|evaluation|comment|comments|feedback|grade|mark|marks|score|remark"
    r"|bewertung|kommentar|lösung"
)
_NOISE = re.compile(r"\\(?:label|tag\*?)\{([^{}]*)\}|\\(?:nonumber|notag|allowdisplaybreaks)(?![A-Za-z])")


@dataclass(slots=True)
class Numbering:
    """How the items of one list are numbered."""

    style: str
    """``-`` for bullets, else a pattern with ``1``, ``a``, ``A``, ``i`` or ``I`` where the number stands."""
    count: int = 0

    @classmethod
    def of(cls, env: str, option: str, depth: int) -> Numbering:
        """Return the numbering of a list by its environment and its option, as enumitem has it."""
        if env in ("itemize", "compactitem", "description"):
            return cls("-")
        if env in ("parts", "tasks"):
            return cls("(a)")
        label = re.search(r"label\s*=\s*(\{.*\}|[^,]*)", option)
        pattern = (label[1] if label else option if "=" not in option else "").strip()
        for command, sign in (("alph", "a"), ("Alph", "A"), ("arabic", "1"), ("roman", "i"), ("Roman", "I")):
            pattern = re.sub(rf"\\{command}\*", sign, pattern)
        pattern = re.sub(r"\\[A-Za-z]+\s*|[{}]", "", pattern).strip()
        usual = ("1.", "(a)", "i.", "A.")[min(depth, 3)]
        return cls(pattern if re.fullmatch(r"\W*[1aAiI]\W*", pattern) else usual)

    def next(self) -> str:
        """Return the label of the next item."""
        self.count += 1
        return re.sub(r"[1aAiI]", lambda m: _numeral(m[0], self.count), self.style, count=1)


def _numeral(style: str, number: int) -> str:
    if style == "1":
        return str(number)
    if style in "aA":
        return chr(ord(style) + (number - 1) % 26)
    digits, rest = "", number
    for value, sign in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        digits += sign * (rest // value)
        rest %= value
    return digits if style == "i" else digits.upper()


def formula(text: str) -> str:
    """Return a formula without what only numbers or names it; its line ends stay, blank lines do not."""
    text = _NOISE.sub(lambda m: rf"\quad({m[1]})" if m[0].startswith(r"\tag") else "", text)
    return re.sub(r"\\ensuremath(?![A-Za-z])", "", text)


def accented(command: str, letter: str) -> str:
    """Return a letter with the accent that the command puts on it.

    >>> accented('"', "o"), accented("c", "c")
    ('ö', 'ç')
    """
    base = {"i": "i", "j": "j"}.get(letter, letter)
    return unicodedata.normalize("NFC", base[:1] + ACCENTS[command]) + base[1:]
