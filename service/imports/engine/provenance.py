"""Where the events of an import come from."""

from dataclasses import replace

from domain.kernel.event import Event
from service.imports.engine.source import Source
from service.session import Envelope, Session

_IMPORT = "import:"


def is_imported(event: Event) -> bool:
    """Whether it came by an import."""
    return (event.caused_by or "").startswith(_IMPORT)


def provenance(session: Session, envelope: Envelope, source: Source) -> Envelope:
    """The envelope of an import's events: caused by this very file, and by default for that reason.

    Raises what a command nobody answers for raises, before anything is read.
    """
    envelope = replace(
        envelope,
        reason=envelope.reason or f"import of {source.name}",
        caused_by=f"{_IMPORT}{source.sha256[:16]}",
    )
    session.stamp(envelope)
    return envelope
