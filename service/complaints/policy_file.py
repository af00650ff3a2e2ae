"""The policy of complaints as people write it: a TOML file with rules, working hours and days."""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from domain.complaints.business_calendar import WorkingUnit
from domain.complaints.policy import Calendar
from domain.complaints.policy_events import Allowance, Phase, Severity
from domain.kernel.text import check_text
from service.complaints import holidays

_ALLOWED = re.compile(r"([1-9][0-9]{0,4}) working (hour|day)s?")


def _parse_allowed(text: object) -> object:
    match = _ALLOWED.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ValueError('write such as "4 working hours" or "1 working day"')
    return int(match[1]), WorkingUnit(f"working_{match[2]}s")


Allowed = Annotated[tuple[int, WorkingUnit] | None, BeforeValidator(_parse_allowed)]
Category = Annotated[str, AfterValidator(lambda text: check_text("category", text, most=100))]


class Holidays(StrEnum):
    """Which public holidays hold where the file says nothing of a day."""

    CHINA = "china"
    NONE = "none"


class _Table(BaseModel):
    """A table of the file: a key it does not know is refused, because a misspelt key is a rule not applied."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class RuleTable(_Table):
    """The time allowed for steps, for complaints of a severity, of a category, of both, or for all."""

    severity: Severity | None = None
    category: Category | None = None
    acknowledge: Allowed = None
    assess: Allowed = None
    investigate: Allowed = None
    respond: Allowed = None
    decide: Allowed = None
    close: Allowed = None

    def allowances(self) -> Iterator[Allowance]:
        """One for each step that the rule allows time for."""
        for phase in Phase:
            if allowed := getattr(self, phase):
                amount, unit = allowed
                yield Allowance(severity=self.severity, category=self.category, phase=phase, amount=amount, unit=unit)


class CalendarTable(_Table):
    """Days that go before those of the library, and years for which the file names every public holiday."""

    holidays: Holidays = Holidays.CHINA
    off: list[date] = []
    working: list[date] = []
    complete_years: list[int] = []

    def calendar(self) -> Calendar:
        """The library's days and the file's, which win."""
        known = holidays.china() if self.holidays is Holidays.CHINA else holidays.none()
        off, working = set(self.off), set(self.working)
        days = len(off | working)
        return Calendar(
            days_off=set(known["days_off"]) - working | off,
            working_days=set(known["working_days"]) - off | working,
            known_years={*known["known_years"], *self.complete_years},
            calendar_version=known["calendar_version"] + (f", {days} days by file" if days else ""),
        )


class PolicyFile(_Table):
    """The whole file."""

    in_force_from: date | None = None
    """From 00:00 of that day in the branch's zone; else from when it is published."""
    working_hours: list[str]
    calendar: CalendarTable = CalendarTable()
    rules: Annotated[list[RuleTable], Field(alias="rule")]

    def allowances(self) -> list[Allowance]:
        """What all rules allow, in the order of the file: of those that fit a step, the first holds."""
        return [allowance for rule in self.rules for allowance in rule.allowances()]
