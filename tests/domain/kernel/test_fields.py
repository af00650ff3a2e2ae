"""Every field says whose it is, also where it may be absent."""

from typing import Annotated

from pydantic import BaseModel

from domain.kernel.fields import Business, EmployeeNo, OrderNo, Staff, marks_of


class Sample(BaseModel):
    """Fields declared in each of the ways in use, and one declared in none."""

    plain: OrderNo
    optional: OrderNo | None = None
    staff: EmployeeNo
    own: Annotated[str | None, Business("a purpose of its own")] = None
    twice: Annotated[OrderNo, Staff("somebody else's")]
    unmarked: str | None = None


def test_a_field_says_whose_it_is() -> None:
    marks = {name: marks_of(field) for name, field in Sample.model_fields.items()}
    order = Business("the number of the order document")
    assert marks == {
        "plain": [order],
        "optional": [order],
        "staff": [Staff("who did it or answers for it")],
        "own": [Business("a purpose of its own")],
        "twice": [order, Staff("somebody else's")],
        "unmarked": [],
    }
