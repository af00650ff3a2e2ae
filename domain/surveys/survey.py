"""A survey: one round of asking a questionnaire, opened and closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.customers.customer import Customer, refuse_not_enrolled_yet
from domain.kernel.figures import ALL
from domain.kernel.party import Party
from domain.kernel.refusals import InvalidValue
from domain.kernel.stamp import Stamp
from domain.kernel.text import check_identifier, check_text
from domain.surveys.questionnaire import Questionnaire, require_in_force
from domain.surveys.refusals import (
    CustomerNotAsked,
    SurveyAlreadyOpened,
    SurveyIsClosed,
    SurveyNotOpenedYet,
)
from domain.surveys.strata import check_stratum, profile_at
from domain.surveys.survey_events import Invited, SurveyClosed, SurveyEvent, SurveyOpened

MOST_INVITED = 10_000_000
"""More than this is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What decisions need of a survey. An empty frame lets anybody of the population answer."""

    survey_no: str
    questionnaire_no: str
    questionnaire_version: int
    population: tuple[Party, ...]
    frame: frozenset[str]
    opened_at: datetime
    opened_on: date
    closed_at: datetime | None = None
    closed_on: date | None = None


def open_survey(
    survey: Survey | None,
    questionnaire: Questionnaire,
    *,
    survey_no: str,
    stamp: Stamp,
    title: str | None = None,
    planned_until: date | None = None,
    customers: Sequence[Customer] = (),
    sizes: Mapping[str, int] | None = None,
) -> list[SurveyEvent]:
    """Begin to ask the version in force at the stamp's instant: the named customers, or whoever answers.

    How many were asked is counted from the named customers as their files stand then; `sizes` states it, by stratum,
    where they are not named.
    """
    check_identifier("survey_no", survey_no)
    if survey is not None:
        raise SurveyAlreadyOpened(survey_no=survey_no, since=survey.opened_on)
    published = require_in_force(questionnaire, stamp)
    if planned_until is not None and planned_until < stamp.effective_on:
        raise InvalidValue(field="until", value=planned_until, why=f"it lies before {stamp.effective_on}")
    if customers and sizes:
        raise InvalidValue(field="sizes", value="", why="the customers named are counted; state sizes without them")
    for customer in customers:
        refuse_not_enrolled_yet(customer, stamp)
    for stratum, size in (sizes or {}).items():
        check_stratum(stratum)
        if not 1 <= size <= MOST_INVITED:
            raise InvalidValue(field=f"size of {stratum}", value=size, why=f"use a number from 1 to {MOST_INVITED}")
    invited = sizes or _counted(customers, stamp.effective_at)
    return [
        SurveyOpened(
            **stamp.fields(),
            survey_no=survey_no,
            questionnaire_no=questionnaire.number,
            questionnaire_version=published.version,
            title=None if title is None else check_text("title", title, most=400),
            population=published.population,
            planned_until=planned_until,
            frame=tuple(sorted(customer.customer_no for customer in customers)),
            invited=tuple(Invited(stratum=stratum, size=size) for stratum, size in sorted(invited.items())),
        )
    ]


def close_survey(survey: Survey, *, stamp: Stamp) -> list[SurveyEvent]:
    """End the asking."""
    refuse_not_open(survey, stamp)
    return [SurveyClosed(**stamp.fields(), survey_no=survey.survey_no)]


def refuse_not_open(survey: Survey, stamp: Stamp) -> None:
    """Refuse what would be true before the survey was opened or once it was closed."""
    if stamp.effective_at < survey.opened_at:
        raise SurveyNotOpenedYet(survey_no=survey.survey_no, since=survey.opened_on, at=stamp.effective_on)
    if survey.closed_at is not None and stamp.effective_at >= survey.closed_at:
        raise SurveyIsClosed(survey_no=survey.survey_no, since=survey.closed_on)


def refuse_not_asked(survey: Survey, party: Party, customer: Customer | None) -> None:
    """Refuse a respondent of another population, or one whom a survey of named customers does not name."""
    if party is not Party.UNKNOWN and party not in survey.population:
        raise CustomerNotAsked(who=f"a {party}", survey_no=survey.survey_no)
    if survey.frame and (customer is None or customer.customer_no not in survey.frame):
        who = f"customer {customer.customer_no}" if customer else "a respondent without a number"
        raise CustomerNotAsked(who=who, survey_no=survey.survey_no)


def evolve(survey: Survey | None, event: SurveyEvent) -> Survey:
    """The survey once `event` is known too."""
    if isinstance(event, SurveyOpened):
        return Survey(
            survey_no=event.survey_no,
            questionnaire_no=event.questionnaire_no,
            questionnaire_version=event.questionnaire_version,
            population=event.population,
            frame=frozenset(event.frame),
            opened_at=event.effective_at,
            opened_on=event.effective_on,
        )
    assert survey is not None  # noqa: S101 - a stream begins with the event that opens it
    return replace(survey, closed_at=event.effective_at, closed_on=event.effective_on)


def _counted(customers: Sequence[Customer], instant: datetime) -> dict[str, int]:
    counts: dict[str, int] = {ALL: len(customers)} if customers else {}
    for customer in customers:
        known = {"party": Party.RETAILER, **profile_at(customer, instant)}
        for stratum in (f"{name}={value}" for name, value in known.items() if value is not None):
            counts[stratum] = counts.get(stratum, 0) + 1
    return counts
