"""What the tables of the catalogue hold of some articles, to reconcile an import with."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from eventlog.branch import Branch


def catalogue_totals(
    connection: Connection[Any], branch: Branch, skus: Sequence[str], priced: Mapping[str, Sequence[tuple[str, date]]]
) -> dict[str, int | Decimal]:
    """How many of the articles there are, and for each price the sum of what is in force for (article, day)."""
    products, prices = (Identifier(branch.read_schema, name) for name in ("products", "product_prices"))
    count = connection.execute(SQL("SELECT count(*) FROM {} WHERE sku = ANY(%s)").format(products), [list(skus)])
    totals: dict[str, int | Decimal] = {"products": (count.fetchone() or (0,))[0]}
    for name, days in priced.items():
        statement = SQL(
            "SELECT coalesce(sum({}), 0) FROM unnest(%s::text[], %s::date[]) AS wanted (sku, day)"
            " JOIN {} AS p ON p.sku = wanted.sku AND p.valid_from <= wanted.day"
            " AND (p.valid_to IS NULL OR wanted.day < p.valid_to)"
        ).format(Identifier("p", name), prices)
        row = connection.execute(statement, [[sku for sku, _ in days], [day for _, day in days]]).fetchone()
        totals[name] = row[0] if row else Decimal(0)
    return totals
