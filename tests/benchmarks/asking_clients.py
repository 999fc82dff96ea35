"""Other ways to ask the same questions, for asking_throughput.py: CLIENT URL BANK CONNECTIONS OUT.

``floor``: bare aiohttp, every event parsed, first-token times, one line an answer.
``openai``: the openai package's own streaming loop. ``inspect``: inspect_ai, where it is installed.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

Ask = Callable[[str], Awaitable[dict[str, Any]]]


async def all_of(prompts: list[str], connections: int, ask: Ask, out: Path) -> None:
    """Ask everything with so many workers, one flushed line an answer."""
    waiting = iter(prompts)
    with out.open("w") as file:

        async def work() -> None:
            for prompt in waiting:
                file.write(json.dumps(await ask(prompt)) + "\n")
                file.flush()

        await asyncio.gather(*(work() for _ in range(connections)))


def body(prompt: str) -> dict[str, Any]:
    return {
        "model": "stand-in",
        "messages": [{"role": "user", "content": prompt}],
        "stream": True,
        "stream_options": {"include_usage": True},
    }


async def floor(url: str, prompts: list[str], connections: int, out: Path) -> None:
    import aiohttp
    import msgspec

    loads = msgspec.json.decode
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=connections)) as session:

        async def ask(prompt: str) -> dict[str, Any]:
            began, first, rest = time.perf_counter(), None, b""
            texts: dict[str, list[str]] = {"reasoning_content": [], "content": []}
            async with session.post(f"{url}/chat/completions", json=body(prompt)) as response:
                async for chunk in response.content.iter_any():
                    *events, rest = (rest + chunk).split(b"\n\n")
                    for event in events:
                        if not event.startswith(b"data: {"):
                            continue
                        for choice in loads(event[6:])["choices"]:
                            for name, pieces in texts.items():
                                if piece := choice["delta"].get(name):
                                    first = first or time.perf_counter() - began
                                    pieces.append(piece)
            return {"first": first, **{name: "".join(pieces) for name, pieces in texts.items()}}

        await all_of(prompts, connections, ask, out)


async def openai_loop(url: str, prompts: list[str], connections: int, out: Path) -> None:
    import openai

    client = openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0)

    async def ask(prompt: str) -> dict[str, Any]:
        texts: dict[str, list[str]] = {"reasoning_content": [], "content": []}
        async for event in await client.chat.completions.create(**body(prompt)):
            for choice in event.choices:
                for name, pieces in texts.items():
                    if piece := getattr(choice.delta, name, None):
                        pieces.append(piece)
        return {name: "".join(pieces) for name, pieces in texts.items()}

    await all_of(prompts, connections, ask, out)


def inspect_eval(url: str, prompts: list[str], connections: int, out: Path) -> None:
    from inspect_ai import Task, eval
    from inspect_ai.dataset import Sample
    from inspect_ai.solver import generate

    samples = [Sample(input=prompt, target="2") for prompt in prompts]
    eval(
        Task(dataset=samples, solver=generate()),
        model="openai-api/local/stand-in",
        model_base_url=url,
        max_connections=connections,
        max_samples=connections,
        log_dir=str(out.parent / "logs"),
        display="none",
        model_args={"stream": True},
    )


def main() -> None:
    """Ask with the client named first on the command line."""
    name, url, bank, connections, out = sys.argv[1:]
    prompts = [json.loads(line)["question"] for line in Path(bank).read_text().splitlines()]
    if name == "inspect":
        inspect_eval(url, prompts, int(connections), Path(out))
    else:
        client = {"floor": floor, "openai": openai_loop}[name]
        asyncio.run(client(url, prompts, int(connections), Path(out)))


if __name__ == "__main__":
    main()
