"""The read tables of promises."""

from projections.fold.area import ReadArea
from projections.promises.promise_metrics import PROMISE_METRICS
from projections.promises.promise_standing import PROMISE_STANDING
from projections.promises.promises import PROMISES

AREA = ReadArea("promises", tables=(PROMISES, PROMISE_METRICS, PROMISE_STANDING))
