"""A scheme of two factors, and a shop that it grades."""

from pathlib import Path

from tests.cli.conftest import Indelible

SCHEME = """
title = "月均订货量"
grades = [{ grade = "A", least = 60, service = "每周拜访" }, { grade = "B", least = 0 }]
[[factors]]
factor = "mean_monthly_order"
measure = "monthly_qty"
months = 3
line = [[0, 0], [50, 100]]
[[factors]]
factor = "service_ability"
measure = "judged"
line = [[0, 0], [100, 100]]
[[comparisons]]
name = "contribution"
of = ["mean_monthly_order", "service_ability"]
judgements = [{ expert = "E901", rows = [["3"]] }]
"""


def given_54_cartons(shop: Indelible, file: Path) -> Indelible:
    """C1 bought 54 cartons in the first quarter of 2021, was judged 30, and is graded by the scheme of the file."""
    shop("scheme", "publish", str(file), "--effective-at", "2021-01-01")
    shop("order", "place", "O-1", "--customer", "C1", "--line", "X:54:540.00", "--effective-at", "2021-02-01")
    for verb in ("confirm", "deliver"):
        shop("order", verb, "O-1", "--effective-at", "2021-02-01")
    shop("tier", "assess", "C1", "--factor", "service_ability", "--points", "30", "--effective-at", "2021-03-01")
    shop("tier", "evaluate", "2021Q1")
    return shop
