"""Scheme files that cannot be used: refused by file, key and value."""

from pathlib import Path

import pytest

from domain.evaluation.refusals import SchemeIsWrong
from domain.evaluation.scheme_events import SchemePublished
from domain.evaluation.scheme_rules import SchemeDraft
from domain.kernel.refusals import Refusal
from service.commands import carry_out
from service.evaluation.schemes import publish_scheme
from service.files.rule_files import RuleFileIsWrong, read_rule
from service.session import Session
from tests.service.conftest import said
from tests.service.evaluation.test_rounds import SCHEME

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.mark.parametrize(
    ("old", "new", "kind", "said_of"),
    [
        ("title =", "titel =", RuleFileIsWrong, "titel"),
        ("40.5", "400.5", RuleFileIsWrong, "rural"),
        ('"qty"', '"luck"', RuleFileIsWrong, "measure 'luck'"),
        ("least = 0", "least = 1", SchemeIsWrong, "the last one 0"),
        ("title", "=", RuleFileIsWrong, "scheme.toml: it cannot be read"),
        ("least = 0", 'least = "０"', RuleFileIsWrong, r"grades\.2\.least = \"０\": write a plain number"),
        ("least = 0", 'least = "0_0"', RuleFileIsWrong, "write a plain number"),
        ("least = 0", 'least = "0E+9"', RuleFileIsWrong, "write a plain number"),
        ("40.5", '"4_0"', RuleFileIsWrong, r"words\.rural"),
        ("title =", "due_days = true\ntitle =", RuleFileIsWrong, 'due_days = "True": write a plain number'),
        ("title =", "movement.one_step = 1\ntitle =", RuleFileIsWrong, "write true or false"),
        ("title =", 'movement.one_step = "yes"\ntitle =', RuleFileIsWrong, "write true or false"),
        ("title =", "order_cost = 1e1000000\ntitle =", SchemeIsWrong, "order_cost: use figures below"),
        ('[["4"]]', "[[4]]", RuleFileIsWrong, r'rows\.0\.0 = "4": write it in quotes, as "4"'),
        ('[["4"]]', "[[true]]", RuleFileIsWrong, 'write it in quotes, as "true"'),
        ('[["4"]]', "[[2021-01-01]]", RuleFileIsWrong, 'write it in quotes, as "2021-01-01"'),
        ('[["4"]]', '[[["4"]]]', RuleFileIsWrong, "Input should be a valid string"),
        ('[["4"]]', '[["0.25"]]', RuleFileIsWrong, '\'0.25\' is not a judgement; write "3" or "1/3"'),
        (
            "least = 0",
            f"least = {'9' * 5000}",
            RuleFileIsWrong,
            "scheme.toml: .*a number in it is too large, or has thousands of digits",
        ),
        (
            "least = 0",
            f"least = 1e{'9' * 20}",
            RuleFileIsWrong,
            "scheme.toml: .*a number in it is too large, or has thousands of digits",
        ),
        (
            "least = 0",
            f"least = 0x{'f' * 5000}",
            RuleFileIsWrong,
            "scheme.toml: .*a number in it is too large, or has thousands of digits",
        ),
        ('"T"', '"T\\u0000"', RuleFileIsWrong, "scheme.toml: it says .*NUL"),
        ("urban =", '"urban\\u0000" =', RuleFileIsWrong, "scheme.toml: it says .*NUL"),
    ],
)
def test_a_wrong_file_is_refused_by_file_key_and_value(
    session: Session, tmp_path: Path, old: str, new: str, kind: type[Refusal], said_of: str
) -> None:
    scheme_file = tmp_path / "scheme.toml"
    scheme_file.write_text(SCHEME.replace(old, new, 1), "utf-8")
    with pytest.raises(kind, match=said_of):
        carry_out(session, said("2021-01-01"), publish_scheme("value", read_rule(scheme_file, SchemeDraft)))


@pytest.mark.parametrize("folder", ["value", "iowa"])
def test_the_examples_that_are_shipped_can_be_published(session: Session, folder: str) -> None:
    (published,) = carry_out(
        session, said("2021-01-01"), publish_scheme("value", read_rule(EXAMPLES / folder / "scheme.toml", SchemeDraft))
    ).events
    assert isinstance(published, SchemePublished)
    assert published.rules.movement.one_step is True
