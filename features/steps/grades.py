"""What is done about value grades (客户价值等级)."""

from pathlib import Path

from pytest_bdd import given, parsers

from features.running import Outcome, Run, options, step

SCHEME = """
title = "月均订货量"
missing = "not_graded"
grades = [{ grade = "A", least = 80 }, { grade = "B", least = 60 }, { grade = "C", least = 0 }]

[movement]
raise_margin = RAISE
lower_margin = LOWER

[[factors]]
factor = "mean_monthly_order"
measure = "monthly_qty"
months = 3
line = [[0, 0], [50, 100]]

[[comparisons]]
name = "contribution"
of = ["mean_monthly_order"]
"""


@given(
    parsers.parse(
        "from {day:S} on 40 cartons a month reach A and 30 B, {up:d} points more to rise, {down:d} less to fall"
    )
)
def publish(indelible: Run, tmp_path: Path, day: str, up: int, down: int) -> None:
    file = tmp_path / "scheme.toml"
    file.write_text(SCHEME.replace("RAISE", f"{up}").replace("LOWER", f"{down}"), "utf-8")
    outcome = indelible("scheme", "publish", file, "--effective-at", day)
    assert outcome.exit_code == 0, outcome.err


@given(parsers.parse("shop {shop:S} bought each month"))
def bought(indelible: Run, shop: str, datatable: list[list[str]]) -> None:
    """Months such as 2021-04, and cartons."""
    for month, qty in datatable[1:]:
        number, day = f"{shop}-{month}", f"{month}-15"
        place = ("order", "place", number, "--customer", shop, "--line", f"6901028075831:{qty}:{qty}.00")
        for command in (place, ("order", "confirm", number), ("order", "deliver", number)):
            outcome = indelible(*command, "--effective-at", day)
            assert outcome.exit_code == 0, outcome.err


@step("{period:S} was evaluated", "{period:S} is evaluated")
def evaluate(indelible: Run, period: str) -> Outcome:
    return indelible("tier", "evaluate", period)


@step(
    "shop {shop:S} was put in {grade:S} from {day:S} until {until:S}, approved by {approver:S}: {why}",
    "shop {shop:S} is put in {grade:S} from {day:S} until {until:S}, approved by {approver:S}: {why}",
)
def override(indelible: Run, shop: str, grade: str, day: str, until: str, approver: str, why: str) -> Outcome:
    said = ("--grade", grade, "--until", until, "--approved-by", approver, "--reason", why, "--effective-at", day)
    return indelible("tier", "override", shop, *said)


@step(
    "shop {shop:S} appealed against {round_no:S} on {day:S}: {grounds}",
    "shop {shop:S} appeals against {round_no:S} on {day:S}: {grounds}",
)
def appeal(indelible: Run, shop: str, round_no: str, day: str, grounds: str) -> Outcome:
    return indelible("tier", "appeal", shop, "--round", round_no, "--grounds", grounds, "--effective-at", day)


@step(
    "the appeal of shop {shop:S} against {round_no:S} was granted on {day:S}",
    "the appeal of shop {shop:S} against {round_no:S} is granted on {day:S}",
)
def grant(indelible: Run, shop: str, round_no: str, day: str, datatable: list[list[str]]) -> Outcome:
    return indelible("tier", "grant-appeal", shop, "--round", round_no, "--effective-at", day, *options(datatable))


@step(
    "the appeal of shop {shop:S} against {round_no:S} was rejected on {day:S}: {why}",
    "the appeal of shop {shop:S} against {round_no:S} is rejected on {day:S}: {why}",
)
def reject(indelible: Run, shop: str, round_no: str, day: str, why: str) -> Outcome:
    return indelible("tier", "reject-appeal", shop, "--round", round_no, "--effective-at", day, "--reason", why)
