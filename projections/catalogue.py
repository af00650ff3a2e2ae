"""The read tables there are, by name, in the order they are shown."""

from projections.anomalies.sales_anomalies import SALES_ANOMALIES
from projections.complaints.complaint_metrics import COMPLAINT_METRICS
from projections.complaints.complaints import COMPLAINTS
from projections.compliance.compliance_scores import COMPLIANCE_SCORES
from projections.compliance.violations import VIOLATIONS
from projections.contacts.contact_metrics import CONTACT_METRICS
from projections.contacts.contact_themes import CONTACT_THEMES
from projections.contacts.contacts import CONTACTS
from projections.contacts.return_visits import RETURN_VISITS
from projections.contacts.service_needs import SERVICE_NEEDS
from projections.customers.customer_months import CUSTOMER_MONTHS
from projections.customers.customer_profile_periods import CUSTOMER_PROFILE_PERIODS
from projections.customers.customer_profiles import CUSTOMER_PROFILES
from projections.evaluation.evaluation_scores import EVALUATION_SCORES
from projections.evaluation.factor_assessments import FACTOR_ASSESSMENTS
from projections.evaluation.tier_assignments import TIER_ASSIGNMENTS
from projections.evaluation.tier_transitions import TIER_TRANSITIONS
from projections.evaluation.value_grade_overrides import VALUE_GRADE_OVERRIDES
from projections.fold.table import ReadTable
from projections.orders.order_lines import ORDER_LINES
from projections.orders.orders import ORDERS
from projections.orders.returns import RETURNS
from projections.products.price_observations import PRICE_OBSERVATIONS
from projections.products.product_prices import PRODUCT_PRICES
from projections.products.products import PRODUCTS
from projections.promises.promise_metrics import PROMISE_METRICS
from projections.promises.promise_standing import PROMISE_STANDING
from projections.promises.promises import PROMISES
from projections.supply.supply_metrics import SUPPLY_METRICS
from projections.supply.supply_releases import SUPPLY_RELEASES
from projections.surveys.satisfaction_metrics import SATISFACTION_METRICS
from projections.surveys.survey_answers import SURVEY_ANSWERS
from projections.surveys.surveys import SURVEYS
from projections.timeline.customer_timeline import CUSTOMER_TIMELINE

TABLES: dict[str, ReadTable] = {
    table.name: table
    for table in (
        CUSTOMER_PROFILES,
        CUSTOMER_PROFILE_PERIODS,
        ORDERS,
        ORDER_LINES,
        RETURNS,
        CUSTOMER_MONTHS,
        COMPLAINTS,
        PRODUCTS,
        PRODUCT_PRICES,
        PRICE_OBSERVATIONS,
        VIOLATIONS,
        COMPLIANCE_SCORES,
        SALES_ANOMALIES,
        TIER_ASSIGNMENTS,
        SUPPLY_RELEASES,
        SUPPLY_METRICS,
        COMPLAINT_METRICS,
        SURVEYS,
        SURVEY_ANSWERS,
        SATISFACTION_METRICS,
        EVALUATION_SCORES,
        FACTOR_ASSESSMENTS,
        TIER_TRANSITIONS,
        VALUE_GRADE_OVERRIDES,
        PROMISES,
        PROMISE_METRICS,
        PROMISE_STANDING,
        CONTACTS,
        CONTACT_METRICS,
        CONTACT_THEMES,
        RETURN_VISITS,
        SERVICE_NEEDS,
        CUSTOMER_TIMELINE,
    )
}
