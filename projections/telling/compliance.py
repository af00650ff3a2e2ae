"""What the events about keeping the law tell."""

from collections.abc import Mapping

from domain.compliance import events as compliance
from domain.event import Event
from projections.telling.parameters import Parameters, Telling, fields

_scores = fields("score", "compliance_class", "service_class", "penalties", "window_from", "window_to")


def _scored(event: compliance.CustomerComplianceScored) -> Parameters:
    cases = {"cases": ", ".join(event.violations)} if event.violations else {}
    rule = f"{event.compliance_rule_no}, version {event.rule_version}"
    ban = {"ban": "a large violator, to be banned"} if event.to_be_banned else {}
    return {**_scores(event), "rule": rule, **cases, **ban}


KINDS: Mapping[type[Event], Telling] = {
    compliance.ViolationRecorded: ("violation_recorded", fields("violation_no", "kind", "qty")),
    compliance.ViolationPenalised: ("violation_penalised", fields("violation_no", "penalty")),
    compliance.ComplianceRulePublished: (
        "compliance_rule_published",
        fields("compliance_rule_no", "version", "valid_from"),
    ),
    compliance.CustomerComplianceScored: ("compliance_scored", _scored),
}

SENTENCES = {
    "violation_recorded": "Violation {violation_no} (违规) was established: {kind}, {qty} cartons (条)",
    "violation_penalised": "Violation {violation_no} was penalised: {penalty}",
    "compliance_rule_published": "Rule {compliance_rule_no} of keeping the law, version {version}, is in force from"
    " {valid_from} on",
    "compliance_scored": "Keeping the law (守法) from {window_from} to {window_to}: {score} points,"
    " {penalties} penalties: class {compliance_class}, served as {service_class}[; cases {cases}][; {ban}]"
    " (rule {rule})",
}
