"""The read tables of keeping the law."""

from projections.compliance.compliance_scores import COMPLIANCE_SCORES
from projections.compliance.violations import VIOLATIONS
from projections.fold.area import ReadArea

AREA = ReadArea("compliance", tables=(VIOLATIONS, COMPLIANCE_SCORES))
