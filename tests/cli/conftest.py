"""The installed program, run as a person would run it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
PROGRAM = Path(sys.executable).with_name("indelible")


def variables(**given: str) -> dict[str, str]:
    """An otherwise empty environment with these INDELIBLE_* variables."""
    return {f"INDELIBLE_{name}": value for name, value in given.items()}


@pytest.fixture
def run() -> Run:
    """`run("db", "status", HOME=...)`: the finished program with its output."""

    def run(*arguments: str, **given: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [PROGRAM, *arguments], env=variables(**given), capture_output=True, text=True, encoding="utf-8", check=False
        )

    return run
