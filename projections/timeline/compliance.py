"""What the events about keeping the law tell."""

from collections.abc import Mapping

from domain.compliance import events as compliance
from domain.kernel.event import Event
from projections.timeline.parameters import Parameters, Telling, fields

_window = fields("window_from", "window_to", "rule_version")
_scores = fields("score", "penalties", "compliance_class")


def _scored(event: compliance.CustomerComplianceScored) -> Parameters:
    cases = {"cases": ", ".join(event.violations)} if event.violations else {}
    return {**_window(event), **_scores(event), **cases}


def _classed(event: compliance.CustomerServiceClassed) -> Parameters:
    ban = {"ban": "a large violator, to be banned"} if event.to_be_banned else {}
    return {**_window(event), "service_class": event.service_class, "delivered_qty": event.delivered_qty, **ban}


KINDS: Mapping[type[Event], Telling] = {
    compliance.ViolationRecorded: ("violation_recorded", fields("violation_no", "kind", "qty")),
    compliance.ViolationPenalised: ("violation_penalised", fields("violation_no", "penalty")),
    compliance.ViolationAnnulled: ("violation_annulled", fields("violation_no")),
    compliance.ComplianceRulePublished: (
        "compliance_rule_published",
        fields("compliance_rule_no", "version", "valid_from"),
    ),
    compliance.CustomerComplianceScored: ("compliance_scored", _scored),
    compliance.CustomerServiceClassed: ("service_classed", _classed),
}

SENTENCES = {
    "violation_recorded": "Violation {violation_no} (违规) was established: {kind}, {qty} cartons (条)",
    "violation_penalised": "Violation {violation_no} was penalised: {penalty}",
    "violation_annulled": "Violation {violation_no} was found to be none (撤案)",
    "compliance_rule_published": "Rule {compliance_rule_no} of keeping the law, version {version}, is in force from"
    " {valid_from} on",
    "compliance_scored": "Keeping the law (守法) from {window_from} to {window_to}: {score} points,"
    " {penalties} penalties, class {compliance_class}[; cases {cases}] (rule {rule_version})",
    "service_classed": "To be served as {service_class} (类户): {delivered_qty} cartons (条) from {window_from} to"
    " {window_to}[; {ban}] (rule {rule_version})",
}
