"""The words and signs by which maths is told from prose. Data only."""

from __future__ import annotations

import re

from harness.grading.language.lexicon import words
from harness.grading.language.magnitudes import MAGNITUDES
from harness.grading.language.units import SPOKEN
from harness.maths.tree import functions
from harness.maths.tree.functions import BY_NAME, SPELLINGS

FUNCTIONS = (
    frozenset(BY_NAME)
    | frozenset(SPELLINGS)
    | words("mod sup inf lim Var Cov pi infinity infty oo frac eps Inf const")
)
"""Words that are maths wherever they stand: the functions, and what is written like one."""
ENGLISH = functions.ENGLISH | words("sup")
"""Names of functions that are English words too, unless a bracket follows."""
LIBRARIES = words("np numpy jnp scipy linalg torch tf math sp sympy")
"""What code says before a function, with a full stop."""
SHORT_PROSE = words(
    "is of to or and if we so as at by in it on an be do no the my he me us up am go ok vs its are "
    "has per eq Is Of To Or If We So As At By In It On An Be Do No My He Me Ok OK Eq by "
    "Si si Se se Es El La Le Il Un En Et Ou Da Du Di"
)
UNITS = (
    words(
        "m cm mm km nm um kg g mg lb oz s ms us ns min h hr hrs hour hours minute minutes second seconds "
        "day days week weeks month months year years N J W V A Hz kHz MHz GHz Pa kPa K C F L mL ml mol eV "
        "keV MeV kW MW MB GB KB TB kB bit bits byte bytes meter meters metre metres mile miles foot feet "
        "inch inches ft in mph kph dollar dollars cents cent euro euros USD EUR percent degrees degree "
        "rad radians deg ohm ohms T Wb amp amps volts watts joules newtons kilometers kilometres "
        "kilograms grams liters litres gallons yards times iterations steps epochs people ways apples "
        "square cubic units am pm AM PM sec mV mA kV µs µm FLOP FLOPs FLOPS MFLOP GFLOP TFLOP "
        "PFLOP MFLOPS GFLOPS TFLOPS PFLOPS pct percentage"
    )
    | SPOKEN
    | frozenset(MAGNITUDES)
)
BREAKING = words(
    "quad qquad implies Rightarrow Longrightarrow iff Leftrightarrow Longleftrightarrow therefore "
    "because Leftarrow impliedby blacksquare square qed checkmark"
)
TEXTS = words("text textrm textbf textit mbox textnormal texttt intertext textsf")
RELATIONS = {
    "=": "=", "==": "==", ":=": "=", "≔": "=", "\\coloneqq": "=", "\\equiv": "=", "≡": "=",
    "\\triangleq": "=", "≜": "=", "≈": "≈", "\\approx": "≈", "\\simeq": "≈", "≃": "≈", "≅": "≈",
    "\\cong": "≈", "\\doteq": "≈", "\\sim": "≈", "←": "=", "\\leftarrow": "=", "\\gets": "=", "→": "→",
    "\\to": "→", "\\rightarrow": "→", "\\longrightarrow": "→", "⟶": "→", "->": "→", "<": "<", "\\lt": "<",
    "≤": "<", "\\le": "<", "\\leq": "<", "\\leqslant": "<", "⩽": "<", "<=": "<", "\\ll": "<", "≪": "<",
    ">": ">", "\\gt": ">", "≥": ">", "\\ge": ">", "\\geq": ">", "\\geqslant": ">", "⩾": ">", ">=": ">",
    "\\gg": ">", "≫": ">", "≲": "<", "≳": ">", "\\lesssim": "<", "\\gtrsim": ">", "∈": "∈", "\\in": "∈",
    "≠": "≠", "\\ne": "≠", "\\neq": "≠", "!=": "≠", "∉": "∉", "\\notin": "∉", "∝": "∝", "\\propto": "∝",
}  # fmt: skip
"""Relation signs → their class."""

GLUED = re.compile(r"[a-z](?:log|ln|sin|cos|tan)[a-z]", re.ASCII)
"""Words that are a product written without spaces: ``nlogn``."""


def operand(text: str) -> bool:
    """Return whether a text ends in a number, a bracket or a letter that stands alone."""
    return text[-1:].isdigit() or text[-1:] in ("(", ")", "{", "}") or (len(text) == 1 and text.isalpha())


ADDRESS = re.compile(r"(?:Mr|Ms|Dr|St|Sr)\. ?(?=[^\W\d_])")
"""How somebody is addressed, before a name (English, Spanish)."""
_THREE = re.compile(r"(?: *\\[,!;] *)*\d{3}(?!\d)")
"""The next three digits of a number, thin spaces before them."""


def thousands(flat: str, at: int) -> bool:
    """Return whether the comma at ``at`` stands between the thousands of one number."""
    return flat[at - 1 : at].isdigit() and _THREE.match(flat, at + 1) is not None
