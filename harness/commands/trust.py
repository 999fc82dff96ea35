"""``harness trust``: look at what this folder wants, and confirm it once for yourself."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from harness import providers, questions, trust
from harness.errors import SettingsError
from harness.terminal import printable
from harness.trust import Claimed


@dataclass(frozen=True, slots=True)
class Wish:
    """Something this folder wants that has to be confirmed."""

    says: str
    claim: Claimed | None = None
    folder: Path | None = None

    def granted(self, known: trust.Trusted) -> bool:
        """Return whether it was confirmed before."""
        return self.claim in known.claims or (self.folder is not None and str(self.folder) in known.folders)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--yes", action="store_true", help="confirm without being asked")
    parser.add_argument("--forget", action="store_true", help="take back what was confirmed for this folder")
    parser.add_argument("--list", action="store_true", help="print all that was ever confirmed")


def run(arguments: argparse.Namespace) -> int:
    """Return 0 where all this folder wants is confirmed (or taken back), 1 where it is not."""
    if arguments.list:
        known = trust.known()
        for claim in sorted(known.claims, key=lambda one: one.provider):
            print(printable(f"{claim.provider}: {_key(claim)} → {claim.origin}"))
        for folder in sorted(known.folders):
            print(printable(f"code in {folder}"))
        return 0
    wishes = list(wanted())
    if arguments.forget:
        trust.forget(
            [wish.claim for wish in wishes if wish.claim], [wish.folder for wish in wishes if wish.folder]
        )
        print(f"taken back: {len(wishes)}")
        return 0
    return _confirmed([wish for wish in wishes if not wish.granted(trust.known())], arguments.yes)


def wanted() -> Iterator[Wish]:
    """Yield what the working folder wants: where keys would go, and code that would run."""
    for provider in providers.load().values():
        if provider.stranger is not None:
            odd = _nobodys(provider.stranger.claim)
            more = f" – {', '.join(odd)} belongs to no provider that ships" if odd else ""
            yield Wish(provider.stranger.said() + more, claim=provider.stranger.claim)
    own = questions.own_root()
    code = None if own is None else (own.parent / "reference").resolve()
    if code is not None and code.is_dir():
        count = sum(1 for _ in code.rglob("*.py"))
        if count:
            says = f"{code} holds {count} Python files, which run when answers are worked out"
            yield Wish(says, folder=code)


def _confirmed(wishes: Sequence[Wish], yes: bool) -> int:
    if not wishes:
        print("nothing here has to be confirmed")
        return 0
    for wish in wishes:
        print(printable(wish.says))
    if not yes:
        if not sys.stdin.isatty():
            raise SettingsError("not confirmed: look at these files, then run harness trust --yes")
        if input("Trust this, from now on? [y/N] ").strip().lower() not in ("y", "yes"):
            print("not confirmed")
            return 1
    trust.remember(
        [wish.claim for wish in wishes if wish.claim], [wish.folder for wish in wishes if wish.folder]
    )
    print(f"confirmed, and remembered in {trust.file()}")
    return 0


def _key(claim: Claimed) -> str:
    return " or ".join(claim.key_env) or "no key"


def _nobodys(claim: Claimed) -> list[str]:
    """Return the key variables that no shipped provider has."""
    known = {name for provider in providers.shipped().values() for name in provider.key_env}
    return [name for name in claim.key_env if name not in known]
