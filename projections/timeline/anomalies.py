"""Sentences of the events of sales anomalies."""

from collections.abc import Mapping

from domain.anomalies import events as anomaly
from domain.kernel.event import Event
from projections.timeline.parameters import Field, SentenceOf, fields

KINDS: Mapping[type[Event], SentenceOf] = {
    anomaly.AnomalyRulePublished: ("anomaly_rule_published", fields("anomaly_rule_no", "version", "valid_from")),
    anomaly.AnomalyOpened: (
        "anomaly_opened",
        fields(Field("month", length=7), "anomaly_no", "measure", "value", "usual", "share", "rule_version"),
    ),
    anomaly.AnomalyClosed: ("anomaly_closed", fields("anomaly_no", "action")),
}

SENTENCES = {
    "anomaly_rule_published": "Rule {anomaly_rule_no} for sales anomalies, version {version}, is in force from"
    " {valid_from} on",
    "anomaly_opened": "Case {anomaly_no}: sales of {month} departed from the pattern (销售异动): {measure} {value},"
    " usually {usual}, that is {share} of it (rule {rule_version})",
    "anomaly_closed": "Sales anomaly {anomaly_no} was seen to: {action}",
}
