"""The file that an import is given, and its report."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from service.imports.engine.mapping import AnyMapping, load_mapping
from service.imports.engine.rejects import Rejects, refuse_no_place
from service.imports.engine.source import Source, open_source


@dataclass(frozen=True)
class FileGiven:
    """The file to import, and where its rejected lines go."""

    path: str
    mapping: Path
    stdin: BinaryIO
    """Read where `path` is `-`."""
    folder: Path
    """Where the reject file goes unless `reject_file` names one."""
    reject_file: Path | None = None
    force: bool = False
    """Whether `reject_file` may be replaced."""

    def open(self, kind: type[AnyMapping]) -> tuple[AnyMapping, Source]:
        """The mapping, and the file read as it says; refused where rejected lines would have no place to go."""
        if self.reject_file is not None:
            refuse_no_place(self.reject_file, force=self.force)
        mapping = load_mapping(self.mapping, kind)
        return mapping, open_source(self.path, mapping, stdin=self.stdin)

    def write_rejects(self, rejects: Rejects) -> Path | None:
        """Give rejected lines back to the operator; None where there are none."""
        return rejects.write(self.folder, self.reject_file, force=self.force) if len(rejects) else None


@dataclass(frozen=True)
class ImportReport:
    """The result of an import. `summary` is of what the log now holds of the file; amounts in the branch's money."""

    summary: dict[str, object]
    source: Source
    reject_file: Path | None
    rejected: dict[str, int]
    """Rejected lines for each reason."""
    dry_run: bool
    position: int
    """Of the log, after the import."""
    reconciliation: dict[str, dict[str, object]] = field(default_factory=dict)
    """The same figures counted three ways: in the file's columns, in the events, in the read tables."""

    @property
    def agrees(self) -> bool:
        """Whether the three ways of counting agree."""
        sides = list(self.reconciliation.values())
        return all(side == sides[0] for side in sides)
