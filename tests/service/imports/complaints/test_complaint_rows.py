"""What rows say of complaints, and which mappings cannot be followed."""

from datetime import date
from pathlib import Path

import pytest

from domain.kernel.refusals import Refusal
from service.imports.complaints.complaint_mapping import ComplaintMapping
from service.imports.complaints.complaint_rows import ComplaintFile, ComplaintRows
from service.imports.engine.mapping import load_mapping
from service.imports.engine.source import open_source
from tests.service.imports.reading import EXAMPLES, NOW, SUZHOU

STEPS = """
rows = "step"
complaint_no = "no"
after_closing = "reopens"
[received]
at = "at"
text = "{what}"
[[steps]]
at = "at"
text = "what"
kind = { column = "what", values = { ack = "acknowledged", end = "closed", say = "responded", wait = "progress" } }
"""
ROWS = """
rows = "complaint"
complaint_no = "no"
[received]
at = "at"
text = ["words", "kind"]
severity = { column = "grade", values = { 1 = "minor", 2 = "major" } }
channel = "{kind}, {words}"
owner = "clerk"
[[steps]]
kind = "responded"
at = "answered"
text = "words"
[[steps]]
kind = "acknowledged"
at = "sent"
"""


def read(folder: Path, content: str, mapping: str) -> ComplaintFile:
    """Write the file and its mapping and read them."""
    (folder / "m.toml").write_text(mapping, "utf-8")
    (folder / "complaints.csv").write_text(content, "utf-8")
    loaded = load_mapping(folder / "m.toml", ComplaintMapping)
    return ComplaintFile(open_source(str(folder / "complaints.csv"), loaded), loaded, SUZHOU, NOW)


def lives(file: ComplaintFile) -> dict[str, list[str]]:
    """Number -> the steps with the minute of the hour, where all is within one."""
    return {
        complaint.complaint_no: [f"{step.kind} {step.at:%M}" for step in complaint.steps]
        for complaint in file.records()
    }


def only(file: ComplaintFile) -> ComplaintRows:
    [complaint] = file.records()
    return complaint


def test_steps_go_by_time_and_then_by_the_file(tmp_path: Path) -> None:
    rows = ["2,say,12:03", "1,wait,12:01", "1,say,12:04", "1,ack,12:02", "1,end,12:04", "2,ack,12:03", "2,ack,12:03"]
    content = "no,what,at\n" + "".join(f"{row.replace(',12', ',2021-05-06 12')}\n" for row in rows)
    assert lives(read(tmp_path, content, STEPS)) == {
        "1": ["acknowledged 02", "responded 04", "closed 04"],
        "2": ["responded 03", "acknowledged 03"],
    }


def test_each_round_is_acknowledged_once_and_a_reopening_is_one_step(tmp_path: Path) -> None:
    whats = ["ack", "ack", "end", "wait", "wait", "ack", "end", "end"]
    content = "no,what,at\n" + "".join(f"1,{what},2021-05-06 12:0{i}\n" for i, what in enumerate(whats))
    assert lives(read(tmp_path, content, STEPS))["1"] == [
        "acknowledged 00", "closed 02", "reopened 03", "acknowledged 05", "closed 06", "reopened 07", "closed 07",
    ]  # fmt: skip


def test_without_reopening_what_comes_after_a_closing_stays_as_it_is_recorded(tmp_path: Path) -> None:
    content = "no,what,at\n1,end,2021-05-06 12:00\n1,wait,2021-05-06 12:01\n1,end,2021-05-06 12:02\n"
    mapping = STEPS.replace('after_closing = "reopens"', "")
    assert lives(read(tmp_path, content, mapping))["1"] == ["closed 00", "closed 02"]


def test_a_day_without_a_time_means_after_what_came_before(tmp_path: Path) -> None:
    header = "no,at,words,kind,grade,clerk,answered,sent\n"
    complaint = only(read(tmp_path, f"{header}7,2021-05-06 09:30,少送一条,送货,2,E3,2021-05-06,2021-05-05\n", ROWS))
    assert (str(complaint.at), complaint.on) == ("2021-05-06 01:30:00+00:00", date(2021, 5, 6))
    assert [(step.kind, str(step.at), step.text) for step in complaint.steps] == [
        ("acknowledged", "2021-05-04 16:00:00+00:00", None),
        ("responded", "2021-05-06 01:30:00+00:00", "少送一条"),
    ]
    assert complaint.said == {
        "text": "少送一条", "category": None, "channel": "送货, 少送一条", "party": None, "severity": "major",
        "customer_no": None, "order_no": None, "about_employee": None, "owner": "E3",
    }  # fmt: skip


def test_the_first_text_that_is_filled_counts(tmp_path: Path) -> None:
    header = "no,at,words,kind,grade,clerk,answered,sent\n"
    assert only(read(tmp_path, f"{header}7,2021-05-06,,送货,,,,\n", ROWS)).said["text"] == "送货"


def test_too_many_words_are_cut_only_where_the_mapping_allows_it(tmp_path: Path) -> None:
    content = f'no,what,at\n1,wait,2021-05-06\n2,"{"字" * 4001}\n",2021-05-06\n3,{"字" * 4000},2021-05-06\n'
    mapping = STEPS.split("[[steps]]", maxsplit=1)[0]
    whole = [complaint.said["text"] for complaint in read(tmp_path, content, mapping).records()]
    assert list(map(len, whole)) == [4, 4001, 4000]
    file = read(tmp_path, content, f'long_text = "cut"\n{mapping}')
    assert [complaint.said["text"] for complaint in file.records()] == ["wait", "字" * 3999 + "…", "字" * 4000]
    assert file.notes["texts_cut"] == 1


def test_texts_that_stand_for_an_empty_cell_are_one(tmp_path: Path) -> None:
    content = "no,at,words,kind,grade,clerk,answered,sent\n7,2021-05-06,NA,送货,NULL,NA ,,\n"
    said = only(read(tmp_path, content, f'file.missing = ["NA", "NULL"]\n{ROWS}')).said
    assert (said["text"], said["severity"], said["owner"]) == ("送货", None, None)


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ('"closed"', '"shut"', "steps.0.kind"),
        ('text = "what"', "", "need a text"),
        ('after_closing = "reopens"', 'after_closing = "ends"', "after_closing"),
        ('text = "{what}"', 'text = "{what}"\nparty = "somebody"', "is not one of retailer, consumer, unknown"),
        ('wait = "progress"', "wait = []", "at least 1"),
    ],
)
def test_a_mapping_that_cannot_be_followed_is_refused(tmp_path: Path, wrong: str, right: str, said: str) -> None:
    assert wrong in STEPS
    with pytest.raises(Refusal, match=said) as refused:
        read(tmp_path, "no,what,at\n1,end,2021-05-06\n", STEPS.replace(wrong, right))
    assert refused.value.code == "mapping_is_wrong"


def test_the_example_reads_the_public_record(tmp_path: Path) -> None:
    mapping = load_mapping(EXAMPLES / "cfpb" / "complaints.toml", ComplaintMapping)
    file = ComplaintFile(open_source(str(EXAMPLES / "cfpb" / "complaints.csv"), mapping), mapping, SUZHOU, NOW)
    steps = [step for complaint in file.records() for step in complaint.steps]
    assert (len(file), len(file.rejects)) == (103, 0)
    assert [sum(step.kind == kind for step in steps) for kind in ("disputed", "reopened", "accepted")] == [21, 21, 74]
    assert [sum(step.timely is timely for step in steps) for timely in (True, False)] == [97, 6]
    assert sum(complaint.steps[0].on == complaint.on for complaint in file.records()) == 32
