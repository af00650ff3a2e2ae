"""indelible complaint: the steps between receiving and closing."""

from typing import Annotated

import typer

from cli.app.changing import changes
from cli.app.options import ComplaintNo
from domain.complaints import handling
from domain.complaints.events import Complexity, Impact
from domain.complaints.policy_events import Severity
from service.commands import CommandResult
from service.complaints.complaints import handle_complaint
from service.session import Envelope, Session

Words = Annotated[str | None, typer.Option(help="What was said, if it is to be kept; no word of persons.")]
Leader = Annotated[str | None, typer.Option(metavar="EMPLOYEE_NO", help="The leader, by number; else who records it.")]


def add_to(app: typer.Typer) -> None:
    """Give the noun its steps."""
    for step in (acknowledge, assess, investigate, respond, decide, accept, dispute, escalate):
        changes(app)(step)
    changes(app, "leader-read")(leader_read)
    changes(app, "leader-answer")(leader_answer)
    changes(app, "hand-over")(hand_over)
    changes(app)(rate)


def acknowledge(session: Session, envelope: Envelope, complaint_no: ComplaintNo, text: Words = None) -> CommandResult:
    """Record that the complainant was told it has arrived (受理告知)."""
    return handle_complaint(session, complaint_no, handling.acknowledge_complaint, envelope, text=text)


def assess(
    session: Session,
    envelope: Envelope,
    complaint_no: ComplaintNo,
    severity: Annotated[Severity, typer.Option(help="How grave it is (一般, 较大, 重大).")],
    complexity: Annotated[Complexity, typer.Option(help="How much there is to find out.")],
    impact: Annotated[Impact, typer.Option(help="Whom it touches: one, several, or the public.")],
    safety: Annotated[bool, typer.Option("--safety", help="Somebody's safety is touched.")] = False,
    immediate_action: Annotated[str | None, typer.Option(help="What was done at once.")] = None,
) -> CommandResult:
    """Assess a complaint at first sight (初步评估); another severity brings its own deadlines."""
    return handle_complaint(
        session,
        complaint_no,
        handling.assess_complaint,
        envelope,
        severity=severity,
        complexity=complexity,
        impact=impact,
        safety=safety,
        immediate_action=immediate_action,
    )


def investigate(
    session: Session,
    envelope: Envelope,
    complaint_no: ComplaintNo,
    cause: Annotated[str, typer.Option(help="Why it came to it (原因).")],
) -> CommandResult:
    """Record the cause that was found (调查)."""
    return handle_complaint(session, complaint_no, handling.investigate_complaint, envelope, cause=cause)


def respond(
    session: Session,
    envelope: Envelope,
    complaint_no: ComplaintNo,
    text: Annotated[str, typer.Option(help="The answer that was given.")],
) -> CommandResult:
    """Record the answer given to the complainant (答复)."""
    return handle_complaint(session, complaint_no, handling.respond_to_complaint, envelope, text=text)


def decide(
    session: Session,
    envelope: Envelope,
    complaint_no: ComplaintNo,
    decision: Annotated[str, typer.Option(help="What will be done about it.")],
) -> CommandResult:
    """Record that the complainant was told the decision (处理决定)."""
    return handle_complaint(session, complaint_no, handling.communicate_decision, envelope, decision=decision)


def accept(session: Session, envelope: Envelope, complaint_no: ComplaintNo, text: Words = None) -> CommandResult:
    """Record that the complainant accepts the answer or the decision (认可)."""
    return handle_complaint(session, complaint_no, handling.accept_decision, envelope, text=text)


def dispute(session: Session, envelope: Envelope, complaint_no: ComplaintNo, text: Words = None) -> CommandResult:
    """Record that the complainant does not accept it (不认可)."""
    return handle_complaint(session, complaint_no, handling.dispute_decision, envelope, text=text)


def escalate(
    session: Session,
    envelope: Envelope,
    complaint_no: ComplaintNo,
    level: Annotated[int, typer.Option(help="How high: 1 section, 2 county, 3 city, and on.")],
    to: Annotated[str, typer.Option(metavar="EMPLOYEE_NO", help="Who is to look at it.")],
) -> CommandResult:
    """Take a complaint to a higher level (上报); its owner stays."""
    return handle_complaint(session, complaint_no, handling.escalate_complaint, envelope, level=level, to=to)


def leader_read(
    session: Session, envelope: Envelope, complaint_no: ComplaintNo, leader: Leader = None
) -> CommandResult:
    """Record that a leader read it (领导阅)."""
    return handle_complaint(session, complaint_no, handling.read_by_leader, envelope, leader=leader)


def leader_answer(
    session: Session,
    envelope: Envelope,
    complaint_no: ComplaintNo,
    text: Annotated[str, typer.Option(help="What is to be done.")],
    leader: Leader = None,
) -> CommandResult:
    """Record what a leader says is to be done (领导批示)."""
    return handle_complaint(session, complaint_no, handling.answer_by_leader, envelope, text=text, leader=leader)


def hand_over(
    session: Session,
    envelope: Envelope,
    complaint_no: ComplaintNo,
    to: Annotated[str, typer.Option(metavar="EMPLOYEE_NO", help="Who owns it from now on.")],
) -> CommandResult:
    """Give a complaint to another owner (移交)."""
    return handle_complaint(session, complaint_no, handling.hand_over_complaint, envelope, owner=to)


def rate(
    session: Session,
    envelope: Envelope,
    complaint_no: ComplaintNo,
    score: Annotated[int, typer.Option(help="1 (not at all) to 5 (fully content).")],
    text: Words = None,
) -> CommandResult:
    """Record how content the complainant is with the handling (处理满意度)."""
    return handle_complaint(session, complaint_no, handling.rate_handling, envelope, score=score, text=text)
