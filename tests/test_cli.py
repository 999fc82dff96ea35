"""The command line as a person meets it."""

import subprocess
import sys

import pytest

from harness import cli


def harness(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "harness", *words], capture_output=True, text=True, check=False
    )


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in cli.COMMANDS)


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    done = harness(name, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"harness {name}" in done.stdout


def test_no_command_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2


def test_an_unknown_command_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["frobnicate"]) == 2
    assert "frobnicate" in capsys.readouterr().err


def test_help_loads_nothing_heavy() -> None:
    heavy = {"sympy", "numpy", "pandas", "openai", "matplotlib", "scipy", "aiohttp", "jinja2", "rich"}
    code = "import sys, harness.cli; harness.cli.main(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert heavy.isdisjoint(done.stderr.split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, harness; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"sympy", "numpy", "mpmath", "msgspec", "openai"}.isdisjoint(done.stdout.split())
