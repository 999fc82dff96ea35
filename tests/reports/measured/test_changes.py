"""What changed under one name, and the parts that all runs share."""

from __future__ import annotations

from dataclasses import replace

from reports.measured.changes import common, index, served, silent
from reports.measured.material import Material, units


def test_another_echoed_model_or_fingerprint_is_a_silent_change(material: Material) -> None:
    rows = units(material)
    told = []
    for name, print_ in (("m-0601", "fpA"), ("m-0901", "fpB")):
        echoed = tuple(
            replace(t, replies=tuple(replace(r, model=name, fingerprint=print_) for r in t.replies))
            for t in material.transcripts
        )
        told.append(served(replace(material, transcripts=echoed), rows))
    assert silent(*told) == "model m-0601 → m-0901; fingerprint fpA → fpB"
    assert silent(told[0], told[0]) == ""
    assert silent({}, told[0]) == ""


def test_only_shared_parts_make_one_line(material: Material) -> None:
    one = replace(units(material)[0], status="correct")
    early = [replace(one, question=f"s/q{i}", status="correct" if i % 2 else "incorrect") for i in range(4)]
    late = early + [replace(one, question=f"s/new{i}") for i in range(8)]
    shared = common([early, late])
    assert len(shared) == 4
    assert index(early, shared) == index(late, shared) == 0.5
    assert index([], shared) is None
