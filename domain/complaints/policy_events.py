"""What can have happened to the policy of complaints: published, and published anew."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from domain.complaints.business_calendar import WorkingUnit
from domain.kernel.fields import Business, Instant, PolicyNo, PolicyVersion
from domain.kernel.frozen_model import FrozenModel
from domain.kernel.versions import VersionPublished


class Severity(StrEnum):
    """How grave a complaint is (严重程度)."""

    MINOR = "minor"  # 一般
    MAJOR = "major"  # 较大
    CRITICAL = "critical"  # 重大


class Phase(StrEnum):
    """A step of ISO 10002 that may have a deadline, in the order of the standard."""

    ACKNOWLEDGE = "acknowledge"
    ASSESS = "assess"
    INVESTIGATE = "investigate"
    RESPOND = "respond"
    DECIDE = "decide"
    CLOSE = "close"


ThePhase = Annotated[Phase, Business("the step that is to be done by then")]
TheSeverity = Annotated[Severity | None, Business("how grave it is (严重程度); absent where nobody said")]
TheCategory = Annotated[str | None, Business("what it is about, in the branch's own list")]


class Allowance(FrozenModel):
    """Working time allowed for a step, for complaints of this severity and category; absent means any."""

    severity: TheSeverity = None
    category: TheCategory = None
    phase: ThePhase
    amount: Annotated[int, Business("how many working hours or days")]
    unit: Annotated[WorkingUnit, Business("whether hours or days are counted")]


class PolicyPublished(VersionPublished):
    """Deadlines for complaints were laid down, with the working time that they are counted in.

    The public holidays are kept as they were known at publication: what is computed under this version stays.
    """

    topic: ClassVar[str] = "policy.published"
    dated_by: ClassVar[str] = "in_force_from"
    policy_no: PolicyNo
    version: PolicyVersion
    in_force_from: Annotated[Instant, Business("complaints received or reopened from then on fall under it")]
    allowances: Annotated[tuple[Allowance, ...], Business("time allowed; of those that fit a step the first holds")]
    working_hours: Annotated[tuple[str, ...], Business("when work is done on a working day, such as 08:30-12:00")]
    days_off: Annotated[tuple[date, ...], Business("public holidays from Monday to Friday")] = ()
    working_days: Annotated[tuple[date, ...], Business("weekend days that are worked in exchange (调休)")] = ()
    known_years: Annotated[tuple[int, ...], Business("the years whose public holidays are known here")] = ()
    calendar_version: Annotated[str, Business("where the public holidays come from, with its version")]
