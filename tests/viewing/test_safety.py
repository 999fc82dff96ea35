"""Who is turned away: foreign hosts, foreign sites, guessed addresses, writes without the page's token."""

from __future__ import annotations

import html
import json
import re
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from harness.store import RunFolder
from tests.viewing.conftest import Served, served


def status(address: str, body: object = None, **headers: str) -> int:
    data = None if body is None else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, data, named)) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def token(server: Served) -> str:
    with urllib.request.urlopen(server.address) as answer:
        found = re.search(r'name="writing" content="([^"]+)"', answer.read().decode())
    assert found
    return found[1]


def test_only_this_host_this_address_and_this_page(runs: Path) -> None:
    with served(runs) as server:
        where = urlsplit(server.address)
        origin = f"http://{where.netloc}"
        one = next(RunFolder(runs / "sheet").transcripts())
        act = {"run": "sheet", "run_key": one.run_key, "part": "a", "by": "Ada", "mark": "correct"}
        good = {"Content_Type": "application/json", "X_Writing": token(server), "Origin": origin}
        post = server.address + "act"

        assert status(server.address) == 200
        assert status(server.address, Host="evil.example") == 403
        assert status(server.address, Host=f"evil.example:{where.port}") == 403
        assert status(server.address, Sec_Fetch_Site="cross-site") == 403
        assert status(f"{origin}/") == 404
        assert status(f"{origin}/{'x' * 32}/") == 404
        assert status(f"{origin}/{'x' * 32}/act", act, **good) == 404

        assert status(post, act, **{**good, "X_Writing": "guess"}) == 403
        assert status(post, act, **{**good, "Origin": "http://evil.example"}) == 403
        assert status(post, act, **{k: v for k, v in good.items() if k != "Origin"}) == 403
        assert status(post, act, **{**good, "Content_Type": "text/plain"}) == 415
        assert status(post, {**act, "mark": "splendid"}, **good) == 400
        assert status(post, {**act, "by": "\u202e \x00"}, **good) == 400
        assert status(post, {**act, "run": "../sheet"}, **good) == 404
        assert status(post, {**act, "part": "zz"}, **good) == 404
        assert RunFolder(runs / "sheet").reviews() == []
        assert status(post, act, **good) == 200
        assert len(RunFolder(runs / "sheet").reviews()) == 1


@pytest.mark.parametrize(
    "path", ["../transcripts.jsonl", "..%2Ftranscripts.jsonl", "%2Fetc%2Fpasswd", "link"]
)
def test_only_files_of_a_report_are_served(runs: Path, path: str) -> None:
    report = runs / "sheet" / "report"
    report.mkdir()
    (report / "index.html").write_text("<p>here</p>")
    (report / "link").symlink_to("/etc/passwd")
    with served(runs) as server:
        assert status(server.address + "report/sheet/index.html") == 200
        assert status(server.address + "report/sheet/" + path) in (403, 404)


def test_it_listens_on_this_machine_only_and_says_what_a_page_may_do(runs: Path) -> None:
    with served(runs) as server:
        assert urlsplit(server.address).hostname == "127.0.0.1"
        with urllib.request.urlopen(server.address) as answer:
            text = html.unescape(answer.read().decode())
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in text
        assert "unsafe" not in text
