"""Refusals of the catalogue.

NotFound
└── ProductNotFound
ProductRefusal             the article's own history forbids it
"""

from domain.kernel.refusals import NotFound, Refusal


class ProductNotFound(NotFound):
    message = "there is no product {product_no!r} in the catalogue; register it first"


class ProductRefusal(Refusal):
    """The article's own history forbids it."""


class ProductAlreadyRegistered(ProductRefusal):
    message = "product {product_no} was registered on {since} already"


class ProductNotRegisteredYet(ProductRefusal):
    message = "product {product_no} was registered on {since}, after {at}"


class ProductIsWithdrawn(ProductRefusal):
    message = "product {product_no} left the catalogue on {since}"
