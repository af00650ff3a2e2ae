"""What can have happened to a scheme of evaluation."""

from typing import Annotated, Any, ClassVar

from domain.evaluation.scheme_rules import SchemeRules
from domain.kernel.fields import Business
from domain.kernel.versions import VersionPublished

SchemeNo = Annotated[str, Business("the number the scheme is known by")]


class SchemePublished(VersionPublished):
    """A version of the scheme holds from the effective instant on, its weights frozen."""

    topic: ClassVar[str] = "scheme.published"
    scheme_no: SchemeNo
    version: Annotated[int, Business("counts the scheme's versions from 1")]
    rules: Annotated[SchemeRules, Business("everything the scheme says")]

    def content(self) -> dict[str, Any]:
        """The rules without their version, which they carry too."""
        return self.rules.model_dump(exclude={"rule_version"})
