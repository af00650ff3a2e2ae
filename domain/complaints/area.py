"""The area of complaints and the policy of their deadlines: its streams, events and refusals."""

from domain.complaints import complaint, events, policy, policy_events, refusals
from domain.kernel.area import Area, Stream

COMPLAINT = Stream("complaint", complaint.evolve, refusals.ComplaintNotFound)
POLICY = Stream("policy", policy.evolve)

AREA = Area(
    "complaints",
    streams=(COMPLAINT, POLICY),
    events=(events, policy_events),
    refusals=(refusals,),
)
