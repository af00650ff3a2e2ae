"""The sealed number of events of each customer: what was signed once is not signed otherwise later."""

from pathlib import Path
from typing import Any

import pytest
from psycopg import Connection

from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from eventlog.sealing.errors import SealingRefused
from eventlog.sealing.keys import SigningKey
from eventlog.sealing.sealer import seal
from tests.eventlog.filling import of_customer, visit

KEY = SigningKey("example.com/suzhou", bytes(range(32)))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM log_suzhou.stored_events WHERE notification_id = 2",
        "DELETE FROM log_suzhou.stored_events WHERE customer_seq IN (1, 2) AND notification_id < 3",
        "UPDATE log_suzhou.stored_events SET customer_id = NULL, customer_seq = NULL WHERE notification_id = 2",
    ],
)
def test_no_shorter_history_is_signed_after_a_longer_one(
    superuser: Connection[Any], branch: Branch, recorder: LogRecorder, tmp_path: Path, statement: str
) -> None:
    recorder.append(of_customer(branch, 0, visit(), visit()))
    recorder.append(of_customer(branch, 0, visit("110002"), customer_no="110002"))
    assert seal(superuser, branch, KEY, [tmp_path])
    superuser.execute("ALTER TABLE log_suzhou.stored_events DISABLE TRIGGER USER")
    superuser.execute(statement.encode())
    recorder.append(of_customer(branch, 1, visit("110002"), customer_no="110002"))
    with pytest.raises(SealingRefused, match="a customer's history is not as long as the checkpoint of 3 events says"):
        seal(superuser, branch, KEY, [tmp_path])
    assert [file.name for file in tmp_path.iterdir()] == ["checkpoint-000000000003.txt"]


def test_a_sealer_that_was_killed_before_it_published_goes_on(
    superuser: Connection[Any], branch: Branch, recorder: LogRecorder, tmp_path: Path
) -> None:
    recorder.append(of_customer(branch, 0, visit(), visit()))
    assert seal(superuser, branch, KEY, [tmp_path])
    recorder.append(of_customer(branch, 0, visit("110002"), customer_no="110002"))
    (tmp_path / "no folder").touch()
    with pytest.raises(FileExistsError):
        seal(superuser, branch, KEY, [tmp_path / "no folder", tmp_path])
    recorder.append(of_customer(branch, 2, visit()))
    sealing = seal(superuser, branch, KEY, [tmp_path])
    assert sealing
    assert (sealing.checkpoint.size, sealing.checkpoint.customers, sealing.events) == (4, 2, 1)
