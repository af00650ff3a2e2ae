"""Refusals about keeping the law.

NotFound
└── ViolationNotFound
ComplianceRefusal          the cases, or the rule, forbid it
"""

from domain.kernel.refusals import NotFound, Refusal


class ViolationNotFound(NotFound):
    message = "there is no violation {violation_no!r} in this branch"


class ComplianceRefusal(Refusal):
    """The cases recorded, or the rule in force, forbid it."""


class ViolationAlreadyRecorded(ComplianceRefusal):
    message = "violation {violation_no} was recorded already (customer {customer_no})"


class ViolationAlreadyPenalised(ComplianceRefusal):
    message = "violation {violation_no} was penalised on {since} already"


class ViolationIsAnnulled(ComplianceRefusal):
    message = "violation {violation_no} was annulled on {since}"


class ViolationNotEstablishedYet(ComplianceRefusal):
    message = "violation {violation_no} was established on {since}, after {at}"


class RuleIsSilent(ComplianceRefusal):
    message = (
        "rule {rule_no}, version {version}, does not say what violation {violation_no} costs"
        " ({kind}, {qty} cartons); publish a version that does"
    )


class NoGroundsForBan(ComplianceRefusal):
    message = "customer {customer_no} was not found a large violator by {at}; score them first"
