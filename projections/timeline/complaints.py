"""Sentences of the events of complaints and of their policy."""

from collections.abc import Mapping

from domain.complaints import events as complaint
from domain.complaints import policy_events as policy
from domain.kernel.event import Event
from projections.timeline.parameters import SentenceOf, fields

KINDS: Mapping[type[Event], SentenceOf] = {
    complaint.ComplaintReceived: (
        "complaint_received",
        fields("complaint_no", "category", "severity", "order_no", "text"),
    ),
    complaint.ComplaintAcknowledged: ("complaint_acknowledged", fields("complaint_no", "text")),
    complaint.ComplaintAssessed: (
        "complaint_assessed",
        fields("complaint_no", "severity", "complexity", "impact", "immediate_action"),
    ),
    complaint.ComplaintInvestigated: ("complaint_investigated", fields("complaint_no", "cause")),
    complaint.ComplaintResponded: ("complaint_responded", fields("complaint_no", "text")),
    complaint.ComplaintDecided: ("complaint_decided", fields("complaint_no", "decision")),
    complaint.ComplaintAccepted: ("complaint_accepted", fields("complaint_no", "text")),
    complaint.ComplaintDisputed: ("complaint_disputed", fields("complaint_no", "text")),
    complaint.ComplaintEscalated: ("complaint_escalated", fields("complaint_no", "level", "to")),
    complaint.ComplaintReadByLeader: ("complaint_read_by_leader", fields("complaint_no", "leader")),
    complaint.ComplaintAnsweredByLeader: ("complaint_answered_by_leader", fields("complaint_no", "leader", "text")),
    complaint.ComplaintHandedOver: ("complaint_handed_over", fields("complaint_no", "owner")),
    complaint.ComplaintClosed: ("complaint_closed", fields("complaint_no", "outcome", "cause", "action")),
    complaint.ComplaintReopened: ("complaint_reopened", fields("complaint_no")),
    complaint.ComplaintHandlingRated: ("complaint_handling_rated", fields("complaint_no", "score", "text")),
    complaint.ComplaintDeadlineMissed: ("complaint_deadline_missed", fields("complaint_no", "phase")),
    policy.PolicyPublished: ("policy_published", fields("policy_no", "version", "calendar_version")),
}

SENTENCES = {
    "complaint_received": "Complaint {complaint_no} (投诉)[ of {severity} severity] was received[ about {category}]"
    "[ on order {order_no}]: {text}",
    "complaint_acknowledged": "Complaint {complaint_no} was acknowledged (受理告知)[: {text}]",
    "complaint_assessed": "Complaint {complaint_no} was assessed: severity {severity}, {complexity}, touching {impact}"
    "[; at once: {immediate_action}]",
    "complaint_investigated": "Complaint {complaint_no} was investigated; the cause: {cause}",
    "complaint_responded": "Complaint {complaint_no} was answered: {text}",
    "complaint_decided": "Complaint {complaint_no}: the decision was told: {decision}",
    "complaint_accepted": "Complaint {complaint_no}: the complainant accepted[: {text}]",
    "complaint_disputed": "Complaint {complaint_no}: the complainant did not accept[: {text}]",
    "complaint_escalated": "Complaint {complaint_no} was taken to {to} at level {level}",
    "complaint_read_by_leader": "Complaint {complaint_no} was read by leader {leader} (领导阅)",
    "complaint_answered_by_leader": "Complaint {complaint_no}: leader {leader} says (领导批示): {text}",
    "complaint_handed_over": "Complaint {complaint_no} was handed over to {owner} (移交)",
    "complaint_closed": "Complaint {complaint_no} was closed: {outcome}[ (cause: {cause})][ (action: {action})]",
    "complaint_reopened": "Complaint {complaint_no} was reopened",
    "complaint_handling_rated": "Complaint {complaint_no}: its handling was given {score} of 5[: {text}]",
    "complaint_deadline_missed": "Complaint {complaint_no}: the deadline to {phase} was missed (逾期)",
    "policy_published": "Version {version} of the policy for {policy_no} was published (处理时限); public"
    " holidays by {calendar_version}",
}
