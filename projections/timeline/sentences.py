"""From a timeline row's kind and parameters to the sentence that people read."""

import re
from collections.abc import Mapping
from typing import Any

from domain.kernel.event import Event
from projections.timeline.kinds import KINDS, SENTENCES

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
_OPTIONAL = re.compile(r"\[([^][]*\{(\w+)\}[^][]*)\]")


def sentence(kind: str, parameters: Mapping[str, Any]) -> str:
    """What happened, in the business's words; `kind` and `parameters` as `customer_timeline` keeps them."""
    how = [channel] if (channel := parameters.get("channel", "unknown")) != "unknown" else []
    how += ["supplementary (补充订货)"] if parameters.get("supplementary") else []
    told = {
        **parameters,
        "facts": ", ".join(f"{words} {parameters[f]}" for f, words in _WORDS.items() if f in parameters),
        "fields": ", ".join(_WORDS.get(f, f) for f in parameters.get("fields", ())),
        "how": ", ".join(how),
    }
    known = {name for name, value in told.items() if value not in ("", None)}
    template = _OPTIONAL.sub(lambda part: part[1] if part[2] in known else "", SENTENCES[kind])
    return template.format_map(told)


def sentence_for(event: Event) -> str:
    """What happened, from the event itself."""
    kind, parameters = KINDS[type(event)]
    return sentence(kind, parameters(event))
