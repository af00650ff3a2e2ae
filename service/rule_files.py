"""Rules that a branch publishes, read from TOML files."""

from pathlib import Path

from domain.refusals import InvalidInput
from service.toml_file import Model, read_toml


class RuleFileUnreadable(InvalidInput):
    message = "the rule {file} cannot be read: {why}; check the path and the file"


class RuleFileIsWrong(InvalidInput):
    message = "{faults}"


def read_rule(path: Path, model: type[Model]) -> Model:
    """What the file says, as the model has it; decimals exactly. Raises `RuleFileUnreadable` or `RuleFileIsWrong`."""
    return read_toml(path, model, unreadable=RuleFileUnreadable, wrong=RuleFileIsWrong)
