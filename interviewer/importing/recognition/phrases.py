"""Phrases by which documents of all authors speak of themselves: titles of their margins, labels, remarks, gaps."""

import re

from interviewer.importing.wording import question_likeness, without_symbols


def _one_of(*phrases: str) -> str:
    return "(?:" + "|".join(phrases) + ")"


_ARTICLES = r"(?:a |an |some |the |my |our |your |this )*"
_DEGREES = (
    r"(?:brief |quick |useful |helpful |additional |more |other |key |external |final |related |recommended |good )*"
)

_APPARATUS = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?:about |how to )?"
    + _ARTICLES
    + _DEGREES
    + _one_of(
        r"introduction", r"intro", r"overview", r"preface", r"foreword", r"motivation", r"about(?: \w+){0,2}",
        r"conclusions?", r"thoughts", r"words", r"closing", r"wrap(?:ping)?[ -]?up", r"next steps", r"good luck",
        r"thanks?(?: you)?(?: for \w+)?", r"happy \w+", r"references?", r"resources?", r"links?", r"sources?",
        r"(?:further |suggested )?readings?", r"bibliography", r"see also", r"related(?: \w+)?", r"licen[cs]es?",
        r"copyright", r"contribut\w+(?: \w+){0,3}", r"credits", r"acknowledge?ments?", r"authors?",
        r"contacts?(?: \w+)?", r"support(?: \w+){0,3}", r"show your support", r"disclaimer", r"changelog",
        r"feedback", r"donat\w+", r"sponsors?(?:hip)?", r"star history", r"stargazers", r"connect(?: with me)?",
        r"follow(?: me| us)?",
        r"(?:table of )?contents?", r"index", r"navigation", r"keywords", r"legend", r"use(?: this \w+)?", r"usage",
        r"getting started", r"prerequisites", r"installation", r"features", r"project structure", r"notes?", r"tips",
        r"faqs?", r"to ?do",
    )
    + r"\W*$",
    re.IGNORECASE,
)  # fmt: skip
_LINKS_ELSEWHERE = (
    r"(?:参考|參考|引用|相关|相關|推荐|延伸|参照)(?:文献|文獻|资料|資料|链接|連結|リンク|阅读|閱讀|文章|书籍)?",
    r"참고(?: ?(?:자료|문헌|링크))?",
    r"출처",
    r"источник\w*",
    r"ссылк\w+",
    r"литература",
    r"referencias?",
    r"refer[eê]ncias?",
    r"enlaces",
    r"fuentes",
    r"bibliograf[ií]a",
    r"quellen",
    r"références?",
    r"liens",
    r"kaynak\w*",
)
_END = re.compile(
    r"^\W*(?:in )?"
    + _one_of(
        r"conclusions?", r"final (?:thoughts|words|notes?|tips|remarks)", r"closing (?:thoughts|words|remarks|notes?)",
        r"wrap(?:ping)?[ -]?up", r"references", r"bibliography", r"further reading", r"about the authors?", r"credits",
        r"disclaimer", r"licen[cs]e", r"copyright(?: notice)?", r"contribut(?:ing|ions?|ors?)", r"acknowledge?ments?",
        r"(?:the )?end", r"key takeaways", r"(?:more|additional|useful|helpful|recommended) (?:resources|links)",
        *_LINKS_ELSEWHERE,
    )
    + r"\W*$",
    re.IGNORECASE,
)  # fmt: skip
_POINTS_ELSEWHERE = r"\b(?=.*(?:👉|→|here|more|link|https?:|\.(?:com|io|org)\b|all \d+))"
_REMARK = re.compile(
    r"^\W*"
    + _one_of(
        r"good luck", r"all the best", r"best of luck", r"stay tuned", r"that'?s (?:it|all)\b",
        r"(?:please )?feel free to\b",
        r"end of (?:the )?(?:\w+ )?(?:material|notes?|document|guide|file|part|chapter|list|questions|handbook)\b",
        r"let (?:me|us) know\b",
        r"happy (?:learning|coding|interview\w*|studying|hacking|reading)", r"thanks? (?:you )?for\b",
        r"(?:we )?hope (?:this|these|you|that)\b", r"keep (?:learning|practi[cs]ing|coding)",
        r"if you (?:found|find|liked?|enjoy(?:ed)?|want to (?:see|support|contribute))\b",
        r"(?:please )?(?:star|fork|like|share|subscribe|follow|connect)\b", r"last (?:updated|modified|edited)\b",
        r"(?:written|created|compiled|posted|published) (?:by|on|in)\b", r"made with\b", r"copyright\b", r"©",
        r"by [A-Z]\w+(?: \w+){0,3}, \w+ \d", r"all rights reserved", r"licensed under\b",
        rf"(?:(?:you can )?also )?(?:read|check out|explore|visit|see|find|view|download|get|watch){_POINTS_ELSEWHERE}",
    ),
    re.IGNORECASE,
)  # fmt: skip
_DOCUMENT = (
    r"(?:article|guide|list|blog(?: post)?|post|tutorial|repository|repo|document|collection|page|notebook|book)\b"
)
_ABOUT_ITSELF = re.compile(
    r"^\W*"
    + _one_of(
        r"(?:these|the (?:above|following|preceding)|all (?:these|the)) (?:\w+ ){0,4}?"
        r"(?:answers?|questions?|responses|q&as?)\b",
        rf"(?:this|the above|our|my) {_DOCUMENT}",
        rf"in this {_DOCUMENT}",
        r"by (?:mastering|practi[cs]ing|studying|understanding|reviewing) these\b",
    ),
    re.IGNORECASE,
)
_RESOURCES = re.compile(
    r"^\W*(?:(?:useful|additional|external|helpful|more|other|related|good|recommended|official|learning|online|some|for"
    r"|extra)\s+)*"
    + _one_of(
        r"resources?", r"links?", r"references?", r"refs?", r"sources?", r"(?:further|additional) reading", r"see also",
        r"read(?:ing)?(?: more| further| also)?", r"see more", r"learn more", r"more info(?:rmation)?", r"bibliography",
        r"related(?: \w+)?", r"citations?", r"credits?", r"articles?", r"documentation", r"docs", r"materials?",
        *_LINKS_ELSEWHERE,
    )
    + r"\W*$",
    re.IGNORECASE,
)  # fmt: skip
_RESOURCE_LINE = re.compile(
    r"^\W*(?:useful |additional |more |official |image )?"
    + _one_of(
        r"resources?", r"links?", r"references?", r"refs?\.?", r"sources?", r"read more", r"more reading", r"reading",
        r"see(?: also| more)?", r"learn more", r"more info\w*", r"further reading", r"credits?", r"documentation",
        r"docs", r"via", r"from",
    )
    + r"\b\W{0,8}[:\-–—]",
    re.IGNORECASE,
)  # fmt: skip
_FOLLOW_UPS = re.compile(
    r"^\W*(?:(?:possible|common|potential|likely|typical|interviewer'?s?|sample)\s+)*"
    r"(?:follow[\s-]*ups?(?:\s+questions?)?|related questions?|questions? to follow up|bonus questions?)"
    r"(?:\s*\([^()]*\))?\W*$",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"^\W*(?:(?:a|an|the|common|typical)\s+)*(?:wrong|incorrect|bad|poor|weak|false|naive)\s+(?:sample\s+|example\s+)?"
    r"(?:answers?|responses?|reply)\b.{0,30}$",
    re.IGNORECASE,
)
_NOTES = re.compile(
    r"^\W*(?:\w+ )?"
    + _one_of(
        r"tips?", r"hints?", r"advice", r"why (?:this|it|they|asked|we ask|interviewers?)", r"purpose", r"intent",
        r"what (?:they|(?:the )?interviewers?|to (?:say|cover|include))", r"how to (?:answer|prepare|approach)",
        r"goal", r"structure", r"approach", r"framework", r"guidance", r"notes?", r"key points?",
    )
    + r"\b.{0,40}$",
    re.IGNORECASE,
)  # fmt: skip
_METADATA = re.compile(
    r"^\W*(?P<name>tags?|topics?|keywords?|categor(?:y|ies)|compan(?:y|ies)|asked (?:in|at|by)|frequency)\b"
    r"[*_`]*\s*[:=]+[*_`]*\s*(?P<value>.{1,120})$",
    re.IGNORECASE,
)
_AN_ANSWER = r"(?:(?:your|my|the|an?|some|own)\s)*(?:answers?|solution|response|text)"
_PLACEHOLDER = re.compile(
    r"^"
    + _one_of(
        rf"(?:please |pls )?(?:add|write|insert|fill in|put|type|enter|provide|give|submit|place)(?: in)? {_AN_ANSWER}"
        r"(?: here| below)?",
        rf"{_AN_ANSWER}(?: is| are| goes| will be| to be| go)?(?: here| tbd| todo| pending| missing| needed| required"
        r"| wanted| soon| unavailable| coming(?: soon)?| (?:to be )?(?:added|updated|written|provided|posted|done)"
        r"(?: soon| later)?)+",
        r"(?:answers? )?(?:is |are |will be )?coming (?:soon|later|shortly)", r"(?:check back )?soon",
        r"(?:will|to) be (?:completed|added|done|written|answered|updated|filled|provided|continued|determined"
        r"|discussed)(?: in| soon| later)*",
        r"to ?do(?: later)?", r"tb[dac]", r"wip", r"(?:work )?in progress", r"pending", r"n ?a", r"fixme", r"x{2,}",
        r"not? (?:yet )?(?:an )?(?:answer(?:ed)?|available|done|written)(?: yet| available| given| provided| here)*",
        r"unanswered", r"needs? (?:an )?answers?", r"answers?", r"ans", r"under construction", r"help wanted",
        r"contributions? (?:welcome|needed)", r"placeholder", r"lorem ipsum.*",
    )
    + r"$",
    re.IGNORECASE,
)  # fmt: skip


def is_apparatus(title: str) -> bool:
    """Whether a heading names a part around the matter: introduction, conclusion, licence, how to contribute."""
    text = without_symbols(title)
    return len(text) < 60 and bool(_APPARATUS.match(text)) and question_likeness(text) < 0.9


def opens_the_end(text: str) -> bool:
    """Whether a line of its own, heading or not, opens what comes after the matter."""
    text = without_symbols(text)
    return len(text) < 50 and bool(_END.match(text))


def is_closing_remark(text: str) -> bool:
    """Whether a paragraph takes leave of the reader, asks for something, or names author and date."""
    return bool(_REMARK.match(text))


def is_about_itself(text: str) -> bool:
    """Whether a paragraph speaks of the document, not of its subject."""
    return bool(_ABOUT_ITSELF.match(text))


def names_resources(plain: str) -> bool:
    """Whether a line says that links follow."""
    return bool(_RESOURCES.match(plain))


def begins_with_resources(plain: str) -> bool:
    """Whether a line says of itself that it is a link: `Source: ...`."""
    return bool(_RESOURCE_LINE.match(plain))


def names_follow_ups(plain: str) -> bool:
    return bool(_FOLLOW_UPS.match(plain))


def names_wrong_answer(plain: str) -> bool:
    return bool(_WRONG.match(plain))


def names_notes(plain: str) -> bool:
    """Whether a line says that advice on the question follows, not its answer."""
    return bool(_NOTES.match(plain))


def metadata(body: str) -> tuple[str, str] | None:
    """Name and value of a line that only tags the question: `Companies: ...`."""
    match = _METADATA.match(body)
    return (match["name"].casefold(), match["value"]) if match else None


def is_placeholder(words: str) -> bool:
    """Whether the words of an answer, without punctuation, only say that there will be one."""
    return len(words) < 80 and bool(_PLACEHOLDER.match(words))
