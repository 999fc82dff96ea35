"""What speaks for and against each candidate: one number a trait, told from the words around it."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cached_property

from harness.grading import cues
from harness.grading.announcements import cue_in
from harness.grading.claims import Found, Statement, concluding
from harness.grading.naming import name
from harness.grading.segments import content_start
from harness.grading.sources import Asked, Candidate, statement_of
from harness.grading.valuing import is_bound, subordinate
from harness.grading.withdrawn import broken_off, refuses, retraction

Traits = dict[str, float]
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[A-Za-zα-ωΑ-Ω]")
_UNIT_WORDS = 4
_DENYING = re.compile(
    r"\b(?:not|never|no|cannot|nor|neither|wrong|false|exclud\w*|rule[sd]? out|ruling out|impossible|unclear|different from"
    r"|other than|too (?:small|large|big|few|many|low|high)|reject\w*|extraneous|invalid|pas|nicht|kein\w*|non|não|no es|doubt\w*"
    r"|refus\w*|hardly|unlikely|incorrect|не|discard\w*|without)\b|n['’]t\b|不|非|没"
)
_VERBS = frozenset(
    "is are was were has have had would will can could may might must should cannot equals satisfies satisfy gives "
    "give works work fails fail does do becomes holds lies means implies".split()
)
_LABELS = frozenset(
    "question equation step case part problem figure section example line method option theorem eq table exercise "
    "lemma page item way approach formula eqn chapter note reason attempt try q".split()
)
_PREPOSITIONS = frozenset(
    "of than with in at for per by from on to under over between within after before among when if where since as "
    "and or using through into modulo mod every each".split()
)
_EXISTS = re.compile(r"\bthere (?:are|is|were|was|will be|would be|must be|exists?|remains?)(?: \w+){0,2} ?$")
_HENCE_LATER = re.compile(
    r"\b(?:so|hence|therefore|thus|giving|implies|implying|i\.e\.|that is,|which gives|which means|namely|we get|then)\b|⇒|=>|→|\\implies|\\rightarrow|\\to\b"
)
_CHECKED = ("✓", "✅", "✔", "\\checkmark")
_ARTICLES = frozenset("the a an these those all its his her their our my your this that der die das le la les el los las".split())
_BETWEEN = re.compile(r"\bbetween\b[^.]{0,40}$")
_UNSURE = re.compile(r"\b(?:might|maybe|perhaps|possibly|probably|could be|guess|expect\w*|something like|tempting|naive\w*|at first (?:sight|glance))\b")
_NAMELY = re.compile(r"(?:\bi\.e\.|\bthat is|\bnamely|\bwhich is|\bin other words)[ ,:$]*(?:\w+ ){0,4}[$*]*$")
_BESIDE = (
    "check", "verif", "double-check", "double check", "sanity", "cross-check", "explanation", "reasoning", "why", "note", "remark",
    "example", "proof", "derivation", "what if", "observation", "validation", "confidence", "tokens", "bonus", "aside", "for comparison", "test",
    "probe", "comprobación", "verificación", "vérification", "verifica", "osservazione", "nota", "bemerkung", "проверка", "检验", "验证", "注",
)
_REASON = re.compile(r"(?:\b(?:since|because|where|when|with|while|whereas|as|compared|versus|instead|attained|achieved|reached|at|porque|weil|denn|perché|parce que)\b|因为|由于)(?!.*(?:which|giving|,))[^,;]*$", re.S)
_PER = re.compile(r" ?[a-zµμ]{0,6}/[a-z]")
_START = re.compile(r"\b(?:initial(?:ly)?|at first|start(?:s|ing)? (?:with|from|at))\b")
_OPEN = re.compile(r"\((?=[^()]*$)")
FAR = 12


class Evidence:
    """The traits of the candidates for one target of one reply."""

    def __init__(self, asked: Asked, found: tuple[Candidate, ...]) -> None:
        self.asked, self.found = asked, found
        self.search, self.deciding = asked.search, asked.deciding
        self.reader, self.saying = asked.search.reader, asked.search.saying
        units = [n for n in self.search.fresh if _told(self.reader.flat[slice(*self._span(n))])]
        self.order = {n: len(units) - 1 - at for at, n in enumerate(units)}
        self.last = units[-1] if units else -1
        self.low, self.high = self.search.ranges[0][0], self.search.ranges[-1][1]
        self._units: dict[int, Traits] = {}
        self._apart: dict[int, list[Found]] = {}
        self.said = Counter(self.key(one) for one in found)
        self.boxed = {self.key(one) for one in found if one.source == "box"}

    def _span(self, number: int) -> tuple[int, int]:
        unit = self.reader.units[number]
        return unit.start, unit.end

    @cached_property
    def withdrawn(self) -> tuple[int, bool]:
        return retraction(self.reader, self.low, self.high)

    @cached_property
    def refused(self) -> int:
        return refuses(self.reader, self.low, self.high)

    @cached_property
    def ends(self) -> str:
        return "cut" if self.reader.page.cut is not None else "broken" if broken_off(self.reader) else ""

    def key(self, one: Candidate) -> str:
        """Return a candidate's value without spaces: what two that say the same share."""
        if one.found is None:
            return one.text
        side = one.found.values[-1]
        return re.sub(r"[\s${}*]|\\[,;! ]|\\left|\\right|(?<=\\)[dt](?=frac)", "", self.reader.flat[side.start : side.end])

    ANNOUNCED = frozenset(("cue", "heading", "tag", "hash"))

    @cached_property
    def announces(self) -> bool:
        return any(self.ANNOUNCED.intersection(one.sources) for one in self.found)

    @cached_property
    def entire(self) -> bool:
        """Whether the whole reply is one claim."""
        return any(one.source == "whole" for one in self.found)

    def directly(self, one: Candidate, statement: Statement) -> bool:
        """Whether nothing but the words that introduce a value stands between a cue and a candidate."""
        for region in self.search.regions(self.low):
            if region.start - 2 <= one.start < region.end:
                words = self.reader.lowered[region.start : one.start].replace(":", " : ").replace("**", " ").replace("$", " ").split()
                if not words or (len(words) < 8 and words[-1].strip("*(,") in cues.LINKING and not any(w[0].isdigit() for w in words)):
                    return True
        return False

    def later_paragraph(self, one: Candidate, number: int) -> bool:
        """Whether a candidate stands in a later paragraph under a heading that announces the answer."""
        for region in self.search.regions(self.low):
            if region.heading and region.start - 2 <= one.start < region.end:
                first = next((n for n in self.search.fresh if self.reader.units[n].end > region.start + 1), number)
                return self.reader.units[first].paragraph != self.reader.units[number].paragraph
        return False

    @cached_property
    def beside(self) -> frozenset[int]:
        """Return the sentences of paragraphs and sections that open as a check, a reason or an example."""
        found: set[int] = set()
        section, paragraph, apart = False, -1, False
        for number in self.search.fresh:
            unit = self.reader.units[number]
            text = self.reader.lowered[unit.start : unit.start + 60].strip(" *_#>-\n0123456789.")
            if unit.kind == "heading":
                section = text.startswith(_BESIDE)
            if unit.paragraph != paragraph:
                paragraph = unit.paragraph
                if text.startswith(_BESIDE) or not apart or section:
                    apart = text.startswith(_BESIDE)
                elif not self._follows_label(number):
                    apart = False
            if section or apart:
                found.add(number)
        return frozenset(found)

    def _follows_label(self, number: int) -> bool:
        """Whether what stands before a paragraph only names it: "**Check:**"."""
        return number > 0 and self.reader.lowered[: self.reader.units[number].start].rstrip(" *_\n").endswith(":")

    @cached_property
    def cues(self) -> list[int]:
        """Return where answers are announced."""
        found = [r.start for r in self.search.regions(self.low)]
        return found + [one.start for one in self.found if one.source == "hash"]

    @cached_property
    def labels(self) -> dict[str, int]:
        """Return where each left side last stands."""
        found: dict[str, int] = {}
        for one in self.found:
            if one.found is not None and one.found.statement.relational:
                first = one.found.statement.sides[0]
                label = self.reader.flat[first.start : first.end].strip()
                found[label] = max(found.get(label, -1), one.start)
        return found

    def clause(self, low: int, high: int) -> str:
        """Return the words of the clause before a candidate; so, hence and a colon begin a new one."""
        text = self.reader.lowered[max(low, high - 80) : high]
        for border in ("no wait", "wait, no", "no, ", "...", "…", ";", ":", ", so ", ", hence", ", thus", ", therefore", ", then", ", but ", " but "):
            text = text[text.rfind(border) + len(border) :] if border in text else text
        return text

    # ------------------------------------------------------------------ the unit

    def unit(self, number: int) -> Traits:
        """Return what a whole sentence is like."""
        known = self._units.get(number)
        if known is None:
            known = self._units[number] = self._unit(number)
        return known

    def _unit(self, number: int) -> Traits:
        reader, unit = self.reader, self.reader.units[number]
        far = min(self.order.get(number, 0), FAR)
        opening = reader.lowered[unit.start : unit.start + 40].split()[:1]
        cue = cue_in(reader, unit)
        hence = concluding(reader.lowered, unit)
        found: Traits = {
            "far": far / FAR, "further": math.log1p(self.order.get(number, 0)) / 3,
            "last sentence": far == 0, "last two": far <= 1,
            "cue in it": cue, "cue near the end": cue * (1 - far / FAR),
            "hence": hence, "hence in the last": hence and far == 0,
            "in a section beside": number in self.beside,
            "final said": "final" in reader.lowered[unit.start : unit.end],
            "points back": bool(opening) and opening[0].strip("*(") in cues.POINTING,
            "of its own": bool(opening) and opening[0].strip("*(") in ("its", "their", "whose"),
            unit.kind: 1.0,
        }  # fmt: skip
        return {k: float(v) for k, v in found.items() if v}

    # ------------------------------------------------------------- the candidate

    def traits(self, one: Candidate) -> Traits:
        """Return everything that speaks for or against one candidate."""
        reader, flat = self.reader, self.reader.flat
        statement = statement_of(one, self.search)
        number = statement.unit
        unit = reader.units[number]
        own = self.unit(number)
        out: dict[str, float] = dict(own)
        for source in one.sources:
            out[source] = 1.0
        far = own.get("far", 0.0)
        box = "box" in out
        start, end = one.start, one.end
        before = reader.lowered[max(unit.start, start - 60) : start]
        words = before.replace(":", " : ").replace("**", " ").replace("$", " ").split()
        word = words[-1].strip("*(") if words else ""
        after = reader.lowered[end : unit.end]
        bare_after = after.strip(" .!*_)\n$}\\")
        after_words = _WORD.findall(bare_after)
        digits_after = any(c.isdigit() for c in after)
        copula = word in cues.STATING or word in ("approximately", "about")
        linking = word in cues.LINKING or word.endswith(cues.LINKING_ENDINGS)
        opens = not flat[content_start(flat, unit) : start].strip(" *$_\\({[#>:-")
        closes = not bare_after
        unit_only = not closes and len(after_words) <= _UNIT_WORDS and not digits_after and cues.NO_UNIT.isdisjoint(after_words)
        f = one.found
        alone = f is not None and self.saying.alone(statement)
        later = [s for s in reader.statements(number) if s.start >= end]
        key = self.key(one)
        governing = next((w for w in reversed(words) if w.strip("*(") not in _ARTICLES), "").strip("*(")
        clause = self.clause(unit.start, start)
        denied = bool(_DENYING.search(clause)) or bool(_DENYING.search(after[:60].split(",")[0]))
        flags: dict[str, object] = {
            "box and far": box * far, "box near the end": box * (1 - far),
            "last of the boxes": box and not any(b[0] > end for b in reader.page.boxes),
            "copula before": copula, "linking word before": linking, "opens the sentence": opens,
            "closes the sentence": closes, "only a unit follows": unit_only,
            "more formulas follow": bool(later), "digits follow": digits_after,
            "copula in the last": copula and self.last == number, "copula, nothing after": copula and (closes or unit_only),
            "copula, nothing after, last": copula and (closes or unit_only) and self.last == number,
            "linking, nothing after, last": linking and (closes or unit_only) and self.last == number,
            "alone": alone, "alone at the end": alone and self.last == number,
            "in a display": f is not None and self.saying.displayed(statement),
            "in maths": reader.page.in_maths(start) is not None,
            "heading and far": ("heading" in one.sources) * far, "cue and far": ("cue" in one.sources) * far,
            "cue, copula before": "cue" in out and (copula or linking), "cue, opens": "cue" in out and not before[-40:].strip(" :*$"),
            "cue, closes": "cue" in out and (closes or unit_only),
            "name and far": ("name" in one.sources) * far, "bold at the end": ("bold" in one.sources) * (1 - far),
            "bold whole": "bold" in out and before.rstrip().endswith("**") and after.lstrip().startswith("**"),
            "said again": min(self.said[key] - 1, 3) / 3, "said in a box": key in self.boxed and not box,
            "bare digits": not _LETTER.search(key) and len(key) < 12,
            "hence directly before": f is not None and self.saying.follows(f),
            "denying word before": bool(_DENYING.search(clause)),
            "denying word after": bool(_DENYING.search(after[:60].split(",")[0])),
            "a verb follows": bool(after_words) and after_words[0] in _VERBS and after[:1] in (" ", "$"),
            "a label's number": word in _LABELS, "behind an infinitive": len(words) > 1 and words[-2] == "to" and word.isalpha(),
            "would be": "would" in words, "a start": bool(_START.search(before)),
            "preposition before": governing in _PREPOSITIONS, "the before": word in _ARTICLES,
            "between before": bool(_BETWEEN.search(before)), "unsure": bool(_UNSURE.search(clause)),
            "by chance, denied": denied and f is not None and not self.saying.said(statement),
            "broken off in its sentence": self.ends == "broken" and self.last == number,
            "points back, announced before": "points back" in own and self.announces and not self.ANNOUNCED.intersection(one.sources),
            "there is before": bool(_EXISTS.search(before.replace("$", ""))),
            "hence later in it": bool(_HENCE_LATER.search(after)),
            "checked": any(sign in after[:12] for sign in _CHECKED),
            "in a bracket": bool(_OPEN.search(before)) and ")" in after,
            "a word in passing": one.source == "number words" and not (closes or unit_only),
            "announced directly": self.directly(one, statement), "part of a whole": self.entire and one.source != "whole",
            "heading, later paragraph": "heading" in one.sources and self.later_paragraph(one, number),
            "by chance, opens": opens and not closes and f is not None and "box" not in out and not self.saying.said(statement),
            "unsure after": bare_after.startswith(("perhaps", "maybe", "probably", "possibly", "i guess", "or so", "?")),
            "in a tool call": "<tool_call" in reader.page.text[max(0, start - 400) : start],
            "a ratio of units follows": bool(_PER.match(after)),
            "i.e. before": bool(_NAMELY.search(before)),
            "or more": bare_after.startswith(("or more", "or less", "or fewer", "or greater", "or above")),
            "announced elsewhere": not self.ANNOUNCED.intersection(one.sources) and self.announces,
            "distance": math.log1p(self.high - end) / 8,
        }  # fmt: skip
        if f is not None:
            first = statement.sides[0]
            earlier = [s for s in reader.statements(number) if s.end <= statement.start]
            label = flat[first.start : first.end].strip()
            relational = statement.relational
            flags |= {
                "own name": f.named == 2, "near name": f.named == 1, "relation": relational,
                "comparison": is_bound(statement), "chain": len(f.values) > 2,
                "lone letter": not relational and name(flat[start:end]) is not None,
                "relation that ends the sentence": relational and not later,
                "numbers only, last": relational and self.last == number and not _LETTER.search(flat[first.start : first.end]),
                "numbers only": relational and not _LETTER.search(flat[first.start : first.end]),
                "first of the sentence": not earlier, "approximate": f.values[-1].relation == "≈",
                "same name later": relational and self.labels.get(label, -1) > end and name(label) is not None,
            }  # fmt: skip
        flags |= self.standing(one, statement)
        flags |= self.elsewhere(one)
        out.update({k: float(v) for k, v in flags.items() if v})  # type: ignore[arg-type]
        return out

    def elsewhere(self, one: Candidate) -> dict[str, object]:
        """Return what stands later in the reply and may outdo a candidate."""
        page, end = self.reader.page, one.end
        at, strong = self.withdrawn
        return {
            "box later": any(b[0] > end for b in page.boxes),
            "box in the reply": bool(page.boxes) and "box" not in one.sources,
            "taken back later": at > end and strong, "doubted later": at > end and not strong,
            "after a change of mind": -1 < at < one.start,
            "refusal later": self.refused > end, "refusal before": -1 < self.refused < one.start,
            "name later": any(c.start > end and "name" in c.sources for c in self.found),
            "announced later": any(at > end for at in self.cues),
            "cut off": self.ends == "cut" and (page.cut or 0) < end, "cut off later": self.ends == "cut",
            "broken off": self.ends == "broken",
        }  # fmt: skip

    def standing(self, one: Candidate, statement: Statement) -> dict[str, object]:
        """Return how a candidate stands in its sentence: denied, supposed, beside the point."""
        reader, saying, f = self.reader, self.saying, one.found
        if "box" in one.sources:
            return {"box denied": reader.denied(statement), "box supposed": saying.supposed(statement)}
        if f is None:
            return {
                "denied": reader.denied(statement), "supposed": reader.supposed(statement),
                "asked": saying.asks(statement.unit), "restated": reader.restated(statement),
            }  # fmt: skip
        explains = f in self.explaining(statement.unit)
        reason = explains and bool(_REASON.search(reader.lowered[reader.units[statement.unit].start : statement.start]))
        lead = any(side.relation == "→" for side in statement.sides)
        return {
            "denied": reader.denied(statement), "supposed": saying.supposed(statement),
            "asked": saying.asks(statement.unit), "restated": reader.restated(statement),
            "incidental": reader.incidental(statement), "in a remark": reader.remark(statement.unit),
            "subordinate": subordinate(reader, statement, saying.conditions),
            "explaining": explains and not reason, "a reason": explains and reason, "of another name": saying.foreign(f),
            "only introduces": saying._introduces(statement), "a bound": self.deciding._bounding(f),
            "a case": self.search.general and saying.of_case(f), "stands by chance": not self.ANNOUNCED.intersection(one.sources) and not saying.said(statement),
            "announced by chance": bool(self.ANNOUNCED.intersection(one.sources)) and not saying.said(statement),
            "example": _has_example(reader.lowered[reader.units[statement.unit].start : statement.start]),
            "doubtful": f.doubtful, "arrow": lead,
        }  # fmt: skip

    def explaining(self, number: int) -> list[Found]:
        """Return the claims of a sentence's explaining clauses."""
        if number not in self._apart:
            self._apart[number] = self.saying.apart(number)[1]
        return self._apart[number]

    def none(self) -> Traits:
        """Return what speaks for there being no answer at all."""
        last = self.last
        flags = {
            "none": 1.0, "none, refused": self.refused >= 0, "none, refused at the end": self.refused >= 0 and self.order.get(self.reader.unit_at(self.refused), 99) <= 1,
            "none, cut off": self.ends == "cut", "none, broken off": self.ends == "broken",
            "none, ends in a question": last >= 0 and self.saying.asks(last),
            "none, taken back": self.withdrawn[1],
            "none, thinking not closed": self.reader.lowered.rfind("<think") > self.reader.lowered.rfind("</think"),
            "none, empty box": "\\boxed{}" in self.reader.page.text[-400:],
            "none, nothing named": self.search.named_only,
        }  # fmt: skip
        return {k: float(v) for k, v in flags.items() if v}


def _has_example(before: str) -> bool:
    return cues.has_any(before, cues.EXAMPLES)


def _told(text: str) -> bool:
    return any(c.isalnum() for c in text)
