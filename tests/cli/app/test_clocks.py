"""Both clocks: what was true on a day, as it was known at an instant or a position."""

import pytest

from tests.cli.conftest import Indelible


@pytest.fixture
def moved(done: Indelible) -> Indelible:
    """C1 at A from 2020-01-01, at B from 2021-09-01, and, told last, at C from 2021-06-01."""
    done("customer", "enrol", "C1", "--address", "A", "--effective-at", "2020-01-01")
    done("customer", "change-profile", "C1", "--address", "B", "--effective-at", "2021-09-01")
    done("customer", "change-profile", "C1", "--address", "C", "--effective-at", "2021-06-01")
    return done


@pytest.mark.parametrize(
    ("as_of", "before_c", "after_c"),
    [("2021-07-01", "A", "C"), ("2021-05-31", "A", "A"), ("2021-10-01", "B", "B"), (None, "B", "B")],
)
def test_a_fact_told_late_changes_only_what_is_known_since(
    moved: Indelible, as_of: str | None, before_c: str, after_c: str
) -> None:
    told_b, told_c = (event["recorded_at"] for event in moved("audit", "events", "--json").data[1:])
    day = ("--as-of", as_of) if as_of else ()

    def address(*bounds: str) -> str:
        found: str = moved("customer", "show", "C1", *day, *bounds, "--json").data["profile"]["address"]
        return found

    assert [address("--known-at", told_b), address("--at-position", "2")] == [before_c] * 2
    assert [address("--known-at", told_c), address("--at-position", "3"), address()] == [after_c] * 3


def test_periods_tell_the_whole_file_over_time(moved: Indelible) -> None:
    periods = moved("customer", "show", "C1", "--json").data["periods"]
    assert [(p["valid_from"], p["valid_to"], p["address"]) for p in periods] == [
        ("2020-01-01T00:00:00+08:00", "2021-06-01T00:00:00+08:00", "A"),
        ("2021-06-01T00:00:00+08:00", "2021-09-01T00:00:00+08:00", "C"),
        ("2021-09-01T00:00:00+08:00", None, "B"),
    ]


def test_an_answer_tells_its_bounds_and_repeats_byte_for_byte(moved: Indelible) -> None:
    told_b = moved("audit", "events", "--json").data[1]["recorded_at"]
    question = ("customer", "show", "C1", "--as-of", "2021-07-01", "--known-at", told_b)
    first = [moved(*question, way) for way in ("--json", "--csv")] + [moved(*question)]
    document = first[0].document
    assert (document["position"], document["as_of"]) == (2, "2021-07-01")
    assert document["known_at"].endswith("+08:00")
    assert first[1].err == first[2].err == "at position 2\n"
    moved("customer", "change-profile", "C1", "--address", "D", "--effective-at", "2021-06-15")
    assert [moved(*question, way) for way in ("--json", "--csv")] + [moved(*question)] == first


def test_a_bound_beyond_the_log_is_the_end_of_the_log(moved: Indelible) -> None:
    for bound in (("--at-position", "999"), ("--known-at", "2999-01-01")):
        assert moved("customer", "show", "C1", *bound, "--json").document["position"] == 3
    both = ("--at-position", "1", "--known-at", "2999-01-01")
    assert moved("customer", "show", "C1", *both, "--json").document["position"] == 1


def test_a_day_is_the_branchs_day(shop: Indelible) -> None:
    shop("order", "place", "O-1", "--customer", "C1", "--line", "X:1:1", "--effective-at", "2021-03-31T23:30")
    shop("order", "place", "O-2", "--customer", "C1", "--line", "X:1:1", "--effective-at", "2021-03-31T16:00Z")
    march = shop("order", "list", "--customer", "C1", "--as-of", "2021-03-31", "--json").data
    assert [(row["order_no"], row["placed_at"]) for row in march] == [("O-1", "2021-03-31T23:30:00+08:00")]
    april = shop("order", "list", "--customer", "C1", "--as-of", "2021-04-01", "--json").data
    assert april[1]["placed_at"] == "2021-04-01T00:00:00+08:00"


def test_what_was_not_there_yet_is_refused(indelible: Indelible, shop: Indelible) -> None:
    shop("order", "place", "O-1", "--customer", "C1", "--line", "X:1:1", "--effective-at", "2021-01-01")
    shop("complaint", "receive", "K-1", "--text", "?", "--effective-at", "2021-01-01")
    for question, code in (
        (("customer", "show", "C1", "--as-of", "2019-12-31"), "customer_not_enrolled_yet"),
        (("customer", "show", "C1", "--at-position", "0"), "customer_not_found"),
        (("customer", "timeline", "C1", "--known-at", "2020-01-01"), "customer_not_found"),
        (("order", "list", "--customer", "C1", "--as-of", "2019-12-31"), "customer_not_enrolled_yet"),
        (("order", "show", "O-1", "--as-of", "2020-12-31"), "order_not_placed_yet"),
        (("order", "show", "O-1", "--at-position", "2"), "order_not_found"),
        (("complaint", "show", "K-1", "--as-of", "2020-12-31"), "complaint_not_received_yet"),
        (("complaint", "show", "K-1", "--at-position", "3"), "complaint_not_found"),
    ):
        refused = indelible(*question)
        assert (refused.code, refused.out) == (1, "")
        assert refused.err.startswith(f"error: {code}: ")


def test_a_time_that_the_clocks_never_showed_is_a_usage_error(empty: Indelible) -> None:
    empty("branch", "create", "ames", "--zone", "America/Chicago", "--currency", "USD")
    enrol = ("customer", "enrol", "C1", "--name", "shop", "--effective-at")
    assert empty(*enrol, "2021-03-14T02:30").code == 2
    assert empty(*enrol, "2021-03-14T02:30-06:00").code == 0
    profile = empty("customer", "show", "C1", "--json").data["profile"]
    assert profile["enrolled_at"] == "2021-03-14T03:30:00-05:00"
