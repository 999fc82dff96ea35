"""Words compared: one folding for options, phrases and sentences."""

from __future__ import annotations

import re
import unicodedata

from harness.grading.language import lexicon as cues
from harness.grading.language.lexicon import has_any
from harness.symbols import GREEK

_SIGNS = {
    **{ord(c): n for c, n in GREEK.items()},
    **dict.fromkeys(map(ord, "$\\{}*`"), ""),
    ord("ℓ"): "l", ord("’"): "'", ord("‘"): "'", ord("“"): '"', ord("”"): '"', ord("–"): "-", ord("—"): " - ",
    ord("‑"): "-", ord("ₗ"): "_l", ord("ₛ"): "_s", ord("−"): "-", ord("\u00a0"): " ",
    ord("△"): "triangle ", ord("▵"): "triangle ",
}  # fmt: skip
_FONTS = tuple(
    "\\" + f
    for f in (
        "textbf",
        "textit",
        "text",
        "mathrm",
        "mathbf",
        "mathit",
        "boldsymbol",
        "mbox",
        "boxed",
        "bf",
        "rm",
        "it",
        "left",
        "right",
    )
)
_ARTICLES = frozenset(("the", "a", "an"))
LIMIT = 4_000


def folded(text: str) -> str:
    """Return text in which spelling, markup and letter case no longer tell apart what means the same.

    >>> folded("The **σ_ℓ** direction") == folded(r"the $\\sigma_{\\ell}$ direction")
    True
    """
    text = text[:LIMIT].replace("\\ell", "l").replace("~", " ")
    for font in _FONTS:
        if font in text:
            text = text.replace(font, "")
    return " ".join(unicodedata.normalize("NFKC", text.translate(_SIGNS)).casefold().split())


def bare(text: str) -> str:
    """Return the folded words of a phrase without articles and punctuation.

    >>> bare("The Cauchy–Schwarz inequality.")
    'cauchy schwarz inequality'
    """
    kept = "".join(
        c if c.isalnum() or c in "'+#%" or unicodedata.category(c)[0] == "M" else " " for c in folded(text)
    )
    return " ".join(w for w in kept.split() if w not in _ARTICLES)


def mentions(text: str, phrase: str, start: int = 0) -> int:
    """Return where the folded ``phrase`` stands between word borders in the folded ``text``, or -1."""
    return cues.find_phrase(text, phrase, start) if phrase else -1


def negated(text: str, at: int, reach: int = 4) -> bool:
    """Return whether one of the ``reach`` words before ``at`` denies what follows."""
    if _told_under_denial(text[max(0, at - 120) : at]):
        return True
    before = text[max(0, at - 60) : at]
    if before.rstrip().endswith(("anything but", "everything but", "all but", "everyone but", "anyone but")):
        return True
    for border in (",", ";", ".", " but "):
        before = before[before.rfind(border) + len(border) :] if border in before else before
    tail = " ".join(before.split()[-reach:])
    return bool(tail) and (has_any(tail, cues.DENIALS_BEFORE) or "n't" in tail) and "not only" not in tail


_THAT = re.compile(r"\b(?:that|dass|que|che|что)\b")
_ENDS = re.compile(r"[.;!?。]")


def _told_under_denial(before: str) -> bool:
    """Whether what follows is the content of something denied: ``it is not true that the mean …``."""
    clause = _ENDS.split(before)[-1]
    said = [found.start() for found in _THAT.finditer(clause)]
    denial = clause[: said[-1]] if said else ""
    return bool(denial) and has_any(denial, (*cues.DENIALS_BEFORE, *cues.ATTITUDES))


def quoted(text: str, limit: int = 80) -> str:
    """Return a short form of ``text`` for a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
