"""Rules that a branch publishes, read from TOML files."""

from pathlib import Path

from domain.kernel.refusals import InvalidInput
from service.files.toml_file import Model, read_toml


class RuleFileIsWrong(InvalidInput):
    message = "{faults}"


def read_rule(path: Path, model: type[Model]) -> Model:
    """What the file says, as the model has it; decimals exactly. Raises `RuleFileIsWrong`."""
    return read_toml(path, model, unreadable=_unreadable, wrong=RuleFileIsWrong)


def _unreadable(file: Path, why: object) -> RuleFileIsWrong:
    return RuleFileIsWrong(faults=f"{file}: it cannot be read: {why}; check the path and the file")
