"""The lines of a document: what may be asked for, and what a part of a line is worth."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypedDict, TypeVar

from domain.kernel.text import check_identifier, escaped
from domain.orders.refusals import DuplicateLine, InvalidAmount, InvalidQuantity, NoLines

MOST_CARTONS = 1_000_000
"""More cartons on one line than this is a slip of the pen: 4,000 standard cases."""

MOST_MONEY = Decimal(10**12)


class RequestedLine(TypedDict):
    """One line as it is asked for; `amount` is money in the branch's currency, at most its minor digits."""

    line_no: int
    sku: str
    requested_qty: int
    amount: Decimal


class ReturnLine(TypedDict):
    """One line of goods that come back, quantity and amount counted positive."""

    line_no: int
    sku: str
    qty: int
    amount: Decimal


L = TypeVar("L", RequestedLine, ReturnLine)


def check_lines(
    document: str, lines: Sequence[Mapping[str, object]], quantity: str, *, most: int = MOST_CARTONS
) -> None:
    """Refuse a document without lines, with a line number twice, an absurd quantity or amount, or an unreadable SKU."""
    if not lines:
        raise NoLines(document=document)
    quantities: list[Any] = [line[quantity] for line in lines]
    amounts: list[Any] = [line["amount"] for line in lines]
    sound = (  # whole columns at once: a file has millions of lines, and nearly all are sound
        set(map(type, quantities)) == {int}
        and set(map(type, amounts)) == {Decimal}
        and len({line["line_no"] for line in lines}) == len(lines)
        and 1 <= min(quantities) <= max(quantities) <= most
        and all(map(Decimal.is_finite, amounts))
        and not any(map(Decimal.is_signed, amounts))
        and sum(amounts) < MOST_MONEY
    )
    if not sound:
        _refuse_unsound(lines, quantity, most)
    for sku in {line["sku"] for line in lines}:
        check_identifier("sku", str(sku))


def _refuse_unsound(lines: Sequence[Mapping[str, object]], quantity: str, most: int) -> None:
    """Name the first line that is not sound."""
    seen: set[object] = set()
    for line in lines:
        line_no, qty, amount = line["line_no"], line[quantity], line["amount"]
        if line_no in seen:
            raise DuplicateLine(line_no=line_no)
        seen.add(line_no)
        if type(qty) is not int or not 1 <= qty <= most:
            raise InvalidQuantity(line_no=line_no, value=escaped(str(qty)), least=1, most=most)
        _check_amount(line_no, amount, "the currency's")


def in_currency(lines: Sequence[L], digits: int) -> list[L]:
    """The lines with every amount written in the currency's `digits` decimals, neither more nor fewer.

    Raises `InvalidAmount`; a part of a line is later rounded to just these decimals.
    """
    unit = Decimal(1).scaleb(-digits)
    exact: list[L] = []
    for line in lines:
        amount = line["amount"]
        _check_amount(line["line_no"], amount, digits)
        if (settled := amount.quantize(unit)) != amount:
            raise _invalid_amount(line["line_no"], amount, digits)
        exact.append({**line, "amount": settled})
    return exact


def part_of(amount: Decimal, qty: int, whole: int) -> Decimal:
    """What `qty` of a line of `whole` cartons is worth, rounded half up to the decimals of the line's amount."""
    if qty == whole:
        return amount
    return (amount * qty / whole).quantize(amount, rounding=ROUND_HALF_UP)


def _check_amount(line_no: object, amount: object, digits: object) -> None:
    if not isinstance(amount, Decimal) or not amount.is_finite() or not 0 <= amount < MOST_MONEY:
        raise _invalid_amount(line_no, amount, digits)


def _invalid_amount(line_no: object, amount: object, digits: object) -> InvalidAmount:
    return InvalidAmount(line_no=line_no, value=escaped(str(amount)), most=MOST_MONEY, digits=digits)
