"""The views there are, by name, in the order they are shown."""

from projections.retailer_margins import RETAILER_MARGINS
from projections.view import View

VIEWS: dict[str, View] = {view.name: view for view in (RETAILER_MARGINS,)}
