"""Tables, JSON and flash cards become records, under whatever names their questions and answers stand."""

import io
import json
import re
import sqlite3
import zipfile
from pathlib import Path

import openpyxl
import pytest
import zstandard

from interviewer.errors import InterviewerError
from interviewer.importing.manuscript import Manuscript
from interviewer.importing.readers.flash_cards import read_card_text, read_deck
from interviewer.importing.readers.formats import format_of
from interviewer.importing.readers.json_records import read_json
from interviewer.importing.readers.plain_document import read_plain
from interviewer.importing.readers.table_document import read_table, read_workbook
from interviewer.importing.recognition.named_fields import read_records

PAIR = ("What is x?", "A letter.")


def _pairs(manuscript: Manuscript) -> list[tuple[str, str]]:
    return [(record.question, record.answer) for record in manuscript.records]


def _json(value: object) -> Manuscript:
    return read_json(json.dumps(value).encode(), "q.json")


@pytest.mark.parametrize(
    "head",
    [
        "question,answer", "Q,A", "Question Text,Model Answer", "front,back", "Interview Question,Ideal_Answer",
        "prompt,completion", "ques,ans", "instruction,output", "term,definition", "id,Answer,Question",
        "No.,Q,Solution", "Question,Explanation",
    ],
)  # fmt: skip
def test_columns_are_known_by_many_names(head: str) -> None:
    names = head.split(",")
    cells = {"answer": PAIR[1], "question": PAIR[0], "number": "1"}
    order = {"id,Answer,Question": ("number", "answer", "question"), "No.,Q,Solution": ("number", "question", "answer")}
    row = ",".join(cells[meaning] for meaning in order.get(head, ("question", "answer")))
    assert _pairs(read_table(f"{','.join(names)}\n{row}\n".encode(), "q.csv")) == [PAIR]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    rows = [("Question", "Category", "Answer"), (PAIR[0], "Basics", PAIR[1]), ("What is y, then?", "", "Another; one.")]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    manuscript = read_table(text.encode(), "q.csv")
    assert _pairs(manuscript) == [PAIR, ("What is y, then?", "Another; one.")]
    assert [record.section for record in manuscript.records] == ["Basics", "Basics"]


def test_everything_that_a_row_says_is_kept_with_its_line() -> None:
    text = (
        "id,Question,Answer,Topic,Difficulty,Tags,Company\n"
        '1,What is x?,"A letter.\n\nA small one.",Basics,Hard,"a, b",Acme\n'
        "2,What is y?,Another.,More,easy,,Acme\n"
    )
    first, second = (manuscript := read_table(text.encode(), "q.csv")).records
    assert (first.answer, first.section, first.difficulty, first.tags) == (
        "A letter.\n\nA small one.", "Basics", "hard", ("a", "b"),
    )  # fmt: skip
    assert (first.number, second.number) == (2, 5)
    assert manuscript.notes == ("Columns left out: Company.",)


def test_options_are_context_and_the_letter_of_one_is_it() -> None:
    text = "question,A,B,C,answer,explanation\nWhat is x?,A digit,A letter,Both,B,It is in the alphabet.\n"
    (record,) = read_table(text.encode(), "q.csv").records
    assert record.context == "- A: A digit\n- B: A letter\n- C: Both"
    assert record.answer == "B: A letter\n\nIt is in the alphabet."


def test_columns_without_names_are_told_by_their_look() -> None:
    text = "1,What is x?,A letter.\n2,How do you write it?,With two strokes.\n3,Why?,Because it is quick.\n"
    assert _pairs(read_table(text.encode(), "q.csv"))[1] == ("How do you write it?", "With two strokes.")
    assert _pairs(read_table(b"perro\tdog\ngato\tcat\n", "q.tsv")) == [("perro", "dog"), ("gato", "cat")]


def test_questions_without_answers_are_records_without_answers() -> None:
    assert _pairs(read_table(b"Questions\nWhat is x?\nWhat is y?\n", "q.csv")) == [
        ("What is x?", ""), ("What is y?", ""),
    ]  # fmt: skip


def test_a_table_of_something_else_is_prose_and_says_so() -> None:
    manuscript = read_table(b"date,price\n2020-01-01,3\n2020-01-02,4\n", "q.csv")
    assert not manuscript.records
    assert manuscript.notes == ("No column of it looks like questions.",)


def test_a_quotation_mark_that_is_never_closed_loses_no_rows() -> None:
    rows = [f'What is item {number}?,"It is number {number}."' for number in range(20_000)]
    rows[3] = 'What is item 3?,"It is number 3.'
    assert _pairs(read_table("\n".join(["question,answer", *rows]).encode(), "q.csv")) == [
        (f"What is item {number}?", f"It is number {number}.") for number in range(20_000)
    ]


def test_fields_that_hold_html_become_markdown_and_text_about_html_stays() -> None:
    rows = [{"q": "What is <b>x</b>?", "a": "<p>A letter:</p><ul><li>small</li></ul>"}]
    assert _pairs(_json(rows)) == [("What is **x**?", "A letter:\n\n- small")]
    rows = [{"q": "What does <b> do?", "a": "It makes text bold, as <strong> does."}]
    assert _pairs(_json(rows)) == [("What does `<b>` do?", "It makes text bold, as <strong> does.")]


@pytest.mark.parametrize(
    "value",
    [
        [{"question": PAIR[0], "answer": PAIR[1]}],
        {"title": "Quiz", "questions": [{"q": PAIR[0], "a": PAIR[1]}]},
        {"data": {"items": [{"front": PAIR[0], "back": PAIR[1]}]}},
        {"1": {"Question": PAIR[0], "Answer": PAIR[1]}},
        {"question": [PAIR[0]], "answer": [PAIR[1]]},
        {"basics": {PAIR[0]: PAIR[1], "Why is that so?": ""}},
        [[PAIR[0], PAIR[1]]],
        [{"messages": [{"role": "user", "content": PAIR[0]}, {"role": "assistant", "content": PAIR[1]}]}],
        {"data": [{"paragraphs": [{"qas": [{"question": PAIR[0], "answers": [{"text": PAIR[1], "start": 3}]}]}]}]},
        [{"question": {"text": PAIR[0]}, "answer": {"text": PAIR[1]}}],
        {"intents": [{"tag": "x", "patterns": [PAIR[0], "x?"], "responses": [PAIR[1]]}]},
        [{"question": PAIR[0], "options": ["A digit.", "A letter."], "answer": 1}],
        [{"title": PAIR[0], "content": PAIR[1]}, {"title": "Why is that so?", "content": "For a reason."}],
        [PAIR[0], PAIR[1], "Why is y?", "For a reason that is long."],
        {PAIR[0]: PAIR[1]},
        [{"q": PAIR[0], "reference_answer": PAIR[1], "answer_length_sec": "30-60"}],
        [{"question": PAIR[0], "rubric": PAIR[1], "hint": "Think of z."}],
        [{"题目": PAIR[0], "答案": PAIR[1]}],
        [{"pregunta": PAIR[0], "respuesta": PAIR[1]}],
    ],
    ids=[
        "flat", "in a mapping", "deeper", "numbered keys", "columns", "questions as keys", "pairs", "conversation",
        "SQuAD", "texts in mappings", "intents", "options", "titles that ask", "turns in a list", "one of them",
        "names of several words", "rubric", "Chinese", "Spanish",
    ],
)  # fmt: skip
def test_json_is_searched_for_questions_however_it_is_built(value: object) -> None:
    question, answer = _pairs(_json(value))[0]
    assert question == PAIR[0]
    assert answer.removeprefix("B: ") == PAIR[1]


OPTIONS = ["A digit.", "A letter.", "A sign."]
FLAGGED = [{"text": text, "isCorrect": text == PAIR[1]} for text in OPTIONS]
OTHER = {"question": "What is y?", "options": OPTIONS, "correctIndex": 0}


@pytest.mark.parametrize(
    "value",
    [
        [{"question": PAIR[0], "options": OPTIONS, "correctIndex": 1}],
        [{"question": PAIR[0], "options": OPTIONS, "answer": 2}, {"question": "Why?", "options": OPTIONS, "answer": 3}],
        [{"question": PAIR[0], "answers": OPTIONS, "correct": 1}],
        [{"question": PAIR[0], "answers": OPTIONS, "correct_answer": PAIR[1]}],
        [{"question": PAIR[0], "options": {"A": OPTIONS[0], "B": OPTIONS[1], "C": OPTIONS[2]}, "answer": "B"}],
        [{"question": PAIR[0], "options": ["A. A digit.", "B. A letter.", "C. A sign."], "answer": "B"}],
        [{"question": PAIR[0], "answers": FLAGGED}],
        [{"questionText": PAIR[0], "answerOptions": FLAGGED}],
        [{"question": PAIR[0], "correct_answer": PAIR[1], "incorrect_answers": [OPTIONS[2], OPTIONS[0]]}],
        [{"question": PAIR[0], "opt1": OPTIONS[0], "opt2": OPTIONS[1], "opt3": OPTIONS[2], "answer": "option2"}],
        [{"question": PAIR[0], "options": "A) A digit. B) A letter. C) A sign.", "answer": "B"}],
        [{"question": PAIR[0], "options": [{"id": 1, "text": text} for text in OPTIONS], "answer": "(b)"}],
    ],
    ids=[
        "index", "from one", "answers are options", "text", "letters", "lettered", "flags", "flags elsewhere",
        "wrong ones", "columns", "one text", "mappings",
    ],
)  # fmt: skip
def test_the_right_option_is_the_answer_and_all_are_context(value: object) -> None:
    record = _json(value).records[0]
    assert record.question == PAIR[0]
    assert re.sub(r"^B[:.)] ", "", record.answer) == PAIR[1]
    assert re.sub(r"[:.)] ", ": ", record.context or "") == "- A: A digit.\n- B: A letter.\n- C: A sign."


def test_several_right_options_are_the_answer_together() -> None:
    first, second = _json([{"q": "What is x?", "options": OPTIONS, "a": [0, 2]}, OTHER]).records
    assert first.answer == "A: A digit.\nC: A sign."
    assert second.answer == "A: A digit."


def test_numbers_that_are_options_themselves_are_no_places() -> None:
    rows = [
        {"q": "What is 1 + 1?", "options": ["1", "2", "3"], "a": "2"},
        {"q": "Who?", "options": ["x", "y"], "a": "y"},
    ]
    assert [record.answer for record in _json(rows).records] == ["2", "y"]


def test_an_option_that_is_missing_keeps_its_place() -> None:
    text = "q,option1,option2,option3,correct_option\nWhat is x?,1,,3,3\nWhat is y?,1,,3,2\nWhat is z?,1,2,N/A,1\n"
    first, second, third = read_table(text.encode(), "q.csv").records
    assert (first.answer, first.context) == ("C: 3", "- A: 1\n- C: 3")
    assert second.answer == ""
    assert (third.answer, third.context) == ("A: 1", "- A: 1\n- B: 2")


def test_quiz_columns_without_names_are_told_by_the_last_one() -> None:
    text = "What is x?,1,2,3,B\nWhat is y?,4,5,6,A\nWhy is z?,7,8,9,C\n"
    records = read_table(text.encode(), "q.csv").records
    assert [record.answer for record in records] == ["B: 2", "A: 4", "C: 9"]


def test_terms_and_what_they_mean_are_cards_without_names_of_columns() -> None:
    rows = [f"Term {letter},It means something that starts with {letter}." for letter in "abcdef"]
    assert _pairs(read_table("\n".join(rows).encode(), "q.csv"))[2] == (
        "Term c", "It means something that starts with c.",
    )  # fmt: skip
    assert read_table(b"1,2\n3,4\n5,6\n7,8\n9,10\n", "q.csv").records == ()


def test_code_beside_an_answer_illustrates_it_and_beside_options_is_asked_about() -> None:
    code = "x = 1\nprint(x)"
    (record,) = _json([{"question": "What is x?", "answer": "A name.", "code": code}]).records
    assert (record.answer, record.context) == (f"A name.\n\n```\n{code}\n```", None)
    (record,) = _json([{"question": "What is x?", "options": ["1", "2"], "answer": "1", "code": code}]).records
    assert (record.answer, record.context) == ("1", f"{code}\n\n- A: 1\n- B: 2")


def test_characters_written_as_in_a_page_are_read() -> None:
    rows = [{"q": "What is &quot;x&quot;?", "a": "It&#039;s a letter."}, {"q": "What isn&#039;t?", "a": "&lt;y&gt;"}]
    assert _pairs(_json(rows)) == [('What is "x"?', "It's a letter."), ("What isn't?", "<y>")]
    assert _pairs(_json([{"q": "What is &lt;?", "a": "A sign."}])) == [("What is &lt;?", "A sign.")]


def test_sections_of_nested_json_are_kept() -> None:
    value = {
        "title": "Quiz",
        "categories": [
            {"name": "Basics", "questions": [{"question": "What is x?", "answer": "A."}]},
            {"name": "More", "questions": [{"question": "What is y?", "answer": "B.", "level": "senior"}]},
        ],
    }
    manuscript = _json(value)
    assert manuscript.title == "Quiz"
    assert [(record.section, record.difficulty, record.number) for record in manuscript.records] == [
        ("Basics", None, 1), ("More", "hard", 2),
    ]  # fmt: skip
    assert [record.section for record in _json({"linear_models": [{"question": "x?", "answer": "y"}]}).records] == [
        "linear models"
    ]


def test_numbers_of_difficulty_are_spread_over_our_levels() -> None:
    rows = [{"question": f"What is {n}?", "answer": "x", "expertise": n} for n in (0, 1, 2)]
    assert [record.difficulty for record in _json(rows).records] == ["easy", "medium", "hard"]


def test_code_of_a_question_goes_to_its_context() -> None:
    (record,) = _json([{"question": "What is the output?\n\n```js\nf(1)\n```\n", "answer": "2"}]).records
    assert record.question == "What is the output?"
    assert record.context == "```js\nf(1)\n```"


def test_points_that_a_document_names_are_kept_with_the_answer() -> None:
    (record,) = _json([{"question": "What is ARIA?", "answer": "A standard.", "goodToHear": ["roles", "W3C"]}]).records
    assert record.concepts == ("roles", "W3C")
    (record,) = read_table(b"question,answer,key points\nWhat is x?,A letter.,small; written\n", "q.csv").records
    assert record.concepts == ("small", "written")


def test_points_of_an_answer_become_a_list() -> None:
    assert _pairs(_json([{"question": "Name two.", "answer": ["one", "two"]}])) == [("Name two.", "- one\n- two")]


def test_lines_of_json_keep_their_numbers_and_odd_ones_are_noted() -> None:
    lines = b'{"q": "What is x?", "a": "A."}\n\nnonsense\n{"q": "What is y?", "a": "B."}\n'
    manuscript = read_json(lines, "q.jsonl")
    assert [(record.question, record.number) for record in manuscript.records] == [("What is x?", 1), ("What is y?", 4)]
    assert manuscript.notes == ("Lines that are not valid JSON were left out: 3.",)


def test_json_without_questions_says_so() -> None:
    assert _json({"name": "x", "version": [1, 2]}).notes == ("No keys in it name questions.",)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b'{"question": "x",', r"q\.json:1 is not valid JSON"), (b"[" * 200_000, "nested too deeply")],
    ids=["torn", "deep"],
)
def test_json_that_cannot_be_read_is_a_sentence(content: bytes, message: str) -> None:
    with pytest.raises(InterviewerError, match=message):
        read_json(content, "q.json")


@pytest.mark.parametrize(
    "text",
    [
        "[{question: 'What is x?', answer: \"A letter.\",},]",
        "// cards\nexport const cards: Card[] = [\n  { question: `What is x?`, /* short */ answer: 'A letter.' }\n];",
        "module.exports = {cards: [{'question': 'What is x?', 'answer': 'A letter.'}]}",
        '{"question": "What is x?", "answer": "A letter.",\n}\n',
        '{"question": "What is x?",\n "answer": "A letter."}',
    ],
    ids=["names", "script", "module", "comma", "plain"],
)
def test_json_in_loose_notation_is_read_as_javascript_would(text: str) -> None:
    assert _pairs(read_json(text.encode(), "q.json")) == [PAIR]


def test_values_below_each_other_are_a_list_and_line_ends_in_texts_stay() -> None:
    text = '{"q": "What is x?",\n "a": "A letter."}\n{"q": "What is y?",\n "a": "Another.\nIt\'s after x."}\n'
    manuscript = read_json(text.encode(), "q.json")
    assert _pairs(manuscript) == [PAIR, ("What is y?", "Another.\nIt's after x.")]
    assert manuscript.notes == ("It is not valid JSON; loose notation was read as JavaScript would read it.",)


def test_the_statement_of_a_problem_is_context_and_its_code_the_answer() -> None:
    text = 'title,description,code\nSum,Add two numbers.,"a = 1\nb = 2\nprint(a + b)"\n'
    (record,) = read_table(text.encode(), "q.csv").records
    assert (record.question, record.context) == ("Sum", "Add two numbers.")
    assert record.answer == "```\na = 1\nb = 2\nprint(a + b)\n```"
    (record,) = _json([{"title": "Sum", "description": "Add two numbers.", "solution": "With a plus sign."}]).records
    assert (record.question, record.context, record.answer) == ("Sum", "Add two numbers.", "With a plus sign.")


def test_the_sheets_of_a_workbook_are_sections() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Basics"
    for row in (("Top questions", None), ("Question", "Answer"), ("What is x?", "A letter."), ("What is 2?", 2.0)):
        book.active.append(row)
    more = book.create_sheet("More")
    for row in (("Question", "Answer"), ("What is y?", "Another.")):
        more.append(row)
    packed = io.BytesIO()
    book.save(packed)
    manuscript = read_workbook(packed.getvalue(), "q.xlsx")
    assert [(record.section, record.question, record.answer) for record in manuscript.records] == [
        ("Basics", "What is x?", "A letter."), ("Basics", "What is 2?", "2"), ("More", "What is y?", "Another."),
    ]  # fmt: skip
    assert [line.text for line in manuscript.lines if line.text] == ["Top questions"]


def test_a_text_export_of_cards_is_read_as_its_first_lines_say() -> None:
    text = (
        "#separator:semicolon\n#html:true\n#columns:Question;Answer;Tags;Deck\n#tags column:3\n#deck column:4\n"
        'What is <b>x</b>?;"A letter.<br>A small one.";ml basic;ML::Basics\n'
        "{{c1::Dropout}} drops {{c2::units::what}}.;;;ML\n"
    )
    manuscript = read_card_text(text.encode(), "q.txt")
    (record,) = manuscript.records
    assert (record.question, record.answer) == ("What is **x**?", "A letter.\nA small one.")
    assert (record.section, record.tags, record.number) == ("ML / Basics", ("ml", "basic"), 6)
    assert [line.text for line in manuscript.lines if line.text] == ["Dropout drops units."]


def test_cards_without_a_back_are_questions_without_an_answer() -> None:
    text = (
        '# cards for later\nName the <b>first</b> letter\nWhat is the letter x?\t"A letter, ""the"" 24th."\n'
        'What follows it?\ty\nWhat comes before y?\t"x\nWhat is the last one?\tz\n'
    )
    assert format_of("cards.txt", text.encode()) == "anki"
    manuscript = read_card_text(text.encode(), "cards.txt")
    assert [(record.question, record.answer) for record in manuscript.records][1:] == [
        ("What is the letter x?", 'A letter, "the" 24th.'), ("What follows it?", "y"),
        ("What comes before y?", "x"), ("What is the last one?", "z"),
    ]  # fmt: skip
    assert manuscript.records[0].answer == ""
    assert format_of("notes.txt", b"1.\tWhat is x?\nA letter.\n2.\tWhat is y?\nA letter.\n3.\tWhy?\nNo.\n") == "text"


NOTES = ((1, "What is <i>x</i>?\x1fA letter.[sound:x.mp3]", " ml basic ", 10), (2, "{{c1::y}} follows x.\x1f", "", 20))


def _deck(name: str, database: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, database)
        archive.writestr("media", "{}")
    return packed.getvalue()


def _collection(path: Path, *, new: bool) -> bytes:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE notes (id INTEGER, mid INTEGER, flds TEXT, tags TEXT)")
        connection.execute("CREATE TABLE cards (id INTEGER, nid INTEGER, did INTEGER)")
        for number, fields, tags, deck in NOTES:
            connection.execute("INSERT INTO notes VALUES (?, 5, ?, ?)", (number, fields, tags))
            connection.execute("INSERT INTO cards VALUES (?, ?, ?)", (number, number, deck))
        if new:
            connection.execute("CREATE TABLE notetypes (id INTEGER, name TEXT)")
            connection.execute("CREATE TABLE fields (ntid INTEGER, ord INTEGER, name TEXT)")
            connection.execute("CREATE TABLE decks (id INTEGER, name TEXT)")
            connection.executemany("INSERT INTO fields VALUES (5, ?, ?)", [(0, "Front"), (1, "Back")])
            connection.executemany("INSERT INTO decks VALUES (?, ?)", [(10, "ML\x1fBasics"), (20, "More")])
        else:
            models = {"5": {"name": "Basic", "flds": [{"name": "Front"}, {"name": "Back"}]}}
            decks = {"10": {"name": "ML::Basics"}, "20": {"name": "More"}}
            connection.execute("CREATE TABLE col (models TEXT, decks TEXT)")
            connection.execute("INSERT INTO col VALUES (?, ?)", (json.dumps(models), json.dumps(decks)))
    connection.close()
    return path.read_bytes()


@pytest.mark.parametrize("name", ["collection.anki2", "collection.anki21", "collection.anki21b"])
def test_a_packed_deck_is_read_whatever_its_age(tmp_path: Path, name: str) -> None:
    database = _collection(tmp_path / "notes.db", new=name.endswith("b"))
    content = zstandard.ZstdCompressor().compress(database) if name.endswith("b") else database
    manuscript = read_deck(_deck(name, content), "q.apkg")
    (record,) = manuscript.records
    assert (record.question, record.answer) == ("What is *x*?", "A letter.")
    assert (record.section, record.tags) == ("ML / Basics", ("ml", "basic"))
    assert [line.text for line in manuscript.lines if line.text] == ["y follows x."]


@pytest.mark.parametrize("name", ["collection.anki2", "collection.anki21b", "other.db"])
def test_a_deck_that_is_none_is_a_sentence(name: str) -> None:
    with pytest.raises(InterviewerError, match=r"q\.apkg is damaged"):
        read_deck(_deck(name, b"no database"), "q.apkg")


def test_a_deck_that_would_swell_is_refused() -> None:
    swollen = zstandard.ZstdCompressor().compress(b"\0" * 250_000_000)
    with pytest.raises(InterviewerError, match="would unpack to more than 200 MB"):
        read_deck(_deck("collection.anki21b", swollen), "q.apkg")


def test_points_answer_a_question_unless_they_are_its_worth() -> None:
    listed = [{"q": "What does a router do?", "points": ["It joins networks.", "It reads addresses."]}]
    assert _pairs(_json(listed)) == [("What does a router do?", "- It joins networks.\n- It reads addresses.")]
    worth = [
        {"question": f"Which is {kind}?", "options": ["4", "7", "9"], "correctOption": place, "points": 10}
        for place, kind in enumerate(["even", "prime", "odd"])
    ]
    assert _pairs(_json(worth)) == [("Which is even?", "A: 4"), ("Which is prime?", "B: 7"), ("Which is odd?", "C: 9")]
    assert _pairs(_json([{"question": "Which is even?", "points": 10}])) == [("Which is even?", "")]


def test_numbered_columns_of_options_count_from_one() -> None:
    rows = [
        "Questions,Choice1,Choice2,Choice3,Answer",
        "Which runs once?,Loop,Init,Tick,2",
        "Which repeats?,Loop,Init,Tick,1",
    ]
    manuscript = read_table("\n".join(rows).encode(), "q.csv")
    assert _pairs(manuscript) == [("Which runs once?", "B: Init"), ("Which repeats?", "A: Loop")]


def test_a_tag_that_is_an_answer_is_code_and_no_picture() -> None:
    rows = [
        {"q": "Which element shows a picture?", "a": "<img>"},
        {"q": "What does <br> do?", "a": "It ends a line, as <code>\\n</code> does in text."},
        {"q": "What is HTML?", "a": "A language."},
    ]
    assert _pairs(_json(rows)) == [
        ("Which element shows a picture?", "`<img>`"),
        ("What does `<br>` do?", "It ends a line, as `\\n` does in text."),
        ("What is HTML?", "A language."),
    ]
    assert [entry.question for entry in read_records(_json(rows)).entries] == [
        "Which element shows a picture?",
        "What does <br> do?",
        "What is HTML?",
    ]


def test_cards_between_semicolons_with_a_tag_are_cards() -> None:
    cards = [
        "lock; holds others back; sync", "What is a fork?; a second process; sync", "pipe; joins two programs; io",
        "What is a socket?; an end of a connection; io", "page; a piece of memory; io",
    ]  # fmt: skip
    content = "\n\n".join([*cards, ""]).encode()
    assert format_of("cards.txt", content) == "table"
    assert _pairs(read_table(content, "cards.txt")) == [tuple(card.split("; ")[:2]) for card in cards]
    assert format_of("notes.txt", b"One; two; three.\n" * 8) == "text"


def test_sides_between_semicolons_in_a_file_of_cards() -> None:
    content = b"copy;<span>ctrl</span>+<span>C</span>\npaste;<span>ctrl</span>+<span>V</span>\n"
    assert _pairs(read_table(content, "keys.tsv")) == [("copy", "ctrl+C"), ("paste", "ctrl+V")]


def test_cards_that_only_gaps_part_are_cards() -> None:
    text = (
        "A lock is also called a [...].\n\nmutex\n\n\n"
        "What starts a program?\n\nthe loader\n\n\n"
        "Kinds of links are:\n<ul><li>hard</li><li>[...]</li></ul>\n\nsoft\n\n\n"
        "What are the two modes?\n<ul><li>user</li><li>kernel</li></ul>\n\n\n"
        "To see processes:\n\nps <flags>\n\n\n"
        "Does a thread own memory?\n\nno\n"
    )
    manuscript = read_plain(text.encode(), "cards.txt")
    assert _pairs(manuscript) == [
        ("A lock is also called a [...].", "mutex"), ("What starts a program?", "the loader"),
        ("Kinds of links are:", "soft"), ("What are the two modes?", "- user\n- kernel"),
        ("To see processes:", "ps <flags>"), ("Does a thread own memory?", "no"),
    ]  # fmt: skip
    assert manuscript.records[2].context == "- hard\n- [...]"
    prose = "\n\n\n".join(f"Part {number} begins.\n\nIt goes on." for number in range(9))
    assert not read_plain(prose.encode(), "book.txt").records


def test_a_name_between_underscores_is_asked_for_as_it_is() -> None:
    rows = [{"front": "__init__", "back": "Sets up an object."}, {"front": "__What is a class?__", "back": "A kind."}]
    assert [entry.question for entry in read_records(_json(rows)).entries] == ["__init__", "What is a class?"]
