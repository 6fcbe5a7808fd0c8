"""Bytes become text: marks, other encodings, lines that were decoded wrongly before, code that stays."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.errors import InterviewerError
from interviewer.importing.readers.encodings import decode, repair

RUSSIAN = "Что такое переобучение? Это когда модель запоминает шум обучающей выборки вместо закономерности.\n" * 5


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_says_the_encoding_and_is_no_text(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + "Q: Was heißt „Gewicht“?".encode(encoding), "q.txt")
    assert decoded.text == "Q: Was heißt „Gewicht“?"
    assert decoded.encoding == f"{encoding} with BOM"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_recognised_without_its_mark(encoding: str) -> None:
    decoded = decode("## What is a tensor?\n\nAn array.\n".encode(encoding), "q.md")
    assert decoded.text == "## What is a tensor?\n\nAn array.\n"
    assert decoded.encoding == encoding


def test_bytes_that_are_not_utf8_are_read_as_windows_wrote_them() -> None:
    decoded = decode("Don’t overfit – naïve Bayes costs 5 €.".encode("cp1252"), "q.txt")
    assert decoded.text == "Don’t overfit – naïve Bayes costs 5 €."
    assert decoded.encoding == "cp1252"
    assert decoded.notes


def test_a_few_lines_of_another_encoding_do_not_spoil_the_rest() -> None:
    content = "Zürich\nnaïve\n".encode() + "caf\xe9\n".encode("cp1252") + "über\n".encode()
    decoded = decode(content, "q.txt")
    assert decoded.text == "Zürich\nnaïve\ncafé\nüber\n"
    assert decoded.encoding == "utf-8, in places cp1252"
    assert decoded.notes == ("1 line was not valid UTF-8 and read as cp1252: 3.",)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r"])
def test_another_script_is_recognised(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding), "q.txt").text == RUSSIAN


def test_what_a_page_declares_is_believed_before_a_guess() -> None:
    assert decode("Größe".encode("iso-8859-15"), "q.html", declared="iso-8859-15").text == "Größe"
    assert decode("Größe".encode("cp1252"), "q.html", declared="no-such-encoding").text == "Größe"
    assert decode("Größe".encode(), "q.html", declared="iso-8859-1").text == "Größe"


def test_line_ends_become_one_kind() -> None:
    assert decode(b"a\r\nb\rc\nd", "q.txt").text == "a\nb\nc\nd"


def test_stray_nul_characters_are_removed_and_reported() -> None:
    decoded = decode(b"What is " + b"a" * 200 + b"\0 tensor?", "q.txt")
    assert "\0" not in decoded.text
    assert decoded.notes == ("1 NUL characters were removed.",)


@pytest.mark.parametrize(
    "content",
    [bytes(range(32)) * 40, b"\x7fELF\x02\x01\x01" + b"\0\xff\x01\x93" * 100],
    ids=["controls", "a program"],
)
def test_programs_and_pictures_are_refused(content: bytes) -> None:
    with pytest.raises(InterviewerError, match=r"photo\.txt is not text"):
        decode(content, "photo.txt")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Donâ€™t overfit", "Don’t overfit"),
        ("naÃ¯ve Bayes", "naïve Bayes"),
        ("It costs 5\xa0€", "It costs 5 €"),
        ("zero\u200bwidth", "zerowidth"),
        ("See more πŸ‘‰ here", "See more 👉 here"),
    ],
)
def test_mojibake_is_undone(wrong: str, right: str) -> None:
    assert repair([wrong])[0] == [right]


@pytest.mark.parametrize(
    "line", ["naïve Café Ünicode", "Ελληνικά και Ρωσικά", "Я думаю, что да", "日本語の質問", "x² ≤ √y — ok"]
)
def test_good_text_stays_as_it_is(line: str) -> None:
    assert repair([line]) == ([line], [])


def test_code_keeps_its_bytes() -> None:
    lines = ["Itâ€™s", "```python", 's = "donâ€™t\xa0"', "```", "Write `â€™` so.", "Itâ€™s"]
    repaired, changed = repair(lines)
    assert repaired == ["It’s", "```python", 's = "donâ€™t\xa0"', "```", "Write `â€™` so.", "It’s"]
    assert changed == [0, 5]


def test_a_code_page_that_explains_one_line_explains_the_blanks_of_others() -> None:
    assert repair(["Answers πŸ‘‰ here", "Β\xa0", "Βήτα"])[0] == ["Answers 👉 here", " ", "Βήτα"]


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        decoded = decode(content, "any.txt")
    except InterviewerError as error:
        assert error.hint  # noqa: PT017 - either way is right
        return
    assert "\r" not in decoded.text
    assert "\0" not in decoded.text


@given(st.text())
def test_valid_utf8_comes_back_as_it_was(text: str) -> None:
    text = text.replace("\r", "").replace("\0", "")
    content = text.encode("utf-8", "ignore")
    if len(text) > 20 and not any(character < " " for character in text):
        assert decode(content, "any.txt").text == text.encode("utf-8", "ignore").decode() or content[:2] in {
            b"\xff\xfe"
        }


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n\r"))))
def test_repair_keeps_the_number_of_lines(lines: list[str]) -> None:
    repaired, changed = repair(lines)
    assert len(repaired) == len(lines)
    assert all(0 <= index < len(lines) for index in changed)
