"""Enrol the customers that a file of orders names and nobody has enrolled, where its mapping says so."""

from collections.abc import Iterable, Sequence

from domain.customer import enrol
from domain.refusals import Refusal
from domain.stamp import Stamp
from domain.streams import StreamKey
from service.customers import with_licence
from service.importing.chunks import chunks
from service.importing.documents import Newcomer
from service.looking import Look
from service.recording import record_together
from service.session import Envelope, Session

CHUNK = 2_000
"""Customers of one append."""


def enrol_newcomers(
    session: Session, envelope: Envelope, newcomers: Iterable[Newcomer]
) -> tuple[int, dict[str, Refusal]]:
    """Enrol those that are unknown, each from its first day in the file.

    Returns how many events that took, and why some could not be enrolled.
    """
    written = 0
    refused: dict[str, Refusal] = {}

    for chunk in chunks(newcomers, CHUNK):

        def decide(look: Look, chunk: Sequence[Newcomer] = chunk) -> int:
            look.fetch(StreamKey("customer", newcomer.customer_no) for newcomer in chunk)
            look.fetch(StreamKey("licence", str(n.fields["licence_no"])) for n in chunk if n.fields.get("licence_no"))
            for newcomer in chunk:
                if look.customer(newcomer.customer_no) is not None:
                    continue
                stamp = Stamp(
                    actor=envelope.actor or "",
                    effective_at=newcomer.effective_at,
                    effective_on=newcomer.first_on,
                    reason=envelope.reason,
                    caused_by=envelope.caused_by,
                )
                try:
                    events = enrol(None, newcomer.customer_no, newcomer.fields, stamp=stamp)
                    look.note(with_licence(look, events, stamp))
                except Refusal as refusal:
                    refused[newcomer.customer_no] = refusal
            return len(look.new)

        written += record_together(session, decide, dry_run=envelope.dry_run)
    return written, refused
