"""The columns of the table complaints."""

from datetime import datetime
from typing import Annotated, NamedTuple

from domain.kernel.fields import ComplaintNo, CustomerNo, EmployeeNo, OrderNo


class ComplaintRow(NamedTuple):
    """One complaint (投诉). What was done more than once tells of the last time; deadlines are the present round's."""

    complaint_no: ComplaintNo
    customer_no: Annotated[CustomerNo | None, "the customer who complains; null where it is none of ours"]
    party: Annotated[str, "who complains: retailer, consumer or unknown"]
    status: Annotated[str, "open, answered or closed; a reopened complaint is open again"]
    category: Annotated[str | None, "what it is about, in the branch's own list"]
    channel: Annotated[str | None, "how it reached us"]
    received_at: Annotated[datetime, "when it was received"]
    text: Annotated[str, "what was said to be wrong"]
    order_no: Annotated[OrderNo | None, "the order it is about, if one was named"]
    about_employee: Annotated[EmployeeNo | None, "the number of the employee it is about, if one was named"]
    responded_at: Annotated[datetime | None, "when the complainant was last given an answer"] = None
    response: Annotated[str | None, "the last answer given"] = None
    times_responded: Annotated[int, "how many answers were given"] = 0
    timely: Annotated[
        bool | None, "whether the last answer was in time by the rules of the system it was taken over from, if told"
    ] = None
    closed_at: Annotated[datetime | None, "when it was last settled; null while it is not"] = None
    outcome: Annotated[str | None, "how it was settled; null while it is not"] = None
    reopened_at: Annotated[datetime | None, "when it was last taken up again"] = None
    times_reopened: Annotated[int, "how often it was taken up again"] = 0
    matter: Annotated[str, "complaint 投诉, opinion 意见, suggestion 建议, or problem 问题 found by ourselves"] = (
        "complaint"
    )
    severity: Annotated[str | None, "minor, major or critical (严重程度): as assessed, before that as received"] = None
    first_asked: Annotated[str | None, "首问负责: the number of the employee who was asked first; null if not told"] = (
        None
    )
    owner: Annotated[str | None, "the number of the employee who owns it now; null if not told"] = None
    policy_version: Annotated[int | None, "the policy's version its deadlines come from; null without a policy"] = None
    calendar_version: Annotated[str | None, "where the public holidays come from that the deadlines reckon with"] = None
    waiting_for: Annotated[list[str], "steps still to be done that have a deadline, the next one first"] = []  # noqa: RUF012 - folds never alter a row
    next_due_at: Annotated[datetime | None, "when the next of these is due; null where none is"] = None
    missed: Annotated[list[str], "steps that were done late, or recorded as missed when a day was closed"] = []  # noqa: RUF012 - the same
    provisional: Annotated[
        list[str], "steps whose deadline leaves out weekends only: a year's holidays were unknown"
    ] = []  # noqa: RUF012 - the same
    acknowledge_due_at: Annotated[datetime | None, "by when it is to be acknowledged; null where nothing says so"] = (
        None
    )
    acknowledged_at: Annotated[datetime | None, "when the complainant was told that it arrived"] = None
    assess_due_at: Annotated[datetime | None, "by when it is to be assessed; null where nothing says so"] = None
    assessed_at: Annotated[datetime | None, "when it was assessed"] = None
    safety: Annotated[bool | None, "whether anybody's safety is touched; null until assessed"] = None
    complexity: Annotated[str | None, "simple or complex; null until assessed"] = None
    impact: Annotated[str | None, "whom it touches: one, several or public; null until assessed"] = None
    immediate_action: Annotated[str | None, "what was done at once, if anything"] = None
    investigate_due_at: Annotated[datetime | None, "by when its cause is to be found; null where nothing says so"] = (
        None
    )
    investigated_at: Annotated[datetime | None, "when its cause was found"] = None
    cause: Annotated[str | None, "why it came to it (原因); null where nobody told"] = None
    respond_due_at: Annotated[datetime | None, "by when it is to be answered; null where nothing says so"] = None
    decide_due_at: Annotated[datetime | None, "by when a decision is to be told; null where nothing says so"] = None
    decided_at: Annotated[datetime | None, "when the complainant was told a decision"] = None
    decision: Annotated[str | None, "the decision"] = None
    close_due_at: Annotated[datetime | None, "by when it is to be settled; null where nothing says so"] = None
    action: Annotated[
        str | None, "what was done about the cause (措施); null while it is not settled or nobody told"
    ] = None
    closing_record: Annotated[
        str | None,
        "complete: cause and action are told; as_in_source: taken over from a file that tells none; "
        "before_asked: closed before they were asked for; null while it is not settled",
    ] = None
    accepted_at: Annotated[datetime | None, "when the complainant was content with the answer or decision"] = None
    disputed_at: Annotated[datetime | None, "when the complainant did not accept it"] = None
    escalated_at: Annotated[datetime | None, "when it was taken to a higher level"] = None
    escalation_level: Annotated[int | None, "how high: 1 section, 2 county, 3 city, and on"] = None
    escalated_to: Annotated[EmployeeNo | None, "the number of the employee it was taken to"] = None
    leader_read_at: Annotated[datetime | None, "when a leader read it (领导阅)"] = None
    leader_answered_at: Annotated[datetime | None, "when a leader said what is to be done (领导批示)"] = None
    leader_answer: Annotated[str | None, "what the leader said is to be done"] = None
    handling_score: Annotated[int | None, "how content the complainant is with the handling, 1 to 5"] = None
    handling_rated_at: Annotated[datetime | None, "when the complainant said so"] = None
