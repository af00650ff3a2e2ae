"""From a timeline row's kind and parameters to the sentence that people read."""

from collections.abc import Mapping
from typing import Any

_WORDS = {
    "name": "name",
    "address": "address",
    "district": "district",
    "order_phone": "order phone (订货电话)",
    "market_type": "market type (市场类型)",
    "business_format": "business format (经营业态)",
    "business_scale": "business scale (经营规模)",
    "shop_area_m2": "shop area in m²",
    "tobacco_area_m2": "tobacco area in m²",
    "trade_area": "trade area (商圈)",
    "account_manager": "account manager (客户经理)",
    "licence_no": "licence (许可证)",
    "licence_valid_until": "licence valid until",
}

_SENTENCES = {
    "enrolled": "Entered the supply network (入网){facts}",
    "profile_changed": "The file was changed{facts}",
    "licence_renewed": "The licence was renewed{facts}",
    "profile_verified": "The file was checked and found right{fields}{note}",
    "suspended": "Supply was suspended (停业){planned_until}",
    "resumed": "Supply was resumed (复业)",
    "withdrawn": "Left the supply network (退网): {kind}",
    "visited": "Visited by {visitor}: {purpose}{finding}",
    "licence_granted": "Licence {licence_no} was found to belong to this customer",
    "order_placed": "Order {order_no} was placed{how}: {requested_qty} cartons (条) on {lines} lines, worth {amount}",
    "order_confirmed": "Order {order_no} was confirmed: {ordered_qty} cartons (条), worth {amount}",
    "order_delivered": "Order {order_no} was delivered: {delivered_qty} cartons (条), worth {amount}",
    "order_cancelled": "Order {order_no} was cancelled: {requested_qty} cartons (条), worth {amount}",
    "goods_returned": "Return {return_no} of order {order_no}: {returned_qty} cartons (条) came back, worth {amount}",
    "return_recorded": "Return {return_no} without an order: {returned_qty} cartons (条) came back, worth {amount}",
    "complaint_received": "Complaint {complaint_no} (投诉) was received{category}{order}: {text}",
    "complaint_responded": "Complaint {complaint_no} was answered: {text}",
    "complaint_closed": "Complaint {complaint_no} was closed: {outcome}",
    "complaint_reopened": "Complaint {complaint_no} was reopened",
}

SENTENCE_KINDS = frozenset(_SENTENCES)


def sentence(kind: str, parameters: Mapping[str, Any]) -> str:
    """What happened, in the business's words; `kind` and `parameters` as `customer_timeline` keeps them."""
    facts = ", ".join(f"{words} {parameters[f]}" for f, words in _WORDS.items() if f in parameters)
    told = {
        **parameters,
        "facts": facts and f": {facts}",
        "fields": ", ".join(_WORDS.get(f, f) for f in parameters.get("fields", ())),
    }
    told["fields"] = told["fields"] and f": {told['fields']}"
    how = [channel] if (channel := parameters.get("channel", "unknown")) != "unknown" else []
    how += ["supplementary (补充订货)"] if parameters.get("supplementary") else []
    told["how"] = f" ({', '.join(how)})" if how else ""
    for optional, before in {
        "note": "; ",
        "finding": "; found: ",
        "planned_until": ", as planned until ",
        "category": " about ",
        "order_no": " on order ",
    }.items():
        shown = f"{before}{parameters[optional]}" if optional in parameters else ""
        told["order" if optional == "order_no" else optional] = shown
    return _SENTENCES[kind].format_map(told)
