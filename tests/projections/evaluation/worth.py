"""Events of the catalogue, of keeping the law and of sales anomalies, as their decisions would have recorded them."""

from datetime import date
from decimal import Decimal

from domain.anomalies.events import AnomalyClosed, AnomalyOpened
from domain.compliance.events import (
    CustomerComplianceScored,
    CustomerServiceClassed,
    ViolationAnnulled,
    ViolationPenalised,
    ViolationRecorded,
)
from domain.products.events import (
    ProductPriceChanged,
    ProductPriceObserved,
    ProductRedescribed,
    ProductRegistered,
    ProductStateChanged,
    ProductWithdrawn,
)
from tests.domain.scenario import told
from tests.projections.book import Book

SKU = "6901028"


def register(book: Book, at: str, name: str = "利群", sku: str = SKU) -> None:
    book.events.append(told(ProductRegistered, at, product_no=sku, name=name))


def redescribe(book: Book, at: str, name: str, sku: str = SKU) -> None:
    book.events.append(told(ProductRedescribed, at, product_no=sku, name=name))


def set_state(book: Book, at: str, state: str, sku: str = SKU) -> None:
    book.events.append(told(ProductStateChanged, at, product_no=sku, state=state))


def withdraw(book: Book, at: str, sku: str = SKU) -> None:
    book.events.append(told(ProductWithdrawn, at, product_no=sku))


def price(book: Book, at: str, valid_from: str, retail: str | None, transfer: str | None = None, **more: int) -> None:
    prices = {"retail_price": retail and Decimal(retail), "transfer_price": transfer and Decimal(transfer)}
    book.events.append(
        told(ProductPriceChanged, at, product_no=SKU, valid_from=date.fromisoformat(valid_from), **prices, **more)
    )


def observe(book: Book, at: str, seen: str, customer_no: str | None = None) -> None:
    facts = {"price": Decimal(seen), "customer_no": customer_no, "place": "南门市场"}
    book.events.append(told(ProductPriceObserved, at, product_no=SKU, **facts))


def violate(
    book: Book, at: str, violation_no: str, customer_no: str, qty: int = 200, penalty: str | None = None
) -> None:
    about = {"violation_no": violation_no, "customer_no": customer_no}
    book.events.append(told(ViolationRecorded, at, **about, kind="fake", qty=qty))
    if penalty:
        book.events.append(told(ViolationPenalised, at, **about, penalty=penalty))


def annul(book: Book, at: str, violation_no: str, customer_no: str) -> None:
    book.events.append(told(ViolationAnnulled, at, violation_no=violation_no, customer_no=customer_no))


def score(book: Book, on: str, customer_no: str, points: int, kind: str, service: str) -> None:
    day = date.fromisoformat(on)
    basis = {"rule_version": "suzhou/1", "basis_position": 7, "window_from": day.replace(day=1), "window_to": day}
    losses = [{"item": "经营规范", "lost": 100 - points}]
    found = {"penalties": 0, "score": points, "compliance_class": kind, "losses": losses, "violations": ["V-1"]}
    book.happened(CustomerComplianceScored, on, customer_no, **basis, **found)
    served = {"delivered_qty": 300, "service_class": service, "to_be_banned": False}
    book.happened(CustomerServiceClassed, on, customer_no, **basis, **served)


def depart(book: Book, at: str, customer_no: str, month: str, action: str | None = None) -> None:
    about = {"anomaly_no": f"{customer_no}/{month}/monthly", "customer_no": customer_no}
    figures = {"value": Decimal(40), "usual": Decimal("110.5"), "share": Decimal("0.3620")}
    found = {"month": date.fromisoformat(f"{month}-01"), "measure": "delivered_qty", **figures}
    book.events.append(told(AnomalyOpened, at, **about, **found, rule_version="monthly/1", basis_position=7))
    if action:
        book.events.append(told(AnomalyClosed, at, **about, action=action))


def worth_of_a_year(book: Book) -> None:
    """Something in each of the tables, for customers 110001 and 110002."""
    register(book, "2021-01-01")
    price(book, "2021-01-01", "2021-01-01", "12.50")
    price(book, "2021-03-01", "2021-06-01", "13.00", "9.5")
    set_state(book, "2021-03-01", "scarce")
    observe(book, "2021-05-02", "12.00", "110001")
    observe(book, "2021-05-03", "11.80")
    violate(book, "2021-05-20", "V-1", "110001", penalty="罚款")
    violate(book, "2021-05-21", "V-2", "110002")
    score(book, "2021-06-30", "110001", 90, "B", "B")
    score(book, "2021-06-30", "110002", 90, "B", "C")
    depart(book, "2021-07-02", "110001", "2021-06", "走访")
    depart(book, "2021-07-02", "110002", "2021-06")
