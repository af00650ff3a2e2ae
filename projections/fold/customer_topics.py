"""The topics of a customer's own stream that a table which watches it for a few of them ignores."""

from projections.fold.table import topics

CUSTOMER_TOPICS = topics(
    "customer",
    "enrolled renamed moved phone_changed shop_remeasured reclassified trade_area_described manager_assigned "
    "licence_renewed profile_verified suspended resumed withdrawn banned visited "
    "compliance_scored service_classed "
    "value_graded value_grade_overridden value_grade_override_ended value_grade_appealed value_grade_corrected "
    "value_grade_appeal_rejected factor_assessed supply_tier_assigned reasonable_quantity_agreed",
)
"""Written out, so that one more is decided on: here where no table but those that name it folds it."""


def customer_topics_but(folded: str) -> frozenset[str]:
    """All of them but these past participles, which the table folds."""
    return CUSTOMER_TOPICS - topics("customer", folded)
