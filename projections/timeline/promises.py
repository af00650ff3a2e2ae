"""Sentences of the events of promises."""

from collections.abc import Mapping

from domain.kernel.event import Event
from domain.promises import events as promise
from projections.timeline.parameters import Field, SentenceOf, fields

_GIVEN = ("promise_no", "text", "due_on", "owner", "expected_effect")

KINDS: Mapping[type[Event], SentenceOf] = {
    promise.PromiseMade: ("promise_made", fields(*_GIVEN, "order_no", "complaint_no")),
    promise.PromisePublished: ("promise_published", fields(*_GIVEN)),
    promise.PromiseKept: ("promise_kept", fields("promise_no", "observed_effect", Field("days_late", stated=True))),
    promise.PromiseBroken: ("promise_broken", fields("promise_no", "due_on", "workaround")),
    promise.PromiseLapsed: ("promise_lapsed", fields("promise_no", "due_on")),
    promise.PromiseWithdrawn: ("promise_withdrawn", fields("promise_no")),
}

SENTENCES = {
    "promise_made": "Promise {promise_no} (承诺) was made by {owner}, due {due_on}[, on order {order_no}]"
    "[, on complaint {complaint_no}]: {text}; expected: {expected_effect}",
    "promise_published": "Promise {promise_no} (承诺) was published to all, owner {owner}, due {due_on}: {text};"
    " expected: {expected_effect}",
    "promise_kept": "Promise {promise_no} was kept (兑现)[, days late: {days_late}]: {observed_effect}",
    "promise_broken": "Promise {promise_no} was broken (未兑现); instead: {workaround}",
    "promise_lapsed": "Promise {promise_no} was due {due_on} and not kept (逾期)",
    "promise_withdrawn": "Promise {promise_no} was withdrawn",
}
