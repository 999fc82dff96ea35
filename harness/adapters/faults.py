"""What went wrong, by what the provider says it was and not by the status alone.

The ``openai`` package names errors by status; the type and code in the body decide whether trying
again can help: no money left may come as 402, 403 or 429, an overloaded engine as 429 or 503.
"""

from __future__ import annotations

import email.utils
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from harness.adapters.protocol import Tried, fault
from harness.errors import AdapterError, BadReply, RateLimited, Refused, Unreachable

NO_MONEY = {
    "insufficient_quota",
    "exceeded_current_quota_error",
    "insufficient_balance",
    "insufficient_balance_error",
    "insufficient_credits",
    "billing_not_active",
    "billing_hard_limit_reached",
    "payment_required",
}
WRONG_KEY = {
    "invalid_api_key",
    "invalid_authentication_error",
    "incorrect_api_key_error",
    "authentication_error",
    "account_deactivated",
}
BUSY = {"engine_overloaded", "engine_overloaded_error", "overloaded_error", "rate_limit_reached_error"}
NO_MODEL = {"model_not_found", "resource_not_found_error", "not_found_error"}
MONEY_WORDS = (
    "insufficient balance",
    "insufficient quota",
    "insufficient credit",
    "exceeded your current quota",
)
LONGEST_WAIT = 900.0
"""Seconds of a Retry-After that are believed."""
LONGEST_MESSAGE = 500


@dataclass(frozen=True, slots=True)
class Said:
    """What a provider said about a failure."""

    status: int
    message: str
    words: frozenset[str]
    """The error's type and code."""
    retry_after: float | None = None


def said(status: int, body: Any, headers: Mapping[str, str], clean: Callable[[str], str] = str) -> Said:
    """Return what the body and headers of a failed request say; ``clean`` takes keys out before it is cut."""
    error = body.get("error", body) if isinstance(body, dict) else body
    words: set[str] = set()
    message = error if isinstance(error, str) else ""
    if isinstance(error, dict):
        text = error.get("message") or error.get("msg") or error.get("detail")
        message = text if isinstance(text, str) else ""
        words = {w.lower() for w in (error.get("type"), error.get("code")) if isinstance(w, str)}
        code = error.get("code")
        if isinstance(code, int) and 400 <= code < 600:
            status = code
    short = " ".join(clean(message).split())[:LONGEST_MESSAGE]
    return Said(status, short or "no message", frozenset(words), retry_after(headers))


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds a provider asks to wait; None where it does not say."""
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        text = headers.get(name, "").strip()
        try:
            return min(LONGEST_WAIT, max(0.0, float(text) * scale))
        except ValueError:
            continue
    try:
        when = email.utils.parsedate_to_datetime(headers.get("retry-after", ""))
    except (TypeError, ValueError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(LONGEST_WAIT, max(0.0, (when - datetime.now(UTC)).total_seconds()))


def classified(found: Said, who: str, key_from: str) -> AdapterError:
    """Return the error a failure amounts to."""
    words, status = found.words, found.status
    where = f"{who}: HTTP {status}: {found.message}" if status != 200 else f"{who}: {found.message}"
    facts = Tried(status=status, retry_after=found.retry_after)
    if status == 402 or words & NO_MONEY or any(w in found.message.lower() for w in MONEY_WORDS):
        return fault(Refused, f"no money left at {where}", Tried(status=status, fatal=True))
    if status == 401 or words & WRONG_KEY:
        return fault(Refused, f"the key ({key_from}) is not accepted by {where}", Tried(status, fatal=True))
    if status == 404 or words & NO_MODEL:
        return fault(Refused, f"no such model or address at {where}", Tried(status, fatal=True))
    if status in (429, 503, 529) or words & BUSY:
        kind = RateLimited if status == 429 or words & BUSY else Unreachable
        return fault(kind, where, Tried(status, retry_after=found.retry_after, overloaded=True))
    if status in (408, 409, 425) or status >= 500:
        return fault(Unreachable, where, facts)
    if status == 200:
        return fault(BadReply, f"an error instead of a reply from {where}", facts)
    return fault(Refused, where, facts)
