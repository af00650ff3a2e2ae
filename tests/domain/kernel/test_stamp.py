"""Who, why and when: what a command must say of itself."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.kernel.refusals import (
    ActorRequired,
    EffectiveInFuture,
    EffectiveTooEarly,
    InvalidIdentifier,
    InvalidText,
)
from domain.kernel.stamp import Stamp, make_stamp
from tests.domain.scenario import NOW, SHANGHAI, stamp


def made(**said: object) -> Stamp:
    return make_stamp(**{"actor": "E7", "effective_at": NOW, "now": NOW, "zone": SHANGHAI, **said})  # type: ignore[arg-type]


def test_a_time_is_kept_in_utc_and_its_day_in_the_branchs_zone() -> None:
    late = datetime(2021, 3, 31, 23, 30, tzinfo=SHANGHAI)
    assert made(effective_at=late) == Stamp("E7", late, date(2021, 3, 31))
    assert made(effective_at=late).effective_at.tzinfo is UTC
    assert made(effective_at=datetime(2021, 3, 31, 16, 0, tzinfo=UTC)).effective_on == date(2021, 4, 1)


def test_a_stamp_is_what_every_event_has_in_common() -> None:
    fields = made(reason=" 装修 ", command_id="c-1", caused_by="import 3").fields()
    assert (fields["reason"], fields["command_id"], fields["caused_by"]) == ("装修", "c-1", "import 3")


def test_a_stamp_stays_as_it_is_whatever_becomes_of_the_fields_it_gave() -> None:
    given = made(reason="装修")
    given.fields()["reason"] = "歇业"
    assert (given.reason, given.fields()["reason"]) == ("装修", "装修")


@pytest.mark.parametrize("actor", [None, ""])
def test_somebody_must_have_done_it(actor: str | None) -> None:
    with pytest.raises(ActorRequired, match="--by"):
        made(actor=actor)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"actor": "E 7\n"}, InvalidIdentifier),
        ({"command_id": ""}, InvalidIdentifier),
        ({"command_id": "c\0"}, InvalidIdentifier),
        ({"reason": ""}, InvalidText),
        ({"reason": "\ud800"}, InvalidText),
    ],
    ids=["actor", "empty command id", "command id with NUL", "empty reason", "half a character"],
)
def test_a_command_speaks_of_itself_in_readable_words(said: dict[str, object], refusal: type) -> None:
    with pytest.raises(refusal):
        made(**said)


def test_a_clerks_clock_may_run_five_minutes_ahead() -> None:
    made(effective_at=NOW + timedelta(minutes=5))
    with pytest.raises(EffectiveInFuture):
        made(effective_at=NOW + timedelta(minutes=5, seconds=1))


def test_a_time_before_1990_is_a_slip_of_the_pen() -> None:
    made(effective_at=datetime(1990, 1, 1, tzinfo=UTC))
    with pytest.raises(EffectiveTooEarly, match="1990-01-01"):
        made(effective_at=datetime(1989, 12, 31, 23, 59, tzinfo=UTC))


def test_an_approver_is_named_by_a_number() -> None:
    stamp("2021-07-01").check_approver(None)
    stamp("2021-07-01").check_approver("E8")
    with pytest.raises(InvalidIdentifier):
        stamp("2021-07-01").check_approver("")
