"""Names of columns and keys, of which there are many, and what they mean."""

import re
from typing import Literal

Field = Literal[
    "question",
    "answer",
    "section",
    "difficulty",
    "tags",
    "context",
    "code",
    "concepts",
    "option",
    "wrong",
    "explanation",
    "example",
    "number",
]

# The earlier of two names wins the field: a table may have both `question` and `title`.
_NAMES: dict[Field, tuple[str, ...]] = {
    "question": (
        "question", "questions", "q", "ques", "interview question", "interview questions", "question text",
        "questiontext", "full question", "question body", "question en", "the question", "question statement",
        "prompt", "instruction", "problem", "problem statement", "query", "front", "frage", "pregunta", "pertanyaan",
        "user", "human", "question title", "title", "heading", "term", "name", "topic question", "input", "ask",
        "text front", "text", "word", "mcq", "mcqs", "stem", "题目", "问题", "題目", "question fr", "вопрос",
        "pergunta", "domanda", "soru", "質問", "问", "面试题",
    ),
    "answer": (
        "answer", "answers", "a", "ans", "answer text", "answertext", "full answer", "model answer", "ideal answer",
        "reference answer", "sample answer", "example answer", "sample response", "expected answer",
        "suggested answer", "correct answer", "best answer",
        "desired answer", "long answer", "detailed answer", "short answer", "the answer", "answer en", "answer body",
        "response", "responses", "reply", "completion", "solution", "solutions", "output", "back", "antwort",
        "respuesta", "jawaban", "assistant", "bot", "gpt", "definition", "meaning", "description",
        "reponse", "réponse", "resposta", "ответ", "risposta", "cevap", "答案", "答", "回答", "参考答案",
        "correct option", "correct choice", "correct ans", "correct answers", "correct options", "correct response",
        "correct letter", "correct index", "correct answer index", "correct option index", "correct option id",
        "right answer", "right option", "answer index", "answer idx", "answer key", "ans key", "answer letter",
        "answer option", "answer no", "answer number", "respuesta correcta", "resposta correta", "rubric",
        "content", "body", "details", "text back", "correct", "key", "code", "program",
    ),
    "section": (
        "section", "category", "categories", "topic", "topics", "subject", "chapter", "unit", "module", "area",
        "domain", "group", "deck", "skill", "technology", "field", "theme", "subcategory", "sub category", "sub topic",
        "subtopic", "question type", "role", "type",
    ),
    "difficulty": (
        "difficulty", "difficulty level", "level", "difficulty rating", "expertise", "seniority", "experience level",
        "complexity",
    ),
    "tags": ("tags", "tag", "keywords", "labels", "label", "concepts tested"),
    "context": ("context", "passage", "question code", "questioncode", "code snippet", "snippet", "background"),
    "code": ("question code blocks", "questioncodeblocks"),
    "concepts": (
        "good to hear", "goodtohear", "key points", "keypoints", "key concepts", "expected concepts", "expected points",
        "answer points", "talking points", "ideal answer points", "points", "bullet points", "bullets",
    ),
    "option": (
        "options", "choices", "option list", "alternatives", "answer options", "answer choices", "possible answers",
        "variants", "opciones", "opcoes", "opções", "alternativas", "choix", "选项", "варианты",
    ),
    "wrong": (
        "incorrect answers", "incorrect answer", "incorrect", "incorrect options", "wrong answers", "wrong options",
        "wrong", "distractors",
    ),
    "explanation": (
        "explanation", "rationale", "reasoning", "reason", "answer explanation", "justification", "解析",
        "explanations",
        "explicacion", "explicación", "explicação", "erklärung", "пояснение",
    ),
    "example": ("example", "examples", "code example", "example code", "answer code", "sample code", "code sample"),
    "number": (
        "number", "no", "nr", "id", "index", "#", "s no", "s.no", "sno", "sl no", "sr no", "serial", "question id",
        "questionid", "question no", "question number", "q no", "unnamed 0", "guid", "uuid", "_id", "qid",
    ),
}  # fmt: skip
FIELD_OF = {name: (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names)}
WEAK_QUESTIONS = frozenset(
    {"title", "heading", "name", "term", "word", "input", "user", "human", "query", "prompt", "text"}
)
WEAK_ANSWERS = frozenset(
    {
        "description",
        "content",
        "body",
        "details",
        "meaning",
        "definition",
        "key",
        "correct",
        "output",
        "code",
        "program",
    }
)
# What a problem is called, and the names under which the problem itself may stand beside its solution.
HEADINGS = frozenset({"title", "name", "heading", "question title"})
STATEMENTS = ("problem", "problem statement", "description", "details", "body", "content", "text")
# The answer, unless there is another: then it belongs to it, or to the question.
CODE = frozenset({"code", "program"})

# Where these stand in a list beside a name for the right one, they are what may be chosen.
MAY_BE_OPTIONS = frozenset({"answers", "responses"})
RIGHT = frozenset(
    name
    for name in _NAMES["answer"]
    if re.match(r"(?:correct|right|ans key|answer (?:index|idx|key|letter|option|no|number))", name)
)

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_BETWEEN_WORDS = re.compile(r"[\s_\-./:*]+")
# In names that are not listed: what they are about, and the words that say something else about it.
_ASKED = frozenset({"question", "questions", "ques", "pregunta", "pergunta", "frage"})
_ANSWERED = frozenset({"answer", "answers", "ans", "solution", "solutions", "respuesta", "resposta", "antwort"})
_OF_SOMETHING_ELSE = frozenset(
    """id ids no nr number num count total type types kind length len size time seconds sec duration score scores mark
    marks points url urls link links image images img picture audio video source sources author date created updated
    status level difficulty category topic tag tags user users wrong incorrect bad weak false other follow followup
    followups related set sets order index idx format language lang hash embedding tokens by at is has file path hint
    hints the of what how why to for and your my our in it when where which are do does option options choice choices
    distractors rate votes vote likes views reason per next previous show max min""".split()
)
_MOST_WORDS = 3
_GUESSED = 1000


def folded(name: str) -> str:
    """A name in lower-case words: `Answer_Text`, `answerText` and `answer text` are one."""
    words = _BETWEEN_WORDS.sub(" ", _CAMEL.sub(" ", name)).strip(" ?!\ufeff")
    return words.casefold()


def meaning_of(name: str) -> tuple[Field, int] | None:
    """What a folded name means, and how well others that mean it too do against it: the least wins."""
    if name in FIELD_OF:
        return FIELD_OF[name]
    words = set(name.split())
    if len(words) > _MOST_WORDS or words & _OF_SOMETHING_ELSE:
        return None
    if words & _ANSWERED:
        return "answer", _GUESSED
    return ("question", _GUESSED) if words & _ASKED else None
