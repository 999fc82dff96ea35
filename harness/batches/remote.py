"""The provider's side of a batch, through the openai package: files up and down, batches made, seen."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx2
import openai

from harness.batches.jobs import ENDPOINT, Job
from harness.errors import Refused, Unreachable
from harness.providers import Batch

T = TypeVar("T")
TRIES = 6
ENDED = frozenset(("completed", "failed", "expired", "cancelled", "canceled"))
LISTED = 500
"""Batches looked through for one that was made before a kill and not written down."""


@dataclass(frozen=True, slots=True)
class State:
    """What the provider says of a batch."""

    id: str
    status: str
    output_file: str
    error_file: str
    why: str
    done: int
    total: int


class Remote:
    """Batches at one provider."""

    def __init__(
        self,
        client: Callable[[], openai.AsyncOpenAI],
        batch: Batch,
        clean: Callable[[str], str],
        pause: float,
    ) -> None:
        self._new, self.batch, self.clean, self.pause = client, batch, clean, pause
        self.client = client()

    async def close(self) -> None:
        """Let go of the connections."""
        await self.client.close()

    async def upload(self, file: Path) -> str:
        """Return the provider's name for an uploaded file of lines."""
        content = file.read_bytes()

        async def go() -> str:
            purpose: Any = self.batch.purpose
            found = await self.client.files.create(
                file=(file.name, content, "application/jsonl"), purpose=purpose
            )
            return str(found.id)

        return await self._tried(go)

    async def create(self, job: Job) -> State:
        """Return a batch that was just made of an uploaded file.

        Not tried again where the answer is lost: `made` finds the batch if there is one. And asked over a
        connection of its own: one that was kept and died would be replaced, and the order given twice.
        """
        fresh = self._new()
        window: Any = self.batch.window
        endpoint: Any = ENDPOINT
        try:
            found = await fresh.batches.create(
                input_file_id=job.input_file,
                endpoint=endpoint,
                completion_window=window,
                metadata={"job": job.name},
            )
        except (openai.APIStatusError, openai.APIConnectionError, httpx2.HTTPError, OSError) as cause:
            already = await self.made(job)
            if already is not None:
                return already
            raise self._said(cause) from cause
        finally:
            await fresh.close()
        return _state(found)

    async def made(self, job: Job) -> State | None:
        """Return the batch that was made of a job already, though nobody wrote it down; None if none."""
        seen = 0
        try:
            async for found in self.client.batches.list(limit=100):
                seen += 1
                told = getattr(found, "metadata", None) or {}
                if told.get("job") == job.name or (job.input_file and found.input_file_id == job.input_file):
                    return _state(found)
                if seen >= LISTED:
                    return None
        except (openai.APIStatusError, openai.APIConnectionError, httpx2.HTTPError, OSError):
            return None
        return None

    async def look(self, job: Job) -> State:
        """Return how far a batch is."""

        async def go() -> State:
            return _state(await self.client.batches.retrieve(job.batch))

        return await self._tried(go)

    async def content(self, file: str) -> bytes:
        """Return what an answered file holds."""

        async def go() -> bytes:
            return bytes((await self.client.files.content(file)).content)

        return await self._tried(go)

    async def _tried(self, go: Callable[[], Awaitable[T]]) -> T:
        """Try what may be done twice without harm; what cannot get better is raised at once."""
        for number in range(TRIES):
            try:
                return await go()
            except (openai.APIStatusError, openai.APIConnectionError, httpx2.HTTPError, OSError) as cause:
                error = self._said(cause)
                if isinstance(error, Refused) or number == TRIES - 1:
                    raise error from cause
                await asyncio.sleep(min(self.pause, 2.0**number))
        raise AssertionError("the last try returns or raises")

    def _said(self, cause: BaseException) -> Refused | Unreachable:
        status = getattr(cause, "status_code", 0)
        text = self.clean(str(cause))[:300]
        refused = isinstance(status, int) and 400 <= status < 500 and status not in (408, 409, 425, 429)
        return Refused(f"batch: {status}: {text}") if refused else Unreachable(f"batch: {text}")


def _state(found: Any) -> State:
    counts = getattr(found, "request_counts", None)
    errors = getattr(getattr(found, "errors", None), "data", None) or []
    return State(
        str(found.id),
        str(found.status),
        str(getattr(found, "output_file_id", None) or ""),
        str(getattr(found, "error_file_id", None) or ""),
        "; ".join(str(getattr(one, "message", one)) for one in errors[:3]),
        int(getattr(counts, "completed", 0) or 0) + int(getattr(counts, "failed", 0) or 0),
        int(getattr(counts, "total", 0) or 0),
    )
