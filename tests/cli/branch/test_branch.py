"""indelible branch, and which branch a command works in."""

from tests.cli.conftest import Indelible


def test_a_branch_is_made_once_and_kept_as_it_is(empty: Indelible) -> None:
    assert empty("branch", "list", "--json").data == []
    assert empty("branch", "create", "suzhou").out.startswith("made branch suzhou: days in Asia/Shanghai, money in CNY")
    assert empty("branch", "create", "suzhou").out.startswith("there is already branch suzhou")
    other = empty("branch", "create", "suzhou", "--currency", "USD")
    assert (other.code, other.err) == (
        1,
        "error: branch_already_exists: branch 'suzhou' exists already with currency 'CNY'\n",
    )
    assert empty("branch", "list", "--json").document == {
        "position": None,
        "as_of": None,
        "known_at": None,
        "data": [{"slug": "suzhou", "zone": "Asia/Shanghai", "currency": "CNY"}],
    }


def test_impossible_branches_are_refused(empty: Indelible) -> None:
    for given in (["苏州"], ["x", "--zone", "Asia/Atlantis"], ["x", "--currency", "yuan"], ["read_x"]):
        refused = empty("branch", "create", *given)
        assert (refused.code, refused.out) == (1, "")
        assert refused.err.startswith("error: invalid_branch: ")
    assert empty("branch", "list", "--json").data == []


def test_the_only_branch_need_not_be_named(empty: Indelible) -> None:
    none = empty("customer", "list")
    assert (none.code, none.err) == (2, "error: there is no branch yet: `indelible branch create SLUG` makes one\n")
    empty("branch", "create", "suzhou")
    assert empty("audit", "events").code == 0
    empty("branch", "create", "ames", "--zone", "America/Chicago", "--currency", "USD")
    unclear = empty("audit", "events")
    assert (unclear.code, unclear.out) == (2, "")
    assert unclear.err == "error: say which branch: --branch or INDELIBLE_BRANCH, one of ames, suzhou\n"
    assert empty("--branch", "ames", "audit", "events").code == 0
    unknown = empty("--branch", "wuxi", "customer", "show", "C1")
    assert (unknown.code, unknown.out) == (1, "")
    assert unknown.err.startswith("error: branch_not_found: ")


def test_branches_do_not_see_each_other(empty: Indelible) -> None:
    for slug in ("suzhou", "wuxi"):
        empty("branch", "create", slug)
    assert empty("--branch", "suzhou", "customer", "enrol", "C1", "--name", "店").code == 0
    assert empty("--branch", "wuxi", "customer", "show", "C1").code == 1
