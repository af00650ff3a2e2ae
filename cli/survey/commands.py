"""indelible survey: questionnaires, rounds of asking them, and the answers (调查)."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Unpack

import typer

from cli.app.changing import changes
from cli.app.noun import Formerly, Noun
from cli.app.parsing.moments import parse_day
from cli.survey import queries
from cli.survey.respondent import Channel, Words, remarks_of
from domain.kernel.party import Party
from domain.kernel.text import escaped, visible
from service.commands import Command
from service.files.list_file import placed
from service.surveys import surveys

app = Noun()

SurveyNo = Annotated[str, typer.Argument(metavar="SURVEY_NO", help="The survey's number.")]
_WHOLE = re.compile(r"-?[0-9]{1,9}")


@changes(app, dates=True)
def publish(
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="The questionnaire; see examples/surveys/.")],
) -> Command:
    """Settle a questionnaire (问卷), or its next version; surveys already open go on with theirs."""
    from service.surveys.questionnaire_file import read_questionnaire

    read = read_questionnaire(file)
    return surveys.publish_questionnaire(read.number, read.title, read.population, read.questionnaire_items())


@changes(app, "open")
def open_survey(
    survey_no: SurveyNo,
    questionnaire: Annotated[str, typer.Option(metavar="NUMBER", help="What is asked, in the version in force.")],
    title: Annotated[str | None, typer.Option(help="What this round is called.")] = None,
    until: Annotated[
        date | None,
        typer.Option("--due", metavar="DAY", parser=parse_day, help="The last day on which answers are in time."),
        Formerly("--until"),
    ] = None,
    customer: Annotated[
        list[str] | None,
        typer.Option(metavar="CUSTOMER_NO", help="Who is asked, and nobody else; repeatable. None: anybody."),
    ] = None,
    customers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The same from a file, a customer number on each line.")
    ] = None,
    size: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STRATUM:N", help="How many are asked, where they are not named: all:500, market_type=urban:300."
        ),
    ] = None,
) -> Command:
    """Begin a round of asking."""
    listed = _places(customers) if customers else {}
    opened = surveys.open_survey(
        survey_no,
        questionnaire,
        title=title,
        planned_until=until,
        customers=[*(customer or ()), *listed],
        sizes=_numbers(size, ":", "STRATUM:N such as all:500"),
    )
    return placed(opened, "customer_no", listed)


@changes(app)
def answer(
    survey_no: SurveyNo,
    score: Annotated[
        list[str] | None, typer.Option(metavar="ITEM=SCORE", help="A score; repeatable. An item may be left out.")
    ] = None,
    customer: Annotated[
        str | None, typer.Option(metavar="CUSTOMER_NO", help="The customer who answers, if it is one of ours.")
    ] = None,
    answer_no: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="The sheet's number, where no customer is named.")
    ] = None,
    party: Annotated[
        Party | None, typer.Option(help="Who answers; a retailer where a customer is named, else unknown.")
    ] = None,
    channel: Channel = None,
    **words: Unpack[Words],
) -> Command:
    """Record a respondent's answers (答卷); the expectations may come first, in a sheet of their own."""
    return surveys.answer_survey(
        survey_no,
        _numbers(score, "=", "ITEM=SCORE such as q01=4"),
        answer_no=answer_no,
        party=party,
        customer_no=customer,
        channel=channel,
        remarks=remarks_of(words),
    )


@changes(app)
def close(survey_no: SurveyNo) -> Command:
    """End a round of asking."""
    return surveys.close_survey(survey_no)


def _numbers(texts: list[str] | None, mark: str, form: str) -> dict[str, int]:
    """NAME, the mark, and a whole number; each name once."""
    numbers: dict[str, int] = {}
    for text in texts or ():
        name, _, number = text.rpartition(mark)
        if not name or not _WHOLE.fullmatch(number):
            raise typer.BadParameter(f"{escaped(text)} is not understood; write {form}")
        if name in numbers:
            raise typer.BadParameter(f"{escaped(name)} is given twice")
        numbers[name] = int(number)
    return numbers


def _places(path: Path) -> dict[str, str]:
    """The numbers in a file, and where each first stands."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except OSError as error:
        raise typer.BadParameter(f"{escaped(str(path))}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise typer.BadParameter(f"{escaped(str(path))} is not UTF-8; save it as UTF-8") from None
    places: dict[str, str] = {}
    for n, line in enumerate(lines, 1):
        if number := line.strip():
            places.setdefault(number, f"{visible(str(path))}, line {n}")
    if not places:
        raise typer.BadParameter(f"{escaped(str(path))} names no customer; leave the option out to ask anybody")
    return places


queries.add_to(app)
