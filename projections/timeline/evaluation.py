"""Sentences of the events of value grades."""

from collections.abc import Mapping

from domain.evaluation import grade_events as graded
from domain.evaluation.round_events import RoundClosed, RoundOpened
from domain.evaluation.scheme_events import SchemePublished
from domain.kernel.event import Event
from projections.timeline.parameters import Field, Parameters, SentenceOf, fields

_GRADED = fields(
    "round_no",
    "rule_version",
    Field("grade", "result.grade", otherwise="none"),
    Field("before", "result.before"),
    Field("move", "result.move"),
    Field("total", "result.total"),
    Field("in_force", unless="result.grade"),
)


def _published(event: SchemePublished) -> Parameters:
    rules = event.rules
    return {"scheme_no": event.scheme_no, "version": event.version, "title": rules.title, "count": len(rules.factors)}


def _opened(event: RoundOpened) -> Parameters:
    return {**fields("round_no", "rule_version", "population", "position")(event), "late": "late" if event.late else ""}


KINDS: Mapping[type[Event], SentenceOf] = {
    graded.CustomerValueGraded: ("value_graded", _GRADED),
    graded.CustomerValueGradeOverridden: ("value_grade_overridden", fields("grade", "until", "approved_by")),
    graded.CustomerValueGradeOverrideEnded: ("value_grade_override_ended", fields("why", "in_force")),
    graded.CustomerValueGradeAppealed: ("value_grade_appealed", fields("round_no", "grounds")),
    graded.CustomerValueGradeCorrected: ("value_grade_corrected", fields("round_no", "grade", "approved_by")),
    graded.CustomerValueGradeAppealRejected: ("value_grade_appeal_rejected", fields("round_no")),
    graded.CustomerFactorAssessed: ("factor_assessed", fields("factor", "value", "assessor", "note")),
    SchemePublished: ("scheme_published", _published),
    RoundOpened: ("round_opened", _opened),
    RoundClosed: ("round_closed", fields("round_no", "rule_version", "graded", "not_graded")),
}

SENTENCES = {
    "value_graded": "Round {round_no} graded the customer {grade}[ (before: {before})][ with {total} points]"
    " by {rule_version}: {move}[; {in_force} stays in force]",
    "value_grade_overridden": "Value grade (客户价值等级) {grade} was put in force until {until},"
    " approved by {approved_by}",
    "value_grade_override_ended": "The value grade put in force for a time ended ({why})[; {in_force} holds]",
    "value_grade_appealed": "Objected to the grade of round {round_no}: {grounds}",
    "value_grade_corrected": "The appeal against round {round_no} was granted: its grade is {grade},"
    " approved by {approved_by}",
    "value_grade_appeal_rejected": "The appeal against round {round_no} was rejected: its grade stands",
    "factor_assessed": "Factor {factor} was judged {value} by {assessor}[: {note}]",
    "scheme_published": "Version {version} of the scheme {scheme_no} ({title}) was published, with {count} factors",
    "round_opened": "Round {round_no} was opened[ {late}]: {population} customers, by {rule_version}, at position"
    " {position}",
    "round_closed": "Round {round_no} was closed: {graded} customers graded by {rule_version}, {not_graded} not",
}
