"""indelible tier explain."""

from pathlib import Path

from tests.cli.conftest import SCHEME, Indelible, given_54_cartons


def test_explain_says_why_and_what_would_have_been_enough(graded: Indelible) -> None:
    """36 points of sales at 3/4 and 30 judged at 1/4 make 34.5; sales alone would have to bring 70, 35 a month."""
    data = graded("tier", "explain", "C1", "--json").data
    grade = data["grade"]
    assert [grade[name] for name in ("round_no", "grade", "before", "move", "total")] == [
        "2021Q1", "B", None, "first", "34.500000",
    ]  # fmt: skip
    assert [(row["factor"], row["value"], row["points"], row["share_of_total"]) for row in data["factors"]] == [
        ("mean_monthly_order", "18", "36.000000000000", "0.7500"),
        ("service_ability", "30", "30.000000000000", "0.2500"),
    ]
    assert [(row["what"], row["value"]) for row in data["would_be_enough"]] == [
        ("17 cartons (条) a month more would reach A", "35")
    ]
    assert [(row["grade"], row["from_total"], row["service"]) for row in data["grades"]] == [
        ("A", "60", "每周拜访"),
        ("B", "0", None),
    ]
    people = graded("tier", "explain", "C1").out
    assert "17 cartons (条) a month more would reach A" in people
    assert "36.000000 " in people
    assert "36.0000000" not in people


def test_explain_keeps_to_the_clocks(graded: Indelible, indelible: Indelible) -> None:
    position = graded("tier", "explain", "C1", "--json").document["position"]
    assert indelible("tier", "explain", "C1", "--as-of", "2021-03-31").err.startswith("error: never_graded: ")
    assert indelible("tier", "explain", "C1", "--round", "2021Q2").err.startswith("error: not_graded_in_round: ")
    graded("tier", "evaluate", "2021Q2")
    then = graded("tier", "explain", "C1", "--at-position", str(position), "--json").data
    assert then["grade"]["round_no"] == "2021Q1"
    assert indelible("tier", "explain", "C9").err.startswith("error: customer_not_found: ")


def test_explain_says_in_words_why_nothing_would_be_enough(shop: Indelible, scheme_file: Path) -> None:
    def told(customer_no: str) -> str:
        return shop("tier", "explain", customer_no).out.partition("would be enough:\n")[2].partition("\n")[0]

    def enough(period: str) -> str:
        shop("tier", "evaluate", period)
        return told("C1")

    def grant_b(customer_no: str, round_no: str, day: str) -> None:
        against = (customer_no, "--round", round_no, "--effective-at", day)
        shop("tier", "appeal", *against, "--grounds", "漏计")
        shop("tier", "grant-appeal", *against, "--grade", "B", "--approved-by", "E9", "--reason", "确是老店")

    shop("scheme", "publish", str(scheme_file), "--effective-at", "2021-01-01")
    unreachable = SCHEME.replace("[[0, 0], [50, 100]]", "[[0, 0], [50, 50]]")
    shop("tier", "assess", "C1", "--factor", "service_ability", "--points", "30", "--effective-at", "2021-03-01")
    scheme_file.write_text(unreachable.replace("least = 0 }", 'least = 50 }, { grade = "C", least = 0 }'), "utf-8")
    shop("scheme", "publish", str(scheme_file), "--effective-at", "2021-03-01")
    alone = "which no factor reaches alone; see the factors for the points there are"
    assert enough("2021Q1") == f"B takes a total of 50, {alone}"
    grant_b("C1", "2021Q1", "2021-04-02")
    assert told("C1") == f"A takes a total of 60, {alone}"
    scheme_file.write_text(SCHEME.replace("least = 60", "least = 5"), "utf-8")
    shop("scheme", "publish", str(scheme_file), "--effective-at", "2021-06-01")
    assert enough("2021Q2") == "A is the best grade"
    scheme_file.write_text(SCHEME.replace('title = "月均订货量"', 'title = "t"\nmissing = "not_graded"'), "utf-8")
    shop("scheme", "publish", str(scheme_file), "--effective-at", "2021-09-01")
    shop("customer", "enrol", "C2", "--effective-at", "2021-08-01")
    shop("tier", "evaluate", "2021Q3")
    assert told("C2") == "there is no grade to better: too little is known, see the factors"
    grant_b("C2", "2021Q3", "2021-10-02")
    assert told("C2") == (
        "B is what an appeal made of it; too little is known to say what would better it, see the factors"
    )


def test_explain_tells_what_an_appeal_made_of_the_grade(graded: Indelible) -> None:
    def explained(*bounds: str) -> list[object]:
        data = graded("tier", "explain", "C1", "--json", *bounds).data
        enough = [row["grade"] for row in data["would_be_enough"]]
        return [data["grade"]["grade"], data["grade"]["move"], enough, *[list(row.values()) for row in data["appeal"]]]

    assert "\nnobody appealed against it\n" in graded("tier", "explain", "C1").out
    graded("tier", "appeal", "C1", "--round", "2021Q1", "--grounds", "漏计", "--effective-at", "2021-06-02")
    graded("tier", "reject-appeal", "C1", "--round", "2021Q1", "--reason", "无误", "--effective-at", "2021-06-03")
    rejected = ["B", "2021-06-02", "漏计", "rejected", "2021-06-03", None, "无误"]
    assert explained() == ["B", "first", ["A"], rejected]
    graded("tier", "evaluate", "2021Q2")
    assert explained() == ["B", "kept", ["A"]]
    graded("tier", "appeal", "C1", "--round", "2021Q2", "--grounds", "漏计", "--effective-at", "2021-07-02")
    said = ("--approved-by", "E9", "--reason", "确属六月", "--effective-at", "2021-07-03")
    graded("tier", "grant-appeal", "C1", "--round", "2021Q2", "--grade", "A", *said)
    assert explained() == ["A", "corrected", [], ["B", "2021-07-02", "漏计", "granted", "2021-07-03", "E9", "确属六月"]]
    assert "would be enough:\nA is the best grade\n" in graded("tier", "explain", "C1").out
    assert explained("--round", "2021Q1") == ["B", "first", ["A"], rejected]
    still_open = ["B", "2021-07-02", "漏计", "open", None, None, None]
    assert explained("--as-of", "2021-07-02") == ["B", "kept", ["A"], still_open]


def test_explain_says_that_an_appeal_made_a_grade_worse(shop: Indelible, scheme_file: Path) -> None:
    scheme_file.write_text(SCHEME.replace("least = 60", "least = 5"), "utf-8")
    graded = given_54_cartons(shop, scheme_file)
    against = ("C1", "--round", "2021Q1", "--effective-at", "2021-07-02")
    graded("tier", "appeal", *against, "--grounds", "漏计")
    graded("tier", "grant-appeal", *against, "--grade", "B", "--approved-by", "E9", "--reason", "重复计算")
    assert "would be enough:\nB is what an appeal made of it; the round's total was enough for A\n" in (
        graded("tier", "explain", "C1").out
    )
