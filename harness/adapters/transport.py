"""How bytes travel beneath the openai package's client: an httpx2 transport over one aiohttp session.

The session is ours for four reasons. Its sockets are kept alive by the system, so that a long silent think
is not cut by a router. It keeps no cookies. A kept-alive connection that the server has closed meanwhile
is replaced by a fresh one at once: nothing was asked, so nothing failed. And what comes back is bounded:
compressed bytes by how far they inflate, the body of an error by its size.
"""

from __future__ import annotations

import socket
import zlib
from collections.abc import AsyncIterator
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx2

from harness.errors import SettingsError

CONNECT_LIMIT = 30.0
LONGEST_ERROR = 1 << 20
"""Bytes of an error's body that are read."""
PROMPTLY = 2.0
"""Seconds within which a connection that was dead already shows it."""
FRESH_TRIES = 200
"""Dead connections that may be met in a row."""
PIECE = 1 << 16
RATIO, ANYWAY = 250, 1 << 20
"""How many times their size compressed bytes may take, beyond what is allowed anyway."""


@dataclass(slots=True)
class _Line:
    """The connection a request goes over."""

    kept: bool = False
    """Whether it served an earlier request."""


_LINE: ContextVar[_Line | None] = ContextVar("line", default=None)


def proxy_for(url: str) -> str | None:
    """Return the proxy the environment wants for an address; None: none. SettingsError where it cannot be.

    Neither ``.netrc`` nor any other place is asked for a password.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    found = getproxies()
    proxy = found.get(parts.scheme) or found.get("all")
    if not proxy or proxy_bypass(f"{host}:{parts.port}" if parts.port else host):
        return None
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    if urlsplit(proxy).scheme not in ("http", "https"):
        name = "ALL_PROXY" if proxy == found.get("all") else f"{parts.scheme.upper()}_PROXY"
        raise SettingsError(
            f"{name}: a {urlsplit(proxy).scheme} proxy cannot be used; name an http proxy, "
            f"or set NO_PROXY={host} to go without"
        )
    return proxy


class Transport(httpx2.AsyncBaseTransport):
    """Requests out and responses in, over connections that are kept."""

    def __init__(self, connections: int, proxy: str | None = None) -> None:
        self._connections = connections
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the response, its body still to come; httpx2.TransportError where there is none."""
        data = await request.aread()
        for _ in range(FRESH_TRIES):
            line, began = _Line(), monotonic()
            _LINE.set(line)
            try:
                return _response(await self._sent(request, data), request)
            except (aiohttp.ClientError, OSError) as cause:
                if not _was_dead(cause, line, monotonic() - began):
                    raise _translated(cause) from cause
        raise httpx2.ConnectError("every connection was closed before it was used")

    async def aclose(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    async def _sent(self, request: httpx2.Request, data: bytes) -> aiohttp.ClientResponse:
        if self._session is None:
            self._session = _session(self._connections)
        return await self._session.request(
            request.method,
            str(request.url),
            headers=[
                (name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw
            ],
            data=data or None,
            allow_redirects=False,
            proxy=self._proxy,
        )


def _session(connections: int) -> aiohttp.ClientSession:
    trace = aiohttp.TraceConfig()
    trace.on_connection_reuseconn.append(_reused)
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=connections, socket_factory=_kept_alive),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_LIMIT),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        read_bufsize=1 << 18,
        trace_configs=[trace],
    )


async def _reused(*_: Any) -> None:
    line = _LINE.get()
    if line is not None:
        line.kept = True


def _was_dead(cause: BaseException, line: _Line, seconds: float) -> bool:
    """Return whether the request never reached anyone: a kept connection that was closed before."""
    broke = isinstance(cause, aiohttp.ServerDisconnectedError | aiohttp.ClientOSError | ConnectionError)
    return line.kept and broke and not isinstance(cause, aiohttp.ClientConnectorError) and seconds < PROMPTLY


def _translated(cause: BaseException) -> httpx2.TransportError:
    """Return what the openai package's client understands; the cause goes along."""
    if isinstance(cause, aiohttp.ServerTimeoutError):
        return httpx2.ConnectTimeout(str(cause))
    if isinstance(cause, aiohttp.ClientConnectorError):
        return httpx2.ConnectError(str(cause))
    return httpx2.ReadError(f"{type(cause).__name__}: {cause}")


def _response(found: aiohttp.ClientResponse, request: httpx2.Request) -> httpx2.Response:
    # what is handed on is inflated and bounded, and no cookie is kept
    names = (b"content-encoding", b"content-length", b"set-cookie")
    headers = [pair for pair in found.raw_headers if pair[0].lower() not in names]
    most = LONGEST_ERROR if found.status >= 300 else None
    return httpx2.Response(found.status, headers=headers, stream=_Body(found, most), request=request)


class _Body(httpx2.AsyncByteStream):
    """A response's bytes as they come in, inflated where they are compressed."""

    def __init__(self, response: aiohttp.ClientResponse, most: int | None) -> None:
        self._response = response
        self._most = most

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for piece in self._pieces():
            size += len(piece)
            yield piece
            if self._most is not None and size > self._most:
                return

    async def _pieces(self) -> AsyncIterator[bytes]:
        coding = self._response.headers.get("Content-Encoding", "identity").strip().lower()
        if coding not in ("identity", "", "gzip", "x-gzip", "deflate"):
            raise httpx2.DecodingError(f"compressed in a way that was not asked for: {coding[:40]}")
        inflating = None if coding in ("identity", "") else _Inflating()
        content = self._response.content
        try:
            while chunk := await content.readany():
                if inflating is None:
                    yield chunk
                else:
                    for piece in inflating.pieces(chunk):
                        yield piece
        except (aiohttp.ClientError, OSError) as cause:
            raise _translated(cause) from cause
        except zlib.error as cause:
            raise httpx2.DecodingError("not compressed as its header says") from cause
        if inflating is not None and not inflating.whole:
            raise httpx2.ReadError("the compressed body broke off")

    async def aclose(self) -> None:
        """Give the connection back where all was read, else close it."""
        if self._response.content.at_eof():
            self._response.release()
        else:
            self._response.close()


class _Inflating:
    """Compressed bytes → pieces of bounded size, within a ratio that no text reaches."""

    def __init__(self) -> None:
        self._zip = zlib.decompressobj(47)
        self._taken = self._given = 0

    @property
    def whole(self) -> bool:
        """Whether the compressed bytes have come to their end."""
        return self._zip.eof or not self._taken

    def pieces(self, chunk: bytes) -> Any:
        """Yield what the bytes inflate to; httpx2.DecodingError beyond the ratio."""
        self._taken += len(chunk)
        rest = chunk
        while rest and not self._zip.eof:
            piece = self._zip.decompress(rest, PIECE)
            self._given += len(piece)
            if self._given > RATIO * self._taken + ANYWAY:
                raise httpx2.DecodingError(f"inflates to more than {RATIO} times its size")
            yield piece
            rest = self._zip.unconsumed_tail


def _kept_alive(address: Any) -> socket.socket:
    """Return a socket that the system keeps alive."""
    family, kind, protocol = address[:3]
    found = socket.socket(family=family, type=kind, proto=protocol)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 30), ("TCP_KEEPCNT", 8)):
        if hasattr(socket, name):
            found.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
    return found
