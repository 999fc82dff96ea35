"""The errors people see.

    HarnessError
    ├── HomeworkError        a question file, a set or a declaration is wrong
    │   └── DeclarationError     a symbol's declaration cannot be read or met
    ├── RunError             a run folder cannot be read, written or resumed
    ├── SettingsError        a flag, a settings file or a provider table is wrong
    ├── ImportFileError      a file brought in cannot be understood
    └── AdapterError         a model could not be asked
        ├── Refused              wrong key, no money, bad request: trying again cannot help
        ├── RateLimited          slow down; may carry how long to wait
        ├── Unreachable          no connection, no answer in time, server fault
        └── BadReply             something came back that is no reply

Every message says what was wrong, where (file, line or key), and what to do.
"""

from __future__ import annotations

import traceback
from pathlib import Path

INTERNAL = "internal error: "
"""How the reason begins where the harness itself failed; such verdicts are counted and shown."""


class HarnessError(Exception):
    """The root of all errors meant for a person; its text is one clear line."""


class HomeworkError(HarnessError):
    """A question file, a set or a recording cannot be used as it stands."""


class DeclarationError(HomeworkError):
    """A symbol's declaration cannot be read, or no point satisfies it."""


class RunError(HarnessError):
    """A run folder cannot be read, written, locked or resumed."""


class SettingsError(HarnessError):
    """A flag, a settings file or a provider table cannot be used."""


class ImportFileError(HarnessError):
    """A file brought in from outside cannot be understood."""


class AdapterError(HarnessError):
    """A model could not be asked; ``kind`` is the word written into the transcript."""

    kind = "failed"


class Refused(AdapterError):
    """The provider refused for a reason that trying again cannot cure."""

    kind = "refused"


class RateLimited(AdapterError):
    """The provider asks to slow down; ``retry_after`` is in seconds where it said so."""

    kind = "rate_limited"

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Unreachable(AdapterError):
    """No connection, no complete answer in time, or a fault on the server's side."""

    kind = "unreachable"


class BadReply(AdapterError):
    """Something came back that is not a complete reply."""

    kind = "bad_reply"


def internal(error: Exception) -> str:
    """Return an error that should not have happened in one line: what, where in our code, in whose words."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    where = f" at {Path(last.filename).parent.name}/{Path(last.filename).name}:{last.lineno}" if last else ""
    said = " ".join(str(error).split())[:100]
    return f"{INTERNAL}{type(error).__name__}{where}" + (f" ({said})" if said else "")
