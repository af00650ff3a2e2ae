"""What people get wrong: each a clear message, the right exit code, and nothing recorded."""

from pathlib import Path

import pytest

from tests.cli.conftest import Indelible, Run

PLACE = ("order", "place", "O-1", "--customer", "C1", "--line")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("customer", "show", "C9"), "customer_not_found"),
        (("customer", "timeline", "C9"), "customer_not_found"),
        (("customer", "visit", "C9", "--theme", "x"), "customer_not_found"),
        (("order", "list", "--customer", "C9"), "customer_not_found"),
        (("order", "place", "O-1", "--customer", "C9", "--line", "X:1:1"), "customer_not_found"),
        (("order", "show", "O-9"), "order_not_found"),
        (("order", "deliver", "O-9"), "order_not_found"),
        (("complaint", "show", "K-9"), "complaint_not_found"),
        (("complaint", "receive", "K-1", "--text", "x", "--order", "O-9"), "order_not_found"),
        (("customer", "enrol", "C2", "--licence-no", "L1"), "licence_already_held"),
        (("customer", "enrol", "C1", "--name", "x"), "customer_already_enrolled"),
        (("customer", "enrol", "--name", "x"), "invalid_value"),
        (("customer", "enrol", "C\u202e2", "--name", "x"), "invalid_identifier"),
        (("customer", "enrol", "C\x1b[31m", "--name", "x"), "invalid_identifier"),
        (("customer", "enrol", "=1+1", "--name", "x"), "invalid_identifier"),
        (("customer", "enrol", "C2", "--name", "  "), "invalid_text"),
        (("customer", "verify-profile", "C1", "--field", "birthday"), "invalid_value"),
        (("customer", "verify-profile", "C1", "--field", "\x1b[31m"), "invalid_value"),
        (("customer", "visit", "C1", "--theme", "x", "--effective-at", "2999-01-01"), "effective_in_future"),
        (("customer", "visit", "C1", "--theme", "x", "--effective-at", "1989-12-31"), "effective_too_early"),
        (("customer", "suspend", "C1"), "reason_required"),
        (("customer", "resume", "C1", "--approved-by", "E1"), "approver_is_actor"),
        ((*PLACE, "X:0:1"), "invalid_quantity"),
        ((*PLACE, "X:-5:1"), "invalid_quantity"),
        ((*PLACE, "X:1000001:1"), "invalid_quantity"),
        ((*PLACE, "X:1:-1"), "invalid_amount"),
        ((*PLACE, "X:1:1000000000000"), "invalid_amount"),
        ((*PLACE, "X:1:0.001"), "invalid_amount"),
        (PLACE[:-1], "no_lines"),
    ],
)
def test_what_the_business_refuses(indelible: Indelible, shop: Indelible, command: tuple[str, ...], code: str) -> None:
    refused = indelible(*command)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith(f"error: {code}: ")
    assert refused.err.count("\n") == 1
    assert refused.err[:-1].isprintable()
    assert shop("audit", "events", "--json").document["position"] == 2


@pytest.mark.parametrize(
    ("command", "advice"),
    [
        (("customer", "show"), "CUSTOMER_NO"),
        (("customer", "shwo", "C1"), "show"),
        (("customer", "show", "C1", "--as-of", "2021-02-30"), "write it as 2021-06-30"),
        (("customer", "show", "C1", "--as-of", "20210601"), "write it as 2021-06-30"),
        (("customer", "show", "C1", "--as-of", "２０２１-06-01"), "write it as 2021-06-30"),
        (("customer", "show", "C1", "--as-of", "2021-06-01T00:00"), "write it as 2021-06-30"),
        (("policy", "show", "--as-of", "9999-12-31"), "the last day there is"),
        (("promise", "list", "--due-by", "9999-12-31"), "the last day there is"),
        (("contact", "returns", "--due-by", "9999-12-31"), "the last day there is"),
        (("customer", "show", "C1", "--known-at", "yesterday"), "2021-06-30T17:45+08:00"),
        (("customer", "show", "C1", "--known-at", "2021-06-30T25:00"), "2021-06-30T17:45+08:00"),
        (("customer", "show", "C1", "--at-position", "-1"), "--at-position"),
        (("customer", "show", "C1", "--json", "--csv"), "--json or --csv"),
        (("customer", "show", "C\udcff"), "not text in UTF-8"),
        (("audit", "events", "--customer", "\udcff"), "not text in UTF-8"),
        (("customer", "visit", "C1", "--theme", "x", "--effective-at", "1/2/2021"), "2021-06-30T17:45"),
        (("customer", "visit", "C1", "--theme", "x", "--command-id", "\udcff"), "not text in UTF-8"),
        (("customer", "change-profile", "C1"), "say what changes"),
        (("customer", "change-profile", "C1", "--shop-area-m2", "1e3"), "42.50"),
        (("customer", "change-profile", "C1", "--market-type", "suburban"), "urban"),
        ((*PLACE, "X:1"), "SKU:QTY:AMOUNT"),
        ((*PLACE, "X:1.5:1"), "SKU:QTY:AMOUNT"),
        ((*PLACE, "X:１:1"), "SKU:QTY:AMOUNT"),
        ((*PLACE, "X:1:NaN"), "SKU:QTY:AMOUNT"),
        ((*PLACE, "X:1:1e3"), "SKU:QTY:AMOUNT"),
        ((*PLACE, "X:1:1_000"), "SKU:QTY:AMOUNT"),
        ((*PLACE, "X:1:1", "--lines", "x.csv"), "not both"),
        (("order", "confirm", "O-1", "--line", "1:1", "--line", "1:2"), "given twice"),
        (("order", "confirm", "O-1", "--line", "one:1"), "LINE_NO:QTY"),
    ],
)
def test_what_cannot_be_understood(
    indelible: Indelible, shop: Indelible, command: tuple[str, ...], advice: str
) -> None:
    wrong = indelible(*command)
    assert (wrong.code, wrong.out) == (2, "")
    assert advice in wrong.err
    assert "Traceback" not in wrong.err
    assert shop("audit", "events", "--json").document["position"] == 2


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"sku,qty\nX,1\n", "the first line must be sku,qty,amount"),
        (b"sku,qty,amount\nX,1\n", 'lines.csv, line 2, "X,1": write sku,qty,amount'),
        (b"sku,qty,amount\nX,1,1\nX,one,1\n", 'lines.csv, line 3, "X,one,1": write sku,qty,amount'),
        (b"sku,qty,amount\nX,1,1\n,1,1\n", 'lines.csv, line 3, ",1,1": sku "" cannot be a number or code'),
        (b"sku,qty,amount\nX,1,1\n\n=X,1,1\n", 'lines.csv, line 4, "=X,1,1": sku "=X" cannot be a number or code'),
        (b"sku,qty,amount\nX,0,1\n", 'lines.csv, line 2, "X,0,1": line 2: quantity "0" is not a whole number'),
        (b"sku,qty,amount\nX,1,-1\n", 'lines.csv, line 2, "X,1,-1": line 2: amount "-1" is not between'),
        (b"sku,qty,amount\nX,1,1.234\n", 'line 2: amount "1.234" is not between 0 and 1000000000000 with at most 2'),
        (b'sku,qty,amount\n"X,1,1\n', "lines.csv, line 2: unexpected end of data"),
        (b"sku,qty,amount\n\xff,1,1\n", "lines.csv: it is neither UTF-8 nor GB18030"),
        (b"sku,qty,amount\n", "lines.csv: it has no line below the first"),
        (b"", "the first line must be sku,qty,amount"),
    ],
)
def test_a_file_of_lines_that_cannot_be_read(
    indelible: Indelible, shop: Indelible, tmp_path: Path, content: bytes, advice: str
) -> None:
    (tmp_path / "lines.csv").write_bytes(content)
    wrong = indelible(*PLACE[:-1], "--lines", str(tmp_path / "lines.csv"))
    assert (wrong.code, wrong.out) == (1, "")
    assert wrong.err.startswith("error: list_file_is_wrong: ")
    assert advice in wrong.err
    back = ("order", "return", "--return-no", "R-1", "--customer", "C1", "--reason", "x")
    assert advice in indelible(*back, "--lines", str(tmp_path / "lines.csv")).err
    assert "none.csv: it cannot be read" in indelible(*PLACE[:-1], "--lines", str(tmp_path / "none.csv")).err
    assert shop("audit", "events", "--json").document["position"] == 2


def test_a_database_that_is_down_and_a_home_that_is_closed(run: Run) -> None:
    for command in (("customer", "show", "C1"), ("customer", "enrol", "C1", "--json"), ("branch", "list")):
        down = run(*command, DATABASE_URL="postgresql://clerk:geheim@127.0.0.1:1/x", BY="E1")
        assert (down.returncode, down.stdout) == (2, "")
        assert down.stderr.startswith("error: the database cannot be reached:")
        closed = run(*command, HOME="/proc/indelible", BY="E1")
        assert (closed.returncode, closed.stdout) == (2, "")
        assert closed.stderr.startswith("error: the home /proc/indelible cannot be used:")
        assert "geheim" not in down.stderr


def test_what_data_holds_is_shown_and_never_obeyed(indelible: Indelible, shop: Indelible) -> None:
    hostile = "[/x] [bold]\x1b[31m红\u202e\n=1+1"
    shop("customer", "change-profile", "C1", "--name", hostile, "--reason", hostile)
    for command in (
        ("customer", "show", "C1"),
        ("customer", "timeline", "C1"),
        ("audit", "replay", "C1"),
        ("audit", "events"),
    ):
        out = shop(*command).out
        assert r"[/x] [bold]\x1b[31m红\u202e\n=1+1" in out
        assert out.replace("\n", "").isprintable()
    assert shop("customer", "show", "C1", "--json").data["profile"]["name"] == hostile


@pytest.mark.parametrize("points", ["NaN", "1e3", "８５", "abc", ""])
def test_points_are_plain_numbers(indelible: Indelible, shop: Indelible, points: str) -> None:
    wrong = indelible("tier", "assess", "C1", "--factor", "honesty", "--points", points)
    assert wrong.code == 2
    assert "Traceback" not in wrong.err
    assert indelible("tier", "assess", "C1", "--factor", "honesty", "--points", "101").err.startswith(
        "error: invalid_value: "
    )
