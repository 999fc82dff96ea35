r"""Lexing: folded text → tokens, in one pass, known commands only.

A token is ``(kind, value, spaced)``: ``num`` (a `Num`), ``name`` (a plain spelling), ``func``, ``op``,
``text``, ``begin``/``close`` (an environment), ``cmd`` (a command with arguments) and ``end``.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from harness.maths.parsing.commands import (
    BLACKBOARD,
    CHANCE,
    FONTS,
    FUNCTION_WORDS,
    FUNCTIONS,
    MEANINGS,
    SAME_COMMAND,
    SHORT_FORMS,
    SHORT_FUNCTIONS,
    SILENT,
    WORD_NAMES,
    WORD_OPS,
    WORDY,
)
from harness.maths.parsing.notation import rewritten
from harness.maths.parsing.scope import Names
from harness.maths.parsing.tokens import Token, literal
from harness.maths.tree.expr import Num, ParseError
from harness.symbols import ACCENTS, GREEK_NAMES

LENGTH, TOKENS = 4_000, 900
"""Budgets of one claim: characters, tokens."""


GAPS = (";", "quad", "qquad", "mid", "vert", "middle")
"""Commands that may set the blocks of a row apart."""


ELLIPSES = frozenset(("dots", "ldots", "cdots"))


_MASTER = re.compile(
    r"(?P<space>[\s~]+)|(?P<num>\d+(?:\{,\}\d{3})*(?:\.\d+|\.(?=\s*[,\])]))?(?:[eE][+-]?\d+(?![\d.]))?|\.\d+)|\\(?P<cmd>[A-Za-z]+|.)"
    r"|(?P<word>[A-Za-z]+)|(?P<sign>\+/-|\+-|<=|>=|!=|==|:=|=>|->|<-|\*\*|\|\||\^\^|[-+*/^_()\[\]{}|,;&!'=<>:%.?\"@#$`])",
    re.DOTALL | re.ASCII,
)
_GROUPS = re.compile(r"(?:,\d{3})+(?:\.\d+)?(?![\d,])", re.ASCII)
_BRACED = re.compile(r"\s*\*?\s*\{([^{}]{0,200})\}")
_SIGNS = {"+/-": "pm", "==": "=", ":=": "=", "**": "^", "=>": "=>", "->": "->", "<-": "<-"}


def lex(text: str, names: Names) -> list[Token]:
    """Return the tokens of folded text; ParseError beyond a budget or at a foreign character."""
    if len(text) > LENGTH:
        raise ParseError(f"longer than {LENGTH} characters")
    return _Lexer(rewritten(text, names), names).run()


_SPACES = frozenset((",", ";", ":", " ", "quad", "qquad"))
_OPENING = ("(", "[", "\\left", "\\big", "\\Big", "_")
_ENDED = (")", "]", "}", "\\}", "|", "||", "!", "%", "'", "degree", "top")
"""Signs behind which a term is complete."""
_BASE = re.compile(r"(?:10|2)(?=\s*\()", re.ASCII)
_ACCENTED = re.compile(r"\s*(?:\{\s*\\?[A-Za-z]+\s*\}|[A-Za-z](?![A-Za-z]))", re.ASCII)
_ANGLE = re.compile(r"\s*\{?\s*([A-Z]{1,3})\s*\}?", re.ASCII)
_LETTER = re.compile(r"\s*\{\s*([A-Za-z]|\\(?:" + "|".join(sorted(GREEK_NAMES)) + r"))\s*\}", re.ASCII)
_ONE = re.compile(r"\s*(?:\{\s*1\s*\}|1(?!\d))", re.ASCII)
_INDEXED = {"Sigma": "sum", "Pi": "prod"}
_FROM = re.compile(r"\s*_\s*\{?\s*[A-Za-z]\s*=", re.ASCII)
"""A lowered index with where it begins: Σ_{i=1} is a sum."""
_CONDITION = re.compile(
    r"\s*(?:_\s*\{|\\\{|\[|\(|\\left\s*\\?[\[({])[^{}\[\]()]{0,60}?(?:[<>=]|\\(?:l[et]|g[et]|ne|in)(?:q|qslant)?(?![A-Za-z]))"
)
"""A bracket or a subscript with a relation in it."""
_ENDS = re.compile(r"[ .$\n]*+(?:$|\\\\|\\end\b|&)")
"""What may follow a full stop: nothing, or the end of a row."""


class _Lexer:
    def __init__(self, text: str, names: Names) -> None:
        self.text, self.names, self.at = text, names, 0
        self.tokens: list[Token] = []
        self.spaced = False
        self.depth = 0

    def run(self) -> list[Token]:
        text, match, tokens = self.text, _MASTER.match, self.tokens
        while self.at < len(text):
            found = match(text, self.at)
            if found is None or len(tokens) > TOKENS:
                raise ParseError(
                    f"cannot read {text[self.at : self.at + 12]!r}" if found is None else "too long"
                )
            self.at = found.end()
            kind = found.lastgroup or ""
            if kind == "space":
                self.spaced = True
                continue
            value = found[kind]
            if kind == "sign" and value in _PLAIN:
                tokens.append(Token("op", value, self.spaced))
                self.spaced = False
                continue
            _READ[kind](self, value)
            self.spaced = kind == "cmd" and value in _SPACES
        tokens.append(Token("end", ""))
        return tokens

    def _put(self, kind: str, value: str, number: Num | None = None) -> None:
        self.tokens.append(Token(kind, value, self.spaced, number))

    def _num(self, text: str) -> None:
        last = self.tokens[-1] if self.tokens else None
        if last and last.kind == "name" and not self.spaced and last.value not in ("oo", "e", "pi", "i"):
            raised = self.text[self.at : self.at + 1] == "^"  # n2^k is n times 2^k
            if not raised and (
                not self.tokens[-2:-1] or self.tokens[-2][:2] != ("cmd", "frac")
            ):  # \frac T2 is T/2
                self._put("op", "_")
        elif last and last.kind == "num" and last.value[-1:].isdigit():
            text = self._grouped(last, text)
        text = self._thousands(text).replace("{,}", "")
        self._put("num", text, literal(text))

    def _grouped(self, last: Token, text: str) -> str:
        """Join ``1\\,234``; numbers side by side are otherwise left to the parser."""
        before = self.text[: self.at - len(text)]
        if before.endswith("\\,") and len(text.split(".")[0]) == 3 and "." not in last.value:
            self.tokens.pop()
            return last.value + text
        return text

    def _thousands(self, text: str) -> str:
        if not self.names.thousands or self.depth != 0 or len(text) > 3 or not text.isdigit():
            return text
        if rest := _GROUPS.match(self.text, self.at):
            self.at = rest.end()
            return text + rest.group().replace(",", "")
        return text

    def _sign(self, sign: str) -> None:
        if sign in "()[]":
            self.depth += 1 if sign in "([" else -1
        if sign == "<-" and self.text[self.at : self.at + 1].strip():
            self._put("op", "<")  # x<-1 is a relation, w <- w - g an assignment
            self.spaced = False
            sign = "-"
        if sign in '$`"@#?':
            return
        if sign == "+-":  # 2 +- 1 and +-3 are two numbers, x+-3 is x - 3
            last = self.tokens[-1] if self.tokens else None
            operand = last is not None and (last.kind != "op" or last.value in _ENDED)
            if not operand or self.text[self.at : self.at + 1].isspace():
                self._put("op", "pm")
                return
            self._put("op", "+")
            sign = "-"
        if sign == "." and self.tokens and not _ENDS.match(self.text, self.at):
            raise ParseError("a full stop inside the expression")
        if sign != ".":
            self._put("op", _SIGNS.get(sign, sign))

    def _word(self, word: str) -> None:
        after_sub = bool(self.tokens) and self.tokens[-1].value == "_" and self.tokens[-1].kind == "op"
        indexed = (
            after_sub and len(word) == 2 and word[0] in "ijkl" and self.text[self.at : self.at + 1] == "_"
        )
        free = not self.names.spellings
        if indexed and (free or word[1] == self.tokens[-2].value or word[1] in self.names.spellings):
            self._put("name", word[0])  # x_ix_j is x_i x_j
            self._put("name", word[1])
            return
        if after_sub:
            self._put("name", word)
            return
        raised = (
            bool(self.tokens) and self.tokens[-1].value == "^" and self.text[self.at : self.at + 1] == "_"
        )
        if raised and len(word) == 2 and word not in self.names.spellings and word[1] in self.names.spellings:
            self._put("name", word[0])  # \sum^nu_i is a sum to n of u_i
            self._put("name", word[1])
            return
        if len(word) == 1:
            self._put("name", word)
            return
        base = _BASE.match(self.text, self.at) if word == "log" else None
        if base:
            self.at = base.end()  # log10(x), log2(x)
            word = {"10": "lg", "2": "lb"}[base[0]]
        for kind, value in self._meaning(word):
            self._put(kind, value)
            self.spaced = False

    def _meaning(self, word: str) -> list[tuple[str, str]]:
        names = self.names
        if word in names.spellings or word in names.words:
            return [("name", word)]
        if word in SHORT_FORMS and SHORT_FORMS[word] in names.spellings:
            return [("name", SHORT_FORMS[word])]
        if word in SHORT_FUNCTIONS and names.spellings.keys() >= set(word) and not self._opens():
            return [("name", letter) for letter in word]
        if word in FUNCTIONS or word in FUNCTION_WORDS:
            return [("func", FUNCTION_WORDS.get(word, word))]
        if word in WORD_OPS:
            return [("op", WORD_OPS[word])]
        if word in WORD_NAMES or word in GREEK_NAMES:
            return [("name", WORD_NAMES.get(word, word))]
        if word.lower() in GREEK_NAMES and word[0].isupper() and word[1:].islower():
            return [("name", word)]
        if word in ("sum", "prod", "integral", "lim"):
            return [("cmd", {"integral": "int"}.get(word, word))]
        if word in CHANCE and self._opens():
            return [("name", word)]
        return self._split(word)

    def _opens(self) -> bool:
        """Whether a bracket comes next."""
        return self.text[self.at : self.at + 8].lstrip().startswith(_OPENING)

    def _split(self, word: str) -> list[tuple[str, str]]:
        """Read a run of letters as a product of names, where that is believable."""
        out: list[tuple[str, str]] = []
        at = 0
        while at < len(word):
            for length in range(min(10, len(word) - at), 1, -1):
                piece = word[at : at + length]
                if piece in self.names.spellings or piece in GREEK_NAMES:
                    out.append(("name", piece))
                    break
                if piece in FUNCTIONS and len(piece) < len(word):
                    out.append(("func", piece))
                    break
            else:
                length = 1
                out.append(("name", word[at]))
            at += length
        single = [v for k, v in out if k == "name" and len(v) == 1]
        known = self.names.known | frozenset(self.names.spellings)
        if len(single) > 3 and not all(s in known or s in "eid" for s in single):
            raise ParseError(f"the word {word[:20]!r} is no mathematics")
        return out

    def _cmd(self, command: str) -> None:
        command = SAME_COMMAND.get(command, command)
        if command in _INDEXED and _FROM.match(self.text, self.at):
            command = _INDEXED[command]
        special = _SPECIAL.get(command)
        if special is not None and special(self, command):
            return
        if command in SILENT or command.isspace():
            self._silent(command)
        elif (meaning := MEANINGS.get(command)) is not None:
            self._put(*meaning)
        else:
            raise ParseError(f"the command \\{command[:20]} is not one of ours")

    def _silent(self, command: str) -> None:
        if command in ("left", "right") and self.text[self.at : self.at + 1] == ".":
            self.at += 1
        elif command == "E":
            self._put("name", "EXPECT")
        elif command in ELLIPSES and self._between_terms():
            self._put("op", "dots")
        self.spaced = True

    def _angle(self, _: str) -> bool:
        corner = _ANGLE.match(self.text, self.at)
        if corner is None:
            return False
        self.at = corner.end()
        self._put("name", f"∠{min(corner[1], corner[1][::-1])}")
        return True

    def _arrow(self, command: str) -> bool:
        if not _ACCENTED.match(self.text, self.at) or "\\times" in self.text:
            return False
        self._put("accent", ACCENTS[command])
        return True

    def _font(self, _: str) -> bool:
        if letter := _LETTER.match(self.text, self.at):
            self.at = letter.end()  # one letter in another font is the letter
            self._put("name", letter[1].lstrip("\\").removeprefix("var"))
            return True
        if (one := _ONE.match(self.text, self.at)) and self._is_sign(one.end()):
            self.at = one.end()
            self._put("name", "ONES")
            return True
        return False

    def _gap(self, _: str) -> bool:
        if between := self._between_blocks():
            self._put("op", "&")
        return between

    def _is_sign(self, end: int) -> bool:
        """Whether a one in another font is no number: a vector of ones, or the sign of an indicator."""
        return self.names.has_arrays or _CONDITION.match(self.text, end) is not None

    def _between_terms(self) -> bool:
        """Whether an ellipsis leaves out terms or factors: not members of a list, nor a number's digits."""
        last = self.tokens[-1] if self.tokens else None
        following = self.text[self.at :].lstrip(" ~.")
        if last is None or (last.kind == "op" and last.value in ",;&(["):
            return False
        return not following.startswith((",", ";", "&", "\\}")) and (
            bool(following.strip("$}) ")) or last.kind == "op"
        )

    def _between_blocks(self) -> bool:
        """Whether a wide space sets blocks apart: directly in square brackets, among declared arrays."""
        if self.depth < 1 or not any(s.kind == "matrix" for s in self.names.symbols.values()):
            return False
        opened = [t.value for t in self.tokens if t.kind == "op" and t.value in ("(", "[", ")", "]")]
        last = self.tokens[-1]
        following = self.text[self.at :].lstrip(" \\;,")
        return (
            opened[-1:] == ["["] and (last.kind != "op" or last.value == "}") and following[:1] not in "+-=])"
        )

    def _group(self) -> str:
        """Return the text of the braces that come next, which must hold no braces themselves."""
        found = _BRACED.match(self.text, self.at)
        if not found:
            return ""
        self.at = found.end()
        return found[1]

    def _blackboard(self, _: str) -> bool:
        inner = self._group().strip() or self.text[self.at : self.at + 2].strip()[:1]
        if self.text[self.at - 1] != "}":
            self.at = self.text.find(inner, self.at) + 1 if inner else self.at
        if inner not in BLACKBOARD:
            raise ParseError(f"the set {inner[:10]!r} is not known")
        self._put("name", BLACKBOARD[inner])
        return True

    def _wordy(self, _: str) -> bool:
        word = self._group().strip()
        if not word:
            return True
        bare = word.replace("\\", "").strip()
        meaning = [("text", word)]
        if bare in ("T", "H", "t") and self._raised():
            meaning = [("op", "top")]
        elif bare.isalpha() and (len(bare) == 1 or bare in self.names.spellings):
            meaning = [("name", bare)]
        elif bare in FUNCTIONS or bare in FUNCTION_WORDS or bare in WORD_OPS or bare in GREEK_NAMES:
            meaning = self._meaning(bare)
        elif bare in CHANCE or bare in ("const", "const.", "constant"):
            meaning = [("name", WORD_NAMES.get(bare.rstrip("."), bare))]
        elif re.fullmatch(r"[\d.,\s+-]+", bare):
            meaning = []
            for piece in re.findall(r"\d+\.?\d*|[+-]", bare):
                self._put("op" if piece in "+-" else "num", piece, None if piece in "+-" else literal(piece))
        for kind, value in meaning:
            self._put(kind, value)
        return True

    def _raised(self) -> bool:
        values = [t.value for t in self.tokens[-3:]]
        return bool(values) and (
            values[-1] == "^" or values[-2:] in (["^", "{"], ["^", "-"]) or values[-3:-1] == ["^", "{"]
        )

    def _environment(self, command: str) -> bool:
        name = self._group().strip().rstrip("*")
        if command == "begin" and name in ("array", "alignedat", "pmatrix", "bmatrix"):
            spec = re.compile(r"\s*(\{[^{}]{0,40}\}|\[[lcr|]{0,20}\])").match(self.text, self.at)
            if spec and name in ("array", "alignedat"):
                self.at = spec.end()
        self._put("begin" if command == "begin" else "close", name)
        return True


_SPECIAL: dict[str, Callable[[_Lexer, str], bool]] = {
    **dict.fromkeys(GAPS, _Lexer._gap),
    **dict.fromkeys(FONTS, _Lexer._font),
    **dict.fromkeys(WORDY, _Lexer._wordy),
    **dict.fromkeys(("mathbb", "mathds", "mathbbm", "Bbb"), _Lexer._blackboard),
    **dict.fromkeys(("begin", "end"), _Lexer._environment),
    "angle": _Lexer._angle,
    "vec": _Lexer._arrow,
}
"""Commands that are read with what follows; what returns False leaves them to their plain meaning."""
_PLAIN = frozenset("-+*/^_{}|,&!'=<>:%;") | {"||", "^^", "<=", ">=", "!="}
"""Signs that mean themselves wherever they stand."""
_READ = {"num": _Lexer._num, "cmd": _Lexer._cmd, "word": _Lexer._word, "sign": _Lexer._sign}
