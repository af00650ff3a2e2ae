"""What can have happened to a complaint (投诉); its phases follow ISO 10002."""

from enum import StrEnum
from typing import Annotated, ClassVar

from domain.event import Event
from domain.fields import Business, ComplaintNo, CustomerNo, EmployeeNo, FreeText, OrderNo


class Party(StrEnum):
    """Who complains."""

    RETAILER = "retailer"
    CONSUMER = "consumer"
    UNKNOWN = "unknown"


class ComplaintEvent(Event):
    """An event of the complaint's own stream; it may concern no customer we know."""

    complaint_no: ComplaintNo
    customer_no: CustomerNo | None = None


class ComplaintReceived(ComplaintEvent):
    """Somebody said that something was wrong."""

    topic: ClassVar[str] = "complaint.received"
    party: Annotated[Party, Business("who complains: a retailer, a consumer, or not known")]
    text: FreeText
    category: Annotated[str | None, Business("what it is about, in the branch's own list")] = None
    channel: Annotated[str | None, Business("how it reached us")] = None
    order_no: OrderNo | None = None
    about_employee: EmployeeNo | None = None


class ComplaintResponded(ComplaintEvent):
    """The complainant was given an answer."""

    topic: ClassVar[str] = "complaint.responded"
    text: FreeText


class ComplaintClosed(ComplaintEvent):
    """The matter was settled."""

    topic: ClassVar[str] = "complaint.closed"
    outcome: FreeText


class ComplaintReopened(ComplaintEvent):
    """The complainant, or we, found the matter not settled after all."""

    topic: ClassVar[str] = "complaint.reopened"
