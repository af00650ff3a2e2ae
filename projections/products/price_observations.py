"""price_observations: at what prices articles were seen on sale in the market."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, NamedTuple

from domain.kernel.event import Recorded
from domain.kernel.fields import CustomerNo, EmployeeNo, Sku
from domain.products.events import ProductPriceObserved
from projections.fold.table import ReadTable, Rows, topics


class ObservationRow(NamedTuple):
    """One price that somebody saw."""

    position: Annotated[int, "where it stands in the log; orders the whole branch, with gaps"]
    sku: Annotated[Sku, "the article's number"]
    observed_at: Annotated[datetime, "when it was seen"]
    price: Annotated[Decimal, "what a carton (条) was sold for, in the branch's currency"]
    customer_no: Annotated[CustomerNo | None, "the customer who sold at that price; null if it was no customer of ours"]
    place: Annotated[str | None, "where it was seen, if it was said"]
    observed_by: EmployeeNo


def _observed(_: Rows, recorded: Recorded[ProductPriceObserved]) -> Rows:
    event = recorded.event
    return [
        ObservationRow(
            recorded.position,
            event.product_no,
            event.effective_at,
            event.price,
            event.customer_no,
            event.place,
            event.actor,
        )
    ]


PRICE_OBSERVATIONS = ReadTable(
    name="price_observations",
    meaning="Prices at which articles were seen on sale (市场价格), each as it was seen",
    row=ObservationRow,
    key=("position",),
    group=("position",),
    groups=lambda recorded: ((recorded.position,),),
    folds={ProductPriceObserved: _observed},
    creates=frozenset({ProductPriceObserved}),
    ignores=topics("product", "registered redescribed price_changed state_changed withdrawn"),
    indexes=(("sku", "observed_at"),),
)
