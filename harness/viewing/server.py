"""Addresses → pages, on loopback only."""

from __future__ import annotations

import asyncio
import json
import mimetypes
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, urlencode

from aiohttp import web

from harness.errors import HarnessError
from harness.records import Answer, Conversation, Question, Transcript
from harness.store import RunFolder, lines
from harness.viewing import acts, listing
from harness.viewing.index import Followed, Item, Runs
from harness.viewing.safety import BODY, Keys, guard
from reports.measured.queues import QUEUES, following, queue
from reports.measured.tables import csv_text
from reports.pages import desk
from reports.pages.site import ASSETS as REPORT_ASSETS
from reports.pages.site import asset

PERIOD = 0.7
"""Seconds between two looks at the run folders."""
ASSETS = (*REPORT_ASSETS, "view.js")


class Known(Protocol):
    """What is known of the questions behind a run."""

    def question(self, talk: Conversation) -> Question | None:
        """Return the question as asked."""

    def answers(self, talk: Conversation) -> Mapping[str, Answer]:
        """Return part → true answer, as far as there is a truth."""


@dataclass(slots=True)
class Desk:
    """Everything the pages are made from."""

    runs: Runs
    known: Callable[[RunFolder], Known]
    who: str
    """Whose name stands in the field at first."""
    keys: Keys = field(default_factory=Keys)
    port: int = 0
    truths: dict[str, Known] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    """Held while folders are read: several requests come at once."""

    @property
    def address(self) -> str:
        """What a person opens."""
        return f"http://127.0.0.1:{self.port}/{self.keys.address}/"

    def fresh(self) -> list[str]:
        """Take in what changed in the folders; the names of the runs concerned."""
        with self.lock:
            return self.runs.refresh()

    def run(self, name: str) -> Followed:
        """Return a run as it stands now; 404 where there is none."""
        self.fresh()
        found = self.runs.followed.get(name)
        if found is None:
            raise web.HTTPNotFound(text=f"no run {name[:80]!r} here\n")
        return found

    def truth(self, folder: RunFolder) -> Known:
        """Return what is known of a run's questions, looked up once."""
        if folder.name not in self.truths:
            self.truths[folder.name] = self.known(folder)
        return self.truths[folder.name]


DESK = web.AppKey("desk", Desk)


def app(found: Desk) -> web.Application:
    """Return the application for a desk whose port is known before the first request."""
    made = web.Application(middlewares=[guard(found.keys, lambda: found.port)], client_max_size=BODY)
    made[DESK] = found
    made.router.add_get("/{token}/", _runs)
    made.router.add_get("/{token}/events", _events)
    made.router.add_get("/{token}/review/{run}", _review)
    made.router.add_get("/{token}/conflicts/{run}", _conflicts)
    made.router.add_get("/{token}/gradebook/{run}.csv", _gradebook)
    made.router.add_get("/{token}/report/{run}/{path:.*}", _report)
    made.router.add_get("/{token}/assets/{name}", _asset)
    made.router.add_post("/{token}/act", _act)
    made.router.add_get("/{token}", _home)
    made.router.add_get("/{rest:.*}", _runs)  # the guard answers it: the token is wrong
    return made


def _html(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html", charset="utf-8")


async def _home(request: web.Request) -> web.Response:
    raise web.HTTPFound(f"/{request.match_info['token']}/")


async def _runs(request: web.Request) -> web.Response:
    held = request.app[DESK]

    def made() -> str:
        held.fresh()
        with held.lock:
            return desk.runs(listing.listed(list(held.runs.followed.values())), held.keys.writing)

    return _html(await asyncio.to_thread(made))


async def _events(request: web.Request) -> web.StreamResponse:
    """Tell the page the rows of each run that changed, as long as it listens."""
    held = request.app[DESK]
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    with suppress(ConnectionResetError):  # the page was closed
        await _tell(response, held)
    return response


async def _tell(response: web.StreamResponse, held: Desk) -> None:
    seen: dict[str, tuple[int, bool]] = {}
    await asyncio.to_thread(_changed, held, seen)
    while True:
        for name, html in await asyncio.to_thread(_changed, held, seen):
            await response.write(f"data: {json.dumps({'run': name, 'html': html})}\n\n".encode())
        await response.write(b": still here\n\n")
        await asyncio.sleep(PERIOD)


def _changed(held: Desk, seen: dict[str, tuple[int, bool]]) -> list[tuple[str, str]]:
    held.fresh()
    found = []
    with held.lock:
        for name, run in held.runs.followed.items():
            now = (run.version, run.writing)
            if seen.get(name) != now:
                seen[name] = now
                found.append((name, desk.body(list(listing.lines(run)))))
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """What a review's address says."""

    run: str
    queue: str
    who: str
    blind: bool
    at: str

    def href(self, **other: str) -> str:
        """Return the address of the same with something else."""
        said = {"queue": self.queue, "by": self.who, "blind": "1" if self.blind else "", "at": self.at}
        words = {name: value for name, value in {**said, **other}.items() if value}
        return f"{quote(self.run)}?{urlencode(words)}"


async def _review(request: web.Request) -> web.Response:
    held = request.app[DESK]
    query = request.query
    name = query.get("queue", "open")
    asked = Asked(
        request.match_info["run"], name if name in QUEUES else "open",
        acts.author(query.get("by", "")) or held.who, query.get("blind") == "1", query.get("at", ""),
    )  # fmt: skip
    return _html(await asyncio.to_thread(_sheet, held, asked))


def _sheet(held: Desk, asked: Asked) -> str:
    run = held.run(asked.run)
    pieces = queue(asked.queue, run.items)
    stay = next((item for item in run.items if item.key == asked.at), None)
    if stay is not None and stay not in pieces:
        pieces = [stay, *pieces]
    if not pieces:
        return desk.empty(asked.run, asked.queue, {name: asked.href(queue=name, at="") for name in QUEUES})
    first = following(pieces, -1, asked.who) or pieces[0]
    item = stay or first
    at = pieces.index(item)
    return desk.review(_on_desk(held, run, asked, item, pieces, at))


def _on_desk(held: Desk, run: Followed, asked: Asked, item: Item, pieces: list[Item], at: int) -> desk.Sheet:
    transcript = lines.transcript_at(run.folder.transcripts_file, item.offset)
    truth = held.truth(run.folder)
    after = following(pieces, at, asked.who)
    links = {f"queue {name}": asked.href(queue=name, at="") for name in QUEUES}
    links["here"] = asked.href(at=item.key)
    links["previous"] = asked.href(at=pieces[at - 1].key) if at else ""
    links["next"] = asked.href(at=pieces[at + 1].key) if at + 1 < len(pieces) else ""
    links["following"] = asked.href(at=after.key) if after and after is not item else ""
    return desk.Sheet(
        run=asked.run,
        transcript=transcript,
        turn=item.turn,
        part=item.part,
        verdict=run.verdict(item),
        answer=truth.answers(transcript.conversation).get(item.part),
        question=truth.question(transcript.conversation),
        standing=item.people,
        who=asked.who,
        blind=asked.blind,
        queue=asked.queue,
        at=at,
        of=len(pieces),
        left=sum(asked.who not in piece.marks for piece in pieces),
        links=links,
        snippets=desk.snippets([one.reason for i in run.items for one in i.people if one.by == asked.who]),
        writing=held.keys.writing,
    )


async def _act(request: web.Request) -> web.Response:
    held = request.app[DESK]
    body = await request.read()
    try:
        when = await asyncio.to_thread(_kept, held, body)
    except HarnessError as error:
        return web.json_response({"error": str(error)}, status=400)
    return web.json_response({"saved": when})


def _kept(held: Desk, body: bytes) -> str:
    """Keep the act; it is on the disk when this returns."""
    sent = acts.read(body)
    run = held.run(sent.run)
    item = next((i for i in run.items if i.run_key == sent.run_key and i.part == sent.part), None)
    if item is None:
        raise web.HTTPNotFound(text="no such part in this run\n")
    transcript: Transcript = lines.transcript_at(run.folder.transcripts_file, item.offset)
    act = acts.review(sent, transcript, item.status)
    run.folder.review([act])
    return act.when


async def _conflicts(request: web.Request) -> web.Response:
    held = request.app[DESK]
    return _html(await asyncio.to_thread(_differing, held, request.match_info["run"]))


def _differing(held: Desk, name: str) -> str:
    run = held.run(name)
    differ = [item for item in run.items if len(set(item.marks.values())) > 1]
    cases = [
        {
            "where": f"{item.question.rpartition('/')[2]} ({item.part})",
            "model": item.model,
            "href": f"../review/{quote(name)}?{urlencode({'queue': 'disputed', 'at': item.key})}",
            "people": [one for one in item.people if one.mark],
        }
        for item in differ
    ]
    return desk.conflicts(name, cases, [item.marks for item in run.items if item.marks])


async def _gradebook(request: web.Request) -> web.Response:
    held = request.app[DESK]
    name = request.match_info["run"]
    text = await asyncio.to_thread(lambda: gradebook(held.run(name)))
    response = web.Response(text=text, content_type="text/csv", charset="utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="gradebook.csv"'
    return response


def gradebook(run: Followed) -> str:
    """Return one row a part: the marker's mark, each person's with the reason, and the mark that counts."""
    names = list(dict.fromkeys(one.by for item in run.items for one in item.people))
    heads = ["question", "part", "model", "effort", "sample", "marker", "counts"]
    heads += [f"{what} {who}" for who in names for what in ("mark", "reason")]
    rows = []
    for item in run.items:
        by = {one.by: one for one in item.people}
        told = [text for who in names for text in ((by[who].mark, by[who].reason) if who in by else ("", ""))]
        rows.append([item.question, item.part, item.model, item.effort, item.sample, item.status, item.counts,
                     *told])  # fmt: skip
    return csv_text(heads, rows)


async def _report(request: web.Request) -> web.StreamResponse:
    held = request.app[DESK]
    run = await asyncio.to_thread(held.run, request.match_info["run"])
    root = run.folder.report.resolve()
    file = _inside(root, request.match_info["path"] or "index.html")
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return web.FileResponse(
        file, headers={"Content-Type": kind + ("; charset=utf-8" if "html" in kind else "")}
    )


def _inside(root: Path, path: str) -> Path:
    """Return the file under ``root``; 404 for anything else."""
    try:
        file = (root / path).resolve()
        if file.is_file() and file.is_relative_to(root):
            return file
    except (OSError, ValueError):
        pass
    raise web.HTTPNotFound(text="no such page in the report; write it with harness report\n")


async def _asset(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    if name not in ASSETS:
        raise web.HTTPNotFound(text="no such file\n")
    return web.Response(body=asset(name), content_type=mimetypes.guess_type(name)[0] or "text/plain")


async def serve(found: Desk, port: int, ready: Callable[[str], None]) -> None:
    """Serve until cancelled; ``ready`` is told the address once the page can be opened."""
    runner = web.AppRunner(app(found), access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        found.port = runner.addresses[0][1]
        ready(found.address)
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
