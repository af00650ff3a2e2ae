"""The read tables there are, by name, in the order they are shown."""

from projections.complaint_metrics import COMPLAINT_METRICS
from projections.complaints import COMPLAINTS
from projections.compliance_scores import COMPLIANCE_SCORES
from projections.contact_metrics import CONTACT_METRICS
from projections.contact_themes import CONTACT_THEMES
from projections.contacts import CONTACTS
from projections.customer_months import CUSTOMER_MONTHS
from projections.customer_profile_periods import CUSTOMER_PROFILE_PERIODS
from projections.customer_profiles import CUSTOMER_PROFILES
from projections.customer_timeline import CUSTOMER_TIMELINE
from projections.evaluation_scores import EVALUATION_SCORES
from projections.factor_assessments import FACTOR_ASSESSMENTS
from projections.order_lines import ORDER_LINES
from projections.orders import ORDERS
from projections.price_observations import PRICE_OBSERVATIONS
from projections.product_prices import PRODUCT_PRICES
from projections.products import PRODUCTS
from projections.promise_metrics import PROMISE_METRICS
from projections.promise_standing import PROMISE_STANDING
from projections.promises import PROMISES
from projections.return_visits import RETURN_VISITS
from projections.returns import RETURNS
from projections.sales_anomalies import SALES_ANOMALIES
from projections.satisfaction_metrics import SATISFACTION_METRICS
from projections.service_needs import SERVICE_NEEDS
from projections.supply_metrics import SUPPLY_METRICS
from projections.supply_releases import SUPPLY_RELEASES
from projections.survey_answers import SURVEY_ANSWERS
from projections.surveys import SURVEYS
from projections.table import ReadTable
from projections.tier_assignments import TIER_ASSIGNMENTS
from projections.tier_transitions import TIER_TRANSITIONS
from projections.value_grade_overrides import VALUE_GRADE_OVERRIDES
from projections.violations import VIOLATIONS

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
