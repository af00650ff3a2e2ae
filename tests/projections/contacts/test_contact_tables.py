"""Contacts as planned and as they were, the figures they make, who is to be called on, and what is not needed."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given

from domain.contacts.events import Counterpart, Need, ServiceNeed, Setting
from domain.customers.events import CustomerBanned
from projections.contacts.contact_metrics import CONTACT_METRICS
from projections.contacts.contact_themes import CONTACT_THEMES
from projections.contacts.contacts import CONTACTS
from projections.contacts.return_visits import RETURN_VISITS
from projections.contacts.service_needs import SERVICE_NEEDS, figures
from projections.fold.fold import fold_events
from projections.orders.customer_months import CUSTOMER_MONTHS
from tests.projections.book import Book, at, log_of, rows
from tests.projections.test_any_history import books

JULY = date(2021, 7, 1)
DUE = date(2021, 7, 15)


def said(*needs: tuple[str, Need], **more: Any) -> dict[str, Any]:
    return {"needs": tuple(ServiceNeed(service=service, need=need) for service, need in needs), **more}


def a_month() -> Book:
    """K-1 on time, K-2 late after it was missed, K-3 missed, K-4 called off, K-5 open, K-6 told late; C-1 unplanned."""
    book = Book()
    book.enrol("110001")
    book.enrol("110002")
    for number in range(1, 7):
        book.plan(f"K-{number}", f"11000{1 + number % 2}", "2021-07-01", due="2021-07-15")
    seen = {"counterpart": Counterpart.HOLDER, "outcome": "约定试销", "finding": "无人看报", "minutes": 30}
    seen |= {"cost": Decimal("12.50"), "solved": True, "next_due_on": date(2021, 8, 1)}
    book.meet("K-1", "110002", "2021-07-14", said(("报纸", Need.UNNEEDED), ("送货", Need.NEEDED), **seen))
    book.call_off("K-4", "2021-07-10")
    for number in (2, 3, 6):
        book.miss(f"K-{number}", "2021-07-16")
    book.meet("K-2", "110001", "2021-08-02", said(("报纸", Need.UNNEEDED), solved=False, minutes=10))
    book.meet("K-6", "110001", "2021-07-13", said(("报纸", Need.NEUTRAL)))
    book.meet("C-1", "110001", "2021-07-20", said(setting=Setting.ONLINE, cost=Decimal("1.25")))
    book.visit("110002", "2021-07-30")
    return book


def test_a_contact_shows_what_was_planned_and_what_became_of_it() -> None:
    columns = "contact_no customer_no kind purpose owner due_on day status is_open punctuality made_at days_late reason"
    first, second, why = "110001", "110002", "按客户要求"
    plan = ("visit", "business", "E7", DUE, DUE)
    made = ("made", False, None)
    assert rows(CONTACTS, a_month(), columns) == [
        ("@170", second, "visit", None, "E7", None, date(2021, 7, 30), *made, at("2021-07-30"), None, None),
        ("C-1", first, "call", "business", "E7", None, date(2021, 7, 20), *made, at("2021-07-20"), None, None),
        ("K-1", second, *plan, "made", False, "on_time", at("2021-07-14"), -1, None),
        ("K-2", first, *plan, "made", False, "late", at("2021-08-02"), 18, None),
        ("K-3", second, *plan, "missed", True, "missed", None, None, None),
        ("K-4", first, *plan, "called_off", False, None, None, None, why),
        ("K-5", second, *plan, "planned", True, None, None, None, None),
        ("K-6", first, *plan, "made", False, "missed", at("2021-07-13"), -2, None),
    ]


def test_a_contact_shows_what_took_place() -> None:
    columns = (
        "contact_no theme setting initiated_by counterpart outcome finding minutes cost solved next_due_on made_by"
    )
    cost = Decimal("12.50")
    assert rows(CONTACTS, a_month(), columns)[:4] == [
        ("@170", "访销", "offline", "us", None, None, None, None, None, None, None, "E7"),
        ("C-1", "补货", "online", "customer", None, None, None, None, Decimal("1.25"), None, None, "E7"),
        ("K-1", "陈列", "offline", "us", "holder", "约定试销", "无人看报", 30, cost, True, date(2021, 8, 1), "E7"),
        ("K-2", "陈列", "offline", "us", None, None, None, 10, None, False, None, "E7"),
    ]


def test_months_count_plans_by_their_day_and_the_rest_by_the_day_made() -> None:
    book = a_month()
    book.plan("K-9", "110001", "2021-07-01", due="2021-08-20", owner="E9")
    columns = "month owner planned called_off on_time late missed on_time_rate made by_us by_us_rate"
    assert rows(CONTACT_METRICS, book, columns) == [
        (JULY, "E7", 6, 1, 1, 1, 2, Decimal("0.25"), 5, 4, Decimal("0.8")),
        (date(2021, 8, 1), "E9", 1, 0, 0, 0, 0, None, 0, 0, None),
    ]
    columns = "month solvable solved solved_rate minutes cost"
    assert rows(CONTACT_METRICS, book, columns) == [
        (JULY, 2, 1, Decimal("0.5"), 40, Decimal("13.75")),
        (date(2021, 8, 1), 0, 0, None, 0, Decimal(0)),
    ]


def test_rates_of_all_are_made_of_all_counts() -> None:
    folded: Any = fold_events([CONTACT_METRICS], log_of(a_month().events))[CONTACT_METRICS.name]
    together = CONTACT_METRICS.total(folded)
    shares = {name: together[name] for name in ("made", "cost", "on_time_rate", "by_us_rate", "solved_rate")}
    tenths = {"on_time_rate": Decimal("0.25"), "by_us_rate": Decimal("0.8"), "solved_rate": Decimal("0.5")}
    assert shares == {"made": 5, "cost": Decimal("13.75"), **tenths}
    assert {CONTACT_METRICS.total([])[name] for name in tenths} == {None}


def test_a_customer_is_called_on_again_by_the_day_their_last_contact_said() -> None:
    book = a_month()
    columns = "customer_no last_contact_at last_contact_by due_on"
    assert rows(RETURN_VISITS, book, columns) == [
        ("110001", at("2021-08-02"), "E7", None),
        ("110002", at("2021-07-30"), "E7", None),
    ]
    book.meet("C-2", "110002", "2021-08-05", {"next_due_on": date(2021, 9, 1)})
    book.meet("C-3", "110002", "2021-08-04", {"next_due_on": date(2021, 8, 9)})
    book.withdraw("110001", "2021-08-10")
    assert rows(RETURN_VISITS, book, columns) == [("110002", at("2021-08-05"), "E7", date(2021, 9, 1))]
    book.happened(CustomerBanned, "2021-08-11", "110002", reason="售假大户", approved_by="E9")
    assert rows(RETURN_VISITS, book, columns) == []


def test_services_are_ordered_by_how_often_they_were_called_unneeded() -> None:
    assert rows(SERVICE_NEEDS, a_month(), "contact_no service need customer_no said_at") == [
        ("K-1", "报纸", "unneeded", "110002", at("2021-07-14")),
        ("K-1", "送货", "needed", "110002", at("2021-07-14")),
        ("K-2", "报纸", "unneeded", "110001", at("2021-08-02")),
        ("K-6", "报纸", "neutral", "110001", at("2021-07-13")),
    ]
    folded: Any = fold_events([SERVICE_NEEDS], log_of(a_month().events))[SERVICE_NEEDS.name]
    assert figures(folded) == [("报纸", 2, 1, 0, Decimal("0.666667")), ("送货", 0, 0, 1, Decimal(0))]
    assert figures([]) == []


def test_themes_are_summed_up_by_month() -> None:
    assert rows(CONTACT_THEMES, a_month(), "month theme made by_customers with_finding unsolved") == [
        (JULY, "补货", 1, 1, 0, 0),
        (JULY, "访销", 1, 0, 0, 0),
        (JULY, "陈列", 3, 0, 1, 1),
    ]


def test_a_visit_counts_in_the_customers_month_however_it_was_recorded() -> None:
    assert rows(CUSTOMER_MONTHS, a_month(), "customer_no month visits") == [
        ("110001", JULY, 1),
        ("110001", date(2021, 8, 1), 1),
        ("110002", JULY, 2),
    ]


@given(books())
def test_every_count_opens_to_as_many_contacts(book: Book) -> None:
    tables: dict[str, Any] = fold_events([CONTACTS, CONTACT_METRICS, CONTACT_THEMES], log_of(book.events))
    for theme in tables[CONTACT_THEMES.name]:
        behind = [c for c in tables[CONTACTS.name] if (c.month, c.theme) == (theme.month, theme.theme)]
        assert theme.made == sum(c.status == "made" for c in behind)
        assert theme.by_customers == sum(c.initiated_by == "customer" for c in behind)
    for counts in tables[CONTACT_METRICS.name]:
        behind = [c for c in tables[CONTACTS.name] if (c.month, c.owner) == (counts.month, counts.owner)]
        for how in ("on_time", "late", "missed"):
            assert getattr(counts, how) == sum(c.punctuality == how for c in behind)
        assert counts.planned == sum(c.due_on is not None for c in behind)
        assert counts.called_off == sum(c.status == "called_off" for c in behind)
        assert counts.made == sum(c.status == "made" for c in behind)
        assert counts.by_us == sum(c.initiated_by == "us" for c in behind)
