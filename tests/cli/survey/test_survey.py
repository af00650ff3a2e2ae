"""indelible survey and satisfaction: every verb, and what is typed wrongly."""

import csv
import io
from pathlib import Path

import pytest

from eventlog.database import Database
from projections.running.rebuild import rebuild
from tests.cli.conftest import SUZHOU, Indelible

QUESTIONNAIRE = """
number = "LSH"
title = "满意度问卷"
population = ["retailer", "consumer"]
[[items]]
item = "e1"
text = "您期望送货有多准时？"
english = "How punctual do you expect deliveries to be?"
asks = "expectation"
scale = [1, 10]
about = "送货"
[[items]]
item = "p1"
text = "送货有多准时？"
asks = "experience"
scale = [1, 10]
about = "送货"
[[items]]
item = "s1"
text = "您满意吗？"
asks = "satisfaction"
scale = [1, 5]
lower_is_better = true
weight = 2
layer = "service"
group = "总体"
"""


@pytest.fixture
def asked(shop: Indelible, tmp_path: Path) -> Indelible:
    """Customer C1 is there, questionnaire LSH published on 2021-01-01, survey S-1 opened on 2021-06-01."""
    file = tmp_path / "lsh.toml"
    file.write_text(QUESTIONNAIRE, "utf-8")
    shop("survey", "publish", str(file), "--effective-at", "2021-01-01")
    shop("survey", "open", "S-1", "--questionnaire", "LSH", "--size", "all:4", "--effective-at", "2021-06-01")
    return shop


def test_a_survey_is_shown_with_what_it_asks(asked: Indelible) -> None:
    given = ("--title", "二季度", "--due", "2021-07-31", "--customer", "C1", "--effective-at", "2021-07-01")
    asked("survey", "open", "S-2", "--questionnaire", "LSH", *given)
    asked("survey", "close", "S-2", "--effective-at", "2021-08-01")
    shown = asked("survey", "show", "S-2", "--json").data
    told = ("title", "status", "questionnaire_version", "population", "planned_until", "named", "asked")
    assert [shown["survey"][name] for name in told] == [
        *("二季度", "closed", 1, ["consumer", "retailer"], "2021-07-31", 1, {"all": 1, "party=retailer": 1}),
    ]
    assert [item["item"] for item in shown["items"]] == ["e1", "p1", "s1"]
    assert shown["items"][0]["english"] == "How punctual do you expect deliveries to be?"
    assert (shown["items"][2]["lower_is_better"], shown["items"][2]["weight"]) == (True, 2)
    before = asked("survey", "show", "S-2", "--as-of", "2021-07-31", "--json").data["survey"]
    assert (before["status"], before["closed_at"]) == ("open", None)


def test_surveys_are_listed(asked: Indelible, database: Database) -> None:
    asked("survey", "open", "S-0", "--questionnaire", "LSH", "--effective-at", "2021-07-01")
    asked("survey", "close", "S-1", "--effective-at", "2021-08-01")
    rebuild(database.operator, SUZHOU)

    def numbers(*given: str) -> list[str]:
        return [row["survey_no"] for row in asked("survey", "list", *given, "--json").data]

    assert numbers() == numbers("--at-position", "99") == ["S-1", "S-0"]
    assert numbers("--status", "open") == ["S-0"]
    assert numbers("--as-of", "2021-06-30") == numbers("--limit", "1") == ["S-1"]


def test_who_is_asked_may_stand_in_a_file(asked: Indelible, indelible: Indelible, tmp_path: Path) -> None:
    file = tmp_path / "asked.txt"
    file.write_text("\ufeffC1\n\n C1 \n", "utf-8")
    opened = asked("survey", "open", "S-2", "--questionnaire", "LSH", "--customers", str(file), "--json")
    assert opened.data["events"][0]["event"]["frame"] == ["C1"]
    file.write_text("C1\n\nC9\nC9\n", "utf-8")
    open_next = ("survey", "open", "S-3", "--questionnaire", "LSH")
    unknown = indelible(*open_next, "--customers", str(file)).err
    assert unknown.startswith(f"error: customer_not_found: {file}, line 3: there is no customer 'C9'")
    assert indelible(*open_next, "--customer", "C9").err.startswith("error: customer_not_found: there is no customer")
    file.write_text("\n \n", "utf-8")
    assert "names no customer" in indelible(*open_next, "--customers", str(file)).err
    file.write_bytes(b"\xff\xfe\x00")
    for path, message in ((file, "is not UTF-8"), (tmp_path / "none", "No such file")):
        refused = indelible("survey", "open", "S-3", "--questionnaire", "LSH", "--customers", str(path))
        assert (refused.code, message in refused.err) == (2, True)


def test_an_answer_is_told_in_a_sentence_and_opens_again(asked: Indelible, database: Database) -> None:
    scores = ("--score", "e1=10", "--score", "p1=9", "--score", "s1=2")
    words = ("--hope", "送货:早点到", "--hope", "多走访", "--channel", "电话")
    told = asked("survey", "answer", "S-1", "--customer", "C1", *scores, *words, "--effective-at", "2021-06-03")
    assert told.out == (
        "recorded answer.given at position 5: Survey S-1 was answered (答卷) on 3 items, "
        "saying hope: 早点到; hope: 多走访\n"
    )
    asked("survey", "answer", "S-1", "--answer-no", "17", "--party", "consumer", "--score", "s1=5")
    rebuild(database.operator, SUZHOU)
    figure = ("--period", "survey=S-1", "--measure", "csat_top2")
    drilled = asked("satisfaction", "drill", *figure, "--json").data
    assert [(row["answer_no"], row["numerator"], row["scores"]) for row in drilled["answers"]] == [
        ("S-1:17", 0, {"s1": 5}),
        ("S-1:C1", 1, {"e1": 10, "p1": 9, "s1": 2}),
    ]
    assert drilled["figure"] == {
        "period": "survey=S-1",
        "stratum": "all",
        "measure": "csat_top2",
        "numerator": 1,
        "denominator": 2,
        "value": "0.500000",
        "n": 2,
    }
    rows = list(csv.DictReader(io.StringIO(asked("satisfaction", "drill", *figure, "--csv").out)))
    assert [row["answer_no"] for row in rows] == ["S-1:17", "S-1:C1"]
    remarks = asked("satisfaction", "remarks", "--remark", "hope", "--json").data
    assert [(row["theme"], row["text"]) for row in remarks["remarks"]] == [("送货", "早点到"), (None, "多走访")]
    assert remarks["themes"] == [
        {"asks": "hope", "theme": "送货", "remarks": 1},
        {"asks": "hope", "theme": None, "remarks": 1},
    ]


def test_a_rating_may_be_given_with_words_and_repeated_by_its_command_id(shop: Indelible, database: Database) -> None:
    shop("order", "place", "O-1", "--customer", "C1", "--line", "X:1:1", "--effective-at", "2021-05-01")
    given = ("--score", "4", "--delivery", "late", "--unmet-need", "断货", "--effective-at", "2021-05-09")
    for _ in range(2):
        rated = shop("satisfaction", "rate", "O-1", *given, "--command-id", "r1")
    assert rated.out == (
        "already recorded answer.given at position 4: Order O-1 was rated (评价) 4 of 5, saying unmet_need: 断货\n"
    )
    rebuild(database.operator, SUZHOU)
    by_delivery = shop("satisfaction", "report", "--split-by", "delivery", "--period", "2021-05", "--csv").out
    assert by_delivery == (
        "period,stratum,measure,numerator,denominator,value,n\n"
        "2021-05,delivery=late,csat_mean,4,1,4.000000,1\n"
        "2021-05,delivery=late,csat_top2,1,1,1.000000,1\n"
    )


def test_people_see_a_table_and_bars(asked: Indelible, database: Database) -> None:
    asked("survey", "answer", "S-1", "--answer-no", "1", "--score", "e1=10", "--score", "p1=1")
    asked("survey", "answer", "S-1", "--answer-no", "2", "--score", "p1=7")
    rebuild(database.operator, SUZHOU)
    figure = ("--period", "survey=S-1", "--measure", "disconfirmation:1-10")
    table, plot = asked("satisfaction", "report", *figure).out.split("\n\n")
    assert table.splitlines()[2].split() == ["survey=S-1", "all", figure[3], "-22680", "2520", "-9.000000", "1"]
    title, bar = (line.rstrip() for line in plot.splitlines())
    assert title == "disconfirmation:1-10"
    assert bar == f"  survey=S-1  all     {'█' * 20}{' ' * 20}  -9.000000"


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("survey answer S-1 --score e1", '"e1" is not understood; write ITEM=SCORE such as q01=4'),
        ("survey answer S-1 --score e1=４", '"e1=４" is not understood'),
        ("survey answer S-1 --score =4", '"=4" is not understood'),
        ("survey answer S-1 --score e1=4 --score e1=5", '"e1" is given twice'),
        ("survey open S-2 --questionnaire LSH --size all", '"all" is not understood; write STRATUM:N such as all:500'),
        ("satisfaction report --split-by weather", "weather"),
    ],
)
def test_what_cannot_be_read_is_a_usage_error(
    asked: Indelible, indelible: Indelible, command: str, message: str
) -> None:
    refused = indelible(*command.split())
    assert (refused.code, message in refused.err) == (2, True), refused.err


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("survey answer S-1 --score p1=11", 'invalid_score: item p1: score "11" is not a whole number from 1 to 10'),
        ("survey answer S-1 --score q9=1", 'item_not_asked: item "q9" is not in the questionnaire; it has e1, p1, s1'),
        ("survey answer S-1", "nothing_answered: answer S-1:x holds no score and no word"),
        ("survey answer S-9 --score p1=1", "survey_not_found: there is no survey 'S-9' in this branch"),
        ("survey open S-2 --questionnaire none", "questionnaire_not_found: there is no questionnaire 'none'"),
        ("survey show S-9", "survey_not_found: there is no survey 'S-9' in this branch"),
        ("survey show S-1 --as-of 2021-05-31", "survey_not_opened_yet: survey S-1 was opened on 2021-06-01, after"),
        ("satisfaction rate O-9 --score 4", "order_not_found: there is no order 'O-9' in this branch"),
    ],
)
def test_a_refusal_names_what_is_wrong(asked: Indelible, indelible: Indelible, command: str, message: str) -> None:
    number = ("--answer-no", "x") if command.startswith("survey answer") else ()
    refused = indelible(*command.split(), *number)
    assert (refused.code, refused.err.startswith(f"error: {message}")) == (1, True), refused.err


def test_a_sheet_of_nobody_we_know_needs_a_number(asked: Indelible, indelible: Indelible) -> None:
    refused = indelible("survey", "answer", "S-1", "--score", "p1=1")
    assert refused.err.startswith("error: answer_not_numbered: ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("number = ", "questionnaire_unreadable: the questionnaire {file} cannot be read: "),
        ("number = 'x'", "questionnaire_is_wrong: {file}: title is missing; add it; {file}: population is missing"),
        (QUESTIONNAIRE.replace("about", "abuot"), 'items.0.abuot = "送货": there is no such key; correct or remove it'),
        (
            QUESTIONNAIRE.replace('"satisfaction"', '"happy"'),
            "items.2.asks = \"happy\": Input should be 'satisfaction'",
        ),
        (QUESTIONNAIRE.replace("[1, 10]", "[1]"), 'items.0.scale = "[1]": List should have at least 2 items'),
        (QUESTIONNAIRE.replace("weight = 2", 'weight = "2"'), 'items.2.weight = "2": Input should be a valid integer'),
        (QUESTIONNAIRE.replace("weight = 2", "weight = 0"), 'invalid_item: item "s1": weight "0" is not right: '),
    ],
)
def test_a_questionnaire_that_is_wrong_says_where(
    indelible: Indelible, tmp_path: Path, text: str, message: str
) -> None:
    file = tmp_path / "q.toml"
    file.write_text(text, "utf-8")
    refused = indelible("survey", "publish", str(file))
    assert (refused.code, message.format(file=file) in refused.err) == (1, True), refused.err


def test_a_figure_that_is_not_there_is_refused_with_those_that_are(
    asked: Indelible, indelible: Indelible, database: Database
) -> None:
    asked("survey", "answer", "S-1", "--answer-no", "1", "--score", "s1=1", "--effective-at", "2021-06-03")
    rebuild(database.operator, SUZHOU)
    refused = indelible("satisfaction", "drill", "--period", "2021-06", "--measure", "csat")
    missing = "error: figure_not_found: there is no figure 'csat' for '2021-06' and 'all'; "
    assert (refused.code, refused.err) == (1, f"{missing}there are csat_mean, csat_top2, index\n")
    refused = indelible("satisfaction", "drill", "--period", "2021-07", "--measure", "csat")
    assert refused.err.endswith("nothing was counted there\n")
