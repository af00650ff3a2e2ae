"""Files and mappings as the tests of reading write them."""

from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from eventlog.branch import Branch
from service.imports.customers.customer_mapping import CustomerMapping
from service.imports.customers.customer_rows import CustomerFile
from service.imports.engine.mapping import load_mapping
from service.imports.engine.source import open_source
from service.imports.orders.lines_to_documents import OrderFile
from service.imports.orders.order_mapping import OrderMapping
from service.imports.products.product_mapping import ProductMapping
from service.imports.products.product_rows import ProductFile

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
SUZHOU = Branch("suzhou", "Asia/Shanghai", "CNY")
AMES = Branch("ames", "America/Chicago", "USD")
EXAMPLES = Path(__file__).parents[3] / "examples"
SAMPLE = Path(__file__).parents[2] / "data" / "iowa_ames_sample.csv"

HEADER = "doc,day,shop,sku,qty,sum"
ORDERS = """
[document]
order_no = "doc"
placed = "day"
[customer]
customer_no = "shop"
[line]
sku = "sku"
quantity = "qty"
amount = "sum"
"""


def read_orders(
    folder: Path,
    content: str | bytes,
    *,
    before: str = "",
    mapping: str = ORDERS,
    name: str = "orders.csv",
    branch: Branch = SUZHOU,
    stdin: BinaryIO | None = None,
) -> OrderFile:
    """Write the file and its mapping (`before` goes in front of the mapping's tables) and read them."""
    (folder / "m.toml").write_text(before + mapping, "utf-8")
    if stdin is None:
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    read = load_mapping(folder / "m.toml", OrderMapping)
    path = "-" if stdin else str(folder / name)
    return OrderFile(open_source(path, read, stdin=stdin), read, branch, NOW)


def read_products(folder: Path, content: str, mapping: str) -> ProductFile:
    """Write the file and its mapping and read them."""
    (folder / "m.toml").write_text(mapping, "utf-8")
    (folder / "prices.csv").write_text(content, "utf-8")
    read = load_mapping(folder / "m.toml", ProductMapping)
    return ProductFile(open_source(str(folder / "prices.csv"), read), read, SUZHOU, NOW)


def read_customers(folder: Path, content: str, mapping: str) -> CustomerFile:
    """Write the file and its mapping and read them."""
    (folder / "m.toml").write_text(mapping, "utf-8")
    (folder / "shops.csv").write_text(content, "utf-8")
    read = load_mapping(folder / "m.toml", CustomerMapping)
    return CustomerFile(open_source(str(folder / "shops.csv"), read), read, SUZHOU, NOW)
