"""Why something cannot happen to a contact."""

from domain.kernel.refusals import NotFound, Refusal


class ContactNotFound(NotFound):
    message = "there is no contact {contact_no!r} in this branch"


class ContactRefusal(Refusal):
    """The contact's own history forbids it."""


class ContactNotKnownYet(ContactRefusal):
    message = "contact {contact_no} was planned or made on {since}, after {at}"


class ContactIsKnown(ContactRefusal):
    message = "contact {contact_no} is {status} already; another one needs another number"


class ContactWithNobody(ContactRefusal):
    message = "contact {contact_no} was not planned; name the customer"


class ContactIsUndescribed(ContactRefusal):
    message = "contact {contact_no} was not planned; say its {field}"


class ContactOfAnotherCustomer(ContactRefusal):
    message = "contact {contact_no} was planned with customer {holder}, not {customer_no}"


class ContactDueTooEarly(ContactRefusal):
    message = "contact {contact_no}: {field} {due_on} is before {day}"


class ContactIsDue(ContactRefusal):
    message = "contact {contact_no} was due on {due_on}; after that it is made late or missed, not called off"


class ContactStepTooEarly(ContactRefusal):
    message = "contact {contact_no}: {at} is before it was planned at {since}"
