"""The options that many commands share, each described once."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cli.app.noun import Formerly
from cli.app.parsing.moments import parse_bound, parse_day, parse_moment, parse_month

By = Annotated[
    str | None, typer.Option("--by", metavar="EMPLOYEE_NO", help="Who does this, by number; else INDELIBLE_BY.")
]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why; needed to take something away.")]
EffectiveAt = Annotated[
    date | None,
    typer.Option(
        "--effective-at",
        metavar="MOMENT",
        parser=parse_moment,
        help="From when it is true: 2021-06-30 (from 00:00), 2021-06-30T17:45, both in the branch's zone, "
        "or 2021-06-30T17:45+08:00; else now.",
    ),
]
CommandId = Annotated[
    str | None,
    typer.Option("--command-id", metavar="ID", help="Your id for this command; repeated, it records nothing again."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be recorded, and record nothing.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print UTF-8 CSV: the list, or the one record that is shown.")]
AsOfDay = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        metavar="DAY",
        parser=parse_bound,
        help="What was true at the end of that day in the branch's zone.",
    ),
]
KnownAt = Annotated[
    date | None,
    typer.Option(
        "--known-at",
        metavar="MOMENT",
        parser=parse_moment,
        help="What was recorded by that instant; a day is its 00:00.",
    ),
]
AtPosition = Annotated[
    int | None, typer.Option("--at-position", metavar="N", min=0, help="What was recorded up to that position.")
]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", min=1, max=10**9, help="At most so many rows.")]
ApprovedBy = Annotated[
    str | None,
    typer.Option("--approved-by", metavar="EMPLOYEE_NO", help="Who approved it, never the one who does it."),
]
CustomerNo = Annotated[str, typer.Argument(metavar="CUSTOMER_NO", help="The customer's number.")]
OrderNo = Annotated[str, typer.Argument(metavar="ORDER_NO", help="The order's number.")]
ComplaintNo = Annotated[str, typer.Argument(metavar="COMPLAINT_NO", help="The complaint's number.")]
PromiseNo = Annotated[str, typer.Argument(metavar="PROMISE_NO", help="The promise's number.")]
ContactNo = Annotated[str, typer.Argument(metavar="CONTACT_NO", help="The contact's number.")]
Owner = Annotated[
    str | None,
    typer.Option("--owner", metavar="EMPLOYEE_NO", help="Who answers for it, by number; else who records it."),
]
DoneBy = Annotated[
    str | None,
    typer.Option("--done-by", metavar="EMPLOYEE_NO", help="Who did it, if not the one who records it."),
    Formerly("--visitor", "--made-by", "--assessor"),
]
OfOwner = Annotated[
    str | None, typer.Option("--owner", metavar="EMPLOYEE_NO", help="Only what this employee answers for.")
]
DueBy = Annotated[
    date | None, typer.Option("--due-by", metavar="DAY", parser=parse_bound, help="Only what is due by that day.")
]
OfCustomer = Annotated[str | None, typer.Option("--customer", metavar="CUSTOMER_NO", help="Only this customer's.")]
Sku = Annotated[str, typer.Argument(metavar="SKU", help="The article's number, as order lines name it.")]
Month = Annotated[date, typer.Option(metavar="MONTH", parser=parse_month, help="Such as 2021-06.")]
MonthFilter = Annotated[
    date | None, typer.Option("--month", metavar="MONTH", parser=parse_month, help="Only this one's.")
]
RuleNo = Annotated[
    str, typer.Argument(metavar="RULE_NO", help="What the rule is called; each publishing is a version.")
]
RuleFile = Annotated[Path, typer.Argument(metavar="FILE.toml", help="What it says; see examples/suzhou/.")]
ByRule = Annotated[
    str, typer.Option("--rule", metavar="RULE_NO", help="The rule to follow, in its version of the day.")
]
ValidFrom = Annotated[
    date | None,
    typer.Option(
        "--valid-from", metavar="DAY", parser=parse_day, help="First day in force, ahead or not; else this one."
    ),
]
