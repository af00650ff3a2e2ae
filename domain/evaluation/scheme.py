"""A scheme of evaluation: proposed by experts, checked, weighed, published; versions hold from their days on."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from domain.evaluation.ahp import matrix_of, weigh_judgements
from domain.evaluation.refusals import (
    JudgementsIncomplete,
    SchemeChangedLater,
    SchemeIsWrong,
    SchemeNotInForce,
    SchemeVersionNotFound,
)
from domain.evaluation.scheme_events import SchemePublished
from domain.evaluation.scheme_rules import (
    DIMENSIONS,
    SIDES,
    Comparison,
    SchemeDraft,
    SchemeRules,
    Side,
    WeightedComparison,
)
from domain.kernel.assigning import version_name
from domain.kernel.stamp import Stamp
from domain.kernel.text import check_identifier, check_text
from domain.kernel.versions import Versions, next_version, publish

BEYOND = 10**12
"""What a new scheme measures, or says of costs, is below: so figures keep their places in Decimal."""

LONGEST_DUE = 3660
"""Days after which a round of a new scheme is late at the latest."""

DEFAULT_SCHEME = "value"
"""The scheme meant where none is named."""


Scheme = Versions[SchemePublished]


def publish_scheme(scheme: Scheme | None, scheme_no: str, draft: SchemeDraft, *, stamp: Stamp) -> list[SchemePublished]:
    """Weigh the judgements and let the next version hold from the stamp's instant on; what holds then stays as it is.

    Raises `SchemeIsWrong` or what `domain.evaluation.ahp` refuses, and `SchemeChangedLater`.
    """
    check_identifier("scheme_no", scheme_no)
    version = next_version(scheme)
    if scheme and (later := scheme.next_after(stamp.effective_at)):
        raise SchemeChangedLater(
            scheme_no=scheme_no, version=later.version, since=later.effective_on, at=stamp.effective_on
        )
    rules = weighed(draft, version_name(scheme_no, version))
    return publish(scheme, SchemePublished(**stamp.fields(), scheme_no=scheme_no, version=version, rules=rules))


def weighed(draft: SchemeDraft, rule_version: str) -> SchemeRules:
    """The draft as it would be applied."""
    check_scheme(draft)
    said = {name: getattr(draft, name) for name in SchemeDraft.model_fields}
    comparisons = tuple(map(_weighed, draft.comparisons))
    return SchemeRules(**{**said, "comparisons": comparisons, "rule_version": rule_version})


def check_scheme(draft: SchemeDraft) -> None:
    """Refuse a scheme whose parts do not fit together, or whose names no table could show."""
    check_text("title", draft.title)
    for rule in draft.grades:
        check_identifier("grade", rule.grade)
        if rule.service is not None:
            check_text("service", rule.service)
    for judgement in (judgement for comparison in draft.comparisons for judgement in comparison.judgements):
        check_identifier("expert", judgement.expert)
    _within_reach(draft)
    factors = [check_identifier("factor", rule.factor) for rule in draft.factors]
    _no_doubles("factors", factors)
    _no_doubles("grades", [rule.grade for rule in draft.grades])
    _no_doubles("comparisons", [comparison.name for comparison in draft.comparisons])
    by_name = {comparison.name: comparison for comparison in draft.comparisons}
    for comparison in draft.comparisons:
        _no_doubles(f"comparison {comparison.name}", comparison.of)
    least = [rule.least for rule in draft.grades]
    if least != sorted(set(least), reverse=True) or least[-1] != 0:
        raise SchemeIsWrong(where="grades", why="list the best first, thresholds falling, the last one 0")
    compared = [name for name in DIMENSIONS if name in by_name]
    _has_items(by_name, SIDES, {DIMENSIONS[name].value for name in compared})
    for side in Side:
        _has_items(by_name, side.value, {name for name in compared if DIMENSIONS[name] is side})
    for name in compared:
        _has_items(by_name, name, set(by_name[name].of) & set(factors))
    if unknown := by_name.keys() - {SIDES, *Side, *DIMENSIONS}:
        raise SchemeIsWrong(where=f"comparison {min(unknown)}", why=f"compare {', '.join([SIDES, *Side, *DIMENSIONS])}")
    if idle := set(factors) - {factor for name in compared for factor in by_name[name].of}:
        raise SchemeIsWrong(where=f"factor {min(idle)}", why="no dimension counts it; compare it or leave it out")


def _within_reach(draft: SchemeDraft) -> None:
    figures = {"visit_cost": [draft.visit_cost], "order_cost": [draft.order_cost]}
    figures |= {f"factor {rule.factor}": [value for value, _ in rule.line or rule.steps] for rule in draft.factors}
    for where, values in figures.items():
        if any(not -BEYOND < value < BEYOND for value in values):
            raise SchemeIsWrong(where=where, why=f"use figures below {BEYOND}")
    if draft.due_days > LONGEST_DUE:
        raise SchemeIsWrong(where="due_days", why=f"use at most {LONGEST_DUE}")


def _has_items(comparisons: Mapping[str, Comparison], name: str, items: set[str]) -> None:
    """A comparison of just these items; of one item it may be left out, of none it must be."""
    given = set(comparisons[name].of) if name in comparisons else set()
    if given != items and (given or len(items) > 1 or name in DIMENSIONS):
        wanted = f"just {', '.join(sorted(items))}" if items else "nothing that the scheme has"
        raise SchemeIsWrong(
            where=f"comparison {name}",
            why=f"it compares {', '.join(sorted(given)) or 'nothing'} and must compare {wanted}",
        )


def _no_doubles(where: str, names: Sequence[str]) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            raise SchemeIsWrong(where=where, why=f"{name} is there {times} times")


def _weighed(comparison: Comparison) -> WeightedComparison:
    name, items = comparison.name, comparison.of
    _no_doubles(f"comparison {name}, experts", [judgement.expert for judgement in comparison.judgements])
    if not comparison.judgements and len(items) > 1:
        raise JudgementsIncomplete(comparison=name, expert="-", why="no expert judged it")
    if not comparison.judgements:
        return WeightedComparison(
            name=name, of=items, weights=(Decimal(1),), eigenvalue=Decimal(1), consistency_ratio=Decimal(0)
        )
    matrices = {j.expert: matrix_of(name, items, j.expert, j.fractions()) for j in comparison.judgements}
    found = weigh_judgements(name, matrices)
    return WeightedComparison(
        name=name,
        of=items,
        judgements=comparison.judgements,
        weights=found.weights,
        eigenvalue=found.eigenvalue,
        consistency_ratio=found.consistency_ratio,
    )


def require_version(scheme: Scheme, version: int) -> SchemePublished:
    """That version of the scheme; raises `SchemeVersionNotFound`."""
    if (found := scheme.by_number.get(version)) is None:
        versions = ", ".join(map(str, scheme.by_number))
        raise SchemeVersionNotFound(scheme_no=scheme.number, version=version, versions=versions)
    return found


def require_in_force(scheme: Scheme, at: datetime, on: date) -> SchemePublished:
    """The version in force at the instant, which is that day; raises `SchemeNotInForce`."""
    if (found := scheme.in_force(at)) is None:
        since = min(version.effective_on for version in scheme.versions)
        raise SchemeNotInForce(scheme_no=scheme.number, on=on, since=since)
    return found
