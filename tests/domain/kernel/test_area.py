"""A stream refuses what was never recorded, by the refusal that it names."""

import pytest

from domain.areas import STREAMS
from domain.kernel.area import Stream
from domain.orders.area import RETURN
from domain.orders.refusals import ReturnNotFound


def test_a_return_that_was_never_recorded_is_refused_by_its_number() -> None:
    with pytest.raises(ReturnNotFound, match="'R-1'"):
        RETURN.require("R-1", None)


def test_a_stream_that_names_no_refusal_says_so_to_the_programmer() -> None:
    unnamed: Stream[int] = Stream("licence", lambda known, event: 1)
    with pytest.raises(TypeError, match="licence"):
        unnamed.require("L-1", None)


@pytest.mark.parametrize("stream", [one for one in STREAMS.values() if one.missing], ids=lambda one: one.kind)
def test_the_refusal_that_a_stream_names_fits_its_number(stream: Stream[object]) -> None:
    assert "N-1" in str(stream.not_found("N-1"))
