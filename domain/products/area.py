"""The area of the catalogue: its streams, events and refusals."""

from domain.kernel.area import Area, Stream
from domain.products import events, product, refusals

PRODUCT = Stream("product", product.evolve, refusals.ProductNotFound)

AREA = Area(
    "products",
    streams=(PRODUCT,),
    events=(events,),
    refusals=(refusals,),
)
