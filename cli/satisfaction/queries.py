"""indelible satisfaction report and drill."""

from collections import Counter
from typing import Annotated, Literal

import typer

from cli.app.noun import Formerly
from cli.app.output.plotting import Bar, print_bars
from cli.app.output.tables import Part
from cli.app.reading import Reply, part_of, reads
from domain.kernel.figures import ALL, Figure
from domain.surveys.answer_events import RemarkTopic
from domain.surveys.measures import span_of
from projections.surveys.satisfaction_metrics import SATISFACTION_METRICS
from service.queries import AsOf
from service.session import Session
from service.surveys import satisfaction
from service.surveys.satisfaction import Behind

Period = Annotated[str, typer.Option(metavar="PERIOD", help="A month, as 2024-06, or a survey, as survey=S-1.")]
AnyPeriod = Annotated[
    str | None, typer.Option(metavar="PERIOD", help="A month, as 2024-06, or a survey, as survey=S-1; else all.")
]
SplitBy = Annotated[
    Literal["party", "market_type", "business_format", "business_scale", "account_manager", "delivery"] | None,
    typer.Option("--split-by", help="Report those apart who differ in this; else everybody together."),
    Formerly("--by"),
]


def add_to(app: typer.Typer) -> None:
    """Give the noun its reading commands."""
    reads(app)(report)
    reads(app)(drill)
    reads(app)(remarks)


def report(
    session: Session,
    bounds: AsOf,
    period: AnyPeriod = None,
    by: SplitBy = None,
    measure: Annotated[
        str | None,
        typer.Option(metavar="MEASURE", help="This one with all its facets, as index; else each without facets."),
    ] = None,
) -> Reply:
    """Report satisfaction (满意度), figure by figure, and plot it."""
    listed = satisfaction.report(session, bounds, period=period, by=by, measure=measure)
    return Reply(
        listed.position,
        part_of(SATISFACTION_METRICS, listed.rows),
        lag=listed.lag,
        plot=lambda: print_bars(
            Bar(row.measure, f"{row.period}  {row.stratum}", row.value, span_of(row.measure)) for row in listed.rows
        ),
    )


def drill(
    session: Session,
    bounds: AsOf,
    period: Period,
    measure: Annotated[str, typer.Option(metavar="MEASURE", help="As the report names it.")],
    stratum: Annotated[str, typer.Option(metavar="STRATUM", help="As the report names it.")] = ALL,
) -> Reply:
    """Open a figure: the answers behind it, lowest first, and their sum."""
    figure = Figure(period, stratum, measure)
    listed = satisfaction.drill(session, bounds, figure)
    sums = [sum(getattr(row, name) for row in listed.rows) for name in SATISFACTION_METRICS.counts]
    whole = SATISFACTION_METRICS.row_of(figure, sums)
    return Reply(
        listed.position,
        {
            "answers": Part(Behind._fields, listed.rows),
            "figure": part_of(SATISFACTION_METRICS, [whole], single=True),
        },
        shown={"answers": [name for name in Behind._fields if name != "scores"]},
        lag=listed.lag,
    )


def remarks(
    session: Session,
    bounds: AsOf,
    period: AnyPeriod = None,
    topic: Annotated[
        RemarkTopic | None, typer.Option("--remark", help="遗憾, 未来需求, 期待, or other words."), Formerly("--topic")
    ] = None,
) -> Reply:
    """Gather what respondents said in words, by topic and theme."""
    listed = satisfaction.remarks(session, bounds, period=period, topic=topic)
    counts = Counter((row.asks, row.theme) for row in listed.rows)
    themes = [(said, theme, number) for (said, theme), number in counts.items()]
    return Reply(
        listed.position,
        {
            "remarks": Part(_REMARK, [[getattr(row, name) for name in _REMARK] for row in listed.rows]),
            "themes": Part(("asks", "theme", "remarks"), themes),
        },
        lag=listed.lag,
    )


_REMARK = ("asks", "theme", "text", "answer_no", "customer_no", "answered_at")
