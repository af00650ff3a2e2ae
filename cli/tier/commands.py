"""indelible tier: value grades (客户价值等级) and the other tiers of customers."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import typer

from cli.app.changing import changes
from cli.app.noun import Formerly, Noun
from cli.app.options import CustomerNo, DoneBy
from cli.app.parsing.moments import parse_day
from cli.app.parsing.numbers import parse_decimal
from cli.tier import queries, rounds
from domain.evaluation.scheme import DEFAULT_SCHEME
from service.commands import Command
from service.evaluation import grades

app = Noun()
rounds.add_to(app)

Grade = Annotated[str, typer.Option("--grade", metavar="GRADE", help="A grade of the scheme.")]
Round = Annotated[str, typer.Option("--round", metavar="ROUND_NO", help="The round, such as 2021Q1.")]
Approver = Annotated[
    str,
    typer.Option("--approved-by", metavar="EMPLOYEE_NO", help="Who approved it: neither who does it nor the manager."),
]


@changes(app)
def override(
    customer_no: CustomerNo,
    grade: Grade,
    until: Annotated[
        date, typer.Option(metavar="DAY", parser=parse_day, help="The first day on which it no longer holds.")
    ],
    approved_by: Approver,
    scheme_no: Annotated[
        str, typer.Option("--scheme", metavar="SCHEME_NO", help="The scheme of the grade."), Formerly("--scheme-no")
    ] = DEFAULT_SCHEME,
) -> Command:
    """Put another value grade in force for a time; the day's close ends it, and no round takes it for a floor."""
    return grades.override_grade(customer_no, grade, until, approved_by, scheme_no)


@changes(app)
def revoke(customer_no: CustomerNo) -> Command:
    """End an override before its time."""
    return grades.revoke_override(customer_no)


@changes(app)
def appeal(
    customer_no: CustomerNo,
    round_no: Round,
    grounds: Annotated[str, typer.Option(metavar="TEXT", help="What the customer objects to; keep persons out of it.")],
) -> Command:
    """Take in a customer's appeal (异议) against the grade of their last round."""
    return grades.appeal(customer_no, round_no, grounds)


@changes(app)
def grant_appeal(customer_no: CustomerNo, round_no: Round, grade: Grade, approved_by: Approver) -> Command:
    """Grant an appeal: the round's grade is another from now on."""
    return grades.grant_appeal(customer_no, round_no, grade, approved_by)


@changes(app)
def reject_appeal(customer_no: CustomerNo, round_no: Round) -> Command:
    """Reject an appeal: the round's grade stands."""
    return grades.reject_appeal(customer_no, round_no)


@changes(app)
def assess(
    customer_no: CustomerNo,
    factor: Annotated[str, typer.Option(metavar="FACTOR", help="A factor (影响因素) that no figure tells.")],
    points: Annotated[
        Decimal, typer.Option(metavar="POINTS", parser=parse_decimal, help="The judgement, from 0 to 100.")
    ],
    note: Annotated[
        str | None,
        typer.Option("--finding", metavar="TEXT", help="What was found; no word of persons."),
        Formerly("--note"),
    ] = None,
    assessor: DoneBy = None,
) -> Command:
    """Judge a factor of a customer for the rounds to come."""
    return grades.assess_factor(customer_no, factor, points, note, assessor)


queries.add_to(app)
