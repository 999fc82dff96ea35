"""The words and commands that are known, by what they mean; nothing else is read."""

from __future__ import annotations

from harness.maths.tree.functions import BY_NAME, SPELLINGS
from harness.symbols import ACCENTS, GREEK_NAMES

FUNCTIONS = frozenset(BY_NAME)
FUNCTION_WORDS = SPELLINGS
WORD_OPS = {
    "and": "and", "or": "or", "if": "if", "when": "if", "for": "if", "where": "if", "otherwise": "else",
    "else": "else", "in": "in", "not": "not", "mod": "mod", "pm": "pm", "choose": "choose",
}  # fmt: skip
CHANCE = {"Var": "variance", "var": "variance", "Cov": "covariance", "cov": "covariance", "Pr": "probability"}
"""Words before a bracket with random variables or events in it."""
SHORT_FORMS = {"eps": "epsilon", "lam": "lambda", "lmbda": "lambda", "lamda": "lambda", "sig": "sigma"}
"""What code calls a declared name."""
SHORT_FUNCTIONS = frozenset(("rk", "tg", "lg", "lb"))
"""Functions of two letters that are a product where both letters are declared and no bracket follows."""
WORD_NAMES = {"infinity": "oo", "infty": "oo", "inf": "oo", "Infinity": "oo", "oo": "oo", "ell": "l",
    "const": "C", "constant": "C",
}  # fmt: skip
OPS = {
    "le": "<=", "leq": "<=", "leqslant": "<=", "leqq": "<=", "lt": "<", "ge": ">=", "geq": ">=",
    "geqslant": ">=",
    "geqq": ">=", "gt": ">", "ne": "!=", "neq": "!=", "ll": "<", "gg": ">", "approx": "~", "simeq": "~",
    "cong": "~", "sim": "~", "equiv": "=", "doteq": "=", "coloneqq": "=", "coloneq": "=", "triangleq": "=",
    "in": "in", "notin": "notin", "cup": "cup", "bigcup": "cup", "cap": "cap", "bigcap": "cap",
    "setminus": "minus", "backslash": "minus", "land": "and", "wedge": "and", "lor": "or", "vee": "or",
    "neg": "not", "lnot": "not",
    "pm": "pm", "mp": "mp", "cdot": "dot", "times": "times", "ast": "*", "star": "star", "div": "/",
    "to": "->", "rightarrow": "->", "longrightarrow": "->", "mapsto": "->", "leftarrow": "<-", "gets": "<-",
    "longleftarrow": "<-", "Rightarrow": "=>", "implies": "=>", "iff": "=>", "Longrightarrow": "=>",
    "odot": "odot", "circ": "circ", "otimes": "otimes", "top": "top", "intercal": "top", "dagger": "dagger",
    "dag": "dagger", "prime": "'", "lvert": "|", "rvert": "|", "vert": "|", "mid": "mid", "lVert": "||",
    "rVert": "||", "Vert": "||", "|": "||", "lfloor": "lfloor", "rfloor": "rfloor", "lceil": "lceil",
    "rceil": "rceil", "langle": "langle", "rangle": "rangle", "{": "\\{", "}": "\\}", "lbrace": "\\{",
    "rbrace": "\\}", "lbrack": "[", "rbrack": "]", "\\": "\\\\", "%": "%", "degree": "degree", "lparen": "(",
    "rparen": ")", "colon": ":", "cr": "\\\\", "newline": "\\\\", "H": "dagger", "pmod": "pmod",
    "bmod": "mod", "mod": "mod", "angle": "angle",
    "propto": "propto", "permille": "permille", "succ": ">", "prec": "<", "succeq": ">=", "preceq": "<=",
}  # fmt: skip
NAMES = {
    "infty": "oo", "ell": "l", "hbar": "hbar", "imath": "i", "jmath": "j", "emptyset": "EMPTY",
    "varnothing": "EMPTY", "reals": "REALS", "naturals": "NATURALS", "integers": "INTEGERS",
    "rationals": "RATIONALS", "complexes": "COMPLEXES", "ones": "ONES", "N": "N", "P": "P", "Pr": "Pr",
}  # fmt: skip
BLACKBOARD = {
    "R": "REALS", "N": "NATURALS", "Z": "INTEGERS", "Q": "RATIONALS", "C": "COMPLEXES", "E": "EXPECT",
    "I": "I", "1": "ONES", "P": "P", "V": "Var",
}  # fmt: skip
WITH_ARGUMENTS = frozenset(
    ("frac", "sqrt", "binom", "vulgar", "sum", "prod", "int", "lim", "nabla", "partial", "overbrace")
)
SAME_COMMAND = {"dfrac": "frac", "tfrac": "frac", "cfrac": "frac", "dbinom": "binom", "tbinom": "binom"}
FONTS = frozenset((
    "mathbf", "boldsymbol", "bm", "mathit", "mathcal", "mathsf", "mathscr", "mathfrak", "pmb", "mathnormal",
))  # fmt: skip
SILENT = frozenset((
    "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr",
    "Biggl", "Biggr", "middle", "displaystyle", "textstyle", "limits", "nolimits", "quad", "qquad", ",",
    ";", ":", "!", ">", "enspace", "thinspace", "space", "phantom", "mathstrut", "strut", "boldmath",
    "rm", "bf", "it", "mathbf", "boldsymbol", "bm", "mathit", "mathcal", "mathsf", "mathscr", "mathfrak",
    "pmb", "mathnormal", "boxed", "dots", "ldots", "cdots", "hfill", "scriptstyle", "displaylimits",
    "nonumber", "notag", "allowbreak", "medspace", "thickspace", "therefore", "because", "forall", "fbox",
    "underbrace", "hspace", "vspace", "E", "euro", "pounds", "yen",
))  # fmt: skip
WORDY = frozenset(
    ("text", "mathrm", "operatorname", "textbf", "textit", "textrm", "mbox", "hbox", "textnormal")
)
LAWS = {
    "normal": "N", "gaussian": "N", "bernoulli": "Ber", "ber": "Ber", "bern": "Ber", "binomial": "Bin",
    "bin": "Bin", "binom": "Bin", "poisson": "Poi", "poi": "Poi", "pois": "Poi", "exponential": "Expo",
    "uniform": "Uni", "unif": "Uni", "geometric": "Geo", "geom": "Geo", "beta": "Beta",
    "dirichlet": "Dir", "dir": "Dir",
}  # fmt: skip
"""Names of distributions in lower case, by what they are called here."""
PRODUCTS = {
    "*": "mul", "dot": "mul", "times": "cross", "odot": "hadamard", "circ": "hadamard", "otimes": "kron",
}  # fmt: skip
"""Signs between factors, by the product they stand for."""
SETS = {"REALS": "reals", "EMPTY": "empty", "NATURALS": "naturals", "INTEGERS": "integers",
         "RATIONALS": "rationals", "COMPLEXES": "complexes", "ONES": "ones"}  # fmt: skip
"""Sets by the names of their tokens."""
UNIONS = {"cup": "union", "cap": "intersect", "minus": "minus"}
"""Signs between sets."""
BASIS = frozenset(("i_hat", "j_hat", "k_hat"))
"""Unit vectors along the axes."""
MEANINGS: dict[str, tuple[str, str]] = {
    **{command: ("cmd", command) for command in (*WITH_ARGUMENTS, "substack")},
    **{command: ("accent", accent) for command, accent in ACCENTS.items()},
    **{command: ("op", sign) for command, sign in OPS.items()},
    **{word: ("func", word) for word in FUNCTIONS},
    **{word: ("func", called) for word, called in FUNCTION_WORDS.items()},
    **{command: ("cmd", command) for command in FUNCTIONS & WITH_ARGUMENTS},
    "dot": ("accent", ACCENTS["dot"]),  # as a command an accent, in code a product
    **{prefix + letter: ("name", letter) for letter in GREEK_NAMES for prefix in ("", "var")},
    **{command: ("name", called) for command, called in NAMES.items()},
}
"""Command → kind and value of its token."""
