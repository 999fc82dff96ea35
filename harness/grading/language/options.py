"""The letters and numerals by which options are called."""

from __future__ import annotations

import re

from harness.grading.language.lexicon import words

WRAPPED = re.compile(r"\\(?:text|textbf|textit|mathrm|mbox|textrm|operatorname|mathbf)\s*\{([^{}]*)\}")


ROMAN = re.compile(r"(?<![A-Za-z])(?:I{1,3}|IV|VI{0,3}|IX|X|i{1,3}|iv|vi{0,3}|ix|x)(?![A-Za-z])", re.ASCII)
"""A Roman numeral that stands alone."""


_RUN = re.compile(r"[A-J]{2,10}", re.ASCII)


def is_run(text: str) -> bool:
    """Return whether a text names options by a run of their letters in order: ``ABD``, but not ``BAD``."""
    return _RUN.fullmatch(text) is not None and list(text) == sorted(set(text))


AFFIRMED = words(
    "yes true correct right ja richtig oui vrai sí correcto correcta sim certo correta sì vero corretta да "
    "верно 是 对 正确 はい 正しい 예 맞음 نعم صحيح हाँ सही evet doğru đúng ✓ ✔ ✅"
)
"""What is said of the option that is right, in 14 languages."""
