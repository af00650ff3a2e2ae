"""A branch's history written by the domain's own decisions, and what the tables make of it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from domain.complaints import complaint, handling, policy
from domain.complaints.business_calendar import WorkingUnit
from domain.complaints.events import Complexity, Impact
from domain.complaints.policy import Calendar, PolicyVersions
from domain.complaints.policy_events import Allowance, Phase, Severity
from domain.contacts import contact
from domain.contacts.events import ContactKind, Initiator
from domain.customers import customer, licence
from domain.customers.area import CUSTOMER
from domain.customers.refusals import CustomerNotFound
from domain.kernel.event import Event, Recorded
from domain.kernel.streams import stream_of
from domain.orders import goods_return, order
from domain.orders.events import Channel
from domain.promises import promise
from eventlog.append.new_event import NewEvent, continue_stream
from eventlog.branch import Branch
from projections.catalogue import TABLES
from projections.fold.fold import fold_events
from projections.fold.table import ReadTable
from tests.domain.scenario import SHANGHAI, evolve_of, instant, line, stamp
from tests.projections.supply.supply_book import OPENING as SUPPLY_OPENING
from tests.projections.supply.supply_book import SupplyBook
from tests.projections.surveys.survey_book import OPENING, SurveyBook

RECORDED_AT = datetime(2024, 6, 1, tzinfo=UTC)


class Book(SurveyBook, SupplyBook):
    """Takes commands as a branch would; what they decide is in `events`. A refusal is raised and adds nothing."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.states: dict[tuple[str, str], Any] = {}

    def enrol(self, customer_no: str, at: str = "2020-01-01", **profile: object) -> None:
        self._record(customer.enrol, ("customer", customer_no), customer_no, profile, at=at)

    def grant(self, licence_no: str, customer_no: str, at: str = "2020-01-01") -> None:
        self.events += licence.grant(licence_no, customer_no, None, None, stamp=stamp(at))

    def change(self, customer_no: str, at: str, **changes: object) -> None:
        self._record(customer.change_profile, ("customer", customer_no), changes, at=at)

    def verify(self, customer_no: str, at: str, *fields: str) -> None:
        self._record(customer.verify_profile, ("customer", customer_no), fields, at=at)

    def suspend(self, customer_no: str, at: str) -> None:
        self._record(customer.suspend, ("customer", customer_no), at=at)

    def resume(self, customer_no: str, at: str) -> None:
        self._record(customer.resume, ("customer", customer_no), at=at)

    def withdraw(self, customer_no: str, at: str) -> None:
        self._record(customer.withdraw, ("customer", customer_no), at=at)

    def visit(self, customer_no: str, at: str) -> None:
        self._record(customer.record_visit, ("customer", customer_no), "访销", at=at)

    def place(self, order_no: str, customer_no: str, at: str, *lines: tuple[int, str]) -> None:
        """`lines` are (cartons, worth)."""
        asked = [line(n, qty, amount) for n, (qty, amount) in enumerate(lines or ((3, "10.00"),), 1)]
        self._record(
            order.place_order,
            ("order", order_no),
            self._known("customer", customer_no),
            at=at,
            order_no=order_no,
            lines=asked,
            channel=Channel.PHONE,
        )

    def confirm(self, order_no: str, at: str, less: Mapping[int, int] | None = None) -> None:
        self._record(order.confirm_order, ("order", order_no), less, at=at)

    def deliver(self, order_no: str, at: str, less: Mapping[int, int] | None = None) -> None:
        self._record(order.deliver_order, ("order", order_no), less, at=at)

    def cancel(self, order_no: str, at: str) -> None:
        self._record(order.cancel_order, ("order", order_no), at=at)

    def give_back(self, order_no: str, return_no: str, at: str, quantities: Mapping[int, int]) -> None:
        self._record(order.return_goods, ("order", order_no), return_no, quantities, at=at)

    def give_back_freely(self, return_no: str, customer_no: str, at: str, qty: int, amount: str) -> None:
        lines = [{"line_no": 1, "sku": "6901028", "qty": qty, "amount": Decimal(amount)}]
        self._record(
            goods_return.record_return,
            ("return", return_no),
            self._known("customer", customer_no),
            at=at,
            return_no=return_no,
            lines=lines,
        )

    def publish_policy(self, at: str, days: int = 2, *, only_critical: bool = False) -> None:
        """Acknowledge within 4 working hours, answer and close within so many working days and twice as many.

        Critical ones are answered within an hour; `only_critical` says no more than that.
        """
        allowed = [
            (Severity.CRITICAL, Phase.RESPOND, 1, WorkingUnit.HOURS),
            (None, Phase.ACKNOWLEDGE, 4, WorkingUnit.HOURS),
            (None, Phase.RESPOND, days, WorkingUnit.DAYS),
            (None, Phase.CLOSE, 2 * days, WorkingUnit.DAYS),
        ][: 1 if only_critical else None]
        self._record(
            policy.publish_policy,
            ("policy", policy.COMPLAINTS),
            [Allowance(severity=s, phase=p, amount=n, unit=unit) for s, p, n, unit in allowed],
            ["08:30-12:00", "14:00-17:30"],
            Calendar(days_off=(), working_days=(), known_years={2020, 2021}, calendar_version="none"),
            at=at,
        )

    def complain(self, complaint_no: str, customer_no: str | None, at: str, category: str | None = None) -> None:
        who = self._known("customer", customer_no) if customer_no else None
        self._record(
            complaint.receive_complaint,
            ("complaint", complaint_no),
            at=at,
            complaint_no=complaint_no,
            text="少送\t一条\\n",
            customer=who,
            category=category,
            owner="E7",
            rules=self._rules(),
        )

    def respond(self, complaint_no: str, at: str, **said: Any) -> None:
        self._record(handling.respond_to_complaint, ("complaint", complaint_no), "已补送", at=at, **said)

    def acknowledge(self, complaint_no: str, at: str) -> None:
        self._record(handling.acknowledge_complaint, ("complaint", complaint_no), at=at)

    def assess(self, complaint_no: str, at: str, severity: Severity) -> None:
        self._record(
            handling.assess_complaint,
            ("complaint", complaint_no),
            severity,
            complexity=Complexity.SIMPLE,
            impact=Impact.ONE,
            rules=self._rules(),
            at=at,
        )

    def handle(self, decide: Any, complaint_no: str, at: str, *arguments: object) -> None:
        """Any other step of handling."""
        self._record(decide, ("complaint", complaint_no), *arguments, at=at)

    def dispute(self, complaint_no: str, at: str) -> None:
        self._record(handling.dispute_decision, ("complaint", complaint_no), at=at)

    def accept(self, complaint_no: str, at: str) -> None:
        self._record(handling.accept_decision, ("complaint", complaint_no), at=at)

    def escalate(self, complaint_no: str, at: str) -> None:
        self._record(handling.escalate_complaint, ("complaint", complaint_no), 2, "E1", at=at)

    def rate_handling(self, complaint_no: str, at: str, score: int) -> None:
        self._record(handling.rate_handling, ("complaint", complaint_no), score, at=at)

    def close_day(self, complaint_no: str, at: str) -> None:
        """The day is closed for this complaint."""
        state = self.states.get(("complaint", complaint_no))
        if state is not None:
            told = handling.miss_deadlines(state, instant(at), stamp_at=lambda due: stamp(f"{local(due)}"))
            self._note(("complaint", complaint_no), handling.miss_deadlines, told)

    def close(self, complaint_no: str, at: str) -> None:
        self._record(complaint.close_complaint, ("complaint", complaint_no), "客户满意", "复核", "漏装", at=at)

    def close_as_in_source(self, complaint_no: str, at: str) -> None:
        self._record(complaint.close_as_in_source, ("complaint", complaint_no), "Closed", at=at)

    def reopen(self, complaint_no: str, at: str) -> None:
        self._record(complaint.reopen_complaint, ("complaint", complaint_no), rules=self._rules(), at=at)

    def promise(self, promise_no: str, customer_no: str | None, at: str, due: str, owner: str = "E7") -> None:
        """Without a customer it is published to all."""
        said: dict[str, Any] = {"promise_no": promise_no, "text": "补货", "expected_effect": "不断货", "owner": owner}
        said |= {"due_on": date.fromisoformat(due)}
        if customer_no is None:
            self._record(promise.publish_promise, ("promise", promise_no), at=at, **said)
        else:
            who = self._known("customer", customer_no)
            self._record(promise.make_promise, ("promise", promise_no), at=at, customer=who, **said)

    def keep(self, promise_no: str, at: str) -> None:
        self._record(promise.keep_promise, ("promise", promise_no), "货架已满", at=at)

    def break_off(self, promise_no: str, at: str) -> None:
        self._record(promise.break_promise, ("promise", promise_no), "改送同类", at=at)

    def take_back(self, promise_no: str, at: str) -> None:
        self._record(promise.withdraw_promise, ("promise", promise_no), at=at)

    def lapse(self, promise_no: str, at: str) -> None:
        self._record(promise.lapse, ("promise", promise_no), at=at)

    def plan(self, contact_no: str, customer_no: str, at: str, due: str, owner: str = "E7") -> None:
        who = self._known("customer", customer_no)
        said = {"contact_no": contact_no, "kind": ContactKind.VISIT, "theme": "陈列", "due_on": date.fromisoformat(due)}
        self._record(contact.plan_contact, ("contact", contact_no), who, at=at, owner=owner, **said)

    def meet(self, contact_no: str, customer_no: str, at: str, said: Mapping[str, object] | None = None) -> None:
        """Without a plan, it is a call of the customer's about goods."""
        who = self._known("customer", customer_no)
        unplanned = {"kind": ContactKind.CALL, "theme": "补货", "initiated_by": Initiator.CUSTOMER}
        all_said = {**({} if ("contact", contact_no) in self.states else unplanned), **(said or {})}
        self._record(contact.record_contact, ("contact", contact_no), who, all_said, at=at, contact_no=contact_no)

    def call_off(self, contact_no: str, at: str) -> None:
        self._record(contact.call_off_contact, ("contact", contact_no), at=at)

    def miss(self, contact_no: str, at: str) -> None:
        self._record(contact.miss_contact, ("contact", contact_no), at=at)

    def _known(self, kind: str, number: str) -> Any:
        return CUSTOMER.require(number, self.states.get((kind, number)))

    def _record(self, decide: Any, stream: tuple[str, str], *arguments: object, at: str, **named: object) -> None:
        state = self.states.get(stream)
        if state is None and decide not in _OPENING:
            raise CustomerNotFound(customer_no=stream[1])
        self._note(stream, decide, decide(state, *arguments, stamp=stamp(at, reason="按客户要求"), **named))

    def _note(self, stream: tuple[str, str], decide: Any, events: Sequence[Event]) -> None:
        for event in events:
            self.events.append(event)
            self.states[stream] = evolve_of(decide)(self.states.get(stream), event)

    def _rules(self) -> PolicyVersions | None:
        published = self.states.get(("policy", policy.COMPLAINTS))
        return PolicyVersions(published, SHANGHAI) if published else None


_OPENING = (
    OPENING
    | SUPPLY_OPENING
    | {
        customer.enrol,
        order.place_order,
        goods_return.record_return,
        complaint.receive_complaint,
        policy.publish_policy,
        promise.make_promise,
        promise.publish_promise,
        contact.plan_contact,
        contact.record_contact,
    }
)


def log_of(events: Sequence[Event]) -> list[Recorded]:
    """The events as a log would give them back, at positions 10, 20, 30 ..."""
    numbers: dict[str, int] = {}
    found = []
    for i, event in enumerate(events, 1):
        if number := event.about_customer:
            numbers[number] = numbers.get(number, 0) + 1
        seq = numbers[number] if number else None
        found.append(Recorded(10 * i, UUID(int=i), 1, RECORDED_AT, "operator", None, seq, event))
    return found


def rows(table: ReadTable, book: Book, columns: str) -> list[tuple[Any, ...]]:
    """The named columns of the table's rows, which must not change when events are delivered twice."""
    log = log_of(book.events)
    made = fold_events([table], log)[table.name]
    assert fold_events([table], [r for r in log for _ in range(2)])[table.name] == made
    assert fold_events([table], [*log, *log])[table.name] == made
    return [tuple(getattr(row, name) for name in columns.split()) for row in made]


def stored_form(branch: Branch, events: Sequence[Event], versions: dict[UUID, int]) -> list[NewEvent]:
    """The events as an append takes them; `versions` holds how far each stream is, and moves on."""
    new: list[NewEvent] = []
    for event in events:
        stream = branch.stream(*stream_of(event))
        new += continue_stream(branch, stream, versions.get(stream, 0), [event])
        versions[stream] = versions.get(stream, 0) + 1
    return new


def all_rows(log: Sequence[Recorded]) -> dict[str, list[Any]]:
    """What all tables hold after the log, folded in memory."""
    return fold_events(TABLES.values(), log)


def at(text: str) -> datetime:
    """An instant of Shanghai, in UTC as tables hold it."""
    return instant(text).astimezone(UTC)


def local(moment: datetime) -> datetime:
    """As people of Shanghai write it."""
    return moment.astimezone(SHANGHAI).replace(tzinfo=None)
