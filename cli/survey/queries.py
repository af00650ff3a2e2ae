"""indelible survey show and list."""

from typing import Annotated, Literal

import typer

from cli.app.options import Limit
from cli.app.output.tables import Part
from cli.app.reading import Reply, part_of, reads
from domain.surveys.questionnaire_events import QuestionnaireItem
from projections.running.query import Wanted
from projections.surveys.surveys import SURVEYS
from service.queries import AsOf, list_table
from service.session import Session
from service.surveys.survey_definition import about_survey

_LISTED = (
    "survey_no",
    "title",
    "status",
    "questionnaire_no",
    "questionnaire_version",
    "opened_at",
    "closed_at",
    "named",
)
_ITEM = tuple(QuestionnaireItem.model_fields)


def add_to(app: typer.Typer) -> None:
    """Give the noun its reading commands."""
    reads(app)(show)
    reads(app, "list")(list_surveys)


def show(
    session: Session,
    bounds: AsOf,
    survey_no: Annotated[str, typer.Argument(metavar="SURVEY_NO", help="The survey's number.")],
) -> Reply:
    """Show a survey (调查) and what it asks."""
    position, survey, questionnaire = about_survey(session, survey_no, bounds)
    items = [[getattr(item, name) for name in _ITEM] for item in questionnaire.items]
    return Reply(
        position,
        {"survey": part_of(SURVEYS, [survey], single=True), "items": Part(_ITEM, items)},
        shown={"items": ("item", "asks", "low", "high", "layer", "group", "text")},
    )


def list_surveys(
    session: Session,
    bounds: AsOf,
    status: Annotated[Literal["open", "closed"] | None, typer.Option(help="Whether they go on.")] = None,
    limit: Limit = None,
) -> Reply:
    """List surveys (调查) by the time they were opened."""
    listed = list_table(session, SURVEYS, Wanted(("opened_at", "survey_no"), {"status": status}, limit=limit), bounds)
    return Reply(listed.position, part_of(SURVEYS, listed.rows), {"": _LISTED}, listed.lag)
