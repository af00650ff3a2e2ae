"""From a timeline row's kind and parameters to the sentence that people read."""

import re
from collections.abc import Mapping
from typing import Any

from domain.customers.profile_fields import PROFILE_FIELDS
from domain.kernel.event import Event
from projections.timeline.kinds import KINDS, SENTENCES

_WORDS = {name: field.words for name, field in PROFILE_FIELDS.items()}
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
