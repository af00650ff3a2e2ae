"""An article is registered, described, priced, scarce or slow, and withdrawn."""

from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

import pytest

from domain.customers.refusals import CustomerNotEnrolledYet
from domain.kernel.refusals import InvalidIdentifier, InvalidText, InvalidValue, ReasonRequired
from domain.products.area import PRODUCT
from domain.products.events import (
    ProductPriceChanged,
    ProductPriceObserved,
    ProductRedescribed,
    ProductRegistered,
    ProductStateChanged,
    ProductWithdrawn,
    SalesState,
)
from domain.products.pricing import price_class
from domain.products.product import (
    change_price,
    evolve,
    observe_price,
    redescribe_product,
    register_product,
    set_state,
    withdraw_product,
)
from domain.products.refusals import (
    ProductAlreadyRegistered,
    ProductIsWithdrawn,
    ProductNotFound,
    ProductNotRegisteredYet,
)
from tests.domain.scenario import enrolled, given, instant, the_customer, told

UNITS = {"sticks_per_pack": 20, "packs_per_carton": 10}


def registered(at: str = "2021-01-01", **described: Any) -> ProductRegistered:
    return told(ProductRegistered, at, product_no="6901028", **{"name": "利群", **UNITS, **described})


def priced(
    valid_from: str, retail: str | None, transfer: str | None = None, kind: int | None = None, at: str = "2021-01-01"
) -> ProductPriceChanged:
    prices = {"retail_price": retail and Decimal(retail), "transfer_price": transfer and Decimal(transfer)}
    day = date.fromisoformat(valid_from)
    return told(ProductPriceChanged, at, product_no="6901028", valid_from=day, **prices, price_class=kind)


def withdrawn(at: str) -> ProductWithdrawn:
    return told(ProductWithdrawn, at, product_no="6901028")


def test_an_article_enters_the_catalogue_once() -> None:
    given().when(register_product, "6901028", {"name": " 利群 ", "brand": None, **UNITS}).then(
        ProductRegistered, product_no="6901028", name="利群", brand=None, sticks_per_pack=20, packs_per_carton=10
    )
    given(registered()).when(register_product, "6901028", {"name": "利群"}).then_refused(
        ProductAlreadyRegistered, since=date(2021, 1, 1)
    )


@pytest.mark.parametrize(
    ("number", "description", "refusal"),
    [
        ("6901028 ", {"name": "利群"}, InvalidIdentifier),
        ("6901028", {}, InvalidText),
        ("6901028", {"name": "  "}, InvalidText),
        ("6901028", {"name": "利群", "colour": "red"}, InvalidValue),
        ("6901028", {"name": "利群", "sticks_per_pack": 0}, InvalidValue),
        ("6901028", {"name": "利群", "packs_per_carton": 1001}, InvalidValue),
        ("6901028", {"name": "利群", "packs_per_carton": Decimal(10)}, InvalidValue),
    ],
)
def test_what_cannot_be_meant_is_refused(number: str, description: dict[str, Any], refusal: Any) -> None:
    given().when(register_product, number, description).then_refused(refusal)


def test_the_largest_units_are_taken() -> None:
    most = {"sticks_per_pack": 1000, "packs_per_carton": 1}
    given().when(register_product, "6901028", {"name": "利群", **most}).then(ProductRegistered, **most)


def test_a_new_description_tells_all_of_it() -> None:
    given(registered(brand="利群")).when(redescribe_product, {"name": "利群（新版）", "brand": None}).then(
        ProductRedescribed, name="利群（新版）", brand="利群", sticks_per_pack=20
    )


def test_what_the_catalogue_says_already_is_not_told_again() -> None:
    given(registered()).when(redescribe_product, {"name": "利群"}).then_nothing()
    given(registered()).when(redescribe_product, {}).then_nothing()


def test_a_description_is_compared_with_that_of_its_time() -> None:
    later = told(ProductRedescribed, "2021-08-01", product_no="6901028", name="利群（新版）")
    given(registered(), later).when(redescribe_product, {"name": "利群"}, at="2021-07-01").then_nothing()
    given(registered(), later).when(redescribe_product, {"name": "利群"}, at="2021-08-01").then(ProductRedescribed)


def test_prices_not_named_run_on_from_what_is_in_force_that_day() -> None:
    history = (registered(), priced("2021-01-01", "120", "80"), priced("2021-09-01", "150", "95"))
    given(*history).when(change_price, {"retail_price": Decimal("125.5")}, date(2021, 8, 31)).then(
        ProductPriceChanged,
        valid_from=date(2021, 8, 31),
        retail_price=Decimal("125.5"),
        transfer_price=None,
        wholesale_price=None,
        price_class=None,
    )
    article = reduce(evolve, [*history, priced("2021-09-01", "160")], None)
    assert article is not None
    assert article.prices_on(date(2021, 9, 1)) == {
        "transfer_price": Decimal(95),
        "wholesale_price": None,
        "retail_price": Decimal(160),
    }


def test_a_price_told_late_runs_on_through_days_on_which_only_others_changed() -> None:
    history = [registered(), priced("2021-01-01", "120", "80"), priced("2021-09-01", "150")]
    history.append(priced("2021-05-01", None, "85"))
    article = reduce(evolve, [*history, priced("2021-08-01", "130")], None)
    assert article is not None
    assert [article.prices_on(date(2021, month, 1))["transfer_price"] for month in (4, 5, 9)] == [80, 85, 85]
    assert [article.prices_on(date(2021, month, 1))["retail_price"] for month in (5, 8, 9)] == [120, 130, 150]


def test_a_price_that_was_told_for_the_day_is_not_told_again() -> None:
    history = (registered(), priced("2021-01-01", "120", "80"))
    given(*history).when(change_price, {"retail_price": Decimal("120.00")}, date(2021, 1, 1)).then_nothing()
    given(registered()).when(change_price, {}, date(2021, 8, 1)).then_nothing()


def test_a_price_that_only_runs_on_is_told_so_that_a_late_one_ends_there() -> None:
    history = (registered(), priced("2021-01-01", "120"))
    same = priced("2021-08-01", "120")
    given(*history).when(change_price, {"retail_price": Decimal(120)}, date(2021, 8, 1)).then(
        ProductPriceChanged, valid_from=date(2021, 8, 1), retail_price=Decimal(120)
    )
    article = reduce(evolve, [*history, same, priced("2021-07-01", "110")], None)
    assert article is not None
    assert [article.prices_on(date(2021, month, 1))["retail_price"] for month in (6, 7, 8)] == [120, 110, 120]
    history = (registered(), priced("2021-01-01", "120"))
    given(*history).when(change_price, {"retail_price": Decimal(120)}, date(2020, 12, 31)).then(ProductPriceChanged)


@pytest.mark.parametrize("price", [Decimal(0), Decimal(-1), Decimal("NaN"), Decimal(10**9), Decimal("0.0000001"), 5])
def test_a_price_is_money_for_a_carton(price: object) -> None:
    given(registered()).when(change_price, {"retail_price": price}, date(2021, 8, 1)).then_refused(InvalidValue)


def test_the_finest_price_is_taken() -> None:
    prices = {"retail_price": Decimal("0.000001"), "wholesale_price": Decimal("999999999.999999")}
    given(registered()).when(change_price, prices, date(2021, 8, 1)).then(ProductPriceChanged, **prices)


def test_a_price_of_another_name_is_refused() -> None:
    given(registered()).when(change_price, {"price": Decimal(1)}, date(2021, 8, 1)).then_refused(InvalidValue)


@pytest.mark.parametrize(
    ("transfer", "expected"),
    [
        ("100", 1), ("99.99", 2), ("70", 2), ("69.99", 3), ("30", 3),
        ("29.99", 4), ("16.5", 4), ("16.49", 5), ("0.01", 5),
    ],
)  # fmt: skip
def test_the_price_class_is_by_the_transfer_price_of_200_sticks(transfer: str, expected: int) -> None:
    assert price_class(Decimal(transfer), 20, 10) == expected
    assert price_class(Decimal(transfer) / 2, 10, 10) == expected  # half a carton for half the money


def test_without_price_or_units_there_is_no_price_class() -> None:
    assert price_class(None, 20, 10) is None
    assert price_class(Decimal(100), None, 10) is None
    assert price_class(Decimal(100), 20, None) is None
    bare = told(ProductRegistered, "2021-01-01", product_no="6901028", name="利群")
    given(bare).when(change_price, {"transfer_price": Decimal(100)}, date(2021, 8, 1)).then(
        ProductPriceChanged, price_class=None
    )


def test_prices_are_told_again_with_the_class_that_follows_from_other_sticks() -> None:
    history = (
        registered(),
        priced("2021-01-01", "120", "60", 3),
        priced("2021-03-01", "130"),
        priced("2021-05-01", None, "300", 1),
        priced("2021-04-01", None, "40", 3, at="2021-02-01"),
    )
    corrected = given(*history).when(redescribe_product, {"packs_per_carton": 5})
    _, first, second = corrected.then_each(ProductRedescribed, ProductPriceChanged, ProductPriceChanged).events
    for event, day, price, kind in ((first, date(2021, 1, 1), 60, 1), (second, date(2021, 4, 1), 40, 2)):
        assert isinstance(event, ProductPriceChanged)
        assert (event.valid_from, event.effective_at) == (day, instant("2021-07-01"))
        assert (event.transfer_price, event.retail_price, event.price_class) == (Decimal(price), None, kind)
    early = given(*history).when(redescribe_product, {"packs_per_carton": 5}, at="2021-01-05").events
    assert [(event.effective_at, str(event.effective_on)) for event in early] == [
        *((instant(day), day) for day in ("2021-01-05", "2021-01-05", "2021-02-01")),
    ]


def test_units_told_after_the_price_give_it_its_class() -> None:
    bare = told(ProductRegistered, "2021-01-01", product_no="6901028", name="利群", sticks_per_pack=20)
    given(bare, priced("2021-01-01", None, "60")).when(redescribe_product, {"packs_per_carton": 10}).then_each(
        ProductRedescribed, ProductPriceChanged
    )
    given(bare, priced("2021-01-01", None, "60")).when(redescribe_product, {"brand": "利群"}).then(ProductRedescribed)
    given(bare, priced("2021-01-01", "60")).when(redescribe_product, {"packs_per_carton": 10}).then(ProductRedescribed)


def test_a_class_that_was_told_otherwise_is_set_right_by_the_price_or_the_description() -> None:
    wrong = given(registered(), priced("2021-01-01", "120", "60", 1))
    for prices in ({"transfer_price": Decimal(60)}, {"transfer_price": Decimal(60), "retail_price": Decimal(120)}):
        wrong.when(change_price, prices, date(2021, 1, 1)).then(ProductPriceChanged, price_class=3, **prices)
    wrong.when(change_price, {"retail_price": Decimal(120)}, date(2021, 1, 1)).then_nothing()
    wrong.when(redescribe_product, {"name": "利群"}).then(
        ProductPriceChanged, price_class=3, transfer_price=Decimal(60), retail_price=None
    )
    right = given(registered(), priced("2021-01-01", "120", "60", 3))
    right.when(change_price, {"transfer_price": Decimal(60)}, date(2021, 1, 1)).then_nothing()
    right.when(redescribe_product, {"name": "利群"}).then_nothing()


def test_the_class_of_a_price_told_late_is_by_what_the_catalogue_says_last() -> None:
    later = told(
        ProductRedescribed, "2021-08-01", product_no="6901028", name="利群", **{**UNITS, "packs_per_carton": 5}
    )
    given(registered(), later).when(change_price, {"transfer_price": Decimal(60)}, date(2021, 2, 1)).then(
        ProductPriceChanged, price_class=1
    )
    given(registered(), later, priced("2021-01-01", None, "60", 1)).when(
        redescribe_product, {"packs_per_carton": 20}, at="2021-05-01"
    ).then(ProductRedescribed)


def test_an_article_is_scarce_selling_or_slow_from_a_time_on() -> None:
    given(registered()).when(set_state, SalesState.SCARCE).then(ProductStateChanged, state="scarce")
    scarce = told(ProductStateChanged, "2021-03-01", product_no="6901028", state="scarce")
    given(registered(), scarce).when(set_state, SalesState.SCARCE).then_nothing()
    given(registered(), scarce).when(set_state, SalesState.SCARCE, at="2021-02-01").then(ProductStateChanged)
    given(registered(), scarce).when(set_state, SalesState.SLOW).then(ProductStateChanged, state="slow")


def test_an_article_leaves_for_a_reason_and_then_takes_no_change() -> None:
    given(registered()).when(withdraw_product).then_refused(ReasonRequired)
    given(registered()).when(withdraw_product, reason="停产").then(ProductWithdrawn, reason="停产")
    gone = given(registered(), withdrawn("2021-06-01"))
    gone.when(withdraw_product, reason="停产").then_refused(ProductIsWithdrawn, since=date(2021, 6, 1))
    gone.when(set_state, SalesState.SLOW).then_refused(ProductIsWithdrawn)
    gone.when(redescribe_product, {"name": "x"}).then_refused(ProductIsWithdrawn)
    gone.when(change_price, {"retail_price": Decimal(1)}, date(2021, 7, 1)).then_refused(ProductIsWithdrawn)
    gone.when(set_state, SalesState.SLOW, at="2021-05-31").then(ProductStateChanged)


def test_nothing_is_true_of_an_article_before_it_was_registered() -> None:
    given(registered()).when(set_state, SalesState.SLOW, at="2020-12-31").then_refused(
        ProductNotRegisteredYet, since=date(2021, 1, 1), at=date(2020, 12, 31)
    )


def test_a_price_is_seen_at_a_customers_or_elsewhere() -> None:
    given(registered()).when(observe_price, Decimal("118.5"), place="南门市场").then(
        ProductPriceObserved, price=Decimal("118.5"), place="南门市场", customer_no=None
    )
    given(registered()).when(observe_price, Decimal(118), the_customer()).then(
        ProductPriceObserved, customer_no="110001", place=None
    )
    late = the_customer(enrolled("2021-08-01"))
    given(registered()).when(observe_price, Decimal(118), late).then_refused(CustomerNotEnrolledYet)
    given(registered()).when(observe_price, Decimal(0)).then_refused(InvalidValue)
    given(registered(), withdrawn("2021-06-01")).when(observe_price, Decimal(1)).then_refused(ProductIsWithdrawn)


def test_an_article_nobody_registered_is_named() -> None:
    with pytest.raises(ProductNotFound, match="'6901028'"):
        PRODUCT.require("6901028", None)
