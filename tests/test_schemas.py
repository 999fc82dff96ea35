"""The schemas describe the files that commands really write."""

import json
from pathlib import Path

import jsonschema
import pytest

from harness.cli import main
from harness.schemas import SCHEMAS, schema

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a marked run."""
    runs = tmp_path_factory.mktemp("runs")
    asked = ["run", "deep-learning-hw1/optimizer-geometry", "--model", "replay:deepseek-chat-thinking"]
    assert main([*asked, "--runs", str(runs), "--name", "one"]) == 0
    assert main(["grade", "one", "--runs", str(runs)]) == 0
    return runs / "one"


def rows(file: Path) -> list[object]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("name", ["transcripts", "verdicts"])
def test_every_line_of_a_run_fits(name: str, run: Path) -> None:
    found = rows(run / f"{name}.jsonl")
    assert found
    for row in found:
        jsonschema.validate(row, schema(name))


def test_every_recording_fits() -> None:
    for file in (ROOT / "datasets" / "recordings").glob("*.jsonl"):
        for row in rows(file):
            jsonschema.validate(row, schema("transcripts"))


def test_every_profile_fits(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "one", "--runs", str(run.parent), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed
    for row in printed:
        jsonschema.validate(row, schema("profiles"))


def test_a_verdict_of_an_unknown_word_does_not_fit(run: Path) -> None:
    row = rows(run / "verdicts.jsonl")[0]
    assert isinstance(row, dict)
    with pytest.raises(jsonschema.ValidationError, match="splendid"):
        jsonschema.validate({**row, "status": "splendid"}, schema("verdicts"))
