"""Record what a file says, a chunk of records at once: read what is recorded already, decide, count, append.

Each record is whole or not at all: where its decision raises a refusal, it is rejected and the others go on.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Generic, Protocol, TypeVar

from domain.customers.area import CUSTOMER
from domain.customers.customer import Customer
from domain.kernel.event import Event
from domain.kernel.refusals import Refusal
from domain.kernel.streams import StreamKey
from eventlog.runtime.chunks import chunks
from service.commands import record_together
from service.imports.engine.enrolling import Enrolment
from service.imports.engine.mapping import AnyMapping
from service.session import Envelope, Session
from service.unit_of_work import UnitOfWork

Number = int | Decimal
Figures = Mapping[str, Number]


class Record(Protocol):
    """One thing as the file has it: a complaint, an order."""

    @property
    def rows(self) -> Sequence[int]:
        """Its rows in the file, from 0; none where the file itself knows them better."""


AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True)
class Decided:
    """The share of one record in the figures of its import."""

    counts: Figures
    """To those of the summary."""
    totals: Figures | None = None
    """To those that are counted three ways; None where the log holds other things of it than the file says."""


@dataclass(frozen=True)
class Deciding(Generic[AnyMapping]):
    """The circumstances of the decisions on a chunk, and the unit of work that takes their events."""

    unit: UnitOfWork
    envelope: Envelope
    mapping: AnyMapping
    enrolment: Enrolment
    recorded: Mapping[StreamKey, Sequence[Event]]
    """The events of each record in the log, for kinds that compare with them."""

    def customer(self, number: str) -> Customer:
        """The customer, also one that a dry run would enrol. Raises why the import could not enrol them."""
        if number in self.enrolment.refused:
            raise self.enrolment.refused[number].with_traceback(None)  # it may be raised for many records
        return CUSTOMER.require(number, self.unit.get(CUSTOMER, number) or self.enrolment.customers.get(number))


@dataclass
class Outcome(Generic[AnyRecord]):
    """The result of recording a file, or a part of it."""

    records: int = 0
    skipped: int = 0
    events_written: int = 0
    counts: dict[str, Number] = field(default_factory=dict)
    totals: dict[str, Number] = field(default_factory=dict)
    compared: set[str] = field(default_factory=set)
    """Numbers of the records in `totals` ..."""
    rows: list[int] = field(default_factory=list)
    """... and their rows."""
    rejected: list[tuple[AnyRecord, str, str]] = field(default_factory=list)
    """Those that cannot be recorded, each with the refusal's code and message."""

    def count(self, number: str, record: AnyRecord, decided: Decided | None) -> None:
        """Count a record in, or that it was left out."""
        if decided is None:
            self.skipped += 1
            return
        _add(self.counts, decided.counts)
        if decided.totals is not None:
            _add(self.totals, decided.totals)
            if record.rows:
                self.compared.add(number)
                self.rows += record.rows

    def add(self, part: "Outcome[AnyRecord]") -> None:
        """Count another part of the same file in."""
        self.records += part.records
        self.skipped += part.skipped
        self.events_written += part.events_written
        _add(self.counts, part.counts)
        _add(self.totals, part.totals)
        self.compared |= part.compared
        self.rows += part.rows
        self.rejected += part.rejected


def _add(sums: dict[str, Number], more: Figures) -> None:
    for name, value in more.items():
        sums[name] = sums.get(name, 0) + value


@dataclass(frozen=True, kw_only=True)
class Recipe(Generic[AnyMapping, AnyRecord]):
    """The way to record the records of one kind: what each reads and what is decided on it."""

    key: Callable[[AnyRecord], StreamKey]
    """Its own stream."""
    reads: Callable[[AnyRecord], Iterable[StreamKey]] = lambda record: ()
    """Further streams that its decision reads."""
    decide: Callable[[Deciding[AnyMapping], AnyRecord], Decided | None]
    """Adds the events that are missing to the unit of work; None: the mapping says to leave the record out."""
    histories: bool = True
    """Whether decisions compare with recorded events, and not only with the present state."""
    chunk: int = 2_000
    """Records of one append: many enough for COPY, few enough that others wait for well under a second."""


@dataclass(frozen=True)
class Recording(Generic[AnyMapping, AnyRecord]):
    """The recording of one file; can be handed to another process."""

    recipe: Recipe[AnyMapping, AnyRecord]
    envelope: Envelope
    mapping: AnyMapping
    enrolment: Enrolment

    def record(self, session: Session, records: Iterable[AnyRecord]) -> Iterator[Outcome[AnyRecord]]:
        """Append the records, yielding the outcome of each chunk once it is in the log."""
        for chunk in chunks(records, self.recipe.chunk):
            yield record_together(session, partial(self._decide, chunk), dry_run=self.envelope.dry_run)

    def _decide(self, chunk: Sequence[AnyRecord], unit: UnitOfWork) -> Outcome[AnyRecord]:
        outcome: Outcome[AnyRecord] = Outcome(records=len(chunk))
        keys = list(map(self.recipe.key, chunk))
        recorded = unit.histories(keys) if self.recipe.histories else {}
        unit.load(dict.fromkeys([*keys, *(key for record in chunk for key in self.recipe.reads(record))]))
        deciding = Deciding(unit, self.envelope, self.mapping, self.enrolment, recorded)
        for key, record in zip(keys, chunk, strict=True):
            try:
                outcome.count(key.number, record, self.recipe.decide(deciding, record))
            except Refusal as refusal:
                outcome.rejected.append((record, refusal.code, str(refusal)))
        outcome.events_written = len(unit.new)
        return outcome
