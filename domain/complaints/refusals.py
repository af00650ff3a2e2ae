"""Refusals about a complaint, how it is handled, and the policy that gives its deadlines.

Refusal
├── NotFound
│   └── ComplaintNotFound, PolicyNotPublished, PolicyVersionNotFound, PolicyNotInForce
├── ComplaintRefusal       the complaint's own history forbids it
└── PolicyRefusal          a policy that could not be followed
"""

from domain.kernel.refusals import NotFound, Refusal


class ComplaintNotFound(NotFound):
    message = "there is no complaint {complaint_no!r} in this branch"


class ComplaintRefusal(Refusal):
    """The complaint's own history forbids it."""


class ComplaintNotReceivedYet(ComplaintRefusal):
    message = "complaint {complaint_no} was received on {since}, after {at}"


class ComplaintAlreadyReceived(ComplaintRefusal):
    message = "complaint {complaint_no} was received on {since} already"


class ComplaintIsClosed(ComplaintRefusal):
    message = "complaint {complaint_no} is closed; reopen it first"


class ComplaintIsNotClosed(ComplaintRefusal):
    message = "complaint {complaint_no} is {status}; only a closed complaint can be reopened"


class ComplaintIsUnanswered(ComplaintRefusal):
    message = "complaint {complaint_no} was not answered yet; respond before closing"


class ComplaintStepTooEarly(ComplaintRefusal):
    message = "complaint {complaint_no}: {at} is before its last step at {since}"


class OrderOfAnotherCustomer(ComplaintRefusal):
    message = "order {order_no} belongs to customer {holder}"


class PolicyNotPublished(NotFound):
    message = "this branch has published no policy for {policy_no}; see `indelible policy publish --help`"


class PolicyVersionNotFound(NotFound):
    message = "the policy for {policy_no} has no version {version}; `indelible policy list` shows those there are"


class PolicyNotInForce(NotFound):
    message = "no policy for {policy_no} was in force at {at}; `indelible policy list` shows from when they are"


class ComplaintHasNoCause(ComplaintRefusal):
    message = "complaint {complaint_no} has no cause yet: investigate it, or give the cause with the closing"


class ComplaintIsUndecided(ComplaintRefusal):
    message = "complaint {complaint_no} was neither answered nor decided yet; there is nothing to accept or dispute"


class ComplaintChanged(ComplaintRefusal):
    message = (
        "complaint {complaint_no} was recorded before with other content than now; what was recorded stays: "
        "record what is new by the commands of complaints"
    )


class PolicyRefusal(Refusal):
    """A policy that could not be followed."""


class AllowancesMissing(PolicyRefusal):
    message = 'the policy allows no step any time; give at least one rule such as: respond = "1 working day"'


class AllowanceOutOfRange(PolicyRefusal):
    message = "the time allowed to {phase}, {amount} {unit}, is not from 1 to {most}"


class AllowanceHidden(PolicyRefusal):
    message = (
        "the time allowed to {phase} for severity {severity}, category {category} can never hold: "
        "an earlier rule fits all of these; put the narrower rule first"
    )


class WorkingHoursWrong(PolicyRefusal):
    message = "working hours {value} are not right: {why}; write such as 08:30-12:00, in order, 24:00 for midnight"


class DayBothOffAndWorking(PolicyRefusal):
    message = "{day} is given both as off and as working"
