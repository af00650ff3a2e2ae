"""The kinds of files that `indelible import` takes in, each with its help.

The code of a kind is `IMPORTER` in `service/imports/<name>/importer.py`. It is loaded when a file is imported, because
what reads files takes long to load.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True)
class Kind:
    """A kind of file."""

    name: str
    help: str
    """Of the command; that nothing is recorded twice need not be said."""
    more: str = ""
    """Further paragraphs."""
    parallel: bool = False
    """Whether several processes may record it."""

    def importer(self) -> Any:
        """The `Importer` of this kind."""
        return import_module(f"service.imports.{self.name}.importer").IMPORTER


KINDS = (
    Kind(
        "orders",
        "Import orders (订单) and returns (退货), each document whole or not at all",
        "They are records of what was settled: no cap (限量) of a release cuts them, and they draw on none.",
        parallel=True,
    ),
    Kind("customers", "Import customers (零售客户): enrol them, fill their files, withdraw them"),
    Kind("products", "Import articles (品规): register and describe them, price them"),
    Kind("complaints", "Import complaints (投诉) and what was done with them, each whole"),
    Kind("promises", "Import promises (承诺) to customers and when they were kept"),
    Kind("surveys", "Import answers (答卷) to a survey that was opened"),
)
