"""The installed program, run as a person would run it; and the same program inside the test, which is quicker."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cli.main import main
from eventlog.branch import Branch
from eventlog.branches import create_branch
from eventlog.database import Database, connect

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


class Done(NamedTuple):
    """How a command ended and what it printed."""

    code: object
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON document on stdout."""
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def data(self) -> Any:
        """What the document answers."""
        return self.document["data"]


Indelible = Callable[..., Done]
SUZHOU = Branch("suzhou", "Asia/Shanghai", "CNY")

SCHEME = """
title = "月均订货量"
grades = [{ grade = "A", least = 60, service = "每周拜访" }, { grade = "B", least = 0 }]
[[factors]]
factor = "mean_monthly_order"
measure = "monthly_qty"
months = 3
line = [[0, 0], [50, 100]]
[[factors]]
factor = "service_ability"
measure = "judged"
line = [[0, 0], [100, 100]]
[[comparisons]]
name = "contribution"
of = ["mean_monthly_order", "service_ability"]
judgements = [{ expert = "E901", rows = [["3"]] }]
"""


@pytest.fixture
def empty(database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Indelible:
    """`empty("branch", "list")` runs the program here, on a database without a branch, as employee E1."""
    for name, value in variables(DATABASE_URL=database.admin, BY="E1", HOME="/proc/none").items():
        monkeypatch.setenv(name, value)

    def indelible(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["indelible", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        return Done(left.value.code, *capsys.readouterr())

    return indelible


@pytest.fixture
def indelible(empty: Indelible, database: Database) -> Indelible:
    """The same, with one branch: suzhou."""
    with connect(database.admin, autocommit=True) as connection:
        create_branch(connection, SUZHOU)
    return empty


@pytest.fixture
def done(indelible: Indelible) -> Indelible:
    """The same, for commands that must succeed."""

    def succeed(*arguments: str) -> Done:
        finished = indelible(*arguments)
        assert finished.code == 0, finished.err
        return finished

    return succeed


@pytest.fixture
def shop(done: Indelible) -> Indelible:
    """The same, with customer C1 enrolled on 2020-01-01 at 人民路1号, licence L1."""
    given = ("--name", "苏州小店", "--address", "人民路1号", "--licence-no", "L1")
    done("customer", "enrol", "C1", *given, "--effective-at", "2020-01-01")
    return done


@pytest.fixture
def scheme_file(tmp_path: Path) -> Path:
    path = tmp_path / "评价.toml"
    path.write_text(SCHEME, "utf-8")
    return path


@pytest.fixture
def graded(shop: Indelible, scheme_file: Path) -> Indelible:
    """C1 is graded B."""
    return given_54_cartons(shop, scheme_file)


def given_54_cartons(shop: Indelible, file: Path) -> Indelible:
    """C1 bought 54 cartons in the first quarter of 2021, was judged 30, and is graded by the scheme of the file."""
    shop("scheme", "publish", str(file), "--effective-at", "2021-01-01")
    shop("order", "place", "O-1", "--customer", "C1", "--line", "X:54:540.00", "--effective-at", "2021-02-01")
    for verb in ("confirm", "deliver"):
        shop("order", verb, "O-1", "--effective-at", "2021-02-01")
    shop("tier", "assess", "C1", "--factor", "service_ability", "--points", "30", "--effective-at", "2021-03-01")
    shop("tier", "evaluate", "2021Q1")
    return shop


@pytest.fixture
def sealed(indelible: Indelible, shop: Indelible, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Indelible:
    """A home with a key, and a log of two events that was sealed once."""
    monkeypatch.setenv("INDELIBLE_HOME", str(tmp_path / "home"))
    shop("audit", "keygen")
    shop("audit", "seal")
    return indelible
