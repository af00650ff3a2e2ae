"""Between an event and its stored bytes."""

import json
from collections.abc import Iterator
from typing import ClassVar

import pytest

from domain.kernel.event import EVENT_TYPES, CustomerHistoryEvent, Event
from domain.kernel.refusals import EventTooLarge
from eventlog.append.codec import MAX_STATE, UPCASTERS, decode, encode
from eventlog.errors import CorruptEvent
from tests.domain.scenario import enrolled, line, placed, told


def test_an_event_is_stored_as_json_that_people_can_read() -> None:
    stored = json.loads(encode(enrolled(name="好客来烟酒店")))
    assert "好客来烟酒店".encode() in encode(enrolled(name="好客来烟酒店"))
    assert stored["name"] == "好客来烟酒店"
    assert stored["effective_at"] == "2019-12-31T16:00:00Z"
    assert "address" not in stored  # what is not known is left out
    assert "topic" not in stored  # it has a column


def test_an_event_comes_back_as_it_went_in() -> None:
    event = placed(line(amount="10.00"), line(2, amount="0.10"))
    back = decode("order.placed", encode(event))
    assert back.model_copy(update={"event_id": ""}) == event


def test_two_equal_events_are_stored_in_different_bytes() -> None:
    ids = {decode("customer.enrolled", encode(enrolled())).event_id for _ in range(100)}
    assert len(ids) == 100
    assert {len(bytes.fromhex(one)) for one in ids} == {16}


def test_a_text_that_looks_like_an_empty_id_is_left_alone() -> None:
    name = '"event_id":""'
    event = decode("customer.enrolled", encode(enrolled(name=name)))
    assert getattr(event, "name") == name  # noqa: B009 - the family of events has no such field
    assert len(event.event_id) == 32


def test_an_event_over_a_mebibyte_is_refused_before_the_database_sees_it() -> None:
    spare = MAX_STATE - len(encode(enrolled(name="x")))
    assert len(encode(enrolled(name="x" * (spare + 1)))) == MAX_STATE
    with pytest.raises(EventTooLarge, match=r"customer\.enrolled of 1048577 bytes"):
        encode(enrolled(name="x" * (spare + 2)))


@pytest.mark.parametrize(
    ("topic", "state"),
    [
        ("customer.vanished", b"{}"),
        ("customer.enrolled", b"{}"),
        ("customer.enrolled", b"Telephone"),
        ("customer.enrolled", b"\xff\xfe"),
        ("customer.enrolled", b""),
        ("customer.enrolled", encode(enrolled()).replace(b'"actor"', b'"Telephone"')),
        ("os.system", b"{}"),
    ],
    ids=["unknown topic", "fields missing", "no JSON", "no UTF-8", "nothing", "unknown field", "a Python path"],
)
def test_what_cannot_be_read_is_said_without_its_content(topic: str, state: bytes) -> None:
    with pytest.raises(CorruptEvent, match=topic) as caught:
        decode(topic, state)
    assert "Telephone" not in str(caught.value)
    assert caught.value.__context__ is None or caught.value.__suppress_context__


def test_a_topic_is_taken_once() -> None:
    with pytest.raises(TypeError, match=r"customer\.enrolled is taken by CustomerEnrolled"):

        class Again(CustomerHistoryEvent):
            """Another event under a topic that is taken."""

            topic: ClassVar[str] = "customer.enrolled"


@pytest.fixture
def measured() -> Iterator[type[Event]]:
    """An event type that stands at its third version."""

    class Measured(CustomerHistoryEvent):
        """Version 1 told feet as `size`, version 2 told metres as `size`, version 3 calls them `metres`."""

        topic: ClassVar[str] = "customer.measured"
        schema_version: int = 3
        metres: int

    UPCASTERS[Measured.topic, 1] = lambda old: {**old, "schema_version": 2, "size": old["size"] // 3}
    UPCASTERS[Measured.topic, 2] = lambda old: {
        **{name: value for name, value in old.items() if name != "size"},
        "schema_version": 3,
        "metres": old["size"],
    }
    yield Measured
    del EVENT_TYPES[Measured.topic], UPCASTERS[Measured.topic, 1], UPCASTERS[Measured.topic, 2]


@pytest.mark.parametrize(
    ("version", "fields"), [(1, {"size": 30}), (2, {"size": 10}), (3, {"metres": 10})], ids=["1", "2", "3"]
)
def test_an_old_version_is_read_as_the_present_one(measured: type[Event], version: int, fields: dict[str, int]) -> None:
    stored = json.loads(encode(told(measured, "2021-07-01", customer_no="110001", metres=1)))
    del stored["metres"]
    event = decode(measured.topic, json.dumps({**stored, "schema_version": version, **fields}).encode())
    assert (event.schema_version, getattr(event, "metres")) == (3, 10)  # noqa: B009 - of this type only


@pytest.mark.parametrize("version", [0, 4, None, "x"])
def test_a_version_nobody_wrote_is_corrupt(measured: type[Event], version: object) -> None:
    stored = json.loads(encode(told(measured, "2021-07-01", customer_no="110001", metres=1)))
    with pytest.raises(CorruptEvent, match=measured.topic):
        decode(measured.topic, json.dumps({**stored, "schema_version": version}).encode())


@pytest.mark.parametrize("version", [0, 2])
def test_a_first_version_is_nothing_else(version: int) -> None:
    stored = json.loads(encode(enrolled()))
    with pytest.raises(CorruptEvent):
        decode("customer.enrolled", json.dumps({**stored, "schema_version": version}).encode())
