"""What lies in the run folders: read once, followed as files grow, so that a page never reads a run whole."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import msgspec

from harness.errors import RunError
from harness.records import Json, Review, Reviewed, Verdict
from harness.store import RunFolder, lines, reviews
from harness.store.order import natural

UNDECIDED = ("unsupported", "failed", "")


class _Turn(msgspec.Struct, gc=False):
    parts: list[str] = []


class _Talk(msgspec.Struct, gc=False):
    question: str = ""
    turns: list[_Turn] = []


class _Used(msgspec.Struct, gc=False):
    reasoning_tokens: int | None = None
    completion_tokens: int | None = None


class _Reply(msgspec.Struct, gc=False):
    usage: _Used = msgspec.field(default_factory=_Used)


class _Mark(msgspec.Struct, gc=False):
    part: str
    mark: str
    remark: str = ""
    marker: str = ""


class Asked(msgspec.Struct, gc=False):
    """The few fields of a transcript that a list shows."""

    run_key: str
    conversation: _Talk = msgspec.field(default_factory=_Talk)
    replies: list[_Reply] = []
    model: str = ""
    sample: int = 0
    effort: str | None = None
    error: str | None = None
    finished: str = ""
    cost: float | None = None
    prices: dict[str, Json] = {}
    human_marks: list[_Mark] = []
    origin: dict[str, Json] = {}


class _Verdict(msgspec.Struct, gc=False):
    run_key: str
    part: str
    status: str
    by: str = "marker"


_asked = msgspec.json.Decoder(Asked)
_verdict = msgspec.json.Decoder(_Verdict)


@dataclass(frozen=True, slots=True)
class Item:
    """One part of one transcript."""

    run_key: str
    part: str
    turn: int
    question: str
    model: str
    effort: str
    sample: int
    offset: int
    """Where its transcript stands in the file."""
    answered: bool
    status: str
    """By the marker or a judge; empty where the run is not marked."""
    by: str
    verdict: int
    """Where its verdict stands in the file, or -1."""
    people: tuple[Reviewed, ...]

    @property
    def key(self) -> str:
        """The item's name in an address."""
        return f"{self.run_key}~{self.part}"

    @property
    def open(self) -> bool:
        """Whether neither marker nor judge decided."""
        return self.status in UNDECIDED

    @property
    def marks(self) -> dict[str, str]:
        """Who gave which mark."""
        return {one.by: one.mark for one in self.people if one.mark}

    @property
    def counts(self) -> str:
        """The mark that counts: a person's only where the marker left it open and people agree."""
        marks = set(self.marks.values())
        return marks.pop() if self.open and len(marks) == 1 else self.status

    @property
    def disputed(self) -> bool:
        """Whether people differ from the marker or among themselves."""
        marks = set(self.marks.values())
        return len(marks) > 1 or bool(marks and not self.open and marks != {self.status})


@dataclass(slots=True)
class Followed:
    """One run's files as far as they are read."""

    folder: RunFolder
    asked: dict[str, tuple[Asked, int]] = field(default_factory=dict)
    read: int = 0
    """Bytes of the transcripts taken in."""
    inode: int = 0
    verdicts: dict[tuple[str, str], tuple[_Verdict, int]] = field(default_factory=dict)
    stamps: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    reviewed: dict[tuple[str, str], tuple[Reviewed, ...]] = field(default_factory=dict)
    acts: list[Review] = field(default_factory=list)
    items: tuple[Item, ...] = ()
    meta: Mapping[str, Json] = field(default_factory=dict)
    trouble: str = ""
    version: int = 0
    """Raised whenever anything changed."""

    def refresh(self) -> bool:
        """Take in what is new in the files; whether there was anything."""
        try:
            changed = [self._transcripts(), self._verdicts(), self._reviews(), self._meta()]
            self.trouble = ""
        except RunError as error:
            changed, self.trouble = [self.trouble != str(error)], str(error)
        if any(changed):
            self.items = tuple(self._items())
            self.version += 1
        return any(changed)

    def _moved(self, file: Path) -> bool:
        try:
            found = file.stat()
            stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
        except OSError:
            stamp = (0, 0, 0)
        moved = self.stamps.get(file.name) != stamp
        self.stamps[file.name] = stamp
        return moved

    def _transcripts(self) -> bool:
        file = self.folder.transcripts_file
        if not self._moved(file):
            return False
        _, size, inode = self.stamps[file.name]
        if inode != self.inode or size < self.read:
            self.asked, self.read, self.inode = {}, 0, inode
        if not size:
            return True
        with file.open("rb", lines.BUFFER) as out:
            out.seek(self.read)
            for line in out:
                if not line.endswith(b"\n"):
                    break
                found = self._take(line, file)
                if found is not None:
                    self.asked[found.run_key] = (found, self.read)
                self.read += len(line)
        return True

    def _take(self, line: bytes, file: Path) -> Asked | None:
        try:
            return _asked.decode(line)
        except msgspec.MsgspecError as cause:
            raise RunError(f"{file}, byte {self.read}: not a line of this file ({cause})") from cause

    def _verdicts(self) -> bool:
        file = self.folder.verdicts_file
        if not self._moved(file):
            return False
        self.verdicts = {}
        if file.exists():
            for number, offset, line in lines.each(file):
                try:
                    found = _verdict.decode(line)
                except msgspec.MsgspecError as cause:
                    raise RunError(f"{file}, line {number}: not a verdict ({cause})") from cause
                self.verdicts[found.run_key, found.part] = (found, offset)
        return True

    def _reviews(self) -> bool:
        if not self._moved(self.folder.reviews_file):
            return False
        self.acts = self.folder.reviews()
        return True

    def _meta(self) -> bool:
        if not self._moved(self.folder.path / "run.json"):
            return False
        self.meta = self.folder.meta()
        return True

    def _items(self) -> list[Item]:
        brought = [
            reviews.brought(one.run_key, m.part, m.mark, m.remark, m.marker, one.finished)
            for one, _ in self.asked.values()
            for m in one.human_marks
        ]
        self.reviewed = reviews.fold([*brought, *self.acts])
        found = [item for one, offset in self.asked.values() for item in self._of(one, offset)]
        typed = self.meta.get("models")
        models = {str(m): place for place, m in enumerate(typed)} if isinstance(typed, list) else {}
        return sorted(found, key=lambda item: _place(item, models))

    def _of(self, one: Asked, offset: int) -> list[Item]:
        found = []
        for number, turn in enumerate(one.conversation.turns):
            for part in turn.parts:
                key = (one.run_key, part)
                verdict, at = self.verdicts.get(key, (None, -1))
                found.append(Item(
                    *key, number, one.conversation.question, one.model, one.effort or "", one.sample, offset,
                    number < len(one.replies), verdict.status if verdict is not None else "",
                    verdict.by if verdict is not None else "", at, self.reviewed.get(key, ()),
                ))  # fmt: skip
        return found

    def verdict(self, item: Item) -> Verdict | None:
        """Return the whole verdict of an item."""
        if item.verdict < 0:
            return None
        with self.folder.verdicts_file.open("rb") as out:
            out.seek(item.verdict)
            return msgspec.json.decode(out.readline(), type=Verdict)

    @property
    def writing(self) -> bool:
        """Whether a process is still asking for this run."""
        try:
            words = (self.folder.path / ".lock").read_text("ascii", "replace").split()
            owner = int(words[1]) if len(words) > 1 and words[0] == "process" else 0
        except (OSError, ValueError):
            return False
        return owner not in (0, os.getpid()) and _alive(owner)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True


def _place(item: Item, models: Mapping[str, int]) -> tuple[object, ...]:
    """Return where an item stands: question, model and effort as typed, sample, part."""
    return (
        _natural(item.question), models.get(item.model, len(models)), item.effort, item.sample, item.turn,
        _natural(item.part),
    )  # fmt: skip


_natural = cache(natural)


class Runs:
    """All runs under a folder, or the named ones."""

    def __init__(self, root: Path, names: Sequence[str] = ()) -> None:
        self.root = root
        self.names = names
        self.followed: dict[str, Followed] = {}

    def refresh(self) -> list[str]:
        """Take in what is new; the names of runs that changed."""
        names = self.names or [
            path.name for path in sorted(self.root.glob("*")) if (path / "run.json").is_file()
        ]
        for name in names:
            self.followed.setdefault(name, Followed(RunFolder.of(self.root, name)))
        for gone in self.followed.keys() - set(names):
            del self.followed[gone]
        return [name for name, run in self.followed.items() if run.refresh()]
