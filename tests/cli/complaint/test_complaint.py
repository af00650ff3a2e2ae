"""indelible complaint: every verb."""

from eventlog.database import Database
from projections.running.rebuild import rebuild
from tests.cli.conftest import SUZHOU, Indelible


def test_the_life_of_a_complaint(indelible: Indelible, shop: Indelible) -> None:
    shop("order", "place", "O-1", "--customer", "C1", "--line", "X:1:1", "--effective-at", "2021-01-01")
    because = ("--cause", "车辆故障", "--action", "增加备用车")
    about = ("--order", "O-1", "--category", "送货", "--channel", "电话", "--about-employee", "E7")
    shop("complaint", "receive", "K-1", "--text", "送货迟到", *about, "--effective-at", "2021-01-02")
    assert indelible("complaint", "close", "K-1", "--outcome", "x", "--action", "x").err.startswith(
        "error: complaint_is_unanswered: "
    )
    shop("complaint", "respond", "K-1", "--text", "已致歉", "--effective-at", "2021-01-03")
    shop("complaint", "close", "K-1", "--outcome", "客户接受", *because, "--effective-at", "2021-01-04")
    reopened = shop("complaint", "reopen", "K-1", "--reason", "再次迟到", "--effective-at", "2021-01-05")
    assert reopened.out == "recorded complaint.reopened at position 7: Complaint K-1 was reopened\n"
    shown = shop("complaint", "show", "K-1", "--json").data
    told = ("customer_no", "party", "status", "order_no", "category", "response", "times_reopened")
    assert [shown[name] for name in told] == ["C1", "retailer", "open", "O-1", "送货", "已致歉", 1]
    before = shop("complaint", "show", "K-1", "--as-of", "2021-01-04", "--json").data
    assert (before["status"], before["outcome"]) == ("closed", "客户接受")


def test_complaints_need_no_customer(shop: Indelible, database: Database) -> None:
    shop("complaint", "receive", "K-2", "--text", "假烟", "--party", "consumer", "--effective-at", "2021-01-02")
    shop("complaint", "receive", "K-1", "--text", "?", "--effective-at", "2021-01-03")
    shop("complaint", "receive", "K-3", "--text", "少货", "--customer", "C1", "--effective-at", "2021-01-01")
    rebuild(database.admin, SUZHOU)

    def numbers(*given: str) -> list[str]:
        return [row["complaint_no"] for row in shop("complaint", "list", *given, "--json").data]

    assert numbers() == numbers("--at-position", "99") == ["K-3", "K-2", "K-1"]
    assert numbers("--customer", "C1") == numbers("--party", "retailer") == ["K-3"]
    assert numbers("--status", "closed") == []
    assert numbers("--as-of", "2021-01-02", "--limit", "1") == ["K-3"]
