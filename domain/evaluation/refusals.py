"""Why an evaluation, its scheme, or what is done about its outcome is refused.

Refusal
├── SchemeRefusal       the scheme cannot be used as it is
├── RoundRefusal        the round cannot be held now
└── GradeRefusal        the customer's own grades forbid it
"""

from domain.kernel.refusals import Refusal


class SchemeRefusal(Refusal):
    """The scheme of evaluation cannot be used as it is."""


class JudgementsIncomplete(SchemeRefusal):
    message = "comparison {comparison}, expert {expert}: {why}"


class JudgementsNotReciprocal(SchemeRefusal):
    message = "{comparison}, expert {expert}: {a} over {b} is {there}, but {b} over {a} is {back}; one of them is wrong"


class JudgementsInconsistent(SchemeRefusal):
    message = "comparison {comparison}, {whose}: consistency ratio {ratio}, not below {limit}; judge again"


class TooManyCompared(SchemeRefusal):
    message = "comparison {comparison} has {count} items; nobody compares more than {most} consistently: group them"


class SchemeIsWrong(SchemeRefusal):
    message = "{where}: {why}"


class SchemeNotFound(SchemeRefusal):
    message = "there is no scheme {scheme_no!r} in this branch; `indelible scheme publish` makes one"


class SchemeVersionNotFound(SchemeRefusal):
    message = "scheme {scheme_no} has no version {version}; it has {versions}"


class SchemeNotInForce(SchemeRefusal):
    message = "no version of scheme {scheme_no} was in force on {on}; the first holds from {since}"


class SchemeChangedLater(SchemeRefusal):
    message = "version {version} of scheme {scheme_no} holds from {since}, after {at}; publish from a later day"


class RoundRefusal(Refusal):
    """The round of evaluation cannot be held now."""


class InvalidPeriod(RoundRefusal):
    message = "{text} is not a period; write 2021Q1, 2021H1, 2021-03 or 2021"


class PeriodNotOver(RoundRefusal):
    message = "the period {period} ends on {ends}, after {at}; evaluate it when it is over"


class PeriodOfAnotherLength(RoundRefusal):
    message = "scheme {rule_version} evaluates by {cadence}, and {period} is another length"


class RoundIsClosed(RoundRefusal):
    message = "round {round_no} was closed on {on}; a period is evaluated once"


class RoundNotFound(RoundRefusal):
    message = "there is no round {round_no!r} in this branch"


class RoundIsOpen(RoundRefusal):
    message = "round {round_no} is not closed yet; evaluate it to its end first"


class RoundBegunOtherwise(RoundRefusal):
    message = (
        "round {round_no} is open: it stands on {rule_version}, and its grades hold from {since};"
        " run it again without --scheme and --effective-at, and it goes on so"
    )


class RoundOutOfOrder(RoundRefusal):
    message = "round {later} was held already; a round before it would change what it stood on"


class RoundGradesTooEarly(RoundRefusal):
    message = "the grades of round {round_no} hold from {since}; let these hold from a day after that, not from {at}"


class RoundHasNobody(RoundRefusal):
    message = "nobody was in the supply network at the end of {period}"


class GradeRefusal(Refusal):
    """The customer's own grades forbid it."""


class NotGradedInRound(GradeRefusal):
    message = "customer {customer_no} was not graded in round {round_no}"


class NeverGraded(GradeRefusal):
    message = "customer {customer_no} was not graded yet"


class LaterRoundGraded(GradeRefusal):
    message = "customer {customer_no} was graded by round {later} after {round_no}; appeal against that one"


class GradeUnknown(GradeRefusal):
    message = "scheme {rule_version} has no grade {grade!r}; it has {grades}"


class FactorNotJudged(GradeRefusal):
    message = "no published scheme has a factor {factor} to judge; those to judge are: {judged}"


class GradeChangedLater(GradeRefusal):
    message = "the value grade of customer {customer_no} changed on {since}, after {at}; use a later day"


class ApproverIsAccountManager(GradeRefusal):
    message = "{approved_by} is the account manager of customer {customer_no} and cannot approve it; ask another"


class OverrideInForce(GradeRefusal):
    message = "customer {customer_no} is put in {grade} until {until} already; revoke it, or close its last day"


class NoOverrideInForce(GradeRefusal):
    message = "customer {customer_no} has no override that could end on {at}"


class OverrideEndsTooEarly(GradeRefusal):
    message = "an override until {until} would end before it begins on {since}"


class AppealAlreadyOpen(GradeRefusal):
    message = "an appeal of customer {customer_no} against round {round_no} is open already"


class AppealAlreadyDecided(GradeRefusal):
    message = "the appeal of customer {customer_no} against round {round_no} was decided already"


class AppealTooEarly(GradeRefusal):
    message = "the grade of round {round_no} holds for customer {customer_no} from {since}, after {at}"


class AppealNotMadeYet(GradeRefusal):
    message = "customer {customer_no} appealed against round {round_no} on {since}, after {at}"


class NoAppealOpen(GradeRefusal):
    message = "there is no open appeal of customer {customer_no} against round {round_no}"
