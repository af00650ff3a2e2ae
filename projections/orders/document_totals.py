"""What the read tables hold of a set of documents, to reconcile an import with."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from eventlog.branch import Branch


class DocumentTotals(NamedTuple):
    """Counts and sums over orders and returns without an order; amounts in the branch's currency."""

    lines: int
    orders: int
    returns: int
    amount: Decimal
    returned_amount: Decimal


def document_totals(
    connection: Connection[Any], branch: Branch, order_nos: Sequence[str], return_nos: Sequence[str]
) -> DocumentTotals:
    """Count these documents in `orders`, `order_lines` and `returns` as they stand."""
    names = {name: Identifier(branch.read_schema, name) for name in ("orders", "order_lines", "returns")}
    row = connection.execute(
        SQL(
            "SELECT (SELECT count(*) FROM {order_lines} WHERE order_no = ANY(%(orders)s)) + back.lines,"
            " sold.orders, back.returns, sold.amount, back.amount"
            " FROM (SELECT count(*) AS orders, coalesce(sum(amount), 0) AS amount FROM {orders}"
            "       WHERE order_no = ANY(%(orders)s)) AS sold,"
            "      (SELECT count(*) AS lines, count(DISTINCT return_no) AS returns, coalesce(sum(amount), 0) AS amount"
            "       FROM {returns} WHERE order_no IS NULL AND return_no = ANY(%(returns)s)) AS back"
        ).format(**names),
        {"orders": list(order_nos), "returns": list(return_nos)},
    ).fetchone()
    return DocumentTotals(*row) if row else DocumentTotals(0, 0, 0, Decimal(0), Decimal(0))
