"""indelible audit: the log itself, for those who check it."""

from itertools import islice
from typing import Annotated, Any

import typer

from cli.app.changing import sentence_of
from cli.app.noun import Noun
from cli.app.opening import open_session
from cli.app.options import AsJson, AtPosition, CustomerNo, OfCustomer
from cli.app.output.envelope import as_json as to_json
from cli.app.output.envelope import print_envelope
from cli.app.output.tables import Part
from cli.app.reading import Reply, reads
from cli.app.registering import refuse_broken_text
from cli.audit import changes, queries, seals
from cli.audit.evidence import evidence
from domain.kernel.event import Recorded
from service.audit.log_events import followed_events, recorded_events
from service.queries import AsOf, customer_history, reached_position
from service.session import Session

app = Noun()
queries.add_to(app)
changes.add_to(app)
app.command()(evidence)

_COLUMNS = (
    "position",
    "customer_seq",
    "version",
    "topic",
    "what",
    "effective_at",
    "recorded_at",
    "actor",
    "login",
    "payload",
)


@reads(app)
def replay(session: Session, bounds: AsOf, customer_no: CustomerNo) -> Reply:
    """Tell a customer's history event by event, every field."""
    position, events = customer_history(session, customer_no, bounds)
    rows = [
        (
            e.position,
            e.customer_seq,
            e.version,
            e.event.topic,
            sentence_of(e.event),
            e.event.effective_at,
            e.recorded_at,
            e.event.actor,
            e.recorded_login,
            _payload(e),
        )
        for e in events
    ]
    return Reply(position, Part(_COLUMNS, rows))


@app.command()
def events(
    context: typer.Context,
    after: Annotated[int, typer.Option(metavar="N", min=0, help="Only what was recorded after that position.")] = 0,
    at_position: AtPosition = None,
    topic: Annotated[str | None, typer.Option(metavar="TOPIC", help="Only these, such as order.placed.")] = None,
    customer: OfCustomer = None,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="At most so many events.")] = None,
    follow: Annotated[
        bool, typer.Option("--follow", help="Go on with whatever is recorded, until interrupted; JSON line by line.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Print the events of the branch as they were recorded."""
    refuse_broken_text(customer)
    with open_session(context) as session:
        position = reached_position(session, AsOf(at_position=at_position))
        found = (
            followed_events(session, after=after, topic=topic, customer_no=customer)
            if follow
            else recorded_events(session, after=after, up_to=position, topic=topic, customer_no=customer)
        )
        if as_json and not follow:
            print_envelope([_event(e) for e in islice(found, limit)], position=position)
            return
        for e in islice(found, limit):
            print(to_json(_event(e)) if as_json else _line(e, session), flush=follow)


def _line(recorded: Recorded, session: Session) -> str:
    at = recorded.recorded_at.astimezone(session.branch.tz)
    event = recorded.event
    return f"{recorded.position}  {at:%Y-%m-%d %H:%M:%S}  {event.topic}  by {event.actor}: {sentence_of(event)}"


def _event(recorded: Recorded) -> dict[str, Any]:
    return {
        "position": recorded.position,
        "stream_id": recorded.stream_id,
        "version": recorded.version,
        "topic": recorded.event.topic,
        "customer_seq": recorded.customer_seq,
        "recorded_at": recorded.recorded_at,
        "login": recorded.recorded_login,
        "payload": _payload(recorded),
    }


def _payload(recorded: Recorded) -> dict[str, Any]:
    return recorded.event.model_dump(mode="json", exclude_none=True)


seals.add_to(app)
