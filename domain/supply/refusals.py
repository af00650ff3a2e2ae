"""Refusals of supply: what there is not enough of, and what was not planned so."""

from domain.kernel.refusals import Refusal


class SupplyRefusal(Refusal):
    """What was agreed on for supply forbids it."""


class NotReleased(SupplyRefusal):
    message = "SKU {sku!r} has no release for the cycle {cycle!r}"


class CycleAlreadyReleased(SupplyRefusal):
    message = "SKU {sku!r} is released for the cycle {cycle!r} already; recall it first, or name another cycle"


class CycleOutOfOrder(SupplyRefusal):
    message = "SKU {sku!r} is released until {until} already (cycle {cycle!r}); {first_day} is not after it"


class CycleNotLast(SupplyRefusal):
    message = "SKU {sku!r}: cycle {cycle!r} is not its last one, {last!r}, which took over what was left of it"


class AboveCap(SupplyRefusal):
    message = (
        "SKU {sku!r}: {asked} cartons are more than the {rest} left; {shops} may order {cap} in cycle {cycle!r},"
        " and {before} were ordered before; of those shared out to the shop {sure} remain, and {spare} are left over"
    )


class AboveReasonableQuantity(SupplyRefusal):
    message = (
        "{asked} cartons are more than the {rest} left of the {agreed} agreed for {month}; confirm less with --line,"
        " or agree on more: supply agree"
    )


class ScarceNotReleased(SupplyRefusal):
    message = (
        "SKU {sku!r} is scarce and was not released for {on}, the day of the order; release it, or confirm none of it"
        " with --line {line_no}:0"
    )
