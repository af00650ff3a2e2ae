"""The views there are, by name, in the order they are shown."""

from projections.fold.view import View
from projections.products.retailer_margins import RETAILER_MARGINS

VIEWS: dict[str, View] = {view.name: view for view in (RETAILER_MARGINS,)}
