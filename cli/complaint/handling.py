"""indelible complaint: the steps between receiving and closing."""

from typing import Annotated

import typer

from cli.app.changing import changes
from cli.app.noun import Formerly
from cli.app.options import ComplaintNo
from domain.complaints.events import Complexity, Impact
from domain.complaints.policy_events import Severity
from service.commands import Command
from service.complaints import complaints

Words = Annotated[str | None, typer.Option(help="What was said, if it is to be kept; no word of persons.")]
Leader = Annotated[str | None, typer.Option(metavar="EMPLOYEE_NO", help="The leader, by number; else who records it.")]


def add_to(app: typer.Typer) -> None:
    """Give the noun its steps."""
    steps = (acknowledge, assess, investigate, respond, decide, accept, dispute, escalate)
    for step in (*steps, leader_read, leader_answer, hand_over, rate):
        changes(app)(step)


def acknowledge(complaint_no: ComplaintNo, text: Words = None) -> Command:
    """Record that the complainant was told it has arrived (受理告知)."""
    return complaints.acknowledge_complaint(complaint_no, text=text)


def assess(
    complaint_no: ComplaintNo,
    severity: Annotated[Severity, typer.Option(help="How grave it is (一般, 较大, 重大).")],
    complexity: Annotated[Complexity, typer.Option(help="How much there is to find out.")],
    impact: Annotated[Impact, typer.Option(help="Whom it touches: one, several, or the public.")],
    safety: Annotated[bool, typer.Option("--safety", help="Somebody's safety is touched.")] = False,
    immediate_action: Annotated[str | None, typer.Option(help="What was done at once.")] = None,
) -> Command:
    """Assess a complaint at first sight (初步评估); another severity brings its own deadlines."""
    return complaints.assess_complaint(
        complaint_no,
        severity=severity,
        complexity=complexity,
        impact=impact,
        safety=safety,
        immediate_action=immediate_action,
    )


def investigate(
    complaint_no: ComplaintNo, cause: Annotated[str, typer.Option(help="Why it came to it (原因).")]
) -> Command:
    """Record the cause that was found (调查)."""
    return complaints.investigate_complaint(complaint_no, cause=cause)


def respond(
    complaint_no: ComplaintNo, text: Annotated[str, typer.Option(help="The answer that was given.")]
) -> Command:
    """Record the answer given to the complainant (答复)."""
    return complaints.respond_to_complaint(complaint_no, text=text)


def decide(
    complaint_no: ComplaintNo, decision: Annotated[str, typer.Option(help="What will be done about it.")]
) -> Command:
    """Record that the complainant was told the decision (处理决定)."""
    return complaints.communicate_decision(complaint_no, decision=decision)


def accept(complaint_no: ComplaintNo, text: Words = None) -> Command:
    """Record that the complainant accepts the answer or the decision (认可)."""
    return complaints.accept_decision(complaint_no, text=text)


def dispute(complaint_no: ComplaintNo, text: Words = None) -> Command:
    """Record that the complainant does not accept it (不认可)."""
    return complaints.dispute_decision(complaint_no, text=text)


def escalate(
    complaint_no: ComplaintNo,
    level: Annotated[int, typer.Option(help="How high: 1 section, 2 county, 3 city, and on.")],
    to: Annotated[
        str, typer.Option("--assignee", metavar="EMPLOYEE_NO", help="Who is to deal with it."), Formerly("--to")
    ],
) -> Command:
    """Take a complaint to a higher level (上报); its owner stays."""
    return complaints.escalate_complaint(complaint_no, level=level, to=to)


def leader_read(complaint_no: ComplaintNo, leader: Leader = None) -> Command:
    """Record that a leader read it (领导阅)."""
    return complaints.read_by_leader(complaint_no, leader=leader)


def leader_answer(
    complaint_no: ComplaintNo, text: Annotated[str, typer.Option(help="What is to be done.")], leader: Leader = None
) -> Command:
    """Record what a leader says is to be done (领导批示)."""
    return complaints.answer_by_leader(complaint_no, text=text, leader=leader)


def hand_over(
    complaint_no: ComplaintNo,
    owner: Annotated[
        str, typer.Option(metavar="EMPLOYEE_NO", help="Who answers for it from now on, by number."), Formerly("--to")
    ],
) -> Command:
    """Give a complaint to another owner (移交)."""
    return complaints.hand_over_complaint(complaint_no, owner=owner)


def rate(
    complaint_no: ComplaintNo,
    score: Annotated[int, typer.Option(help="1 (not at all) to 5 (fully content).")],
    text: Words = None,
) -> Command:
    """Record how content the complainant is with the handling (处理满意度)."""
    return complaints.rate_handling(complaint_no, score=score, text=text)
