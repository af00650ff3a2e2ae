"""indelible scheme: the schemes of evaluation (评价体系), versioned, dated, published."""

from pathlib import Path
from typing import Annotated

import typer

from cli.app.changing import changes
from cli.app.noun import Noun
from cli.app.output.tables import Part
from cli.app.reading import Reply, reads
from domain.evaluation.scheme import DEFAULT_SCHEME, require_version
from domain.evaluation.scheme_rules import SchemeDraft
from service.commands import Command
from service.evaluation import schemes
from service.files.rule_files import read_rule
from service.queries import AsOf
from service.session import Session

app = Noun()

SchemeFile = Annotated[Path, typer.Argument(metavar="FILE", help="The scheme as a TOML file; see examples/.")]
SchemeNo = Annotated[str, typer.Option("--scheme-no", metavar="SCHEME_NO", help="The scheme's number.")]


@changes(app, dates=True)
def publish(file: SchemeFile, scheme_no: SchemeNo = DEFAULT_SCHEME) -> Command:
    """Weigh the experts' judgements (层次分析法) and publish the scheme's next version, its weights frozen."""
    return schemes.publish_scheme(scheme_no, read_rule(file, SchemeDraft))


@reads(app)
def show(
    session: Session,
    bounds: AsOf,
    scheme_no: Annotated[str, typer.Argument(metavar="SCHEME_NO", help="The scheme's number.")] = DEFAULT_SCHEME,
    version: Annotated[int | None, typer.Option(metavar="N", min=1, help="That version; else the last.")] = None,
) -> Reply:
    """Show a scheme: its factors with their rules, its grades, and the weights with how consistent they are."""
    position, scheme = schemes.scheme_known(session, scheme_no, bounds)
    published = require_version(scheme, version or scheme.versions[-1].version)
    rules = published.rules
    columns = ("rule_version", "title", "cadence", "due_days", "missing", "visit_cost", "order_cost")
    movement = rules.movement
    return Reply(
        position,
        {
            "scheme": Part(
                (*columns, *type(movement).model_fields, "holds_from"),
                [
                    (
                        *(getattr(rules, name) for name in columns),
                        *(getattr(movement, name) for name in type(movement).model_fields),
                        published.effective_on,
                    )
                ],
                single=True,
            ),
            "grades": Part(("grade", "least", "service"), [(g.grade, g.least, g.service) for g in rules.grades]),
            "factors": Part(
                ("factor", "measure", "months", "rule", "marks"),
                [
                    (
                        factor.factor,
                        factor.measure,
                        factor.months,
                        "line" if factor.line else "steps" if factor.steps else "words",
                        [f"{x}: {p}" for x, p in factor.line or factor.steps or factor.words.items()],
                    )
                    for factor in rules.factors
                ],
            ),
            "weights": Part(
                ("comparison", "item", "weight", "experts", "consistency_ratio"),
                [
                    (comparison.name, item, weight, len(comparison.judgements), comparison.consistency_ratio)
                    for comparison in rules.comparisons
                    for item, weight in zip(comparison.of, comparison.weights, strict=True)
                ],
            ),
        },
    )


@reads(app, "list")
def list_schemes(session: Session, bounds: AsOf) -> Reply:
    """List the published versions of all schemes."""
    position, events = schemes.published_schemes(session, bounds)
    columns = ("scheme_no", "version", "holds_from", "title", "cadence", "factors", "grades")
    return Reply(
        position,
        Part(
            columns,
            [
                (
                    event.scheme_no,
                    event.version,
                    event.effective_on,
                    event.rules.title,
                    event.rules.cadence,
                    [factor.factor for factor in event.rules.factors],
                    [grade.grade for grade in event.rules.grades],
                )
                for event in events
            ],
        ),
    )
