"""Stream ids are the same on every machine, for ever."""

import pytest

from domain.complaints.events import ComplaintReceived
from domain.customers.events import LicenceGranted
from domain.kernel.identity import branch_namespace, check_slug, stream_id
from domain.kernel.refusals import InvalidBranch, InvalidIdentifier
from domain.kernel.streams import stream_of
from domain.orders.events import OrderPlaced, ReturnRecorded
from tests.domain.scenario import enrolled, placed, received, told


def test_an_id_follows_from_branch_kind_and_number_alone() -> None:
    suzhou = branch_namespace("suzhou")
    assert str(suzhou) == "2ff92691-a58d-57b7-a30c-a048d516c4d5"
    assert str(stream_id(suzhou, "customer", "320500100001")) == "e6e2621e-7a7a-55a7-8afe-33ce001d8e15"
    assert stream_id(suzhou, "order", "320500100001") != stream_id(suzhou, "customer", "320500100001")
    assert stream_id(branch_namespace("wuxi"), "customer", "320500100001") != stream_id(
        suzhou, "customer", "320500100001"
    )


def test_a_number_with_half_a_character_names_nothing() -> None:
    with pytest.raises(InvalidIdentifier, match=r'customer_no "A\\udcff" cannot be') as caught:
        stream_id(branch_namespace("suzhou"), "customer", "A\udcff")
    assert str(caught.value).encode()


@pytest.mark.parametrize("slug", ["a", "suzhou", "su_zhou2", "a" * 31, "reader"])
def test_a_branch_has_a_short_plain_name(slug: str) -> None:
    assert check_slug(slug) == slug


@pytest.mark.parametrize(
    "slug",
    ["", "A", "2a", "_a", "a-b", "苏州", "a" * 32, "read_a", "pg_a", "public", "information_schema", "a\n", 'a"; DROP'],
)
def test_a_name_that_would_make_a_bad_schema_is_refused(slug: str) -> None:
    with pytest.raises(InvalidBranch, match="slug"):
        check_slug(slug)


def test_every_event_knows_its_stream() -> None:
    licence = told(LicenceGranted, "2020-01-01", customer_no="110001", licence_no="L1")
    goods = told(
        ReturnRecorded, "2020-01-01", customer_no="110001", return_no="R-1", lines=(), returned_qty=0, amount=0
    )
    assert stream_of(enrolled()) == ("customer", "110001")
    assert stream_of(placed()) == ("order", "A-1")
    assert stream_of(goods) == ("return", "R-1")
    assert stream_of(received()) == ("complaint", "C-1")
    assert stream_of(licence) == ("licence", "L1")
    assert (OrderPlaced.topic, ComplaintReceived.topic) == ("order.placed", "complaint.received")
