"""What every decision has in common that puts a customer in a grade, a tier or a class."""

from enum import StrEnum
from typing import Annotated

from domain.kernel.event import CustomerHistoryEvent
from domain.kernel.fields import Business

RoundNo = Annotated[str, Business("the round of evaluation it came from, such as 2021Q1")]
RuleVersion = Annotated[str, Business("the rules it follows from, by number and version, such as value/3")]


def version_name(rule_no: str, version: int) -> str:
    """The name by which results refer to a version of rules, such as value/3."""
    return f"{rule_no}/{version}"


def named_version(name: str) -> tuple[str, int]:
    """The number of the rules and their version, of a `version_name`; the number may hold a slash itself."""
    rule_no, _, version = name.rpartition("/")
    return rule_no, int(version)


class AssignedKind(StrEnum):
    """What a customer is put in. Of each kind at most one value holds at a time."""

    VALUE_GRADE = "value_grade"  # 客户价值等级
    SUPPLY_TIER = "supply_tier"  # 客户档位
    COMPLIANCE_CLASS = "compliance_class"  # 守法等级
    SERVICE_CLASS = "service_class"  # 服务 A/B/C 类户


class AssigningEvent(CustomerHistoryEvent):
    """From its effective instant on, until another event of its kind, the customer is in what it says."""

    round_no: RoundNo | None = None
    rule_version: RuleVersion
