"""Small corpus documents, and strategies that draw values and files."""

from hypothesis import strategies as st

from interviewer.text import fold, safe_text

VANISHING = """\
---
title: Training dynamics
topic: optimisation
---

## What is the *vanishing* gradient problem, and how can it be avoided?

<!-- id: vanishing-gradient | difficulty: medium | tags: optimisation, rnn | source: Hochreiter 1991 -->

The gradient of an early layer is a **product** of many
small factors such as $\\sigma'(z_i)$, so it [shrinks](https://example.org).

- saturating units (`sigmoid`)
- deep networks
  1. many layers
  2. long sequences

#### Remedies

Use residual connections:

```python
y = x + f(x)
```

### Key concepts

- **product of small derivatives** (chain rule; gradients multiply (layer by layer)) — essential
- **saturating activations** (sigmoid; tanh)
- **residual connections** — bonus

### Misconceptions

- Dropout fixes `a → b` gradients. → Dropout regularises; it does not → change gradients.

### Follow-ups

- How does a residual connection help (in detail)? (concept: residual connections)
- What about LSTMs?

### Hints

- Write the gradient of the first layer with the chain rule.

## Which code is this?

### Context

```python
## not a heading
loss.backward()
```

### Reference: Some Book, ch. 3

It computes gradients.

## A passage on its own

<!-- kind: passage | source: Notes -->

Free text.

### Deeper

More of it.
"""

# Characters that Markdown or the corpus format gives a meaning, beside plain ones.
_ALPHABET = st.one_of(
    st.sampled_from(list("ab x12.;:()→—|$*_`[]<>&#\\-!'\"~+=/{}é漢😀\u0301")),
    st.characters(exclude_categories=["Cs"]),
)


def single_lines(alphabet: st.SearchStrategy[str] = _ALPHABET, max_size: int = 30) -> st.SearchStrategy[str]:
    """Values of one line as the parser would give them: safe, trimmed, single spaces, not empty."""
    texts = st.text(alphabet, min_size=1, max_size=max_size)
    return texts.map(lambda text: " ".join(safe_text(text).split())).filter(
        lambda text: bool(fold(text)) and safe_text(text) == text
    )


_FRAGMENTS = st.sampled_from(
    [
        "## What is it?",
        "## Other",
        "# Title",
        "### Key concepts",
        "### Misconceptions",
        "### Follow-ups",
        "### Hints",
        "### Context",
        "### Reference: X",
        "#### Deeper",
        "<!-- id: one | difficulty: easy -->",
        "<!-- kind: passage -->",
        "<!-- open",
        "- **name** (alias; b) — essential",
        "- claim → correction",
        "- why? (concept: name)",
        "- item\n  - nested\n\n    more",
        "1. one\n2. two",
        "> quote",
        "```\ncode",
        "```",
        "$$\nx = 1\n$$",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "---",
        "===",
        "title: T",
        "topic: t",
        "Some *prose* with `code`, $x_1$ and <b>tags</b>.",
        "<div>\n<![foo[ x </div>",
        "\t\tindented",
        "",
    ]
)


def markdown_files() -> st.SearchStrategy[str]:
    """Files of anything that can go right or wrong in the corpus format."""
    line = st.one_of(_FRAGMENTS, _FRAGMENTS, st.text(_ALPHABET, max_size=20))
    return st.lists(line, max_size=25).flatmap(
        lambda lines: st.sampled_from(["\n", "\n\n", "\r\n", "\r"]).map(lambda end: end.join(lines))
    )
