"""Tokens: what the provider billed, and the same text counted one way for every model."""

from __future__ import annotations

import re
from dataclasses import dataclass

from harness import billing
from harness.reasoning.families import shows
from harness.reasoning.words import HAN, HANGUL, KANA
from harness.records import Reply

RAW_AT_LEAST = {"raw": 0.3, "": 0.55}
"""Recounted tokens of the shown text a billed one; below it what is shown is a summary. Recounting raw
texts gives .75 to 1.1 in any script; a family known to send raw text is doubted only far below that."""
CHARACTERS_A_TOKEN = 2.8
"""For texts of which only the length is known; what open models need on mathematics (2.6 to 2.9)."""
REFUTED = 1.1, 1.8, 40
"""A provider's split is not believed where the thinking's text holds over 1.1 times the tokens said to be
thinking while the answer is said to have over 1.8 times those of its text, and 40 more."""

_TOKEN = re.compile(
    r"[A-Za-z\u00c0-\u024f]{1,7}|[\u0400-\u052f]{1,3}|[\u0590-\u06ff]{1,3}|[\u0370-\u03ff\u1f00-\u1fff]{1,2}"
    rf"|[0-9]{{1,3}}|\n+|[^\s{HAN}{KANA}{HANGUL}]"
)
_DENSE = {re.compile(f"[{HAN}{KANA}]+"): 3, re.compile(f"[{HANGUL}]+"): 4}
"""Scripts without short words → tokens for five characters."""


def recount(text: str) -> int:
    """Return the tokens of a text by one fixed rule, the same for every model.

    A run of Latin letters is one token for every seven begun, of Cyrillic,
    Arabic or Hebrew ones for every three begun, of Greek ones for every two
    begun, a run of digits one for every three begun, a run of Chinese or
    Japanese characters 0.6 each, of Korean ones 0.8 each, rounded up, a run of
    line breaks one, any other visible character one; spaces are free.

    >>> recount("the gradient is 1.0101"), recount("Проверим ответ")
    (8, 5)
    """
    dense = sum(-(-len(run) * five // 5) for runs, five in _DENSE.items() for run in runs.findall(text))
    return len(_TOKEN.findall(text)) + dense


@dataclass(frozen=True, slots=True)
class Tokens:
    """How many tokens a reply spent on thinking and on its answer, and how that is known."""

    thinking: int | None
    answer: int | None
    source: str
    """native, recounted or estimated; empty where nothing is known."""
    note: str = ""


def spent(reply: Reply, model: str = "") -> Tokens:
    """Return the reply's tokens: the provider's where they are possible, else by the text's shares.

    Together they are what was billed as output. A provider's count of the
    thinking is believed if it fits into that and the texts do not refute it.
    """
    if _condensed(reply):
        return _from_lengths(reply)
    usage, written = reply.usage, reply.reasoning.strip() or reply.answer.strip()
    output, thinking = billing.output_tokens(usage), billing.counted(usage.reasoning_tokens)
    if billing.counted(usage.completion_tokens) is None and thinking is not None and output == thinking:
        return Tokens(thinking, recount(reply.answer), "estimated", "the provider gave no completion count")
    if output is None or (output == 0 and written):
        why = "no usage from the provider" if output is None else "the provider counted nothing"
        shown = recount(reply.reasoning) if reply.reasoning.strip() else thinking
        return Tokens(shown, recount(reply.answer), "recounted", why)
    if thinking is None or (thinking == 0 and reply.reasoning.strip()):
        return _split(reply, output, "no reasoning count from the provider")
    if thinking > output or _outgrown(reply, thinking):
        most = billing.counted(usage.completion_tokens) or output
        return _split(reply, most, "an impossible reasoning count from the provider")
    if _refuted(reply, thinking, output - thinking, model):
        return _split(reply, output, "the texts refute the provider's split")
    beside = "completion counted without reasoning" if billing.beside(usage) else ""
    return Tokens(thinking, output - thinking, "native", beside)


def billed(reply: Reply) -> int | None:
    """Return the tokens billed as output, reasoning included; None where the provider did not say."""
    found = billing.output_tokens(reply.usage)
    return None if found == 0 and (reply.reasoning.strip() or reply.answer.strip()) else found


def why_not_raw(reply: Reply, model: str = "") -> str:
    """Return why the thinking cannot be measured as text; empty where it can.

    It is a summary where the model's family is known to send one, or where the
    text holds far fewer tokens than were billed.
    """
    if _condensed(reply):
        return "a condensed recording: retold text, the counts stated for the original are used"
    hidden = reply.usage.reasoning_tokens
    if not reply.reasoning.strip():
        return f"no thinking text; {hidden} reasoning tokens billed" if hidden else "no thinking text"
    family = _family(reply, model)
    if family == "summary":
        return "a summary, not the thinking: models of this family send no other"
    total = _billed_with_text(reply)
    shown = recount(reply.reasoning) + recount(reply.answer)
    if total and shown / total < RAW_AT_LEAST[family]:
        return f"a summary, not the thinking: {shown:,} tokens of text for {total:,} billed"
    return ""


def stated(reply: Reply, name: str) -> float | None:
    """Return a number that a recording states of its original, e.g. ``thinking_words``; None without one."""
    for key in (f"original_{name}", f"original_{name.replace('_chars', '_characters')}"):
        found = reply.extras.get(key)
        if isinstance(found, int | float) and not isinstance(found, bool) and found >= 0:
            return float(found)
    return None


def _condensed(reply: Reply) -> bool:
    return bool(reply.extras.get("condensed"))


def _family(reply: Reply, model: str) -> str:
    return shows(model) or shows(reply.model or "")


def _from_lengths(reply: Reply) -> Tokens:
    sizes = stated(reply, "thinking_chars"), stated(reply, "answer_chars")
    thinking, answer = (None if size is None else round(size / CHARACTERS_A_TOKEN) for size in sizes)
    known = thinking is not None or answer is not None
    return Tokens(thinking, answer, "estimated" if known else "", "from the stated length of the original")


def _split(reply: Reply, output: int, why: str) -> Tokens:
    thinking = round(output * _thinking_share(reply, output))
    return Tokens(thinking, output - thinking, "estimated", f"{why}; split as the texts are")


def _thinking_share(reply: Reply, output: int) -> float:
    thinking, answer = recount(reply.reasoning), recount(reply.answer)
    if thinking:
        return thinking / (thinking + answer)
    return max(0.0, 1 - answer / output) if output else 0.0


def _outgrown(reply: Reply, thinking: int) -> bool:
    """Return whether a count of thinking larger than the completion is one the text is too short for."""
    said = billing.counted(reply.usage.completion_tokens)
    if said is None or thinking <= said or not reply.reasoning.strip():
        return False
    confirmed = billing.counted(reply.usage.total_tokens)
    return confirmed is None and recount(reply.reasoning) < RAW_AT_LEAST[""] * thinking


def _billed_with_text(reply: Reply) -> int | None:
    """Return what was billed for the text at hand, an impossible count of thinking left out."""
    thinking = billing.counted(reply.usage.reasoning_tokens)
    if thinking is not None and _outgrown(reply, thinking):
        return billing.counted(reply.usage.completion_tokens)
    return billed(reply)


def _refuted(reply: Reply, thinking: int, answer: int, model: str) -> bool:
    if not reply.reasoning.strip() or why_not_raw(reply, model):
        return False  # the text of a summary says nothing of the split
    grown, shrunk, more = REFUTED
    text = recount(reply.answer)
    return recount(reply.reasoning) > grown * thinking and answer > max(shrunk * text, text + more)
