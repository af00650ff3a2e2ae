"""Topics by what they are about, so that a table can name what it ignores in a word."""

PROFILE = frozenset(
    {
        "customer.renamed",
        "customer.moved",
        "customer.phone_changed",
        "customer.shop_remeasured",
        "customer.reclassified",
        "customer.trade_area_described",
        "customer.manager_assigned",
        "customer.licence_renewed",
    }
)
ENTERING = frozenset({"customer.enrolled"})
LEAVING = frozenset({"customer.withdrawn", "customer.banned"})
STATUS = ENTERING | LEAVING | {"customer.suspended", "customer.resumed"}
VERIFICATION = frozenset({"customer.profile_verified"})
VISITS = frozenset({"customer.visited"})
LICENCES = frozenset({"licence.granted"})
CUSTOMERS = PROFILE | STATUS | VERIFICATION | VISITS | LICENCES

ORDER_STEPS = frozenset({"order.placed", "order.confirmed", "order.delivered", "order.cancelled"})
ORDER_RETURNS = frozenset({"order.goods_returned"})
FREE_RETURNS = frozenset({"return.recorded"})
ORDERS = ORDER_STEPS | ORDER_RETURNS | FREE_RETURNS

UNCOUNTED_STEPS = frozenset({"complaint.leader_read", "complaint.handed_over"})
"""Steps of a complaint that no figure counts."""
COMPLAINTS = UNCOUNTED_STEPS | {
    "complaint.received",
    "complaint.acknowledged",
    "complaint.assessed",
    "complaint.investigated",
    "complaint.responded",
    "complaint.decision_communicated",
    "complaint.accepted",
    "complaint.disputed",
    "complaint.escalated",
    "complaint.leader_answered",
    "complaint.closed",
    "complaint.reopened",
    "complaint.handling_rated",
    "complaint.deadline_missed",
}
PROMISES_DUE = frozenset({"promise.kept", "promise.broken", "promise.lapsed"})
PROMISES = PROMISES_DUE | {"promise.made", "promise.published", "promise.withdrawn"}
CONTACTS_MADE = frozenset({"contact.made"})
CONTACT_PLANS = frozenset({"contact.planned", "contact.missed", "contact.called_off"})
CONTACTS = CONTACTS_MADE | CONTACT_PLANS
SURVEYS = frozenset({"questionnaire.published", "survey.opened", "survey.closed", "answer.given"})
POLICIES = frozenset({"policy.published"})
DIALOGUE = COMPLAINTS | PROMISES | CONTACTS | SURVEYS | POLICIES
"""What customers say, what they are promised, and the rules for both."""

PRODUCTS = frozenset(
    {
        "product.registered",
        "product.redescribed",
        "product.price_changed",
        "product.state_changed",
        "product.withdrawn",
        "product.price_observed",
    }
)
VALUE_GRADES = frozenset(
    {
        "customer.value_graded",
        "customer.value_grade_overridden",
        "customer.value_grade_override_ended",
        "customer.value_grade_corrected",
    }
)
APPEALS = frozenset({"customer.value_grade_appealed", "customer.value_grade_appeal_rejected"})
ASSESSMENTS = frozenset({"customer.factor_assessed"})
SCHEMES = frozenset({"scheme.published"})
ROUNDS = frozenset({"round.opened", "round.closed"})
EVALUATION = VALUE_GRADES | APPEALS | ASSESSMENTS | SCHEMES | ROUNDS
SUPPLY_RULES = frozenset({"supply_policy.published", "customer.reasonable_quantity_agreed"})
SUPPLY_TIERS = frozenset({"customer.supply_tier_assigned"})
RELEASES = frozenset({"supply.released", "supply.recalled"})
LEFTOVERS = frozenset({"supply.leftover_drawn", "supply.leftover_given_back"})
ALLOTMENTS = frozenset({"allotment.drawn", "allotment.given_back"})
SUPPLY = SUPPLY_RULES | SUPPLY_TIERS | RELEASES | LEFTOVERS | ALLOTMENTS
COMPLIANCE = frozenset(
    {
        "violation.recorded",
        "violation.penalised",
        "violation.annulled",
        "compliance_rule.published",
        "customer.compliance_scored",
        "customer.service_classed",
    }
)
ANOMALIES = frozenset({"anomaly_rule.published", "anomaly.opened", "anomaly.closed"})
VALUE = PRODUCTS | EVALUATION | COMPLIANCE | ANOMALIES | SUPPLY
"""What a customer is worth, and what they may get."""
