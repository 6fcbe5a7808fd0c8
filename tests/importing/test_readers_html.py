"""Web pages become Markdown: headings, lists, code, tables, collapsed blocks; what surrounds the text is dropped."""

import json
import time

import pytest

from interviewer.importing.manuscript import Manuscript
from interviewer.importing.readers.html_document import read_html
from interviewer.importing.recognition.recognition import recognise

PAGE = """<!doctype html>
<html><head><title>ML &amp; you</title><style>p { color: red }</style></head><body>
<nav><a href="/">Home</a> <a href="/blog">Blog</a></nav>
<header><div>Our site</div></header>
<div class="sidebar-left"><ul><li>Popular</li></ul></div>
<main>
<h1>Top 3 questions</h1>
<p class="byline">By Jane Doe, 2020</p>
<h3>1. What is <code>bias</code>?</h3>
<p>It is <b>systematic</b> error; see <a href="https://a.b/c">this</a>
and <a href="#top">up</a>. A vector&lt;T&gt; has <i>n</i><sup>2</sup> parts.</p>
<ul><li>one<ul><li>nested</li></ul></li><li>two</li></ul>
<ol start="4"><li>four</li><li><p>five</p><pre>x</pre></li></ol>
<pre><code class="language-python">def f(x):
    return x &lt; 1
</code></pre>
<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2|3</td></tr></table>
<blockquote><p>Said so.</p></blockquote>
</main>
<div class="ad-banner">Buy <b>now</b></div>
<aside>See also</aside>
<script>var x = "<p>no</p>";</script>
<footer>© 2020 Someone</footer></body></html>"""


def _page(body: str) -> Manuscript:
    return read_html(f"<html><body>{body}</body></html>".encode(), "q.html")


def _text(body: str) -> list[str]:
    return [line.text for line in _page(body).lines if line.text]


def test_a_page_becomes_markdown_with_the_lines_of_the_file() -> None:
    manuscript = read_html(PAGE.encode(), "q.html")
    assert manuscript.title == "ML & you"
    assert [(line.number, line.text) for line in manuscript.lines if line.text] == [
        (7, "# Top 3 questions"),
        (9, "### 1. What is `bias`?"),
        (10, "It is **systematic** error; see [this](https://a.b/c) and up. A vector\\<T> has *n*^2 parts."),
        (12, "- one"),
        (12, "  - nested"),
        (12, "- two"),
        (13, "4. four"),
        (13, "5. five"),
        (13, "   ```"),
        (13, "   x"),
        (13, "   ```"),
        (14, "```python"),
        (14, "def f(x):"),
        (14, "    return x < 1"),
        (14, "```"),
        (17, "| a | b |"),
        (17, "| --- | --- |"),
        (17, "| 1 | 2\\|3 |"),
        (18, "> Said so."),
    ]


def test_what_surrounds_the_text_is_dropped_and_listed() -> None:
    dropped = read_html(PAGE.encode(), "q.html").dropped
    assert [(part.reason, part.text, part.number) for part in dropped] == [
        ("navigation", "Home Blog", 3),
        ("page header", "Our site", 4),
        ("sidebar", "Popular", 5),
        ("author line", "By Jane Doe, 2020", 8),
        ("advert", "Buy now", 20),
        ("sidebar", "See also", 21),
        ("page footer", "© 2020 Someone", 23),
    ]


def test_parts_are_known_by_the_end_of_their_names() -> None:
    text = "<p>What counts is this text, which is longer than the rest of the page by far.</p>"
    foot = "<div id='footernav'><a href='/a'>A</a> | <a href='/b'>B</a></div>"
    manuscript = read_html(f"<body><div id='sitenav'>Home</div>{text}{foot}</body>".encode(), "q.html")
    assert [part.text for part in manuscript.dropped] == ["Home", "A | B"]


def test_most_of_a_page_is_no_boilerplate_whatever_its_class_says() -> None:
    body = f"<div class='banner menu'><p>{'What counts is the text. ' * 20}</p></div><nav>x</nav>"
    assert "What counts" in _text(body)[0]


@pytest.mark.parametrize(
    "body",
    [
        "<div class='faq-question'>What is x?</div><div class='faq-answer'><p>A letter.</p></div>",
        "<div class='card'><p class='question'>What is x?</p><p class='answer'>A letter.</p></div>",
        "<button class='accordion'>What is x?</button><div class='panel'><p>A letter.</p></div>",
        "<div itemscope itemtype='https://schema.org/Question'><span itemprop='name'>What is x?</span>"
        "<div itemprop='text'>A letter.</div></div>",
        "<div class='faq'><div class='question'><h2>What is x?</h2><svg><path/></svg></div>"
        "<div class='answer'><p>A letter.</p></div></div>",
        "<article class='question'><div><h1>What is x?</h1><button>+</button></div>"
        "<p class='ans'>A letter.</p></article>",
        "<div id='question-1' class='Question'>What <b>is</b> x?</div><div>A letter.</div>",
    ],
)
def test_elements_that_are_named_questions_become_headings(body: str) -> None:
    assert _text(body) == ["### What is x?", "A letter."]


def test_a_whole_that_is_named_for_its_questions_is_no_heading() -> None:
    body = "<div class='questions-list'><h2>What is x?</h2><p class='answer'>A letter.</p></div>"
    assert _text(body) == ["## What is x?", "A letter."]


def test_questions_of_one_accordion_have_one_level() -> None:
    items = "".join(
        f"<div class='accordion-item'><h2><button class='accordion-button'>What is {x}?</button></h2>"
        f"<div class='accordion-body'>The letter {x}.</div></div>"
        for x in "xyz"
    )
    body = f"<h2>Letters</h2><div class='accordion fade-in' id='faqs'>{items}</div>"
    assert _text(body) == ["## Letters"] + [line for x in "xyz" for line in (f"## What is {x}?", f"The letter {x}.")]


@pytest.mark.parametrize("summary", ["1. <b>What is x?</b>", "<h3>1. What is x?</h3>", "<p>1. What <i>is</i> x?</p>"])
def test_collapsed_blocks_stay_collapsed_blocks(summary: str) -> None:
    assert _text(f"<details><summary>{summary}</summary><p>A letter.</p></details>") == [
        "<details>", "<summary>1. What is x?</summary>", "A letter.", "</details>",
    ]  # fmt: skip


def test_terms_with_their_definitions_become_bold_lines() -> None:
    assert _text("<dl><dt>What is x?</dt><dd>A letter.</dd></dl>") == ["**What is x?**", "A letter."]


def test_numbered_items_keep_question_and_answer_together() -> None:
    body = "<ol><li><strong>What is x?</strong><p>A letter.</p></li><li value='7'><b>Why?</b><br>Because.</li></ol>"
    assert _text(body) == ["1. **What is x?**", "   A letter.", "7. **Why?**", "   Because."]


def test_bold_that_is_cut_into_pieces_is_bold_once() -> None:
    assert _text("<p><b>What </b><b>is</b> <strong><i></i>x?</strong></p>") == ["**What is x?**"]


def test_a_table_of_questions_keeps_the_lines_of_its_cells() -> None:
    body = (
        "<table><thead><tr><th>Question</th><th>Answer</th></tr></thead>"
        "<tbody><tr><td>What is x?</td><td><p>A letter.</p><ul><li>small</li></ul></td></tr></tbody></table>"
    )
    assert _text(body)[2] == "| What is x? | A letter.<br><br>- small |"


def test_a_table_that_arranges_the_page_is_gone_through() -> None:
    assert _text("<table><tr><td><h2>What is x?</h2></td><td><ul><li>A letter.</li></ul></td></tr></table>") == [
        "## What is x?", "- A letter.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "formula",
    [
        '<script type="math/tex">x^2</script>',
        '<span class="katex"><span class="katex-mathml"><math><semantics><mrow>x2</mrow>'
        '<annotation encoding="application/x-tex">x^2</annotation></semantics></math></span>'
        '<span class="katex-html">x2</span></span>',
        '<img class="tex" alt="x^2" src="x.png">',
    ],
)
def test_formulas_come_out_as_latex_once(formula: str) -> None:
    assert _text(f"<p>Take {formula} now.</p>") == ["Take $x^2$ now."]


def test_text_that_looks_like_markup_is_escaped() -> None:
    assert _text("<p># of layers</p><p>- minus</p><p>Call __init__ with *args.</p>") == [
        "\\# of layers", "\\- minus", "Call \\_\\_init\\_\\_ with \\*args.",
    ]  # fmt: skip


def test_the_encoding_that_a_page_declares_is_used() -> None:
    page = "<html><head><meta charset='iso-8859-2'></head><body><p>Łódź</p></body></html>"
    assert read_html(page.encode("iso-8859-2"), "q.html").lines[0].text == "Łódź"


NESTED = {
    "divs": "<div>" * 10_000 + "the end",
    "lists": "<ul><li>x" * 10_000 + "the end",
    "tables": "<table><tr><td>" * 10_000 + "the end",
    "quotations": "<blockquote>" * 10_000 + "the end",
    "bold": "<b>" * 10_000 + "the end",
    "collapsed blocks": "<details><summary>q</summary>" * 10_000 + "the end",
    "navigation": "<div class='menu'>x" * 10_000 + "the end",
}


@pytest.mark.parametrize("body", NESTED.values(), ids=NESTED.keys())
def test_ten_thousand_levels_lose_nothing(body: str) -> None:
    begin = time.monotonic()
    manuscript = _page(body)
    kept = " ".join(line.text for line in manuscript.lines)
    assert "the end" in kept or any(part.reason for part in manuscript.dropped)
    if "<li>" in body:
        assert sum(line.text.strip().startswith("- x") for line in manuscript.lines) == 10_000
    assert time.monotonic() - begin < 15


def test_an_item_that_begins_with_code_keeps_its_number() -> None:
    assert _text("<ol start=3><li><pre>x</pre></li></ol>") == ["3.", "   ```", "   x", "   ```"]


def test_text_has_the_line_that_it_begins_in() -> None:
    lines = _page("<div>\nWhat is x?\n<div>A letter.</div></div>").lines
    assert [(line.number, line.text) for line in lines if line.text] == [(1, "What is x?"), (3, "A letter.")]


def test_the_words_of_a_question_are_told_from_its_number_and_badges() -> None:
    body = "".join(
        f'<div class="q-item"><div class="q-trigger"><span class="q-num">OS-{number}</span>'
        f'<span class="q-difficulty">Mid</span><span class="q-text">{question}</span><span class="q-arrow">&gt;</span>'
        f'</div><div class="q-answer"><div class="a-label">// answer</div><div class="a-text">{answer}</div></div>'
        "</div>"
        for number, (question, answer) in enumerate([("What is a fork?", "A copy."), ("Explain paging.", "By frames.")])
    )
    found = recognise(_page(body))
    assert [(entry.question, entry.answer) for entry in found.entries] == [
        ("What is a fork?", "A copy."),
        ("Explain paging.", "By frames."),
    ]


def test_a_paragraph_of_links_within_the_site_is_dropped() -> None:
    links = " · ".join(f'<a href="{name}.html">{name} pages</a>' for name in ("Merge", "Split", "Sign", "Scan"))
    found = recognise(_page(
        "<h2>Is it free?</h2><p>It is.</p><h2>Is it fast?</h2><p>Very.</p><h2>Does it print?</h2><p>Yes.</p>"
        f"<h2>Popular</h2><p>{links}</p>"
    ))  # fmt: skip
    assert [entry.question for entry in found.entries] == ["Is it free?", "Is it fast?", "Does it print?"]


def test_what_stands_behind_frequent_questions_is_no_answer() -> None:
    found = recognise(_page(
        '<h1>Shop</h1><section class="faq-section"><h3 class="faq-question">Do you ship?</h3><p>We do.</p>'
        '<h3 class="faq-question">Do you wrap?</h3><p>On request.</p></section>'
        "<p><b>Ready?</b> Write to us today.</p>"
    ))  # fmt: skip
    assert [entry.answer for entry in found.entries] == ["We do.", "On request."]
    assert "text behind the questions" in {part.reason for part in found.dropped}


def test_questions_told_only_to_search_engines_are_read() -> None:
    pairs = {
        "Is it open source?": "Yes, <b>all</b> of it.",
        "Who pays?": "<p>Its users.</p>",
        "Who writes it?": "<p>We.</p>",
    }
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebPage", "name": "Help"},
            {
                "@type": "FAQPage",
                "mainEntity": [
                    {"@type": "Question", "name": asked, "acceptedAnswer": {"@type": "Answer", "text": said}}
                    for asked, said in pairs.items()
                ],
            },
        ],
    }
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    hidden = _page(f"{script}<h1>Help</h1><div id='app'></div>")
    assert [(record.question, record.answer) for record in hidden.records] == [
        ("Is it open source?", "Yes, **all** of it."),
        ("Who pays?", "Its users."),
        ("Who writes it?", "We."),
    ]
    shown = _page(script + "".join(f"<h2>{asked}</h2><p>At length: {said}</p>" for asked, said in pairs.items()))
    assert not shown.records
    assert not _page('<script type="application/ld+json">{"@type": </script><p>Text.</p>').records


def test_numbers_beside_questions_and_titles_of_sections_are_no_answers() -> None:
    cards = [("Files", "What is a path?", "A name."), ("Files", "What is a link?", "A second name."),
             ("Memory", "What is a page?", "A block."), ("Memory", "What is a heap?", "A store.")]  # fmt: skip
    body = ""
    for number, (section, question, answer) in enumerate(cards, 1):
        body += f'<div class="section-title">{section}</div>' if number % 2 else ""
        body += (
            f'<div class="card"><div class="q-num">{number:02d}</div><div class="q-text">{question}</div>'
            f'<div class="card-body"><p>{answer}</p></div></div>'
        )
    found = recognise(_page(f"<h1>Systems</h1>{body}"))
    assert [(entry.section, entry.question, entry.answer) for entry in found.entries] == cards
