"""The features of the catalogue, of keeping the law, and of sales anomalies."""

from pathlib import Path

import pytest
from pytest_bdd import scenarios

scenarios("catalogue.feature", "compliance.feature", "anomalies.feature", "margins.feature")


@pytest.fixture(autouse=True)
def in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules lie in its examples."""
    monkeypatch.chdir(Path(__file__).parents[1])
