"""Any OpenAI-compatible endpoint.

The ``openai`` package carries authentication, the endpoint and the errors' names; the bytes go over
one aiohttp session and are read by ``stream.Gathered``, because building the package's models costs
a tenth of a millisecond for every event of a stream (docs/performance.md has the figures).
"""

from __future__ import annotations

import asyncio
import math
import socket
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import aiohttp
import msgspec

from harness.adapters import package
from harness.adapters.body import Asking, body, encoded
from harness.adapters.faults import LONGEST_MESSAGE, classified, said
from harness.adapters.protocol import Request, Setup, Tried, fault
from harness.adapters.reading import reply
from harness.adapters.stream import LONGEST_REPLY, Gathered
from harness.errors import AdapterError, BadReply, SettingsError, Unreachable
from harness.providers import in_the_open, origin
from harness.records import Conversation, Reply

CONNECT_LIMIT = 30.0
LONGEST_ERROR = 1 << 20

OPENAI = package.load()
STATUS_ERRORS: Mapping[int, str] = {
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    409: "ConflictError",
    422: "UnprocessableEntityError",
    429: "RateLimitError",
}
"""Status → the openai package's name for it."""


def build(setup: Setup) -> OpenAIChat:
    """Return the adapter for one model of one provider."""
    _reachable(setup)
    return OpenAIChat(setup)


def _reachable(setup: Setup) -> None:
    """Raise SettingsError where there is no address, or where all could read what is sent there."""
    name, url = setup.provider.name, setup.provider.base_url
    if not url:
        raise SettingsError(f"{name}: no address; give --base-url or base_url in harness.toml")
    if in_the_open(url) and not setup.plain_http:
        raise SettingsError(
            f"{name}: {origin(url)} is plain http to another machine: questions and key could be read on the "
            "way; write https://, or add --plain-http if that network is your own"
        )


async def first_model(setup: Setup) -> str:
    """Return the name of the first model a server offers; an AdapterError where it cannot be asked."""
    _reachable(setup)
    client = OPENAI.client(
        api_key=setup.key or "none", base_url=setup.provider.base_url, max_retries=0, timeout=30
    )
    try:
        async for model in client.models.list():
            return str(model.id)
    except OPENAI.errors.APIStatusError as cause:
        found = said(cause.status_code, cause.body, cause.response.headers, setup.clean)
        key_from = " or ".join(setup.provider.key_env)
        raise classified(found, setup.provider.name, key_from) from cause
    except (OPENAI.errors.OpenAIError, OSError) as cause:
        message = f"cannot ask {setup.provider.base_url}: {cause}"
        raise fault(Unreachable, setup.clean(message), Tried(heard=False)) from cause
    finally:
        await client.close()
    raise fault(BadReply, f"{setup.provider.name}: names no model; write {setup.provider.name}:MODEL")


class OpenAIChat:
    """One model behind one endpoint."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.provider = setup.provider
        self._asking = Asking(setup.provider, setup.name, setup.provider.rules_for(setup.name))
        client = package.silent(OPENAI, setup.key, setup.provider.base_url)
        self.url = str(client.base_url).rstrip("/") + "/chat/completions"
        self.headers = _headers(client, setup)
        self._session: aiohttp.ClientSession | None = None

    async def ask(self, conversation: Conversation, replies: Sequence[Reply], request: Request) -> Reply:
        """Return the reply to the next turn; raise an AdapterError that says what one try came to."""
        data = encoded(body(self._asking, conversation, replies, request))
        idle = request.idle_limit or self.provider.idle_limit
        watch = Watch(asyncio.get_running_loop().time, request.deadline, idle)
        try:
            async with watch:
                return await self._try(data, watch)
        except aiohttp.ServerTimeoutError as cause:
            message = f"no connection to {self.url} within {CONNECT_LIMIT:g} s"
            raise fault(Unreachable, self.setup.clean(message), Tried(heard=False)) from cause
        except TimeoutError as cause:
            if watch.gathered.finish is not None:
                return reply(watch.gathered, self.provider, {}, watch.now(), self.setup.clean)
            raise self._fault(watch.why(), watch) from cause
        except aiohttp.ClientConnectorError as cause:
            message = f"cannot connect to {self.url}: {cause.os_error.strerror or cause.os_error}"
            raise fault(Unreachable, self.setup.clean(message), Tried(heard=False)) from cause
        except (aiohttp.ClientError, OSError, ValueError) as cause:
            raise self._fault(f"the connection broke: {type(cause).__name__}: {cause}", watch) from cause

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    async def _try(self, data: bytes, watch: Watch) -> Reply:
        async with self._opened().post(self.url, data=data, allow_redirects=False) as response:
            found = watch.gathered
            if response.status >= 300:
                raise await self._status_error(response)
            if response.content_type == "text/event-stream":
                await self._stream(response, watch)
            else:
                watch.patient()
                found.take_body(await _bounded(response), watch.now())
            if found.error:
                raise self._classified(200, {"error": found.error}, response.headers)
            return reply(found, self.provider, response.headers, watch.now(), self.setup.clean)

    async def _stream(self, response: aiohttp.ClientResponse, watch: Watch) -> None:
        found, content = watch.gathered, response.content
        while not found.done:
            chunk = await content.readany()
            if not chunk:
                found.end(watch.now())
                return
            if found.feed(chunk, watch.now()):
                watch.alive()

    async def _status_error(self, response: aiohttp.ClientResponse) -> AdapterError:
        """Return what a status above 399 means; its cause is the openai package's own error."""
        raw = await _bounded(response, LONGEST_ERROR)
        try:
            told: Any = msgspec.json.decode(raw)
        except (msgspec.MsgspecError, RecursionError):
            told = raw.decode("utf-8", "replace")
        if response.status < 400:
            there = response.headers.get("Location", "nowhere")
            told = f"it has moved to {there}; if that is right, write its address into --base-url"
        other = "InternalServerError" if response.status >= 500 else "APIStatusError"
        kind = getattr(OPENAI.errors, STATUS_ERRORS.get(response.status, other))
        http = OPENAI.http
        cause = kind(
            f"HTTP {response.status}",
            response=http.Response(response.status, request=http.Request("POST", self.url)),
            body=None,
        )
        error = self._classified(response.status, told, response.headers)
        error.__cause__ = cause
        return error

    def _classified(self, status: int, told: Any, headers: Mapping[str, str]) -> AdapterError:
        found = said(status, told, headers, self.setup.clean)
        key_from = " or ".join(self.provider.key_env) or "none named"
        return classified(found, f"{self.provider.name}:{self.setup.name}", key_from)

    def _fault(self, message: str, watch: Watch) -> AdapterError:
        found = watch.gathered
        after = f" after {found.size} bytes" if found.size else ""
        told = f"{self.provider.name}: {self.setup.clean(message)[:LONGEST_MESSAGE]}{after}"
        return fault(Unreachable, told, Tried(characters=found.characters))

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self.setup.connections, socket_factory=_kept_alive),
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_LIMIT),
                headers=self.headers,
                cookie_jar=aiohttp.DummyCookieJar(),
                read_bufsize=1 << 18,
                trust_env=self.setup.proxied,
            )
        return self._session


class Watch:
    """A deadline by the clock, and a limit to silence that only text ends – keep-alives do not."""

    def __init__(self, clock: Callable[[], float], deadline: float, idle: float) -> None:
        self.gathered = Gathered()
        self.deadline = deadline
        self.idle = idle
        self._clock = clock
        self._began = self._last = clock()
        self._scope = asyncio.timeout(None)
        self._handle: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> Watch:
        await self._scope.__aenter__()
        self._again()
        return self

    async def __aexit__(self, *ended: Any) -> None:
        if self._handle is not None:
            self._handle.cancel()
        await self._scope.__aexit__(*ended)

    def now(self) -> float:
        """Return the seconds since the try began."""
        return self._clock() - self._began

    def alive(self) -> None:
        """Take note of a piece of text."""
        self._last = self._clock()

    def patient(self) -> None:
        """Drop the limit to silence: a reply in one piece is silent until it is there."""
        self.idle = math.inf

    def why(self) -> str:
        """Return which limit ended the try."""
        if self.now() < self.deadline:
            return f"no text for {self.idle:g} s (--idle-limit)"
        return f"not finished within {self.deadline:g} s (--deadline)"

    def _ends(self) -> float:
        return min(self._began + self.deadline, self._last + self.idle)

    def _again(self) -> None:
        """Look again when it could have been too long: one timer a try, not one a piece of text."""
        self._handle = asyncio.get_running_loop().call_at(self._ends(), self._look)

    def _look(self) -> None:
        if self._clock() >= self._ends():
            self._scope.reschedule(self._clock())
        else:
            self._again()


async def _bounded(response: aiohttp.ClientResponse, most: int = LONGEST_REPLY) -> bytes:
    """Return the whole body; BadReply where it is longer than any reply."""
    pieces, size = [], 0
    async for piece in response.content.iter_any():
        pieces.append(piece)
        size += len(piece)
        if size > most:
            raise fault(BadReply, f"the body is longer than {most >> 20} MB", Tried(response.status))
    return b"".join(pieces)


def _headers(client: Any, setup: Setup) -> dict[str, str]:
    """Return the package's own headers; an OpenAI account's names go to OpenAI only."""
    found = {name: value for name, value in client.default_headers.items() if isinstance(value, str)}
    found |= client.auth_headers
    if setup.key is None:
        found.pop("Authorization", None)
    if setup.provider.name != "openai":
        found = {name: value for name, value in found.items() if not name.startswith("OpenAI-")}
    return found


def _kept_alive(address: Any) -> socket.socket:
    """Return a socket that the system keeps alive: a long silent think must not be cut by a router."""
    family, kind, protocol = address[:3]
    found = socket.socket(family=family, type=kind, proto=protocol)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 30), ("TCP_KEEPCNT", 8)):
        if hasattr(socket, name):
            found.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
    return found
