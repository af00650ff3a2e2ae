"""What stands beside a stored event is held against its content whenever it is read."""

from typing import Any
from uuid import UUID

import pytest
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from eventlog.append.codec import encode
from eventlog.branch import Branch
from eventlog.errors import CorruptEvent
from eventlog.read.reading import read_log
from tests.eventlog.filling import visit


@pytest.mark.parametrize("customer_id", [None, UUID(int=1)], ids=["nobody", "another"])
def test_an_event_filed_under_another_customer_is_not_read(
    branch: Branch, superuser: Connection[Any], customer_id: UUID | None
) -> None:
    superuser.execute(
        SQL(
            "INSERT INTO {} (originator_id, originator_version, topic, state, customer_id, customer_seq)"
            " VALUES (%s, 1, 'customer.visited', %s, %s, %s)"
        ).format(Identifier(branch.log_schema, "stored_events")),
        [branch.stream("customer", "110001"), encode(visit()), customer_id, customer_id and 1],
    )
    with pytest.raises(CorruptEvent, match="position 1: its customer_id"):
        read_log(superuser, branch, limit=10)
