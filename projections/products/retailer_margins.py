"""retailer_margins: what each customer earns on our goods in a month, and what we earn on the customer."""

from datetime import date
from decimal import Decimal
from typing import Annotated, LiteralString, NamedTuple

from domain.kernel.fields import CustomerNo
from projections.fold.view import View
from projections.orders.order_lines import ORDER_LINES
from projections.orders.orders import ORDERS
from projections.products.product_prices import PRODUCT_PRICES
from projections.products.products import PRODUCTS


class MarginRow(NamedTuple):
    """One customer's month, over the lines delivered in it; money in the branch's currency, rates to six decimals."""

    customer_no: CustomerNo
    month: Annotated[date, "first day of the month of delivery, in the branch's zone"]
    delivered_qty: Annotated[int, "cartons (条) handed over"]
    delivered_amount: Annotated[Decimal, "what the customer paid for them; returns are not taken off"]
    priced_amount: Annotated[Decimal, "of that, for articles whose retail price was in force on the day of delivery"]
    unpriced_amount: Annotated[
        Decimal, "of that, for the others, also articles withdrawn by then: nothing is known of the margin on them"
    ]
    coverage: Annotated[Decimal | None, "priced_amount / delivered_amount; null where nothing was paid"]
    retail_worth: Annotated[Decimal | None, "retail price times cartons of the priced lines; null where none is priced"]
    margin: Annotated[Decimal | None, "the customer's margin (卖烟利润): retail_worth - priced_amount"]
    margin_rate: Annotated[Decimal | None, "毛利率 of the customer: margin / retail_worth"]
    costed_amount: Annotated[Decimal, "of delivered_amount, for articles whose transfer price was in force that day"]
    cost: Annotated[Decimal | None, "transfer price times cartons of these lines; null where there are none"]
    profit: Annotated[Decimal | None, "what we earn on the customer: costed_amount - cost"]
    profit_rate: Annotated[Decimal | None, "profit / costed_amount; null where nothing was paid"]
    revenue_per_case: Annotated[
        Decimal | None,
        "单箱销售额: paid for a case (箱) of 50,000 sticks, over articles whose sticks in a carton are known",
    ]
    sales_rank: Annotated[int, "place in the month by delivered_amount, the largest first, ties by number"]
    profit_rank: Annotated[int | None, "place in the month by profit, the largest first; null where it is not known"]
    large_unprofitable: Annotated[
        bool | None,
        "大而不盈: in the top fifth of the month's customers by sales, and not in that by profit, or at a loss;"
        " null where the profit is not known",
    ]


_QUERY: LiteralString = """
WITH lines AS (
    SELECT o.customer_no, date_trunc('month', o.delivered_at AT TIME ZONE {zone})::date AS month,
           l.delivered_qty, l.amount, p.retail_price, p.transfer_price,
           l.delivered_qty * c.sticks_per_pack * c.packs_per_carton AS sticks,
           greatest(o.changed_at_position, l.changed_at_position, p.changed_at_position) AS changed
    FROM {orders} AS o
    JOIN {order_lines} AS l USING (order_no)
    LEFT JOIN {products} AS c ON c.sku = l.sku
    LEFT JOIN {product_prices} AS p ON p.sku = l.sku
        AND p.valid_from <= (o.delivered_at AT TIME ZONE {zone})::date
        AND (p.valid_to IS NULL OR (o.delivered_at AT TIME ZONE {zone})::date < p.valid_to)
        AND (c.withdrawn_on IS NULL OR (o.delivered_at AT TIME ZONE {zone})::date < c.withdrawn_on)
    WHERE o.delivered_at IS NOT NULL
), months AS (
    SELECT customer_no, month, sum(delivered_qty)::bigint AS delivered_qty, sum(amount) AS delivered_amount,
           coalesce(sum(amount) FILTER (WHERE retail_price IS NOT NULL), 0) AS priced_amount,
           coalesce(sum(amount) FILTER (WHERE retail_price IS NULL), 0) AS unpriced_amount,
           sum(retail_price * delivered_qty) AS retail_worth,
           coalesce(sum(amount) FILTER (WHERE transfer_price IS NOT NULL), 0) AS costed_amount,
           sum(transfer_price * delivered_qty) AS cost,
           sum(amount) FILTER (WHERE sticks > 0) * 50000 / sum(sticks) FILTER (WHERE sticks > 0) AS per_case,
           max(changed) AS changed_at_position
    FROM lines GROUP BY customer_no, month
), ranked AS (
    SELECT *, costed_amount - cost AS profit, count(*) OVER (PARTITION BY month) AS customers,
           rank() OVER (PARTITION BY month ORDER BY delivered_amount DESC, customer_no) AS sales_rank,
           CASE WHEN cost IS NOT NULL THEN
               rank() OVER (PARTITION BY month ORDER BY costed_amount - cost DESC NULLS LAST, customer_no)
           END AS profit_rank
    FROM months
)
SELECT *, round(priced_amount / nullif(delivered_amount, 0), 6) AS coverage,
       retail_worth - priced_amount AS margin,
       round((retail_worth - priced_amount) / nullif(retail_worth, 0), 6) AS margin_rate,
       round(profit / nullif(costed_amount, 0), 6) AS profit_rate,
       round(per_case, 6) AS revenue_per_case,
       CASE WHEN profit IS NOT NULL THEN
           sales_rank <= ceil(customers / 5.0) AND (profit_rank > ceil(customers / 5.0) OR profit < 0)
       END AS large_unprofitable
FROM ranked
"""

RETAILER_MARGINS = View(
    name="retailer_margins",
    meaning="What customers earn on our goods, and we on them, by month of delivery, by what is now known of prices",
    row=MarginRow,
    key=("customer_no", "month"),
    sources=(ORDERS, ORDER_LINES, PRODUCTS, PRODUCT_PRICES),
    query=_QUERY,
)
