"""Whether the marker still says what it said: every verdict of the tree's replies against a stored digest.

``make same`` fails where a verdict differs and ``MARKER_VERSION`` is still that of the last release, and
shows old and new side by side; what the old marker said is computed by the code of the commit that last
stored the digests, since storing nine megabytes of evidence would be a burden on every clone.
``make same ARGS=--write`` accepts what changed; ``ARGS=--released`` says that this version is out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
STORED = HERE / "verdicts.txt"
WIDE = 100
"""Characters shown of each reply's beginning and end."""


@dataclass(frozen=True)
class Said:
    """What the marker said to one request: the status for counts, the digest of all of it."""

    status: str
    digest: str


@dataclass(frozen=True)
class Stored:
    """The file: the version that is out, the version that wrote it, and what was said to each key."""

    released: str
    version: str
    said: Mapping[str, Said]


def main() -> int:
    """Hold every verdict against the file; 1 where they differ and nobody said so."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="accept what changed")
    parser.add_argument("--released", action="store_true", help="this marker's version is out now")
    parser.add_argument("--most", type=int, default=20, help="differences shown (default: 20)")
    parser.add_argument("--against", type=Path, default=STORED, metavar="FILE", help="the stored digests")
    parser.add_argument("--source", default="", help="only what comes from this source, e.g. recordings")
    parser.add_argument("--print", dest="keys", metavar="KEYS", help="print what is said to these keys")
    arguments = parser.parse_args()
    sys.path.insert(0, str(HERE))
    if arguments.keys:
        wanted = frozenset(arguments.keys.split(","))
        print(json.dumps({one.key: text for one, text in answered(wanted)}, ensure_ascii=True))
        return 0
    return held(arguments)


def answered(wanted: frozenset[str] = frozenset(), source: str = "") -> Iterator[tuple[Any, str]]:
    """Yield each request with the whole of what the marker says to it, as JSON."""
    from asking import everything

    seen: set[str] = set()
    for one in everything():
        if one.key not in seen and (not wanted or one.key in wanted) and source in ("", one.source):
            seen.add(one.key)
            yield one, json.dumps(one.put(), sort_keys=True, ensure_ascii=True)


def held(arguments: argparse.Namespace) -> int:
    """Compare, show and write; what the process ends with comes back."""
    from harness.grading import MARKER_VERSION

    old = read(arguments.against)
    said: dict[str, Said] = {}
    asked: dict[str, Any] = {}
    texts: dict[str, str] = {}
    for one, text in answered(source=arguments.source):
        said[one.key] = now = Said(_status(text), hashlib.sha256(text.encode()).hexdigest()[:8])
        if one.key in old.said and old.said[one.key] != now:
            asked[one.key], texts[one.key] = one, text
    added, gone = said.keys() - old.said.keys(), old.said.keys() - said.keys()
    if texts:
        show(asked, texts, old, arguments.most)
    print(f"{len(said)} verdicts: {len(texts)} differ, {len(added)} new, {len(gone)} gone")
    same_version = old.released == MARKER_VERSION and bool(old.said)
    if texts and same_version:
        print(f"same: verdicts differ, so MARKER_VERSION must not stay {MARKER_VERSION}")
        return 1
    if arguments.write or arguments.released:
        released = MARKER_VERSION if arguments.released else old.released
        arguments.against.write_text(written(released, MARKER_VERSION, said), "ascii")
        print(f"same: wrote {arguments.against.name}")
        return 0
    if texts or added or gone or old.version != MARKER_VERSION:
        print("same: look at each of these, then accept them with: make same ARGS=--write")
        return 1
    return 0


def read(file: Path) -> Stored:
    """Return what is stored; nothing of a file that is not there."""
    if not file.is_file():
        return Stored("", "", {})
    heading, *lines = file.read_text("ascii").splitlines()
    _, released, _, version = heading.split()
    split = (line.split() for line in lines)
    return Stored(released, version, {key: Said(status, digest) for key, digest, status in split})


def written(released: str, version: str, said: Mapping[str, Said]) -> str:
    """Return the file's text, a request a line in the order of keys, so that two branches merge."""
    lines = [f"{key} {one.digest} {one.status}" for key, one in sorted(said.items())]
    return "\n".join([f"released {released or version} marker {version}", *lines, ""])


def show(asked: Mapping[str, Any], texts: Mapping[str, str], old: Stored, most: int) -> None:
    """Print what changed, counted by source and statuses, then side by side."""
    counts = Counter((asked[key].source, old.said[key].status, _status(texts[key])) for key in texts)
    for (source, before, after), count in sorted(counts.items()):
        print(f"{count:6} {source}: {before} -> {after}")
    shown = sorted(texts, key=lambda key: (old.said[key].status == _status(texts[key]), key))[:most]
    before_texts = earlier(shown)
    for key in shown:
        before = json.loads(before_texts.get(key, "null"))
        after = json.loads(texts[key])
        print(f"\n{key} {asked[key].source}  {old.said[key].status} -> {_status(texts[key])}")
        print(f"  {_short(asked[key].shown)}")
        for name, was, now in _apart(before, after):
            print(f"  - {name}: {_short(was)}\n  + {name}: {_short(now)}")
    if len(texts) > most:
        print(f"\n… and {len(texts) - most} more (ARGS='--most {len(texts)}' shows all)")


def earlier(keys: list[str]) -> dict[str, str]:
    """Return what the marker of the commit that stored the digests says; nothing where git has none."""
    name = str(STORED.relative_to(ROOT))
    found = _git("log", "-1", "--format=%H", "--", name).decode().strip()
    archive = _git("archive", found) if found else b""
    if not archive or not keys:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["tar", "-x", "-C", folder], input=archive, check=True)
        paths = [folder, *(p for p in sys.path if p.endswith("site-packages"))]
        script = str(Path(folder) / HERE.relative_to(ROOT) / "same.py")
        made = subprocess.run(
            [sys.executable, "-S", script, "--print", ",".join(keys)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            cwd=folder,
            capture_output=True,
        )
        return dict(json.loads(made.stdout)) if made.returncode == 0 else {}


def _git(*words: str) -> bytes:
    try:
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return b""


def _status(text: str) -> str:
    found = json.loads(text)
    return str(found["status"]) if isinstance(found, dict) else f"{len(found)}-claims"


def _apart(before: Any, after: Any) -> Iterator[tuple[str, object, object]]:
    """Yield the fields that differ; the whole where one side is unknown or a list of claims."""
    if not (isinstance(before, dict) and isinstance(after, dict)):
        yield "all", before, after
        return
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield name, before.get(name), after.get(name)


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    line = " ".join(text.split())
    return line if len(line) <= 2 * WIDE + 3 else f"{line[:WIDE]} … {line[-WIDE:]}"


if __name__ == "__main__":
    raise SystemExit(main())
