"""indelible complaint report and drill."""

from datetime import date
from typing import Annotated, Literal

import typer

from cli.app.noun import Formerly
from cli.app.options import MonthFilter
from cli.app.output.tables import Part
from cli.app.parsing.moments import parse_month
from cli.app.reading import Reply, part_of, reads
from domain.kernel.figures import ALL, Figure
from projections.complaints.complaint_metrics import COMPLAINT_METRICS
from service.complaints import complaint_figures
from service.complaints.complaint_figures import Behind
from service.queries import AsOf
from service.session import Session


def add_to(app: typer.Typer) -> None:
    """Give the noun its commands about figures."""
    reads(app)(report)
    reads(app)(drill)


def report(
    session: Session,
    bounds: AsOf,
    month: MonthFilter = None,
    by: Annotated[
        Literal["matter", "category", "severity", "market_type", "account_manager"] | None,
        typer.Option("--split-by", help="Report those apart that differ in this; else all together."),
        Formerly("--by"),
    ] = None,
    measure: Annotated[str | None, typer.Option(metavar="MEASURE", help="Only this one.")] = None,
) -> Reply:
    """Report how complaints are handled, by month received; `complaint drill` opens a figure."""
    period = _period(month) if month else None
    listed = complaint_figures.report(session, bounds, period=period, by=by, measure=measure)
    return Reply(listed.position, part_of(COMPLAINT_METRICS, listed.rows), lag=listed.lag)


def drill(
    session: Session,
    bounds: AsOf,
    month: Annotated[
        date, typer.Option(metavar="MONTH", parser=parse_month, help="The month received in, as 2021-06.")
    ],
    measure: Annotated[str, typer.Option(metavar="MEASURE", help="As the report names it.")],
    stratum: Annotated[str, typer.Option(metavar="STRATUM", help="As the report names it.")] = ALL,
) -> Reply:
    """Open a figure: the complaints behind it, and their sum."""
    figure = Figure(_period(month), stratum, measure)
    listed = complaint_figures.drill(session, bounds, figure)
    sums = [sum(getattr(row, name) or 0 for row in listed.rows) for name in COMPLAINT_METRICS.counts]
    return Reply(
        listed.position,
        {
            "complaints": Part(Behind._fields, listed.rows),
            "figure": part_of(COMPLAINT_METRICS, [COMPLAINT_METRICS.row_of(figure, sums)], single=True),
        },
        lag=listed.lag,
    )


def _period(month: date) -> str:
    return f"{month:%Y-%m}"
