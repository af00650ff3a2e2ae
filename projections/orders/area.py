"""The read tables of orders and returns."""

from projections.fold.area import ReadArea
from projections.orders.customer_months import CUSTOMER_MONTHS
from projections.orders.order_lines import ORDER_LINES
from projections.orders.orders import ORDERS
from projections.orders.returns import RETURNS

AREA = ReadArea("orders", tables=(ORDERS, ORDER_LINES, RETURNS, CUSTOMER_MONTHS))
