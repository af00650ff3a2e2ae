"""Sentences of the events about keeping the law."""

from collections.abc import Mapping

from domain.compliance import events as compliance
from domain.kernel.event import Event
from projections.timeline.parameters import If, Joined, SentenceOf, Text, fields

_WINDOW = ("window_from", "window_to", "rule_version")
_BAN = If("to_be_banned", fields(Text("ban", "a large violator, to be banned")))

KINDS: Mapping[type[Event], SentenceOf] = {
    compliance.ViolationRecorded: ("violation_recorded", fields("violation_no", "kind", "qty")),
    compliance.ViolationPenalised: ("violation_penalised", fields("violation_no", "penalty")),
    compliance.ViolationAnnulled: ("violation_annulled", fields("violation_no")),
    compliance.ComplianceRulePublished: (
        "compliance_rule_published",
        fields("compliance_rule_no", "version", "valid_from"),
    ),
    compliance.CustomerComplianceScored: (
        "compliance_scored",
        fields(*_WINDOW, "score", "penalties", "compliance_class", Joined("cases", "violations")),
    ),
    compliance.CustomerServiceClassed: (
        "service_classed",
        fields(*_WINDOW, "service_class", "delivered_qty", _BAN),
    ),
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
