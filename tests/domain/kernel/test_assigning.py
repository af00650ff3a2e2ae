"""Results name the version of rules that they followed, and that version is found by its name."""

import pytest

from domain.kernel.assigning import named_version, version_name


@pytest.mark.parametrize(("rule_no", "version", "name"), [("value", 3, "value/3"), ("2021/east", 12, "2021/east/12")])
def test_a_version_is_found_by_its_name(rule_no: str, version: int, name: str) -> None:
    assert version_name(rule_no, version) == name
    assert named_version(name) == (rule_no, version)
