"""The area of keeping the law: its streams, events and refusals."""

from domain.compliance import events, refusals, violation
from domain.compliance.events import ComplianceRulePublished
from domain.kernel import versions
from domain.kernel.area import Area, Stream
from domain.kernel.versions import Versions

VIOLATION = Stream("violation", violation.evolve, refusals.ViolationNotFound)
COMPLIANCE_RULE: Stream[Versions[ComplianceRulePublished]] = Stream("compliance_rule", versions.evolve)

AREA = Area(
    "compliance",
    streams=(VIOLATION, COMPLIANCE_RULE),
    events=(events,),
    refusals=(refusals,),
)
