"""What a row says of an answer: its number, its time, its scores and words; and of a promise."""

from pathlib import Path

from service.imports.engine.mapping import load_mapping
from service.imports.engine.source import open_source
from service.imports.promises.promise_mapping import PromiseMapping
from service.imports.promises.promise_rows import PromiseFile
from service.imports.surveys.survey_mapping import SurveyMapping
from service.imports.surveys.survey_rows import AnswerFile
from tests.service.imports.reading import NOW, SUZHOU

ANSWERS = """
survey_no = "S"
answer_no = "{row number}/{who}"
answered = "at"
channel = "{how} {row number}"
party = { column = "kind", values = { c = "consumer" } }
[items]
a = "q1"
b = "q2"
[remarks]
comment = "words"
"""
PROMISES = """
promise_no = "no"
customer_no = "shop"
text = "补货 {no}"
expected_effect = "不断货"
observed_effect = "未断货"
made = "made"
due = "due"
kept = "kept"
"""


def read_answers(folder: Path, content: str, mapping: str = ANSWERS) -> AnswerFile:
    """Write the file and its mapping and read them."""
    (folder / "m.toml").write_text(mapping, "utf-8")
    (folder / "answers.csv").write_text(content, "utf-8")
    read = load_mapping(folder / "m.toml", SurveyMapping)
    return AnswerFile(open_source(str(folder / "answers.csv"), read), read, SUZHOU, NOW)


def test_a_row_is_an_answer(tmp_path: Path) -> None:
    content = "who,at,how,kind,a,b,words\nX,2021-05-06 08:00,电话,c,5,,还行\nX,2021-05-07,,,-1,007,\n"
    first, second = read_answers(tmp_path, content).records()
    assert (first.answer_no, str(first.answered_at), first.party, first.channel) == (
        "S:1/X",
        "2021-05-06 00:00:00+00:00",
        "consumer",
        "电话 1",
    )
    assert (first.scores, [(one.about, one.text) for one in first.remarks]) == ({"q1": 5}, [("comment", "还行")])
    assert (second.answer_no, second.party, second.scores, second.remarks) == ("S:2/X", None, {"q1": -1, "q2": 7}, ())


def test_a_number_that_stands_twice_is_in_doubt_and_so_rejected(tmp_path: Path) -> None:
    mapping = ANSWERS.replace("{row number}/{who}", "{who}")
    content = "who,at,how,kind,a,b,words\nX,2021-05-06,,,5,,\nX,2021-05-07,,,4,,\nY,2021-05-07,,z,4,,\nZ,,,,4,,\n"
    file = read_answers(tmp_path, content, mapping)
    assert [(line, code) for line, code, _ in file.rejects.listed()] == [
        (2, "repeated_answer"),
        (3, "repeated_answer"),
        (4, "unknown_value"),
        (5, "missing_value"),
    ]
    assert list(file.records()) == []


def test_what_is_promised_may_be_due_in_the_future_and_is_kept_in_the_past(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(PROMISES, "utf-8")
    rows = [
        "1,A,2021-05-06 09:00,2031-05-06,2021-05-06",
        "2,A,2021-05-06,2021-05-07,2031-05-06",
        "3,A,2031-05-06,2031-05-07,",
        "4,A,2021-05-06,2231-05-07,",
    ]
    (tmp_path / "p.csv").write_text("\n".join(["no,shop,made,due,kept", *rows]), "utf-8")
    read = load_mapping(tmp_path / "m.toml", PromiseMapping)
    file = PromiseFile(open_source(str(tmp_path / "p.csv"), read), read, SUZHOU, NOW)
    assert [(line, code) for line, code, _ in file.rejects.listed()] == [
        (3, "date_in_future"),
        (4, "date_in_future"),
        (5, "date_in_future"),
    ]
    [kept] = file.records()
    assert (kept.text, str(kept.due_on), kept.kept_at == kept.made_at) == ("补货 1", "2031-05-06", True)
