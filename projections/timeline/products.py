"""Sentences of the events of the catalogue."""

from collections.abc import Mapping

from domain.kernel.event import Event
from domain.products import events as product
from domain.products.events import DESCRIPTION, PRICES
from projections.timeline.parameters import SentenceOf, fields

KINDS: Mapping[type[Event], SentenceOf] = {
    product.ProductRegistered: ("product_registered", fields("product_no", *DESCRIPTION)),
    product.ProductRedescribed: ("product_redescribed", fields("product_no", *DESCRIPTION)),
    product.ProductPriceChanged: ("price_changed", fields("product_no", "valid_from", *PRICES, "price_class")),
    product.ProductStateChanged: ("product_state_changed", fields("product_no", "state")),
    product.ProductPriceObserved: ("price_observed", fields("product_no", "price", "place")),
    product.ProductWithdrawn: ("product_withdrawn", fields("product_no")),
}

_DESCRIBED = "{name}[, brand {brand}][, {specification}][, {sticks_per_pack} sticks a pack][, {packs_per_carton} packs"
SENTENCES = {
    "product_registered": f"Product {{product_no}} (品规) entered the catalogue: {_DESCRIBED} a carton]",
    "product_redescribed": f"Product {{product_no}} is described otherwise: {_DESCRIBED} a carton]",
    "price_changed": "A carton (条) of product {product_no} costs from {valid_from} on"
    "[, transfer {transfer_price}][, wholesale {wholesale_price}][, retail {retail_price}]"
    "[, price class {price_class}]",
    "product_state_changed": "Product {product_no} is {state}",
    "price_observed": "A carton (条) of product {product_no} was seen on sale for {price}[ at {place}]",
    "product_withdrawn": "Product {product_no} left the catalogue",
}
