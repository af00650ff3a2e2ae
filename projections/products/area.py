"""The read tables of the catalogue."""

from projections.fold.area import ReadArea
from projections.products.price_observations import PRICE_OBSERVATIONS
from projections.products.product_prices import PRODUCT_PRICES
from projections.products.products import PRODUCTS
from projections.products.retailer_margins import RETAILER_MARGINS

AREA = ReadArea("products", tables=(PRODUCTS, PRODUCT_PRICES, PRICE_OBSERVATIONS), views=(RETAILER_MARGINS,))
