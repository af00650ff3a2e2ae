"""The mapping of articles: which columns describe and price them, from when."""

from typing import Annotated

from pydantic import AfterValidator

from domain.products.events import DESCRIPTION, PRICES
from service.imports.engine.mapping import DateColumn, FieldSource, Mapping
from service.imports.engine.template import FilledColumn


def _kept(sources: dict[str, FieldSource]) -> dict[str, FieldSource]:
    known = (*DESCRIPTION, *PRICES)
    if unknown := sorted(sources.keys() - set(known)):
        raise ValueError(f"{', '.join(unknown)}: not kept; the catalogue has {', '.join(known)}")
    if "name" not in sources:
        raise ValueError("say which column is the name")
    if made := sorted(name for name in PRICES if name in sources and not _as_it_stands(sources[name])):
        raise ValueError(f"{', '.join(made)}: a price stands in one column, without more")
    return sources


def _as_it_stands(source: FieldSource) -> bool:
    """Whether the field is one column's cell and nothing else, so that the column can be added up."""
    return not source.values and source.template in (None, *(f"{{{column}}}" for column in source.columns))


class ProductMapping(Mapping):
    """A mapping for `import products`."""

    sku: FilledColumn
    """The column with the article's number, as order lines name it."""
    effective: DateColumn
    """From which day on the row holds: the first day of its prices."""
    fields: Annotated[dict[str, FieldSource], AfterValidator(_kept)]

    @property
    def prices(self) -> dict[str, str]:
        """The column of each price."""
        return {name: self.fields[name].columns[0] for name in PRICES if name in self.fields}
