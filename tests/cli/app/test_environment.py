"""What the process is given by its surroundings, and what it will not work with."""

import subprocess

import pytest

from tests.cli.conftest import PROGRAM


@pytest.mark.parametrize("value", ["y", "true", "0"])
def test_a_library_told_to_append_without_a_lock_is_refused(value: str) -> None:
    finished = subprocess.run(
        [PROGRAM, "db", "status"],
        env={"POSTGRES_ENABLE_DB_FUNCTIONS": value, "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 2
    assert finished.stdout == ""
    assert finished.stderr.startswith("error: POSTGRES_ENABLE_DB_FUNCTIONS is set")
    assert finished.stderr.count("\n") == 1
