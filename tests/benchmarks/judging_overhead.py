"""What judging costs beside asking: CPU milliseconds a part of our own, both in one run.

    python tests/benchmarks/judging_overhead.py [--parts 10000]

A run of that many replies, all left open by the marker, is judged, and a bank of as many questions is asked,
by processes of their own, against one server in another process that answers at once. The difference of their
CPU seconds over the parts is what composing, reading, checking and storing judgements takes.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "judging"))

REPLY = "Each update is a multiple of a row, hence that part keeps its initial value 0 for ever. Number {}."
SERVER = """
import asyncio, json, re
from aiohttp import web
WORDS = {"target": "equal", "checkpoint": "met", "false step": "not_made"}
def body(prompt):
    lines = re.findall(r"^([TCF]\\d+) \\((target|checkpoint|false step)\\): ", prompt, re.M)
    quote = "hence that part keeps its initial value 0"
    told = [{"id": i, "says": WORDS[role], "quote": quote, "restated": ""} for i, role in lines]
    message = {"role": "assistant", "content": json.dumps({"lines": told})}
    usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return {"id": "j", "model": "judge-1", "choices": [choice], "usage": usage}
async def answer(request):
    return web.json_response(body((await request.json())["messages"][-1]["content"]))
async def main():
    app = web.Application(client_max_size=1 << 24)
    app.router.add_post("/v1/chat/completions", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()
asyncio.run(main())
"""


def cpu(words: list[str], folder: Path) -> float:
    """Return the CPU seconds that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "XDG_CONFIG_HOME": str(folder)}
    subprocess.run(
        [sys.executable, "-m", "harness", *words],
        cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Judge and ask, and print the difference."""
    from on_replies import write_run

    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--parts", type=int, default=10_000)
    parts: int = parser.parse_args().parts
    server = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    url = f"http://127.0.0.1:{int(server.stdout.readline())}/v1"
    asking = ["--base-url", url, "--no-stream", "--connections", "64"]
    try:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            row = {"question": "deep-learning-hw1/q2", "part": "c"}
            write_run(folder / "runs" / "one", [{**row, "reply": REPLY.format(n)} for n in range(parts)])
            cpu(["grade", "one", "--quiet"], folder)
            judged = cpu(["judge", "one", "--by", "local:judge", *asking], folder)
            files = list((folder / "runs/one/judge").rglob("transcripts.jsonl"))
            kept = [line for file in files for line in file.read_text("utf-8").splitlines()]
            assert len(kept) == parts, f"{len(kept)} judgements of {parts}"
            sent = json.loads(kept[0])
            text = sent["conversation"]["turns"][0]["text"]
            with (folder / "bank.jsonl").open("w") as bank:
                for n in range(parts):
                    bank.write(json.dumps({"id": f"n{n}", "question": f"{text} {n}", "gold": "0"}) + "\n")
            asked = cpu(["run", "bank.jsonl", "--model", "local:judge", "--name", "two", *asking], folder)
    finally:
        server.kill()
    print(
        f"{parts:,} parts: judged in {judged:.1f} CPU s, asked in {asked:.1f} CPU s:"
        f" {1000 * (judged - asked) / parts:.2f} ms a part over asking"
    )


if __name__ == "__main__":
    main()
