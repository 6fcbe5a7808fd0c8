"""Wording of a line: its plain text, and how much it reads like a question."""

import html
import re
import unicodedata
from functools import lru_cache

_TAG_NAMES = (
    "a abbr b big blockquote br center code dd del details div dl dt em figure font g-emoji h1 h2 h3 h4 h5 h6 hr i img "
    "ins kbd li mark ol p picture pre q s samp small source span strike strong sub summary sup table tbody td tfoot th "
    "thead tr tt u ul var video"
)
TAG = re.compile(rf"</?(?:{'|'.join(_TAG_NAMES.split())})(?:\s[^<>]*)?/?>", re.IGNORECASE)
IMAGE = re.compile(r"!\[[^\]]*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])|<img\b[^>]*>", re.IGNORECASE)
LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?([^()\s]*(?:\([^()]*\)[^()\s]*)*)>?(?:\s+[\"'(][^)]*)?\)")
_REFERENCE_LINK = re.compile(r"\[([^\[\]]+)\]\[[^\[\]]*\]")
_CODE_SPAN = re.compile(r"(`+)(.+?)\1")
_EMPHASIS = re.compile(r"(\*{1,3}|~~)(?=\S)(.+?)(?<=[^\s*])\1")
# Names such as `__init__` are no emphasis, though Markdown has them so.
_UNDERLINED = re.compile(r"(?<!\w)(?!__[a-z]+(?:_[a-z]+)*__)(_{1,3})(?=[^\s_])(.+?)(?<=[^\s_])\1(?!\w)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_SHORTCODE = re.compile(r"(?<!\S):[a-z][a-z0-9_+-]{1,40}:(?!\w)")
_MARKUP = re.compile(r"[*_~`\[\]<&:\\\ue000\ue001]")
_LONGEST = 20_000
_HOLD = "\ue000{}\ue001"
_HELD = re.compile("\ue000(\\d+)\ue001")

_ASKING = frozenset(
    """what what's whats what’s why how how's when where which who whom whose is are was were do does did don't doesn't
    can could should would will shall has have had may might am isn't aren't can't couldn't won't wouldn't""".split()
)
_ASKING_ALONE = frozenset("what what's whats what’s why how how's whom".split())
_DEMANDING = frozenset(
    """explain describe define compare contrast discuss differentiate distinguish elaborate enumerate outline illustrate
    summarise summarize derive prove justify tell mention state name list briefly write implement design give
    demonstrate walk talk clarify explain: describe: define:""".split()
)
_NOUNS_TOO = frozenset("list name state design give outline write contrast".split())
# Verbs that open exercises, but also the steps of an answer and the titles of its parts.
_EXERCISING = frozenset(
    """calculate compute find determine create build show draw sketch given suppose imagine consider provide evaluate
    convert reverse print return sort check swap count remove merge generate solve predict estimate interpret identify
    make add perform detect validate flatten rotate delete insert fix refactor develop construct let's you we
    assume""".split()
)
_ASKING_ELSEWHERE = frozenset(
    """qué cuál cuáles cómo cuándo dónde quién explica explique define defina describe mencione qual quais como quando
    onde quem descreva cite quel quelle quels quelles comment pourquoi quand expliquez expliquer définir définissez
    décrivez quoi was wie warum wann welche welcher welches wozu worin erkläre erklären nenne beschreibe что как какой
    какая какое какие каков почему зачем чем когда где кто объясните расскажите опишите назовите перечислите apa
    bagaimana mengapa jelaskan sebutkan cosa come quale quali perché nedir nasıl neden""".split()
)
_ASKING_BEHIND_A_WORD = re.compile(
    r"(?:в|во|для|из|на|от|за|по|с|о|об|при|до|к|через) (?:что|чего|чему|чем|чём|как(?:ой|ая|ие|им|их|ую|ими)?)\b"
    r"|\w+ ли\b",
    re.IGNORECASE,
)
_ASKING_WITHOUT_SPACES = re.compile(
    r"什么|甚麼|什麼|为什么|為什麼|怎么|怎麼|怎样|如何|哪些|哪个|哪種|多少|是否|区别|區別|说说|谈谈|聊聊|讲讲|解释|介绍|简述|描述|请|吗$|とは|なぜ|何|どう|説明|違い|무엇|어떻게|왜|차이|설명"
)
_COMPARING = re.compile(
    r"\b(?:vs\.?|versus)(?=\s)|\b(?:differences?|distinctions?|relation(?:ship)?|comparison) (?:between|of|among|in)\b"
    r"|\b(?:advantages?|disadvantages?|benefits|drawbacks|limitations|pros and cons|types|uses?|role|purpose"
    r"|importance) (?:and \w+ )?(?:of|for|in)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!:;,]\s+|\s[-–—]\s+")
_QUESTION_MARKS = "?？؟"
_CLOSING = "\"'”’»)]}*_`.!,:; \t"


@lru_cache(maxsize=16_384)
def plain_text(markdown: str) -> str:
    """Markdown of one line, or of a few, as plain text on one line: no markup, no pictures, words of links kept.

    A text of more than 20,000 characters keeps its markup: no line of a document that a person wrote is that long.
    """
    if len(markdown) > _LONGEST or not _MARKUP.search(markdown):
        return " ".join(markdown.split())
    spans: list[str] = []

    def hold(match: re.Match[str]) -> str:
        spans.append(match[2].strip() or match[2])
        return _HOLD.format(len(spans) - 1)

    def keep(match: re.Match[str]) -> str:
        spans.append(match[1])
        return _HOLD.format(len(spans) - 1)

    text = markdown.replace("\ue000", "").replace("\ue001", "")
    text = _CODE_SPAN.sub(hold, text) if "`" in text else text
    text = _ESCAPED.sub(keep, text) if "\\" in text else text
    if "[" in text:
        text = _REFERENCE_LINK.sub(r"\1", LINK.sub(r"\1", IMAGE.sub(" ", text)))
    text = TAG.sub(" ", text) if "<" in text else text
    for pattern, marks in ((_EMPHASIS, "*~"), (_UNDERLINED, "_"), (_EMPHASIS, "*~")):
        if any(mark in text for mark in marks):
            text, changes = pattern.subn(r"\2", text)
            text = pattern.sub(r"\2", text) if changes else text
    text = _SHORTCODE.sub(" ", text) if ":" in text else text
    text = html.unescape(text) if "&" in text else text
    text = _HELD.sub(lambda match: spans[int(match[1])], text) if spans else text
    return " ".join(text.split())


def without_symbols(text: str) -> str:
    """Text without the pictures (emoji, stars, arrows, bullets) and loose punctuation at its ends."""
    start, end = 0, len(text)
    while start < end and _is_symbol(text[start]):
        start += 1
    while end > start and _is_symbol(text[end - 1]):
        end -= 1
    return text[start:end].strip()


def _is_symbol(character: str) -> bool:
    if character.isalnum():
        return False
    return (
        character.isspace()
        or unicodedata.category(character) in {"So", "Sk", "Cf", "Mn", "Me", "Co", "Cn"}
        or character in "★☆•→←↑↓⇒»«|"
    )


def question_likeness(plain: str) -> float:
    """How much a plain text reads like something asked: 1 a question, 0.8 a demand, 0.5 perhaps, 0 not at all."""
    text = without_symbols(plain)
    if not text or not any(character.isalpha() for character in text):
        return 0.0
    if text.rstrip(_CLOSING)[-1:] in _QUESTION_MARKS or re.search(r"[?？؟]\s*\([^()]*\)\W*$", text):
        return 1.0
    if re.search(r"\w[?？؟](?:\s|$)", text):
        return 0.9
    best = 0.0
    pieces = _SENTENCE_END.split(text, maxsplit=3)
    for position, piece in enumerate(pieces[:3]):
        words = piece.casefold().split(maxsplit=2)
        if not words:
            continue
        first = words[0].strip("\"'“”‘’(*_`:,.")
        if first in _ASKING and len(words) > 1:
            # Without its question mark it may as well be the title of a part, "How it works:",
            # or as well a statement: "When the cache is full ...".
            titled = text.endswith(":") or len(text.split()) < 5
            least = 0.4 if titled or first not in _ASKING_ALONE else 0.7
            best = max(best, least if position == 0 else 0.4)
        elif first in _DEMANDING and len(words) > 1:
            # In two words it may as well be a title: "Design patterns".
            best = max(best, 0.5 if len(words) < 3 and first in _NOUNS_TOO else 0.8 if position == 0 else 0.6)
        elif first in _EXERCISING and len(words) > 1:
            best = max(best, 0.5)
    if best < 0.6 and _COMPARING.search(text):
        best = 0.6
    if best < 0.7 and (text.split(maxsplit=1)[0].casefold().strip("¿") in _ASKING_ELSEWHERE and " " in text):
        best = 0.7
    if best < 0.7 and not text.isascii() and _ASKING_BEHIND_A_WORD.match(text):
        best = 0.7
    if best < 0.7 and not text.isascii() and _ASKING_WITHOUT_SPACES.search(text):
        best = 0.8
    return best
