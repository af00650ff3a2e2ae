"""Sentences of the events of supply."""

from collections.abc import Mapping

from domain.kernel.event import Event
from domain.supply import events as supply
from domain.supply.rates import odd_caps
from projections.timeline.parameters import Field, If, Parameters, SentenceOf, Text, fields


def _published(event: supply.SupplyPolicyPublished) -> Parameters:
    refusals = {
        "orders above the reasonable quantity (合理定量)": event.above_agreed,
        "scarce (紧俏) SKUs that are not released": event.scarce_unreleased,
    }
    refused = ", ".join(what for what, verdict in refusals.items() if verdict is supply.Verdict.REFUSE)
    return {
        **fields("version", "valid_from", "measure", "months")(event),
        **({"refused": refused} if refused else {}),
    }


def _released(event: supply.SupplyReleased) -> Parameters:
    take = fields("sku", "cycle", "first_day", "last_day", "released", "carried_over", "sharing", "leftover")
    caps = ", ".join(f"{share.tier}: {share.cap}" for share in event.tiers)
    rising = ", ".join(str(odd.tier) for odd in odd_caps((tier.tier, tier.asked_cap, 0) for tier in event.tiers))
    odd = {"rising": rising, "untiered": event.untiered}
    return {**take(event), "caps": caps, **{name: value for name, value in odd.items() if value}}


_TIER = If("supply_tier", fields(Text("whose", "tier {supply_tier}")), fields(Text("whose", "no tier")))
_WHOSE = If("sku", fields(_TIER), fields(Text("whose", "as agreed")))
_DRAWN = ("order_no", "sku", "cycle", "requested_qty", "ordered_qty", "limit", "before")
_OF_LEFTOVER = fields("order_no", "sku", "cycle", "cartons")

KINDS: Mapping[type[Event], SentenceOf] = {
    supply.SupplyPolicyPublished: ("supply_policy_published", _published),
    supply.SupplyTierAssigned: (
        "supply_tier_assigned",
        fields("supply_tier", "before", "score", "scored_from", "scored_until", "rule_version"),
    ),
    supply.ReasonableQuantityAgreed: ("reasonable_quantity_agreed", fields("quantity")),
    supply.SupplyReleased: ("supply_released", _released),
    supply.SupplyRecalled: ("supply_recalled", fields("sku", "cycle")),
    supply.LeftoverDrawn: ("supply_leftover_drawn", _OF_LEFTOVER),
    supply.LeftoverGivenBack: ("supply_leftover_given_back", _OF_LEFTOVER),
    supply.AllotmentDrawn: ("allotment_drawn", fields(*_DRAWN, Field("from_leftover", stated=True), _WHOSE)),
    supply.AllotmentGivenBack: ("allotment_given_back", fields("order_no", "sku", "cycle", "ordered_qty")),
}

SENTENCES = {
    "supply_policy_published": "Version {version} of the supply policy was published, in force from {valid_from}:"
    " tiers (档位) by {measure} of {months} months[; refused are {refused}]",
    "supply_tier_assigned": "Graded into supply tier (档位) {supply_tier}[ (before: {before})] with {score}"
    " cartons (条) from {scored_from} until before {scored_until}, by {rule_version}",
    "reasonable_quantity_agreed": "A reasonable quantity (合理定量) of {quantity} cartons (条) a month was agreed on",
    "supply_released": "SKU {sku} was released (货源投放) for cycle {cycle}, {first_day} to {last_day}: {released}"
    " cartons (条) and {carried_over} carried over, shared {sharing}; caps by tier {caps}; {leftover} left over"
    "[; the asked cap rises above a higher tier's at {rising}][; {untiered} shops without a tier get none]",
    "supply_recalled": "The release of SKU {sku} for cycle {cycle} was recalled",
    "allotment_drawn": "Order {order_no} got {ordered_qty} of {requested_qty} cartons (条) asked for[ of SKU {sku}]:"
    " {limit} for {cycle} ({whose}), {before} of them ordered before[; {from_leftover} of what was left over]",
    "supply_leftover_drawn": "Order {order_no} got {cartons} cartons (条) of what cycle {cycle} of SKU {sku} had"
    " left over",
    "supply_leftover_given_back": "Order {order_no} gave back {cartons} cartons (条) of what cycle {cycle} of SKU {sku}"
    " had left over",
    "allotment_given_back": "Order {order_no} gave back {ordered_qty} cartons (条)[ of SKU {sku}] for {cycle}",
}
