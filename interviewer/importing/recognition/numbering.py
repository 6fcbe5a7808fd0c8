"""How questions and answers are numbered and labelled: `12.`, `Q3:`, `Question:`, `Ans:`."""

import re
from dataclasses import dataclass

_LEAD = r"^(?:[*_~`\"“>\[(]|<[a-z][^<>]*>|\s|[^\w\s.,:;?!'\"“(\[<>#`*_~$\\|/=+@&%^{}-]|\ufe0f|\u200d)*"
_QUESTION_WORD = (
    r"(?:q|que|ques|qn|qs|quest|question|exercise|problem|puzzle|riddle|interview question"
    r"|pregunta|pergunta|quest[aã]o|frage|вопрос|soal|pertanyaan|domanda|soru|问题?|問題?|질문)"
)
_END = r"(?:[*_~`]|</?[a-z][^<>]*>)*"
_DIGIT = re.compile(r"\d")
_LABELLED_NUMBER = re.compile(
    rf"{_LEAD}{_QUESTION_WORD}{_END}\s*(?:no\.?|number|num)?{_END}\s*(?::(?=\s*\d+\s*[.):])|[.#(\[-])?\s*#?(?P<number>\d{{1,4}}(?:\.\d{{1,3}})*[a-z]?)"
    rf"(?:\s*[.):\]|,;>–—-]+|(?=\s|$|[*_])){_END}\s*(?:[-–—:.]\s+)?(?P<rest>.*)$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"{_LEAD}#?(?P<number>\d{{1,4}}(?:\.\d{{1,3}})*){_END}\s*"
    rf"(?:\\?[.):\]、．。，：]+(?!\d)|\s[-–—]+\s|[-–—]+\s|[-–—](?=[A-Z]))[-.):]*{_END}\s*(?P<rest>.*)$"
)
_LOOSE_NUMBER = re.compile(rf"{_LEAD}#?(?P<number>\d{{1,4}}(?:\.\d{{1,3}})*){_END}\s+(?P<rest>[^\W\d].*)$")
_BOLD_NUMBER = re.compile(rf"\*\*\s*(?P<number>\d{{1,4}}(?:\.\d{{1,3}})+){_END}\s+(?P<rest>[A-Z].*)$")
_NUMBER_QUESTION = re.compile(
    rf"{_LEAD}(?P<number>\d{{1,4}})\s*(?:{_QUESTION_WORD})\s*[.:)\]-]+{_END}\s*(?P<rest>.*)$", re.IGNORECASE
)
_SCENARIO = re.compile(
    rf"{_LEAD}(?:scenario|case study|challenge){_END}\s*#?(?P<number>\d{{1,3}}){_END}\s*[.:)|–—-]+{_END}\s*"
    r"(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"{_LEAD}(?:{_QUESTION_WORD}s?|interviewer|面试官|面試官)(?:\s*\([^()]{{1,30}}\))?{_END}\s*(?:[:：)\]|–—]|\.(?=[\s*_]|$)|-(?=\s|>)|=>)+{_END}\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_BARE_QUESTION_WORD = re.compile(rf"{_LEAD}(?:the )?(?:question|problem|task|exercise){_END}\W*$", re.IGNORECASE)
_ANSWER_WORD = (
    r"(?:(?:correct|right|sample|example|model|suggested|expected|possible|good|best|short|long|brief|detailed|ideal"
    r"|strong|my|the|your|quick|official|proposed|full|interview|reference|beginner|basic|simple|intermediate|advanced|senior|junior)\s+)*"
    r"(?:a|an|ans|answ|answer|answers|sol|soln|solution|solutions|response|reply|candidate|interviewee|you|me"
    r"|respuesta|resposta|réponse|antwort|ответ|jawaban|risposta|cevap|答案?|回答|参考答案|답변?)"
)
_ANSWER = re.compile(
    rf"{_LEAD}{_ANSWER_WORD}\s*(?:(?:no\.?\s*)?[#.-]?\s*\d{{1,4}}|\([^()]{{1,30}}\)|key)?{_END}\s*"
    rf"(?:[:：)\]→–—]|\.(?=[\s*_:-]|$)|-(?=\s|>)|=>|>)+{_END}\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_BARE_ANSWER = re.compile(
    rf"{_LEAD}(?:(?:click|tap|see|show|view|reveal|toggle|expand|hide|check|open|get|read|look at)\s+(?:here\s+)?"
    rf"(?:(?:me|to|for|the|see|show|view|reveal|expand|an?|this|my|full|deep-dive|our)\s+)*)?"
    rf"{_ANSWER_WORD}(?:\s+(?:and|&|\+)\s+explanation)?"
    rf"{_END}\s*[!.:…]*\W*$",
    re.IGNORECASE,
)
_COMMENT_MARK = re.compile(r"^//+\s*(?=\w+$)")
_TAGS = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_ARROW = re.compile(r"^={1,3}>\s*(?P<rest>\S.*)$")
_LONE_LETTER = re.compile(r"(?:^|[^\w])[A-Z]$")
_ONE_LETTER = re.compile(rf"{_LEAD}an?{_END}\s*[.:)\]]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line that begins with a number, or with a label, or with both."""

    number: str | None
    label: bool
    """Whether it says that it is a question: `Q3.`, `Question:`."""
    rest: str
    """Markdown behind it; a mark of emphasis may be left open at its end."""

    @property
    def parts(self) -> tuple[int, ...]:
        if self.number is None:
            return ()
        return tuple(int(part) for part in re.findall(r"\d+", self.number)[:4])


def numbered(text: str, *, loose: bool = False) -> Numbered | None:
    """The number or the label that a line begins with; `loose`: in a heading a space behind the number is enough."""
    if text[:1] == "-" and text[1:2].isdigit():
        # A number with a dash before it is one only in front of a label: `-1. Question: ...`
        found = numbered(text[1:])
        return found if found is not None and found.label else None
    if _DIGIT.search(text, 0, 40):
        if match := _LABELLED_NUMBER.match(text) or _NUMBER_QUESTION.match(text):
            return Numbered(match["number"], True, match["rest"])
        others = (_NUMBER, _SCENARIO, _LOOSE_NUMBER) if loose else (_NUMBER, _BOLD_NUMBER)
        if match := next(filter(None, (pattern.match(text) for pattern in others)), None):
            inner = _LABEL.match(match["rest"]) or _LABELLED_NUMBER.match(match["rest"])
            return Numbered(match["number"], inner is not None, (inner or match)["rest"])
    if loose and _BARE_QUESTION_WORD.match(text):
        return Numbered(None, True, "")
    match = _LABEL.match(text)
    inner = _NUMBER.match(match["rest"]) if match else None
    if inner and inner["rest"]:
        return Numbered(inner["number"], True, inner["rest"])
    return Numbered(None, True, match["rest"]) if match else None


@dataclass(frozen=True, slots=True)
class AnswerLabel:
    rest: str
    """What stands behind it on the line."""
    one_letter: bool
    """`A.` may also be the first of several options."""


def answer_label(text: str) -> AnswerLabel | None:
    """Whether a line (without heading or list mark) opens an answer: `Ans:`, `**Answer**`, `A. ...`."""
    if match := _ARROW.match(text):
        return AnswerLabel(match["rest"], False)
    if match := _ANSWER.match(text):
        rest = match["rest"]
        return AnswerLabel(rest, _ONE_LETTER.match(text) is not None)
    text = _COMMENT_MARK.sub("", text)
    if len(text) < 80 and _BARE_ANSWER.match(text) and not re.match(r"^\W*an?\W*$", text, re.IGNORECASE):
        return AnswerLabel("", False)
    return None


def closed_emphasis(rest: str) -> str:
    """Text whose opening mark of emphasis was cut off with a number, without the closing one."""
    for mark in ("***", "**", "__", "*", "_"):
        if rest.count(mark) % 2 and not (len(mark) == 1 and rest.count(mark * 2)):
            head, found, tail = rest.rpartition(mark)
            closes = not _TAGS.sub("", tail).strip() or head.count(mark) == 0
            if found and closes and _is_left_over(mark, head, tail):
                return (head + tail).strip()
    return rest.strip()


def _is_left_over(mark: str, head: str, tail: str) -> bool:
    """Whether a lone mark closes, or opens, emphasis: those of `snake_case`, `**kwargs`, `A* search` do neither."""
    if not head.strip():
        return True
    if head[-1].isspace() or tail[:1].isalnum() or mark[0] in {head[-1], tail[:1]}:
        return False
    if len(mark) == 1 and head[-1].isalnum():
        return not tail.strip() and not _LONE_LETTER.search(head)
    return True
