"""What rounds look at beside months and files: margins and answers, as they were known at the round's position."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from domain.evaluation.grade_events import CustomerValueGraded
from domain.evaluation.scheme_rules import SchemeDraft
from eventlog.read.reading import head
from eventlog.runtime.progress import no_progress
from projections.running.rebuild import rebuild
from projections.running.snapshot import snapshot
from service.commands import carry_out
from service.evaluation import rounds
from service.evaluation.evidence import known_customers
from service.evaluation.rounds import evaluate_round, repeat_round
from service.evaluation.schemes import publish_scheme
from service.files.rule_files import read_rule
from service.orders.orders import confirm_order, deliver_order, place_order
from service.products import change_price, register_product
from service.session import Session
from service.surveys.surveys import rate_order
from tests.domain.evaluation.schemes import compared, rules
from tests.domain.surveys.questionnaires import sheet
from tests.projections.book import Book
from tests.service.conftest import Recorded, said
from tests.service.evaluation.test_rounds import cut_short, events

SKU = "6901028"
SCHEME = """
title = "T"
grades = [{ grade = "A", least = 60 }, { grade = "B", least = 30 }, { grade = "C", least = 0 }]

[[factors]]
factor = "gross_margin"
measure = "MEASURE"
months = 6
line = [[0, 0], ["HIGH", 100]]

[[comparisons]]
name = "contribution"
of = ["gross_margin"]
"""

Publish = Callable[[str, str], None]
Findings = dict[str, tuple[str | None, int | None]]


@pytest.fixture
def published(session: Session, tmp_path: Path) -> Publish:
    """Publishes a scheme of the one measure, 100 points from a value on."""

    def by(measure: str, high: str) -> None:
        file = tmp_path / "scheme.toml"
        file.write_text(SCHEME.replace("MEASURE", measure).replace("HIGH", high), "utf-8")
        carry_out(session, said("2021-01-01"), publish_scheme("value", read_rule(file, SchemeDraft)))

    return by


@pytest.fixture
def town(session: Session, shops: None) -> dict[str, int]:
    """What cost us 80 was sold to 110001 for 100 and to 110002 for 90, in two quarters; order -> its delivery."""
    carry_out(session, said("2020-12-01"), register_product(SKU, {"name": "利群"}, {"transfer_price": Decimal(8)}))
    return {
        f"{number}-{day}": buy(session, number, day, worth)
        for number, day, worth in (
            ("110001", "2021-02-05", 100),
            ("110002", "2021-02-05", 90),
            ("110001", "2021-05-05", 100),
            ("110002", "2021-05-05", 90),
        )
    }


def buy(session: Session, customer_no: str, day: str, worth: int) -> int:
    """Ten cartons; the position of their delivery."""
    number = f"{customer_no}-{day}"
    line = {"line_no": 1, "sku": SKU, "requested_qty": 10, "amount": Decimal(worth)}
    carry_out(session, said(day), place_order(number, customer_no, [line]))  # type: ignore[list-item]
    carry_out(session, said(day), confirm_order(number, {}))
    carry_out(session, said(day), deliver_order(number, {}))
    return head(session.connection, session.branch)


def findings(session: Session, round_no: str) -> Findings:
    """Customer -> the value measured, and the position it rests on."""
    graded: list[Any] = [event for event in events(session, CustomerValueGraded) if event.round_no == round_no]
    return {event.customer_no: (event.result.factors[0].value, event.result.factors[0].position) for event in graded}


def test_our_margin_on_a_customer_is_measured_before_the_rounds_end(
    session: Session, town: dict[str, int], published: Publish
) -> None:
    published("gross_margin", "0.2")
    held = evaluate_round(session, "2021Q1", said(), no_progress)
    assert findings(session, "2021Q1") == {
        "110001": ("0.2", town["110001-2021-02-05"]),
        "110002": ("0.111111111111111111", town["110002-2021-02-05"]),
    }
    assert held.moves == {(None, "A"): 1, (None, "B"): 1}


def test_a_price_told_late_changes_no_repeat_but_the_next_round(
    session: Session, town: dict[str, int], published: Publish
) -> None:
    published("gross_margin", "0.2")
    evaluate_round(session, "2021Q1", said(), no_progress)
    first = repeat_round(session, "2021Q1", no_progress)
    carry_out(session, said("2021-06-01"), change_price(SKU, {"transfer_price": Decimal(5)}, date(2021, 1, 1)))
    buy(session, "110001", "2021-03-05", 300)
    rebuild(session.database.operator, session.branch)
    assert repeat_round(session, "2021Q1", no_progress) == first
    assert first.differing == []
    evaluate_round(session, "2021Q2", said(), no_progress)
    found = findings(session, "2021Q2")
    assert [value for value, _ in found.values()] == ["0.7", "0.444444444444444444"]  # 350 of 500, and 80 of 180


def test_a_round_that_goes_on_reads_prices_as_when_it_began(
    session: Session, town: dict[str, int], published: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    published("gross_margin", "0.2")
    monkeypatch.setattr(rounds, "CHUNK", 1)
    with pytest.raises(KeyboardInterrupt):
        evaluate_round(session, "2021Q1", said(), cut_short)
    carry_out(session, said("2021-06-01"), change_price(SKU, {"transfer_price": Decimal(5)}, date(2021, 1, 1)))
    evaluate_round(session, "2021Q1", said(), no_progress)
    assert findings(session, "2021Q1")["110002"] == ("0.111111111111111111", town["110002-2021-02-05"])
    assert repeat_round(session, "2021Q1", no_progress).differing == []


def test_the_customers_margin_rests_on_the_price_that_came_last(
    session: Session, town: dict[str, int], published: Publish
) -> None:
    carry_out(session, said("2021-04-01"), change_price(SKU, {"retail_price": Decimal("12.50")}, date(2021, 4, 1)))
    priced = head(session.connection, session.branch)
    published("retailer_margin", "0.25")
    evaluate_round(session, "2021Q2", said(), no_progress)
    # Of 125 in May; in February nobody knew a retail price.
    assert findings(session, "2021Q2") == {"110001": ("0.2", priced), "110002": ("0.28", priced)}
    assert priced > max(town.values())


def test_what_customers_say_counts_before_the_rounds_end(
    session: Session, town: dict[str, int], published: Publish
) -> None:
    published("satisfaction", "100")
    carry_out(session, said("2021-02-06"), rate_order("110001-2021-02-05", 4))
    carry_out(session, said("2021-05-06"), rate_order("110001-2021-05-05", 5))
    answered = head(session.connection, session.branch)
    carry_out(session, said("2021-07-01"), rate_order("110002-2021-05-05", 1))  # a day too late
    evaluate_round(session, "2021Q2", said(), no_progress)
    assert findings(session, "2021Q2") == {"110001": ("87.5", answered), "110002": (None, None)}
    carry_out(session, said("2021-06-01"), rate_order("110001-2021-05-05", 1, answer_no="again"))
    assert repeat_round(session, "2021Q2", no_progress).differing == []


def test_what_customers_say_of_other_things_and_what_others_say_does_not_count(recorded: Recorded) -> None:
    book = Book()
    book.enrol("110001")
    book.publish("2021-01-01")
    book.ask("S-1", "2021-01-01")
    book.answer("S-1", "110001", "2021-05-03", {"s1": 2, "p1": 5, "n1": 10}, "少断货")
    book.events.append(sheet({"s1": 5}, at="2021-05-04", answer_no="S-1:9", party="consumer", customer_no="110001"))
    satisfied = {"factor": "f", "measure": "satisfaction", "line": [[0, 0], [100, 100]]}
    scheme = rules(factors=[satisfied], comparisons=[compared("dependence", "f")])
    with recorded(book) as session, snapshot(session.database.operator, session.branch) as frozen:
        ((evidence, _, _),) = known_customers(frozen, scheme, date(2021, 7, 1), {}, frozen.position)
    ((answered, position),) = evidence.answers
    assert (answered.month, answered.item.item, answered.item.score) == (date(2021, 5, 1), "s1", 2)
    assert position == frozen.position - 1


@pytest.mark.parametrize(("measure", "folded"), [("gross_margin", True), ("tenure", False)])
def test_orders_are_folded_for_who_measures_a_margin_alone(
    session: Session, town: dict[str, int], measure: str, folded: bool
) -> None:
    factor = {"factor": "f", "measure": measure, "line": [[0, 0], [100, 100]]}
    scheme = rules(factors=[factor], comparisons=[compared("contribution", "f")])
    rebuild(session.database.operator, session.branch)
    with snapshot(session.database.operator, session.branch) as frozen:
        assert len(list(known_customers(frozen, scheme, date(2021, 4, 1), {}, frozen.position - 1))) == 2
        there = frozen.connection.execute("SELECT to_regclass('pg_temp.orders') IS NOT NULL").fetchone()
    assert there == (folded,)
