"""What servers, templates and trainers leave around an answer, taken off at one door.

A model's text may come raw: its thinking before the answer, in tags of a dozen spellings and with or
without the opening one; tokens that end a turn; a question of its own behind the answer; backslashes that
were written twice; or as a chat message. `unwrapped` returns the answer alone, `split` only parts the
thinking from it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_NAMES = (
    "think|thinking|thoughts?|reasoning|reason|scratchpad|seed:think|analysis|reflection|internal_monologue"
)
_TAG = re.compile(
    rf"<\s?(?P<end>/?)\s?(?P<name>{_NAMES})\s?>"
    r"|◁(?P<kend>/?)(?P<kname>think)▷"
    r"|\[(?P<mend>/?)(?P<mname>THINK)\]"
    r"|<\|(?P<tname>begin|end)_of_thought\|>"
    r"|<details (?P<dname>type=\"reasoning\")[^<>]{0,200}>|(?P<dend></details>)",
    re.IGNORECASE,
)
_SIGNS = ("<", "◁", "[THINK", "[/THINK", "[EOS]", "[INST]")
_CHANNEL, _MESSAGE = "<|channel|>", "<|message|>"
_PLAIN = r"<\|[A-Za-z_0-9]{2,40}\|>|<｜[^<>｜]{2,40}｜>|<(?:eos|bos|pad|end_of_turn|start_of_turn)>"
_OPENING = re.compile(rf"{_PLAIN}|<s>")
_TOKEN = re.compile(rf"{_PLAIN}|</s>(?=\s*(?:$|\n|[<\[]))|\[EOS\]|\[INST\]")
"""What ends a turn; a lone ``<s>…</s>`` within a text strikes it out."""
_HEAD = re.compile(r"\s*(?:(?:assistant|model|final)\s*)?", re.IGNORECASE)
_ANSWER = re.compile(r"<answer>(.*?)</answer>", re.IGNORECASE | re.DOTALL)
_ROLE = re.compile(r"^\W{0,4}(?:user|human)\W{0,3}:", re.IGNORECASE | re.MULTILINE)
_QUESTION = re.compile(
    r"^\W{0,4}(?:question|problem|q|exercise|input|instruction)\W{0,3}:", re.IGNORECASE | re.MULTILINE
)
_REPLY = re.compile(r"^\W{0,4}(?:answer|a|solution|response|output)\W{0,3}:", re.IGNORECASE | re.MULTILINE)
_ENDED = (".", "!", "?", "\n", "}", "$", ")", "]", "*")
"""How a sentence or a formula ends."""
_CALLED = re.compile(r"<tool_call>\s*(\{.*?\})\s*(?:</tool_call>|$)", re.DOTALL)
_ANSWERED = re.compile(r"\\f?boxed|#{4}|answer|solution|=|^\W*[-\d.,/]+\W*$", re.IGNORECASE)
_SINGLE = re.compile(r"(?<!\\)\\(?![\\n])[A-Za-z]|(?<!\\)\\n(?=[a-z])")
_DOUBLE = re.compile(r"(?<!\\)\\\\(?:[A-Za-z]{2,}|[()\[\]])")
_SUBMITS = frozenset(("final_answer", "submit", "submit_answer", "answer"))
_HOLDING = ("choices", "message", "output", "content", "text", "value")
"""Where a message, or what a server answers, holds its text."""
DEEPEST = 6
_LATEST = 6_000
"""How far from its end a text is searched for a call."""


@dataclass(frozen=True, slots=True)
class Split:
    """A text taken apart into thinking and answer."""

    reasoning: str
    answer: str
    tag: str | None
    """The opening tag, or the closing one where it stood alone; None where there was none."""
    begins: int
    """Where the answer begins in the text."""
    unfinished: bool = False
    """Whether the thinking never ends."""


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """An answer without what stood around it."""

    answer: str
    begins: int = 0
    """Where it begins in the text, -1 where it is no stretch of it any more."""
    unfinished: bool = False
    """Whether the text ends within its thinking, so that there is no answer."""


def split(text: str) -> Split:
    """Return the thinking of a text apart from its answer.

    >>> split("<think>two</think>2").reasoning, split("two</think>2").answer
    ('two', '2')
    >>> split("[THINK]two[/THINK]2").answer, split("<think>two").unfinished
    ('2', True)
    """
    if not any(sign in text for sign in _SIGNS):
        return Split("", text, None, 0)
    return _by_channels(text) if _CHANNEL in text else _by_tags(text)


def led(text: str) -> Split | None:
    """Return the parts of a text that begins with a thinking tag; None where it does not."""
    found = _TAG.match(text, len(text) - len(text.lstrip()))
    return split(text) if found is not None and not _closes(found) else None


def unwrapped(raw: object) -> Unwrapped:
    r"""Return the answer within what a model, a server or a log gave: text, a chat message or several.

    >>> unwrapped("<think>so 3?</think>It is 4.<|im_end|>").answer
    'It is 4.'
    >>> unwrapped({"role": "assistant", "content": "4"}).answer, unwrapped(r"$\\frac{1}{2}$").answer
    ('4', '$\\frac{1}{2}$')
    """
    text = raw if isinstance(raw, str) else content(raw)
    begins = 0 if isinstance(raw, str) else -1
    if any(sign in text for sign in _SIGNS):
        found = split(text)
        if found.unfinished and not found.answer.strip():
            return Unwrapped("", begins, True)
        answer, at = found.answer, found.begins
        if found.tag is not None:
            begins = at if begins == 0 and text.endswith(answer) else -1
        answer, skipped = _without_tokens(answer)
        begins = begins + skipped if begins >= 0 else -1
        if (called := _called(answer)) is not None:
            return Unwrapped(called, -1)
        answered = list(_ANSWER.finditer(answer))
        if answered:
            begins = begins + answered[-1].start(1) if begins >= 0 else -1
            answer = answered[-1][1]
        text = answer
    text = text[: _run_on(text)]
    plain = once(text)
    return Unwrapped(plain, begins if plain is text else -1)


def content(raw: object, depth: int = 0) -> str:
    """Return the text that a chat message, a list of them or of typed pieces says; "" where it says none.

    Of several messages the last of the assistant counts. A call of a tool that hands in the answer is one.
    """
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bytes | bytearray):
        return bytes(raw).decode("utf-8", "replace")
    if raw is None or depth > DEEPEST:
        return ""
    if isinstance(raw, Mapping):
        return _said(raw, depth)
    if isinstance(raw, Sequence):
        turns = [one for one in raw if isinstance(one, Mapping) and "role" in one]
        if turns:
            own = [one for one in turns if one["role"] in ("assistant", "model")]
            return _said(own[-1], depth + 1) if own else ""
        return "\n".join(piece for piece in (content(one, depth + 1) for one in raw) if piece)
    dumped = getattr(raw, "model_dump", None)
    if callable(dumped):
        return content(dumped(), depth + 1)
    return str(raw)


def _said(message: Mapping[Any, Any], depth: int) -> str:
    if message.get("type") in ("thinking", "reasoning", "redacted_thinking", "tool_result"):
        return ""
    inner = next((message[key] for key in _HOLDING if message.get(key)), None)
    if isinstance(inner, list) and "choices" in message:
        inner = inner[:1]
    if isinstance(inner, str | Sequence | Mapping):
        return content(inner, depth + 1)
    handed = (_of_call(call) for call in message.get("tool_calls") or ())
    return next((said for said in handed if said is not None), "")


def _of_call(call: object) -> str | None:
    """Return what a call hands in as the answer; None for a call of any other tool."""
    function = call.get("function", call) if isinstance(call, Mapping) else {}
    if not isinstance(function, Mapping) or function.get("name") not in _SUBMITS:
        return None
    return _handed_in(function.get("arguments", function.get("parameters")))


def _called(text: str) -> str | None:
    """Return what the last call of a tool that is written into a text hands in; None where none does."""
    for found in reversed(list(_CALLED.finditer(text[-_LATEST:]))):
        try:
            call = json.loads(found[1])
        except (ValueError, RecursionError):
            continue
        if (said := _of_call(call)) is not None:
            return said
    return None


def _handed_in(arguments: object) -> str:
    if isinstance(arguments, str):
        try:
            arguments = json.loads(arguments)
        except (ValueError, RecursionError):
            return str(arguments)
    if isinstance(arguments, Mapping):
        return next((str(value) for value in arguments.values() if isinstance(value, str | int | float)), "")
    return str(arguments or "")


# ------------------------------------------------------------------------------------- thinking


def _closes(found: re.Match[str]) -> bool:
    closing = found["end"] or found["kend"] or found["mend"] or found["dend"]
    return bool(closing) or (found["tname"] or "").lower() == "end"


def _family(found: re.Match[str]) -> str:
    if found["tname"]:
        return "thought token"
    if found["dname"] or found["dend"]:
        return "details"
    return (found["name"] or found["kname"] or found["mname"]).lower()


def _by_tags(text: str) -> Split:
    """Part a text at its thinking tags: what is not within them, or behind the last, is the answer."""
    pieces: list[tuple[int, int]] = []
    thought: list[tuple[int, int]] = []
    tag: str | None = None
    inside, at, talked = "", 0, 0
    for found in _TAG.finditer(text):
        if text[max(0, found.start() - 1) : found.start()] == "`" or found.start() < talked:
            continue
        if not inside and (talked := _talked_of(text, found)):
            continue
        family, start = _family(found), found.start()
        if inside:
            if not _closes(found) or family != inside:
                continue
            thought.append((at, start))
        elif not _closes(found):
            pieces.append((at, start))
            inside, tag = family, tag or found[0]
        elif family == "details":
            continue
        else:  # the opening one was the template's: everything before was thinking
            thought = [*thought, *pieces, (at, start)] if tag else [(0, start)]
            pieces, tag = [], tag or found[0]
        at, inside = found.end(), "" if _closes(found) else inside
    if tag is None or (inside and not thought and pieces and text[: pieces[-1][1]].strip()):
        said = text[: pieces[-1][1]].rstrip(" ") if pieces else ""
        if inside and said.endswith(_ENDED) and _ANSWERED.search(said):  # it thinks on behind its answer
            return Split(text[at:].strip(), said, tag, 0)
        return Split("", text, None, 0)  # a tag that is only mentioned
    (thought if inside else pieces).append((at, len(text)))
    reasoning = "\n".join(text[a:b].strip() for a, b in sorted(thought)).strip()
    kept = [(a, b) for a, b in pieces if text[a:b].strip()]
    if not kept:
        return Split(reasoning, "", tag, len(text), bool(inside))
    begins = kept[0][0] + len(text[kept[0][0] : kept[0][1]]) - len(text[kept[0][0] : kept[0][1]].lstrip())
    answer = text[begins : kept[0][1]] + "".join(text[a:b] for a, b in kept[1:])
    return Split(reasoning, answer, tag, begins, bool(inside))


def _talked_of(text: str, found: re.Match[str]) -> int:
    """Return where the line of a sentence that speaks of its tags ends; 0 where the tag is one.

    No template writes an opening tag behind words of its own and closes it on the same line before others.
    """
    begin, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
    end = len(text) if end < 0 else end
    if _closes(found) or not text[begin : found.start()].strip():
        return 0
    closing = next((one for one in _TAG.finditer(text, found.end(), end) if _closes(one)), None)
    return end if closing is not None and text[closing.end() : end].strip() else 0


def _by_channels(text: str) -> Split:
    """Part a text that names its channels: the last final one is the answer."""
    reasoning, answer, begins, at = [], "", len(text), 0
    while (start := text.find(_CHANNEL, at)) >= 0:
        body = text.find(_MESSAGE, start)
        if body < 0:
            break
        name, body = text[start + len(_CHANNEL) : body].strip(), body + len(_MESSAGE)
        token = _TOKEN.search(text, body)
        at = token.start() if token else len(text)
        if name.startswith("final"):
            answer, begins = text[body:at], body
        else:
            reasoning.append(text[body:at].strip())
    return Split("\n".join(reasoning), answer, _CHANNEL, begins, not answer)


# ------------------------------------------------------------------------------------- the rest


def _without_tokens(text: str) -> tuple[str, int]:
    """Return a text up to its first token that ends a turn, and how much was skipped at its head."""
    start = 0
    while (found := _OPENING.match(text, start + len(text[start:]) - len(text[start:].lstrip()))) is not None:
        start = found.end()
    if start and (role := _HEAD.match(text, start)) is not None:
        start = role.end()
        while (found := _OPENING.match(text, start)) is not None:
            start = found.end()
    ended = _TOKEN.search(text, start)
    return text[start : ended.start() if ended else len(text)], start


def _run_on(text: str) -> int:
    """Return where a reply that was not stopped begins a question of its own, else its length."""
    if ":" not in text:
        return len(text)
    for pattern in (_ROLE, _QUESTION):
        for found in pattern.finditer(text):
            before = text[: found.start()].strip()
            again = pattern is _ROLE or _REPLY.search(text, found.end()) is not None
            if before and again and _ANSWERED.search(before):
                return found.start()
    return len(text)


def once(text: str) -> str:
    r"""Return a text whose backslashes were all written twice as it was meant.

    >>> once(r"\\frac{1}{2}"), once(r"\begin{matrix} 1 \\ 2 \end{matrix}")
    ('\\frac{1}{2}', '\\begin{matrix} 1 \\\\ 2 \\end{matrix}')
    """
    if "\\\\" not in text or _DOUBLE.search(text) is None or _SINGLE.search(text) is not None:
        return text
    plain = text if "\n" in text else text.replace("\\n", "\n") if "\\\\n" not in text else text
    return plain.replace("\\\\", "\\")
