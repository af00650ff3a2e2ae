"""The area of promises: its streams, events and refusals."""

from domain.kernel.area import Area, Stream
from domain.promises import events, promise, refusals

PROMISE = Stream("promise", promise.evolve, refusals.PromiseNotFound)

AREA = Area(
    "promises",
    streams=(PROMISE,),
    events=(events,),
    refusals=(refusals,),
)
