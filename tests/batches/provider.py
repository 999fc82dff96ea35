"""A stand-in provider of batches: files up, batches made and looked at, answers down, kept on the disk."""

from __future__ import annotations

import json
import multiprocessing
import socket
import time
from pathlib import Path
from typing import Any

from aiohttp import web


def serve(port: int, place: str) -> None:
    """Answer until killed; ``place`` holds files, batches and a log of what was asked."""
    folder = Path(place)
    ready = 2  # looks after which a batch is done

    def logged(what: str) -> None:
        with (folder / "log").open("a") as log:
            log.write(what + "\n")

    def batches() -> dict[str, Any]:
        return json.loads((folder / "batches.json").read_text())

    def kept(found: dict[str, Any]) -> None:
        (folder / "batches.json").write_text(json.dumps(found))

    async def upload(request: web.Request) -> web.Response:
        form = await request.post()
        name = f"file-{len(list(folder.glob('file-*')))}"
        (folder / name).write_bytes(form["file"].file.read())  # type: ignore[union-attr]
        logged(f"upload {form['purpose']} {request.headers.get('Authorization')}")
        return web.json_response(about(name))

    def about(name: str) -> dict[str, Any]:
        file = {"object": "file", "bytes": 1, "created_at": 1, "purpose": "batch", "status": "processed"}
        return {"id": name, "filename": name, **file}

    async def create(request: web.Request) -> web.Response:
        asked = await request.json()
        found = batches()
        name = f"batch_{len(found)}"
        found[name] = {
            "id": name, "object": "batch", "endpoint": asked["endpoint"],
            "input_file_id": asked["input_file_id"],
            "completion_window": asked["completion_window"], "status": "in_progress", "created_at": 1,
            "metadata": asked["metadata"], "looks": 0,
        }  # fmt: skip
        kept(found)
        logged(f"create {asked['metadata']['job']}")
        if (folder / "lose-create").exists():
            (folder / "lose-create").unlink()
            request.transport.close()  # type: ignore[union-attr]  # made, and nobody hears of it
        return web.json_response(found[name])

    async def listed(request: web.Request) -> web.Response:
        return web.json_response({"object": "list", "data": list(batches().values()), "has_more": False})

    async def look(request: web.Request) -> web.Response:
        found = batches()
        one = found[request.match_info["name"]]
        one["looks"] += 1
        if one["looks"] >= ready and one["status"] == "in_progress":
            answer(one)
        kept(found)
        return web.json_response(one)

    def answer(one: dict[str, Any]) -> None:
        good, bad = [], []
        for line in (folder / one["input_file_id"]).read_text().splitlines():
            asked = json.loads(line)
            text = asked["body"]["messages"][-1]["content"]
            if "fail" in text and not (folder / "mended").exists():
                bad.append(
                    {"custom_id": asked["custom_id"], "response": None, "error": {"message": "no luck"}}
                )
                continue
            body = {
                "id": "c", "object": "chat.completion", "created": 1, "model": asked["body"]["model"],
                "choices": [{"index": 0, "finish_reason": "stop", "message": {
                    "role": "assistant", "content": "It is 2.", "reasoning_content": "hm"}}],
                "usage": {"prompt_tokens": 1000, "completion_tokens": 2000, "total_tokens": 3000},
            }  # fmt: skip
            good.append({"custom_id": asked["custom_id"], "response": {"status_code": 200, "body": body}})
        for key, rows in (("output_file_id", good), ("error_file_id", bad)):
            if rows:
                name = f"file-{one['id']}-{key}"
                (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
                one[key] = name
        one["status"] = "completed"
        one["request_counts"] = {"total": len(good) + len(bad), "completed": len(good), "failed": len(bad)}

    async def content(request: web.Request) -> web.Response:
        logged(f"fetch {request.match_info['name']}")
        return web.Response(body=(folder / request.match_info["name"]).read_bytes())

    app = web.Application()
    app.add_routes([
        web.post("/v1/files", upload), web.get("/v1/files/{name}/content", content),
        web.post("/v1/batches", create), web.get("/v1/batches", listed), web.get("/v1/batches/{name}", look),
    ])  # fmt: skip
    web.run_app(app, host="127.0.0.1", port=port, print=None, handle_signals=False)


class BatchProvider:
    """The stand-in, running."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        (folder / "batches.json").write_text("{}")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/v1"

    def __enter__(self) -> BatchProvider:
        self.process = multiprocessing.get_context("fork").Process(
            target=serve, args=(self.port, str(self.folder))
        )
        self.process.start()
        for _ in range(500):
            with socket.socket() as door:
                if door.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.02)
        raise RuntimeError("the stand-in did not start")

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.join()

    def log(self, what: str) -> list[str]:
        """Return the logged lines that begin with ``what``."""
        file = self.folder / "log"
        return (
            [line for line in file.read_text().splitlines() if line.startswith(what)] if file.exists() else []
        )
