"""The read tables of customers."""

from projections.customers.customer_profile_periods import CUSTOMER_PROFILE_PERIODS
from projections.customers.customer_profiles import CUSTOMER_PROFILES
from projections.fold.area import ReadArea

AREA = ReadArea("customers", tables=(CUSTOMER_PROFILES, CUSTOMER_PROFILE_PERIODS))
