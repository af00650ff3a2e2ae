"""Import a file of promises: what was promised, whether it was kept; a later file adds what was kept since."""

from domain.customers.area import CUSTOMER
from domain.kernel.event import Event
from domain.promises import promise as decisions
from domain.promises.area import PROMISE
from domain.promises.events import PromiseKept, PromiseLapsed, PromiseMade
from domain.promises.refusals import PromiseChanged
from projections.promises.promise_totals import PromiseTotals, promise_totals
from service.imports.engine.importer import Importer
from service.imports.engine.recording import Decided, Deciding
from service.imports.promises.promise_mapping import PromiseMapping
from service.imports.promises.promise_rows import PromiseFile, PromiseRow


def _decide(now: Deciding[PromiseMapping], row: PromiseRow) -> Decided:
    """Make the promise and keep it, as far as that is missing."""
    key = PROMISE.key(row.promise_no)
    recorded = now.recorded[key]
    [made] = decisions.make_promise(
        None,
        promise_no=row.promise_no,
        text=row.text,
        due_on=row.due_on,
        expected_effect=now.mapping.expected_effect,
        stamp=now.envelope.stamp_at(row.made_at, row.made_on),
        owner=row.owner,
        customer=now.customer(row.customer_no),
    )
    state = now.unit.get(PROMISE, row.promise_no)
    new = [] if state else [made]
    kept = next((event for event in recorded if isinstance(event, PromiseKept)), None)
    moved = kept is not None and row.kept_at not in (None, kept.effective_at)
    if moved or any(_content(before) != _content(made) for before in recorded[:1]):
        raise PromiseChanged(promise_no=row.promise_no)
    state = state or decisions.evolve(None, made)
    if row.kept_at and row.kept_on and kept is None:
        stamp = now.envelope.stamp_at(row.kept_at, row.kept_on)
        new += decisions.keep_promise(state, now.mapping.observed_effect or "", stamp=stamp)
        state = decisions.evolve(state, new[-1])
    now.unit.add_stream(key, new, state)
    later = [event for event in (*recorded, *new)[1:] if not isinstance(event, PromiseLapsed)]
    late = sum(isinstance(event, PromiseKept) and event.days_late > 0 for event in later)
    as_in_file = len(later) == (row.kept_at is not None)
    return Decided({"promises": 1}, PromiseTotals(1, len(later), late)._asdict() if as_in_file else None)


def _content(event: Event) -> tuple[object, ...] | None:
    if not isinstance(event, PromiseMade):
        return None
    return event.effective_at, event.customer_no, event.due_on, event.text


IMPORTER = Importer(
    mapping=PromiseMapping,
    file=PromiseFile,
    key=lambda row: PROMISE.key(row.promise_no),
    reads=lambda row: [CUSTOMER.key(row.customer_no)],
    decide=_decide,
    figures={"promises": 0},
    tables=promise_totals,
)
