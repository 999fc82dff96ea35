"""Lines that begin something in a write-up: a question, a part, a person's mark, a comment, a solution."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from harness.importing.document import Line

_E = r"[*_]{0,3}"
"""Emphasis of Markdown, which a heading in running text often wears."""
_LEAD = rf"(?:[>•] ?|[-*] +)?{_E}"
_ASKED = (
    r"Question|Problem|Exercise|Task|Aufgabe|Frage|Problème|Exercice|Ejercicio|Pregunta|Problema|Esercizio|Domanda"
    r"|Exercício|Questão|Opgave|Задача|Упражнение"
)
QUESTION = re.compile(
    rf"{_LEAD}(?P<prefix>\S.{{0,60}}?[,:–—-] )?(?:(?:{_ASKED}) ?(?:Nr\. ?|No\. ?|№ ?|#)?|Q"
    rf" ?)(?P<number>\d{{1,3}})(?![\d/])"
    rf"(?:\.(?!\d))?(?P<part> ?\([a-z]\)|[a-z]\)?(?!\w))?(?!\w){_E}(?P<rest>.{{0,160}})",
    re.I,
)
CHINESE_QUESTION = re.compile(
    rf"{_LEAD}(?:第 ?(\d{{1,3}}) ?[题問]|(?:问题|题目|習題|习题) ?(\d{{1,3}})){_E}(.{{0,160}})"
)
NUMBERED = re.compile(r"(?P<number>\d{1,2})(?:[.:)]| )\s*(?P<rest>\S.{0,120})")
PART = re.compile(
    rf"{_LEAD}(?:(?P<named>(?:Sub)?part|Teil(?:aufgabe)?|Partie|Parte|Apartado|Item|部分)\s*)?"
    rf"(?:(?P<number>\d{{1,3}})\s?[.]?\s?)?"
    rf"(?:\((?P<round>[a-z])\)|(?P<open>[a-z])\)|(?P<dot>[a-z])[.:](?=\s|[*_]|$)|(?P<bare>[a-z])(?=[.:)]?{_E}\s*$))"
    rf"[.:]?{_E}(?P<rest>(?:[\s:.–—-].*|[$\\(].*|[*_]+.*)?)",
    re.I | re.S,
)
_EVALUATIONS = (
    r"Grader'?s? comments?|Evaluation|Assessment|Mark(?:s|ing)?|Grade|Grading|Score|Points|Feedback"
    r"|Verdict|Correction"
    r"|Bewertung|Korrektur|Beurteilung|Punkte|Évaluation|Corrigé|Barème|Evaluación|Calificación|Valoración"
    r"|Valutazione|Voto|Avaliação|Beoordeling|Оценка|评价|评分|评语|批改|点评|採点|評価"
)
EVALUATION = re.compile(rf"{_LEAD}(?:Comments?: ?{_E}"
                        rf" ?{_E})?(?:{_EVALUATIONS})(?![A-Za-z])\s?(?P<colon>[:：.]?)\s?(?P<end>{_E})\s*"
                        rf"(?P<after>[:：]?)\s*(?P<rest>.*)", re.S | re.I)  # fmt: skip
COMMENT = re.compile(
    rf"{_LEAD}(?P<word>Comments?|Remarks?|Kommentare?|Anmerkung(?:en)?|Commentaires?|Remarques?|Comentarios?"
    rf"|Commenti|Commento|评论|备注|コメント)\s?{_E}\s?[:：]{_E}\s*(?P<rest>.*)",
    re.S | re.I,
)
SOLUTION = re.compile(
    rf"{_LEAD}(?:My |Model |Student )?(?:Solution|Answer|Response|Lösung|Antwort|Réponse|Solución"
    rf"|Respuesta|Soluzione"
    rf"|Risposta|解答|答案|解)(?: \w{{1,20}})?\s?[:：.]?{_E}\s*[:：]?",
    re.I,
)
Form = Literal["heading", "bold", "named", "plain"]


@dataclass(frozen=True, slots=True)
class Begins:
    """A line that may begin a question or a part."""

    form: Form
    number: int | None
    part: str
    rest: str
    """What the line says after the label."""
    style: str = ""
    """How a part's label is written: round ``(a)``, open ``a)``, dot ``a.`` or bare."""

    @property
    def strong(self) -> bool:
        """Whether the line is set or worded as a heading."""
        return self.form != "plain"


def _form(line: Line, named: bool = False) -> Form:
    if line.level:
        return "heading"
    if re.match(r"(?:[>•] ?|[-*] +)?(\*\*|__)", line.text.strip()):
        return "bold"
    return "named" if named else "plain"


def question_at(line: Line, numbered: bool = False) -> Begins | None:
    """Return the question that a line may begin; ``numbered``: a bare number counts in headings."""
    text = line.text.strip()
    form = _form(line)
    if match := CHINESE_QUESTION.fullmatch(text):
        return Begins(
            "heading" if line.level else "named", int(match[1] or match[2]), "", match[3].strip(" :：.*_")
        )
    match = QUESTION.fullmatch(text)
    if match is None:
        found = NUMBERED.fullmatch(text) if numbered and line.level else None
        return Begins(form, int(found["number"]), "", found["rest"]) if found else None
    rest, part = match["rest"].strip(), re.sub(r"[^a-z]", "", (match["part"] or "").lower())
    if form == "plain" and not _titles(rest, bool(match["prefix"])):
        return None
    return Begins(form, int(match["number"]), part, rest.strip(" .:：)–—-*_"))


def _titles(rest: str, prefixed: bool) -> bool:
    """Whether what follows a question's number is a title rather than a sentence that goes on."""
    if not rest or re.match(r"[.:：)–—]|\s?[-–—] |\(\d+ ?(?:points?|pts?|marks?|P)", rest):
        return True
    return (
        not prefixed
        and bool(re.match(r"\s*[A-ZÄÖÜ]", rest))
        and len(rest.split()) <= 9
        and rest[-1:] not in ".,;"
    )


def part_at(line: Line) -> Begins | None:
    """Return the part that a line may begin."""
    match = PART.fullmatch(line.text.strip())
    if match is None:
        return None
    style = next(name for name in ("round", "open", "dot", "bare") if match[name])
    label = match[style]
    named, number = match["named"], match["number"]
    form = _form(line, named=bool(named))
    if match["bare"] and not (named or number or (line.level and label.islower())):
        return None
    if label.isupper() and not (named or (match["round"] and form != "plain")):
        return None
    if number and form == "plain" and match["dot"]:
        return None
    if named and form == "named" and (named[0].islower() or re.match(r"\s*[a-z]", match["rest"])):
        return None  # a sentence that speaks of a part
    rest = match["rest"].strip(" :–—-*_").strip()
    return Begins(form, int(number) if number else None, label.lower(), rest, style)


def evaluation_at(line: Line) -> str | None:
    """Return what follows a word of marking at a line's beginning, None where none begins it."""
    match = EVALUATION.fullmatch(line.text.strip())
    if match is None:
        return None
    closed = match["colon"] in (":", "：") or match["after"] or (match["colon"] == "." and match["end"])
    alone = not match["rest"] and (line.level or match["end"])
    if not closed and not alone and not (match["end"] and "*" in line.text[:4]):
        return None
    return match["rest"].strip()


def comment_at(line: Line) -> tuple[str, str] | None:
    """Return the word of a comment and what follows it, None where none begins the line."""
    match = COMMENT.fullmatch(line.text.strip())
    return (match["word"].lower(), match["rest"].strip()) if match else None


def solution_at(line: Line) -> bool:
    """Whether a line is the heading of a solution, set apart from its text."""
    text = line.text.strip()
    return bool(SOLUTION.fullmatch(text)) and (
        line.level > 0 or _form(line) == "bold" or text.endswith((":", "："))
    )
