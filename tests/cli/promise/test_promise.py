"""indelible promise: every verb."""

from eventlog.database import Database
from projections.running.rebuild import rebuild
from tests.cli.conftest import SUZHOU, Indelible

SAID = ("--text", "补货", "--expected-effect", "不断货")


def test_the_life_of_a_promise(indelible: Indelible, shop: Indelible) -> None:
    given = (*SAID, "--due", "2021-07-15", "--customer", "C1", "--owner", "E9")
    made = shop("promise", "make", "P-1", *given, "--effective-at", "2021-07-01")
    assert made.out == (
        "recorded promise.made at position 3:"
        " Promise P-1 (承诺) was made by E9, due 2021-07-15: 补货; expected: 不断货\n"
    )
    again = indelible("promise", "publish", "P-1", *SAID, "--due", "2021-07-15", "--effective-at", "2021-07-01")
    assert again.err.startswith("error: promise_already_made: promise P-1 was made on 2021-07-01 already")
    withdrawn = ("promise", "withdraw", "P-1", "--reason", "x", "--effective-at")
    assert indelible(*withdrawn, "2021-07-16").err.startswith("error: promise_is_due: ")
    kept = shop("promise", "keep", "P-1", "--observed", "货架已满", "--effective-at", "2021-07-18")
    assert kept.out.endswith("Promise P-1 was kept (兑现), days late: 3: 货架已满\n")
    shown = shop("promise", "show", "P-1", "--json").data
    told = ("customer_no", "owner", "due_on", "status", "days_late", "observed_effect")
    assert [shown[name] for name in told] == ["C1", "E9", "2021-07-15", "kept_late", 3, "货架已满"]
    assert shop("promise", "show", "P-1", "--as-of", "2021-07-17", "--json").data["status"] == "open"
    early = indelible("promise", "show", "P-1", "--as-of", "2021-06-30")
    assert (early.code, early.err.split(":")[1]) == (1, " promise_not_made_yet")
    assert indelible("promise", "show", "P-9").err.startswith("error: promise_not_found: ")


def test_promises_are_listed_by_what_became_of_them(done: Indelible, shop: Indelible, database: Database) -> None:
    for number, due, owner in (("P-1", "2021-07-31", "E8"), ("P-2", "2021-07-15", "E9"), ("P-3", "2021-08-02", "E9")):
        given = (*SAID, "--due", due, "--owner", owner, "--effective-at", "2021-07-01")
        done("promise", "publish", number, *given)
    given = (*SAID, "--due", "2021-07-10", "--customer", "C1", "--effective-at", "2021-07-01")
    done("promise", "make", "P-4", *given)
    done("promise", "break", "P-4", "--workaround", "改送", "--reason", "停产", "--effective-at", "2021-07-09")
    closed = done("day", "close", "--at", "2021-07-31T12:00")
    assert closed.out == "recorded promise.lapsed: 1\n"
    rebuild(database.admin, SUZHOU)

    def numbers(*given: str) -> list[str]:
        return [row["promise_no"] for row in done("promise", "list", *given, "--json").data]

    assert numbers() == numbers("--at-position", "99") == ["P-4", "P-2", "P-1", "P-3"]
    assert numbers("--customer", "C1") == numbers("--status", "broken") == ["P-4"]
    assert numbers("--overdue") == numbers("--lapsed") == numbers("--status", "overdue") == ["P-2"]
    assert numbers("--owner", "E9") == ["P-2", "P-3"]
    for known in ((), ("--at-position", "99")):  # from the stored table, and folded from the log
        assert numbers("--due-by", "2021-07-30", *known) == numbers("--limit", "2", *known) == ["P-4", "P-2"]
    assert numbers("--due-by", "2021-07-31", "--unsettled") == ["P-2", "P-1"]
    assert numbers("--month", "2021-08") == ["P-3"]
    assert numbers("--published") == ["P-2", "P-1", "P-3"]
    figures = done("promise", "report", "--json").data
    assert (figures["total"]["made"], figures["total"]["kept_rate"]) == (4, "0.000000")
    assert [(row["month"], row["owner"], row["kept_rate"]) for row in figures["months"]] == [
        ("2021-07-01", "E1", "0.000000"),
        ("2021-07-01", "E8", None),
        ("2021-07-01", "E9", None),
        ("2021-08-01", "E9", None),
    ]
    assert len(done("promise", "report", "--month", "2021-07", "--owner", "E8", "--json").data["months"]) == 1


def test_a_month_is_typed_as_one(indelible: Indelible) -> None:
    refused = indelible("promise", "list", "--month", "2021-13")
    assert refused.code == 2
    assert "is not a month; write it as 2021-06" in " ".join(refused.err.split())
