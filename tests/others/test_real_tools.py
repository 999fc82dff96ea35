"""The tools themselves: logs that Inspect and lm-eval wrote, rewards as their trainers take them, Ray.

Run by ``make test-optional`` where the packages are installed; each test says what it lacks.
"""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from harness.cli import main
from harness.store import RunFolder

pytestmark = pytest.mark.optional

TASK = """
from inspect_ai import Task, task
from inspect_ai.dataset import Sample
from inspect_ai.scorer import match
from inspect_ai.solver import generate

@task
def sums():
    samples = [Sample(id="four", input="2 + 2?", target="4")]
    samples.append(Sample(id="half", input="Half?", target=["1/2", "0.5"]))
    return Task(dataset=samples, solver=generate(), scorer=match(), epochs=3)
"""
RUN = """
from inspect_ai import eval
from inspect_ai.model import ModelOutput, ModelUsage, get_model
import task
def said(messages, tools, choice, config):
    text = "It is 4." if "2 + 2" in messages[-1].text else "<think>hm</think>It is 0.5."
    output = ModelOutput.from_content("mockllm/model", text)
    output.usage = ModelUsage(input_tokens=5, output_tokens=7, total_tokens=12)
    return output
model = get_model("mockllm/model", custom_outputs=said)
(log,) = eval(task.sums(), model=model, log_dir="logs", display="none")
print(log.status)
"""


def inspect_log(folder: Path) -> Path:
    """Return a log that Inspect has written of two questions in three epochs."""
    pytest.importorskip("inspect_ai", reason="needs inspect-ai")
    (folder / "task.py").write_text(TASK)
    done = subprocess.run([sys.executable, "-c", RUN], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.startswith("success"), done.stdout[-2000:]
    return next((folder / "logs").glob("*.eval"))


def scored(log: Path, *words: str) -> list[dict[str, Any]]:
    """Return the scores that ``inspect score`` writes into a log."""
    command = [sys.executable, "-m", "inspect_ai"]
    more = ["--action", "overwrite", "--overwrite"]
    done = subprocess.run(
        [*command, "score", str(log), *words, *more], capture_output=True, text=True, cwd=log.parents[1]
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    dumped = subprocess.run([*command, "log", "dump", str(log)], capture_output=True, text=True, check=True)
    return [next(iter(sample["scores"].values())) for sample in json.loads(dumped.stdout)["samples"]]


def test_an_inspect_log_is_brought_in_as_it_is_and_marked(tmp_path: Path) -> None:
    log = inspect_log(tmp_path)
    assert main(["import", str(log), "--name", "x", "--runs", str(tmp_path / "runs")]) == 0
    run = RunFolder(tmp_path / "runs" / "x")
    assert [v.status for v in run.verdicts()] == ["correct"] * 6
    transcripts = list(run.transcripts())
    assert len({t.run_key for t in transcripts}) == 6
    assert {t.sample for t in transcripts} == {0, 1, 2}
    assert all(t.replies[0].usage.completion_tokens == 7 and t.started for t in transcripts)


def test_inspect_finds_our_scorer_by_its_name(tmp_path: Path) -> None:
    found = scored(inspect_log(tmp_path), "--scorer", "harness/homework")
    assert [float(score["value"]) for score in found] == [1.0] * 6
    assert {score["metadata"]["status"] for score in found} == {"correct"}


def test_inspect_takes_our_scores(tmp_path: Path) -> None:
    log = inspect_log(tmp_path)
    runs = ["--runs", str(tmp_path / "runs")]
    assert main(["import", str(log), "--name", "x", *runs]) == 0
    scores = tmp_path / "scores.jsonl"
    assert main(["export", "x", "--to", "inspect-scores", "--out", str(scores), *runs]) == 0
    found = scored(log, "--scorer", "inspect_ai/precomputed_scores", "-S", f"scores={scores}")
    assert [float(score["value"]) for score in found] == [1.0] * 6


def test_lm_eval_runs_with_our_metric_and_its_samples_come_back(tmp_path: Path) -> None:
    pytest.importorskip("lm_eval", reason="needs lm-eval")
    (tmp_path / "data.jsonl").write_text(
        "".join(json.dumps({"question": f"{n} + {n}?", "answer": str(2 * n)}) + "\n" for n in range(4))
    )
    (tmp_path / "utils.py").write_text("from harness.rewards import process_results as process_results\n")
    (tmp_path / "sums.yaml").write_text(
        "task: sums\ndataset_path: json\ndataset_kwargs:\n  data_files:\n"
        f"    test: {tmp_path}/data.jsonl\noutput_type: generate_until\ntest_split: test\n"
        'doc_to_text: "{{question}}"\ndoc_to_target: "{{answer}}"\n'
        "process_results: !function utils.process_results\n"
        "metric_list:\n  - metric: correct\n    aggregation: mean\n    higher_is_better: true\n"
        "  - metric: undecided\n    aggregation: mean\n    higher_is_better: false\n"
    )
    script = """
import json, sys
from lm_eval import simple_evaluate
from lm_eval.api.model import LM
from lm_eval.tasks import TaskManager
class Fake(LM):
    def loglikelihood(self, requests): raise NotImplementedError
    def loglikelihood_rolling(self, requests): raise NotImplementedError
    def generate_until(self, requests): return ["The answer is 4."] * len(requests)
found = simple_evaluate(Fake(), tasks=["sums"], task_manager=TaskManager(include_path="."), log_samples=True)
with open("samples_sums.jsonl", "w") as file:
    for sample in found["samples"]["sums"]:
        file.write(json.dumps(sample, default=str) + "\\n")
print(json.dumps({k: v for k, v in found["results"]["sums"].items() if "stderr" not in k}, default=str))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True,
        env={"HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "hf"), "HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert (told["correct,none"], told["undecided,none"]) == (0.25, 0.0)
    words = ["import", str(tmp_path / "samples_sums.jsonl"), "--name", "x", "--runs", str(tmp_path / "runs")]
    assert main(words) == 0
    found = [v.status for v in RunFolder(tmp_path / "runs" / "x").verdicts()]
    assert (found.count("correct"), len(found)) == (1, 4)


def test_trl_calls_its_rewards_as_we_expect() -> None:
    pytest.importorskip("trl", reason="needs trl")
    from harness.rewards import accuracy_reward

    source = Path(str(inspect.getsourcefile(__import__("trl")))).parent / "trainer" / "grpo_trainer.py"
    text = source.read_text("utf-8")
    assert (
        "prompts=prompts, completions=completions, completion_ids=completion_ids_list, **reward_kwargs"
        in text
    )
    assert "reward if reward is not None else torch.nan" in text
    parameters = inspect.signature(accuracy_reward).parameters
    assert parameters["columns"].kind is inspect.Parameter.VAR_KEYWORD


def test_verl_loads_our_function_from_its_path() -> None:
    try:
        from verl.utils.import_utils import load_extern_object
    except ImportError as cause:
        pytest.skip(f"verl cannot be loaded: {cause}")
    from harness import rewards

    found: Any = load_extern_object(module_path=rewards.__file__, object_name="compute_score")
    said = found(data_source="x", solution_str="It is 4.", ground_truth="4", extra_info={})
    assert said["score"] == 1.0


def test_ray_says_the_same_to_the_letter(tmp_path: Path) -> None:
    ray = pytest.importorskip("ray", reason="needs ray[data]")
    from harness.distributed import by_ray, mark_dataset
    from harness.marksheet import Columns, mark_file

    rows = [
        {"answer": str(n), "response": f"It is {n + (n % 7 == 0)}.", "level": n % 5} for n in range(3_000)
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows) + "{bad\n")
    mark_file(path, tmp_path / "one.jsonl", Columns())
    mark_file(path, tmp_path / "ray.jsonl", Columns(), by_ray(2))
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "ray.jsonl").read_bytes()
    table = mark_dataset(ray.data.from_items(rows), workers=1).to_pandas()
    assert table["mark_status"].value_counts().to_dict() == {"correct": 2_571, "incorrect": 429}
    ray.shutdown()
