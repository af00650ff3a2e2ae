"""Rules are published in versions, of which one is in force on a day."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.anomalies.events import AnomalyRulePublished
from domain.kernel.refusals import InvalidIdentifier
from domain.kernel.versions import RuleNotFound, Versions, publish_rule, require_rule
from tests.domain.scenario import given, instant, told
from tests.domain.surveys.questionnaires import published

CONTENT: dict[str, Any] = {
    "measure": "delivered_qty",
    "trailing_months": 6,
    "least_months": 3,
    "low_share": Decimal("0.5"),
    "high_share": Decimal(2),
}


def version(number: int, valid_from: str, **content: Any) -> AnomalyRulePublished:
    facts = {"anomaly_rule_no": "monthly", "version": number, "valid_from": date.fromisoformat(valid_from)}
    return told(AnomalyRulePublished, "2021-01-01", **facts, **{**CONTENT, **content})


def publish(*history: AnomalyRulePublished, on: str = "2021-01-01", rule_no: str = "monthly", **content: Any) -> Any:
    day = date.fromisoformat(on)
    return given(*history).when(publish_rule, AnomalyRulePublished, rule_no, {**CONTENT, **content}, day)


def test_a_rule_is_published_in_versions() -> None:
    publish().then(AnomalyRulePublished, anomaly_rule_no="monthly", version=1, valid_from=date(2021, 1, 1))
    first = version(1, "2021-01-01")
    publish(first, on="2021-07-01", least_months=4).then(AnomalyRulePublished, version=2, least_months=4)
    publish(rule_no=" monthly").then_refused(InvalidIdentifier)


def test_what_is_in_force_already_is_not_published_again() -> None:
    first, second = version(1, "2021-01-01"), version(2, "2021-07-01", least_months=4)
    publish(first, on="2021-03-01").then_nothing()
    publish(first, second, on="2021-07-01").then(AnomalyRulePublished, version=3, least_months=3)
    publish(first, on="2020-12-31").then(AnomalyRulePublished, version=2)


def test_the_version_of_a_day_is_the_latest_to_begin_by_then() -> None:
    versions = (version(1, "2021-01-01"), version(2, "2021-07-01"), version(3, "2021-03-01"), version(4, "2021-03-01"))
    book = Versions("monthly", versions)
    days = ("2021-01-01", "2021-02-28", "2021-03-01", "2021-06-30", "2021-07-01")
    found = [book.in_force(date.fromisoformat(day)) for day in days]
    assert [one and one.version for one in found] == [1, 1, 4, 4, 2]
    assert book.in_force(date(2020, 12, 31)) is None


def test_a_day_without_a_version_is_named() -> None:
    book = Versions("monthly", (version(1, "2021-01-01"),))
    assert require_rule(book, AnomalyRulePublished, "monthly", date(2021, 1, 1)).version == 1
    for known in (book, None):
        with pytest.raises(RuleNotFound, match="no anomaly rule 'monthly' in force on 2020-12-31"):
            require_rule(known, AnomalyRulePublished, "monthly", date(2020, 12, 31))


def test_what_is_dated_by_an_instant_is_in_force_at_instants() -> None:
    titles = (("2021-01-01", 1), ("2021-07-01 12:00", 2), ("2021-03-01", 3))
    known = Versions("LSH", tuple(published(version=number, at=at) for at, number in titles))
    found = [known.in_force(instant(at)) for at in ("2020-12-31", "2021-02-28", "2021-07-01", "2021-07-01 12:00")]
    assert [one and one.version for one in found] == [None, 1, 3, 2]
    assert [one and one.version for one in map(known.next_after, map(instant, ("2021-01-01", "2021-07-02")))] == [
        3,
        None,
    ]
    assert [known.by_number[number].version for number in (1, 2, 3)] == [1, 2, 3]
