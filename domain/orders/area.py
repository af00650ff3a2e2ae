"""The area of orders and returns: its streams, events and refusals."""

from domain.kernel.area import Area, Stream
from domain.orders import events, goods_return, order, refusals

ORDER = Stream("order", order.evolve, refusals.OrderNotFound)
RETURN = Stream("return", goods_return.evolve, refusals.ReturnNotFound)

AREA = Area(
    "orders",
    streams=(ORDER, RETURN),
    events=(events,),
    refusals=(refusals,),
)
