"""indelible contact: every verb."""

from eventlog.database import Database
from projections.running.rebuild import rebuild
from tests.cli.conftest import SUZHOU, Indelible


def test_the_life_of_a_planned_contact(indelible: Indelible, shop: Indelible) -> None:
    given = ("--customer", "C1", "--kind", "visit", "--theme", "陈列", "--due", "2021-07-15", "--owner", "E9")
    planned = shop("contact", "plan", "K-1", *given, "--effective-at", "2021-07-01")
    assert planned.out == (
        "recorded contact.planned at position 3: Contact K-1 was planned for E9 by 2021-07-15, visit: 陈列\n"
    )
    again = indelible("contact", "plan", "K-1", *given, "--effective-at", "2021-07-01")
    assert again.err.startswith("error: contact_is_known: contact K-1 is planned already")
    found = ("--counterpart", "assistant", "--finding", "断货", "--need", "报纸:日报:unneeded", "--need", "送货:needed")
    more = ("--minutes", "20", "--cost", "3.50", "--not-solved", "--next-due", "2021-08-01", "--done-by", "E8")
    made = shop("contact", "record", "K-1", *found, *more, "--effective-at", "2021-07-16")
    assert made.out.endswith(
        "Contact K-1 was made by E8 with the assistant, visit: 陈列; found: 断货;"
        " called unneeded: 报纸:日报; again by 2021-08-01\n"
    )
    shown = shop("contact", "show", "K-1", "--json").data
    told = ("owner", "made_by", "days_late", "punctuality", "minutes", "cost", "solved", "next_due_on")
    assert [shown["contact"][n] for n in told] == ["E9", "E8", 1, "late", 20, "3.50", False, "2021-08-01"]
    assert [(n["service"], n["need"]) for n in shown["needs"]] == [("报纸:日报", "unneeded"), ("送货", "needed")]
    before = shop("contact", "show", "K-1", "--as-of", "2021-07-15", "--json").data["contact"]
    assert (before["status"], before["made_at"]) == ("planned", None)
    assert indelible("contact", "show", "K-1", "--as-of", "2021-06-30").err.startswith("error: contact_not_known_yet: ")
    assert indelible("contact", "show", "K-9").err.startswith("error: contact_not_found: ")


def test_contacts_are_listed_by_what_became_of_them(indelible: Indelible, shop: Indelible, database: Database) -> None:
    for number, due, owner in (("K-1", "2021-07-31", "E8"), ("K-2", "2021-07-15", "E9"), ("K-3", "2021-08-02", "E9")):
        given = ("--customer", "C1", "--kind", "visit", "--theme", "陈列", "--due", due, "--owner", owner)
        shop("contact", "plan", number, *given, "--effective-at", "2021-07-01")
    shop("contact", "call-off", "K-3", "--reason", "停业", "--effective-at", "2021-07-02")
    call = ("--kind", "call", "--theme", "补货", "--initiated-by", "customer", "--next-due", "2021-07-10")
    shop(
        "contact", "record", "K-4", "--customer", "C1", *call, "--need", "报纸:neutral", "--effective-at", "2021-07-05"
    )
    shop("day", "close", "--at", "2021-07-31T12:00")
    rebuild(database.admin, SUZHOU)

    def numbers(*given: str) -> list[str]:
        return [row["contact_no"] for row in shop("contact", "list", *given, "--json").data]

    assert numbers() == numbers("--customer", "C1") == numbers("--at-position", "99") == ["K-4", "K-2", "K-1", "K-3"]
    assert numbers("--planned") == ["K-2", "K-1"]
    assert numbers("--planned", "--due-by", "2021-07-30") == numbers("--missed") == ["K-2"]
    assert numbers("--punctuality", "missed") == numbers("--status", "missed") == ["K-2"]
    assert numbers("--owner", "E9", "--month", "2021-08") == numbers("--status", "called_off") == ["K-3"]
    assert numbers("--kind", "call") == numbers("--theme", "补货") == numbers("--limit", "1") == ["K-4"]
    assert [row["service"] for row in shop("contact", "unneeded", "--json").data] == ["报纸"]
    assert [row["contact_no"] for row in shop("contact", "needs", "--service", "报纸", "--json").data] == ["K-4"]
    assert shop("contact", "needs", "--need", "unneeded", "--json").data == []
    assert [row["due_on"] for row in shop("contact", "returns", "--due-by", "2021-07-10", "--json").data] == [
        "2021-07-10"
    ]
    assert shop("contact", "returns", "--due-by", "2021-07-09", "--json").data == []
    figures = shop("contact", "report", "--json").data
    assert [figures["total"][name] for name in ("planned", "missed", "made", "on_time_rate")] == [3, 1, 1, "0.000000"]
    themes = shop("contact", "themes", "--month", "2021-07", "--json").data
    assert [(row["theme"], row["made"], row["by_customers"]) for row in themes] == [("补货", 1, 1)]
    months = shop("contact", "report", "--owner", "E8", "--month", "2021-07", "--json").data["months"]
    assert [(row["planned"], row["on_time_rate"], row["by_us_rate"]) for row in months] == [(1, None, None)]


def test_what_cannot_be_read_is_a_usage_error(indelible: Indelible) -> None:
    for given, advice in (
        (("--need", "报纸"), "is not a need; write SERVICE:needed|neutral|unneeded"),
        (("--need", ":needed"), "is not a need"),
        (("--cost", "1e3"), "is not an amount; write 120 or 120.50"),
    ):
        refused = indelible("contact", "record", "K-1", *given)
        assert (refused.code, refused.out) == (2, "")
        assert advice in " ".join(refused.err.split())
