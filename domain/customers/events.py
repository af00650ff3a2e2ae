"""What can have happened to a customer: a shop with a licence to sell tobacco."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from domain.customers import profile_fields as file
from domain.customers.profile_fields import PROFILE_FIELDS, ProfileFields
from domain.kernel.event import CustomerHistoryEvent
from domain.kernel.fields import Business, EmployeeNo, FreeText, Staff

Approver = Annotated[str | None, Staff("who approved it, never the one who did it")]


class CustomerStatus(StrEnum):
    """Where a customer stands in the supply network."""

    ACTIVE = "active"  # 营业
    SUSPENDED = "suspended"  # 停业
    WITHDRAWN = "withdrawn"  # 退网
    BANNED = "banned"  # 取缔

    @property
    def in_network(self) -> bool:
        """Whether the customer has not left for good: one who is suspended may be supplied again."""
        return self in {CustomerStatus.ACTIVE, CustomerStatus.SUSPENDED}


class CustomerEvent(CustomerHistoryEvent):
    """An event of the customer's own stream."""


class CustomerEnrolled(ProfileFields, CustomerEvent):
    """入网: the shop entered the supply network, with what was known of it."""

    topic: ClassVar[str] = "customer.enrolled"
    approved_by: Approver = None


class CustomerRenamed(CustomerEvent):
    """The shop goes by another name."""

    topic: ClassVar[str] = "customer.renamed"
    name: file.Name


class CustomerMoved(CustomerEvent):
    """The shop is at another address, or its address is now known better."""

    topic: ClassVar[str] = "customer.moved"
    address: file.Address | None = None
    district: file.District | None = None


class CustomerPhoneChanged(CustomerEvent):
    """Orders by telephone come from another number."""

    topic: ClassVar[str] = "customer.phone_changed"
    order_phone: file.OrderPhone


class CustomerShopRemeasured(CustomerEvent):
    """The shop's area, or the part of it that sells tobacco, was measured."""

    topic: ClassVar[str] = "customer.shop_remeasured"
    shop_area_m2: file.ShopArea | None = None
    tobacco_area_m2: file.TobaccoArea | None = None


class CustomerReclassified(CustomerEvent):
    """One of the three parts of the class code is another."""

    topic: ClassVar[str] = "customer.reclassified"
    market_type: file.Market | None = None
    business_format: file.Format | None = None
    business_scale: file.Scale | None = None


class CustomerTradeAreaDescribed(CustomerEvent):
    """What surrounds the shop was described anew."""

    topic: ClassVar[str] = "customer.trade_area_described"
    trade_area: file.TradeArea


class CustomerManagerAssigned(CustomerEvent):
    """Another account manager answers for the customer."""

    topic: ClassVar[str] = "customer.manager_assigned"
    account_manager: file.Manager


class CustomerLicenceRenewed(CustomerEvent):
    """The licence was prolonged, or replaced by one of another number."""

    topic: ClassVar[str] = "customer.licence_renewed"
    licence_no: file.LicenceNo | None = None
    licence_valid_until: file.LicenceEnd | None = None


class CustomerProfileVerified(CustomerEvent):
    """The file was checked against the shop; `fields` were found as recorded (empty: all of them)."""

    topic: ClassVar[str] = "customer.profile_verified"
    fields: Annotated[tuple[str, ...], Business("which fields were checked; none named means the whole file")] = ()
    note: FreeText | None = None


class CustomerSuspended(CustomerEvent):
    """停业: supply stops until the shop resumes; it plans to before `planned_until`."""

    topic: ClassVar[str] = "customer.suspended"
    planned_until: Annotated[date | None, Business("the day by which the shop means to open again")] = None
    approved_by: Approver = None


class CustomerResumed(CustomerEvent):
    """复业: supply starts again."""

    topic: ClassVar[str] = "customer.resumed"
    approved_by: Approver = None


class WithdrawalKind(StrEnum):
    """Why a shop leaves for good."""

    CESSATION = "cessation"  # 歇业: closed by its holder
    REVOCATION = "revocation"  # 收回: licence taken by the bureau
    CANCELLATION = "cancellation"  # 注销: an overdue licence was struck off
    UNKNOWN = "unknown"


class CustomerWithdrawn(CustomerEvent):
    """退网: the shop left the supply network; its history stays."""

    topic: ClassVar[str] = "customer.withdrawn"
    kind: Annotated[WithdrawalKind, Business("by whom and why the shop was closed")] = WithdrawalKind.UNKNOWN
    approved_by: Approver = None


class CustomerBanned(CustomerEvent):
    """取缔: a large violator is supplied no more, for ever; its history stays."""

    topic: ClassVar[str] = "customer.banned"
    approved_by: Approver = None


class CustomerVisited(CustomerEvent):
    """访销 or another call on the shop: no contact without a trace."""

    topic: ClassVar[str] = "customer.visited"
    purpose: Annotated[str, Business("what the visit was for")]
    visitor: EmployeeNo
    finding: FreeText | None = None


class LicenceGranted(CustomerHistoryEvent):
    """A licence number was found to belong to this customer; one stream a licence keeps two shops from sharing it."""

    topic: ClassVar[str] = "licence.granted"
    licence_no: file.LicenceNo


CHANGE_EVENTS: tuple[type[CustomerEvent], ...] = (
    CustomerRenamed,
    CustomerMoved,
    CustomerPhoneChanged,
    CustomerShopRemeasured,
    CustomerReclassified,
    CustomerTradeAreaDescribed,
    CustomerManagerAssigned,
    CustomerLicenceRenewed,
)
"""The events by which profile fields change; between them they cover `PROFILE_FIELDS`, each field once."""


_STATING: tuple[type[CustomerEvent], ...] = (CustomerEnrolled, *CHANGE_EVENTS)
_STATED: dict[type[CustomerHistoryEvent], tuple[str, ...]] = {
    kind: tuple(f for f in PROFILE_FIELDS if f in kind.model_fields) for kind in _STATING
}


def profile_facts(event: CustomerHistoryEvent) -> dict[str, object]:
    """The profile fields the event states, without those it is silent about."""
    return {f: v for f in _STATED.get(type(event), ()) if (v := getattr(event, f)) is not None}


def status_fact(event: CustomerHistoryEvent) -> CustomerStatus | None:
    """The status the event puts the customer in, if it says so."""
    return _STATUS.get(type(event))


_STATUS: dict[type[CustomerHistoryEvent], CustomerStatus] = {
    CustomerEnrolled: CustomerStatus.ACTIVE,
    CustomerResumed: CustomerStatus.ACTIVE,
    CustomerSuspended: CustomerStatus.SUSPENDED,
    CustomerWithdrawn: CustomerStatus.WITHDRAWN,
    CustomerBanned: CustomerStatus.BANNED,
}
