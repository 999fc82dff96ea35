"""Which column of a bank is what: our own names, and those of data sets as they are published.

A column is matched by its name whatever its case. What has no part in asking or marking is an extra
column; it travels with its question. `understood` makes one `Entry` of a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from harness.errors import HomeworkError
from harness.records import Json

ROLES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "unique_id", "problem_id", "problemid", "question_id", "task_id", "uuid", "uid"),
    "question": ("question", "problem", "prompt", "problem_text", "problem_statement", "query", "input"),
    "answer": (
        "answer", "gold", "golds", "final_answer", "ground_truth", "golden_answer", "expected_answer",
        "reference_answer", "correct_answer", "answer_number", "answers", "target",
    ),
    "solution": ("solution", "rationale"),
    "context": ("context", "stem"),
    "choices": ("choices", "options"),
}  # fmt: skip
"""What a row must or may say → the columns that say it, the first one present wins."""
SETTINGS = (
    "kind", "target", "title", "source", "symbols", "assume", "options", "unit", "tolerance", "digits",
    "percent", "exact",
)  # fmt: skip
"""Columns of our own that decide how a line is asked or marked."""
ALIASES = {"targets": "target", "units": "unit"}
_MARKING = ("kind", "target", "symbols", "assume", "options", "tolerance", "digits", "percent", "exact")
_LONGEST = 4_000
"""Characters of a text that still travels as a column."""
_VERSION = re.compile(r"(problem|question|answers?|answer_type|options)_(v\d{1,2})")
Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One question of a bank, as its row says it."""

    id: str
    question: str
    golds: tuple[str, ...]
    """Each of them is right."""
    context: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Our own columns, as they stand."""
    columns: Mapping[str, Json] = field(default_factory=dict)


def understood(data: Data, number: int, mapped: Mapping[str, str] | None = None) -> list[Entry]:
    """Return the questions of a row, nearly always one; HomeworkError naming the column at fault.

    ``mapped``: column → role (of `ROLES` or `SETTINGS`), or → ``-`` for a column that is to be left out.
    """
    data = _nested(_mapped(data, mapped or {}))
    versions = _versions(data)
    if not versions:
        return [_entry(data, number)]
    return [_entry({**row, "id": f"{_told(data, 'id', number)}-{name}"}, number) for name, row in versions]


def mapping(words: Sequence[str]) -> dict[str, str]:
    """Return what ``--map COLUMN=ROLE`` says; HomeworkError where a role is none.

    >>> mapping(["Frage=question", "notes=-"])
    {'Frage': 'question', 'notes': '-'}
    """
    found: dict[str, str] = {}
    known = ("-", *dict.fromkeys((*ROLES, *SETTINGS)))
    for word in words:
        column, sign, role = word.partition("=")
        if not sign or not column.strip() or role.strip() not in known:
            raise HomeworkError(f"--map {word!r}: write COLUMN=ROLE with a role out of {', '.join(known)}")
        found[column.strip()] = role.strip()
    return found


def _mapped(data: Data, mapped: Mapping[str, str]) -> dict[str, Any]:
    roles = set(mapped.values())
    found = {name: value for name, value in data.items() if name not in mapped and name not in roles}
    for column, role in mapped.items():
        value = _at(data, column)
        if role != "-" and value is not None:
            found[role] = value
    return found


def _at(data: Data, column: str) -> Any:
    """Return the value of a column, or of a key within one: ``reward_model.ground_truth``."""
    if column in data:
        return data[column]
    head, _, rest = column.partition(".")
    inner = data.get(head)
    return _at(inner, rest) if rest and isinstance(inner, Mapping) else None


def _nested(data: dict[str, Any]) -> dict[str, Any]:
    """Bring up the gold of rows made for reward functions (verl), which lies a level down."""
    model = data.get("reward_model")
    if isinstance(model, Mapping) and "ground_truth" in model and _column(data, "answer") is None:
        rest = {name: value for name, value in data.items() if name != "reward_model"}
        return {**rest, "answer": model["ground_truth"]}
    return data


def _versions(data: Data) -> list[tuple[str, dict[str, Any]]]:
    """Return the versions of a problem that is drawn several times (UGMathBench), each as a row."""
    found: dict[str, dict[str, Any]] = {}
    for name, value in data.items():
        if (match := _VERSION.fullmatch(name)) is not None:
            found.setdefault(match[2], {})[match[1]] = value
    rest = {name: value for name, value in data.items() if _VERSION.fullmatch(name) is None}
    return [(name, {**rest, **row, "version": name}) for name, row in sorted(found.items())]


def _column(data: Data, role: str) -> str | None:
    """Return the name of the column that has a role; None where no column has it."""
    plain = {_plain(name): name for name in reversed(list(data))}
    for name in ROLES[role]:
        if name in plain and data[plain[name]] not in (None, ""):
            return plain[name]
    return None


@lru_cache(maxsize=1024)
def _plain(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip().lower())


def _told(data: Data, role: str, number: int) -> str:
    column = _column(data, role)
    return str(data[column]) if column is not None else str(number)


def _entry(data: Data, number: int) -> Entry:
    taken = {role: column for role in ROLES if (column := _column(data, role)) is not None}
    settings = _settings(data, taken)
    if isinstance(data.get(taken.get("choices", "")), Mapping):  # our own options, not a choice's
        taken.pop("choices")
    if "answer" not in taken and "solution" not in taken:
        raise HomeworkError(f"answer: missing{_near(data, 'answer')}")
    if "question" not in taken:
        raise HomeworkError(f"question: missing{_near(data, 'question')}")
    text = _question(data[taken["question"]], taken["question"])
    golds: tuple[str, ...] = ()
    for special in SHAPES:
        if not golds and special.keys <= {_plain(name) for name in data}:
            golds, more = special.read({_plain(name): value for name, value in data.items()})
            settings = {**more, **settings}
    if not golds and "choices" in taken and (chosen := _chosen(data, taken)) is not None:
        text, golds = f"{text}\n\n{chosen[0]}", (chosen[1],)
    golds = golds or _golds(data, taken)
    own = {name for name in data if name in settings or ALIASES.get(name) in settings}
    used = {taken[role] for role in ("id", "question", "answer", "context") if role in taken} | own
    return Entry(
        id=_told(data, "id", number),
        question=text,
        golds=golds,
        context=str(data[taken["context"]]).strip() if "context" in taken else "",
        settings=settings,
        columns={name: value for name, value in data.items() if name not in used and _travels(value)},
    )


def _settings(data: Data, taken: Mapping[str, str]) -> dict[str, Any]:
    """Return our own columns; a table is a table though a CSV file holds it as JSON."""
    found: dict[str, Any] = {}
    for name, value in data.items():
        key = ALIASES.get(name, name)
        if key in SETTINGS and name != taken.get("answer") and value not in (None, ""):
            found[key] = value
        elif key not in SETTINGS and name not in taken.values():
            near = get_close_matches(name, _MARKING, 1, 0.88)
            if near and name not in ALIASES:
                raise HomeworkError(
                    f"{name}: no such key; did you mean {near[0]!r}? (a column of your own: --map {name}=-)"
                )
    if not isinstance(found.get("options", {}), Mapping):
        found.pop("options")
    return found


def _near(data: Data, role: str) -> str:
    near = next((n for n in data if get_close_matches(_plain(n), ROLES[role], 1, 0.7)), None)
    if near is not None:
        word = get_close_matches(_plain(near), ROLES[role], 1, 0.7)[0]
        return f"; {near}: did you mean {word!r}?"
    there = ", ".join(map(str, data)) or "nothing"
    return f"; none of {', '.join(ROLES[role][:5])}, … is among {there}; see --map"


def _question(value: Any, column: str) -> str:
    """Return the question's text; of a chat, the last thing its user says."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        said = [m.get("content") for m in value if isinstance(m, Mapping) and m.get("role") == "user"]
        value = said[-1] if said else None
    if not isinstance(value, str):
        raise HomeworkError(f"{column}: text is needed, not {value!r:.60}")
    return value.strip()


def _golds(data: Data, taken: Mapping[str, str]) -> tuple[str, ...]:
    column = taken.get("answer")
    value = data[column] if column is not None else data[taken["solution"]]
    many = value if isinstance(value, list | tuple) else [value]
    found = tuple(gold_text(one, column or taken["solution"], column is None) for one in many)
    if not found:
        raise HomeworkError(f"{column or taken['solution']}: an empty list; give at least one answer")
    return found


def gold_text(value: Any, column: str, worked: bool) -> str:
    """Return one gold's text; of a worked solution, what stands after its hashes or in its last box."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if not isinstance(value, str):
        raise HomeworkError(f"{column}: text or a number is needed, not {value!r:.60}")
    if "####" in value:
        return value.rpartition("####")[2].strip()
    if not worked:
        return value.strip()
    found = boxed(value)
    if found is None:
        raise HomeworkError(f"{column}: a solution without \\boxed{{…}} or #### gives no answer")
    return found


def boxed(text: str) -> str | None:
    r"""Return what the last ``\boxed{…}`` of a text holds; None where there is none.

    >>> boxed(r"so $\boxed{1}$, or rather $\boxed{\frac{1}{2}}$")
    '\\frac{1}{2}'
    """
    start = max(text.rfind("\\boxed{"), text.rfind("\\fbox{"))
    if start < 0:
        return None
    begin = text.index("{", start) + 1
    depth = 1
    for place in range(begin, len(text)):
        depth += (text[place] == "{") - (text[place] == "}")
        if depth == 0:
            return text[begin:place].strip()
    return None


def _chosen(data: Data, taken: Mapping[str, str]) -> tuple[str, str] | None:
    """Return a choice's options as lines and the right one's letter; None where it is no choice."""
    options, answer = data[taken["choices"]], data.get(taken.get("answer", ""))
    if not isinstance(options, list) or not 2 <= len(options) <= 10:
        return None
    if not all(isinstance(one, str) for one in options):
        return None
    letters = "ABCDEFGHIJ"[: len(options)]
    if isinstance(answer, int) and not isinstance(answer, bool) and 0 <= answer < len(options):
        letter = letters[answer]
    elif isinstance(answer, str) and answer.strip(" ().").upper() in tuple(letters):
        letter = answer.strip(" ().").upper()
    elif answer in options:
        letter = letters[options.index(answer)]
    else:
        return None
    lines = (re.sub(rf"^\(?{own}[).:]\s+", "", text) for own, text in zip(letters, options))
    return "\n".join(f"({own}) {text}" for own, text in zip(letters, lines)), letter


def _travels(value: Any) -> bool:
    """Whether a value is small and plain enough to go along."""
    if isinstance(value, str):
        return len(value) <= _LONGEST
    if isinstance(value, list):
        return len(value) <= 100 and all(map(_travels, value))
    return value is None or isinstance(value, bool | int | float)


# ------------------------------------------------------------- data sets with habits of their own

Read = Callable[[Data], tuple[tuple[str, ...], dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Shape:
    """A published data set whose gold is more than one column."""

    name: str
    keys: frozenset[str]
    """The columns that give it away."""
    read: Read


def _scibench(data: Data) -> tuple[tuple[str, ...], dict[str, Any]]:
    r"""A number in one column and its unit in another, a power of ten before it: ``$10^{-6}\mathrm{~m}$``."""
    number = str(data["answer_number"]).strip().replace("−", "-")
    unit = str(data.get("unit") or "").strip().strip("$").replace("~", " ").strip()
    scale = re.match(r"(?:\\times|\\cdot|\s)*10\s*\^\s*\{?\s*([-+−]?\d{1,3})\s*\}?", unit)
    if scale is not None:
        number, unit = rf"{number} \times 10^{{{scale[1]}}}", unit[scale.end() :]
    plain = re.sub(r"\\(?:mathrm|text|rm)\s*|[{}$]|\\[ ,;]", " ", unit)
    plain = " ".join(plain.split())
    return (number,), {"unit": plain} if plain else {}


def _olympiad(data: Data) -> tuple[tuple[str, ...], dict[str, Any]]:
    """A list that holds one answer, or all of several; the tolerance and the unit stand apart."""
    golds = [str(one).strip() for one in data["final_answer"] or ()]
    if not golds:
        return (), {}
    whole = golds[0] if len(golds) == 1 else ", ".join(one.strip("$ ") for one in golds)
    found: dict[str, Any] = {}
    if data.get("unit"):
        found["unit"] = str(data["unit"]).strip("$ ")
    if data.get("error") and re.fullmatch(r"[\d.]+(?:e-?\d+)?", str(data["error"])):
        found["tolerance"] = float(str(data["error"]))
    return (whole,), found


def _theoremqa(data: Data) -> tuple[tuple[str, ...], dict[str, Any]]:
    """A list is one ordered answer, not several right ones; an option is its letter."""
    value, kind = data["answer"], str(data["answer_type"])
    if isinstance(value, str) and kind.startswith("list") and value.strip().startswith("["):
        value = [piece.strip() for piece in value.strip()[1:-1].split(",")]
    if isinstance(value, list):
        return (f"({', '.join(map(str, value))})",), {}
    if kind == "option":
        return (str(value).strip(" ()").upper(),), {"kind": "choice"}
    return (), {}


def _all_of(data: Data) -> tuple[tuple[str, ...], dict[str, Any]]:
    """A list of the blanks of one problem, all of which are asked for, in order."""
    value = data.get("answer") if data.get("answer") is not None else data.get("answers")
    if not isinstance(value, list) or not value:
        return (), {}
    said = [gold_text(one, "answer", False) for one in value]
    return (said[0] if len(said) == 1 else f"({', '.join(said)})",), {}


SHAPES = (
    Shape("scibench", frozenset(("problem_text", "answer_number")), _scibench),
    Shape("olympiadbench", frozenset(("final_answer", "is_multiple_answer")), _olympiad),
    Shape("theoremqa", frozenset(("question", "answer", "answer_type")), _theoremqa),
    Shape("ugmathbench", frozenset(("subject", "topic", "answer_type", "answer")), _all_of),
    Shape("ugmathbench", frozenset(("subject", "topic", "answer_type", "answers")), _all_of),
)
