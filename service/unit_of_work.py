"""A unit of work: the present states of streams that decisions read, and the events that continue them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from domain.anomalies import anomaly
from domain.anomalies.anomaly import Anomaly
from domain.anomalies.events import AnomalyRulePublished
from domain.complaints import complaint, policy
from domain.complaints.complaint import Complaint
from domain.complaints.policy import Policy
from domain.compliance import violation
from domain.compliance.events import ComplianceRulePublished
from domain.compliance.violation import Violation
from domain.contacts import contact
from domain.contacts.contact import Contact
from domain.customers import customer
from domain.customers.customer import Customer
from domain.customers.events import LicenceGranted
from domain.evaluation import round as evaluation_round
from domain.evaluation import scheme
from domain.evaluation.round import Round
from domain.evaluation.scheme import PublishedScheme
from domain.kernel import versions
from domain.kernel.event import Event
from domain.kernel.streams import StreamKey, stream_of
from domain.kernel.versions import Versions
from domain.orders import goods_return, order
from domain.orders.goods_return import Return
from domain.orders.order import Order
from domain.products import product
from domain.products.product import Product
from domain.promises import promise
from domain.promises.promise import Promise
from domain.supply import allotment, release
from domain.supply.allotment import Allotment
from domain.supply.events import POLICY_NO, SupplyPolicyPublished, allotment_no
from domain.supply.release import SkuSupply
from domain.surveys import answer, questionnaire, survey
from domain.surveys.answer import Answer
from domain.surveys.questionnaire import Questionnaire
from domain.surveys.survey import Survey
from eventlog.append.new_event import NewEvent, Read, continue_stream
from eventlog.read.reading import read_stream, read_streams
from service.session import Session

_EVOLVE: dict[str, Callable[[Any, Any], Any]] = {
    "customer": customer.evolve,
    "order": order.evolve,
    "return": goods_return.evolve,
    "complaint": complaint.evolve,
    "policy": policy.evolve,
    "questionnaire": questionnaire.evolve,
    "survey": survey.evolve,
    "answer": answer.evolve,
    "scheme": scheme.evolve,
    "round": evaluation_round.evolve,
    "promise": promise.evolve,
    "contact": contact.evolve,
    "licence": lambda _, grant: grant,
    "supply_policy": versions.evolve,
    "supply": release.evolve,
    "allotment": allotment.evolve,
    "product": product.evolve,
    "violation": violation.evolve,
    "compliance_rule": versions.evolve,
    "anomaly": anomaly.evolve,
    "anomaly_rule": versions.evolve,
}


class UnitOfWork:
    """One unit of work: streams as they were read, what was decided on them, and so what may be appended together.

    The append is refused if any stream looked at has moved since, also one that is only read.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.new: list[NewEvent] = []
        self._seen: dict[UUID, int] = {}
        self._streams: dict[StreamKey, tuple[UUID, int, Any]] = {}

    def customer(self, customer_no: str) -> Customer | None:
        """The customer as now known, over all effective time; None if never enrolled."""
        return self._state(StreamKey("customer", customer_no))  # type: ignore[no-any-return]

    def customer_known_at(self, customer_no: str, position: int) -> Customer | None:
        """The customer as the log told up to a position, which no append changes; None if not enrolled by then."""
        branch = self.session.branch
        stream = branch.stream("customer", customer_no)
        known: Customer | None = None
        for recorded in read_stream(self.session.connection, branch, stream, up_to=position):
            known = _EVOLVE["customer"](known, recorded.event)
        return known

    def order(self, order_no: str) -> Order | None:
        """The order; None if never placed."""
        return self._state(StreamKey("order", order_no))  # type: ignore[no-any-return]

    def goods_return(self, return_no: str) -> Return | None:
        """The return without an order; None if never recorded."""
        return self._state(StreamKey("return", return_no))  # type: ignore[no-any-return]

    def complaint(self, complaint_no: str) -> Complaint | None:
        """The complaint; None if never received."""
        return self._state(StreamKey("complaint", complaint_no))  # type: ignore[no-any-return]

    def policy(self, policy_no: str) -> Policy | None:
        """The policy with all its versions; None if never published."""
        return self._state(StreamKey("policy", policy_no))  # type: ignore[no-any-return]

    def questionnaire(self, questionnaire_no: str) -> Questionnaire | None:
        """The questionnaire in all its versions; None if never published."""
        return self._state(StreamKey("questionnaire", questionnaire_no))  # type: ignore[no-any-return]

    def survey(self, survey_no: str) -> Survey | None:
        """The survey; None if never opened."""
        return self._state(StreamKey("survey", survey_no))  # type: ignore[no-any-return]

    def answer(self, answer_no: str) -> Answer | None:
        """A respondent's sheet; None if none came in under that number."""
        return self._state(StreamKey("answer", answer_no))  # type: ignore[no-any-return]

    def scheme(self, scheme_no: str) -> PublishedScheme | None:
        """The scheme of evaluation; None if never published."""
        return self._state(StreamKey("scheme", scheme_no))  # type: ignore[no-any-return]

    def round(self, round_no: str) -> Round | None:
        """The round of evaluation; None if never opened."""
        return self._state(StreamKey("round", round_no))  # type: ignore[no-any-return]

    def promise(self, promise_no: str) -> Promise | None:
        """The promise; None if never made."""
        return self._state(StreamKey("promise", promise_no))  # type: ignore[no-any-return]

    def contact(self, contact_no: str) -> Contact | None:
        """The contact; None if neither planned nor made."""
        return self._state(StreamKey("contact", contact_no))  # type: ignore[no-any-return]

    def licence(self, licence_no: str) -> LicenceGranted | None:
        """The licence number's last grant; None if nobody ever held it."""
        return self._state(StreamKey("licence", licence_no))  # type: ignore[no-any-return]

    def supply_policy(self) -> Versions[SupplyPolicyPublished] | None:
        """The branch's supply policy in all its versions; None if never published."""
        return self._state(StreamKey("supply_policy", POLICY_NO))  # type: ignore[no-any-return]

    def supply(self, sku: str) -> SkuSupply | None:
        """What the SKU was released with; None if never."""
        return self._state(StreamKey("supply", sku))  # type: ignore[no-any-return]

    def allotment(self, customer_no: str, cycle: str, sku: str | None) -> Allotment | None:
        """What the customer has drawn of a SKU in a cycle, or of all in a month; None if nothing yet."""
        return self._state(StreamKey("allotment", allotment_no(customer_no, cycle, sku)))  # type: ignore[no-any-return]

    def product(self, product_no: str) -> Product | None:
        """The article of the catalogue; None if never registered."""
        return self._state(StreamKey("product", product_no))  # type: ignore[no-any-return]

    def violation(self, violation_no: str) -> Violation | None:
        """The case against a customer; None if never recorded."""
        return self._state(StreamKey("violation", violation_no))  # type: ignore[no-any-return]

    def compliance_rule(self, rule_no: str) -> Versions[ComplianceRulePublished] | None:
        """The rule of keeping the law in all its versions; None if never published."""
        return self._state(StreamKey("compliance_rule", rule_no))  # type: ignore[no-any-return]

    def anomaly(self, anomaly_no: str) -> Anomaly | None:
        """The sales anomaly; None if never opened."""
        return self._state(StreamKey("anomaly", anomaly_no))  # type: ignore[no-any-return]

    def anomaly_rule(self, rule_no: str) -> Versions[AnomalyRulePublished] | None:
        """The rule for sales anomalies in all its versions; None if never published."""
        return self._state(StreamKey("anomaly_rule", rule_no))  # type: ignore[no-any-return]

    def load(self, keys: Iterable[StreamKey], each: Callable[[StreamKey, Event], None] | None = None) -> None:
        """Read many streams at once that will be looked at, and tell `each` of their events."""
        branch = self.session.branch
        wanted = {branch.stream(*key): key for key in keys if key not in self._streams}
        states: dict[UUID, Any] = dict.fromkeys(wanted)
        versions = dict.fromkeys(wanted, 0)
        for recorded in read_streams(self.session.connection, branch, list(wanted)):
            stream_id = recorded.stream_id
            if each:
                each(wanted[stream_id], recorded.event)
            states[stream_id] = _EVOLVE[wanted[stream_id].kind](states[stream_id], recorded.event)
            versions[stream_id] = recorded.version
        for stream_id, key in wanted.items():
            self._streams[key] = (stream_id, versions[stream_id], states[stream_id])
        self._seen |= versions

    def histories(self, keys: Iterable[StreamKey]) -> dict[StreamKey, list[Event]]:
        """Read many streams at once that were not looked at yet, and give what stands in each; for imports."""
        found: dict[StreamKey, list[Event]] = {key: [] for key in keys}
        self.load(found, lambda key, event: found[key].append(event))
        return found

    def add(self, events: Sequence[Event]) -> None:
        """Take in what was decided: it will be appended, and later decisions of this unit already see it."""
        for event in events:
            key = stream_of(event)
            if key not in self._streams:
                self.load([key])
            self.add_stream(key, [event], _EVOLVE[key.kind](self._streams[key][2], event))

    def add_stream(self, key: StreamKey, events: Sequence[Event], state: Any) -> None:
        """The same for events of one stream that was looked at, where its state with them is at hand."""
        stream_id, version, _ = self._streams[key]
        self.new += continue_stream(self.session.branch, stream_id, version, events)
        self._streams[key] = (stream_id, version + len(events), state)

    @property
    def reads(self) -> list[Read]:
        """The streams that were looked at but are not written to, each at the version seen."""
        written = {event.stream_id for event in self.new}
        return [(stream, version) for stream, version in self._seen.items() if stream not in written]

    def _state(self, key: StreamKey) -> Any:
        if key not in self._streams:
            self.load([key])
        return self._streams[key][2]
