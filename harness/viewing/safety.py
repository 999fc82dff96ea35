"""Who may speak to the page: only a browser on this machine that was given the address.

The address carries a token nobody can guess; a request must name this very host, so that no foreign name
can be pointed at it; a write must come from a page of this server and carry the page's own second token.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

HOSTS = ("127.0.0.1", "localhost", "[::1]")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
BODY = 2_000_000
"""Bytes of a write at most."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The two secrets of one start of the server."""

    address: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    """Part of every address."""
    writing: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    """Sent back by a page that writes."""


def guard(keys: Keys, port: Callable[[], int]) -> Middleware:
    """Return the check that every request passes before anything is looked up."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.headers.get("Host", "") not in _hosts(port()):
            raise web.HTTPForbidden(text="this page answers only to its own address on this machine\n")
        if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            raise web.HTTPForbidden(text="not from another site\n")
        if not hmac.compare_digest(request.match_info.get("token", "").encode(), keys.address.encode()):
            raise web.HTTPNotFound(text="nothing here; use the address that harness view printed\n")
        if request.method not in ("GET", "HEAD"):
            _may_write(request, keys, port())
        response = await handler(request)
        if not response.prepared:
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
        return response

    return check


def _hosts(port: int) -> set[str]:
    return {f"{host}:{port}" for host in HOSTS}


def _may_write(request: web.Request, keys: Keys, port: int) -> None:
    origin = request.headers.get("Origin", "")
    if origin not in {f"http://{host}" for host in _hosts(port)}:
        raise web.HTTPForbidden(text="a write must come from this page itself\n")
    if not hmac.compare_digest(request.headers.get("X-Writing", "").encode(), keys.writing.encode()):
        raise web.HTTPForbidden(text="the page is from an earlier start of the server; reload it\n")
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="send JSON\n")
