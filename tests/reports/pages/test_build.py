"""The report of the hand-made run: its files, its pages, and what changed since."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import reports
from harness.errors import INTERNAL, RunError
from harness.records import Verdict
from harness.store import RunFolder
from reports.measured.material import STATUSES, Material, units
from reports.pages.build import Written
from reports.pages.overview import notes


@pytest.fixture(scope="module")
def written(material: Material, tmp_path_factory: pytest.TempPathFactory) -> Written:
    return reports.write(material, tmp_path_factory.mktemp("report"))


def test_every_file_is_there(written: Written) -> None:
    names = {path.name for path in written.folder.iterdir()}
    assert names >= {
        "index.html", "report.md", "scores.csv", "summary.json", "assets", "figures", "pages",
        "transcripts.parquet", "verdicts.parquet", "profiles.parquet",
    }  # fmt: skip
    for figure in (written.folder / "figures").glob("*.csv"):
        assert {figure.with_suffix(s).exists() for s in (".svg", ".png")} == {True}


def test_scores_have_one_row_a_part_and_transcript(written: Written) -> None:
    with (written.folder / "scores.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 16
    assert {row["status"] for row in rows} <= set(STATUSES)


def test_the_statuses_sum_to_the_units(written: Written) -> None:
    for arm in written.arms:
        assert sum(arm.counts.values()) == len(arm.units)
        assert arm.counted == len(arm.units) - arm.counts["unsupported"] - arm.counts["failed"]


def test_internal_errors_of_the_marker_are_counted_on_the_overview(written: Written) -> None:
    arm = written.arms[0]
    broken = replace(arm.units[0], reason=f"{INTERNAL}KeyError at kinds/set.py:10")
    told = "Internal errors of the marker: 1 mark, each named in the verdict"
    assert any(note.startswith(told) for note in notes([replace(arm, units=(broken, *arm.units[1:]))]))
    assert not any("Internal errors" in note for note in notes(written.arms))


def test_few_questions_give_a_table_and_no_interval(written: Written) -> None:
    summary = json.loads((written.folder / "summary.json").read_text("utf-8"))
    assert [arm["score"]["low"] for arm in summary["arms"]] == [None, None]
    assert "Question by question" in (written.folder / "index.html").read_text("utf-8")


def test_the_claim_the_witness_and_the_person_stand_on_the_write_up(written: Written) -> None:
    page = next((written.folder / "pages").glob("writeup-quick*steps-1*")).read_text("utf-8")
    assert '<mark class="claim false-step">the small coordinate is always slower</mark>' in page
    assert "the large coordinate contracts by 0.8" in page
    assert "the marks differ" in page
    assert "As sent, byte for byte" in page


def test_disagreements_come_first_with_witness_figures_and_plot(written: Written) -> None:
    page = (written.folder / "pages" / "agreement.html").read_text("utf-8")
    assert page.index("contracts by 0.8") < page.index("How far both agree")
    assert "truth-" in page
    assert "Gwet" in page
    assert "unsteady" in page


def test_strips_shade_what_follows_the_first_right_answer(written: Written) -> None:
    page = next((written.folder / "pages").glob("reasoning-*steps-1*")).read_text("utf-8")
    assert page.count('class="tail"') == 8
    assert "<title>right, again: " in page


def test_no_page_has_an_inline_script_style_or_handler(written: Written) -> None:
    for path in written.folder.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "Content-Security-Policy" in text
        assert not any(found in text for found in (" style=", "<style", "onclick=", "onload=", "<script>"))


def test_the_same_material_gives_the_same_bytes(material: Material, tmp_path: Path) -> None:
    first = dict(list(material.checks.items())[:1])
    small = replace(material, transcripts=material.transcripts[:2], checks=first)
    one, two = (reports.write(small, tmp_path / name) for name in ("one", "two"))
    assert len(one.files) == len(two.files)
    for first, second in zip(one.files, two.files, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name


def test_the_next_report_says_which_marks_changed(material: Material, tmp_path: Path) -> None:
    formats = ("json", "html")
    material = replace(material, transcripts=material.transcripts[:2], checks={})
    assert reports.write(material, tmp_path, formats).summary["since"] is None
    key = next(iter(material.verdicts))
    changed = {**material.verdicts, key: replace(material.verdicts[key], status="incorrect")}
    after = reports.write(replace(material, verdicts=changed), tmp_path, formats).summary
    assert [(f["before"], f["after"]) for f in after["since"]["flips"]] == [("correct", "incorrect")]
    again = reports.write(replace(material, verdicts=changed), tmp_path, formats).summary
    assert again["since"] == after["since"]
    assert "Marks that changed" in (tmp_path / "index.html").read_text("utf-8")


def test_a_run_without_truth_profiles_or_thinking_still_reports(material: Material, tmp_path: Path) -> None:
    bare = Material(material.name, {}, material.transcripts[:1], {})
    found = reports.write(bare, tmp_path)
    assert [(unit.status, unit.by) for unit in found.units] == [("failed", ""), ("correct", "person:the TA")]
    assert (tmp_path / "index.html").exists()


def test_long_thinking_lies_in_a_file_of_its_own(material: Material, tmp_path: Path) -> None:
    one = material.transcripts[0]
    long = replace(
        one, replies=(replace(one.replies[0], reasoning="so it goes. " * 60_000), *one.replies[1:])
    )
    reports.write(replace(material, transcripts=(long,), checks={}), tmp_path, ("html",))
    assert (next((tmp_path / "thinking").iterdir())).stat().st_size > 700_000
    assert all(path.stat().st_size < 200_000 for path in (tmp_path / "pages").iterdir())


def test_frames_load_from_the_run_folder(run_folder: RunFolder, material: Material) -> None:
    reports.write(material, run_folder.report, ("parquet",))
    frames = reports.load(run_folder.path)
    assert len(frames.scores) == len(frames.verdicts) == len(frames.profiles) == 16
    assert isinstance(frames.scores, pd.DataFrame)
    assert set(frames.scores.columns) >= {"question", "part", "arm", "status", "thinking_tokens"}


def test_an_unmarked_run_says_what_to_do(tmp_path: Path) -> None:
    RunFolder.of(tmp_path, "bare").write_meta({})
    with pytest.raises(RunError, match="harness grade bare"):
        reports.load(tmp_path / "bare")


def test_units_know_truncation_from_failure(material: Material) -> None:
    rows = units(material)
    assert {row.finish for row in rows} == {"finished", "truncated"}
    assert all(row.score is None for row in rows if row.status == "unsupported")


def test_a_verdict_without_evidence_breaks_nothing(material: Material, tmp_path: Path) -> None:
    bare = {key: Verdict("unsupported", "", run_key=key[0], part=key[1]) for key in material.verdicts}
    reports.write(replace(material, verdicts=bare, checks={}), tmp_path, ("html", "md"))
    assert "for a person" in (tmp_path / "report.md").read_text("utf-8")
