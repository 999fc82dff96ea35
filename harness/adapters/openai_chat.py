"""Any OpenAI-compatible endpoint.

The ``openai`` package's client carries address, headers, authentication and errors, and opens the response;
its raw bytes are read by ``stream.Gathered``, because building the package's models costs a tenth of a
millisecond for every event of a stream (docs/performance.md has the figures).
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import aiohttp
import httpx2
import msgspec
import openai

from harness.adapters.body import Asking, body, encoded
from harness.adapters.faults import LONGEST_MESSAGE, classified, said
from harness.adapters.protocol import Request, Setup, Tried, fault
from harness.adapters.reading import reply
from harness.adapters.stream import LONGEST_REPLY, Gathered
from harness.adapters.transport import CONNECT_LIMIT, Transport, proxy_for
from harness.errors import AdapterError, BadReply, SettingsError, Unreachable
from harness.providers import in_the_open, origin
from harness.records import Conversation, Reply

PATH = "/chat/completions"
JSON: Mapping[str, Any] = {
    "Content-Type": "application/json",
    "X-Stainless-Read-Timeout": openai.omit,
    "X-Stainless-Retry-Count": openai.omit,
}
QUIET: Mapping[str, Any] = {
    f"X-Stainless-{name}": openai.omit
    for name in ("Lang", "Package-Version", "OS", "Arch", "Runtime", "Runtime-Version", "Async")
}
"""What the package tells of the machine: nobody's business, and each header costs time at every request."""
TURN = 0.01
"""Seconds a stream may be read until the others get their turn."""


def build(setup: Setup) -> OpenAIChat:
    """Return the adapter for one model of one provider."""
    return OpenAIChat(setup)


async def first_model(setup: Setup) -> str:
    """Return the name of the first model a server offers; an AdapterError where it cannot be asked."""
    adapter = OpenAIChat(setup)
    try:
        async with asyncio.timeout(CONNECT_LIMIT):
            async for model in adapter.client.models.list():
                return str(model.id)
    except openai.APIStatusError as cause:
        raise adapter.refused(cause) from cause
    except (openai.OpenAIError, httpx2.HTTPError, OSError) as cause:
        message = f"cannot ask {setup.provider.base_url}: {cause}"
        raise fault(Unreachable, setup.clean(message), Tried(heard=False)) from cause
    finally:
        await adapter.close()
    raise fault(BadReply, f"{setup.provider.name}: names no model; write {setup.provider.name}:MODEL")


def client(setup: Setup) -> openai.AsyncOpenAI:
    """Return the package's client for a provider; SettingsError where the provider cannot be reached so."""
    provider = setup.provider
    _reachable(setup)
    http = httpx2.AsyncClient(
        transport=Transport(setup.connections, proxy_for(provider.base_url)),
        trust_env=False,  # the proxy is chosen above, and a .netrc has no say
        follow_redirects=False,
        timeout=None,
    )
    found = openai.AsyncOpenAI(
        api_key=setup.key or "none",
        base_url=provider.base_url,
        max_retries=0,
        timeout=None,
        http_client=http,
        default_headers={"Accept-Encoding": "identity", **QUIET},
    )
    if provider.name != "openai":  # an OpenAI account's names are nobody else's business
        found.organization = found.project = None
    return found


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


class OpenAIChat:
    """One model behind one endpoint."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.provider = setup.provider
        self.client = client(setup)
        self._asking = Asking(setup.provider, setup.name, setup.provider.rules_for(setup.name))
        self._headers: Mapping[str, Any] = JSON if setup.key else {**JSON, "Authorization": openai.omit}

    async def ask(self, conversation: Conversation, replies: Sequence[Reply], request: Request) -> Reply:
        """Return the reply to the next turn; raise an AdapterError that says what one try came to."""
        data = encoded(body(self._asking, conversation, replies, request))
        idle = request.idle_limit or self.provider.idle_limit
        watch = Watch(asyncio.get_running_loop().time, request.deadline, idle)
        try:
            async with watch:
                return await self._try(data, watch)
        except TimeoutError as cause:
            if watch.gathered.finish is not None:
                return reply(watch.gathered, self.provider, {}, watch.now(), self.setup.clean)
            raise self._fault(watch.why(), watch) from cause
        except openai.APIStatusError as cause:
            raise self.refused(cause) from cause
        except (openai.OpenAIError, httpx2.HTTPError, httpx2.StreamError, OSError, ValueError) as cause:
            raise self._broken(cause, watch) from cause

    async def close(self) -> None:
        """Close the connections."""
        await self.client.close()

    async def _try(self, data: bytes, watch: Watch) -> Reply:
        opened = await self.client.post(
            PATH,
            cast_to=object,
            content=data,
            stream=True,
            stream_cls=openai.AsyncStream[object],
            options={"headers": self._headers},
        )
        response = opened.response  # its bytes, not the models the package would make of them
        try:
            found, headers = watch.gathered, _plain(response.headers)
            if headers.get("content-type", "").partition(";")[0].strip() == "text/event-stream":
                await _streamed(response, watch)
            else:
                watch.patient()
                found.take_body(await _whole(response, watch), watch.now())
            if found.error:
                raise self._classified(200, {"error": found.error}, headers)
            return reply(found, self.provider, headers, watch.now(), self.setup.clean)
        finally:
            await response.aclose()

    def refused(self, cause: openai.APIStatusError) -> AdapterError:
        """Return what a status above 299 means."""
        response = cause.response
        raw = response.content
        try:
            told: Any = msgspec.json.decode(raw)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            told = raw.decode("utf-8", "replace")
        if response.status_code < 400:
            there = response.headers.get("Location")
            moved = f"it has moved to {there}; if that is right, write its address into --base-url"
            told = moved if there else "an answer without a reply"
        return self._classified(response.status_code, told, _plain(response.headers))

    def _classified(self, status: int, told: Any, headers: Mapping[str, str]) -> AdapterError:
        found = said(status, told, headers, self.setup.clean)
        key_from = " or ".join(self.provider.key_env) or "none named"
        return classified(found, f"{self.provider.name}:{self.setup.name}", key_from)

    def _broken(self, cause: BaseException, watch: Watch) -> AdapterError:
        """Return what a connection that failed means: whether anybody was there at all."""
        url = f"{self.provider.base_url.rstrip('/')}{PATH}"
        for one in _chain(cause):
            if isinstance(one, aiohttp.ServerTimeoutError):
                message = f"no connection to {url} within {CONNECT_LIMIT:g} s"
                return fault(Unreachable, self.setup.clean(message), Tried(heard=False))
            if isinstance(one, aiohttp.ClientConnectorError):
                message = f"cannot connect to {url}: {one.os_error.strerror or one.os_error}"
                return fault(Unreachable, self.setup.clean(message), Tried(heard=False))
        last = list(_chain(cause))[-1]
        return self._fault(f"the connection broke: {type(last).__name__}: {last}", watch)

    def _fault(self, message: str, watch: Watch) -> AdapterError:
        found = watch.gathered
        after = f" after {found.size} bytes" if found.size else ""
        short = " ".join(self.setup.clean(message).split())[:LONGEST_MESSAGE]
        told = f"{self.provider.name}: {short}{after}"
        return fault(Unreachable, told, Tried(characters=found.characters))


def _plain(headers: httpx2.Headers) -> dict[str, str]:
    """Return headers by their names in small letters."""
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers.raw}


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what caused it."""
    while error is not None:
        yield error
        error = error.__cause__


async def _streamed(response: httpx2.Response, watch: Watch) -> None:
    """Read a stream to its end, giving way to the others and looking at the clock whatever arrives."""
    found, turn = watch.gathered, watch.now()
    async for chunk in response.aiter_raw():
        if found.feed(chunk, watch.now()):
            watch.alive()
        if found.done:
            return
        watch.check()
        if watch.now() - turn > TURN:
            await asyncio.sleep(0)
            turn = watch.now()
    found.end(watch.now())


async def _whole(response: httpx2.Response, watch: Watch) -> bytes:
    """Return the whole body; BadReply where it is longer than any reply."""
    pieces, size, turn = [], 0, watch.now()
    async for piece in response.aiter_raw():
        pieces.append(piece)
        size += len(piece)
        if size > LONGEST_REPLY:
            raise fault(BadReply, f"the body is longer than {LONGEST_REPLY >> 20} MB", Tried(200))
        watch.check()
        if watch.now() - turn > TURN:
            await asyncio.sleep(0)
            turn = watch.now()
    return b"".join(pieces)


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

    def check(self) -> None:
        """Raise TimeoutError where a limit is passed; the timer cannot ring while bytes pour in."""
        if self._clock() >= self._ends():
            raise TimeoutError

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
