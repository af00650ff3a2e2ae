"""Every publishing command dates what it publishes by the same option."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Indelible
from tests.domain.scenario import SHANGHAI

EXAMPLES = Path(__file__).parents[3] / "examples"
POLICY = ("policy", "publish", str(EXAMPLES / "policies" / "complaints.toml"))
SCHEME = ("scheme", "publish", str(EXAMPLES / "value" / "scheme.toml"))
QUESTIONNAIRE = ("survey", "publish", str(EXAMPLES / "surveys" / "retailers.toml"))
RULES = [
    ("supply", "publish", "--tier", "1:0"),
    ("compliance", "publish", "suzhou", str(EXAMPLES / "suzhou" / "compliance_2006.toml")),
    ("anomaly", "publish", "monthly", str(EXAMPLES / "suzhou" / "anomalies.toml")),
]
MIDNIGHT = datetime(2021, 7, 1, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("command", "field", "begins"),
    [
        (POLICY, "in_force_from", MIDNIGHT),
        (SCHEME, "effective_at", MIDNIGHT),
        (QUESTIONNAIRE, "effective_at", MIDNIGHT),
        *((rule, "valid_from", "2021-07-01") for rule in RULES),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_it_is_in_force_from_the_day_named(
    done: Indelible, command: tuple[str, ...], field: str, begins: datetime | str
) -> None:
    (recorded,) = done(*command, "--valid-from", "2021-07-01", "--json").data["events"]
    value = recorded["event"][field]
    assert (value if isinstance(begins, str) else datetime.fromisoformat(value)) == begins
    assert done(*command, "--valid-from", "2021-07-02").out == "nothing to record: it is so already\n"


@pytest.mark.parametrize("command", RULES, ids=lambda command: command[0])
def test_a_rule_is_else_in_force_from_the_day_of_its_command(done: Indelible, command: tuple[str, ...]) -> None:
    (recorded,) = done(*command, "--effective-at", "2021-07-01", "--json").data["events"]
    assert recorded["event"]["valid_from"] == "2021-07-01"


@pytest.mark.parametrize("command", [SCHEME, QUESTIONNAIRE], ids=lambda command: command[0])
def test_what_is_in_force_from_when_it_is_effective_is_dated_once(
    done: Indelible, indelible: Indelible, command: tuple[str, ...]
) -> None:
    twice = indelible(*command, "--valid-from", "2021-07-01", "--effective-at", "2021-07-01")
    assert (twice.code, "give --valid-from or --effective-at" in twice.err) == (2, True)


def test_the_day_named_goes_before_that_of_the_policys_file(done: Indelible, tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    text = (EXAMPLES / "policies" / "complaints.toml").read_text("utf-8")
    file.write_text(text.replace("# in_force_from = 2026-01-01", "in_force_from = 2021-01-01"), "utf-8")
    begins = [
        done("policy", "publish", str(file), *more, "--json").data["events"][0]["event"]["in_force_from"]
        for more in ((), ("--valid-from", "2020-01-01"))
    ]
    assert begins == ["2021-01-01T00:00:00+08:00", "2020-01-01T00:00:00+08:00"]
