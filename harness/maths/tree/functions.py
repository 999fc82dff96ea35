"""The functions that are known: one row each, read by the parser, the arithmetics, the printer and the prose.

**To add a function**, add a row. It is then read in LaTeX, in code and in words, printed, taken over from
sympy, told from prose, and has a value: by numpy's and mpmath's own function where the row names them,
by a method ``_NAME`` of the arithmetics, or (``opaque``) as a function known by its name only.
"""

from __future__ import annotations

from dataclasses import dataclass

ANY = 10_000
"""As many arguments as one likes."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function by the name of its operation."""

    name: str
    words: str = ""
    """Its other spellings, separated by spaces."""
    takes: tuple[int, int] = (1, 1)
    """The least and the greatest number of arguments."""
    doubles: str = ""
    """The name of its function in numpy; ``1/tan`` for a reciprocal."""
    long: str = ""
    """The name of its function in mpmath."""
    bits: int = 64
    """How large an argument may be, as a power of two: long floats of more would take too long."""
    sympy: str = ""
    """The name of its class in sympy."""
    prints: str = ""
    """The LaTeX command, or the name in ``operatorname``, it is printed as."""
    english: str = ""
    """Those of its spellings that are words or units too, and functions of prose only before a bracket."""
    atom: bool = False
    """Whether equality by the laws of arithmetic looks at its arguments only."""
    valued: bool = True
    """False for ``vec`` alone, which also marks the letter of a vector whose length nobody has declared."""
    opaque: bool = False
    """Whether nothing is known of it but its name: it equals itself of equal arguments."""


_WIDE = 2**70

TABLE = (
    Function("sin", doubles="sin", long="sin", sympy="sin", prints="\\sin", atom=True),
    Function("cos", doubles="cos", long="cos", sympy="cos", prints="\\cos", atom=True),
    Function("tan", "tg", doubles="tan", long="tan", sympy="tan", prints="\\tan", atom=True),
    Function("cot", "ctg", doubles="1/tan", long="cot", sympy="cot", prints="\\cot", atom=True),
    Function("sec", doubles="1/cos", long="sec", sympy="sec", prints="\\sec", atom=True),
    Function("csc", "cosec", doubles="1/sin", long="csc", sympy="csc", prints="\\csc", atom=True),
    Function("arcsin", "asin", doubles="arcsin", long="asin", sympy="asin", prints="\\arcsin", atom=True),
    Function("arccos", "acos", doubles="arccos", long="acos", sympy="acos", prints="\\arccos", atom=True),
    Function(
        "arctan", "atan arctg", doubles="arctan", long="atan", sympy="atan", prints="\\arctan", atom=True
    ),
    Function("sinh", doubles="sinh", long="sinh", bits=40, sympy="sinh", prints="\\sinh", atom=True),
    Function("cosh", doubles="cosh", long="cosh", bits=40, sympy="cosh", prints="\\cosh", atom=True),
    Function("tanh", doubles="tanh", long="tanh", bits=40, sympy="tanh", prints="\\tanh", atom=True),
    Function("coth", doubles="1/tanh", long="coth", bits=40, sympy="coth", prints="\\coth", atom=True),
    Function("sech", doubles="1/cosh", long="sech", bits=40, sympy="sech", prints="sech", atom=True),
    Function("csch", doubles="1/sinh", long="csch", bits=40, sympy="csch", prints="csch", atom=True),
    Function(
        "arsinh", "arcsinh asinh", doubles="arcsinh", long="asinh", sympy="asinh", prints="arsinh", atom=True
    ),
    Function(
        "arcosh", "arccosh acosh", doubles="arccosh", long="acosh", sympy="acosh", prints="arcosh", atom=True
    ),
    Function(
        "artanh", "arctanh atanh", doubles="arctanh", long="atanh", sympy="atanh", prints="artanh", atom=True
    ),
    Function("exp", doubles="exp", long="exp", sympy="exp", prints="\\exp"),
    Function("ln", "Log Ln", doubles="log", long="ln", bits=_WIDE, sympy="log", prints="\\ln", atom=True),
    Function("log", takes=(1, 2), atom=True),
    Function("lg", "log10"),
    Function("lb", "log2"),
    Function("cis"),
    Function("abs", sympy="Abs", atom=True),
    Function("sqrt"),
    Function("cbrt"),
    Function("floor", doubles="floor", long="floor", sympy="floor", atom=True, english="floor"),
    Function("ceil", "ceiling", doubles="ceil", long="ceil", sympy="ceiling", atom=True, english="ceiling"),
    Function("round", takes=(1, 2), doubles="round", long="nint", prints="round", english="round"),
    Function(
        "sgn",
        "sign",
        doubles="sign",
        long="sign",
        bits=_WIDE,
        sympy="sign",
        prints="sgn",
        english="sign",
        atom=True,
    ),
    Function("Re", "real", doubles="real", long="re", bits=_WIDE, sympy="re", prints="Re", english="real"),
    Function("Im", "imag", doubles="imag", long="im", bits=_WIDE, sympy="im", prints="Im", english="imag"),
    Function("conj", doubles="conj", long="conj", bits=_WIDE, sympy="conjugate", prints="conj"),
    Function("arg", doubles="angle", long="arg", sympy="arg", prints="\\arg"),
    Function("erf", long="erf", bits=20, sympy="erf", prints="erf", atom=True),
    Function("Gamma", takes=(1, 2), long="gamma", bits=30, sympy="gamma", prints="Gamma", atom=True),
    Function("factorial", long="factorial", bits=30, sympy="factorial", atom=True, english="factorial"),
    Function("binom", takes=(2, 2), sympy="binomial", atom=True),
    Function("max", "maximum", (1, ANY), sympy="Max", prints="\\max", english="max maximum"),
    Function("min", "minimum", (1, ANY), sympy="Min", prints="\\min", english="min minimum"),
    Function("array", "tensor asarray Matrix", (1, ANY), english="array tensor Matrix"),
    Function("relu", "ReLU RELU Relu"),
    Function("sigmoid", "expit Sigmoid"),
    Function("softplus", "Softplus SoftPlus"),
    Function("logsumexp", "LogSumExp LSE lse", (1, ANY)),
    Function("softmax", "Softmax SoftMax", (1, ANY), opaque=True),
    Function("gcd", takes=(1, ANY), prints="\\gcd"),
    Function("lcm", takes=(1, ANY), prints="lcm"),
    Function("det", "determinant", sympy="Determinant", prints="\\det", english="determinant"),
    Function("tr", "trace Tr", english="trace"),
    Function("diag", "Diag", (1, ANY), prints="diag"),
    Function("blkdiag", "blockdiag", (1, ANY), opaque=True),
    Function("rank", "rk", prints="rank", english="rank"),
    Function("norm", takes=(1, 2), english="norm"),
    Function("inv", english="inv"),
    Function("pinv"),
    Function("transpose", english="transpose"),
    Function("solve", takes=(2, 2), english="solve"),
    Function("matmul", "dot", (2, ANY), english="dot matmul"),
    Function("vec", valued=False),
    Function("adj", opaque=True, english="adj"),
    Function("dim", opaque=True, english="dim"),
    Function("ker", opaque=True, english="ker"),
    Function("span", takes=(1, ANY), opaque=True, english="span"),
)
BY_NAME = {row.name: row for row in TABLE}
SPELLINGS = {word: row.name for row in TABLE for word in row.words.split()}
"""Another spelling → the name."""
ENGLISH = frozenset(word for row in TABLE for word in row.english.split())
"""Spellings that are functions of prose only before a bracket."""
