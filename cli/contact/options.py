"""What took place in a contact, as options."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, TypedDict

import typer

from cli.app.parsing.moments import parse_day
from domain.contacts.events import ContactKind, Counterpart, Initiator, Need, Purpose, ServiceNeed, Setting
from domain.kernel.text import escaped

_COST = re.compile(r"[0-9]{1,10}(\.[0-9]{1,3})?")


def parse_cost(text: str) -> Decimal:
    """Money of the branch, in ASCII digits."""
    if not _COST.fullmatch(text):
        raise typer.BadParameter(f"{escaped(text)} is not an amount; write 120 or 120.50")
    return Decimal(text)


def parse_need(text: str) -> ServiceNeed:
    """SERVICE:NEED; the service's name may hold colons."""
    service, _, need = text.rpartition(":")
    if not service or need not in set(Need):
        raise typer.BadParameter(f"{escaped(text)} is not a need; write SERVICE:{'|'.join(Need)}")
    return ServiceNeed(service=service, need=Need(need))


class EncounterOptions(TypedDict, total=False):
    """What may be said of a contact."""

    kind: Annotated[ContactKind | None, typer.Option(help="In which form; a plan tells it.")]
    theme: Annotated[str | None, typer.Option(help="What it was about, in the branch's own words; a plan tells it.")]
    purpose: Annotated[Purpose | None, typer.Option(help="业务互动 or 情感互动; a plan tells it, else business.")]
    initiated_by: Annotated[Initiator | None, typer.Option(help="Who began it; a planned one, we did.")]
    setting: Annotated[Setting | None, typer.Option(help="网下 or 网上; online messages are online, others offline.")]
    counterpart: Annotated[Counterpart | None, typer.Option(help="With whom, by role, never by name.")]
    outcome: Annotated[str | None, typer.Option(help="What was agreed or done; no word of persons.")]
    finding: Annotated[str | None, typer.Option(help="What was found or said; no word of persons.")]
    needs: Annotated[
        list[ServiceNeed] | None,
        typer.Option(
            "--need",
            metavar="SERVICE:NEED",
            parser=parse_need,
            help="What the customer says of a service: needed, neutral or unneeded. Repeatable.",
        ),
    ]
    minutes: Annotated[int | None, typer.Option(metavar="N", help="How long it took.")]
    cost: Annotated[Decimal | None, typer.Option(metavar="AMOUNT", parser=parse_cost, help="What it cost.")]
    solved: Annotated[
        bool | None, typer.Option("--solved/--not-solved", help="Whether what was wanted was solved then and there.")
    ]
    next_due_on: Annotated[
        date | None,
        typer.Option(
            "--next-due", metavar="DAY", parser=parse_day, help="By when to call on the customer again (回访)."
        ),
    ]
