"""From a timeline row's kind and parameters to the sentence that people read."""

import re
from collections.abc import Mapping
from typing import Any

from domain.kernel.event import Event
from projections.timeline.kinds import KINDS, PHRASES, SENTENCES

_OPTIONAL = re.compile(r"\[([^][]*\{(\w+)\}[^][]*)\]")


def sentence(kind: str, parameters: Mapping[str, Any]) -> str:
    """What happened, in the business's words; `kind` and `parameters` as `customer_timeline` keeps them."""
    words = {**parameters, **{name: phrase(parameters) for name, phrase in PHRASES.items()}}
    known = {name for name, value in words.items() if value not in ("", None)}
    template = _OPTIONAL.sub(lambda part: part[1] if part[2] in known else "", SENTENCES[kind])
    return template.format_map(words)


def sentence_for(event: Event) -> str:
    """What happened, from the event itself."""
    kind, parameters = KINDS[type(event)]
    return sentence(kind, parameters(event))
