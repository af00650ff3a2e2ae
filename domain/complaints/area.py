"""The area of complaints and the policy of their deadlines: its streams, events and refusals."""

from domain.complaints import complaint, events, policy_events, refusals
from domain.complaints.policy_events import PolicyPublished
from domain.kernel import versions
from domain.kernel.area import Area, Stream
from domain.kernel.versions import Versions

COMPLAINT = Stream("complaint", complaint.evolve, refusals.ComplaintNotFound)
POLICY: Stream[Versions[PolicyPublished]] = Stream("policy", versions.evolve)

AREA = Area(
    "complaints",
    streams=(COMPLAINT, POLICY),
    events=(events, policy_events),
    refusals=(refusals,),
)
