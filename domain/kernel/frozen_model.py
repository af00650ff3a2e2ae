"""What is stated once and never changes: an event, or a part of what it tells."""

from pydantic import BaseModel, ConfigDict


class FrozenModel(BaseModel):
    """Says what it is given and nothing else. What checks it is made at first use: a command needs few of the kinds."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
