"""The words and signs around a candidate that speak for or against it. Data only."""

from __future__ import annotations

import re

from harness.grading.language.lexicon import words

WORD = re.compile(r"[^\W\d_]+")
LETTER = re.compile(r"[A-Za-zα-ωΑ-Ω]")
SPACING = re.compile(r"[\s${}*]|\\[,;! ]|\\left|\\right|(?<=\\)[dt](?=frac)")
"""What two spellings of one value may differ in."""
DENYING = re.compile(
    r"\b(?:not|never|no|cannot|nor|neither|wrong|false|exclud\w*|rule[sd]? out|ruling out|impossible|unclear"
    r"|different from|other than|too (?:small|large|big|few|many|low|high)|reject\w*|extraneous|invalid|pas"
    r"|nicht|kein\w*|non|não|no es|doubt\w*|refus\w*|hardly|unlikely|incorrect|не|discard\w*|without)\b"
    r"|n['’]t\b|不|非|没"
)
"""What denies in some clause, though perhaps not the candidate."""
CLAUSES = (
    "no wait", "wait, no", "no, ", "...", "…", ";", ":", ", so ", ", hence", ", thus", ", therefore",
    ", then", ", but ", " but ",
)  # fmt: skip
"""What ends the reach of a denial before it."""
UNSURE = re.compile(
    r"\b(?:might|maybe|perhaps|possibly|probably|could be|guess|expect\w*|something like|tempting|naive\w*"
    r"|at first (?:sight|glance))\b"
)
UNSURE_AFTER = ("perhaps", "maybe", "probably", "possibly", "i guess", "or so", "?")
MORE_AFTER = ("or more", "or less", "or fewer", "or greater", "or above")
BETWEEN = re.compile(r"\bbetween\b[^.]{0,40}$")
EXISTS = re.compile(r"\bthere (?:are|is|were|was|will be|would be|must be|exists?|remains?)(?: \w+){0,2} ?$")
HENCE_LATER = re.compile(
    r"\b(?:so|hence|therefore|thus|giving|implies|implying|i\.e\.|that is,|which gives|which means|namely"
    r"|we get|then)\b|⇒|=>|→|\\implies|\\rightarrow|\\to\b"
)
REASON = re.compile(
    r"(?:\b(?:since|because|where|when|with|while|whereas|as|compared|versus|instead|attained|achieved"
    r"|reached|at|porque|weil|denn|perché|parce que)\b|因为|由于)(?!.*(?:which|giving|,))[^,;]*$",
    re.S,
)
"""A word that opens a reason or a circumstance, and nothing behind it that comes back to the claim."""
PER = re.compile(r" ?[a-zµμ]{0,6}/[a-z]")
"""How a unit goes on that was not read whole: mmol/L."""
GOES_ON = re.compile(
    r"[\s$*_)}\\.]*,?\s*(?:which|and this|this)\s+(?:then |further )?"
    r"(?:simplifies|reduces|evaluates|amounts|boils down|comes)\s+(?:further |down )?to\b"
)
"""How a sentence takes a value on to another one (English)."""
ON_TO = re.compile(
    r"\A[^,;:()]*?\b(?:is|are|was|were|will(?: be)?|would|costs?|has|have|had|needs?|makes?|gives?|equals?"
    r"|takes?|gets?|pays?|earns?|sind|ist|sont|est|son|es|bleiben|kosten|brauch\w*|recorre\w*|cuesta\w*)\b"
)
"""A verb behind a number in its clause (English, German, French, Spanish): it is not what is said."""
COMES_TO = re.compile(r"\b(?:comes?|amounts?|adds? up|works? out|sums?)(?: then)? to[ $*]*\Z")
"""Verbs of two words before a value (English)."""
OPEN = re.compile(r"\((?=[^()]*$)")
CHECKED = ("✓", "✅", "✔", "\\checkmark")
VERBS = words(
    "is are was were has have had would will can could may might must should cannot equals satisfies satisfy "
    "gives give works work fails fail does do becomes holds lies means implies"
)
"""Verbs that make what stands before them a subject, not what is said."""
LABELS = words(
    "question equation step case part problem figure section example line method option theorem eq table "
    "exercise lemma page item way approach formula eqn chapter note reason attempt try q"
)
"""Nouns whose number is only a label."""
PREPOSITIONS = words(
    "of than with in at for per by from on to under over between within after before among when if where "
    "since as and or using through into modulo mod every each"
)
ARTICLES = words(
    "the a an these those all its his her their our my your this that der die das le la les el los las"
)
ITS = ("its", "their", "whose")
BESIDE = (
    "check", "verif", "double-check", "double check", "sanity", "cross-check", "explanation", "reasoning",
    "why", "note", "remark", "example", "proof", "derivation", "what if", "observation", "validation",
    "confidence", "tokens", "bonus", "aside", "for comparison", "test", "probe", "comprobación",
    "verificación", "vérification", "verifica", "osservazione", "nota", "bemerkung", "проверка", "检验",
    "验证", "注",
)  # fmt: skip
"""How paragraphs and sections open that stand beside the answer."""
DIGITS = re.compile(r"[-−\d.,/ $%]{1,20}")
NAME = re.compile(r"(?<![\\A-Za-z\d{])[A-Za-z]+")
