"""What can have happened to a complaint (投诉); its phases follow ISO 10002.

A step tells of which case it is and which deadlines it settles, so that tables count it without looking elsewhere.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from domain.complaints.policy_events import Phase, Severity, TheCategory, ThePhase, TheSeverity
from domain.customers.classification import MarketType
from domain.kernel.event import Event
from domain.kernel.fields import (
    Business,
    ComplaintNo,
    CustomerNo,
    EmployeeNo,
    FreeText,
    Instant,
    OrderNo,
    SchemaVersion,
    Staff,
)
from domain.kernel.frozen_model import FrozenModel
from domain.kernel.party import Party


class Matter(StrEnum):
    """What kind of word it is: all of them want an answer."""

    COMPLAINT = "complaint"  # 投诉
    OPINION = "opinion"  # 意见
    SUGGESTION = "suggestion"  # 建议
    PROBLEM = "problem"  # 问题, found by ourselves: in a field journal, a summary, an inspection


class Complexity(StrEnum):
    """How much there is to find out (复杂程度)."""

    SIMPLE = "simple"
    COMPLEX = "complex"


class Impact(StrEnum):
    """Whom it touches (影响面)."""

    ONE = "one"
    SEVERAL = "several"
    PUBLIC = "public"


class ComplaintStatus(StrEnum):
    """How far a complaint has come."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class ClosingRecord(StrEnum):
    """How much a closing tells."""

    COMPLETE = "complete"  # with cause and action
    AS_IN_SOURCE = "as_in_source"  # taken over from a file that tells no cause
    BEFORE_ASKED = "before_asked"  # recorded before cause and action were asked for


TheMatter = Annotated[Matter, Business("what kind of word it is; all want an answer")]
TheMarketType = Annotated[MarketType | None, Business("the customer's market type, as known when it was received")]


class Deadline(FrozenModel):
    """By when a step is to be done, and what was allowed for it."""

    phase: ThePhase
    due_at: Annotated[Instant, Business("when the time allowed is used up")]
    allowed: Annotated[str, Business("the working time allowed, such as 2 working_days")]
    provisional: Annotated[bool, Business("whether public holidays of a year on the way were unknown")] = False


class Settled(FrozenModel):
    """A deadline that this step met or missed: in time if the step's own time is not after it."""

    phase: ThePhase
    due_at: Annotated[Instant, Business("when the step was due")]
    recorded_missed: Annotated[bool, Business("whether it had been recorded as missed before")] = False


class Case(FrozenModel):
    """The case as it stood before the step, with what it is counted under: category and severity as received."""

    status: Annotated[ComplaintStatus, Business("how far the case had come")]
    round: Annotated[int, Business("1, and one more with every reopening")] = 1
    received_at: Annotated[Instant, Business("when the case was received")]
    received_on: Annotated[date, Business("the branch's day on which it was received: its month is the case's")]
    matter: TheMatter = Matter.COMPLAINT
    category: TheCategory = None
    severity: TheSeverity = None
    market_type: TheMarketType = None
    account_manager: EmployeeNo | None = None
    owner: EmployeeNo | None = None


TheCase = Annotated[Case | None, Business("the case it is a step of; absent in what was recorded before it was told")]
TheDeadlines = Annotated[tuple[Deadline, ...], Business("by when the steps are to be done; none without a policy")]
TheSettled = Annotated[tuple[Settled, ...], Business("the deadlines that this step met or missed")]
UnderVersion = Annotated[int | None, Business("the policy's version the deadlines come from")]
CalendarVersion = Annotated[str | None, Business("where the public holidays come from, with its version")]


class ComplaintEvent(Event):
    """An event of the complaint's own stream; it may concern no customer we know."""

    complaint_no: ComplaintNo
    customer_no: CustomerNo | None = None


class ComplaintReceived(ComplaintEvent):
    """Somebody said that something was wrong."""

    topic: ClassVar[str] = "complaint.received"
    schema_version: SchemaVersion = 2
    party: Annotated[Party, Business("who complains: a retailer, a consumer, or not known")]
    text: FreeText
    category: TheCategory = None
    channel: Annotated[str | None, Business("how it reached us")] = None
    order_no: OrderNo | None = None
    about_employee: EmployeeNo | None = None
    matter: TheMatter = Matter.COMPLAINT
    severity: TheSeverity = None
    owner: Annotated[str | None, Staff("首问负责: who was asked first, and owns it until handed over")] = None
    market_type: TheMarketType = None
    account_manager: EmployeeNo | None = None
    policy_version: UnderVersion = None
    calendar_version: CalendarVersion = None
    deadlines: TheDeadlines = ()


class ComplaintStep(ComplaintEvent):
    """Something that happened with a complaint after it was received."""

    case: TheCase = None


class PhaseStep(ComplaintStep):
    """A step of the standard. It also settles the deadlines of the steps before it: who answered has acknowledged."""

    phase_done: ClassVar[Phase]
    settled: TheSettled = ()


class ComplaintAcknowledged(PhaseStep):
    """The complainant was told that the complaint has arrived, and its number."""

    topic: ClassVar[str] = "complaint.acknowledged"
    phase_done: ClassVar[Phase] = Phase.ACKNOWLEDGE
    text: FreeText | None = None


class ComplaintAssessed(PhaseStep):
    """Initially assessed. Where it tells the policy's version, the severity is another than before.

    Its deadlines, or that it has none, then take the place of those still waited for.
    """

    topic: ClassVar[str] = "complaint.assessed"
    phase_done: ClassVar[Phase] = Phase.ASSESS
    severity: Annotated[Severity, Business("how grave it is (严重程度)")]
    safety: Annotated[bool, Business("whether anybody's safety is touched")]
    complexity: Annotated[Complexity, Business("how much there is to find out")]
    impact: Annotated[Impact, Business("whom it touches")]
    immediate_action: FreeText | None = None
    policy_version: UnderVersion = None
    calendar_version: CalendarVersion = None
    deadlines: Annotated[tuple[Deadline, ...], Business("the deadlines from now on, where the severity changed")] = ()


class ComplaintInvestigated(PhaseStep):
    """Its cause was found."""

    topic: ClassVar[str] = "complaint.investigated"
    phase_done: ClassVar[Phase] = Phase.INVESTIGATE
    cause: Annotated[str, Business("why it came to the complaint (原因)")]


class ComplaintResponded(PhaseStep):
    """The complainant was given an answer."""

    topic: ClassVar[str] = "complaint.responded"
    phase_done: ClassVar[Phase] = Phase.RESPOND
    schema_version: SchemaVersion = 3
    text: FreeText
    timely: Annotated[
        bool | None, Business("whether it was in time, where a file of another system says so by its own rules")
    ] = None


class ComplaintDecided(PhaseStep):
    """What will be done about it was decided, and the complainant told."""

    topic: ClassVar[str] = "complaint.decision_communicated"
    phase_done: ClassVar[Phase] = Phase.DECIDE
    decision: FreeText


class ComplaintAccepted(ComplaintStep):
    """The complainant is content with the answer or the decision."""

    topic: ClassVar[str] = "complaint.accepted"
    text: FreeText | None = None


class ComplaintDisputed(ComplaintStep):
    """The complainant does not accept the answer or the decision."""

    topic: ClassVar[str] = "complaint.disputed"
    text: FreeText | None = None


class ComplaintEscalated(ComplaintStep):
    """It was taken to a higher level; the owner stays."""

    topic: ClassVar[str] = "complaint.escalated"
    level: Annotated[int, Business("how high: 1 section, 2 county, 3 city, and on")]
    to: Annotated[str, Staff("who is to look at it")]


class ComplaintReadByLeader(ComplaintStep):
    """A leader read it (领导阅)."""

    topic: ClassVar[str] = "complaint.leader_read"
    leader: EmployeeNo


class ComplaintAnsweredByLeader(ComplaintStep):
    """A leader said what is to be done (领导批示)."""

    topic: ClassVar[str] = "complaint.leader_answered"
    leader: EmployeeNo
    text: FreeText


class ComplaintHandedOver(ComplaintStep):
    """Another employee owns it from now on (移交)."""

    topic: ClassVar[str] = "complaint.handed_over"
    owner: Annotated[str, Staff("who owns it from now on")]


class ComplaintClosed(PhaseStep):
    """The matter was settled."""

    topic: ClassVar[str] = "complaint.closed"
    phase_done: ClassVar[Phase] = Phase.CLOSE
    schema_version: SchemaVersion = 2
    outcome: FreeText
    cause: Annotated[str | None, Business("why it came to the complaint (原因); absent where nobody told")] = None
    action: Annotated[str | None, Business("what was done about the cause (措施); absent where nobody told")] = None
    record: Annotated[ClosingRecord, Business("whether cause and action are told, and if not, why")]
    by_first_asked: Annotated[
        bool | None, Business("whether it was settled by who was asked first, never handed over or escalated")
    ] = None


class ComplaintReopened(ComplaintStep):
    """The complainant, or we, found the matter not settled after all; its time starts anew."""

    topic: ClassVar[str] = "complaint.reopened"
    schema_version: SchemaVersion = 2
    policy_version: UnderVersion = None
    calendar_version: CalendarVersion = None
    deadlines: TheDeadlines = ()


class ComplaintHandlingRated(ComplaintStep):
    """The complainant said how content they are with the way it was handled."""

    topic: ClassVar[str] = "complaint.handling_rated"
    score: Annotated[int, Business("1 (not at all) to 5 (fully content)")]
    text: FreeText | None = None


class ComplaintDeadlineMissed(ComplaintStep):
    """A step was not done when it was due: true by time alone, recorded when the day was closed."""

    topic: ClassVar[str] = "complaint.deadline_missed"
    phase: ThePhase
    due_at: Annotated[Instant, Business("when the step was due")]
    provisional: Annotated[bool, Business("whether public holidays of a year on the way were unknown")] = False
