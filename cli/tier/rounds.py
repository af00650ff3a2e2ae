"""indelible tier evaluate, repeat and simulate: rounds of evaluation, and what a scheme would make of everybody."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from cli.app.exits import CHECK_FAILED
from cli.app.noun import Formerly
from cli.app.opening import open_session
from cli.app.options import AsJson, By, CommandId, DryRun, EffectiveAt, Reason
from cli.app.output.envelope import print_envelope
from cli.app.output.progress import progress
from cli.app.output.tables import Part, print_part
from cli.app.parsing.moments import instant
from cli.app.registering import refuse_broken_text
from domain.evaluation.scheme import DEFAULT_SCHEME
from service.session import Envelope

Period = Annotated[str, typer.Argument(metavar="PERIOD", help="2021Q1, 2021H1, 2021-03 or 2021, as the scheme wants.")]
_MOST_SHOWN = 40


def add_to(app: typer.Typer) -> None:
    """Give the noun its rounds."""
    for command in (evaluate, repeat, simulate):
        app.command()(command)


def evaluate(
    context: typer.Context,
    period: Period,
    scheme_no: Annotated[
        str | None,
        typer.Option("--scheme", metavar="SCHEME_NO", help=f"The scheme applied; else {DEFAULT_SCHEME}."),
        Formerly("--scheme-no"),
    ] = None,
    by: By = None,
    reason: Reason = None,
    effective_at: EffectiveAt = None,
    command_id: CommandId = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Hold a round (评价): grade every customer active at the period's end, from then on unless told otherwise.

    A round that was interrupted goes on where it stopped, by the scheme and from the instant it was begun with. At the
    end the read tables show it.
    """
    from service.evaluation.rounds import evaluate_round

    refuse_broken_text(period, scheme_no, by, reason, command_id)
    with open_session(context) as session:
        at = None if effective_at is None else instant(effective_at, session.branch)
        envelope = Envelope(by or context.obj.by, reason, at, command_id, dry_run=dry_run)
        held = evaluate_round(session, period, envelope, progress, scheme_no)
    if as_json:
        round_ = held.round
        print_envelope(
            {
                "round_no": round_.round_no,
                "rule_version": round_.rule_version,
                "evaluated_at_position": round_.position,
                "customers": round_.population,
                "dry_run": dry_run,
                "repeated": held.repeated,
                "transitions": _cells(held.moves, "grade_before", "grade_after"),
            },
            position=held.position,
        )
        return
    if dry_run:
        print("dry run: nothing was recorded")
    if held.repeated:
        print("already recorded:")
    print(
        f"round {held.round.round_no}: {held.round.population} customers by {held.round.rule_version},"
        f" as the log stood at position {held.round.position}"
    )
    _print_matrix(held.moves, "before")


def repeat(
    context: typer.Context,
    round_no: Annotated[str, typer.Argument(metavar="ROUND_NO", help="A closed round, such as 2021Q1.")],
    as_json: AsJson = False,
) -> None:
    """Compute a closed round again from its position and rules, and compare; exit 3 where anything differs."""
    from service.evaluation.rounds import repeat_round

    refuse_broken_text(round_no)
    with open_session(context) as session:
        found = repeat_round(session, round_no, progress)
    if as_json:
        data = {
            "round_no": round_no,
            "customers": found.customers,
            "digest": found.digest,
            "differing": found.differing,
        }
        print_envelope(data, position=found.round.position)
    else:
        print(f"round {round_no} at position {found.round.position}: {found.customers} results, SHA-256 {found.digest}")
        print(f"differing from what was recorded: {', '.join(found.differing) or 'none'}")
    if found.differing:
        raise typer.Exit(CHECK_FAILED)


def simulate(
    context: typer.Context,
    period: Period,
    scheme: Annotated[
        Path,
        typer.Option("--scheme-file", metavar="FILE", help="The scheme tried, as a TOML file."),
        Formerly("--scheme"),
    ],
    as_json: AsJson = False,
) -> None:
    """Try a scheme on a period: who would move, from the grade of the last round to which. Records nothing."""
    from service.evaluation.simulating import Mover
    from service.evaluation.simulating import simulate as simulated

    refuse_broken_text(period)
    with open_session(context) as session:
        found = simulated(session, scheme, period, progress)
    if as_json:
        data = {
            "period": period,
            "customers": found.customers,
            "transitions": _cells(found.grades, "grade_now", "grade"),
            "movers": [mover._asdict() for mover in found.movers],
        }
        print_envelope(data, position=found.position)
        return
    print(f"{found.customers} customers, of whom {len(found.movers)} would move; nothing was recorded")
    if found.customers:
        _print_matrix(found.grades, "now")
    if found.movers:
        print()
        print_part(Part(Mover._fields, found.movers[:_MOST_SHOWN]), "movers")
    if len(found.movers) > _MOST_SHOWN:
        print(f"and {len(found.movers) - _MOST_SHOWN} more: use --json")


Moves = Counter[tuple[str | None, str | None]]


def _cells(moves: Moves, before: str, after: str) -> list[dict[str, object]]:
    return [{before: a, after: b, "customers": n} for (a, b), n in sorted(moves.items(), key=str)]


def _print_matrix(moves: Moves, title: str) -> None:
    """Grades before as rows, after as columns."""
    rows = sorted({before for before, _ in moves}, key=str)
    columns = sorted({after for _, after in moves}, key=str)
    print_part(
        Part(
            (f"{title} \\ after", *(after or "none" for after in columns)),
            [(before or "none", *(moves[before, after] for after in columns)) for before in rows],
        )
    )
