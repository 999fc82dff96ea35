"""The list of runs: one line a model and run, from what the index holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from harness.viewing.index import Asked, Followed, Item
from reports.measured.lines import Line
from reports.typeset.words import plural


def listed(runs: Sequence[Followed]) -> list[Line]:
    """Return the lines of the list."""
    return [line for run in runs for line in lines(run)]


def lines(run: Followed) -> Iterator[Line]:
    """Yield a run's lines, a model each."""
    asked: dict[str, list[Asked]] = {}
    for one, _ in run.asked.values():
        asked.setdefault(one.model, []).append(one)
    items: dict[str, list[Item]] = {}
    for item in run.items:
        items.setdefault(item.model, []).append(item)
    models = list(dict.fromkeys([*(m for m in items), *(asked or {"": []})]))
    for model in models:
        yield _line(run, model, asked.get(model, []), items.get(model, []), len(models))


def _line(run: Followed, model: str, asked: Sequence[Asked], items: Sequence[Item], models: int) -> Line:
    decided = [item for item in items if item.counts not in ("", "unsupported", "failed")]
    costs = [one.cost for one in asked if one.cost is not None]
    sets = sorted({item.question.partition("/")[0] for item in items})
    parts = len({(item.question, item.part) for item in items})
    return Line(
        run=run.folder.name,
        model=model or "–",
        homework=", ".join(sets) + (f", {plural(parts, 'part')}" if parts else ""),
        date=_dates(run, asked)[0],
        when=_dates(run, asked)[1],
        parts=len(items),
        asked=len(asked),
        failed=sum(one.error is not None for one in asked),
        wanted=_wanted(run) // max(1, models),
        correct=sum(item.counts == "correct" for item in decided),
        decided=len(decided),
        people=sum(item.open for item in decided),
        left=len(items) - len(decided),
        tokens=_tokens(asked),
        cost=sum(costs) if costs else None,
        currency=str(next((one.prices.get("currency", "") for one in asked if one.prices), "")),
        state=_state(run, items),
        report=(run.folder.report / "index.html").is_file(),
    )


def _dates(run: Followed, asked: Sequence[Asked]) -> tuple[str, str]:
    """Return the day in words and for sorting: of a recording or an import the day it says, not today."""
    said = max((str(one.origin.get("date") or one.finished) for one in asked), default="")
    made = str(run.meta.get("created", ""))
    return said[:10] or (f"brought in {made[:10]}" if asked and made else "–"), said or made


def _wanted(run: Followed) -> int:
    goes = run.meta.get("goes")
    last = goes[-1] if isinstance(goes, list) and goes else {}
    found = last.get("wanted") if isinstance(last, dict) else None
    return found if isinstance(found, int) else 0


def _tokens(asked: Sequence[Asked]) -> float | None:
    found = [r.usage.reasoning_tokens for one in asked for r in one.replies if r.usage.reasoning_tokens]
    return sum(found) / len(found) if found else None


def _state(run: Followed, items: Sequence[Item]) -> str:
    if run.trouble:
        return run.trouble
    if run.writing:
        return "asking"
    if not run.verdicts:
        return "asked"
    if any(item.verdict < 0 for item in items):
        return "partly marked"
    return "reviewed" if any(item.marks for item in items) else "marked"
