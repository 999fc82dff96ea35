"""``harness completion``: the lines that teach a shell to complete commands, options and names of runs."""

from __future__ import annotations

import argparse
import json
import re
from importlib import import_module
from pathlib import Path

SHELLS = ("bash", "zsh", "fish")
BASH = """_harness() {
  local IFS=$'\\n'
  local may="$(harness completion --words "${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)"
  COMPREPLY=($(compgen -W "$may" -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _harness harness"""
ZSH = """_harness() {
  compadd -- ${(f)"$(harness completion --words ${words[2,CURRENT-1]} 2>/dev/null)"} || _files
}
compdef _harness harness"""
FISH = "complete -c harness -a '(harness completion --words (commandline -opc)[2..-1] 2>/dev/null)'"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("shell", nargs="?", choices=SHELLS, help='then: eval "$(harness completion bash)"')
    parser.add_argument("--words", nargs=argparse.REMAINDER, help="print what may follow these words")
    parser.add_argument("--json", action="store_true", help="print it as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print the lines for a shell, or the words that may come next."""
    if arguments.words is not None:
        print("\n".join(following(arguments.words)))
        return 0
    text = {"bash": BASH, "zsh": ZSH, "fish": FISH}[arguments.shell or "bash"]
    print(json.dumps({"shell": arguments.shell or "bash", "lines": text}) if arguments.json else text)
    return 0


def following(words: list[str]) -> list[str]:
    """Return what may follow: commands, then the command's options and the names of runs and sets."""
    from harness.commands import COMMANDS, MODULES

    if not words or words[0] not in COMMANDS:
        return list(COMMANDS)
    parser = argparse.ArgumentParser(add_help=True)
    import_module(f"harness.commands.{MODULES.get(words[0], words[0])}").add_arguments(parser)
    options = dict.fromkeys(re.findall(r"--[a-z][a-z-]+", parser.format_help()))
    return [*_names(words), *options]


def _names(words: list[str]) -> list[str]:
    if words[0] in ("run", "reference"):
        from harness.questions import sets

        return sets()
    root = Path(words[words.index("--runs") + 1]) if "--runs" in words[:-1] else Path("runs")
    return sorted(file.parent.name for file in root.glob("*/run.json"))
