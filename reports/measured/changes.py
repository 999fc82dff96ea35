"""What changed under one name: the model a provider echoed, its fingerprint, and the parts all runs share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.measured.material import Material, Unit, reply_to

Where = tuple[str, str, str]
WHAT = ("model", "fingerprint", "provider")


def served(material: Material, rows: Sequence[Unit]) -> dict[str, tuple[str, ...]]:
    """Return what answered these units, as the replies say: models, fingerprints and providers, sorted."""
    found: dict[str, set[str]] = {name: set() for name in WHAT}
    for row in rows:
        reply = reply_to(material.transcripts[row.transcript], row.turn)
        if reply is None:
            continue
        told = (reply.model, reply.fingerprint, reply.extras.get("provider"))
        for name, value in zip(WHAT, told, strict=True):
            if isinstance(value, str) and value:
                found[name].add(value)
    return {name: tuple(sorted(values)) for name, values in found.items()}


def silent(before: Mapping[str, tuple[str, ...]], after: Mapping[str, tuple[str, ...]]) -> str:
    """Return what is another than before under the same name, in words; empty where nothing is.

    >>> silent({"model": ("m-06",)}, {"model": ("m-09",)})
    'model m-06 → m-09'
    """
    told = []
    for name in WHAT:
        was, now = before.get(name, ()), after.get(name, ())
        if was and now and was != now:
            told.append(f"{name} {', '.join(was)} → {', '.join(now)}")
    return "; ".join(told)


def common(runs: Sequence[Sequence[Unit]]) -> frozenset[Where]:
    """Return the parts that every run was marked on: only over these are runs one line."""
    sets = [{(row.question, row.variant, row.part) for row in rows if row.score is not None} for rows in runs]
    return frozenset(set.intersection(*sets)) if sets else frozenset()


def index(rows: Sequence[Unit], parts: frozenset[Where]) -> float | None:
    """Return the mean share right over these parts, each part counting once; None without any."""
    scores: dict[Where, list[float]] = {}
    for row in rows:
        where = (row.question, row.variant, row.part)
        if where in parts and row.score is not None:
            scores.setdefault(where, []).append(row.score)
    return sum(sum(v) / len(v) for v in scores.values()) / len(scores) if scores else None
