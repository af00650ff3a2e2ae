"""indelible policy: publish, show, list; and the deadlines on complaint list and show."""

from pathlib import Path

import pytest

from eventlog.database import Database
from projections.running.rebuild import rebuild
from tests.cli.conftest import SUZHOU, Indelible

EXAMPLE = Path(__file__).parents[3] / "examples" / "policies" / "complaints.toml"


@pytest.fixture
def published(done: Indelible, tmp_path: Path) -> Indelible:
    """`done`, after the example was published from 2021 on, and a second version from June 2021 on."""
    for since, was, becomes in (
        ("2021-01-01", "3 working days", "3 working days"),
        ("2021-06-01", "3 working days", "2 working days"),
    ):
        file = tmp_path / f"{since}.toml"
        text = EXAMPLE.read_text("utf-8").replace(was, becomes)
        file.write_text(text.replace("# in_force_from = 2026-01-01", f"in_force_from = {since}"), "utf-8")
        done("policy", "publish", str(file))
    return done


def test_a_policy_is_published_once_and_shown_by_version_or_day(published: Indelible, indelible: Indelible) -> None:
    versions = published("policy", "list", "--json").data
    assert [(v["version"], v["in_force_from"], v["actor"]) for v in versions] == [
        (1, "2021-01-01T00:00:00+08:00", "E1"),
        (2, "2021-06-01T00:00:00+08:00", "E1"),
    ]
    now = published("policy", "show", "--json").data
    assert now["policy"]["version"] == 2
    assert now["policy"]["working_hours"] == ["08:30-12:00", "14:00-17:30"]
    assert "2026-02-16" in now["policy"]["days_off"]
    assert now["allowances"][0] == {
        "severity": "critical", "category": None, "phase": "acknowledge", "amount": 1, "unit": "working_hours",
    }  # fmt: skip
    assert published("policy", "show", "--version", "1", "--json").data["policy"]["version"] == 1
    assert "working_hours" in published("policy", "show").out
    assert indelible("policy", "show", "--version", "3").err.startswith("error: policy_version_not_found: ")
    assert published("policy", "publish", str(EXAMPLE)).out.startswith("recorded policy.published at position 3: ")
    assert published("policy", "publish", str(EXAMPLE)).out == "nothing to record: it is so already\n"


def test_without_a_policy_and_with_a_wrong_file_it_is_said(indelible: Indelible, tmp_path: Path) -> None:
    assert indelible("policy", "show").err.startswith("error: policy_not_published: ")
    nowhere = indelible("policy", "publish", str(tmp_path / "no.toml"))
    assert (nowhere.code, "No such file" in nowhere.err) == (1, True)
    broken = tmp_path / "broken.toml"
    broken.write_text('working_hours = ["17:30-08:30"]\n[[rule]]\nclose = "1 working day"\n', "utf-8")
    assert indelible("policy", "publish", str(broken)).err.startswith("error: working_hours_wrong: ")


def test_a_policy_that_is_not_in_force_yet_is_not_shown(published: Indelible, indelible: Indelible) -> None:
    early = indelible("policy", "show", "--as-of", "2020-01-01")
    assert early.err.startswith(("error: policy_not_in_force: ", "error: policy_not_published: "))


def test_the_list_is_narrowed_and_tells_how_late_each_is(
    published: Indelible, indelible: Indelible, database: Database
) -> None:
    for number, at, *told in (
        ("K-1", "2021-03-01T09:00", "--category", "配送", "--severity", "minor", "--first-asked", "E3"),
        ("K-2", "2021-06-02T09:00", "--severity", "critical", "--matter", "opinion"),
        ("K-3", "2021-06-02T09:00"),
    ):
        published("complaint", "receive", number, "--text", "迟到", *told, "--effective-at", at)
    published("complaint", "respond", "K-3", "--text", "已致歉", "--effective-at", "2021-06-02T09:30")
    rebuild(database.admin, SUZHOU)

    def numbers(*given: str) -> list[str]:
        return [row["complaint_no"] for row in published("complaint", "list", *given, "--json").data]

    assert numbers("--unanswered") == ["K-1", "K-2"]
    assert numbers("--severity", "critical") == numbers("--matter", "opinion") == ["K-2"]
    assert numbers("--owner", "E3") == numbers("--category", "配送") == ["K-1"]
    assert numbers("--overdue", "--late-at", "2021-06-02T10:00") == ["K-1"]
    assert numbers("--overdue", "--late-at", "2021-06-02T10:01") == ["K-1", "K-2"]
    assert numbers("--overdue", "--as-of", "2021-06-02") == ["K-1", "K-2"]
    assert numbers("--overdue", "--as-of", "2021-02-28") == []
    assert indelible("complaint", "list", "--unanswered", "--status", "closed").code == 2
    late = published("complaint", "list", "--overdue", "--late-at", "2021-06-02T10:30", "--severity", "critical")
    assert "acknowledge" in late.out
    assert "0 d 00:30" in late.out
    shown = published("complaint", "show", "K-3", "--json").data
    assert (shown["waiting_for"], shown["policy_version"]) == (["decide", "close"], 2)
    assert shown["next_due_at"] == "2021-06-09T17:30:00+08:00"


def test_the_steps_of_a_complaint(shop: Indelible) -> None:
    shop("complaint", "receive", "K-1", "--text", "迟到", "--effective-at", "2021-01-02T09:00")
    for verb, *told in (
        ("acknowledge",),
        ("assess", "--severity", "major", "--complexity", "complex", "--impact", "several", "--safety"),
        ("investigate", "--cause", "车辆故障"),
        ("escalate", "--level", "2", "--assignee", "E2"),
        ("leader-read", "--leader", "E2"),
        ("leader-answer", "--leader", "E2", "--text", "速办"),
        ("hand-over", "--owner", "E3"),
        ("respond", "--text", "已致歉"),
        ("decide", "--decision", "免运费"),
        ("dispute", "--text", "不够"),
        ("accept", "--text", "可以"),
        ("close", "--outcome", "免运费", "--action", "增加备用车"),
        ("rate", "--score", "4"),
    ):
        assert shop("complaint", verb, "K-1", *told, "--effective-at", "2021-01-02T10:00").out.startswith("recorded ")
    shown = shop("complaint", "show", "K-1", "--json").data
    names = ("status", "severity", "safety", "cause", "owner", "decision", "action", "handling_score", "next_due_at")
    assert [shown[name] for name in names] == [
        "closed", "major", True, "车辆故障", "E3", "免运费", "增加备用车", 4, None,
    ]  # fmt: skip
