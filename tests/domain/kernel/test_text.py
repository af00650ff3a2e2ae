"""Which numbers, codes and texts may be kept."""

import pytest

from domain.kernel.refusals import InvalidIdentifier, InvalidText
from domain.kernel.text import check_identifier, check_text, escaped


@pytest.mark.parametrize("value", ["A-1", "苏烟零字第 3205 号", "A 1", "é", "x" * 128, "𠮷野家", "1=2", "½"])
def test_a_number_or_code_is_one_visible_line(value: str) -> None:
    assert check_identifier("order_no", value) == value


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("", "empty"),
        (" A", "spaces"),
        ("A ", "spaces"),
        ("A\u3000", "spaces"),
        ("x" * 129, "longer than 128"),
        ("A\0B", "cannot be seen"),
        ("A\nB", "cannot be seen"),
        ("A\x7fB", "cannot be seen"),
        ("A\x85B", "cannot be seen"),
        ("A\ud800B", "cannot be seen"),
        ("A\u202eB", "cannot be seen"),
        ("A\u200bB", "cannot be seen"),
        ("A\ufeffB", "cannot be seen"),
        ("A\u2028B", "cannot be seen"),
        ("A\u2029B", "cannot be seen"),
        ("A\ue000B", "cannot be seen"),
        ("A\uffffB", "cannot be seen"),
        ("烟\u200d店", "cannot be seen"),
        ("=1", "formula"),
        ("+1", "formula"),
        ("-1", "formula"),
        ("@a", "formula"),
        ("＝1", "formula"),
        ("＋1", "formula"),
        ("－1", "formula"),
        ("＠a", "formula"),
    ],
    ids=lambda value: ascii(value)[:16],
)
def test_a_number_or_code_that_misleads_is_refused(value: str, why: str) -> None:
    with pytest.raises(InvalidIdentifier, match=why) as caught:
        check_identifier("order_no", value)
    assert "order_no" in str(caught.value)
    assert str(caught.value).encode()  # printable anywhere: no half characters


@pytest.mark.parametrize("value", ["好客来烟酒店", "two\nlines", "=1+1", "\u202eabc", "x" * 4000, "𠮷"])
def test_text_is_kept_as_people_write_it(value: str) -> None:
    assert check_text("name", f" {value}\n") == value


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("", "empty"),
        (" \n\u3000", "empty"),
        ("x" * 4001, "longer than 4000"),
        ("A\0B", "NUL or half a character"),
        ("A\ud800", "NUL or half a character"),
        ("A\udfffB", "NUL or half a character"),
    ],
    ids=lambda value: ascii(value)[:16],
)
def test_text_that_cannot_be_kept_is_refused(value: str, why: str) -> None:
    with pytest.raises(InvalidText, match=why) as caught:
        check_text("name", value)
    assert str(caught.value).encode()


def test_a_text_may_have_its_own_limit() -> None:
    assert check_text("name", "xx", most=2) == "xx"
    with pytest.raises(InvalidText):
        check_text("name", "xxx", most=2)


def test_a_long_text_is_not_quoted_whole() -> None:
    with pytest.raises(InvalidText) as caught:
        check_text("name", "店" * 5000)
    assert str(caught.value).count("店") == 60


def test_what_cannot_be_seen_is_shown_as_its_escape() -> None:
    assert escaped("a\u202e\x1b\ud800烟") == '"a\\u202e\\x1b\\ud800烟"'
    assert escaped("x" * 200) == f'"{"x" * 128}"'
