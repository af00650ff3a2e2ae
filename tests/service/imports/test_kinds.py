"""The kinds of files there are: none forgotten, and each with what the engine needs."""

from pathlib import Path

import service.imports
from service.imports.engine.importer import Importer
from service.imports.engine.mapping import Mapping
from service.imports.kinds import KINDS


def test_every_importer_is_a_kind_of_file() -> None:
    folders = {path.parent.name for path in Path(service.imports.__path__[0]).glob("*/importer.py")} - {"engine"}
    assert {kind.name for kind in KINDS} == folders


def test_every_kind_has_an_importer_of_its_own() -> None:
    importers = [kind.importer() for kind in KINDS]
    assert all(isinstance(importer, Importer) and issubclass(importer.mapping, Mapping) for importer in importers)
    assert len({importer.mapping for importer in importers}) == len(KINDS)
