"""A city whose log was sealed twice, and the check of a bundle as an auditor runs it."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from eventlog.branches import create_branch
from eventlog.database import Database, connect
from eventlog.sealing.keys import SigningKey
from eventlog.sealing.sealer import seal
from service.audit.evidence import make_evidence
from service.commands import carry_out
from service.complaints.complaints import receive_complaint
from service.customers import enrol_customer, record_visit
from service.orders.orders import confirm_order, deliver_order, place_order, return_goods
from service.session import Session
from tests.domain.scenario import NOW, line
from tests.eventlog.filling import of_customer, visit
from tests.service.conftest import said

KEY = SigningKey("example.com/suzhou", bytes(range(32)))

FIRST, SECOND, LONG = "110001", "110002", "110003"
UNSEEN = "好\u2028门前\u0085干净\x1b[2J"
"""What some programs take for the end of a line, or for a command to the terminal."""


class City(NamedTuple):
    """The branch at work, and the checkpoints that an auditor kept: of 10 events and of the whole log."""

    session: Session
    early: Path
    late: Path


@pytest.fixture(scope="session")
def city(shared_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """Do not change it: it is made once for all tests."""
    branch = Branch("evidence", "Asia/Shanghai", "CNY")
    with connect(shared_database.admin, autocommit=True) as connection:
        create_branch(connection, branch)
    kept = tmp_path_factory.mktemp("kept")
    with Session(shared_database, branch.slug, clock=lambda: NOW) as session:
        carry_out(session, said("2020-01-01"), enrol_customer(FIRST, {"name": "观前街烟酒店", "licence_no": "L1"}))
        carry_out(session, said("2020-01-02"), enrol_customer(SECOND, {"name": "阊门店"}))
        order(session, "O-1", FIRST, "2021-06-01")
        order(session, "O-2", SECOND, "2021-06-01")
        assert head(session, kept) == 10
        carry_out(session, said("2021-06-08"), record_visit(FIRST, "访销", UNSEEN, None))
        order(session, "O-3", FIRST, "2021-06-15")
        carry_out(session, said("2021-06-16"), receive_complaint("K-1", "少送一条", customer_no=FIRST))
        carry_out(session, said("2021-06-16"), receive_complaint("K-2", "匿名来电"))
        carry_out(session, said("2020-01-01"), enrol_customer(LONG, {}))
        recorder = LogRecorder(shared_database.operator, session.branch)
        recorder.append(
            of_customer(session.branch, 1, *(visit(LONG, "长" * 280_000) for _ in range(5)), customer_no=LONG)
        )
        recorder.datastore.close()
        assert head(session, kept) == 23
        carry_out(session, said("2021-07-01"), record_visit(FIRST, "访销", "好", None))  # is never sealed
        yield City(session, kept / "checkpoint-000000000010.txt", kept / "checkpoint-000000000023.txt")


def order(session: Session, order_no: str, customer_no: str, at: str) -> None:
    """Placed, confirmed and delivered; and one carton comes back, but not of O-2."""
    carry_out(session, said(at), place_order(order_no, customer_no, [line()]))
    carry_out(session, said(at), confirm_order(order_no, {}))
    carry_out(session, said(at), deliver_order(order_no, {}))
    if order_no != "O-2":
        carry_out(session, said(at, reason="破损"), return_goods(order_no, f"R-{order_no}", {1: 1}))


def head(session: Session, kept: Path) -> int:
    """Seal what there is; returns how many events are sealed."""
    with connect(session.database.sealer, autocommit=True) as connection:
        sealing = seal(connection, session.branch, KEY, [kept])
    assert sealing
    return sealing.checkpoint.size


@pytest.fixture(scope="session")
def bundles(city: City, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The evidence about each customer, made for an auditor who kept the early checkpoint. Do not change it."""
    place = tmp_path_factory.mktemp("bundles")
    for customer_no in (FIRST, SECOND, LONG):
        make_evidence(city.session, customer_no, place / customer_no, kept=city.early)
    return {customer_no: place / customer_no for customer_no in (FIRST, SECOND, LONG)}


@pytest.fixture
def bundle(bundles: dict[str, Path], tmp_path: Path) -> Path:
    """The evidence about the first customer, to be spoiled."""
    return Path(shutil.copytree(bundles[FIRST], tmp_path / "bundle"))


Check = Callable[..., tuple[int, str]]

# Run as a file of its own: without the environment, the working directory, or any way to import the project.
_ALONE = """
import runpy, sys
sys.modules.update(dict.fromkeys(["domain", "eventlog", "projections", "service", "cli", "pydantic", "psycopg"]))
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture(scope="session")
def check() -> Check:
    """`check(folder, "--key", KEY)`: the exit code and what the bundle's own verify_evidence.py printed."""

    def check(folder: Path, *arguments: object) -> tuple[int, str]:
        command = [sys.executable, "-I", "-c", _ALONE, folder / "verify_evidence.py", folder, *arguments]
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.stderr == ""
        return done.returncode, done.stdout.removesuffix("\n")

    return check
